/** The lesson: names beforehand, who is in and who is not, a duo-mentor, the board, and what is printed. */
import type { APIRequestContext, Browser } from '@playwright/test';
import { address, asOwner, become, expect, fresh, join, look, m, someone, test, visit } from './walk';

const longName = 'Maria-Fernanda Quintana y Hernandez-van Ommeren tot Oudenaarde';
/** Twenty-eight names as a school's own system gives them. */
const names = [
	longName,
	...Array.from(
		{ length: 27 },
		(_, n) => `Leerling ${'abcdefghijklmnopqrstuvwxyz'[n % 26]!.toUpperCase().repeat(1 + Math.floor(n / 26))}eversen`
	)
];

/** A class of Marieke's for one journey only. */
async function ownClass(): Promise<{ id: string; code: string; path: string }> {
	const code = Array.from({ length: 6 }, () => 'BCDFGHJKMNPQRSTVWXZ'[Math.floor(Math.random() * 19)]).join('');
	const [made] = await asOwner(
		(sql) => sql<{ id: string }[]>`
			with k as (
				insert into class (id, organisation_id, name, school_year, code)
				select new_id(), organisation_id, ${`L-${code}`}, school_year, ${code} from class where name = '4TL-A' limit 1 returning id
			)
			insert into class_mentor (class_id, person_id) select k.id, p.id from k, person p where p.name = 'Marieke Oosterhuis' returning class_id as id`
	);
	return { id: made!.id, code, path: `/begeleiding/klas/${made!.id}` };
}

const joins = async (request: APIRequestContext, code: string, name: string) => {
	const answer = await request.post(address(`/meedoen/${code}?/nieuw`), {
		form: {
			name,
			'born.day': '2',
			'born.month': '5',
			'born.year': '2010',
			signInName: fresh('les'),
			password: 'een lange zin hier',
			toestel: 'eigen'
		},
		headers: { origin: address(), accept: 'text/html' },
		maxRedirects: 0
	});
	expect(answer.status()).toBe(303);
};

async function mentorOf(browser: Browser, javaScriptEnabled = true) {
	const mentor = await someone(browser, { screen: 'bureau', javaScriptEnabled });
	await become(mentor.page, 'Marieke Oosterhuis');
	return mentor;
}

