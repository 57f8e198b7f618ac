/** A device of a school or library: asked once, nothing stays behind, out by itself, and what was typed is safe. */
import type { Page } from '@playwright/test';
import { address, asOwner, demoClass, expect, follow, join, look, m, sayDevice, signIn, someone, test, visit } from './walk';

/** Joins on a phone of their own, and signs in on a shared device. */
async function onSharedDevice(own: Page, shared: Page, name: string) {
	const { code } = await demoClass();
	const { youth, passport } = await join(own, code, name);
	await shared.goto(address('/inloggen'));
	await shared.locator('#login').fill(youth.signInName);
	await shared.locator('#password').fill(youth.password);
	await sayDevice(shared, 'gedeeld');
	await shared.getByRole('button', { name: m.sign_in_go() }).click();
	await shared.waitForURL(`**${passport}`);
	return { youth, passport };
}

const kept = (page: Page) =>
	page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage).filter((key) => !key.startsWith('sveltekit:'))].flat());

/** Moves the end of somebody's shared session. */
const endsIn = (signInName: string, seconds: number) =>
	asOwner(
		(sql) => sql`update session set expires_at = now() + ${seconds} * interval '1 second'
			where shared and person_id = (select id from person where sign_in_name = ${signInName})`
	);

test('whose device it is, is asked once on an own one and again on a shared one', async ({ browser }) => {
	const { page, context, wrong } = await someone(browser, { expected: [400] });
	const { code } = await demoClass();
	const { youth } = await join(page, code, 'Eigen Leerling');
	await page.goto(address('/uitloggen'));
	await page.locator('main form').getByRole('button').click();
	await page.waitForURL('**/?gelukt=uitgelogd');
	await visit(page, '/inloggen');
	await expect(page.locator('[name="toestel"]')).toHaveCount(0);
	await page.getByRole('link', { name: m.device_other() }).click();
	await expect(page.locator('[name="toestel"]')).toHaveCount(2);
	await page.locator('#login').fill(youth.signInName);
	await page.locator('#password').fill(youth.password);
	await sayDevice(page, 'gedeeld');
	await page.getByRole('button', { name: m.sign_in_go() }).click();
	await page.waitForURL('**/paspoort/**');
	expect((await context.cookies()).map((cookie) => [cookie.name, cookie.expires])).toEqual([['pvs', -1]]);
	await context.clearCookies();
	await visit(page, '/inloggen');
	await page.locator('#login').fill(youth.signInName);
	await page.locator('#password').fill(youth.password);
	await page.getByRole('button', { name: m.sign_in_go() }).click();
	await expect(page.getByText(m.device_empty()).first()).toBeVisible();
	await expect(page.locator('#login')).toHaveValue(youth.signInName);
	await look(page);
	expect(wrong).toEqual([]);
	await context.close();
});

test('nothing stays behind: not in the browser, not behind the back button', async ({ page, browser }) => {
	const { page: shared, context, wrong } = await someone(browser);
	const { passport } = await onSharedDevice(page, shared, 'Leen de Tablet');
	await visit(shared, `${passport}/vraag/trots`);
	await expect(shared.getByText(m.shared_device_question())).toBeVisible();
	await shared.waitForLoadState('networkidle');
	await shared.locator('#text').fill('Niet voor wie na mij komt.');
	expect(await kept(shared)).toEqual([]);
	await expect(shared.getByRole('status').filter({ hasText: /^\s*Bewaard,/ })).toBeVisible();
	expect(await kept(shared)).toEqual([]);
	const menu = shared.locator('header details summary');
	if (await menu.isVisible()) await menu.click();
	await shared.getByRole('button', { name: m.shell_sign_out() }).first().click();
	await shared.waitForURL('**/?gelukt=uitgelogd');
	expect(await kept(shared)).toEqual([]);
	expect(await context.cookies()).toEqual([]);
	await shared.goBack();
	await expect(shared.getByRole('heading', { level: 1 })).toHaveText(m.sign_in_title());
	expect(await shared.content()).not.toContain('Niet voor wie na mij komt.');
	expect(wrong).toEqual([]);
	await context.close();
});

test('while somebody goes on typing it is saved every few seconds', async ({ page, browser }) => {
	const { page: shared, context } = await someone(browser);
	const { passport } = await onSharedDevice(page, shared, 'Doorschrijvende Leerling');
	await visit(shared, `${passport}/vraag/trots`);
	await shared.waitForLoadState('networkidle');
	const saved = shared.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes('/vraag/trots'));
	/* Never a pause that is long enough to count as one. */
	await shared.locator('#text').pressSequentially('Ik schrijf en schrijf maar door zonder te stoppen.', { delay: 60 });
	expect((await saved).ok()).toBe(true);
	await context.close();
});

