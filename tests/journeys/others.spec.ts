/** Others around the young person: a stagebegeleider reads a chosen part and writes along, clearly as their own words; until it is ended. */
import type { Browser, Page } from '@playwright/test';
import { address, asOwner, become, demoClass, expect, fresh, join, look, m, someone, test, visit } from './walk';

const words = { good: 'Werkt netjes en vraagt op tijd om hulp.', helps: 'Eén ding tegelijk.' };

async function newYouth(page: Page, name: string): Promise<string> {
	const { code } = await demoClass();
	const { passport } = await join(page, code, name, { day: '1', month: '1', year: '2008' });
	await visit(page, `${passport}/vraag/trots`);
	await page.locator('#text').fill('Ik kan goed koken.');
	await page.getByRole('button', { name: m.question_next(), exact: true }).click();
	await page.waitForURL((url) => !url.pathname.endsWith('/trots'));
	return passport;
}

async function invite(page: Page, passport: string, name: string): Promise<{ code: string; link: string }> {
	await visit(page, `${passport}/anderen/nieuw`);
	await page.getByLabel(m.participant_kind_internship(), { exact: true }).check();
	await page.locator('#name').fill(name);
	await page.getByLabel('Wie ben ik', { exact: true }).check();
	await page.getByLabel(m.invite_write(), { exact: true }).check();
	await page.getByLabel(m.invite_how_hand(), { exact: true }).check();
	await page.getByRole('button', { name: m.invite_button(), exact: true }).click();
	await page.waitForURL(/gelukt=uitgenodigd/);
	await look(page);
	const card = page.locator('section', { has: page.getByRole('heading', { name, exact: true }) });
	const code = (await card.locator('.code').textContent())!.replace(/\D/g, '').slice(0, 6);
	return { code, link: (await card.locator('.address').textContent())!.trim() };
}

async function giveCode(page: Page, code: string, name: string): Promise<void> {
	await page.locator('#code').fill(code);
	await page.locator('#name').fill(name);
	await page.getByRole('button', { name: m.guest_open() }).click();
	await expect(page.locator('#code')).toHaveCount(0);
	await look(page);
}

async function enter(browser: Browser, link: string, code: string, name: string) {
	const guest = await someone(browser, { expected: [403] });
	await guest.page.goto(link);
	await look(guest.page);
	await giveCode(guest.page, code, name);
	return guest;
}