for (const javaScriptEnabled of [true, false])
	test(`28 names are pasted, seen before they are kept, and recognised as they come in (${javaScriptEnabled ? 'with' : 'without'} JavaScript)`, async ({
		browser,
		request
	}) => {
		const klas = await ownClass();
		const { page, context, wrong } = await mentorOf(browser, javaScriptEnabled);
		await visit(page, klas.path);
		await page.getByRole('link', { name: m.guidance_names_link() }).first().click();
		await page.waitForURL('**/namen');
		await look(page);
		const rows = names.map((name, n) => {
			const [first, ...last] = name.split(' ');
			return `${n + 1};${last.join(' ')};${first};4TL-A;leerling${n}@school.nl`;
		});
		await page.locator('#lijst').fill(['Nr;Achternaam;Voornaam;Klas;E-mail', ...rows, 'Klas 4TL-A', rows[3]].join('\n'));
		await page.getByRole('button', { name: m.guidance_names_look() }).click();
		await expect(page.getByText(m.guidance_names_found({ count: 28 }))).toBeVisible();
		await look(page);
		expect(await page.locator('input[name="naam"]:checked').count()).toBe(28);
		await expect(page.getByText(m.guidance_names_doubles())).toBeVisible();
		await expect(page.locator('main li', { hasText: 'Klas 4TL-A' })).toBeVisible();
		await page.locator(`input[name="naam"][value="${names[27]}"]`).uncheck();
		await page.getByRole('button', { name: m.guidance_names_keep() }).click();
		await page.waitForURL('**gelukt=klaar');
		await look(page);
		await expect(page.getByText(m.guidance_names_there({ count: 27 }))).toBeVisible();

		/* In the lesson: two who are on the list, one by a first name only, one whom nobody knows. */
		await joins(request, klas.code, longName.toUpperCase());
		await joins(request, klas.code, 'Leerling Beversen');
		await joins(request, klas.code, 'Wie is dit');
		await visit(page, klas.path);
		await expect(page.getByText(m.guidance_newcomer_unlisted())).toHaveCount(1);
		await page.getByRole('button', { name: m.guidance_newcomers_known({ count: 2 }) }).click();
		await page.waitForURL('**gelukt=erbij');
		await look(page);
		await expect(page.getByText(m.guidance_newcomer_unlisted())).toHaveCount(1);
		await expect(page.getByRole('button', { name: /horen? erbij/ })).toHaveCount(0);
		await expect(page.locator('section.there li')).toHaveCount(25);

		/* The unknown one turns out to be on the list under another name. */
		await visit(page, `${klas.path}/leden`);
		await page.locator('#lijst').selectOption({ label: 'Leerling Deversen' });
		await page.locator('#leerling').selectOption({ label: 'Wie is dit' });
		await page.getByRole('button', { name: m.guidance_couple_go() }).click();
		await page.waitForURL('**gelukt=wie');
		await look(page);
		await expect(page.getByRole('button', { name: m.guidance_newcomers_known({ count: 1 }) })).toBeVisible();
		await page.getByRole('button', { name: m.guidance_newcomer_yes_name({ name: 'Wie is dit' }) }).click();
		await page.waitForURL('**gelukt=erbij');
		await expect(page.locator('section', { has: page.locator('#afwezig') }).locator('.plain li')).toHaveCount(24);

		/* Off the list, and back again. */
		await visit(page, `${klas.path}/namen`);
		await page.getByLabel('Leerling Eeversen').check();
		await page.getByRole('button', { name: m.guidance_names_remove() }).click();
		await expect(page.getByText(m.guidance_names_there({ count: 26 }))).toBeVisible();
		await page.getByRole('button', { name: m.guidance_names_put_back() }).click();
		await page.waitForURL('**gelukt=klaar');
		await expect(page.getByText(m.guidance_names_there({ count: 27 }))).toBeVisible();
		expect(wrong).toEqual([]);
		await context.close();
	});

test('a list without names says so, and keeps what was pasted', async ({ browser }) => {
	const klas = await ownClass();
	const { page, context } = await mentorOf(browser);
	page.removeAllListeners();
	await visit(page, `${klas.path}/namen`);
	await page.locator('#lijst').fill('12\n4TL-A');
	await page.getByRole('button', { name: m.guidance_names_look() }).click();
	await expect(page.getByRole('alert').or(page.locator('.error')).filter({ hasText: m.guidance_names_none() }).first()).toBeVisible();
	expect(await page.title()).toMatch(/^Fout:/);
	await expect(page.locator('#lijst')).toHaveValue('12\n4TL-A');
	await look(page);
	await context.close();
});

test('the board shows the code, the QR and how many, and never a name', async ({ browser, request }) => {
	const klas = await ownClass();
	await joins(request, klas.code, 'Zichtbare Zoë');
	const { page, context, wrong } = await mentorOf(browser);
	await page.goto(address(`${klas.path}/namen`));
	await page.locator('#lijst').fill('Afwezige Arie');
	await page.getByRole('button', { name: m.guidance_names_look() }).click();
	await page.getByRole('button', { name: m.guidance_names_keep() }).click();
	await page.waitForURL('**gelukt=klaar');
	await visit(page, `${klas.path}/bord`);
	await expect(page.locator('main')).toContainText(`${klas.code.slice(0, 3)}-${klas.code.slice(3)}`);
	await expect(page.getByText(m.guidance_board_count_one())).toBeVisible();
	/* Neither on the page, nor in what the page is made of. */
	const sent = [await page.content(), await (await page.request.get(address(`${klas.path}/bord/__data.json`))).text()];
	for (const text of sent) for (const name of ['Zoë', 'Zichtbare', 'Arie', 'Afwezige']) expect(text).not.toContain(name);
	expect(wrong).toEqual([]);
	await context.close();
});