test('two minutes before the end it says so, and one tap keeps the session', async ({ page, browser }) => {
	const { page: shared, context, wrong } = await someone(browser);
	await shared.clock.install();
	const { youth, passport } = await onSharedDevice(page, shared, 'Lezende Leerling');
	await visit(shared, `${passport}/vraag/trots`);
	await expect(shared.getByText(m.shared_device_question())).toBeVisible();
	await shared.clock.runFor('12:00');
	await expect(shared.getByRole('button', { name: m.idle_stay() })).toHaveCount(0);
	await shared.clock.runFor('01:00');
	await expect(shared.getByRole('status').filter({ hasText: m.idle_soon({ minutes: 2 }) })).toBeVisible();
	await look(shared);
	await endsIn(youth.signInName, 60);
	await shared.getByRole('button', { name: m.idle_stay() }).click();
	await expect(shared.getByRole('button', { name: m.idle_stay() })).toHaveCount(0);
	const [row] = await asOwner(
		(sql) => sql`select expires_at > now() + interval '14 minutes' as extended from session
			where shared and person_id = (select id from person where sign_in_name = ${youth.signInName})`
	);
	expect(row!.extended).toBe(true);
	expect(wrong).toEqual([]);
	await context.close();
});

test('at the end it saves what was typed and goes to the sign-in page', async ({ page, browser }) => {
	const { page: shared, context, wrong } = await someone(browser);
	await shared.clock.install();
	const { youth, passport } = await onSharedDevice(page, shared, 'Weggelopen Leerling');
	await visit(shared, `${passport}/vraag/trots`);
	await shared.waitForLoadState('networkidle');
	await shared.clock.runFor('14:20');
	await shared.locator('#text').fill('Nog net getypt.');
	await shared.clock.runFor('00:20');
	await shared.waitForURL('**/inloggen?stil=1');
	await expect(shared.getByText(m.idle_out_title())).toBeVisible();
	await look(shared);
	expect(await context.cookies()).toEqual([]);
	await visit(page, `${passport}/vraag/trots`);
	await expect(page.locator('#text')).toHaveValue('Nog net getypt.');
	expect(youth.signInName).toBeTruthy();
	expect(wrong).toEqual([]);
	await context.close();
});

test('what cannot be saved at the end comes back after signing in, and is not on the screen until then', async ({ page, browser }) => {
	const { page: shared, context } = await someone(browser, { expected: [400, 401] });
	await shared.clock.install();
	const { youth, passport } = await onSharedDevice(page, shared, 'Lange Leerling');
	await visit(shared, `${passport}/vraag/beter-in`);
	await shared.waitForLoadState('networkidle');
	await shared.locator('#text').evaluate((field) => field.removeAttribute('maxlength'));
	await shared.clock.runFor('14:20');
	await shared.locator('#text').fill(`te lang ${'lang '.repeat(60)}`);
	await shared.clock.runFor('00:30');
	await expect(shared.getByRole('heading', { level: 1 })).toHaveText(m.expired_title());
	expect(await shared.content()).not.toContain('te lang');
	await signIn(shared, youth.signInName, youth.password);
	await expect(shared.locator('#text')).toHaveValue(/^te lang/);
	await context.close();
});

test('without JavaScript the session ends by itself, and what was typed comes back sealed', async ({ page, browser }) => {
	const { page: shared, context } = await someone(browser, { javaScriptEnabled: false, expected: [401] });
	const { youth, passport } = await onSharedDevice(page, shared, 'Stille Leerling');
	await visit(shared, `${passport}/vraag/trots`);
	await shared.locator('#text').fill('Zonder script.');
	await endsIn(youth.signInName, -1);
	await shared.getByRole('button', { name: m.question_next(), exact: true }).click();
	await expect(shared.getByRole('heading', { level: 1 })).toHaveText(m.expired_title());
	expect(await shared.content()).not.toContain('Zonder script.');
	await expect(shared.locator('[name="toestel"]')).toHaveCount(2);
	await look(shared);
	await signIn(shared, youth.signInName, youth.password);
	await expect(shared.locator('#text')).toHaveValue('Zonder script.');
	await context.close();
});

test('a session that ends while typing on a shared device: the text is safe and nothing is kept', async ({ page, browser }) => {
	const wrong = follow(page);
	const { page: shared, context } = await someone(browser, { expected: [401] });
	const { youth, passport } = await onSharedDevice(page, shared, 'Afgebroken Leerling');
	await visit(shared, `${passport}/vraag/trots`);
	await shared.waitForLoadState('networkidle');
	await endsIn(youth.signInName, -1);
	await shared.locator('#text').fill('Blijf bij mij.');
	await shared.getByRole('link', { name: m.saving_expired_link() }).click();
	await expect(shared.getByRole('heading', { level: 1 })).toHaveText(m.expired_title());
	expect(await kept(shared)).toEqual([]);
	await signIn(shared, youth.signInName, youth.password);
	await expect(shared.locator('#text')).toHaveValue('Blijf bij mij.');
	expect(wrong).toEqual([]);
	await context.close();
});
