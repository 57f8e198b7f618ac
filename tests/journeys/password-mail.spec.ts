/** An own address, confirmed; and back in by mail after a forgotten password. */
import type { Page } from '@playwright/test';
import { address, asOwner, become, demoClass, expect, fresh, join, look, m, sayDevice, signIn, someone, test, visit } from './walk';

/** The link in a mail with this subject to an address, as the demo shows it: the first one, or the one that was asked for again. */
async function linkInMail(page: Page, to: string, subject: string, nth = 1): Promise<string> {
	let id: string | undefined;
	await expect
		.poll(
			async () =>
				(id = await asOwner(
					async (sql) =>
						(
							await sql<
								{ id: string }[]
							>`select id from demo_mail where ${to} = any("to") and subject = ${subject} order by at limit 1 offset ${nth - 1}`
						)[0]?.id
				)),
			{ timeout: 20_000 }
		)
		.toBeDefined();
	await visit(page, `/demo/post/${id}`);
	return (await page.locator('main a[href*="/account/bevestigen/"], main a[href*="/inloggen/nieuw-wachtwoord/"]').getAttribute('href'))!;
}

for (const javaScriptEnabled of [true, false]) {
	test(`an address is confirmed, and brings a new password (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({ browser }) => {
		const { page, context, wrong } = await someone(browser, { javaScriptEnabled, expected: [400] });
		const { code } = await demoClass();
		const { youth } = await join(page, code, `Adres ${fresh('n')}`);
		const email = `${fresh('jongere')}@post.example`;

		await visit(page, '/account');
		await page.locator('#email').fill(email);
		await page.locator('#password').fill('dit raad ik maar');
		await page.getByRole('button', { name: m.account_email_go() }).click();
		await expect(page.getByText(m.account_password_own_wrong()).first()).toBeVisible();
		await look(page);
		await page.locator('#password').fill(youth.password);
		await page.getByRole('button', { name: m.account_email_go() }).click();
		await expect(page.getByText(m.account_unconfirmed({ email }))).toBeVisible();
		await look(page);
		/* Asked for again when the first mail is there: only the second link holds. */
		const first = await linkInMail(page, email, m.mail_email_confirm_subject());
		await visit(page, '/account');
		await page.getByRole('button', { name: m.account_confirm_again() }).click();
		await expect(page.getByText(m.account_confirm_sent())).toBeVisible();
		const confirm = await linkInMail(page, email, m.mail_email_confirm_subject(), 2);
		await page.goto(first);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.link_gone_title());
		/* It takes the mailbox and the account: who is not signed in, signs in first; somebody else finds nothing. */
		const stranger = await someone(browser, { javaScriptEnabled });
		await stranger.page.goto(confirm);
		await stranger.page.waitForURL('**/inloggen?naar=**');
		await become(stranger.page, 'Mila');
		await stranger.page.goto(confirm);
		await expect(stranger.page.getByRole('heading', { level: 1 })).toHaveText(m.link_gone_title());
		await stranger.context.close();
		await page.goto(confirm);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.confirm_title());
		await look(page);
		await page.getByRole('button', { name: m.confirm_go() }).click();
		await expect(page.getByText(m.confirm_done())).toBeVisible();
		await look(page);
		await page.goto(confirm);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.link_gone_title());

		const { page: other, context: elsewhere, wrong: wrongThere } = await someone(browser, { javaScriptEnabled, expected: [400] });
		await visit(other, '/inloggen');
		await other.getByRole('link', { name: m.forgot_by_mail_go() }).click();
		await other.waitForURL('**/inloggen/vergeten');
		await other.getByRole('button', { name: m.forgot_go() }).click();
		await expect(other).toHaveTitle(/^Fout: /);
		await look(other);
		await other.locator('#login').fill(youth.signInName);
		await other.getByRole('button', { name: m.forgot_go() }).click();
		await expect(other.getByRole('heading', { level: 1 })).toHaveText(m.forgot_sent_title());
		await look(other);
		const reset = await linkInMail(other, email, m.mail_password_reset_subject());
		await other.goto(reset);
		await look(other);
		await other.locator('#fresh').fill('kort');
		await sayDevice(other);
		await other.getByRole('button', { name: m.reset_go() }).click();
		await expect(other).toHaveTitle(/^Fout: /);
		await look(other);
		await other.locator('#fresh').fill('een heel nieuwe zin');
		await sayDevice(other);
		await other.getByRole('button', { name: m.reset_go() }).click();
		await other.waitForURL(/\/paspoort\/[0-9a-f-]{36}$/);

		/* The first browser was signed out; the old password is no use any more, and the link neither. */
		await page.goto(address('/paspoort'));
		await page.waitForURL('**/inloggen?naar=**');
		await signIn(page, youth.signInName, youth.password);
		await expect(page.getByText(m.sign_in_wrong()).first()).toBeVisible();
		await signIn(page, email, 'een heel nieuwe zin');
		await page.waitForURL(/\/paspoort(\/|$)/);
		await page.goto(reset);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.link_gone_title());
		await look(page);
		expect([...wrong, ...wrongThere]).toEqual([]);
		await Promise.all([context.close(), elsewhere.close()]);
	});
}
