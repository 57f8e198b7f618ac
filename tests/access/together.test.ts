/** "Samen verder": what a mentor asks opens nothing without the young person's yes, and ends by itself. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askedTogether, askTogether, endTogether, readPassport } from '$lib/conversation/server';
import { openClass, setMember } from '$lib/organisation/server';
import { handIn, takeBack } from '$lib/passport/server';
import { makeWorld, staffKeys, ticked, unticked, type TestYouth, type World } from './world';

let world: World;
let draft: TestYouth;
const mentor = () => ({ id: world.ids.ownMentor });
const reads = async () => (await world.attempt(mentor(), `select * from read_as_mentor('${draft.passportId}')`)).rows;
const student = async () =>
	(await openClass({ tokenHash: await world.tokenOf(mentor()) }, world.ids.class))!.students.find(({ youthId }) => youthId === draft.id)!;

beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
beforeEach(async () => {
	draft = await world.youth('draft');
});
afterAll(() => world.end());

describe('asking', () => {
	test('opens nothing: the young person sees who asks', async () => {
		expect(await askTogether(mentor(), draft.passportId)).toBe('asked');
		expect(await reads()).toEqual([]);
		expect(await readPassport(mentor(), draft.passportId)).toBeUndefined();
		expect(await askedTogether(draft, draft.passportId)).toEqual(['Medewerker ownMentor']);
		expect((await student()).together).toBe(true);
		expect(await world.logged(draft)).toBe(0);
	});

	test('twice is once', async () => {
		for (let n = 0; n < 2; n++) expect(await askTogether(mentor(), draft.passportId)).toBe('asked');
		expect((await world.owner`select from together_request where passport_id = ${draft.passportId}`).length).toBe(1);
	});

	test.each(staffKeys.filter((key) => key !== 'ownMentor'))('%s cannot ask', async (key) => {
		expect(await askTogether({ id: world.ids[key] }, draft.passportId)).toBe('missing');
	});

	test('cannot be done by the young person in a mentor’s name, nor about what is ready', async () => {
		expect(await askTogether(draft, draft.passportId)).toBe('missing');
		expect(await askTogether(mentor(), (await world.youth('ready')).passportId)).toBe('not_now');
	});

	test('is seen by the young person only', async () => {
		await askTogether(mentor(), draft.passportId);
		const other = await world.youth('draft');
		expect(await askedTogether(other, draft.passportId)).toEqual([]);
	});
});

describe('it ends', () => {
	beforeEach(() => askTogether(mentor(), draft.passportId));

	test('after an hour', async () => {
		await world.owner`update together_request set asked_at = asked_at - interval '61 minutes' where passport_id = ${draft.passportId}`;
		expect(await askedTogether(draft, draft.passportId)).toEqual([]);
		expect((await student()).together).toBe(false);
	});

	test('by "nu niet" of the young person, and by the mentor; by nobody else', async () => {
		await endTogether(await world.youth('draft'), draft.passportId);
		await endTogether({ id: world.ids.otherMentor }, draft.passportId);
		expect(await askedTogether(draft, draft.passportId)).toHaveLength(1);
		await endTogether(draft, draft.passportId);
		expect(await askedTogether(draft, draft.passportId)).toEqual([]);
		await askTogether(mentor(), draft.passportId);
		await endTogether(mentor(), draft.passportId);
		expect(await askedTogether(draft, draft.passportId)).toEqual([]);
		expect(await reads()).toEqual([]);
	});

	test('when the young person is no longer in the class', async () => {
		await setMember(mentor(), world.ids.class, draft.id, false);
		expect(await askedTogether(draft, draft.passportId)).toEqual([]);
	});

	test('when the young person says yes, and then the mentor reads what is there and no more', async () => {
		await handIn(draft, draft.passportId, [ticked], true);
		expect(await askedTogether(draft, draft.passportId)).toEqual([]);
		const rows = await reads();
		expect(rows.map(({ question }) => question)).toContain('blij');
		expect(rows.find(({ question }) => question === ticked)).toMatchObject({ closed: true, value: null });
		expect(rows.map(({ question }) => question)).not.toContain(unticked);
		expect((await readPassport(mentor(), draft.passportId))!.together).toBe(true);
	});
});

test('the young person can begin it, and takes it back as always', async () => {
	await handIn(draft, draft.passportId, [], true);
	expect((await readPassport(mentor(), draft.passportId))!.together).toBe(true);
	await takeBack(draft, draft.passportId);
	expect(await readPassport(mentor(), draft.passportId)).toBeUndefined();
	await handIn(draft, draft.passportId, []);
	const again = (await readPassport(mentor(), draft.passportId))!;
	expect(again.together).toBe(false);
	expect(again.before).toMatchObject({ revision: expect.any(Number), day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
});

test('how it was handed in is for who may read it', async () => {
	await handIn(draft, draft.passportId, [], true);
	for (const key of staffKeys.filter((key) => key !== 'ownMentor'))
		expect((await world.attempt({ id: world.ids[key] }, `select * from talk_facts('${draft.passportId}')`)).rows).toEqual([]);
	expect((await world.attempt(draft, `select * from talk_facts('${draft.passportId}')`)).rows).toEqual([]);
});
