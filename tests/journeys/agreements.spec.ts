/**
 * From answers to agreements: the team fills in who does what, the young person asks for a change and then agrees, it stands for
 * both, on paper too, and it outlives the sharing while the passport does not.
 */
import { shares } from './support';
import { address, become, expect, follow, look, m, someone, test, visit } from './walk';

const long = 'Ingrid regelt een vaste plek bij het raam. Wilma zegt het op tijd als het toch te druk wordt in het lokaal. '
	.repeat(8)
	.trim();

test('draft, propose, change, agree, print, stop sharing: the agreements stay, the passport does not', async ({ page, browser }) => {
	test.setTimeout(300_000);
	const wrong = follow(page, { expected: [400] });
	const name = 'Wilma ter Horst-Ouwehand';
	const passport = await shares(page, name);

	const intaker = await someone(browser, { screen: 'bureau', expected: [404] });
	const desk = intaker.page;
	await become(desk, 'Ingrid Sluijter');
	await desk.goto(address('/intake'));
	await desk.getByRole('link', { name: new RegExp(name) }).click();
	await desk.waitForURL('**/intake/*');
	const shared = desk.url();
	await desk.getByRole('link', { name: m.intake_to_talk() }).click();
	await desk.waitForURL('**/gesprek');
	for (const need of ['Meer tijd', 'Extra pauzes']) {
		const row = desk.getByRole('region', { name: need });
		await row.getByLabel(need === 'Meer tijd' ? m.support_yes() : m.support_no(), { exact: true }).check();
		await row.getByLabel(m.talk_answer_words()).fill(need === 'Meer tijd' ? 'Een half uur.' : 'Het rooster ligt vast.');
	}
	await desk.getByRole('button', { name: m.talk_give({ called: 'Wilma' }) }).click();
	await desk.waitForURL('**gelukt=gegeven');

	/* The draft */
	await desk.getByRole('button', { name: m.agreement_make() }).click();
	await desk.waitForURL('**/intake/afspraken/*');
	const document = desk.url();
	await look(desk);
	await desk.getByRole('button', { name: m.agreement_propose({ called: 'Wilma' }) }).click();
	await expect(desk.getByRole('alert')).toContainText(m.agreement_action_empty());
	await look(desk);
	await desk.getByLabel(m.agreement_action()).first().fill(long);
	await desk.getByLabel(m.agreement_starts()).first().fill('Vanaf de eerste schooldag');
	await expect(desk.getByText(/^Bewaard om/)).toBeVisible();
	/* Nothing to read yet for her. */
	await visit(page, passport);
	await expect(page.getByText(m.agreement_title(), { exact: true })).toHaveCount(0);
	await desk.getByRole('button', { name: m.agreement_propose({ called: 'Wilma' }) }).click();
	await desk.waitForURL('**gelukt=voorgelegd');
	await look(desk);

	/* She wants something else first. */
	await visit(page, passport);
	await page.getByRole('link', { name: /^Ondersteuningsafspraken met/ }).click();
	await page.waitForURL('**/afspraken/*');
	const own = page.url();
	await look(page);
	await expect(page.getByText(long)).toBeVisible();
	await page.getByText(m.agreement_own_change()).click();
	await page.getByRole('button', { name: m.agreement_own_change_send() }).click();
	await expect(page.getByRole('alert')).toContainText(m.agreement_change_empty());
	await look(page);
	await page.locator('#change').fill('Liever een plek achterin, niet bij het raam.');
	await page.getByRole('button', { name: m.agreement_own_change_send() }).click();
	await page.waitForURL('**gelukt=gevraagd');
	await look(page);
	await expect(page.getByText(long)).toHaveCount(0);

	await desk.goto(document);
	await expect(desk.getByText('Liever een plek achterin, niet bij het raam.')).toBeVisible();
	await desk.getByLabel(m.agreement_action()).first().fill('Ingrid regelt een vaste plek achterin.');
	await desk.getByRole('button', { name: m.agreement_propose({ called: 'Wilma' }) }).click();
	await desk.waitForURL('**gelukt=voorgelegd');

	/* Agreed: twice is once. */
	await page.goto(own);
	await page.getByRole('button', { name: m.agreement_own_yes() }).dblclick();
	await page.waitForURL('**gelukt=akkoord');
	await expect(page.getByText(m.agreement_own_done_yes())).toBeVisible();
	await look(page);
	await desk.goto(document);
	await expect(desk.getByText(m.agreement_status_agreed(), { exact: true })).toBeVisible();
	await look(desk);

	/* On paper, for both. */
	for (const [who, from] of [
		[page, own],
		[desk, document]
	] as const) {
		const paper = await who.request.get(`${from.split('?')[0]}/pdf`);
		expect(paper.headers()['content-type']).toBe('application/pdf');
		expect(paper.headers()['content-disposition']).not.toContain('concept');
		expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-');
	}

	/* She stops sharing: the passport is gone for the team, the agreements are not. */
	await visit(page, `${passport}/delen`);
	await page.getByRole('link', { name: new RegExp(`^${m.consent_withdraw()}`) }).click();
	await page.waitForURL('**/intrekken');
	await page.getByRole('button', { name: m.withdraw_button() }).click();
	await page.waitForURL(/\/delen\?/);
	expect((await desk.goto(shared))!.status()).toBe(404);
	await visit(desk, '/intake/afspraken');
	await desk.getByRole('link', { name }).click();
	await desk.waitForURL('**/intake/afspraken/*');
	await expect(desk.getByText('Ingrid regelt een vaste plek achterin.')).toBeVisible();
	await page.goto(own);
	await expect(page.getByText('Ingrid regelt een vaste plek achterin.')).toBeVisible();

	/* She sees that it was read. Another team sees nothing of it. */
	await visit(page, `${passport}/wie-keek-mee`);
	await expect(page.getByText(m.agreement_title(), { exact: true }).first()).toBeVisible();
	const other = await someone(browser, { expected: [404] });
	await become(other.page, 'Ravi Ramdin');
	expect((await other.page.goto(document))!.status()).toBe(404);
	expect((await other.page.request.get(`${document}/pdf`)).status()).toBe(404);

	for (const someones of [wrong, intaker.wrong, other.wrong]) expect(someones).toEqual([]);
	for (const { context } of [intaker, other]) await context.close();
});
