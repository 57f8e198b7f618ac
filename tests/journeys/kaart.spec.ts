/** The strengths card: there after the first strength, to show at home, with nothing sensitive on it. */
import { address, demoClass, expect, follow, join, look, m, test, visit } from './walk';

test('from the first strength on there is a card, on the screen and on paper', async ({ page }) => {
	const wrong = follow(page);
	const { code } = await demoClass();
	const { passport } = await join(page, code, 'Kaartje van der Linden');
	await expect(page.getByRole('link', { name: m.card_ready_button() })).toHaveCount(0);
	/* Nothing to show yet: to the cards to choose from. */
	await page.goto(address(`${passport}/kaart`));
	await expect(page).toHaveURL(/\/vraag\/kwaliteiten$/);

	await page.getByLabel('Ik ben handig').check();
	await page.locator('[id="example.handig"]').fill('Ik plak zelf mijn banden.');
	await page.getByRole('button', { name: m.question_next(), exact: true }).click();
	await page.waitForURL((url) => !url.pathname.endsWith('/kwaliteiten'));
	for (const [question, text] of [
		['trots', 'Ik heb mijn zwemdiploma.'],
		['thuis', 'Thuis is het druk.']
	] as const) {
		await page.goto(address(`${passport}/vraag/${question}`));
		await page.locator('#text').fill(text);
		await page.getByRole('button', { name: m.question_next(), exact: true }).click();
		await page.waitForURL((url) => !url.pathname.endsWith(`/${question}`));
	}

	await visit(page, passport);
	await page.getByRole('link', { name: m.card_ready_button() }).click();
	await page.waitForURL('**/kaart');
	await look(page);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kaartje');
	await expect(page.getByRole('listitem').filter({ hasText: 'Ik ben handig' })).toContainText('Ik plak zelf mijn banden.');
	await expect(page.locator('main')).toContainText('Ik heb mijn zwemdiploma.');
	await expect(page.locator('main')).not.toContainText('Thuis is het druk.');

	const printed = await page.pdf({ format: 'A4' });
	expect(printed.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
	const kept = await page.request.get(address(`${passport}/kaart/pdf`));
	expect(kept.headers()['content-type']).toBe('application/pdf');
	expect(wrong).toEqual([]);
});
