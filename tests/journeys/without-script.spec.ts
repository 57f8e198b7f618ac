/** The young person's part without JavaScript: the same story, one form at a time. */
import { demoClass, expect, fillAll, joinOnScreen, look, m, someone, test, visit } from './walk';

test('fill in, be ready, take back, agree without a mentor, share and withdraw', async ({ browser }) => {
	test.setTimeout(300_000);
	const { page, context, wrong } = await someone(browser, { javaScriptEnabled: false });
	const { code } = await demoClass();
	const { passport } = await joinOnScreen(page, code, 'Bram zonder script');
	const answered = await fillAll(page, passport, (number) => `Zonder script, antwoord ${number}.`, look);
	expect(answered).toBeGreaterThanOrEqual(30);
	await visit(page, `${passport}/klaar`);
	await page.getByRole('button', { name: m.ready_button() }).click();
	await page.waitForURL('**gelukt=klaar');
	await page.locator('summary', { hasText: m.take_back_title() }).click();
	await page.getByRole('button', { name: m.take_back_button() }).click();
	await page.waitForURL('**gelukt=teruggenomen');
	await look(page);
	await visit(page, `${passport}/akkoord`);
	await page.getByRole('button', { name: m.agree_button_without() }).click();
	await page.waitForURL('**/editie/1**');
	await look(page);
	await expect(page.getByText(m.edition_without_mentor())).toBeVisible();
	await visit(page, `${passport}/delen/nieuw`);
	await page.getByRole('button', { name: m.share_next() }).click();
	await expect(page).toHaveTitle(/^Fout: /);
	await page.getByLabel(/Intake College Techniek/).check();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await page.getByRole('button', { name: m.share_yes() }).click();
	await page.waitForURL(/\/delen(\?.*)?$/);
	await page.getByRole('link', { name: new RegExp(`^${m.consent_withdraw()}`) }).click();
	await page.getByRole('button', { name: m.withdraw_button() }).click();
	await expect(page.getByText(m.consent_done_withdrawn())).toBeVisible();
	/* Changing something afterwards makes a new draft; the edition stays. */
	await page.goto(page.url().replace(/\/delen.*/, ''));
	await page.locator('summary', { hasText: m.again_title() }).click();
	await page.getByRole('button', { name: m.again_button() }).click();
	await page.waitForURL('**gelukt=opnieuw');
	await expect(page.getByRole('link', { name: m.tasks_edition({ number: 1 }) })).toBeVisible();
	expect(wrong).toEqual([]);
	await context.close();
});
