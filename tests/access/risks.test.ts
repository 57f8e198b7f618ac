/** Risks that no other file is about, each by its name; docs/threats.md says of every risk which test shows it. */
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSignInCode, signInWithCode } from '$lib/account/recovery';
import { signIn, whoIs } from '$lib/account/server';
import { hashToken } from '$lib/account/tokens';
import { openPassport } from '$lib/passport/server';
import * as account from '../../src/routes/account/+page.server';
import * as question from '../../src/routes/paspoort/[id]/vraag/[vraag]/+page.server';
import * as joining from '../../src/routes/(publiek)/meedoen/[code]/+page.server';
import * as signingIn from '../../src/routes/(publiek)/inloggen/+page.server';
import * as byCode from '../../src/routes/(publiek)/inloggen/code/+page.server';
import * as signingOut from '../../src/routes/uitloggen/+page.server';
import { Browser, sessionCookie, type Came } from './browser';
import { classCode, instrument, makeWorld, type TestYouth, type World } from './world';

let world: World;
let passwordHash: string;
const password = 'een lange zin hier';
beforeAll(async () => {
	world = await makeWorld();
	passwordHash = await hash(password);
}, 60_000);
afterAll(() => world.end());

const instrumentName = `${instrument.key}/${instrument.version}`;
let visitors = 0;
const from = () => `2001:db8:${(++visitors).toString(16)}::1`;
async function withPassword(stage: 'none' | 'draft' = 'draft'): Promise<TestYouth> {
	const youth = await world.youth(stage);
	await world.owner`update credential set password_hash = ${passwordHash} where person_id = ${youth.id}`;
	return youth;
}
const form = (youth: { signInName: string }, more: Record<string, string | string[]> = {}) => ({
	login: youth.signInName,
	password,
	toestel: 'eigen',
	...more
});
const signInAs = (browser: Browser, youth: { signInName: string }, more: Record<string, string | string[]> = {}) =>
	browser.ask(signingIn.actions.default!, '/inloggen', { form: form(youth, more) });
async function signedIn(youth: { signInName: string }): Promise<Browser> {
	const browser = new Browser(from());
	expect(await signInAs(browser, youth)).toEqual({ status: 303, location: '/paspoort' });
	return browser;
}
const rowOf = async (youth: { id: string }) => (await world.owner`select * from person where id = ${youth.id}`)[0]!;

describe('session fixation', () => {
	test('a token chosen by an attacker opens nothing, and signing in gives another one', async () => {
		const youth = await withPassword();
		const browser = new Browser(from());
		browser.cookies.set(sessionCookie, 'chosen-by-an-attacker');
		expect(await browser.ask(account.load, '/account')).toMatchObject({ status: 303, location: '/inloggen?naar=%2Faccount' });
		expect((await signInAs(browser, youth)).status).toBe(303);
		expect(browser.token).not.toBe('chosen-by-an-attacker');
		expect(await whoIs(browser.token!)).toMatchObject({ id: youth.id });
		expect(await whoIs('chosen-by-an-attacker')).toBeUndefined();
	});

	const joinForm = { name: 'Nieuw', 'born.day': '2', 'born.month': '5', 'born.year': '2010', password, toestel: 'eigen' };
	const ways: [string, (browser: Browser) => Promise<Came>][] = [
		['signs in', async (browser) => signInAs(browser, await withPassword())],
		[
			'joins a class',
			(browser) =>
				browser.ask(joining.actions.nieuw!, `/meedoen/${classCode}`, {
					params: { code: classCode },
					form: { ...joinForm, signInName: `nieuw-${++visitors}` }
				})
		],
		[
			'comes in by a mentor’s code',
			async (browser) => {
				const youth = await withPassword();
				const { code } = (await makeSignInCode({ id: world.ids.ownMentor }, world.ids.class, youth.id))!;
				return browser.ask(byCode.actions.default!, '/inloggen/code', {
					form: { login: youth.signInName, code, fresh: 'een nieuwe lange zin', toestel: 'eigen' }
				});
			}
		]
	];
	test.each(ways)('whoever %s in a browser that was signed in, ends that session', async (_, way) => {
		const browser = await signedIn(await withPassword());
		const before = browser.token!;
		expect((await way(browser)).status).toBe(303);
		expect(browser.token).not.toBe(before);
		expect(await whoIs(before)).toBeUndefined();
		expect(await whoIs(browser.token!)).toBeDefined();
	});
});

