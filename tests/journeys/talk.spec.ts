/** The talk: an unfinished passport opened by both, "weet ik niet" as a beginning, one screen for a quarter of an hour. */
import type { Page } from '@playwright/test';
import { answer } from './edition';
import { address, asOwner, become, demoClass, endSession, expect, fresh, join, look, m, send, signIn, someone, test, visit } from './walk';

const long = 'Ik kan heel lang over mezelf vertellen. '.repeat(60);

async function says(page: Page, passport: string, question: string, button: string): Promise<void> {
	await page.goto(address(`${passport}/vraag/${question}`));
	await page.getByRole('button', { name: button, exact: true }).click();
	await page.waitForURL((url) => !url.pathname.endsWith(`/vraag/${question}`));
}

const idOf = (passport: string) => passport.split('/').pop()!;
const youthOf = async (passport: string) =>
	asOwner(async (sql) => (await sql<{ youth_id: string }[]>`select youth_id from passport where id = ${idOf(passport)}`)[0]!.youth_id);

for (const javaScriptEnabled of [true, false])
	test(`samen verder: asked at the table, opened only by the young person (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
		browser
	}) => {
		test.setTimeout(240_000);
		const klas = await demoClass();
		const young = await someone(browser, { javaScriptEnabled });
		const name = `Samen ${fresh('leerling')}`;
		const { passport } = await join(young.page, klas.code, name);
		await answer(young.page, passport, 'trots', 'Dat ik hier ben.');
		await says(young.page, passport, 'blij', m.question_unknown());
		await answer(young.page, passport, 'thuis', 'Thuis is het druk.');

		const mentor = await someone(browser, { screen: 'bureau', javaScriptEnabled, expected: [404] });
		await become(mentor.page, 'Marieke Oosterhuis');
		const samen = `/begeleiding/klas/${klas.id}/samen/${await youthOf(passport)}`;
		await visit(mentor.page, `/begeleiding/klas/${klas.id}`);
		await expect(mentor.page.locator(`a[href="${samen}"]`)).toBeVisible();
		await visit(mentor.page, samen);
		await mentor.page.locator('main form').getByRole('button').click();
		await mentor.page.waitForURL('**gelukt=gevraagd');
		await look(mentor.page);
		expect((await mentor.page.request.get(address(`/begeleiding/paspoort/${idOf(passport)}/gesprek`))).status()).toBe(404);

		/* No: nothing opens. */
		await visit(young.page, passport);
		await expect(young.page.getByText(m.together_asked({ name: 'Marieke Oosterhuis' }))).toBeVisible();
		await young.page.getByRole('link', { name: m.together_answer() }).click();
		await young.page.waitForURL('**/samen');
		await look(young.page);
		await young.page.getByRole('button', { name: m.together_no() }).click();
		await young.page.waitForURL('**gelukt=samen-niet');
		await look(young.page);
		expect((await mentor.page.request.get(address(`/begeleiding/paspoort/${idOf(passport)}`))).status()).toBe(404);

		/* Asked again, and yes: without the sensitive answer, which nobody ticked. */
		await visit(mentor.page, samen);
		await mentor.page.locator('main form').getByRole('button').click();
		await mentor.page.waitForURL('**gelukt=gevraagd');
		await visit(young.page, `${passport}/samen`);
		for (const box of await young.page.locator('input[name="shown"]').all()) await expect(box).not.toBeChecked();
		await young.page.getByRole('button', { name: m.together_yes() }).click();
		await young.page.waitForURL('**gelukt=samen');
		await look(young.page);
		await visit(mentor.page, samen);
		await mentor.page.getByRole('link', { name: m.guidance_together_talk() }).click();
		await mentor.page.waitForURL('**/gesprek');
		await look(mentor.page);
		await expect(mentor.page.getByText(m.guidance_together_open_title())).toBeVisible();
		await expect(mentor.page.locator('main')).toContainText('Dat ik hier ben.');
		expect(await mentor.page.content()).not.toContain('Thuis is het druk.');

		/* "Weet ik niet" is where the talk begins, here and on the whole page. */
		await expect(mentor.page.locator('.question')).toHaveText('Hoe ben je daarmee begonnen?');
		await visit(mentor.page, `/begeleiding/paspoort/${idOf(passport)}`);
		await expect(mentor.page.locator('#antwoord-blij')).toContainText(m.guidance_unknown({ called: 'Samen' }));
		await expect(mentor.page.locator('#antwoord-blij')).toContainText(m.guidance_unknown_ask());

		/* Taking back works as always. */
		await visit(young.page, passport);
		await young.page.locator('summary', { hasText: m.take_back_title() }).click();
		await young.page.getByRole('button', { name: m.take_back_button() }).click();
		await young.page.waitForURL('**gelukt=teruggenomen');
		expect((await mentor.page.request.get(address(`/begeleiding/paspoort/${idOf(passport)}/gesprek`))).status()).toBe(404);
		expect([...young.wrong, ...mentor.wrong]).toEqual([]);
		await young.context.close();
		await mentor.context.close();
	});

test('one screen: read, write, sign; long answers and names fit, and each opening is one line in the log', async ({ browser }) => {
	test.setTimeout(240_000);
	const klas = await demoClass();
	const young = await someone(browser);
	const { passport } = await join(young.page, klas.code, `Gesprek-Wilhelmina Quintana y Hernandez-van Ommeren ${fresh('g')}`);
	await answer(young.page, passport, 'trots', long);
	await visit(young.page, `${passport}/klaar`);
	await young.page.getByRole('button', { name: m.ready_button() }).click();
	await young.page.waitForURL('**gelukt=klaar');

	const mentor = await someone(browser, { screen: 'bureau' });
	const { page } = mentor;
	await become(page, 'Marieke Oosterhuis');
	await visit(page, `/begeleiding/paspoort/${idOf(passport)}/gesprek`);
	await expect(page.locator('main')).toContainText(m.guidance_talk_first({ called: 'Gesprek-Wilhelmina' }));
	/* On a laptop everything down to the signature is nearly on one screen. */
	const button = (await page.getByRole('button', { name: m.guidance_sign() }).boundingBox())!;
	expect(button.y + button.height).toBeLessThan(900);
	await page.locator('[name="opmerking.wie"]').fill('Mooi verteld.');
	await expect(
		page
			.getByRole('status')
			.filter({ hasText: /Bewaard om/ })
			.first()
	).toBeVisible();
	await page.locator('[name="held.day"]').fill('99');
	const wrong = [...mentor.wrong];
	page.removeAllListeners();
	await page.getByRole('button', { name: m.guidance_sign() }).click();
	await expect(page.getByText(m.guidance_held_wrong()).first()).toBeVisible();
	await look(page);
	await expect(page.locator('[name="opmerking.wie"]')).toHaveValue('Mooi verteld.');
	const today = await page.evaluate(() => String(new Date().getDate()));
	await page.locator('[name="held.day"]').fill(today);
	await page.getByRole('button', { name: m.guidance_sign() }).click();
	await page.waitForURL('**gesprek?gelukt=getekend');
	await look(page);
	expect(wrong).toEqual([]);
	const logged = await asOwner((sql) => sql`select event from access_log where passport_id = ${idOf(passport)}`);
	/* The page was opened twice: to talk, and after signing. */
	expect(logged.map(({ event }) => event)).toEqual(['mentor-read', 'mentor-read']);
	await young.context.close();
	await mentor.context.close();
});

for (const javaScriptEnabled of [true, false])
	test(`nothing that a mentor typed is lost when the session ends, and no colleague gets it (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
		browser
	}) => {
		test.setTimeout(240_000);
		const klas = await demoClass();
		const young = await someone(browser);
		const { passport } = await join(young.page, klas.code, `Verlopen ${fresh('v')}`);
		await visit(young.page, `${passport}/klaar`);
		await young.page.getByRole('button', { name: m.ready_button() }).click();
		await young.page.waitForURL('**gelukt=klaar');
		await young.context.close();

		const { page, context } = await someone(browser, { screen: 'bureau', javaScriptEnabled, expected: [401] });
		await become(page, 'Marieke Oosterhuis');
		const talk = `/begeleiding/paspoort/${idOf(passport)}/gesprek`;
		await visit(page, talk);
		const endThis = () => endSession(page);
		await endThis();
		await page.locator('[name="opmerking.heb"]').fill('Dit mag niet weg.');
		await page.locator('#present').fill('Een oma');
		await page.getByRole('button', { name: m.guidance_sign() }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.expired_title());
		await look(page);
		expect(await page.content()).not.toContain('Dit mag niet weg.');
		await signIn(page, 'marieke', 'demo-paspoort');
		await page.waitForURL('**/gesprek**');
		await look(page);
		await expect(page.getByText(m.guidance_back_kept())).toBeVisible();
		await expect(page.locator('[name="opmerking.heb"]')).toHaveValue('Dit mag niet weg.');
		await expect(page.locator('#present')).toHaveValue('Een oma');

		/* A colleague who signs in on the same computer gets none of it. */
		await endThis();
		await page.locator('[name="opmerking.heb"]').fill('Alleen van Marieke.');
		await page.getByRole('button', { name: m.guidance_sign() }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.expired_title());
		await signIn(page, 'tjeerd', 'demo-paspoort');
		await page.waitForURL((url) => url.pathname !== '/inloggen');
		expect(await page.content()).not.toContain('Alleen van Marieke.');
		const kept = await asOwner((sql) => sql`select text from remark where passport_id = ${idOf(passport)}`);
		expect(kept.map(({ text }) => text).filter(Boolean)).toEqual(['Dit mag niet weg.']);
		await context.close();
	});

for (const javaScriptEnabled of [true, false])
	test(`a passport that was taken back while the mentor wrote gives back what was typed (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
		browser
	}) => {
		const klas = await demoClass();
		const young = await someone(browser);
		const { passport } = await join(young.page, klas.code, `Terug ${fresh('t')}`);
		await send(young.page, `${passport}/klaar`, {});
		const { page, context } = await someone(browser, { screen: 'bureau', javaScriptEnabled, expected: [409] });
		await become(page, 'Marieke Oosterhuis');
		for (const where of ['', '/gesprek']) {
			await page.goto(address(`/begeleiding/paspoort/${idOf(passport)}${where}`));
			await page.locator('[name="opmerking.heb"]').fill('Vijf zinnen over een rustige plek.');
			await send(young.page, `${passport}?/terugnemen`, {});
			await page.getByRole('button', { name: m.guidance_sign() }).click();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.guidance_gone_title());
			await expect(page.getByText('Vijf zinnen over een rustige plek.')).toBeVisible();
			await look(page);
			await send(young.page, `${passport}/klaar`, {});
		}
		await young.context.close();
		await context.close();
	});
