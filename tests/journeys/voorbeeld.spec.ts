/** /voorbeeld: the whole passport to try, for anybody, with nothing stored: not in the database, not on the device. */
import type { Page } from '@playwright/test';
import { asOwner, address, expect, look, m, someone, test, visit } from './walk';

/** In which tables a text stands, whatever the column. */
const tablesWith = (text: string): Promise<string[]> =>
	asOwner(async (sql) => {
		const tables = await sql<{ name: string }[]>`select table_name as name from information_schema.tables
			where table_schema = 'public' and table_type = 'BASE TABLE'`;
		const found: string[] = [];
		for (const { name } of tables) {
			const [row] = await sql`select count(*)::int as count from ${sql(name)} x where x::text like ${`%${text}%`}`;
			if (row!.count > 0) found.push(name);
		}
		return found;
	});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

for (const javaScriptEnabled of [true, false]) {
	test(`the example ${javaScriptEnabled ? 'with' : 'without'} JavaScript: fill in, check, see, and nothing is kept`, async ({
		browser
	}) => {
		test.setTimeout(180_000);
		const { page, context, wrong } = await someone(browser, { javaScriptEnabled, expected: [400] });
		const mark = `Zeldzaam${javaScriptEnabled}`;
		await visit(page, '/');
		await page.getByRole('link', { name: m.home_example_go() }).click();
		await page.waitForURL('**/voorbeeld');
		await look(page);
		await press(page, m.example_begin());
		await expect(heading(page)).toHaveText(m.example_parts());
		await look(page);

		await press(page, 'Wie ben ik');
		await expect(heading(page)).toHaveText('Waar word je blij van?');
		await look(page);
		await page.locator('#text').fill(`Ik speel graag ${mark}.`);
		await press(page, m.question_next());
		await expect(heading(page)).toHaveText('Waar ben je trots op?');
		await page.locator('#text').fill('Toch niet.');
		await press(page, m.question_skip());
		await expect(page.getByText(m.ask_title())).toBeVisible();
		await expect(page.locator('#text')).toHaveValue('Toch niet.');
		await look(page);
		await press(page, m.ask_keep());
		await expect(heading(page)).toHaveText('Welk werk of welke taken heb je?');
		await press(page, m.question_back());
		await expect(page.locator('#text')).toHaveValue('Toch niet.');
		await press(page, m.example_overview());
		await expect(heading(page)).toHaveText(m.example_parts());
		await expect(page.getByText(m.part_busy({ done: 2, total: 11 }))).toBeVisible();

		/* Something that is not right: said above and at the field, and kept. */
		await press(page, m.step_draft_button());
		await expect(page.getByText(`Ik speel graag ${mark}.`)).toBeVisible();
		await look(page);
		await page.getByRole('button', { name: /: Wat gaat nu beter dan een jaar geleden\?$/ }).click();
		await page.locator('#text').evaluate((field) => field.removeAttribute('maxlength'));
		await page.locator('#text').fill('lang '.repeat(60));
		await press(page, m.question_next());
		await expect(page).toHaveTitle(/^Fout: /);
		await expect(page.locator('#text')).toHaveValue(/^lang lang/);
		await look(page);
		await page.getByRole('alert').getByRole('link').click();
		await expect(page.locator('#text')).toBeFocused();
		await page.locator('#text').fill('Ik durf meer.');
		await press(page, m.example_overview());

		/* Own sentences to pick from, and the edition at the end. */
		await press(page, 'Dit moet je echt weten');
		await page.locator('[id="sentence.1"]').fill('Ik drink geen koffie.');
		await press(page, `Ik speel graag ${mark}.`);
		await expect(page.locator('[id="sentence.2"]')).toHaveValue(`Ik speel graag ${mark}.`);
		await expect(page.locator('[id="sentence.1"]')).toHaveValue('Ik drink geen koffie.');
		await press(page, m.question_next());
		await expect(heading(page)).toHaveText(m.check_title());
		await press(page, m.example_see());
		await expect(heading(page)).toHaveText(m.example_edition());
		await look(page);
		await expect(page.locator('main .block').first()).toContainText('Ik drink geen koffie.');
		expect(new URL(page.url()).search).toBe('');

		if (javaScriptEnabled) {
			await page.goBack();
			await expect(heading(page)).toHaveText(m.check_title());
			await expect(page.getByText('Ik durf meer.').first()).toBeVisible();
			await page.goForward();
			await expect(heading(page)).toHaveText(m.example_edition());
			const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie]));
			expect(kept).not.toContain(mark);
			expect(kept).not.toContain(Buffer.from(mark).toString('base64url').slice(4, -4));
			expect(await page.evaluate(() => localStorage.length)).toBe(0);
		}
		expect(await context.cookies()).toEqual([]);
		expect(await tablesWith(mark)).toEqual([]);

		/* The screen is closed: it is gone. */
		await page.goto(address('/voorbeeld'));
		await expect(heading(page)).toHaveText(m.example_title());
		expect(await page.content()).not.toContain(mark);
		expect(wrong).toEqual([]);
		await context.close();
	});
}

test('the example of Mila is a whole passport to read', async ({ page }) => {
	await visit(page, '/voorbeeld');
	await press(page, m.example_mila());
	await expect(heading(page)).toHaveText(m.example_edition());
	await look(page);
	await expect(page.locator('main .block').first()).toContainText('Je kunt op mij rekenen');
	await press(page, m.example_change());
	await expect(page.getByText(m.part_done()).first()).toBeVisible();
});

test('a form that was changed, or that is far too large, begins again, calmly', async ({ request }) => {
	for (const packed of ['kapot', 'A'.repeat(300_000), 'A'.repeat(2_000_000)]) {
		const response = await request.post(address('/voorbeeld'), {
			form: { _antwoorden: packed, _naar: 'delen' },
			headers: { origin: address(), accept: 'text/html' }
		});
		expect(response.status()).toBe(200);
		expect(await response.text()).toContain(m.example_broken_title());
	}
});

test('without a connection the example stays as it is', async ({ page, context }) => {
	await visit(page, '/voorbeeld');
	await press(page, m.example_begin());
	await press(page, 'Wie ben ik');
	await page.locator('#text').fill('Nog niet weg.');
	await context.setOffline(true);
	await press(page, m.question_next());
	await expect(page.getByText(m.example_lost())).toBeVisible();
	await expect(page.locator('#text')).toHaveValue('Nog niet weg.');
	await context.setOffline(false);
	await press(page, m.question_next());
	await expect(heading(page)).toHaveText('Waar ben je trots op?');
});
