/** Sharing with somebody without an account: a link, a code that travels another way, and what each of both sees. */
import { said, withEdition } from './edition';
import { address, expect, follow, look, m, someone, test, visit } from './walk';

test('a link for somebody without an account: made, read, seen, withdrawn', async ({ page, browser }) => {
	test.setTimeout(180_000);
	const wrong = follow(page);
	const { passport } = await withEdition(page, 'Yara Link');

	/* What is not right yet is said, and nothing that was typed is lost or stands in the address. */
	await visit(page, `${passport}/delen/nieuw`);
	await page.getByLabel(m.share_with_link(), { exact: true }).check();
	await expect(page.getByLabel(/Intake College Techniek/)).toBeHidden();
	await page.getByLabel(m.share_email()).fill('geen adres');
	await page.getByRole('button', { name: m.share_next() }).click();
	await expect(page).toHaveTitle(/^Fout: /);
	await look(page);
	await expect(page.getByRole('link', { name: m.consent_error_recipient() })).toBeVisible();
	await expect(page.getByLabel(m.share_email())).toHaveValue('geen adres');
	expect(page.url()).not.toContain('adres');
	await page.getByLabel(m.share_email()).fill('');
	await page.getByLabel(m.share_recipient()).fill('Meester Kees');
	await page.getByLabel(m.share_openings()).fill('2');
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await look(page);
	await expect(page.locator('main')).toContainText('Meester Kees');
	expect(page.url()).not.toContain('Kees');
	await page.getByRole('button', { name: m.share_yes_link() }).dblclick();
	await expect(page).toHaveURL(/gelukt=gedeeld/);
	await look(page);
	const given = new URL(page.url()).pathname;
	const link = (await page.locator('.address').innerText()).trim();
	const code = (await page.locator('.code').innerText()).replace(/\D/g, '');
	expect(code).toMatch(/^\d{6}$/);

	/* The reader: without the code nothing of it shows. */
	const reader = await someone(browser, { screen: 'bureau', expected: [400] });
	const response = await reader.page.goto(link);
	expect(response!.headers()['x-robots-tag']).toContain('noindex');
	expect(response!.headers()['cache-control']).toBe('no-store');
	await look(reader.page);
	await expect(reader.page.locator('main')).not.toContainText('Yara');
	await reader.page.getByLabel(m.guest_code(), { exact: true }).fill(code === '000000' ? '000001' : '000000');
	await reader.page.getByLabel(m.guest_name(), { exact: true }).fill('Kees de Boer');
	await reader.page.getByRole('button', { name: m.guest_open() }).click();
	await expect(reader.page.getByRole('link', { name: m.guest_code_wrong() })).toBeVisible();
	await look(reader.page);
	await expect(reader.page.getByLabel(m.guest_name(), { exact: true })).toHaveValue('Kees de Boer');
	await reader.page.getByLabel(m.guest_code(), { exact: true }).fill(code);
	await reader.page.getByRole('button', { name: m.guest_open() }).click();
	await expect(reader.page.getByText(said.trots)).toBeVisible();
	await look(reader.page);
	const text = await reader.page.locator('main').innerText();
	expect(text).toContain(said['goed-in']);
	/* Nothing sensitive was ticked: no trace of it. */
	expect(text).not.toContain(said.thuis);
	expect(text).not.toMatch(/gevoelig|gezondheid/i);

	/* A question for the headers only shows nothing and is no reading. */
	const before = await readings(page, given);
	expect((await reader.page.request.head(link)).status()).toBe(200);
	expect(await readings(page, given)).toBe(before);

	/* Leaving asks for the code again: the second opening, and the last. */
	await reader.page.getByRole('button', { name: m.deel_leave() }).click();
	await expect(reader.page.getByRole('heading', { level: 1 })).toHaveText(m.deel_left_title());
	await look(reader.page);
	await reader.page.getByLabel(m.guest_code(), { exact: true }).fill(code);
	await reader.page.getByLabel(m.guest_name(), { exact: true }).fill('Kees de Boer');
	await reader.page.getByRole('button', { name: m.guest_open() }).click();
	await expect(reader.page.getByText(said.trots)).toBeVisible();
	const third = await someone(browser, { screen: 'bureau' });
	await third.page.goto(link);
	await expect(third.page.getByText(m.guest_used_up())).toBeVisible();
	await look(third.page);

	/* She sees who read it, and that the link is used up. */
	await visit(page, given);
	await expect(page.getByText('Kees de Boer')).toBeVisible();
	await expect(page.getByText(m.link_used_up())).toBeVisible();
	await visit(page, `${passport}/wie-keek-mee`);
	await expect(page.getByRole('heading', { name: 'Kees de Boer' })).toBeVisible();
	await visit(page, passport);
	await expect(page.locator('main')).toContainText('Meester Kees');

	/* Withdrawn: gone from the open tab at the next click. */
	await visit(page, `${given}/intrekken`);
	await page.getByRole('button', { name: m.withdraw_button() }).click();
	await page.waitForURL(/gelukt=ingetrokken/);
	await look(page);
	await reader.page.reload();
	await expect(reader.page.getByText(said.trots)).toHaveCount(0);
	await expect(reader.page.getByText(m.guest_ended())).toBeVisible();
	await visit(page, given);
	await expect(page.locator('.address')).toHaveCount(0);

	for (const someones of [wrong, reader.wrong, third.wrong]) expect(someones).toEqual([]);
	await reader.context.close();
	await third.context.close();
});

async function readings(page: import('@playwright/test').Page, given: string): Promise<string> {
	await page.goto(address(given));
	return page.locator('main').innerText();
}

test('a 15-year-old’s link says "nog niet", calmly, and asks for no code', async ({ page, browser }) => {
	test.setTimeout(120_000);
	const year = String(new Date().getFullYear() - 14);
	const { passport } = await withEdition(page, 'Sanne Link', { day: '1', month: '1', year });
	await visit(page, `${passport}/delen/nieuw`);
	await page.getByLabel(m.share_with_link(), { exact: true }).check();
	await page.getByLabel(m.share_recipient()).fill('Oma');
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.getByRole('button', { name: m.share_yes_link() }).click();
	await page.waitForURL(/gelukt=gedeeld/);
	await visit(page, new URL(page.url()).pathname.replace(/\/ouder$/, ''));
	await expect(page.getByText(m.link_waits())).toBeVisible();
	const link = (await page.locator('.address').innerText()).trim();
	const reader = await someone(browser, { screen: 'bureau' });
	await reader.page.goto(link);
	await expect(reader.page.getByRole('heading', { level: 1 })).toHaveText(m.deel_waits_title());
	await look(reader.page);
	await expect(reader.page.locator('main')).not.toContainText('Sanne');
	expect(reader.wrong).toEqual([]);
	await reader.context.close();
});
