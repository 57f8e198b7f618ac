/** The mail of the demo: what sharing sends, where its link leads, and reminders that somebody turns off. */
import { address, asOwner, become, expect, follow, look, m, someone, test, visit } from './walk';

test('sharing sends the team a mail, and its link opens what was shared', async ({ page, browser }) => {
	const wrong = follow(page);
	/* The mail of an earlier sharing, put in the queue anew: other journeys share at the same time. */
	const consent = await asOwner(async (sql) => {
		const [row] = await sql<{ id: string }[]>`
			select c.id from consent c join person y on y.id = c.youth_id where y.sign_in_name = 'noah' and c.withdrawn_at is null and c.team_id is not null limit 1`;
		await sql`select send_mail_later('shared_with_team', ${row!.id}, ${`journey ${Date.now()}`})`;
		return row!.id;
	});
	await visit(page, '/demo');
	await page.getByRole('link', { name: m.post_link() }).click();
	await page.waitForURL('**/demo/post');
	const subject = m.mail_shared_subject({ name: 'Noah' });
	await expect(async () => {
		await page.reload();
		await expect(page.getByRole('link', { name: subject }).first()).toBeVisible({ timeout: 500 });
	}).toPass({ timeout: 20_000 });
	await look(page);
	await page.getByRole('link', { name: subject }).first().click();
	await page.waitForURL(/\/demo\/post\/[0-9a-f-]{36}$/);
	await look(page);
	await expect(page.locator('main')).toContainText('@demo.example');

	const link = page.getByRole('link', { name: address(`/intake/${consent}`) });
	await expect(link).toBeVisible();
	const reader = await someone(browser, { screen: 'bureau' });
	const team = (await page.locator('main').innerText()).includes('Zorg') ? 'Ingrid Sluijter' : 'Ravi Ramdin';
	await become(reader.page, team);
	await reader.page.goto((await link.getAttribute('href'))!);
	await look(reader.page);
	await expect(reader.page.locator('h1')).toContainText('Noah');
	expect([...wrong, ...reader.wrong]).toEqual([]);
	await reader.context.close();
});

test('reminders are turned off and on again on one page', async ({ page }) => {
	const wrong = follow(page);
	await become(page, 'Bo Hendriks');
	await visit(page, '/account');
	await page.getByRole('link', { name: m.reminders_link() }).click();
	await page.waitForURL('**/account/herinneringen');
	await look(page);
	/* The other screen may be at it too: whatever stands here is turned, and turned back. */
	for (let i = 0; i < 2; i++) {
		const off = page.getByRole('button', { name: m.reminders_turn_off() });
		const wasOn = await off.isVisible();
		await (wasOn ? off : page.getByRole('button', { name: m.reminders_turn_on() })).click();
		await expect(page.getByText(wasOn ? m.reminders_now_off() : m.reminders_now_on())).toBeVisible();
		await look(page);
	}
	expect(wrong).toEqual([]);
});
