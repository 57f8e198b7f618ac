/**
 * The main job, end to end: Mila's classmate joins with the code, fills in the passport, the mentor reads it and signs,
 * she agrees and shares it, the intaker reads it, she sees that and withdraws, and the intaker can read nothing any more.
 */
import { address, become, demoClass, expect, fillAll, follow, joinOnScreen, look, m, someone, test, visit, type ScreenName } from './walk';

const words = (number: number) => `Antwoord nummer ${number}, in mijn eigen woorden.`;

test('fill in, discuss, sign, agree, share, read, withdraw', async ({ page, browser }, info) => {
	test.setTimeout(400_000);
	const screen = info.project.name as ScreenName;
	const wrong = follow(page);
	const name = `Fenna ${info.project.name} de Wit-van der Meulen`;

	const { code } = await demoClass();
	const { passport } = await joinOnScreen(page, code, name);
	await look(page);

	const answered = await fillAll(page, passport, words, async (at, number) => {
		if (number % 4 === 0) await look(at);
	});
	expect(answered).toBeGreaterThanOrEqual(30);

	await visit(page, `${passport}/controleren`);
	await expect(page.getByText(words(1))).toBeVisible();
	await page.getByRole('link', { name: m.check_ready() }).click();
	await page.waitForURL('**/klaar');
	await look(page);
	/* None of the sensitive answers is ticked by itself; one is, on purpose. */
	const sensitive = page.locator('input[name="shown"]');
	expect(await sensitive.count()).toBeGreaterThanOrEqual(3);
	for (const box of await sensitive.all()) await expect(box).not.toBeChecked();
	await sensitive.first().check();
	const [ticked, unticked] = await sensitive.evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value));
	await page.getByRole('button', { name: m.ready_button() }).click();
	await page.waitForURL('**gelukt=klaar');
	await expect(page.getByText(m.done_ready())).toBeVisible();
	await look(page);

	/* Each sensitive question says for itself who reads it. */
	await visit(page, `${passport}/vraag/${ticked}`);
	await expect(page.locator('main')).toContainText('Marieke Oosterhuis');
	await visit(page, `${passport}/vraag/${unticked}`);
	await expect(page.locator('main')).toContainText(m.who_sensitive());
	await expect(page.locator('main')).not.toContainText('Marieke Oosterhuis');

	/* The mentor */
	const mentor = await someone(browser, { screen });
	await become(mentor.page, 'Marieke Oosterhuis');
	const klas = await demoClass();
	await visit(mentor.page, `/begeleiding/klas/${klas.id}`);
	await expect(mentor.page.getByText(name).first()).toBeVisible();
	const toRead = mentor.page.locator(`a[href="/begeleiding${passport}"]`).first();
	await toRead.click();
	await mentor.page.waitForURL('**/begeleiding/paspoort/**');
	await look(mentor.page);
	await expect(mentor.page.getByText(words(0))).toBeVisible();
	const opening = mentor.page.getByRole('button', { name: new RegExp(m.guidance_open()) });
	await expect(opening).toHaveCount(1);
	await opening.click();
	await expect(mentor.page.getByText(m.guidance_opened({ called: 'Fenna' }))).toBeVisible();
	await look(mentor.page);
	await mentor.page.locator('textarea').first().fill('Fenna weet goed wat ze wil. Knap hoe ze dat vertelt.');
	await mentor.page.getByRole('button', { name: m.guidance_sign() }).click();
	await expect(mentor.page.getByText(m.guidance_signed_success_title())).toBeVisible();
	await look(mentor.page);

	/* Agreeing */
	await visit(page, passport);
	await page.getByRole('link', { name: m.step_discussed_button() }).click();
	await page.waitForURL('**/akkoord');
	await expect(page.getByText('Fenna weet goed wat ze wil.')).toBeVisible();
	await look(page);
	await page.getByLabel(m.agree_view_different()).check();
	await page.locator('#different').fill('Ik vind het zelf nog best spannend.');
	await page.getByLabel(m.agree_remarks_no()).check();
	await page.getByRole('button', { name: m.agree_button() }).click();
	await page.waitForURL('**/editie/1**');
	await look(page);

	/* Sharing */
	await visit(page, `${passport}/delen`);
	await expect(page.getByText(m.consent_no_application_title())).toBeVisible();
	await visit(page, `${passport}/delen/nieuw`);
	await page.getByLabel(/Intake College Zorg & Welzijn/).check();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await look(page);
	await page.getByRole('button', { name: m.share_yes() }).dblclick();
	await page.waitForURL(/\/delen(\?.*)?$/);
	await look(page);
	await expect(page.getByText(m.consent_status_open()).first()).toBeVisible();
	await expect(page.getByRole('link', { name: new RegExp(`^${m.consent_withdraw()}`) })).toHaveCount(1);

	/* The intaker */
	const intaker = await someone(browser, { screen, expected: [404] });
	await become(intaker.page, 'Ingrid Sluijter');
	await visit(intaker.page, '/intake');
	const shared = intaker.page.getByRole('link', { name: new RegExp(name) });
	await expect(shared).toHaveCount(1);
	await shared.click();
	await intaker.page.waitForURL('**/intake/**');
	await look(intaker.page);
	const reading = intaker.page.url();
	const text = await intaker.page.locator('main').innerText();
	expect(text).toContain(words(0));
	expect(text).toContain('Verpleegkundige');
	/* Neither what is sensitive nor what the mentor wrote was shared: no trace of either. */
	expect(text).not.toContain('Fenna weet goed');
	expect(text).not.toContain('best spannend');
	expect(text).not.toMatch(/gezondheid|hulpverlener|gevoelig/i);

	/* Another team sees nothing of it. */
	const other = await someone(browser, { expected: [404] });
	await become(other.page, 'Ravi Ramdin');
	await other.page.goto(address('/intake'));
	await expect(other.page.getByText(name)).toHaveCount(0);
	expect((await other.page.goto(reading))!.status()).toBe(404);

	/* She sees who looked: the mentor, what the mentor opened, and the intaker. */
	await visit(page, `${passport}/wie-keek-mee`);
	await expect(page.getByText('Marieke Oosterhuis').first()).toBeVisible();
	await expect(page.getByText('Ingrid Sluijter').first()).toBeVisible();
	await expect(page.getByText('Ravi Ramdin')).toHaveCount(0);

	/* Two taps */
	await visit(page, `${passport}/delen`);
	await page.getByRole('link', { name: new RegExp(`^${m.consent_withdraw()}`) }).click();
	await page.waitForURL('**/intrekken');
	await look(page);
	await page.getByRole('button', { name: m.withdraw_button() }).click();
	await page.waitForURL(/\/delen\?/);
	await expect(page.getByText(m.consent_done_withdrawn())).toBeVisible();
	await look(page);

	/* Gone: from the open tab at the next click, from the list, and from the back button. */
	await intaker.page.reload();
	await expect(intaker.page.getByRole('heading', { level: 1 })).toHaveText(m.error_404_title());
	await intaker.page.goto(address('/intake'));
	await expect(intaker.page.getByText(name)).toHaveCount(0);
	await intaker.page.goBack();
	await expect(intaker.page.getByText(words(0))).toHaveCount(0);

	/* The mentor never sees whether or with whom it was shared. */
	await visit(mentor.page, `/begeleiding/klas/${klas.id}`);
	expect(await mentor.page.locator('main').innerText()).not.toMatch(/gedeeld|ingetrokken|Zorg & Welzijn/i);

	for (const someones of [wrong, mentor.wrong, intaker.wrong, other.wrong]) expect(someones).toEqual([]);
	for (const { context } of [mentor, intaker, other]) await context.close();
});
