/** "Nothing typed is ever lost": not by a session that ended, a second device, a lost connection or signing out. */
import { address, asOwner, demoClass, expect, fresh, join, look, m, signIn, someone, test, visit } from './walk';

const endSessions = (signInName: string) =>
	asOwner((sql) => sql`delete from session where person_id = (select id from person where sign_in_name = ${signInName})`);

test('typing is saved by itself, and said in words', async ({ page }) => {
	const { code } = await demoClass();
	const { passport } = await join(page, code, 'Typende Leerling');
	await visit(page, `${passport}/vraag/trots`);
	await page.locator('#text').fill('Ik heb mijn zusje leren fietsen.');
	await expect(page.getByRole('status').filter({ hasText: /^\s*Bewaard,/ })).toBeVisible();
	await page.reload();
	await expect(page.locator('#text')).toHaveValue('Ik heb mijn zusje leren fietsen.');
});

test('a session that ends while typing, without JavaScript: the text is saved after signing in', async ({ browser }) => {
	const { page, context } = await someone(browser, { javaScriptEnabled: false, expected: [401] });
	const { code } = await demoClass();
	const { youth, passport } = await join(page, code, 'Uitgelogde Leerling');
	await visit(page, `${passport}/vraag/trots`);
	await page.locator('#text').fill('Dit mag niet weg.');
	await endSessions(youth.signInName);
	await page.getByRole('button', { name: m.question_next(), exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.expired_title());
	await look(page);
	expect(await page.content()).not.toContain('Dit mag niet weg.');
	await signIn(page, youth.signInName, youth.password);
	await expect(page.locator('#text')).toHaveValue('Dit mag niet weg.');
	await context.close();
});

for (const button of ['question_skip', 'question_next'] as const) {
	test(`an expired session gives nothing back in the clear, whatever was pressed (${button})`, async ({ browser }) => {
		const { page, context } = await someone(browser, { javaScriptEnabled: false, expected: [401] });
		const { code } = await demoClass();
		const { youth, passport } = await join(page, code, 'Weggelopen Leerling');
		await visit(page, `${passport}/vraag/beter-in`);
		await page.locator('#text').evaluate((field) => field.removeAttribute('maxlength'));
		/* Too long to be an answer: it has to be mended, and still nobody else may read it. */
		await page.locator('#text').fill(`geheim ${'lang '.repeat(60)}`);
		await endSessions(youth.signInName);
		await page.getByRole('button', { name: m[button](), exact: true }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.expired_title());
		expect(await page.content()).not.toContain('geheim');
		await signIn(page, youth.signInName, youth.password);
		await expect(page.locator('#text')).toHaveValue(/^geheim lang/);
		await context.close();
	});
}

test('what somebody typed is not saved into the passport of whoever signs in next', async ({ browser }) => {
	const { page, context } = await someone(browser, { javaScriptEnabled: false, expected: [401] });
	const { code } = await demoClass();
	const other = await join(page, code, 'Andere Leerling');
	await context.clearCookies();
	const { youth, passport } = await join(page, code, 'Eerste Leerling');
	await visit(page, `${passport}/vraag/trots`);
	await page.locator('#text').fill('Alleen van mij.');
	await endSessions(youth.signInName);
	await page.getByRole('button', { name: m.question_next(), exact: true }).click();
	await signIn(page, other.youth.signInName, other.youth.password);
	expect(await page.content()).not.toContain('Alleen van mij.');
	const rows = await asOwner((sql) => sql`select 1 from answer where value ->> 'text' = 'Alleen van mij.'`);
	expect(rows).toHaveLength(0);
	await context.close();
});

test('a session that ends while typing, with JavaScript: the text waits on the device', async ({ page }) => {
	const { code } = await demoClass();
	const { youth, passport } = await join(page, code, 'Wachtende Leerling');
	await visit(page, `${passport}/vraag/trots`);
	await page.waitForLoadState('networkidle');
	await endSessions(youth.signInName);
	await page.locator('#text').fill('Blijf hier staan.');
	await page.getByRole('link', { name: m.saving_expired_link() }).click();
	await signIn(page, youth.signInName, youth.password);
	await page.waitForURL('**/vraag/trots');
	await expect(page.locator('#text')).toHaveValue('Blijf hier staan.');
	await expect(page.getByRole('status').filter({ hasText: /^\s*Bewaard,/ })).toBeVisible();
	const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('pvs:')));
	expect(kept).toEqual([]);
});

