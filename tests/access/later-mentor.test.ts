/** A mentor who is added later, and one who is taken out: what they read, and what not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addMentor, letMentorIn, myMentors, removeMentor } from '$lib/organisation/mentors';
import { openClass } from '$lib/organisation/server';
import { readPassport, writeRemark } from '$lib/conversation/server';
import { handIn, takeBack } from '$lib/passport/server';
import { makeWorld, staffKeys, type TestYouth, type World } from './world';

let world: World;
let ready: TestYouth;
let draft: TestYouth;
const mentor = () => ({ id: world.ids.ownMentor });
const later = () => ({ id: world.ids.otherMentor });
const reads = async (youth: TestYouth, who = later()) =>
	(await world.attempt(who, `select * from read_as_mentor('${youth.passportId}')`)).count > 0;
const asks = async (youth: TestYouth) => (await myMentors(youth)).find(({ mentorId }) => mentorId === later().id)?.asks;

beforeAll(async () => {
	world = await makeWorld();
	await world.owner`update person set email = 'collega@voorbeeld.nl' where id = ${world.ids.otherMentor}`;
}, 60_000);
beforeEach(async () => {
	ready = await world.youth('ready');
	draft = await world.youth('draft');
	await world.owner`delete from class_mentor where class_id = ${world.ids.class} and person_id = ${later().id}`;
	await world.owner`delete from sign_in_failure`;
	expect(await addMentor(mentor(), world.ids.class, 'collega@voorbeeld.nl')).toBe('added');
});
afterAll(() => world.end());

describe('who was added later', () => {
	test('sees the class and how far everybody is, and reads nothing that was handed in before', async () => {
		const opened = (await openClass({ tokenHash: await world.tokenOf(later()) }, world.ids.class))!;
		expect(opened.students.find(({ youthId }) => youthId === ready.id)).toMatchObject({ state: 'ready', readable: false });
		expect(await reads(ready)).toBe(false);
		expect(await reads(ready, mentor())).toBe(true);
		expect((await world.attempt(later(), `select * from sign_off where passport_id = '${ready.passportId}'`)).count).toBe(0);
	});

	test('opens nothing by the page either, not even a passport without a word in it', async () => {
		await world.owner`delete from answer where passport_id = ${ready.passportId}`;
		expect(await readPassport(later(), ready.passportId)).toBeUndefined();
		expect(await writeRemark(later(), ready.passportId, 'wie', 'Proef')).toBe('missing');
		expect((await readPassport(mentor(), ready.passportId))?.answers).toEqual([]);
	});

	test('reads what is handed in from then on', async () => {
		await handIn(draft, draft.passportId, []);
		expect(await reads(draft)).toBe(true);
		expect(await asks(draft)).toBe(false);
	});

	test('reads what was handed in before when the young person says yes, and not when it is no', async () => {
		expect(await asks(ready)).toBe(true);
		expect(await letMentorIn(ready, world.ids.class, later().id, false)).toBe(true);
		expect(await reads(ready)).toBe(false);
		expect(await asks(ready)).toBe(false);
		await letMentorIn(ready, world.ids.class, later().id, true);
		expect(await reads(ready)).toBe(true);
		expect((await myMentors(ready)).every((m) => m.reads.includes(ready.passportId))).toBe(true);
	});

	test('is let in by nobody else, and for nobody else', async () => {
		for (const who of [mentor(), later(), draft]) await letMentorIn(who, world.ids.class, later().id, true);
		expect(await reads(ready)).toBe(false);
		expect(await letMentorIn(ready, world.ids.otherClass, later().id, true)).toBe(false);
		expect(await letMentorIn(ready, world.ids.class, world.ids.formerMentor, true)).toBe(false);
	});

	test('asks again after having been taken out: an old yes opens nothing', async () => {
		await letMentorIn(ready, world.ids.class, later().id, true);
		expect(await removeMentor(mentor(), world.ids.class, later().id)).toBe('removed');
		expect(await reads(ready)).toBe(false);
		await addMentor(mentor(), world.ids.class, 'collega@voorbeeld.nl');
		expect(await reads(ready)).toBe(false);
		expect(await asks(ready)).toBe(true);
	});

	test('has nothing to ask when "klaar" was taken back', async () => {
		await takeBack(ready, ready.passportId);
		expect(await asks(ready)).toBe(false);
	});
});

describe('taken out', () => {
	test('sees nothing any more, at once', async () => {
		await handIn(draft, draft.passportId, []);
		expect(await reads(draft)).toBe(true);
		await removeMentor(mentor(), world.ids.class, later().id);
		expect(await reads(draft)).toBe(false);
		expect(await openClass({ tokenHash: await world.tokenOf(later()) }, world.ids.class)).toBeUndefined();
		for (const table of ['person', 'passport', 'class_member'])
			expect(
				(await world.attempt(later(), `select from ${table} where ${table === 'person' ? 'id' : 'youth_id'} = '${draft.id}'`)).count
			).toBe(0);
		expect((await myMentors(draft)).map(({ mentorId }) => mentorId)).toEqual([world.ids.ownMentor]);
	});

	test('a mentor can leave, but the last one stays', async () => {
		expect(await removeMentor(later(), world.ids.class, later().id)).toBe('removed');
		expect(await removeMentor(mentor(), world.ids.class, mentor().id)).toBe('last');
		expect(await reads(ready, mentor())).toBe(true);
	});

	test.each(staffKeys.filter((key) => !['ownMentor', 'otherMentor'].includes(key)))('%s takes nobody out', async (key) => {
		expect(await removeMentor({ id: world.ids[key] }, world.ids.class, later().id)).toBe('missing');
		expect(await removeMentor(draft, world.ids.class, later().id)).toBe('missing');
	});
});

describe('adding a colleague', () => {
	test('works with a sign-in name too, and twice is once', async () => {
		expect(await addMentor(mentor(), world.ids.class, 'formermentor')).toBe('added');
		expect(await addMentor(mentor(), world.ids.class, 'formermentor')).toBe('already');
		await removeMentor(mentor(), world.ids.class, world.ids.formerMentor);
	});

	test('says the same of nobody, of who is no mentor, of a young person and of another school', async () => {
		await world.owner`update staff_role set organisation_id = ${world.ids.mbo} where person_id = ${world.ids.formerMentor}`;
		for (const login of ['bestaat-niet', 'intaker', 'consultant', draft.signInName, 'formermentor'])
			expect(await addMentor(mentor(), world.ids.class, login)).toBe('unknown');
		await world.owner`update staff_role set organisation_id = ${world.ids.school} where person_id = ${world.ids.formerMentor}`;
	});

	test('is for the mentors of the class', async () => {
		for (const who of [draft, { id: world.ids.formerMentor }, { id: world.ids.intaker }])
			expect(await addMentor(who, world.ids.class, 'formermentor')).toBe('missing');
	});

	test('stops after ten names that were not found', async () => {
		for (let n = 0; n < 10; n++) expect(await addMentor(mentor(), world.ids.class, `poging-${n}`)).toBe('unknown');
		expect(await addMentor(mentor(), world.ids.class, 'formermentor')).toBe('blocked');
	});
});
