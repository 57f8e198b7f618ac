/** Somebody who begins anew: reads the old passport, makes a new one, takes along what holds, and sees what changed. With whom it is talked about, and a pause. */
import type { Page } from '@playwright/test';
import { agreeAlone, answer, said } from './edition';
import { address, asOwner, demoClass, expect, follow, join, look, m, send, someone, test, visit } from './walk';

/** Ticks answers to take along, by their question, and takes them. */
async function take(page: Page, questions: string[]): Promise<void> {
	for (const question of questions) await page.locator(`[id="neem.${question}"]`).check();
	await page.getByRole('button', { name: m.take_go() }).click();
	await page.waitForURL('**/meenemen?mee=**');
	await look(page);
}

test('a new passport beside the old one: what holds comes along, one by one, and shows what grew', async ({ page }) => {
	const wrong = follow(page, { expected: [400] });
	const { code } = await demoClass();
	const { passport: old } = await join(page, code, 'Opnieuw van der Veen');
	for (const [question, words] of Object.entries(said)) await answer(page, old, question, words);
	await send(page, `${old}/vraag/kwaliteiten`, { cards: 'handig', 'example.handig': 'Ik plak zelf mijn banden.' });
	await agreeAlone(page, old);

	/* One passport is home; it is read, and there is nothing to see of growth yet. */
	await visit(page, '/paspoort');
	await expect(page).toHaveURL(new RegExp(`${old}$`));
	await page.getByRole('link', { name: m.mine_all() }).click();
	await page.waitForURL('**/paspoort/overzicht');
	await look(page);
	await page.getByRole('link', { name: m.grown_title() }).click();
	await page.waitForURL('**/paspoort/groei');
	await look(page);
	await expect(page.getByText(m.grown_empty())).toBeVisible();

	await visit(page, '/paspoort/nieuw');
	await page.getByRole('button', { name: m.choose_go() }).click();
	await expect(page.getByText(m.choose_none()).first()).toBeVisible();
	await look(page);
	await page.locator('#soort').check();
	await page.getByRole('button', { name: m.choose_go() }).click();
	await page.waitForURL(/\/paspoort\/[0-9a-f-]{36}$/);
	await look(page);
	const fresh = new URL(page.url()).pathname;
	expect(fresh).not.toBe(old);

	/* Nothing came along unasked. */
	await expect(page.locator('main')).toContainText(m.tasks_done({ done: 0, total: 5 }));
	await page.getByRole('link', { name: m.take_card_go() }).click();
	await page.waitForURL('**/meenemen');
	await look(page);
	for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked();
	await expect(page.locator('main')).toContainText(said.trots);
	await page.getByRole('button', { name: m.take_go() }).click();
	await expect(page.getByText(m.take_nothing_chosen()).first()).toBeVisible();
	await take(page, ['trots', 'goed-in', 'kwaliteiten']);
	await expect(page.locator('[id="neem.trots"]')).toHaveCount(0);
	await take(page, ['thuis']);
	await visit(page, `${fresh}/controleren`);
	for (const words of [said.trots, said['goed-in'], said.thuis, 'Ik plak zelf mijn banden.'])
		await expect(page.locator('main')).toContainText(words);
	await expect(page.locator('main')).not.toContainText(said['hielp-eerder']);

	/* What is told anew stands beside what was told before, and is replaced only by its own tick. */
	await send(page, `${fresh}/vraag/kwaliteiten`, { cards: ['handig', 'helpen'] });
	await answer(page, fresh, 'trots', 'Dat ik opnieuw begin.');
	await visit(page, `${fresh}/meenemen`);
	const pride = page.locator('fieldset').filter({ has: page.locator('[id="neem.trots"]') });
	await expect(pride).toContainText('Dat ik opnieuw begin.');
	await expect(pride).toContainText(said.trots);
	await page.locator('[id="neem.hielp-eerder"]').check();
	await page.getByRole('button', { name: m.take_go() }).click();
	await page.waitForURL('**/meenemen?mee=**');
	await visit(page, `${fresh}/vraag/trots`);
	await expect(page.locator('#text')).toHaveValue('Dat ik opnieuw begin.');

	await visit(page, '/paspoort');
	await expect(page).toHaveURL(/\/paspoort\/overzicht$/);
	await expect(page.locator(`a[href="${old}"], a[href="${fresh}"]`)).toHaveCount(2);
	await visit(page, '/paspoort/groei');
	await expect(page.getByRole('img')).toHaveCount(1);
	const later = page.getByRole('row').last();
	await expect(later).toContainText(m.grown_is_new());
	await expect(later.getByRole('listitem')).toHaveCount(2);

	/* The old one is not opened again beside the new one: that leads to the new one. */
	expect(await send(page, `${old}?/opnieuw`, {})).toContain(fresh);
	expect(wrong).toEqual([]);
});

