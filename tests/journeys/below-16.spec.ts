/** Below 16 the own yes comes first, and opens nothing by itself; a parent or guardian decides along; who turns 16 decides alone. */
import type { Browser, Page } from '@playwright/test';
import { address, asOwner, become, demoClass, expect, follow, fresh, join, look, m, someone, test, visit } from './walk';

const team = 'Intake College Techniek & ICT';

/** A 15-year-old who joined, agreed without a mentor, and shared with a team: on the page that asks a parent. */
async function shareAtFifteen(page: Page, name: string): Promise<{ passport: string; consent: string; parent: string }> {
	const { code } = await demoClass();
	const year = String(new Date().getFullYear() - 14);
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
	await page.waitForURL(/\/ouder(\?.*)?$/);
	const [consent] = await asOwner(
		(sql) => sql<{ id: string }[]>`select c.id from consent c join person p on p.id = c.youth_id where p.name = ${name}`
	);
	return { passport, consent: consent!.id, parent: new URL(page.url()).pathname };
}

/** The young person asks somebody, and tells the code. @returns what the guest needs, where it is shown */
async function ask(page: Page, who: { name: string; email?: string }): Promise<{ code: string; link: string | null }> {
	const more = page.getByText(m.representative_ask_more(), { exact: true });
	if (await more.count()) await more.click();
	await page.getByLabel(m.representative_kind_parent(), { exact: true }).check();
	await page.locator('#name').fill(who.name);
	await page.getByLabel(who.email ? m.representative_ask_how_mail() : m.representative_ask_how_hand(), { exact: true }).check();
	if (who.email) await page.locator('#email').fill(who.email);
	await page.getByRole('button', { name: m.representative_ask_button() }).click();
	await page.waitForURL(/gelukt=gevraagd/);
	await look(page);
	const card = page.locator('section', { has: page.getByRole('heading', { name: who.name }) });
	const code = (await card.locator('.code').textContent())!.replace(/\D/g, '').slice(0, 6);
	const link = card.locator('.address');
	return { code, link: (await link.count()) ? (await link.textContent())!.trim() : null };
}

/** A parent opens the link in a browser of their own, and gives the code. */
async function enter(browser: Browser, link: string, code: string) {
	const parent = await someone(browser);
	await parent.page.goto(link);
	await look(parent.page);
	await parent.page.locator('#code').fill(code);
	await parent.page.getByRole('button', { name: m.guest_open() }).click();
	await expect(parent.page.locator('#code')).toHaveCount(0);
	await look(parent.page);
	return parent;
}

async function decide(page: Page, button: string, sure: string): Promise<void> {
	await page.getByRole('link', { name: new RegExp(`^${button}`) }).click();
	await page.waitForURL('**?keuze=**');
	await look(page);
	await page.getByRole('button', { name: sure }).click();
	await page.waitForURL('**?gelukt=**');
	await look(page);
}

test('a 15-year-old shares: nothing opens, and the page says why', async ({ page, browser }) => {
	const name = 'Sanne Vijftien';
	const { passport, consent } = await shareAtFifteen(page, name);
	await expect(page.getByText(m.representative_waiting_title(), { exact: true })).toBeVisible();
	await look(page);
	await visit(page, `${passport}/delen`);
	await expect(page.getByText(m.consent_status_waiting()).first()).toBeVisible();

	const intaker = await someone(browser, { screen: 'bureau', expected: [404] });
	await become(intaker.page, 'Ravi Ramdin');
	await intaker.page.goto(address('/intake'));
	await expect(intaker.page.getByText(name)).toHaveCount(0);
	expect((await intaker.page.goto(address(`/intake/${consent}`)))!.status()).toBe(404);

	/* The birthday */
	await asOwner((sql) => sql`update person set born_on = (current_date - interval '16 years')::date where name = ${name}`);
	await intaker.page.goto(address('/intake'));
	await expect(intaker.page.getByText(name).first()).toBeVisible();
	await intaker.context.close();
	await page.goto(address(`${passport}/delen/${consent}/ouder`));
	await expect(page.getByText(m.representative_alone_title())).toBeVisible();
});

