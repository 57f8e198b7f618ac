/** Other steps than to a mbo: Luka to work, Dylan at 23 with what he needs, Joey's goal without a diploma, Bo's pause and a short "hoe is het?". */
import type { Page } from '@playwright/test';
import { readPdf } from '../pdf';
import { agreeAlone, answer } from './edition';
import { address, become, demoClass, expect, follow, join, look, m, send, someone, test, visit } from './walk';

const begin = async (page: Page, instrument: string): Promise<string> =>
	(await send(page, '/paspoort/nieuw', { soort: instrument })).split('?')[0]!;

const inDays = (days: number, name: string): Record<string, string> => {
	const date = new Date(Date.now() + days * 86_400_000);
	return { [`${name}.day`]: `${date.getDate()}`, [`${name}.month`]: `${date.getMonth() + 1}`, [`${name}.year`]: `${date.getFullYear()}` };
};

test('Luka: a step to work, on paper for the boss', async ({ page }) => {
	const wrong = follow(page);
	const { code } = await demoClass('Opnieuw kiezen');
	await join(page, code, 'Luka Reis', { day: '4', month: '3', year: '2007' });
	const work = await begin(page, 'overstap-werk');
	await visit(page, work);
	await expect(page.locator('main')).toContainText('Overstap naar werk');
	await visit(page, `${work}/vraag/nodig-werk`);
	await page.getByLabel(/Duidelijke opdrachten/).check();
	await page.locator('[name="how.duidelijke-opdrachten"]').fill('Eén ding tegelijk, op een briefje.');
	await page.getByRole('button', { name: m.question_next() }).click();
	await page.waitForURL(/\/paspoort\/[0-9a-f-]{36}(\/vraag\/(?!nodig-werk)|\/?$)/);
	await answer(page, work, 'hulpverleners', 'Mijn coach heet Ria.');
	await agreeAlone(page, work);
	await page.goto(address(`${work}/delen/nieuw`));
	await page.getByLabel(m.share_with_paper()).check();
	await page.locator('#mbo').fill('Bas van de supermarkt');
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await look(page);
	await page.getByRole('button', { name: m.share_yes_paper() }).click();
	await page.waitForURL(/\/delen\/[0-9a-f-]{36}/);
	const paper = await page.request.get(address(`${new URL(page.url()).pathname}/pdf`));
	const { pages } = await readPdf(new Uint8Array(await paper.body()));
	const text = pages.map((each) => each.text).join(' ');
	expect(text).toContain('op een briefje');
	expect(text).not.toContain('Ria');
	expect(wrong).toEqual([]);
});

test('Dylan: 23, and what he asks for is answered', async ({ page, browser }) => {
	const wrong = follow(page);
	const { code } = await demoClass('Groep van Corine');
	const name = 'Dylan Reis';
	await join(page, code, name, { day: '4', month: '3', year: '2003' });
	const mbo = await begin(page, 'overstap-mbo-23-plus');
	await send(page, `${mbo}/vraag/wonen-nodig`, { needs: 'post', 'how.post': 'Dan kom ik nergens te laat.' });
	await agreeAlone(page, mbo);
	await page.goto(address(`${mbo}/delen/nieuw`));
	await page.getByRole('radio', { name: 'Doorstroompunt Tweestromen' }).check();
	await page.locator('input[name="deel"]').last().check();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await page.getByRole('button', { name: m.share_yes() }).click();
	await page.waitForURL(/\/delen(\?.*)?$/);

	const consultant = await someone(browser, { screen: 'bureau' });
	const desk = consultant.page;
	await become(desk, 'Corine');
	await visit(desk, '/intake');
	await desk.getByRole('link', { name }).first().click();
	await desk.waitForURL(/\/intake\/[0-9a-f-]{36}$/);
	await desk.goto(`${desk.url()}/gesprek`);
	await look(desk);
	await desk.getByLabel(m.support_yes(), { exact: true }).check();
	await desk.getByRole('button', { name: m.talk_give({ called: 'Dylan' }) }).click();
	await desk.waitForURL('**gelukt=gegeven');
	const consent = new URL(desk.url()).pathname.split('/')[2]!;
	await visit(page, `${mbo}/delen/${consent}/antwoord`);
	await expect(page.getByText('Dan kom ik nergens te laat.')).toBeVisible();
	await expect(page.getByText(m.answers_waiting())).toHaveCount(0);

	/* What is agreed on outlives the consent: what is sensitive in it is said before he agrees. */
	await desk.getByRole('button', { name: m.agreement_make() }).click();
	await desk.waitForURL('**/intake/afspraken/*');
	await desk.getByLabel(m.agreement_action()).first().fill('Je post komt op ons adres.');
	await desk.getByRole('button', { name: m.agreement_propose({ called: 'Dylan' }) }).click();
	await desk.waitForURL('**gelukt=voorgelegd');
	await visit(page, mbo);
	await page.getByRole('link', { name: /^Ondersteuningsafspraken met/ }).click();
	await page.waitForURL('**/afspraken/*');
	await look(page);
	await expect(page.getByText(/^Dit is in je paspoort gevoelig/)).toBeVisible();
	expect([...wrong, ...consultant.wrong]).toEqual([]);
	await consultant.context.close();
});

