/** A form that is sent when the session has ended: nothing typed is lost, and nobody else gets it. */
import { address, become, demoClass, endSession, expect, look, m, signIn, someone, test, visit } from './walk';

for (const javaScriptEnabled of [true, false])
	test(`what was sent too late is there after signing in, for its writer only (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
		browser
	}) => {
		const { page, context, wrong } = await someone(browser, { screen: 'bureau', javaScriptEnabled, expected: [404] });
		const { id } = await demoClass();
		const names = Array.from({ length: 20 }, (_, i) => `Leerling Nummer${String.fromCharCode(97 + i)} van der Testen`).join('\n');
		const typed = async () => {
			await visit(page, `/begeleiding/klas/${id}/namen`);
			await page.locator('#lijst').fill(names);
			await endSession(page);
			await page.getByRole('button', { name: m.guidance_names_look() }).click();
			await page.waitForURL('**/inloggen?naar=**');
			await expect(page.getByText(m.sign_in_sealed())).toBeVisible();
			expect(await page.content()).not.toContain('Nummera');
		};
		await become(page, 'Marieke Oosterhuis');
		await typed();
		await look(page);

		/* Somebody else on this computer gets none of it. */
		await signIn(page, 'youssef', 'demo-paspoort');
		await page.waitForURL(/\/begeleiding/);
		expect(await page.content()).not.toContain('Nummera');
		await page.context().clearCookies();

		await become(page, 'Marieke Oosterhuis');
		await typed();
		await signIn(page, 'marieke', 'dit is het niet');
		await expect(page.getByText(m.sign_in_wrong()).first()).toBeVisible();
		await signIn(page, 'marieke', 'demo-paspoort');
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.unsent_title());
		await expect(page.getByText('Leerling Nummera van der Testen')).toBeVisible();
		await look(page);
		await page.getByRole('button', { name: m.unsent_send() }).click();
		await expect(page.getByText(m.guidance_names_found({ count: 20 }))).toBeVisible();
		await look(page);

		/* Nothing was kept before it was sent. */
		await page.goto(address(`/begeleiding/klas/${id}`));
		await expect(page.getByText('Nummera')).toHaveCount(0);
		expect(wrong.filter((what) => !what.includes('400'))).toEqual([]);
		await context.close();
	});