test('one parent says yes by the QR, another no by mail; what the young person sees, and what the team', async ({ page, browser }) => {
	const name = `Sanne ${fresh('x')}`;
	const called = 'Sanne';
	const { passport, consent, parent } = await shareAtFifteen(page, name);
	const wrong = follow(page);

	/* What is missing is said, and what was typed stays. */
	await page.locator('#name').fill('Rania Haddad');
	await page.getByRole('button', { name: m.representative_ask_button() }).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await expect(page.locator('#name')).toHaveValue('Rania Haddad');
	await expect(page).toHaveTitle(/^Fout:/);
	wrong.splice(0);

	const mother = await ask(page, { name: 'Rania Haddad' });
	expect(mother.link).toContain('/toestemming/');
	/* On the young person's own browser the link asks for somebody else. */
	await page.goto(mother.link!);
	await expect(page.getByText(m.decide_signed_in_title())).toBeVisible();
	await look(page);

	/* The mother */
	const one = await enter(browser, mother.link!, mother.code);
	await expect(one.page.getByRole('heading', { level: 1 })).toHaveText(m.decide_title({ called }));
	await expect(one.page.getByRole('heading', { name: `${team} (ROC Tweestromen)` })).toBeVisible();
	await expect(one.page.getByText('Wie ben ik', { exact: true })).toBeVisible();
	await expect(one.page.getByText('koken')).toHaveCount(0);
	await decide(one.page, m.decide_yes(), m.decide_sure_yes_button());
	await expect(one.page.getByText(m.decide_open())).toBeVisible();

	/* The young person and the team */
	await page.goto(address(parent));
	await expect(page.getByText(m.representative_open_title())).toBeVisible();
	await look(page);
	const intaker = await someone(browser, { screen: 'bureau', expected: [404] });
	await become(intaker.page, 'Ravi Ramdin');
	expect((await intaker.page.goto(address(`/intake/${consent}`)))!.status()).toBe(200);

	/* The father, asked by mail: the link is not on the young person's screen, the code is. */
	const email = `${fresh('vader')}@voorbeeld.nl`;
	const father = await ask(page, { name: 'Karim Haddad', email });
	expect(father.link).toBeNull();
	await page.goto(address(parent));

	/* The mother comes back by the same link and changes her mind. */
	await decide(one.page, m.decide_change_no(), m.decide_sure_no_button());
	expect((await intaker.page.goto(address(`/intake/${consent}`)))!.status()).toBe(404);
	await page.goto(address(`${passport}/delen`));
	await expect(page.getByText(m.consent_status_refused()).first()).toBeVisible();
	await page.getByRole('link', { name: m.representative_link_refused() }).click();
	await expect(page.getByText(m.representative_refused_title())).toBeVisible();
	await look(page);

	/* The young person stops with her: the link is closed, the no stays. */
	await page.getByText(m.representative_end_summary({ name: 'Rania Haddad' }), { exact: true }).click();
	await page.getByRole('button', { name: m.representative_end_button({ name: 'Rania Haddad' }) }).click();
	await page.waitForURL(/gelukt=gestopt/);
	await expect(page.getByText(m.representative_refused_title())).toBeVisible();
	await one.page.goto(mother.link!);
	await expect(one.page.getByText(m.guest_ended())).toBeVisible();
	await look(one.page);

	/* Turning 16: it does not open by itself; the young person says so again. */
	await asOwner((sql) => sql`update person set born_on = (current_date - interval '16 years')::date where name = ${name}`);
	expect((await intaker.page.goto(address(`/intake/${consent}`)))!.status()).toBe(404);
	await page.goto(address(parent));
	await look(page);
	await page.getByRole('button', { name: m.representative_alone_button() }).click();
	await page.waitForURL(/gelukt=zelf/);
	expect((await intaker.page.goto(address(`/intake/${consent}`)))!.status()).toBe(200);
	for (const guest of [one, intaker]) {
		expect(guest.wrong.filter((line) => !line.includes('404'))).toEqual([]);
		await guest.context.close();
	}
	expect(wrong).toEqual([]);
});

