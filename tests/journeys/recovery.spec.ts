/** Back in after a forgotten password: by the mentor's one-time code. */
import type { Page } from '@playwright/test';
import { address, asOwner, become, demoClass, expect, follow, fresh, join, look, m, sayDevice, signIn, someone, test, visit } from './walk';

/** The mentor makes a code for a young person, and reads it aloud. */
async function codeFor(mentor: Page, classId: string, name: string): Promise<string> {
	await become(mentor, 'Marieke Oosterhuis');
	await visit(mentor, `/begeleiding/klas/${classId}/leden`);
	await mentor.getByRole('link', { name: m.code_new_for({ name }) }).click();
	await mentor.waitForURL('**/inlogcode/**');
	await look(mentor);
	await mentor.getByRole('button', { name: m.code_make_go() }).click();
	await expect(mentor.getByText(m.code_made_once())).toBeVisible();
	await look(mentor);
	return (await mentor.locator('p.code').innerText()).trim();
}

async function enter(page: Page, login: string, code: string, password: string): Promise<void> {
	await page.goto(address('/inloggen'));
	await page.getByRole('link', { name: m.forgot_by_code_go() }).click();
	await page.waitForURL('**/inloggen/code');
	await look(page);
	await page.locator('#login').fill(login);
	await page.locator('#code').fill(code);
	await page.locator('#fresh').fill(password);
	await sayDevice(page);
	await page.getByRole('button', { name: m.sign_in_go() }).click();
}

for (const javaScriptEnabled of [true, false]) {
	test(`by the mentor's code: back in, sensitive answers closed, told about it (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
		browser
	}) => {
		const { page, context, wrong } = await someone(browser, { javaScriptEnabled });
		const klas = await demoClass();
		const name = `Vergeten ${fresh('n')}`;
		const { youth, passport } = await join(page, klas.code, name);
		await page.goto(address(`${passport}/vraag/thuis`));
		await page.locator('#text').fill('Alleen voor mij.');
		await page.getByRole('button', { name: m.question_next(), exact: true }).click();
		await page.waitForURL((url) => !url.pathname.endsWith('/thuis'));

		const { page: mentor, context: school, wrong: wrongAtSchool } = await someone(browser, { screen: 'bureau', javaScriptEnabled });
		const code = await codeFor(mentor, klas.id, name);
		const { page: other, context: phone, wrong: wrongOnPhone } = await someone(browser, { javaScriptEnabled, expected: [400] });
		await enter(other, youth.signInName, 'BCDF 2345', 'een heel nieuwe zin');
		await expect(other).toHaveTitle(/^Fout: /);
		await look(other);
		await expect(other.locator('#code')).toHaveValue('BCDF 2345');
		await enter(other, youth.signInName, code, 'een heel nieuwe zin');
		await other.waitForURL(`**${passport}`);
		await look(other);
		await expect(other.getByText(m.codes_notice_title())).toBeVisible();
		await expect(other.getByRole('button', { name: m.codes_notice_seen() })).toHaveCount(0);

		/* The sensitive question, the answers, handing in, agreeing: each says why. */
		await other.goto(address(`${passport}/vraag/thuis`));
		await expect(other.getByRole('heading', { level: 1 })).toHaveText(m.closed_question_title());
		await look(other);
		await visit(other, `${passport}/controleren`);
		expect(await other.content()).not.toContain('Alleen voor mij.');
		await expect(other.getByText(m.check_closed()).first()).toBeVisible();
		for (const page of ['klaar', 'akkoord', 'samen', 'anderen/nieuw']) {
			await other.goto(address(`${passport}/${page}`));
			await expect(other.getByText(m.closed_opening())).toBeVisible();
		}
		await look(other);

		/* The own browser was signed out; a day later everything is open again, and the notice is put away. */
		await page.goto(address(passport));
		await page.waitForURL('**/inloggen?naar=**');
		await asOwner(
			(sql) =>
				sql`update credential set code_used_at = code_used_at - interval '25 hours' where person_id = (select id from person where name = ${name})`
		);
		await signIn(page, youth.signInName, 'een heel nieuwe zin');
		await page.waitForURL(`**${passport}`);
		await expect(page.getByText('Marieke Oosterhuis').first()).toBeVisible();
		await page.getByRole('button', { name: m.codes_notice_seen() }).click();
		await page.waitForURL(`**${passport}`);
		await expect(page.getByText(m.codes_notice_title())).toHaveCount(0);
		await page.goto(address(`${passport}/vraag/thuis`));
		await expect(page.locator('#text')).toHaveValue('Alleen voor mij.');
		await visit(page, '/account');
		await expect(page.getByText(m.codes_list_title())).toBeVisible();
		expect([...wrong, ...wrongAtSchool, ...wrongOnPhone]).toEqual([]);
		await Promise.all([context, school, phone].map((c) => c.close()));
	});
}

test('a code is used once, and by nobody else', async ({ page, browser }) => {
	const wrong = follow(page, { expected: [400] });
	const klas = await demoClass();
	const names = [`Eerste ${fresh('n')}`, `Tweede ${fresh('n')}`];
	const youths = [];
	for (const name of names) {
		const { page: phone, context } = await someone(browser);
		youths.push((await join(phone, klas.code, name)).youth);
		await context.close();
	}
	const { page: mentor, context } = await someone(browser, { screen: 'bureau' });
	const code = await codeFor(mentor, klas.id, names[0]!);
	await enter(page, youths[1]!.signInName, code, 'een heel nieuwe zin');
	await expect(page.getByText(m.by_code_wrong()).first()).toBeVisible();
	await enter(page, youths[0]!.signInName, code, 'een heel nieuwe zin');
	await page.waitForURL('**/paspoort/**');
	await page.goto(address('/uitloggen'));
	await page.locator('main form').getByRole('button').click();
	await page.waitForURL('**/?gelukt=uitgelogd');
	await enter(page, youths[0]!.signInName, code, 'nog een andere zin');
	await expect(page.getByText(m.by_code_wrong()).first()).toBeVisible();
	expect(wrong).toEqual([]);
	await context.close();
});