test('a colleague is added, reads only what the young person lets them read, and is taken out again', async ({ browser }) => {
	const klas = await ownClass();
	const { page: young, context, wrong } = await someone(browser);
	const name = `Duo ${fresh('leerling')}`;
	const { passport } = await join(young, klas.code, name);
	await visit(young, `${passport}/klaar`);
	await young.getByRole('button', { name: m.ready_button() }).click();
	await young.waitForURL('**gelukt=klaar');

	const marieke = await mentorOf(browser);
	await visit(marieke.page, `${klas.path}/mentoren`);
	marieke.page.removeAllListeners();
	for (const nobody of ['niemand@voorbeeld.nl', 'ingrid', 'youssef']) {
		await marieke.page.locator('#login').fill(nobody);
		await marieke.page.getByRole('button', { name: m.guidance_mentors_add_go() }).click();
		await expect(marieke.page.locator('.error').filter({ hasText: m.guidance_mentors_unknown() })).toBeVisible();
		await expect(marieke.page.locator('#login')).toHaveValue(nobody);
	}
	await look(marieke.page);
	await marieke.page.locator('#login').fill('tjeerd');
	await marieke.page.getByRole('button', { name: m.guidance_mentors_add_go() }).click();
	await marieke.page.waitForURL('**gelukt=erbij');
	await look(marieke.page);

	const tjeerd = await someone(browser, { screen: 'bureau', expected: [404] });
	await become(tjeerd.page, 'Tjeerd Hoekstra');
	await visit(tjeerd.page, klas.path);
	const read = `/begeleiding/paspoort/${passport.split('/').pop()}`;
	await expect(tjeerd.page.locator(`a[href="${read}"]`)).toHaveCount(0);
	expect((await tjeerd.page.request.get(address(read))).status()).toBe(404);

	await visit(young, passport);
	await expect(young.getByText(m.new_mentor_title({ name: 'Tjeerd Hoekstra' }))).toBeVisible();
	await expect(young.getByText(m.who_you_and({ readers: 'Marieke Oosterhuis' }))).toBeVisible();
	await young.getByRole('button', { name: m.new_mentor_yes() }).click();
	await young.waitForURL('**gelukt=mentor-ja');
	await look(young);
	await expect(young.getByText(m.who_you_and({ readers: 'Marieke Oosterhuis en Tjeerd Hoekstra' }))).toBeVisible();
	await visit(tjeerd.page, read);

	await visit(marieke.page, `${klas.path}/mentoren`);
	await marieke.page.locator('summary', { hasText: m.guidance_mentors_remove({ name: 'Tjeerd Hoekstra' }) }).click();
	await look(marieke.page);
	await marieke.page.getByRole('button', { name: m.guidance_mentors_remove_sure({ name: 'Tjeerd Hoekstra' }) }).click();
	await marieke.page.waitForURL('**gelukt=eruit');
	for (const path of [klas.path, read]) expect((await tjeerd.page.request.get(address(path))).status()).toBe(404);
	expect([...wrong, ...tjeerd.wrong]).toEqual([]);
	for (const one of [context, marieke.context, tjeerd.context]) await one.close();
});

test('a plan for three lessons and a class list, to print: who is in, who is not, and room to write', async ({ browser, request }) => {
	const klas = await ownClass();
	await joins(request, klas.code, longName);
	const { page, context, wrong } = await mentorOf(browser);
	await asOwner((sql) => sql`insert into class_expected (id, class_id, name) values (new_id(), ${klas.id}, 'Afwezige Arie')`);
	await visit(page, klas.path);
	await page.getByRole('link', { name: m.lessons_link() }).click();
	await page.waitForURL('**/begeleiding/lessen');
	await look(page);
	await expect(page.locator('h2')).toHaveCount(4);
	for (const part of ['Wie ben ik', 'Wat kan ik', 'Wat wil ik', 'Wat heb ik nodig', 'Dit moet je echt weten'])
		await expect(page.locator('main').getByText(m.lessons_part({ title: part }))).toHaveCount(1);

	await visit(page, `${klas.path}/lijst`);
	const row = (name: string) => page.locator('tbody tr', { hasText: name });
	await expect(row(longName)).toContainText(m.guidance_next_start());
	await expect(row('Afwezige Arie')).toContainText(m.guidance_absent_title());
	await expect(row('Afwezige Arie')).toContainText(m.guidance_next_join());
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('link', { name: m.guidance_back() })).toBeHidden();
	await expect(row(longName)).toBeVisible();
	expect(wrong).toEqual([]);
	await context.close();
});