test('a stagebegeleider reads the chosen part and writes; the young person keeps one text, and it goes along under their name', async ({
	page,
	browser
}) => {
	const name = `Lot ${fresh('x')}`;
	const called = 'Lot';
	const passport = await newYouth(page, name);
	await visit(page, `${passport}/anderen`);
	await page.getByRole('link', { name: m.others_invite() }).click();
	await page.getByRole('button', { name: m.invite_button(), exact: true }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expect(page).toHaveTitle(/^Fout:/);
	await look(page);

	const { code, link } = await invite(page, passport, 'Henk');
	const henk = await enter(browser, link, code, 'Henk de Boer');
	await expect(henk.page.getByText('Ik kan goed koken.')).toBeVisible();
	await expect(henk.page.getByRole('heading', { name: 'Wie ben ik', exact: true })).toBeVisible();
	await henk.page.getByLabel(m.contribution_ask_good({ called })).fill(words.good);
	await henk.page.getByLabel(m.contribution_ask_helps({ called })).fill(words.helps);
	await henk.page.getByRole('button', { name: m.along_save() }).click();
	await henk.page.waitForURL(/gelukt=bewaard/);
	await look(henk.page);

	/* Who read, what they wrote, and the choice. */
	await visit(page, `${passport}/wie-keek-mee`);
	await expect(page.getByRole('heading', { name: 'Henk de Boer' })).toBeVisible();
	await visit(page, `${passport}/anderen`);
	const good = page.locator('section', { hasText: words.good });
	await good.getByRole('button', { name: m.others_keep() }).click();
	await page.waitForURL(/gelukt=erin/);
	await page.locator('section', { hasText: words.helps }).getByRole('button', { name: m.others_leave_out() }).click();
	await page.waitForURL(/gelukt=eruit/);
	await look(page);

	await visit(page, `${passport}/akkoord`);
	await expect(page.getByText(m.others_agree_one())).toBeVisible();
	await page.getByRole('button', { name: m.agree_button_without() }).click();
	await page.waitForURL('**/editie/1**');
	await expect(page.getByRole('heading', { name: m.edition_part_others() })).toBeVisible();
	await expect(page.getByText('Henk de Boer, stagebegeleider: wat ik goed kan')).toBeVisible();
	await expect(page.getByText(words.good)).toBeVisible();
	await expect(page.getByText(words.helps)).toHaveCount(0);
	await look(page);

	/* Shared as a part of its own: not ticked by itself. */
	await visit(page, `${passport}/delen/nieuw`);
	await expect(page.getByLabel(m.edition_part_others(), { exact: true })).not.toBeChecked();
	await page.getByLabel(m.edition_part_others(), { exact: true }).check();
	await page.getByLabel(/Intake College Techniek/).check();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await page.getByRole('button', { name: m.share_yes() }).click();
	await page.waitForURL(/\/delen(\?.*)?$/);
	const [consent] = await asOwner(
		(sql) => sql<{ id: string }[]>`select c.id from consent c join person p on p.id = c.youth_id where p.name = ${name}`
	);
	const intaker = await someone(browser, { screen: 'bureau' });
	await become(intaker.page, 'Ravi Ramdin');
	await visit(intaker.page, `/intake/${consent!.id}`);
	await expect(intaker.page.getByText(words.good)).toBeVisible();

	/* Ended: the page in the other browser is closed at its next step, and what was typed there is not what counts any more. */
	await visit(page, `${passport}/anderen`);
	await page.getByText(m.representative_end_summary({ name: 'Henk' }), { exact: true }).click();
	await page.getByRole('button', { name: m.representative_end_button({ name: 'Henk' }) }).click();
	await page.waitForURL(/gelukt=gestopt/);
	await look(page);
	await henk.page.goto(link);
	await expect(henk.page.getByText(m.guest_ended())).toBeVisible();
	for (const guest of [henk, intaker]) {
		expect(guest.wrong).toEqual([]);
		await guest.context.close();
	}
});

test('what somebody typed is not lost when the half hour is over', async ({ page, browser }) => {
	const name = `Lot ${fresh('uur')}`;
	const passport = await newYouth(page, name);
	const { code, link } = await invite(page, passport, 'Henk');
	const henk = await enter(browser, link, code, 'Henk de Boer');
	await henk.page.getByLabel(m.contribution_ask_good({ called: 'Lot' })).fill(words.good);
	await asOwner(
		(sql) => sql`update guest_session set expires_at = now() - interval '1 minute' where link_id in (
			select l.id from guest_link l join person p on p.id = l.youth_id where p.name = ${name})`
	);
	await henk.page.getByRole('button', { name: m.along_save() }).click();
	await expect(henk.page.getByText(m.along_expired())).toBeVisible();
	await look(henk.page);
	/* A wrong code keeps it as well. */
	await henk.page.locator('#code').fill('000000');
	await henk.page.locator('#name').fill('Henk de Boer');
	await henk.page.getByRole('button', { name: m.guest_open() }).click();
	await expect(henk.page.getByRole('alert')).toBeVisible();
	await giveCode(henk.page, code, 'Henk de Boer');
	await expect(henk.page.getByLabel(m.contribution_ask_good({ called: 'Lot' }))).toHaveValue(words.good);
	await henk.context.close();
	await visit(page, `${passport}/anderen`);
	await expect(page.getByText(words.good)).toBeVisible();
});

test('Luka sees what somebody from the supermarket wrote', async ({ page }) => {
	await become(page, 'Luka Horvat');
	await page.getByRole('link', { name: m.tasks_others() }).click();
	await page.waitForURL('**/anderen');
	await expect(page.getByText(/alsof het een puzzel is/)).toBeVisible();
	await look(page);
	expect(page.url()).toContain(address());
});
