/** "Dit moet je echt weten": three sentences, picked or written, on top of what is shared; never out of a sensitive answer. */
import { answer } from './edition';
import { become, demoClass, expect, join, look, m, someone, test, visit } from './walk';

for (const javaScriptEnabled of [true, false]) {
	test(`three sentences ${javaScriptEnabled ? 'with' : 'without'} JavaScript: pick, write, share, read on top`, async ({ browser }) => {
		test.setTimeout(180_000);
		const { page, context, wrong } = await someone(browser, { javaScriptEnabled, expected: [400] });
		const { code } = await demoClass();
		const name = `Kern ${javaScriptEnabled ? 'met' : 'zonder'}`;
		const { passport } = await join(page, code, name);
		await answer(page, passport, 'trots', 'Ik heb mijn zusje leren fietsen. Dat was leuk.');
		await answer(page, passport, 'thuis', 'Ik vertel thuis niet alles aan mijn ouders.');
		await answer(page, passport, 'beter-in', 'Ik durf nu hardop te lezen.');

		await visit(page, `${passport}/vraag/drie-zinnen`);
		const suggestion = (text: string) => page.getByRole('button', { name: text });
		await expect(suggestion('Ik heb mijn zusje leren fietsen.')).toBeVisible();
		await expect(page.locator('main')).not.toContainText('Ik vertel thuis niet alles');

		/* What was typed stays when a sentence is picked, and both are saved. */
		const field = (number: number) => page.locator(`[id="sentence.${number}"]`);
		await field(1).fill('Ik werk het liefst in de ochtend.');
		await suggestion('Ik heb mijn zusje leren fietsen.').click();
		await expect(field(2)).toHaveValue('Ik heb mijn zusje leren fietsen.');
		await expect(field(1)).toHaveValue('Ik werk het liefst in de ochtend.');
		await expect(suggestion('Ik heb mijn zusje leren fietsen.')).toHaveCount(0);
		await look(page);
		await page.reload();
		await expect(field(1)).toHaveValue('Ik werk het liefst in de ochtend.');
		await expect(field(2)).toHaveValue('Ik heb mijn zusje leren fietsen.');

		/* Three is three: a fourth does not push one out. */
		await field(3).fill('Ik drink geen koffie.');
		await suggestion('Ik durf nu hardop te lezen.').click();
		await expect(page).toHaveTitle(/^Fout: /);
		await expect(page.getByText(m.sentence_full()).first()).toBeVisible();
		await expect(field(3)).toHaveValue('Ik drink geen koffie.');
		await look(page);
		await field(3).fill('');
		await suggestion('Ik durf nu hardop te lezen.').click();
		await expect(field(3)).toHaveValue('Ik durf nu hardop te lezen.');
		await page.getByRole('button', { name: m.question_next(), exact: true }).click();
		await page.waitForURL('**/controleren');

		/* On top of the edition, and of what an intaker reads. */
		await visit(page, `${passport}/akkoord`);
		await page.getByRole('button', { name: m.agree_button_without() }).click();
		await page.waitForURL('**/editie/1**');
		await look(page);
		const blocks = page.locator('main .block');
		await expect(blocks.first().getByRole('heading', { level: 2 })).toHaveText('Dit moet je echt weten');
		await expect(blocks.first().getByRole('listitem')).toHaveText([
			'Ik werk het liefst in de ochtend.',
			'Ik heb mijn zusje leren fietsen.',
			'Ik durf nu hardop te lezen.'
		]);
		await visit(page, `${passport}/delen/nieuw`);
		await expect(page.getByLabel('Dit moet je echt weten')).toBeChecked();
		await page.getByLabel(/Intake College Zorg & Welzijn/).check();
		await page.getByRole('button', { name: m.share_next() }).click();
		await page.waitForURL('**/nalezen**');
		await page.getByRole('button', { name: m.share_yes() }).click();
		await page.waitForURL(/\/delen(\?.*)?$/);

		const intaker = await someone(browser, { screen: 'bureau' });
		await become(intaker.page, 'Ingrid Sluijter');
		await visit(intaker.page, '/intake');
		await intaker.page.getByRole('link', { name: new RegExp(name) }).click();
		await intaker.page.waitForURL('**/intake/**');
		await look(intaker.page);
		await expect(intaker.page.locator('main .block').first()).toContainText('Ik durf nu hardop te lezen.');
		await expect(intaker.page.locator('main')).not.toContainText('Ik vertel thuis niet alles');

		expect(wrong).toEqual([]);
		expect(intaker.wrong).toEqual([]);
		await context.close();
		await intaker.context.close();
	});
}
