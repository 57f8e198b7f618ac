/** Below 16 the own yes comes first, and opens nothing by itself; who turns 16 decides alone. */
import { address, asOwner, become, demoClass, expect, join, look, m, someone, test, visit } from './walk';

test('a 15-year-old shares: nothing opens, and the page says why', async ({ page, browser }, info) => {
	const { code } = await demoClass();
	const year = String(new Date().getFullYear() - 14);
	const name = `Sanne ${info.project.name} Vijftien`;
	const { passport } = await join(page, code, name, { day: '1', month: '1', year });
	await visit(page, `${passport}/vraag/trots`);
	await page.locator('#text').fill('Ik kan goed koken.');
	await page.getByRole('button', { name: m.question_next(), exact: true }).click();
	await page.waitForURL((url) => !url.pathname.endsWith('/trots'));
	await visit(page, `${passport}/akkoord`);
	await page.getByRole('button', { name: m.agree_button_without() }).click();
	await page.waitForURL('**/editie/1**');
	await visit(page, `${passport}/delen/nieuw`);
	await page.getByLabel(/Intake College Techniek/).check();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await expect(page.getByText(m.consent_parent_title())).toBeVisible();
	await look(page);
	await page.getByRole('button', { name: m.share_yes() }).click();
	await page.waitForURL(/\/delen(\?.*)?$/);
	await expect(page.getByText(m.consent_status_waiting()).first()).toBeVisible();
	await look(page);

	const intaker = await someone(browser, { expected: [404] });
	await become(intaker.page, 'Ravi Ramdin');
	await intaker.page.goto(address('/intake'));
	await expect(intaker.page.getByText(name)).toHaveCount(0);
	const [consent] = await asOwner(
		(sql) => sql<{ id: string }[]>`select c.id from consent c join person p on p.id = c.youth_id where p.name = ${name}`
	);
	expect((await intaker.page.goto(address(`/intake/${consent!.id}`)))!.status()).toBe(404);

	/* The birthday */
	await asOwner((sql) => sql`update person set born_on = (current_date - interval '16 years')::date where name = ${name}`);
	await intaker.page.goto(address('/intake'));
	await expect(intaker.page.getByText(name).first()).toBeVisible();
	await intaker.context.close();
});
