/** The caseload of a Doorstroompunt: two taps for a contact, a next step, an account; the young person sees that it is there. */
import { classes } from '../people';
import { address, asOwner, become, expect, follow, fresh, join, look, m, someone, test, visit } from './walk';
import { screens } from './screens';

test.use({ viewport: screens.bureau });

test('a consultant opens a case, reaches somebody, guides them and closes it', async ({ page, browser }) => {
	test.setTimeout(180_000);
	const wrong = follow(page, { expected: [400, 409] });
	const name = `Robin ${fresh('zoekt')}`;
	await become(page, 'Corine Wolters');
	await page.getByRole('link', { name: m.caseload_title() }).click();
	await page.waitForURL('**/dossiers');
	await look(page);
	await page.getByRole('link', { name: m.caseload_new() }).click();
	await page.waitForURL('**/dossiers/nieuw');
	await look(page);
	await page.getByRole('button', { name: m.caseload_new_go() }).click();
	await expect(page.getByRole('alert')).toContainText(m.caseload_error_name());
	await page.getByLabel(m.caseload_name(), { exact: true }).fill(name);
	await page.getByLabel(m.caseload_reach()).fill('Appen na 12 uur');
	await page.getByRole('button', { name: m.caseload_new_go() }).dblclick();
	await page.waitForURL(/gelukt=open/);
	await look(page);
	const dossier = new URL(page.url()).pathname;

	/* Two taps; the first contact brings it to reaching. */
	await page.getByRole('button', { name: m.caseload_result_no_answer() }).click();
	await expect(page.getByRole('alert')).toContainText(m.caseload_error_channel());
	await page.getByLabel(m.caseload_channel_phone(), { exact: true }).check();
	await page.getByRole('button', { name: m.caseload_result_no_answer() }).dblclick();
	await page.waitForURL(/gelukt=contact/);
	await expect(page.locator('ol li')).toHaveCount(1);
	await expect(page.locator('.eyebrow')).toContainText(m.caseload_phase_reaching().toLowerCase());
	await look(page);

	/* And without JavaScript. */
	const plain = await someone(browser, { screen: 'bureau', javaScriptEnabled: false });
	await become(plain.page, 'Corine Wolters');
	await plain.page.goto(address(dossier));
	await plain.page.getByLabel(m.caseload_channel_app(), { exact: true }).check();
	await plain.page.getByRole('button', { name: m.caseload_result_appointment() }).click();
	await expect(plain.page.locator('ol li')).toHaveCount(2);
	await plain.page.goto(address('/begeleiding/dossiers?volgorde=naam'));
	await plain.page.getByLabel(m.caseload_find()).fill(name);
	await plain.page.getByRole('button', { name: m.consent_find_button() }).click();
	await expect(plain.page.locator('tbody tr')).toHaveCount(1);
	await plain.context.close();

	/* A colleague changed something meanwhile: what was typed is still there. */
	await page.goto(address(dossier));
	await page.getByLabel(m.caseload_next_action()).fill('Samen koffie drinken');
	await asOwner((sql) => sql`update guidance_case set revision = revision + 1 where name = ${name}`);
	await page.getByRole('button', { name: m.caseload_next_7() }).click();
	await expect(page.getByText(m.caseload_moved_title())).toBeVisible();
	await expect(page.getByLabel(m.caseload_next_action())).toHaveValue('Samen koffie drinken');
	await look(page);
	await page.getByRole('button', { name: m.caseload_next_7() }).click();
	await page.waitForURL(/gelukt=stap/);
	await page.getByRole('button', { name: m.caseload_phase_to({ phase: m.caseload_phase_guiding().toLowerCase() }) }).click();
	await page.waitForURL(/gelukt=fase/);

	/* With the code of the group Robin makes an account, and is linked to the case. */
	const robin = await someone(browser, { screen: 'bureau' });
	await join(robin.page, classes.doorstroompunt.code, name);
	await visit(robin.page, '/account');
	await expect(robin.page.getByText(m.caseload_own_title())).toHaveCount(0);
	await page.goto(address(dossier));
	await page.getByLabel(m.caseload_account_who()).selectOption({ label: name });
	await page.getByRole('button', { name: m.caseload_account_link() }).click();
	await page.waitForURL(/gelukt=account/);
	await look(page);
	await visit(robin.page, '/account');
	await expect(robin.page.getByText(/Doorstroompunt Tweestromen heeft jou in beeld\. Corine Wolters houdt dit bij sinds/)).toBeVisible();
	expect(await robin.page.locator('main').innerText()).not.toMatch(/Appen na 12 uur|koffie/);
	expect((await robin.page.request.get(address(dossier))).status()).toBe(404);

	/* The end, which can be opened again. */
	await page.locator('summary', { hasText: m.caseload_close() }).click();
	await page.getByLabel(m.caseload_outcome_education()).check();
	await page.getByRole('button', { name: m.caseload_close(), exact: true }).click();
	await page.waitForURL(/gelukt=fase/);
	await expect(page.getByText(m.caseload_phase_ended({ outcome: m.caseload_outcome_education().toLowerCase() }))).toBeVisible();
	await look(page);
	await visit(page, '/begeleiding/dossiers?fase=afgesloten');
	await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(m.caseload_outcome_education());
	for (const someones of [wrong, robin.wrong, plain.wrong]) expect(someones).toEqual([]);
	await robin.context.close();
});