describe('session theft', () => {
	test('what the table of sessions holds opens nothing in a cookie', async () => {
		const browser = await signedIn(await withPassword());
		const thief = new Browser(from());
		thief.cookies.set(sessionCookie, hashToken(browser.token!));
		expect((await thief.ask(account.load, '/account')).status).toBe(303);
		expect((await browser.ask(account.load, '/account')).status).toBe(200);
		const rows = await world.owner`select s::text as row from session s`;
		expect(JSON.stringify(rows)).not.toContain(browser.token);
	});

	test('signing out ends the session for whoever copied the cookie', async () => {
		const browser = await signedIn(await withPassword());
		const thief = new Browser(from());
		thief.cookies.set(sessionCookie, browser.token!);
		expect((await thief.ask(account.load, '/account')).status).toBe(200);
		expect((await browser.ask(signingOut.actions.default!, '/uitloggen', { form: {} })).status).toBe(303);
		expect((await thief.ask(account.load, '/account')).status).toBe(303);
	});
});

describe('mass assignment', () => {
	const notTheirs = {
		id: '01990000-0000-7000-8000-000000000000',
		kind: 'staff',
		role: 'mentor',
		roles: 'mentor',
		is_demo: 'true',
		isDemo: 'true',
		born_on: '1990-01-01',
		bornOn: '1990-01-01',
		sign_in_name: 'iemand-anders',
		class_id: '01990000-0000-7000-8000-000000000000',
		youth_id: '01990000-0000-7000-8000-000000000000',
		person_id: '01990000-0000-7000-8000-000000000000',
		state: 'agreed',
		revision: '99',
		constructor: 'x',
		['__proto__']: 'x'
	};

	test('a form with fields that are not its own changes nothing else', async () => {
		const youth = await withPassword();
		const browser = await signedIn(youth);
		const before = await rowOf(youth);
		const sent = {
			...notTheirs,
			email: 'ander@voorbeeld.nl',
			signInName: 'iemand-anders',
			name: 'Nieuwe Naam',
			called: 'Nieuw',
			pronouns: ''
		};
		expect(await browser.ask(account.actions.naam!, '/account', { form: sent })).toEqual({ status: 303, location: '/account?gelukt=naam' });
		expect(await rowOf(youth)).toEqual({ ...before, name: 'Nieuwe Naam', called: 'Nieuw' });
		expect((await world.owner`select from staff_role where person_id = ${youth.id}`).length).toBe(0);
	});

	test('joining makes a young person in that class and nothing more, whatever is sent along', async () => {
		const browser = new Browser(from());
		const born = { 'born.day': '2', 'born.month': '5', 'born.year': '2010' };
		const sent = { ...notTheirs, ...born, name: 'Nieuw', signInName: `mee-${++visitors}`, password, toestel: 'eigen' };
		const asked = { params: { code: classCode }, form: sent };
		expect((await browser.ask(joining.actions.nieuw!, `/meedoen/${classCode}`, asked)).status).toBe(303);
		const user = (await whoIs(browser.token!))!;
		expect(user).toMatchObject({ kind: 'youth', roles: [], isDemo: false });
		expect((await world.owner`select from account_link where person_id = ${user.id}`).length).toBe(0);
		expect((await world.owner`select from staff_role where person_id = ${user.id}`).length).toBe(0);
		expect(await rowOf(user)).toMatchObject({ sign_in_name: sent.signInName, email: null });
		expect(await world.owner`select class_id from class_member where youth_id = ${user.id}`).toEqual([{ class_id: world.ids.class }]);
	});

	test('a form that has to be mended gives back its own fields only, and never the password', async () => {
		const asked = { params: { code: classCode }, form: { ...notTheirs, name: 'Nieuw', password } };
		const { status, data } = await new Browser(from()).ask(joining.actions.nieuw!, `/meedoen/${classCode}`, asked);
		expect(status).toBe(400);
		const { values } = data as { values: Record<string, string> };
		expect(Object.keys(values)).not.toContain('role');
		expect(Object.keys(values)).not.toContain('__proto__');
		expect(JSON.stringify(data)).not.toContain(password);
	});

	test('an answer that is sent with more fields is that answer and nothing more', async () => {
		const youth = await withPassword();
		const browser = await signedIn(youth);
		const before = (await openPassport(youth, youth.passportId))!;
		const sent = {
			...notTheirs,
			passport_id: notTheirs.id,
			status: 'unknown',
			text: 'Mijn woorden.',
			_instrument: instrumentName
		};
		const params = { id: youth.passportId, vraag: 'trots' };
		expect((await browser.ask(question.actions.default!, `/paspoort/${youth.passportId}/vraag/trots`, { params, form: sent })).status).toBe(
			303
		);
		const after = (await openPassport(youth, youth.passportId))!;
		expect(after.answers.trots).toMatchObject({ status: 'answered', value: { text: 'Mijn woorden.' } });
		expect([after.id, after.state]).toEqual([before.id, 'draft']);
		expect(Object.keys(after.answers).sort()).toEqual([...Object.keys(before.answers), 'trots'].sort());
	});
});

