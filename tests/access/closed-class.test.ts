/** A class closes at the end of its school year: its mentors see nothing any more, and nobody joins it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetExpired } from '$lib/account/server';
import { expectNames } from '$lib/organisation/expected';
import { myMentors } from '$lib/organisation/mentors';
import { myClasses, openClass, setMember } from '$lib/organisation/server';
import { classCode, makeWorld, type TestYouth, type World } from './world';

let world: World;
let ready: TestYouth;
const mentor = () => ({ id: world.ids.ownMentor });
const lastDay = '2027-07-31T21:59:00Z';
const dayAfter = '2027-07-31T22:01:00Z';

beforeAll(async () => {
	world = await makeWorld();
	ready = await world.youth('ready');
	await expectNames(mentor(), world.ids.class, ['Mila Brouwer']);
}, 60_000);
afterAll(() => world.end());

/** Everything that a mentor can see of a class and of who is in it. */
const views: Record<string, () => Promise<number>> = {
	'the class in the list': async () => (await myClasses(mentor())).length,
	'the class page': async () => Number((await openClass({ tokenHash: await world.tokenOf(mentor()) }, world.ids.class)) !== undefined),
	'the names of the members': async () => (await world.attempt(mentor(), `select id from person where id = '${ready.id}'`)).count,
	'who is a member': async () => (await world.attempt(mentor(), 'select * from class_member')).count,
	'how far a passport is': async () => (await world.attempt(mentor(), 'select * from passport')).count,
	'the answers that are ready': async () => (await world.attempt(mentor(), `select * from read_as_mentor('${ready.passportId}')`)).count,
	'the expected names': async () => (await world.attempt(mentor(), 'select * from class_expected')).count
};

describe.each(Object.keys(views))('%s', (name) => {
	test('is there until midnight of 31 July, Dutch time, and not after it', async () => {
		expect(await world.stopClock(lastDay, views[name]!)).toBeGreaterThan(0);
		expect(await world.stopClock(dayAfter, views[name]!)).toBe(0);
	});
});

test('nobody joins it any more', async () => {
	const find = async () =>
		(await world.attempt('visitor', `select class_id from find_class('${classCode}', 'somewhere')`)).rows[0]!.class_id;
	const joinToo = async () => (await world.attempt(ready, `select join_class_too('${classCode}') as class_id`)).rows[0]!.class_id;
	expect(await world.stopClock(lastDay, find)).toBe(world.ids.class);
	expect(await world.stopClock(lastDay, joinToo)).toBe(world.ids.class);
	expect(await world.stopClock(dayAfter, find)).toBeNull();
	expect(await world.stopClock(dayAfter, joinToo)).toBeNull();
});

test('the young person has no mentor there any more, and still sees whom to turn to', async () => {
	const seen = async () => (await myMentors(ready)).map(({ mentor, school, reads }) => ({ mentor, school, reads }));
	expect(await world.stopClock(lastDay, seen)).toEqual([{ mentor: 'Medewerker ownMentor', school: 'De Proef', reads: [ready.passportId] }]);
	expect(await world.stopClock(dayAfter, seen)).toEqual([{ mentor: null, school: 'De Proef', reads: [] }]);
});

test('the portal forgets the expected names then, and not before', async () => {
	const there = async () => (await world.owner`select from class_expected`).length;
	await world.stopClock(lastDay, forgetExpired);
	expect(await there()).toBe(1);
	await world.stopClock(dayAfter, forgetExpired);
	expect(await there()).toBe(0);
});

test('who is taken out is known for an hour, and taking out again does not begin it anew', async () => {
	const out = await world.youth('none');
	const known = async () =>
		(await world.attempt(mentor(), `select from class_member where youth_id = '${out.id}' and class_id = '${world.ids.class}'`)).count;
	const takeOut = () => setMember(mentor(), world.ids.class, out.id, false);
	expect(await world.stopClock('2027-03-02T09:00:00Z', takeOut)).toBe(true);
	await world.stopClock('2027-03-02T09:40:00Z', takeOut);
	expect(await world.stopClock('2027-03-02T09:59:00Z', known)).toBe(1);
	expect(await world.stopClock('2027-03-02T10:01:00Z', known)).toBe(0);
});
