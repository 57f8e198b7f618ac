/**
 * Noah: stopped at the mbo, reads the old passport, makes a new one with the consultant out of what still holds, and shares it with a new
 * education. Nobody administers anything, and the pronouns are as Noah writes them: on pages, in mails and in the PDF.
 */
import { readPdf } from '../pdf';
import { agreeAlone, answer, said } from './edition';
import { address, asOwner, become, demoClass, expect, follow, join, look, m, send, someone, test, visit } from './walk';

const again = 'Ik wil iets met mensen, en rustig beginnen.';
const pronouns = 'hen/diens';
/** Words for somebody else's pronouns. */
const others = /\b(hij|hem|haar)\b/i;

test('Noah: back to school with the consultant, out of the old passport', async ({ page, browser }) => {
	test.setTimeout(240_000);
	const wrong = follow(page);
	const left = await demoClass('Opnieuw kiezen');
	const group = await demoClass('Groep van Corine');
	const called = 'Noah-Reis';
	const name = `${called} de Wit`;
	const { passport: old, youth } = await join(page, left.code, name, { day: '4', month: '3', year: '2006' }, pronouns);
	for (const [question, words] of Object.entries(said)) await answer(page, old, question, words);
	await agreeAlone(page, old);
	const id = await asOwner(
		async (sql) => (await sql<{ id: string }[]>`select id from person where sign_in_name = ${youth.signInName}`)[0]!.id
	);

	/* The mbo takes Noah out of the group; the passport stays Noah's. */
	const slber = await someone(browser, { screen: 'bureau', expected: [404] });
	await become(slber.page, 'Youssef');
	await visit(slber.page, `/begeleiding/klas/${left.id}`);
	await expect(slber.page.getByRole('row').filter({ hasText: name }).first()).toContainText(pronouns);
	await send(slber.page, `/begeleiding/klas/${left.id}/uit/${id}`, {});
	await visit(page, `${old}/editie/1`);
	await expect(page.locator('main')).toContainText(said.trots);

	/* With the code of the consultant's group, and nothing else, a new passport begins; what holds comes along. */
	await visit(page, `/meedoen/${group.code}`);
	await page.getByRole('button', { name: m.join_too_go({ name: called }) }).click();
	await expect(page.getByText(m.join_too_done_title({ name: 'Groep van Corine' }))).toBeVisible();
	await look(page);
	await visit(page, '/paspoort/nieuw');
	await page.locator('input[name="soort"][value="overstap-mbo-tot-23"]').check();
	await page.getByRole('button', { name: m.choose_go() }).click();
	await page.waitForURL(/\/paspoort\/[0-9a-f-]{36}(\?.*)?$/);
	const fresh = new URL(page.url()).pathname;
	await visit(page, `${fresh}/meenemen`);
	for (const question of ['trots', 'hielp-eerder']) await page.locator(`[id="neem.${question}"]`).check();
	await page.getByRole('button', { name: m.take_go() }).click();
	await page.waitForURL('**/meenemen?mee=**');
	await answer(page, fresh, 'goed-in', again);
	await visit(page, fresh);
	await expect(page.locator('main')).toContainText('Corine');
	await send(page, `${fresh}/klaar`, {});

	/* The consultant reads and signs in the mentor's screens; who guided Noah at the mbo learns nothing of it. */
	const consultant = await someone(browser, { screen: 'bureau' });
	await become(consultant.page, 'Corine');
	await visit(consultant.page, `/begeleiding/klas/${group.id}`);
	await consultant.page.getByRole('row').filter({ hasText: name }).getByRole('link', { name }).click();
	await consultant.page.waitForURL(`**/begeleiding${fresh}`);
	await look(consultant.page);
	for (const words of [pronouns, said.trots, again]) await expect(consultant.page.locator('main')).toContainText(words);
	await consultant.page.getByRole('button', { name: m.guidance_sign() }).click();
	await consultant.page.waitForURL('**gelukt=**');
	expect((await slber.page.request.get(address(`/begeleiding${fresh}`))).status()).toBe(404);

	/* Noah agrees, and shares with another team of the mbo. */
	await visit(page, `${fresh}/akkoord`);
	await expect(page.getByText(/Corine/).first()).toBeVisible();
	await page.getByLabel(m.agree_view_agree(), { exact: true }).check();
	await page.getByRole('button', { name: m.agree_button() }).click();
	await page.waitForURL('**/editie/1**');
	await page.goto(address(`${fresh}/delen/nieuw`));
	await page.getByRole('radio', { name: 'Intake College Zorg & Welzijn' }).check();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await page.getByRole('button', { name: m.share_yes() }).click();
	await page.waitForURL(/\/delen(\?.*)?$/);

	/* The new team gets a mail, opens it, and takes it along on paper. */
	const intaker = await someone(browser, { screen: 'bureau' });
	const subject = m.mail_shared_subject({ name: called });
	const consent = await asOwner(
		async (sql) => (await sql<{ id: string }[]>`select id from consent where passport_id = ${fresh.split('/').at(-1)!}`)[0]!.id
	);
	const mails = async (): Promise<string[]> =>
		asOwner(async (sql) =>
			(
				await sql<{ text: string }[]>`
					select p.text from demo_mail p where p.subject = ${subject} and p.text like ${`%${consent}%`}`
			).map(({ text }) => text)
		);
	await expect.poll(async () => (await mails()).length, { timeout: 20_000 }).toBe(1);
	expect((await mails())[0]).not.toMatch(others);
	await become(intaker.page, 'Ingrid');
	await visit(intaker.page, `/intake/${consent}`);
	for (const words of [pronouns, again]) await expect(intaker.page.locator('main')).toContainText(words);
	await expect(intaker.page.locator('main')).not.toContainText(said.thuis);
	const answered = await intaker.page.request.get(address(`/intake/${consent}/pdf`));
	const { pages } = await readPdf(new Uint8Array(await answered.body()));
	const paper = pages.map(({ text }) => text).join(' ');
	expect(paper).toContain(pronouns);
	expect(paper).toContain(again);
	expect(paper).not.toMatch(others);

	expect([...wrong, ...slber.wrong, ...consultant.wrong, ...intaker.wrong]).toEqual([]);
	for (const { context } of [slber, consultant, intaker]) await context.close();
});