test('who cannot ask a parent asks the support coordinator, who finds a guardian and does not decide', async ({ page, browser }) => {
	const name = `Sanne ${fresh('hulp')}`;
	const { parent } = await shareAtFifteen(page, name);
	await page.getByRole('link', { name: m.representative_help_link() }).click();
	await page.waitForURL('**/hulp');
	await look(page);
	await page.getByRole('button', { name: m.help_find_button() }).click();
	await page.waitForURL('**?gelukt=gevraagd');
	await look(page);

	const fatma = await someone(browser, { screen: 'bureau' });
	await become(fatma.page, 'Fatma Aslan');
	await look(fatma.page);
	await fatma.page.getByRole('link', { name: m.requests_open_for({ name }) }).click();
	await look(fatma.page);
	await fatma.page.getByLabel(m.representative_kind_guardian(), { exact: true }).check();
	await fatma.page.locator('#name').fill('Stichting De Brug');
	await fatma.page.getByLabel(m.found_how_letter(), { exact: true }).check();
	await fatma.page.getByRole('button', { name: m.found_button() }).click();
	await expect(fatma.page.getByText(m.found_done_title())).toBeVisible();
	await look(fatma.page);
	const link = (await fatma.page.locator('.address').textContent())!.trim();
	await expect(fatma.page.locator('.code')).toHaveCount(0);

	await page.goto(address(parent));
	await expect(page.getByText(/Gevonden door Fatma Aslan/)).toBeVisible();
	await look(page);
	const code = (await page.locator('.code').textContent())!.replace(/\D/g, '').slice(0, 6);
	const guardian = await enter(browser, link, code);
	await decide(guardian.page, m.decide_yes(), m.decide_sure_yes_button());
	await page.goto(address(parent));
	await expect(page.getByText(m.representative_open_title())).toBeVisible();

	await fatma.page.goto(address('/begeleiding/vertegenwoordigers'));
	await expect(fatma.page.getByText(new RegExp(`^${name} .*geregeld`))).toBeVisible();
	await look(fatma.page);
	for (const guest of [fatma, guardian]) {
		expect(guest.wrong).toEqual([]);
		await guest.context.close();
	}
});

test('a parent reads the support agreements whole, and says yes', async ({ page, browser }) => {
	const name = `Sanne ${fresh('afspraak')}`;
	const { passport, consent } = await shareAtFifteen(page, name);
	const mother = await ask(page, { name: 'Rania Haddad' });
	const [{ id }] = await asOwner(
		(sql) => sql<
			[{ id: string }]
		>`insert into support_agreement (id, consent_id, passport_id, youth_id, team_id, team_name, organisation_name,
				course, instrument_key, instrument_version, state, proposal, look_back_on, made_at, proposed_at)
			select gen_random_uuid(), c.id, c.passport_id, c.youth_id, c.team_id, 'Intake Proef', 'ROC Proef', '', p.instrument_key, p.instrument_version,
				'signed', gen_random_uuid(), current_date + 200, now(), now()
			from consent c join passport p on p.id = c.passport_id where c.id = ${consent} returning id`
	);
	await asOwner(
		(sql) => sql`insert into support_agreement_line (agreement_id, youth_id, question, need, place, how, outcome, answer, action)
			select ${id}, youth_id, 'nodig', 'meer-tijd', 1, 'Bij toetsen.', 'yes', '', 'Ingrid regelt een half uur extra.' from consent where id = ${consent}`
	);
	const one = await enter(browser, mother.link!, mother.code);
	await one.page.getByRole('link', { name: m.decide_agreement_read() }).click();
	await one.page.waitForURL('**/afspraken/**');
	await expect(one.page.getByText('Ingrid regelt een half uur extra.')).toBeVisible();
	await look(one.page);
	await one.page.locator('summary', { hasText: m.decide_yes() }).click();
	await one.page.getByRole('button', { name: m.decide_agreement_yes() }).click();
	await one.page.waitForURL('**?gelukt=afspraken-ja');
	await expect(one.page.getByText(m.agreement_status_agreed(), { exact: true })).toBeVisible();
	await look(one.page);
	expect(one.wrong).toEqual([]);
	await one.context.close();
	await visit(page, `${passport}/afspraken/${id}`);
	await expect(page.getByText(m.agreement_status_agreed(), { exact: true }).first()).toBeVisible();
});

test('the mentor prints a letter for parents, on one sheet', async ({ page }) => {
	await become(page, 'Marieke Oosterhuis');
	const { id } = await demoClass();
	await visit(page, `/begeleiding/klas/${id}`);
	await page.getByRole('link', { name: m.letter_link() }).click();
	await page.waitForURL('**/brief');
	await expect(page.getByText('De Wending').first()).toBeVisible();
	await look(page);
	const pdf = await page.pdf({ format: 'A4', margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } });
	expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});
