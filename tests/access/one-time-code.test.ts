/** A mentor's one-time code that is guessed, replayed, expired, somebody else's, or made by somebody who is no mentor of theirs. */
import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOfMine, makeSignInCode, seeCodes, signInWithCode } from '$lib/account/recovery';
import { whoIs } from '$lib/account/server';
import { makeWorld, staffKeys, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	process.env.SECRET = 'a secret of the tests, long enough for what it is';
	process.env.ORIGIN = 'http://localhost';
	process.env.DATABASE_URL ??= 'postgres://x@localhost/x';
	process.env.DATABASE_SYSTEM_URL ??= 'postgres://x@localhost/x';
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

const mentor = () => ({ id: world.ids.ownMentor, sensitiveClosed: false });
let asked = 0;
/** A try from an address of its own, so that these tests don't count for each other. */
const enter = (login: string, code: string, password = 'een nieuw wachtwoord') =>
	signInWithCode(login, code, password, `10.0.0.${++asked}`, false);
const codeFor = async (youth: TestYouth) => (await makeSignInCode(mentor(), world.ids.class, youth.id))!;
const later = async (minutes: number) =>
	(await world.owner<[{ at: string }]>`select (now() + ${minutes} * interval '1 minute')::text as at`)[0].at;

describe('who makes one', () => {
	test.each(staffKeys)('%s makes one only for a young person in the own class', async (key) => {
		const youth = await world.youth('none');
		for (const klas of [world.ids.class, world.ids.otherClass, world.ids.formerClass]) {
			const made = await makeSignInCode({ id: world.ids[key] }, klas, youth.id);
			expect(made !== undefined, klas).toBe(key === 'ownMentor' && klas === world.ids.class);
		}
	});

	test('a young person makes none, not for oneself either', async () => {
		const youth = await world.youth('none');
		expect(await makeSignInCode(youth, world.ids.class, youth.id)).toBeUndefined();
	});

	test('not for who was taken out of the class, and not for a colleague', async () => {
		const youth = await world.youth('none');
		await world.owner`update class_member set removed_at = app_now() where youth_id = ${youth.id}`;
		expect(await makeSignInCode(mentor(), world.ids.class, youth.id)).toBeUndefined();
		expect(await makeSignInCode(mentor(), world.ids.class, world.ids.otherMentor)).toBeUndefined();
	});

	test('it says who made it, where and when, to the young person only, and never the code', async () => {
		const youth = await world.youth('none');
		const { code } = await codeFor(youth);
		expect(await codesOfMine(youth)).toMatchObject([{ mentor: 'Medewerker ownMentor', from: 'De Proef', usedAt: null }]);
		const other = await world.youth('none');
		for (const who of [mentor(), other, { id: world.ids.otherMentor }]) expect(await codesOfMine(who)).toEqual([]);
		for (const column of ['code_hash', 'wrong_tries'])
			expect((await world.attempt(youth, `select ${column} from sign_in_code`)).code).toBe('42501');
		const [row] = await world.owner`select code_hash from sign_in_code where youth_id = ${youth.id}`;
		expect(row!.code_hash).toMatch(/^[0-9a-f]{64}$/);
		expect(JSON.stringify(row)).not.toContain(code);
	});
});

describe('a right code', () => {
	test('signs in with the new password, ends every other session, and is used up', async () => {
		const youth = await world.youth('draft');
		const { code, signInName } = await codeFor(youth);
		expect(signInName).toBe(youth.signInName);
		const result = await enter(youth.signInName, code.toLowerCase().replace(/^(.{4})/, '$1 '));
		expect(result.outcome).toBe('in');
		const sessions = await world.owner`select token_hash, sensitive_closed from session where person_id = ${youth.id}`;
		expect(sessions).toMatchObject([{ sensitive_closed: true }]);
		expect((await whoIs((result as { token: string }).token))!.id).toBe(youth.id);
		const [{ password_hash }] = await world.owner<[{ password_hash: string }]>`
			select password_hash from credential where person_id = ${youth.id}`;
		expect(await verify(password_hash, 'een nieuw wachtwoord')).toBe(true);
		expect((await codesOfMine(youth))[0]!.usedAt).not.toBeNull();
		expect(await enter(youth.signInName, code)).toEqual({ outcome: 'wrong' });
	});

	test('works once, also with two browsers at the same moment', async () => {
		const youth = await world.youth('none');
		const { code } = await codeFor(youth);
		const results = await Promise.all([1, 2, 3].map(() => enter(youth.signInName, code)));
		expect(results.filter((result) => result.outcome === 'in')).toHaveLength(1);
	});

	test('ends after ten minutes', async () => {
		const youth = await world.youth('none');
		const { code } = await codeFor(youth);
		await world.stopClock(await later(11), async () => expect(await enter(youth.signInName, code)).toEqual({ outcome: 'wrong' }));
		expect((await enter(youth.signInName, code)).outcome).toBe('in');
	});

	test('ends between finding and using it', async () => {
		const youth = await world.youth('none');
		await codeFor(youth);
		const [row] = await world.owner`select id, code_hash from sign_in_code where youth_id = ${youth.id}`;
		const use = `select use_sign_in_code('${row!.id}', '${row!.code_hash}', 'hash', 'token of nobody', false, '') as youth`;
		await world.stopClock(await later(11), async () => expect((await world.attempt('visitor', use)).rows[0]!.youth).toBeNull());
		expect((await world.attempt('visitor', use.replace(row!.code_hash, 'other'))).rows[0]!.youth).toBeNull();
		expect((await world.attempt('visitor', use)).rows[0]!.youth).toBe(youth.id);
		for (const who of [youth, mentor(), 'system', 'web login'] as const) expect((await world.attempt(who, use)).code).not.toBe('');
	});

	test('ends when a newer one is made', async () => {
		const youth = await world.youth('none');
		const first = await codeFor(youth);
		const second = await codeFor(youth);
		expect(await enter(youth.signInName, first.code)).toEqual({ outcome: 'wrong' });
		expect((await enter(youth.signInName, second.code)).outcome).toBe('in');
	});
});

describe('a wrong one', () => {
	test('of somebody else opens nothing', async () => {
		const [one, two] = [await world.youth('none'), await world.youth('none')];
		const { code } = await codeFor(one);
		await codeFor(two);
		expect(await enter(two.signInName, code)).toEqual({ outcome: 'wrong' });
		expect((await enter(one.signInName, code)).outcome).toBe('in');
	});

	test('five times ends the code, and ten times closes this way in for a quarter of an hour', async () => {
		const youth = await world.youth('none');
		const { code } = await codeFor(youth);
		for (let i = 0; i < 4; i++) expect(await enter(youth.signInName, `XXXXXXX${i + 2}`)).toEqual({ outcome: 'wrong' });
		expect(await enter(youth.signInName, 'XXXXXXX9')).toEqual({ outcome: 'wrong' });
		expect(await enter(youth.signInName, code)).toEqual({ outcome: 'wrong' });
		for (let i = 0; i < 4; i++) await enter(youth.signInName, 'XXXXXXXX');
		expect(await enter(youth.signInName, code)).toEqual({ outcome: 'blocked' });
	});

	test('many at the same moment are counted as many', async () => {
		const youth = await world.youth('none');
		const { code } = await codeFor(youth);
		await Promise.all(Array.from({ length: 8 }, () => enter(youth.signInName, 'XXXXXXXX')));
		expect(await enter(youth.signInName, code)).toEqual({ outcome: 'wrong' });
	});

	test('for who is not there, or has no code, says the same', async () => {
		const youth = await world.youth('none');
		for (const login of [youth.signInName, 'niemand-met-deze-naam']) expect(await enter(login, 'BCDF2345')).toEqual({ outcome: 'wrong' });
	});
});

describe('the notice about it', () => {
	test('stands until the young person puts it away', async () => {
		const youth = await world.youth('none');
		await codeFor(youth);
		expect(await codesOfMine(youth, true)).toHaveLength(1);
		await seeCodes(youth);
		expect(await codesOfMine(youth, true)).toEqual([]);
		expect(await codesOfMine(youth)).toHaveLength(1);
	});

	test('is not put away by whoever came in with the code, nor by the mentor', async () => {
		const youth = await world.youth('none');
		const { code } = await codeFor(youth);
		const result = (await enter(youth.signInName, code)) as { token: string };
		await seeCodes((await whoIs(result.token))!);
		for (const who of [mentor(), await world.youth('none')]) await seeCodes(who);
		expect(await codesOfMine(youth, true)).toHaveLength(1);
	});
});
