/** The names that a mentor sets ready, and the class page: for the mentors of that class only. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNames, sayWhoItIs, unexpectNames } from '$lib/organisation/expected';
import { confirmMembers, openClass } from '$lib/organisation/server';
import { denied, makeWorld, staffKeys, type TestYouth, type World } from './world';

let world: World;
let draft: TestYouth;
let elsewhere: TestYouth;
const mentor = () => ({ id: world.ids.ownMentor });
const opens = async (who: { id: string }, classId = world.ids.class) => openClass({ tokenHash: await world.tokenOf(who) }, classId);
const list = async () => (await opens(mentor()))!.expected;

beforeAll(async () => {
	world = await makeWorld();
	draft = await world.youth('draft');
	elsewhere = await world.youth('draft', {}, world.ids.otherClass);
	await expectNames(mentor(), world.ids.class, ['Mila Brouwer', 'Sam Haddad']);
	await expectNames({ id: world.ids.otherMentor }, world.ids.otherClass, ['Noah van der Veen']);
}, 60_000);
afterAll(() => world.end());

describe('opening a class', () => {
	test.each(staffKeys)('%s opens it only as its mentor', async (key) => {
		expect((await opens({ id: world.ids[key] })) !== undefined).toBe(key === 'ownMentor');
	});

	test('a young person does not, nor a session that has ended', async () => {
		expect(await opens(draft)).toBeUndefined();
		expect(await openClass({ tokenHash: 'nobody' }, world.ids.class)).toBeUndefined();
	});

	test('a signed-in person has no way to it but with a session', async () => {
		expect((await world.attempt(mentor(), `select * from open_class('browser of ownMentor', '${world.ids.class}', '')`)).code).toBe(denied);
	});

	test('it holds the class, its mentors and members with progress, and no answer', async () => {
		const opened = (await opens(mentor()))!;
		expect(opened.class).toMatchObject({ name: '4A', mentors: [{ id: world.ids.ownMentor }] });
		const student = opened.students.find(({ youthId }) => youthId === draft.id)!;
		expect(student).toMatchObject({ state: 'draft', readable: false, together: false, gates: ['keuze1', 'keuze2'] });
		expect(student.progress!.wie).toBeGreaterThan(0);
		expect(JSON.stringify(opened)).not.toContain('"text"');
		expect(opened.students.map(({ youthId }) => youthId)).not.toContain(elsewhere.id);
	});

	test('a sensitive answer is none of the questions that are told apart', async () => {
		const { rows } = await world.attempt(
			'visitor',
			`select students from open_class('browser of ownMentor', '${world.ids.class}', 'gezondheid,blij')`
		);
		expect((rows[0]!.students as { gates: string[] }[])[0]!.gates).toEqual(['blij']);
	});
});

describe('names of another class', () => {
	test.each(staffKeys)('%s reads only those of the own class', async (key) => {
		const { rows } = await world.attempt({ id: world.ids[key] }, 'select name from class_expected order by name');
		const own = { ownMentor: ['Mila Brouwer', 'Sam Haddad'], otherMentor: ['Noah van der Veen'] } as Partial<Record<typeof key, string[]>>;
		expect(rows.map(({ name }) => name)).toEqual(own[key] ?? []);
	});

	test('a young person reads none, not of the own class either', async () => {
		expect((await world.attempt(draft, 'select * from class_expected')).rows).toEqual([]);
	});

	test('are not added, removed or coupled by a mentor of another class', async () => {
		const other = { id: world.ids.otherMentor };
		await expect(expectNames(other, world.ids.class, ['Iemand Anders'])).rejects.toThrow();
		const before = await list();
		expect(
			await unexpectNames(
				other,
				world.ids.class,
				before.map(({ id }) => id)
			)
		).toEqual([]);
		await sayWhoItIs(other, world.ids.class, draft.id, before[0]!.id);
		expect(await list()).toEqual(before);
	});

	test('are not coupled to a young person of another class', async () => {
		const [first] = await list();
		await expect(sayWhoItIs(mentor(), world.ids.class, elsewhere.id, first!.id)).rejects.toThrow();
	});
});

describe('the own list', () => {
	test('holds a name once, however often it is pasted', async () => {
		expect(await expectNames(mentor(), world.ids.class, ['brouwer, MILA', 'Bo Hendriks'])).toEqual({ outcome: 'kept', added: 1 });
		expect(await list()).toHaveLength(3);
		const bo = (await list()).find(({ name }) => name === 'Bo Hendriks')!;
		expect(await unexpectNames(mentor(), world.ids.class, [bo.id])).toEqual(['Bo Hendriks']);
	});

	test('holds no more than a hundred', async () => {
		const names = Array.from({ length: 101 }, (_, n) => `Leerling ${'abcdefghij'[n % 10]}${'abcdefghijk'[Math.floor(n / 10)]}`);
		expect((await expectNames(mentor(), world.ids.class, names)).outcome).toBe('too_many');
		expect(await list()).toHaveLength(2);
	});

	test('remembers who is who when a newcomer is confirmed, and lets go of it when the mentor says so', async () => {
		const [first, second] = await list();
		await confirmMembers(mentor(), world.ids.class, [draft.id], [{ youthId: draft.id, expectedId: first!.id }]);
		expect((await list()).find(({ id }) => id === first!.id)!.youthId).toBe(draft.id);
		await sayWhoItIs(mentor(), world.ids.class, draft.id, second!.id);
		expect((await list()).map(({ youthId }) => youthId).filter(Boolean)).toEqual([draft.id]);
		await sayWhoItIs(mentor(), world.ids.class, draft.id, null);
		expect((await list()).every(({ youthId }) => youthId === null)).toBe(true);
	});
});
