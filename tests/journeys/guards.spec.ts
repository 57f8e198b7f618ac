/** What may not be seen does not exist: each address, as everybody who may not open it. */
import { routes, type Who } from '../routes';
import { address, asOwner, become, expect, m, test, visit } from './walk';

/** An address of each route with an id that exists and belongs to somebody else, or that does not exist. */
async function somebodyElses(route: string, exists: boolean): Promise<string> {
	const nowhere = '01990000-0000-7000-8000-000000000000';
	const ids = await asOwner(
		async (sql) =>
			(
				await sql<{ passport: string; consent: string; class: string; youth: string }[]>`
					select c.passport_id as passport, c.id as consent, m.class_id as class, c.youth_id as youth
					from consent c join class_member m on m.youth_id = c.youth_id join person p on p.id = c.youth_id
					where p.called = 'Noah' limit 1`
			)[0]!
	);
	const id = route.includes('/klas/') ? ids.class : ids.passport;
	return route
		.replace('[id]', exists ? id : nowhere)
		.replace('[consent]', exists ? ids.consent : nowhere)
		.replace('[youth]', exists ? ids.youth : nowhere)
		.replace('[verzoek]', nowhere)
		.replace('[dossier]', nowhere)
		.replace('[agreement]', nowhere)
		.replace('[vraag]', 'trots')
		.replace('[nummer]', '1')
		.replace('[code]', 'XXXXXX');
}

const entries = Object.entries(routes);
const closed = entries.filter(([, who]) => !['everybody', 'demo'].includes(who));

test('a visitor is asked to sign in, and learns nothing about what exists', async ({ request }) => {
	for (const [route] of closed) {
		for (const exists of [true, false]) {
			const response = await request.get(address(await somebodyElses(route, exists)), { maxRedirects: 0 });
			expect(response.status(), route).toBe(303);
			expect(response.headers().location, route).toMatch(/^\/inloggen\?naar=/);
		}
	}
});

/** For each person: which kinds of addresses are theirs. Ids in them are always somebody else's. */
const people: [string, Who[]][] = [
	['Mila', ['youth', 'signed-in']],
	['Joey', ['youth', 'signed-in']],
	['mentor', ['guide', 'staff', 'signed-in']],
	['intaker', ['intaker', 'staff', 'signed-in']],
	['zorgcoördinator', ['coordinator', 'staff', 'signed-in']],
	/* Who reads in the own team what is shared with it. */
	['consulent', ['guide', 'consultant', 'intaker', 'staff', 'signed-in']]
];

const roleNames: Record<string, string> = { consulent: 'rmc_consultant', zorgcoördinator: 'support_coordinator' };

for (const [name, own] of people) {
	test(`guessing addresses as ${name} finds nothing`, async ({ page }) => {
		/* Of two mentors and intakers, the one who has nothing to do with Noah; of intakers one who is no consultant. */
		const who = await asOwner(
			async (sql) =>
				(
					await sql<{ name: string }[]>`
						select p.name from person p left join staff_role r on r.person_id = p.id
						where p.is_demo and (p.called = ${name} or r.role = ${roleNames[name] ?? name}
							and (r.role = 'rmc_consultant' or not exists (select from staff_role x where x.person_id = p.id and x.role = 'rmc_consultant'))
							and not exists (select 1 from class_mentor c join class_member m using (class_id) join person y on y.id = m.youth_id
								where c.person_id = p.id and y.called = 'Noah')
							and not exists (select 1 from consent c join person y on y.id = c.youth_id where c.team_id = r.team_id and y.called = 'Noah'))
						limit 1`
				)[0]
		);
		expect(who).toBeDefined();
		await become(page, who!.name);
		for (const [route, needs] of closed) {
			for (const exists of [true, false]) {
				const path = await somebodyElses(route, exists);
				const response = await page.request.get(address(path), { maxRedirects: 0 });
				if (!route.includes('[') && own.includes(needs)) expect(response.status(), route).toBeLessThan(400);
				else if (needs === 'own-link') expect(await response.text(), `${path} as ${name}`).toContain(m.link_gone_title());
				else expect(response.status(), `${path} as ${name}`).toBe(404);
			}
		}
	});
}

test('a page that is not there says so calmly', async ({ page }) => {
	await page.goto(address('/bestaat-niet'));
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.error_404_title());
	await expect(page.getByText(/not found|error/i)).toHaveCount(0);
});

test('pages carry their headers, and no cookie says more than it must', async ({ page }) => {
	const response = await page.goto(address('/'));
	const headers = response!.headers();
	expect(headers['content-security-policy']).toContain("default-src 'none'");
	expect(headers['content-security-policy']).not.toContain('unsafe-inline');
	expect(headers['cache-control']).toBe('no-store');
	expect(headers['x-content-type-options']).toBe('nosniff');
	expect(headers['referrer-policy']).toBe('same-origin');
	/* What no page answers as well: a file, and a form from elsewhere, which is refused before anything is done. */
	const file = (await page.locator('link[rel="stylesheet"]').first().getAttribute('href'))!;
	const style = await page.request.get(new URL(file, page.url()).href);
	expect(style.status()).toBe(200);
	const refused = await page.request.post(address('/inloggen'), { form: { login: 'mila' }, headers: { origin: 'https://elders.example' } });
	expect(refused.status()).toBe(403);
	for (const answer of [style, refused]) expect(answer.headers()['x-content-type-options']).toBe('nosniff');
	await become(page, 'Mila');
	const [cookie] = await page.context().cookies();
	expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
});

test('the public pages are in order', async ({ page }) => {
	for (const path of ['/', '/inloggen', '/meedoen', '/hulp', '/privacy', '/toegankelijkheid', '/demo', '/uitloggen'])
		await visit(page, path);
});