describe('arrays for strings', () => {
	test('a name that is sent twice signs in once, as the first', async () => {
		const [youth, victim] = [await withPassword(), await withPassword()];
		await world.owner`update credential set password_hash = ${await hash('iets heel anders')} where person_id = ${victim.id}`;
		const browser = new Browser(from());
		const both = { login: [youth.signInName, victim.signInName], password: [password, 'x'] };
		expect((await signInAs(browser, youth, both)).status).toBe(303);
		expect(await whoIs(browser.token!)).toMatchObject({ id: youth.id });
		expect((await signInAs(new Browser(from()), youth, { login: [victim.signInName, youth.signInName] })).status).toBe(400);
	});

	test('a list in the way of other languages is no field at all', async () => {
		const youth = await withPassword();
		const lists = { 'login[]': youth.signInName, 'login[$ne]': 'x', 'password[]': password, toestel: 'eigen' };
		const browser = new Browser(from());
		expect((await browser.ask(signingIn.actions.default!, '/inloggen', { form: lists })).status).toBe(400);
		expect(browser.token).toBeUndefined();
	});

	test('a text that is sent twice is kept as one text', async () => {
		const youth = await withPassword();
		const browser = await signedIn(youth);
		const sent = { text: ['Een.', 'Twee.'], _instrument: instrumentName };
		const params = { id: youth.passportId, vraag: 'trots' };
		await browser.ask(question.actions.default!, `/paspoort/${youth.passportId}/vraag/trots`, { params, form: sent });
		expect((await openPassport(youth, youth.passportId))!.answers.trots!.value).toEqual({ text: 'Een.' });
	});
});

describe('open redirect', () => {
	const elsewhere = [
		'https://evil.example',
		'//evil.example',
		'/\\evil.example',
		'\\\\evil.example',
		'/\t/evil.example',
		'/\n/evil.example'
	];
	test.each([...elsewhere, 'javascript:alert(1)', 'evil.example', ' //evil.example', '/%5cevil\\', ''])(
		'signing in never leads to %j',
		async (naar) => {
			const [youth, browser] = [await withPassword('none'), new Browser(from())];
			expect(await signInAs(browser, youth, { naar })).toEqual({ status: 303, location: '/paspoort' });
			/* And who is signed in already. */
			const already = await browser.ask(signingIn.load, `/inloggen?naar=${encodeURIComponent(naar)}`);
			expect(already).toEqual({ status: 303, location: '/paspoort' });
		}
	);

	test('signing in leads on to a page of the portal', async () => {
		const [youth, browser] = [await withPassword('none'), new Browser(from())];
		expect(await signInAs(browser, youth, { naar: '/account?x=1' })).toEqual({ status: 303, location: '/account?x=1' });
	});
});

