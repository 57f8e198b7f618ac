/**
 * From planning to looking back: a guide plans a conversation, the young person sees it and takes it along in a calendar; it is held
 * and closed with two agreements; the young person says that it is right, says how one of them goes, and shows the other.
 */
import type { Page } from '@playwright/test';
import { answer, said } from './edition';
import { address, asOwner, become, demoClass, expect, follow, join, look, m, send, someone, test, visit } from './walk';

const inDays = (days: number) => {
	const date = new Date(Date.now() + days * 86_400_000);
	return { day: String(date.getUTCDate()), month: String(date.getUTCMonth() + 1), year: String(date.getUTCFullYear()) };
};
const summary = 'Ik weet nu welke opleiding ik wil. Ik ga eerst een dag meelopen.';
const what = 'Ik bel de opleiding voor een meeloopdag.';
const other = 'Elke maandag kijken we samen naar de planning.';

const idIn = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1)!;

test('plan, see, hold, close, "klopt zo", "anders gegaan", show it, and look back', async ({ page, browser }) => {
	test.setTimeout(240_000);
	const wrong = follow(page, { expected: [409] });
	const { code } = await demoClass();
	const called = 'Wim-Reis';
	const { passport } = await join(page, code, `${called} de Vries`);
	for (const [question, words] of Object.entries(said)) await answer(page, passport, question, words);
	await send(page, `${passport}/klaar`, {});

	const mentor = await someone(browser, { screen: 'bureau', expected: [400] });
	const desk = mentor.page;
	await become(desk, 'Marieke');
	const youthId = await asOwner(
		async (sql) => (await sql<{ id: string }[]>`select youth_id as id from passport where id = ${passport.split('/').at(-1)!}`)[0]!.id
	);
	await visit(desk, `/begeleiding/jongere/${youthId}`);
	await desk.getByRole('link', { name: m.talk_plan() }).click();
	await desk.waitForURL('**/gesprek');
	await look(desk);
	/* What is missing is said, and what was typed stays. */
	await desk.getByLabel(m.talk_place()).fill('kamer 1.12; bij de trap');
	await desk.getByRole('button', { name: m.talk_plan() }).click();
	await expect(desk.getByRole('alert')).toContainText(m.talk_on_empty());
	await look(desk);
	await expect(desk.getByLabel(m.talk_place())).toHaveValue('kamer 1.12; bij de trap');
	for (const [part, value] of Object.entries(inDays(4))) await desk.locator(`input[name="on.${part}"]`).fill(value);
	await desk.locator('#at').fill('10.15');
	await desk.getByRole('button', { name: m.talk_plan() }).click();
	await desk.waitForURL('**/begeleiding/gesprekken/*gelukt=gepland');
	await look(desk);
	const talk = new URL(desk.url()).pathname;

	/* The young person sees it, and takes it along. */
	await visit(page, '/gesprekken');
	await page.getByRole('link', { name: m.talk_kind_mentor() }).click();
	await page.waitForURL(/\/gesprekken\/[0-9a-f-]{36}$/);
	await look(page);
	const own = new URL(page.url()).pathname;
	await expect(page.getByText('kamer 1.12; bij de trap')).toBeVisible();
	const calendar = await page.request.get(address(`${own}/agenda.ics`));
	expect(calendar.headers()['content-type']).toContain('text/calendar');
	expect(await calendar.text()).toMatch(/SUMMARY:Gesprek met Marieke Oosterhuis\r\n/);
	expect(await calendar.text()).toContain('kamer 1.12\\; bij de trap');

	/* Preparing reads the answers, and the young person sees that; notes are read by both. */
	await desk.getByRole('link', { name: m.talk_stage_prepare() }).click();
	await desk.waitForURL('**stap=voorbereiden');
	await look(desk);
	await expect(desk.getByText(said.trots)).toBeVisible();
	await visit(page, `${passport}/wie-keek-mee`);
	await expect(page.getByText(/Marieke/).first()).toBeVisible();
	await desk.getByRole('link', { name: m.talk_stage_hold() }).click();
	await desk.waitForURL('**stap=voeren');
	await look(desk);
	await desk.locator('#notes').fill('Wilde het eerst over de kast hebben.');
	await expect(desk.getByText(/^Bewaard om/)).toBeVisible();

	/* Closing, with two agreements. */
	await desk.getByRole('link', { name: m.talk_stage_close() }).click();
	await desk.waitForURL('**stap=afsluiten');
	await look(desk);
	await desk.locator('#summary').fill(summary);
	const [first, second] = [
		desk.getByRole('group', { name: m.deal_number({ number: 1 }) }),
		desk.getByRole('group', { name: m.deal_number({ number: 2 }) })
	];
	await first.getByLabel(m.deal_what()).fill(what);
	for (const [part, value] of Object.entries(inDays(3))) await first.locator(`input[name^="back."][name$=".${part}"]`).fill(value);
	await desk.getByText(m.deal_more()).first().click();
	await second.getByLabel(m.deal_what()).fill(other);
	await second.getByLabel(m.deal_who_together()).check();
	for (const [part, value] of Object.entries(inDays(5))) await second.locator(`input[name^="back."][name$=".${part}"]`).fill(value);
	await desk.getByRole('button', { name: m.talk_close({ called }) }).dblclick();
	await desk.waitForURL('**gelukt=afgerond');
	await look(desk);

	/* The young person reads it, and says that it is right. */
	await visit(page, own);
	await expect(page.getByText('Wilde het eerst over de kast hebben.')).toBeVisible();
	await expect(page.getByText(summary)).toBeVisible();
	await page.getByRole('button', { name: m.own_talk_yes() }).click();
	await page.waitForURL('**gelukt=klopt');
	await look(page);

	/* One of the two went otherwise. */
	await visit(page, '/afspraken');
	const card = page.getByRole('article').filter({ hasText: what });
	await card.getByText(m.deal_note_add()).click();
	await card.getByLabel(m.deal_note()).fill('Ik heb gemaild in plaats van gebeld.');
	await card.getByRole('button', { name: m.deal_state_different() }).click();
	await page.waitForURL('**gelukt=bijgewerkt');
	await look(page);
	await visit(page, '/afspraken/laten-zien');
	await expect(page.getByRole('heading', { name: other })).toBeVisible();
	for (const closed of [what, summary, 'de kast hebben']) await expect(page.getByText(closed)).toHaveCount(0);

	/* The guide looks back on what is open, in one tap. */
	await visit(desk, '/begeleiding/terugkijken');
	const back = desk.getByRole('article').filter({ hasText: called });
	await expect(back).toHaveCount(1);
	await back.getByRole('button', { name: m.deal_state_done() }).click();
	await desk.waitForURL('**gelukt=bijgewerkt');
	await expect(desk.getByRole('article').filter({ hasText: called })).toHaveCount(0);
	await visit(desk, talk);
	await expect(desk.getByText(m.talk_said_yes_long({ called }))).toBeVisible();
	await desk.getByText(m.deal_history()).first().click();
	await expect(desk.getByText('Ik heb gemaild in plaats van gebeld.')).toBeVisible();

	/* Another one that does not suit: without a reason, and the guide sees it. */
	const far = { 'on.day': '3', 'on.month': '2', 'on.year': String(new Date().getFullYear() + 1) };
	await send(desk, `/begeleiding/jongere/${youthId}/gesprek`, {
		kind: 'nazorg',
		way: 'phone',
		minutes: '30',
		at: '09.00',
		place: '',
		...far
	});
	await visit(page, '/gesprekken');
	await page.getByRole('link', { name: m.talk_kind_nazorg() }).click();
	await page.waitForURL(/\/gesprekken\/[0-9a-f-]{36}$/);
	await look(page);
	const shift = (years: number) =>
		asOwner((sql) => sql`update conversation set planned_for = planned_for + make_interval(years => ${years}) where id = ${idIn(page)}`);
	await page.getByText(m.own_talk_not_then(), { exact: true }).click();
	await look(page);
	/* On a page that was open since before it began. */
	await shift(-2);
	await page.getByRole('button', { name: m.own_talk_not_then_go() }).click();
	await expect(page.getByText(m.own_talk_plan_over_title())).toBeVisible();
	await look(page);
	await expect(page.getByText(m.own_talk_not_then(), { exact: true })).toHaveCount(0);
	await shift(2);
	await visit(page, new URL(page.url()).pathname);
	await page.getByText(m.own_talk_not_then(), { exact: true }).click();
	await page.getByRole('button', { name: m.own_talk_not_then_go() }).click();
	await page.waitForURL('**gelukt=afgezegd');
	await expect(page.getByText(m.own_talk_declined())).toBeVisible();
	await look(page);
	await visit(desk, `/begeleiding${new URL(page.url()).pathname}`);
	await expect(desk.getByText(m.talk_declined({ called }))).toBeVisible();
	await expect(desk.getByRole('link', { name: m.talk_declined_again() })).toBeVisible();

	expect([...wrong, ...mentor.wrong]).toEqual([]);
	await mentor.context.close();
});

test('without JavaScript: an own agreement, and how it goes', async ({ browser }) => {
	const { page, context, wrong } = await someone(browser, { javaScriptEnabled: false });
	await become(page, 'Joey');
	await visit(page, '/afspraken/nieuw');
	await page.getByLabel(m.deal_what()).fill('Elke dag een rondje lopen.');
	await page.getByRole('button', { name: m.own_deal_save() }).click();
	await page.waitForURL('**gelukt=nieuw');
	await look(page);
	await page.getByRole('article').filter({ hasText: 'rondje lopen' }).getByRole('button', { name: m.deal_state_paused() }).click();
	await page.waitForURL('**gelukt=bijgewerkt');
	await page.getByText(m.deal_rest({ count: 1 })).click();
	await expect(page.getByText(m.deal_state_paused(), { exact: true }).first()).toBeVisible();
	expect(wrong).toEqual([]);
	await context.close();
});