for (const javaScriptEnabled of [true, false]) {
	test(`two devices: a choice, no overwriting (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({ browser }) => {
		const { page: phone, context } = await someone(browser, { javaScriptEnabled, expected: [409] });
		const { code } = await demoClass();
		const { youth, passport } = await join(phone, code, 'Dubbele Leerling');
		const { page: laptop, context: second } = await someone(browser, { screen: 'bureau', expected: [409] });
		await laptop.goto(address('/inloggen'));
		await signIn(laptop, youth.signInName, youth.password);
		await laptop.waitForURL('**/paspoort/**');
		await visit(phone, `${passport}/vraag/trots`);
		await laptop.goto(address(`${passport}/vraag/trots`));
		await laptop.waitForLoadState('networkidle');
		await laptop.locator('#text').fill('Op de laptop.');
		await expect(laptop.getByRole('status').filter({ hasText: /^\s*Bewaard,/ })).toBeVisible();
		await phone.locator('#text').fill('Op de telefoon.');
		await phone.getByRole('button', { name: m.question_next(), exact: true }).click();
		await expect(phone.getByText(m.conflict_title())).toBeVisible();
		await expect(phone.getByText('Op de laptop.')).toBeVisible();
		await expect(phone.locator('#text')).toHaveValue('Op de telefoon.');
		await look(phone);
		await phone.getByRole('button', { name: m.question_next(), exact: true }).click();
		await phone.waitForURL((url) => !url.pathname.endsWith('/trots'));
		await laptop.reload();
		await expect(laptop.locator('#text')).toHaveValue('Op de telefoon.');
		await context.close();
		await second.close();
	});
}

test('an answer that got lost: what was typed since is saved on top of it, and nobody asks about another device', async ({ page }) => {
	const { code } = await demoClass();
	const { passport } = await join(page, code, 'Halve Leerling');
	await visit(page, `${passport}/vraag/trots`);
	await page.waitForLoadState('networkidle');
	let arrived = 0;
	await page.route('**/vraag/trots', async (route) => {
		if (route.request().method() !== 'POST' || arrived++ > 0) return route.continue();
		/* It is saved, and the process dies before it can say so. */
		await route.fetch();
		await route.fulfill({ status: 502, body: '' });
	});
	await page.locator('#text').fill('Het eerste stuk.');
	await expect(page.getByRole('status').filter({ hasText: m.saving_offline() })).toBeVisible();
	await page.locator('#text').fill('Het eerste stuk. En het tweede.');
	await expect(page.getByRole('status').filter({ hasText: /^\s*Bewaard,/ })).toBeVisible();
	await expect(page.getByText(m.conflict_title())).toHaveCount(0);
	await page.reload();
	await expect(page.locator('#text')).toHaveValue('Het eerste stuk. En het tweede.');
});

test('a lost connection: the text stays, and is saved when it is back', async ({ page, context }) => {
	const { code } = await demoClass();
	const { passport } = await join(page, code, 'Verbroken Leerling');
	await visit(page, `${passport}/vraag/trots`);
	await page.waitForLoadState('networkidle');
	await context.setOffline(true);
	await page.locator('#text').fill('In de trein geschreven.');
	await expect(page.getByText(m.saving_offline())).toBeVisible();
	await page.getByRole('button', { name: m.question_next(), exact: true }).click();
	await expect(page.locator('#text')).toHaveValue('In de trein geschreven.');
	await context.setOffline(false);
	await expect(page.getByRole('status').filter({ hasText: /^\s*Bewaard,/ })).toBeVisible({ timeout: 15_000 });
});

test('signing out saves first, and leaves nothing on the device', async ({ page }) => {
	const { code } = await demoClass();
	const { youth, passport } = await join(page, code, 'Vertrekkende Leerling');
	await visit(page, `${passport}/vraag/trots`);
	await page.waitForLoadState('networkidle');
	await page.locator('#text').fill('Nog even snel.');
	const menu = page.locator('header details summary');
	if (await menu.isVisible()) await menu.click();
	await page.getByRole('button', { name: m.shell_sign_out() }).first().click();
	await page.waitForURL((url) => url.pathname === '/');
	expect(await page.evaluate(() => localStorage.length)).toBe(0);
	await page.goto(address(`/inloggen?naar=${passport}/vraag/trots`));
	await signIn(page, youth.signInName, youth.password);
	await expect(page.locator('#text')).toHaveValue('Nog even snel.');
});

test('skipping with something typed asks first', async ({ browser }) => {
	const { page, context } = await someone(browser, { javaScriptEnabled: false, expected: [422] });
	const { code } = await demoClass();
	const { passport } = await join(page, code, 'Twijfelende Leerling');
	await visit(page, `${passport}/vraag/trots`);
	await page.locator('#text').fill('Toch maar niet?');
	await page.getByRole('button', { name: m.question_skip(), exact: true }).click();
	await expect(page.getByText(m.ask_title())).toBeVisible();
	await expect(page.locator('#text')).toHaveValue('Toch maar niet?');
	await look(page);
	await page.getByRole('button', { name: m.ask_drop() }).click();
	await page.goto(address(`${passport}/vraag/trots`));
	await expect(page.locator('#text')).toHaveValue('');
	await expect(page.getByText(m.question_was_skipped())).toBeVisible();
	await context.close();
});

test('too long an answer: said above and at the field, and kept', async ({ browser }) => {
	const { page, context } = await someone(browser, { javaScriptEnabled: false, expected: [400] });
	const { code } = await demoClass();
	const { passport } = await join(page, code, fresh('Lange'));
	await visit(page, `${passport}/vraag/beter-in`);
	await page.locator('#text').evaluate((field) => field.removeAttribute('maxlength'));
	await page.locator('#text').fill('lang '.repeat(60));
	await page.getByRole('button', { name: m.question_next(), exact: true }).click();
	await expect(page).toHaveTitle(/^Fout: /);
	await expect(page.locator('#text')).toHaveValue(/^lang lang/);
	await look(page);
	await context.close();
});