describe('enumeration', () => {
	test('unknown and known login say the same and take as long', async () => {
		const youths = await Promise.all(Array.from({ length: 5 }, () => withPassword('none')));
		const quickest = { known: Infinity, unknown: Infinity };
		const said = new Set<string>();
		const ratio = () => quickest.unknown / quickest.known;
		/* The quickest of nine, or of more while it differs: what else the computer does makes some slower, and without the hash it
		   would stay a tenth. */
		for (let i = 0; i < 9 || (i < 40 && !(ratio() > 0.6 && ratio() < 1.7)); i++)
			for (const kind of ['known', 'unknown'] as const) {
				const login = kind === 'known' ? youths[i % youths.length]!.signInName : `niemand-${i}`;
				const start = performance.now();
				const came = await signInAs(new Browser(from()), { signInName: login }, { password: 'fout wachtwoord' });
				quickest[kind] = Math.min(quickest[kind], performance.now() - start);
				said.add(JSON.stringify(came).replaceAll(login, '...'));
			}
		expect([...said]).toHaveLength(1);
		expect(ratio()).toBeGreaterThan(0.6);
		expect(ratio()).toBeLessThan(1.7);
	});

	test('a login that is closed for a while says the same, whether there is such an account or not', async () => {
		const youth = await withPassword('none');
		const said: string[] = [];
		for (const login of [youth.signInName, 'niemand-hier']) {
			for (let i = 0; i < 10; i++) await signIn(login, 'fout wachtwoord', from(), false);
			said.push(JSON.stringify(await signInAs(new Browser(from()), { signInName: login })).replaceAll(login, '...'));
		}
		expect(said[0]).toContain('"status":429');
		expect(said[1]).toBe(said[0]);
	});
});

describe('brute force', () => {
	/** One wrong try at the door of the database, as signIn() makes it before it looks at the password. */
	const wrong = (account: string, address: string) =>
		world.attempt('visitor', `select blocked from find_credential('niemand', '${account}', '${address}')`, true);

	test('from many addresses: ten tries close the account, wherever they come from', async () => {
		const youth = await withPassword('none');
		for (let i = 0; i < 10; i++) expect(await signIn(youth.signInName, 'fout wachtwoord', from(), false)).toEqual({ outcome: 'wrong' });
		expect(await signIn(youth.signInName, password, from(), false)).toEqual({ outcome: 'blocked' });
	});

	test('from one address: a school whose classes mistype goes on; 300 tries close that address only, for a quarter of an hour', async () => {
		const [pupil, school] = [await withPassword('none'), from()];
		await signIn('iemand-anders-op-school', 'fout wachtwoord', school, false);
		const [{ key }] = await world.owner<
			[{ key: string }]
		>`select address_hash as key from sign_in_failure order by at desc, id desc limit 1`;
		for (let i = 0; i < 290; i++) await wrong(`pupil ${i % 33}`, key);
		expect(await signIn(pupil.signInName, password, school, false)).toMatchObject({ outcome: 'in' });
		for (let i = 0; i < 10; i++) await wrong(`another ${i}`, key);
		expect(await signIn(pupil.signInName, password, school, false)).toEqual({ outcome: 'blocked' });
		expect(await signIn(pupil.signInName, password, from(), false)).toMatchObject({ outcome: 'in' });
		const [{ later }] = await world.owner<[{ later: string }]>`select (now() + interval '16 minutes')::text as later`;
		await world.stopClock(later, async () =>
			expect(await signIn(pupil.signInName, password, school, false)).toMatchObject({ outcome: 'in' })
		);
	});

	test('a classmate who locks an account on purpose ends no session, and closes no other way in', async () => {
		const youth = await withPassword('none');
		const browser = await signedIn(youth);
		for (let i = 0; i < 12; i++) await signIn(youth.signInName, 'fout wachtwoord', from(), false);
		expect(await signIn(youth.signInName, password, from(), false)).toEqual({ outcome: 'blocked' });
		expect((await browser.ask(account.load, '/account')).status).toBe(200);
		const { code } = (await makeSignInCode({ id: world.ids.ownMentor }, world.ids.class, youth.id))!;
		expect(await signInWithCode(youth.signInName, code, 'een nieuwe lange zin', from(), false)).toMatchObject({ outcome: 'in' });
	});
});
