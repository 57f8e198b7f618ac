/** A correction after sharing: "vervang door editie 2", for a team and for a link. */
import { agreeAlone, answer, said, withEdition } from './edition';
import { become, expect, follow, look, m, someone, test, visit } from './walk';

test('a newer edition takes the place of the one that was shared', async ({ page, browser }) => {
	test.setTimeout(240_000);
	const wrong = follow(page);
	const name = 'Yara Nieuwer';
	const { passport } = await withEdition(page, name);
	await visit(page, `${passport}/delen/nieuw`);
	await page.getByLabel(/Intake College Techniek/).check();
	await page.getByLabel('Wat kan ik').uncheck();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.getByRole('button', { name: m.share_yes(), exact: true }).click();
	await page.waitForURL(/gelukt=gedeeld/);
	await visit(page, `${passport}/delen/nieuw`);
	await page.getByLabel(m.share_with_link(), { exact: true }).check();
	await page.getByLabel(m.share_recipient()).fill('Oma');
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.getByRole('button', { name: m.share_yes_link() }).click();
	await page.waitForURL(/gelukt=gedeeld/);
	const link = (await page.locator('.address').innerText()).trim();
	const code = await page.locator('.code').innerText();

	const intaker = await someone(browser, { screen: 'bureau' });
	await become(intaker.page, 'Ravi Ramdin');
	await intaker.page.getByRole('link', { name: new RegExp(name) }).click();
	await expect(intaker.page.getByText(said.trots)).toBeVisible();
	const kept = intaker.page.url();

	/* Nothing to replace it with, until there is a newer edition. */
	await visit(page, `${passport}/delen`);
	await expect(page.getByRole('link', { name: /^Vervang door/ })).toHaveCount(0);
	await visit(page, passport);
	await page.locator('summary', { hasText: m.again_title() }).click();
	await page.getByRole('button', { name: m.again_button() }).click();
	await page.waitForURL('**gelukt=opnieuw');
	await answer(page, passport, 'trots', 'Ik heb ook een bank gemaakt.');
	await agreeAlone(page, passport, 2);

	await visit(page, `${passport}/delen`);
	await page.getByRole('link', { name: /^Vervang door.*Techniek/ }).click();
	await page.waitForURL('**/vervangen');
	await look(page);
	await expect(page.getByText(m.replace_more())).toBeVisible();
	await page.getByRole('button', { name: m.replace_button() }).dblclick();
	await expect(page).toHaveURL(/gelukt=vervangen/);
	await look(page);
	await expect(page.getByText(m.consent_done_replaced({ number: 2 }))).toBeVisible();

	/* The address that the intaker kept leads on. */
	await intaker.page.goto(kept);
	await expect(intaker.page.getByText('Ik heb ook een bank gemaakt.')).toBeVisible();
	await expect(intaker.page.getByText(m.intake_replaces({ edition: 2, replaces: 1 }))).toBeVisible();
	await expect(intaker.page.getByText(said.trots)).toHaveCount(0);
	await expect(intaker.page.getByText(said['goed-in'])).toHaveCount(0);
	await look(intaker.page);
	await visit(intaker.page, '/intake');
	await expect(intaker.page.getByRole('link', { name: new RegExp(name) })).toHaveCount(1);
	await expect(intaker.page.getByText(m.intake_replaces_short({ replaces: 1 })).first()).toBeVisible();

	/* The link keeps its address and its code. */
	await visit(page, `${passport}/delen`);
	await expect(page.getByText(m.consent_status_replaced())).toHaveCount(1);
	await page.getByRole('link', { name: /^Vervang door.*Oma/ }).click();
	await page.getByRole('button', { name: m.replace_button() }).click();
	await page.waitForURL(/gelukt=vervangen/);
	await expect(page.locator('.address')).toHaveText(link);
	await expect(page.locator('.code')).toHaveText(code);
	const reader = await someone(browser, { screen: 'bureau' });
	await reader.page.goto(link);
	await reader.page.getByLabel(m.guest_code(), { exact: true }).fill(code);
	await reader.page.getByLabel(m.guest_name(), { exact: true }).fill('Oma Riet');
	await reader.page.getByRole('button', { name: m.guest_open() }).click();
	await expect(reader.page.getByText('Ik heb ook een bank gemaakt.')).toBeVisible();
	await look(reader.page);

	/* What was replaced still shows in what was shared before, and leads to what is shared now. */
	await visit(page, `${passport}/delen`);
	await expect(page.getByText(m.consent_status_replaced())).toHaveCount(2);
	await expect(page.getByRole('link', { name: /^Vervang door/ })).toHaveCount(0);
	for (const someones of [wrong, intaker.wrong, reader.wrong]) expect(someones).toEqual([]);
	await intaker.context.close();
	await reader.context.close();
});
