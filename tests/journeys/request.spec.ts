/** The mbo's own request to share: made by an intaker, opened from a poster, answered when the passport is there. */
import { agreeAlone, answer } from './edition';
import { address, become, demoClass, expect, fresh, look, m, sayDevice, someone, test, visit } from './walk';

test('a request from a poster survives joining and an unfinished passport, and fills in team and course', async ({ page, browser }) => {
	test.setTimeout(240_000);
	const intaker = await someone(browser, { screen: 'bureau', expected: [400] });
	await become(intaker.page, 'Ravi Ramdin');
	await visit(intaker.page, '/intake/verzoeken');
	await intaker.page.getByRole('button', { name: m.requests_make() }).click();
	await expect(intaker.page.getByRole('link', { name: m.request_error_course() })).toBeVisible();
	await look(intaker.page);
	/* Nothing to type: the words are the portal's. */
	await expect(intaker.page.locator('main input[type="text"], main textarea')).toHaveCount(0);
	await intaker.page.getByLabel('Logistiek').check();
	await intaker.page.getByRole('button', { name: m.requests_make() }).dblclick();
	await expect(intaker.page).toHaveURL(/gelukt=gemaakt/);
	await look(intaker.page);
	const card = intaker.page.locator('section', { hasText: 'voor Logistiek' }).first();
	const link = (await card.locator('.address').innerText()).trim();
	await card.getByRole('link', { name: m.requests_poster() }).click();
	await intaker.page.waitForURL(/verzoeken\/.+/);
	await look(intaker.page);
	await expect(intaker.page.getByRole('img', { name: /scannen/ })).toBeVisible();

	/* Somebody new opens it. */
	const name = 'Yara Vraag';
	await page.goto(link);
	await look(page);
	await expect(page.getByText(m.request_free())).toBeVisible();
	await expect(page.getByText(m.consent_no_application_title())).toBeVisible();
	expect(await page.locator('main').innerText()).not.toMatch(/verplicht|moet je delen/i);
	await page.getByRole('button', { name: m.request_new_go() }).click();
	await page.waitForURL('**/meedoen');
	const { code } = await demoClass();
	await page.goto(address(`/meedoen/${code}`));
	await page.locator('#name').fill(name);
	await page.locator('input[name="born.day"]').fill('4');
	await page.locator('input[name="born.month"]').fill('3');
	await page.locator('input[name="born.year"]').fill('2010');
	await page.locator('#signInName').fill(fresh('yara'));
	await page.locator('#password').fill('paarden en pony');
	await sayDevice(page);
	await page.getByRole('button', { name: m.join_go() }).click();
	await page.waitForURL('**/paspoort');
	await page.getByRole('button', { name: m.start_button() }).click();
	await page.waitForURL(/\/paspoort\/[0-9a-f-]{36}$/);
	const passport = new URL(page.url()).pathname;

	/* It stays at the own passport, and says what comes first. */
	await look(page);
	await expect(page.getByText(m.request_first())).toBeVisible();
	await answer(page, passport, 'trots', 'Ik heb een kast gemaakt.');
	await agreeAlone(page, passport);
	await visit(page, passport);
	await page.getByRole('link', { name: m.request_share() }).click();
	await page.waitForURL(/delen\/nieuw\?vraag=/);
	await look(page);
	await expect(page.getByLabel(/Intake College Techniek/)).toBeChecked();
	await page.getByLabel(m.share_application_ref()).fill('AANM-2027-118');
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	expect(page.url()).not.toContain('AANM');
	await expect(page.locator('main')).toContainText('Logistiek');
	await expect(page.locator('main')).toContainText('AANM-2027-118');
	await look(page);
	await page.getByRole('button', { name: m.share_yes(), exact: true }).click();
	await page.waitForURL(/gelukt=gedeeld/);
	await visit(page, passport);
	await expect(page.getByText(m.request_task())).toHaveCount(0);

	/* The intaker finds it by what stood in the application; no name stands in an address. */
	await visit(intaker.page, '/intake');
	await intaker.page.locator('#zoek').fill('aanm-2027');
	await expect(intaker.page.getByRole('link', { name: new RegExp(name) }).first()).toBeVisible();
	const row = intaker.page.getByRole('row', { name: new RegExp(name) });
	await expect(row).toContainText('Logistiek');
	await intaker.page.locator('#zoek').press('Enter');
	await intaker.page.waitForLoadState();
	await expect(intaker.page.getByRole('link', { name: new RegExp(name) }).first()).toBeVisible();
	expect(intaker.page.url()).not.toMatch(/aanm/i);

	/* Ended: the address says so. */
	await visit(intaker.page, '/intake/verzoeken');
	const again = intaker.page.locator('section', { hasText: link });
	await again.locator('summary').click();
	await again.getByRole('button', { name: new RegExp(m.requests_end_button()) }).click();
	await intaker.page.waitForURL(/gelukt=gestopt/);
	await page.goto(link);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.request_ended_title());
	await look(page);
	await intaker.context.close();
});

test('a request can be put away, and asks whoever has an account to sign in', async ({ page, browser }) => {
	const intaker = await someone(browser, { screen: 'bureau' });
	await become(intaker.page, 'Ingrid Sluijter');
	await visit(intaker.page, '/intake/verzoeken');
	await intaker.page.getByLabel('Verpleging').check();
	await intaker.page.getByRole('button', { name: m.requests_make() }).click();
	await intaker.page.waitForURL(/gelukt=gemaakt/);
	const link = (await intaker.page.locator('section .address').first().innerText()).trim();
	await page.goto(link);
	await page.getByRole('button', { name: m.request_sign_in_go() }).click();
	await page.waitForURL('**/inloggen');
	await become(page, 'Bo');
	await page.goto(address('/paspoort'));
	/* Somebody who never began, begins first; the request is there afterwards. */
	if (await page.getByRole('button', { name: m.start_button() }).count()) {
		await page.getByRole('button', { name: m.start_button() }).click();
		await page.waitForURL(/\/paspoort\/[0-9a-f-]{36}$/);
	}
	const card = page.locator('section', { hasText: m.request_task() }).filter({ hasText: 'Verpleging' }).first();
	await expect(card).toBeVisible();
	await look(page);
	await card.getByRole('button', { name: new RegExp(m.request_put_away()) }).click();
	await page.waitForLoadState();
	await expect(page.locator('section', { hasText: m.request_task() }).filter({ hasText: 'Verpleging' })).toHaveCount(0);
	await intaker.context.close();
});