test('Joey: a goal without a diploma counts, in a plan and an agreement', async ({ page }) => {
	const wrong = follow(page);
	const { code } = await demoClass('Groep van Corine');
	await join(page, code, 'Joey Reis', { day: '4', month: '3', year: '2008' });
	const plan = await begin(page, 'toekomstplan');
	await answer(page, plan, 'droom', 'Ik werk bij een fietsenmaker, en ik woon op mezelf.');
	await visit(page, `${plan}/vraag/stappen`);
	await page.locator('[name="what.1"]').fill('Ik loop bij de fietsenmaker binnen.');
	await page.getByRole('button', { name: m.question_next() }).click();
	await page.waitForURL(/\/vraag\/(?!stappen)/);
	await agreeAlone(page, plan);
	await visit(page, `${plan}/editie/1`);
	for (const words of ['Ik loop bij de fietsenmaker binnen.', 'ik woon op mezelf']) await expect(page.locator('main')).toContainText(words);
	await visit(page, '/afspraken/nieuw');
	await page.getByLabel(m.deal_what()).fill('Ik vraag of ik een dag mag meelopen.');
	await page.locator('main form button').last().click();
	await page.waitForURL('**/afspraken?**');
	await visit(page, '/afspraken/laten-zien');
	await expect(page.getByText('Ik vraag of ik een dag mag meelopen.')).toBeVisible();
	expect(wrong).toEqual([]);
});

test('Bo: a pause without a reason, and a short call that is planned', async ({ page, browser }) => {
	const wrong = follow(page);
	const group = await demoClass('Groep van Corine');
	const name = 'Bo Reis';
	const { passport } = await join(page, group.code, name, { day: '4', month: '3', year: '2009' });
	await visit(page, '/pauze');
	await send(page, '/pauze?/neem', {});
	await visit(page, passport);

	const consultant = await someone(browser, { screen: 'bureau' });
	const desk = consultant.page;
	await become(desk, 'Corine');
	await visit(desk, `/begeleiding/klas/${group.id}`);
	const row = desk.getByRole('row').filter({ hasText: name });
	await expect(row).toContainText(m.guidance_paused());
	await row.getByRole('link', { name, exact: true }).click();
	await desk.waitForURL('**/begeleiding/jongere/*');
	await look(desk);
	const plan = { kind: 'nazorg', way: 'phone', minutes: '15', at: '16.00', place: '', coming: '', ...inDays(7, 'on') };
	await send(desk, `${new URL(desk.url()).pathname}/gesprek`, plan);
	await visit(page, '/gesprekken');
	await expect(page.locator('main')).toContainText('Corine');
	await send(page, '/pauze?/stop', {});
	await desk.reload();
	await expect(desk.locator('main')).not.toContainText(m.guidance_paused());
	expect([...wrong, ...consultant.wrong]).toEqual([]);
	await consultant.context.close();
});
