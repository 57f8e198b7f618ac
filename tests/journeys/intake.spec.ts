/**
 * The intake desk answers: before the intake, then each support that was asked for. The young person reads question and answer
 * side by side, and sees what still waits.
 */
import type { Page } from '@playwright/test';
import { shares } from './support';
import { address, become, expect, follow, look, m, someone, test, visit } from './walk';

const long = 'Dat wil ik graag rustig met je bespreken, want het hangt af van het lokaal en van de groep. '.repeat(12).trim();

/** One support on the intaker's screen. */
const row = (page: Page, label: string) => page.getByRole('region', { name: label });

test('answer before the intake, hold it, answer each support; the young person sees it', async ({ page, browser }) => {
	test.setTimeout(240_000);
	const wrong = follow(page);
	const name = 'Romy van den Broek-Achterberg';
	const passport = await shares(page, name);

	const intaker = await someone(browser, { screen: 'bureau' });
	const desk = intaker.page;
	await become(desk, 'Ingrid Sluijter');
	await visit(desk, '/intake?toon=nieuw');
	await desk.getByRole('link', { name: new RegExp(name) }).click();
	await desk.waitForURL('**/intake/*');

	/* Before the intake */
	await desk.getByRole('button', { name: m.reply_send() }).click();
	await expect(desk.getByRole('alert')).toContainText(m.reply_empty());
	await look(desk);
	await desk.locator('#reply').fill(long);
	await desk.getByRole('button', { name: m.reply_send() }).click();
	await expect(desk.getByText(m.reply_sent({ called: 'Romy' }))).toBeVisible();
	await look(desk);
	await visit(page, passport);
	await expect(page.getByText(m.answers_task())).toBeVisible();
	await page.getByRole('link', { name: 'Intake College Zorg & Welzijn' }).click();
	await page.waitForURL('**/antwoord');
	await expect(page.getByText(long)).toBeVisible();
	await expect(page.getByText('Ingrid Sluijter, ROC Tweestromen, Intake College Zorg & Welzijn')).toBeVisible();
	await expect(page.getByText(m.answers_waiting())).toHaveCount(3);
	await look(page);

	/* At the table: kept while typing, and not seen yet. */
	await desk.getByRole('link', { name: m.intake_to_talk() }).click();
	await desk.waitForURL('**/gesprek');
	await expect(desk.getByText('Een half uur erbij, bij toetsen.')).toBeVisible();
	await look(desk);
	await row(desk, 'Meer tijd').getByLabel(m.support_yes(), { exact: true }).check();
	await row(desk, 'Extra pauzes').getByLabel(m.support_no()).check();
	await expect(row(desk, 'Meer tijd').getByText(/^Bewaard om/)).toBeVisible();
	await expect(row(desk, 'Extra pauzes').getByText(/^Bewaard om/)).toBeVisible();
	await page.reload();
	await expect(page.getByText(m.answers_waiting())).toHaveCount(3);

	/* "Nee" says why. What was typed is still there. */
	await desk.getByRole('button', { name: m.talk_give({ called: 'Romy' }) }).click();
	await expect(desk.getByRole('alert')).toContainText(m.support_no_empty());
	await expect(row(desk, 'Meer tijd').getByLabel(m.support_yes(), { exact: true })).toBeChecked();
	await look(desk);
	await row(desk, 'Extra pauzes').getByLabel(m.talk_answer_words()).fill(long);
	await desk.getByRole('button', { name: m.talk_give({ called: 'Romy' }) }).click();
	await desk.waitForURL('**gelukt=gegeven');
	await look(desk);
	await desk.locator('#present').fill('Moeder van Romy');
	await desk.getByRole('button', { name: m.talk_record() }).click();
	await desk.waitForURL('**gelukt=vastgelegd');
	await look(desk);

	/* Side by side, and what still waits. */
	await page.reload();
	await expect(page.getByText(m.answers_waiting())).toHaveCount(1);
	await expect(page.getByText(m.answers_some({ answered: 2, asked: 3 }))).toBeVisible();
	await expect(page.getByText('Moeder van Romy')).toBeVisible();
	await look(page);
	await visit(page, `${passport}/delen`);
	await expect(page.getByText(m.answers_count({ count: 2 }))).toBeVisible();

	/* The list says so, and can be chosen from. */
	await visit(desk, '/intake?toon=wacht&volgorde=naam');
	const line = desk.getByRole('row').filter({ hasText: name });
	await expect(line).toContainText(m.intake_waiting({ waiting: 1, asked: 3 }));
	await expect(line).toContainText(m.intake_state_held());
	await desk.locator('#zoek').fill('Romy');
	await expect(line).toBeVisible();
	await look(desk);

	for (const someones of [wrong, intaker.wrong]) expect(someones).toEqual([]);
	await intaker.context.close();
});

test('without JavaScript: one button keeps everything on the page, and a colleague is not written over', async ({ page, browser }) => {
	test.setTimeout(240_000);
	const wrong = follow(page);
	const name = `Ties ${Date.now().toString(36)} Aarts`;
	await shares(page, name);

	const intaker = await someone(browser, { screen: 'bureau', javaScriptEnabled: false, expected: [400, 409] });
	const desk = intaker.page;
	await become(desk, 'Ingrid Sluijter');
	await desk.goto(address('/intake'));
	await desk.getByRole('link', { name: new RegExp(name) }).click();
	await desk.getByRole('link', { name: m.intake_to_talk() }).click();
	const talk = desk.url();

	await row(desk, 'Meer tijd').getByLabel(m.support_other()).check();
	await row(desk, 'Meer tijd').getByLabel(m.talk_answer_words()).fill('Een kwartier erbij.');
	await row(desk, 'Iets anders').getByLabel(m.talk_answer_words()).fill('Er hangt er een.');
	await row(desk, 'Extra pauzes').getByRole('button', { name: m.talk_keep_row() }).click();
	await expect(desk.getByText(m.talk_kept({ called: 'Ties' }))).toBeVisible();
	await desk.goto(talk);
	await expect(row(desk, 'Meer tijd').getByLabel(m.talk_answer_words())).toHaveValue('Een kwartier erbij.');
	await expect(row(desk, 'Iets anders').getByLabel(m.talk_answer_words())).toHaveValue('Er hangt er een.');

	/* The same page in a second tab was kept first. */
	const second = await intaker.context.newPage();
	await second.goto(talk);
	await row(second, 'Meer tijd').getByLabel(m.talk_answer_words()).fill('Een half uur erbij.');
	await row(second, 'Meer tijd').getByRole('button', { name: m.talk_keep_row() }).click();
	await row(desk, 'Meer tijd').getByLabel(m.talk_answer_words()).fill('Een uur erbij.');
	await row(desk, 'Meer tijd').getByRole('button', { name: m.talk_keep_row() }).click();
	await expect(desk.getByText(m.talk_moved_title())).toBeVisible();
	await expect(desk.getByText(/Een half uur erbij\./)).toBeVisible();
	await expect(row(desk, 'Meer tijd').getByLabel(m.talk_answer_words())).toHaveValue('Een uur erbij.');
	await row(desk, 'Meer tijd').getByRole('button', { name: m.talk_moved_mine() }).click();
	await desk.goto(talk);
	await expect(row(desk, 'Meer tijd').getByLabel(m.talk_answer_words())).toHaveValue('Een uur erbij.');

	for (const someones of [wrong, intaker.wrong]) expect(someones).toEqual([]);
	await intaker.context.close();
});