test('with whom it is talked about is chosen, and asked anew when that is over', async ({ page }) => {
	const wrong = follow(page);
	const { code } = await demoClass();
	const { passport } = await join(page, code, 'Kiest zelf');
	await expect(page.getByRole('link', { name: m.with_change() })).toHaveCount(0);
	const youth = await asOwner(async (sql) => {
		const [{ youth_id }] = await sql<[{ youth_id: string }]>`select youth_id from passport where id = ${passport.split('/').at(-1)!}`;
		await sql`insert into class_member (class_id, youth_id, joined_at) select id, ${youth_id}, app_now() from class where name = 'Opnieuw kiezen'`;
		return youth_id;
	});
	await visit(page, passport);
	await page.getByRole('link', { name: m.with_change() }).click();
	await page.waitForURL('**/met-wie');
	await look(page);
	await page.getByLabel('Youssef Amrani').check();
	await page.getByRole('button', { name: m.with_go() }).click();
	await page.waitForURL('**gelukt=met-wie');
	await expect(page.getByText(m.with_whom({ guides: 'Youssef Amrani', organisation: 'ROC Tweestromen' }))).toBeVisible();

	await asOwner(
		(sql) =>
			sql`update class_member set removed_at = app_now() where youth_id = ${youth} and class_id in (select id from class where name = 'Opnieuw kiezen')`
	);
	await page.goto(address(`${passport}/klaar`));
	await page.waitForURL('**/met-wie?naar=klaar');
	await look(page);
	await page.getByLabel(/Marieke/).check();
	await page.getByRole('button', { name: m.with_go() }).click();
	await page.waitForURL('**/klaar');
	await expect(page.locator('main')).toContainText('Marieke Oosterhuis');
	await expect(page.locator('main')).not.toContainText('Youssef');
	expect(wrong).toEqual([]);
});

for (const javaScriptEnabled of [true, false]) {
	test(`a pause is taken, changed and ended (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({ browser }) => {
		const { page, context, wrong } = await someone(browser, { javaScriptEnabled, expected: [400] });
		const { code } = await demoClass();
		const { passport } = await join(page, code, 'Pauze Nodig');
		await visit(page, '/pauze');
		await page.locator('input[name="until.day"]').fill('1');
		await page.locator('input[name="until.month"]').fill('2');
		await page.locator('input[name="until.year"]').fill('2020');
		await page.getByRole('button', { name: m.pause_go() }).click();
		await expect(page.getByText(m.pause_until_past()).first()).toBeVisible();
		await look(page);
		await expect(page.locator('input[name="until.year"]')).toHaveValue('2020');
		await page.locator('input[name="until.year"]').fill('2090');
		await page.getByRole('button', { name: m.pause_go() }).click();
		await page.waitForURL('**gelukt=begonnen');
		await look(page);
		await expect(page.getByText(m.pause_on_until({ day: '1 februari 2090' }))).toBeVisible();

		await visit(page, passport);
		await page.getByRole('link', { name: m.pause_banner_link() }).click();
		await page.waitForURL('**/pauze');
		await page.getByRole('button', { name: m.pause_end() }).click();
		await page.waitForURL('**gelukt=voorbij');
		await look(page);
		await visit(page, '/paspoort/overzicht');
		await expect(page.getByRole('link', { name: m.pause_banner_link() })).toHaveCount(0);
		expect(wrong).toEqual([]);
		await context.close();
	});
}
