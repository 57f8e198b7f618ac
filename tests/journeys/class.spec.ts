/** The first lesson: thirty join within a minute from one address; the mentor sees who is new, and can take somebody out. */
import { address, asOwner, become, demoClass, expect, follow, fresh, joinOnScreen, look, m, someone, test, visit } from './walk';
import { screens } from './screens';

test.use({ viewport: screens.bureau });

test('thirty joins from one address in one minute succeed', async ({ request }) => {
	const [klas] = await asOwner(
		(sql) => sql<{ code: string }[]>`
			insert into class (id, organisation_id, name, school_year, code)
			select new_id(), organisation_id, 'Volle klas', 2026, 'VVLLKK' from class limit 1 returning code`
	);
	const started = Date.now();
	const answers = await Promise.all(
		Array.from({ length: 30 }, (_, n) =>
			request.post(address(`/meedoen/${klas!.code}?/nieuw`), {
				form: {
					name: `Leerling ${n}`,
					'born.day': '2',
					'born.month': '5',
					'born.year': '2010',
					signInName: fresh('les'),
					password: 'een lange zin hier',
					toestel: 'eigen'
				},
				headers: { origin: address(), accept: 'text/html' },
				maxRedirects: 0
			})
		)
	);
	expect(answers.map((answer) => answer.status())).toEqual(Array(30).fill(303));
	expect(Date.now() - started).toBeLessThan(60_000);
});

test('guessing a password stops after ten times, for that account only', async ({ request }) => {
	const attempt = (login: string) =>
		request.post(address('/inloggen'), {
			form: { login, password: 'fout wachtwoord', toestel: 'eigen' },
			headers: { origin: address(), accept: 'text/html' },
			maxRedirects: 0
		});
	const login = fresh('raden');
	for (let n = 0; n < 10; n++) expect((await attempt(login)).status()).toBe(400);
	expect((await attempt(login)).status()).toBe(429);
	expect((await attempt(fresh('ander'))).status()).toBe(400);
});

test('guessing a password with many requests at once is counted as well', async ({ request }) => {
	const login = fresh('tegelijk');
	const attempt = () =>
		request.post(address('/inloggen'), {
			form: { login, password: 'fout wachtwoord', toestel: 'eigen' },
			headers: { origin: address(), accept: 'text/html' },
			maxRedirects: 0
		});
	const statuses = (await Promise.all(Array.from({ length: 60 }, attempt))).map((answer) => answer.status());
	/* As many as the database looks at in one instant may slip through beside the ten. */
	expect(statuses.filter((status) => status === 400).length).toBeLessThanOrEqual(20);
	expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(40);
});

test('a guessed class code counts, also when only the form is sent', async ({ request }) => {
	const counted = () => asOwner(async (sql) => Number((await sql`select count(*) from sign_in_failure`)[0]!.count));
	for (const action of ['nieuw', 'ook']) {
		const before = await counted();
		const answer = await request.post(address(`/meedoen/GGGGGG?/${action}`), {
			form: { name: 'Iemand' },
			headers: { origin: address(), accept: 'text/html' },
			maxRedirects: 0
		});
		expect(answer.status()).toBe(303);
		expect(answer.headers().location).toContain('/meedoen?onbekend=');
		expect(await counted()).toBeGreaterThan(before);
	}
});

test('a newcomer is seen, and can be taken out and put back; the passport stays theirs', async ({ page, browser }) => {
	const wrong = follow(page);
	const klas = await demoClass();
	const { page: newcomer, context } = await someone(browser);
	const name = `Zoë ${fresh('n')}`;
	const { passport } = await joinOnScreen(newcomer, klas.code, name);
	await become(page, 'Marieke Oosterhuis');
	await visit(page, `/begeleiding/klas/${klas.id}`);
	await expect(page.getByText(m.guidance_newcomers_title())).toBeVisible();
	const [youth] = await asOwner((sql) => sql<{ id: string }[]>`select id from person where name = ${name}`);
	await visit(page, `/begeleiding/klas/${klas.id}/uit/${youth!.id}`);
	await page.locator('main form').getByRole('button').first().click();
	await look(page);
	const rows = await asOwner(
		(sql) => sql<{ removed: boolean }[]>`select removed_at is not null as removed from class_member where youth_id = ${youth!.id}`
	);
	expect(rows[0]!.removed).toBe(true);
	await visit(newcomer, passport);
	await page.getByRole('button', { name: /ongedaan/i }).click();
	await page.waitForLoadState('networkidle');
	const again = await asOwner(
		(sql) => sql<{ removed: boolean }[]>`select removed_at is not null as removed from class_member where youth_id = ${youth!.id}`
	);
	expect(again[0]!.removed).toBe(false);
	await visit(page, `/begeleiding/klas/${klas.id}/bord`);
	await expect(page.locator('main')).toContainText('KBD-4F7');
	expect(await page.locator('main').innerText()).not.toContain('Zoë');
	expect(wrong).toEqual([]);
	await context.close();
});
