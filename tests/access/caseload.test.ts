/** The caseload of a Doorstroompunt is for its own consultants; a young person learns that a case exists and who holds it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	caseload,
	changeCase,
	inMyGroups,
	linkCase,
	moveCase,
	noteContact,
	openCase,
	openedCase,
	ownCases,
	planNext,
	takeBackContact,
	takeOverCase
} from '$lib/guidance/server';
import { newId } from '$lib/server/ids';
import { denied, makeWorld, staffKeys, type TestYouth, type World } from './world';

let world: World;
let here: string;
let group: string;
/** Two consultants of one Doorstroompunt, the first with a group; one of another; an intaker of the team that is shared with. */
const [anouk, bas, elsewhere, teamIntaker] = [newId(), newId(), newId(), newId()].map((id) => ({ id })) as [Who, Who, Who, Who];
type Who = { id: string };

beforeAll(async () => {
	world = await makeWorld();
	[here, group] = [newId(), newId()];
	const [there, team, region_id] = [newId(), newId(), world.ids.region];
	const { owner } = world;
	const place = {
		kind: 'doorstroompunt',
		place: 'Proefstad',
		region_id,
		help_person: 'de consulent van vandaag',
		help_reach: 'app of bel'
	};
	await owner`insert into organisation ${owner([
		{ id: here, name: 'Doorstroompunt Proef', ...place },
		{ id: there, name: 'Doorstroompunt Elders', ...place }
	])}`;
	await owner`insert into team ${owner({ id: team, organisation_id: here, name: 'Doorstroompunt Proef' })}`;
	await owner`insert into person ${owner(
		Object.entries({ Anouk: anouk, Bas: bas, Elsa: elsewhere, Tara: teamIntaker }).map(([name, { id }]) => ({
			...{ id, kind: 'staff', name, called: name, sign_in_name: name.toLowerCase() }
		}))
	)}`;
	const role = (person: Who, organisation_id: string, more = {}) => ({
		...{ id: newId(), person_id: person.id, role: 'rmc_consultant', organisation_id, team_id: null },
		...more
	});
	await owner`insert into staff_role ${owner([
		role(anouk, here),
		role(bas, here),
		role(elsewhere, there),
		role(teamIntaker, here, { role: 'intaker', team_id: team })
	])}`;
	await owner`insert into class ${owner({ id: group, organisation_id: here, name: 'Groep', school_year: 2026, code: 'WTR5K9' })}`;
	await owner`insert into class_mentor ${owner({ class_id: group, person_id: anouk.id })}`;
}, 60_000);
afterAll(async () => {
	await world.owner`delete from guidance_case`;
	await world.end();
});

const facts = { name: 'Roos de Bruin', bornOn: '2004-03-12', reach: '06 - 000', origin: 'ROC, april' };

async function aCase(who: Who = anouk, more = {}): Promise<string> {
	const id = newId();
	expect(await openCase(who, id, here, { ...facts, ...more })).toBe('opened');
	return id;
}
/** A young person in the group of Anouk. */
async function inGroup(): Promise<TestYouth> {
	const youth = await world.youth('none');
	await world.owner`insert into class_member ${world.owner({ class_id: group, youth_id: youth.id })}`;
	return youth;
}
const read = async (id: string, who = anouk) => (await openedCase(who, id))!;

describe('a case', () => {
	test('is seen by every consultant of the same Doorstroompunt', async () => {
		const id = await aCase();
		for (const who of [anouk, bas]) {
			expect(await openedCase(who, id)).toMatchObject({
				...facts,
				phase: 'in_view',
				consultantId: anouk.id,
				consultant: 'Anouk',
				tries: []
			});
			expect((await caseload(who)).map((one) => one.id)).toContain(id);
		}
	});

	test('does not exist for another Doorstroompunt, an intaker of its team, a mentor, a young person or a visitor', async () => {
		const id = await aCase();
		await noteContact(anouk, newId(), id, 'phone', 'no_answer');
		const others = [elsewhere, teamIntaker, await inGroup(), ...staffKeys.map((key) => ({ id: world.ids[key] }))];
		for (const who of others) {
			expect(await openedCase(who, id)).toBeUndefined();
			expect(await caseload(who)).toEqual([]);
			for (const table of ['guidance_case', 'contact_attempt'])
				expect((await world.attempt(who, `select * from ${table}`)).rows).toEqual([]);
			expect(await openCase(who, newId(), here, facts)).toBe('missing');
			expect(await openCase(who, id, here, facts)).toBe('missing');
			expect(await changeCase(who, id, 2, { ...facts, name: 'Iemand' })).toBe('missing');
			expect(await moveCase(who, id, 2, 'guiding', null)).toBe('missing');
			expect(await noteContact(who, newId(), id, 'app', 'reached')).toBe('missing');
			expect(await planNext(who, id, 2, { action: 'Bel', on: '2030-01-01' })).toBe('missing');
			expect(await takeOverCase(who, id)).toBe('missing');
			expect(await linkCase(who, id, null)).toBe('missing');
		}
		for (const call of ['caseload()', 'own_cases()', `take_over_case('${id}')`])
			expect((await world.attempt('visitor', `select ${call}`)).code).toBe(denied);
		expect(await read(id)).toMatchObject({ name: facts.name, phase: 'reaching', revision: 2, consultantId: anouk.id });
	});

	test('is written by the functions only', async () => {
		const id = await aCase();
		for (const statement of [
			`update guidance_case set name = 'Iemand' where id = '${id}'`,
			`delete from guidance_case where id = '${id}'`,
			`insert into contact_attempt (id, case_id, channel, result, by_id, by_name) values (gen_random_uuid(), '${id}', 'app', 'reached', '${anouk.id}', 'x')`,
			`select * from case_to_change('${id}')`
		])
			expect((await world.attempt(anouk, statement)).code).toBe(denied);
	});

	test('says nothing of a passport, and reads nothing of one', async () => {
		const youth = await world.youth('shared');
		await world.owner`insert into class_member ${world.owner({ class_id: group, youth_id: youth.id })}`;
		const logged = await world.logged(youth);
		const id = await aCase();
		expect(await linkCase(anouk, id, youth.id)).toBe('linked');
		const [row] = (await world.attempt(anouk, `select * from caseload('${id}')`)).rows;
		expect(JSON.stringify(row)).not.toContain(youth.passportId);
		expect(Object.keys(row!).filter((name) => /passport|edition|consent|state|progress/.test(name))).toEqual([]);
		for (const table of ['passport', 'edition', 'consent', 'answer'])
			expect((await world.attempt(anouk, `select id from ${table} where youth_id = '${youth.id}'`)).rows).toEqual([]);
		expect(await world.logged(youth)).toBe(logged);
	});

	test('is opened once', async () => {
		const id = await aCase();
		expect(await openCase(anouk, id, here, { ...facts, name: 'Nog eens' })).toBe('opened');
		expect((await read(id)).name).toBe(facts.name);
	});

	test('is until the birthday of the limit that holds today', async () => {
		const id = await aCase(anouk, { bornOn: '2004-02-29' });
		await world.stopClock('2025-12-31 12:00+01', async () => expect((await read(id)).until).toBe('2027-02-28'));
		await world.stopClock('2026-01-01 12:00+01', async () => expect((await read(id)).until).toBe('2031-02-28'));
		expect((await read(await aCase(anouk, { bornOn: null }))).until).toBeNull();
	});
});

describe('changing a case', () => {
	test('what a colleague changed meanwhile is not undone; the same twice is once', async () => {
		const id = await aCase();
		const mine = { ...facts, reach: 'Liever appen' };
		expect(await changeCase(anouk, id, 1, mine)).toBe('changed');
		expect(await changeCase(anouk, id, 1, mine)).toBe('changed');
		expect(await changeCase(bas, id, 1, { ...facts, reach: 'Brief' })).toBe('moved');
		expect(await planNext(bas, id, 1, { action: 'Bel', on: '2030-01-01' })).toBe('moved');
		expect(await moveCase(bas, id, 1, 'guiding', null)).toBe('moved');
		expect(await read(id)).toMatchObject({ reach: 'Liever appen', nextAction: '', phase: 'in_view', revision: 2 });
		expect(await planNext(bas, id, 2, { action: 'Bel', on: '2030-01-01' })).toBe('planned');
		expect(await planNext(bas, id, 2, { action: 'Bel', on: '2030-01-01' })).toBe('planned');
		expect(await read(id)).toMatchObject({ nextAction: 'Bel', nextOn: '2030-01-01', revision: 3 });
	});

	test('closes with an outcome, and opens again', async () => {
		const id = await aCase();
		expect(await moveCase(anouk, id, 1, 'closed', null)).toBe('unfinished');
		expect(await moveCase(anouk, id, 1, 'closed', 'work')).toBe('changed');
		expect(await moveCase(anouk, id, 1, 'closed', 'work')).toBe('changed');
		expect(await read(id)).toMatchObject({ phase: 'closed', outcome: 'work', closedAt: expect.any(String) });
		expect(await noteContact(anouk, newId(), id, 'app', 'reached')).toBe('closed');
		expect(await moveCase(anouk, id, 2, 'guiding', null)).toBe('changed');
		expect(await read(id)).toMatchObject({ phase: 'guiding', outcome: null, closedAt: null });
	});

	test('a colleague takes it over, once', async () => {
		const id = await aCase();
		for (let i = 0; i < 2; i++) expect(await takeOverCase(bas, id)).toBe('taken');
		expect(await read(id)).toMatchObject({ consultantId: bas.id, consultant: 'Bas', revision: 2 });
	});
});

describe('an attempt to reach somebody', () => {
	test('the first one brings the case to reaching; sent twice it is there once', async () => {
		const id = await aCase();
		const [first, second] = [newId(), newId()];
		for (let i = 0; i < 2; i++) expect(await noteContact(anouk, first, id, 'phone', 'no_answer')).toBe('noted');
		expect(await read(id)).toMatchObject({ phase: 'reaching', attempts: 1, lastChannel: 'phone', lastResult: 'no_answer' });
		await moveCase(anouk, id, 2, 'guiding', null);
		expect(await noteContact(bas, second, id, 'visit', 'reached')).toBe('noted');
		expect(await read(id)).toMatchObject({
			phase: 'guiding',
			attempts: 2,
			tries: [
				{ id: second, by: 'Bas', byId: bas.id },
				{ id: first, by: 'Anouk' }
			]
		});
		/* An id of another case is no door to it. */
		expect(await noteContact(anouk, first, await aCase(), 'app', 'reached')).toBe('missing');
	});

	test('a slip of the finger is taken back by who made it, within the hour', async () => {
		const id = await aCase();
		const attempt = newId();
		await noteContact(anouk, attempt, id, 'letter', 'reached');
		expect(await takeBackContact(bas, attempt, id)).toBe('too_late');
		expect(await takeBackContact(elsewhere, attempt, id)).toBe('missing');
		expect(await takeBackContact(anouk, attempt, await aCase())).toBe('gone');
		expect((await read(id)).attempts).toBe(1);
		for (let i = 0; i < 2; i++) expect(await takeBackContact(anouk, attempt, id)).toBe('gone');
		expect((await read(id)).attempts).toBe(0);
		const old = newId();
		await noteContact(anouk, old, id, 'letter', 'reached');
		await world.owner`update contact_attempt set at = at - interval '61 minutes' where id = ${old}`;
		expect(await takeBackContact(anouk, old, id)).toBe('too_late');
	});
});

describe('the account of the young person', () => {
	test('is linked by who guides them in a group here, and by nobody else', async () => {
		const youth = await inGroup();
		const stranger = await world.youth('none');
		const id = await aCase();
		expect(await linkCase(anouk, id, stranger.id)).toBe('missing');
		expect(await linkCase(bas, id, youth.id)).toBe('missing');
		expect((await inMyGroups(anouk, here)).map((one) => one.id)).toContain(youth.id);
		expect(await inMyGroups(bas, here)).toEqual([]);
		for (let i = 0; i < 2; i++) expect(await linkCase(anouk, id, youth.id)).toBe('linked');
		expect(await read(id)).toMatchObject({ youthId: youth.id, guides: true });
		expect(await read(id, bas)).toMatchObject({ youthId: youth.id, guides: false });
		expect(await linkCase(anouk, await aCase(), youth.id)).toBe('other');
		expect(await linkCase(anouk, id, (await inGroup()).id)).toBe('other');
		expect(await linkCase(bas, id, null)).toBe('linked');
		expect((await read(id)).youthId).toBeNull();
	});

	test('sees that a case exists, who holds it, where and since when, and nothing else', async () => {
		const [youth, other] = [await inGroup(), await inGroup()];
		const id = await aCase();
		await noteContact(anouk, newId(), id, 'phone', 'no_answer');
		expect(await ownCases(youth)).toEqual([]);
		await linkCase(anouk, id, youth.id);
		const own = {
			organisation: 'Doorstroompunt Proef',
			consultant: 'Anouk',
			helpPerson: 'de consulent van vandaag',
			helpReach: 'app of bel'
		};
		expect(await ownCases(youth)).toEqual([{ ...own, since: expect.any(String) }]);
		const [row] = (await world.attempt(youth, 'select * from own_cases()')).rows;
		expect(Object.keys(row!).sort()).toEqual(['consultant', 'help_person', 'help_reach', 'organisation', 'since']);
		expect(await ownCases(other)).toEqual([]);
		for (const table of ['guidance_case', 'contact_attempt'])
			expect((await world.attempt(youth, `select * from ${table}`)).rows).toEqual([]);
		await takeOverCase(bas, id);
		expect(await ownCases(youth)).toMatchObject([{ consultant: 'Bas' }]);
	});

	test('a pause is told to who guides them, and to no colleague', async () => {
		const youth = await inGroup();
		const id = await aCase();
		await linkCase(anouk, id, youth.id);
		await world.owner`insert into pause ${world.owner({ person_id: youth.id })}`;
		expect([(await read(id)).paused, (await read(id, bas)).paused]).toEqual([true, false]);
	});

	test('may be deleted: the case stays, and is about no account any more', async () => {
		const youth = await inGroup();
		const id = await aCase();
		await linkCase(anouk, id, youth.id);
		await world.owner`delete from person where id = ${youth.id}`;
		expect((await read(id)).youthId).toBeNull();
	});

	test('who left the group still sees that the case is there; the consultant does not know them any more', async () => {
		const youth = await inGroup();
		const id = await aCase();
		await linkCase(anouk, id, youth.id);
		await world.owner`update class_member set removed_at = app_now() where youth_id = ${youth.id} and class_id = ${group}`;
		expect(await ownCases(youth)).toHaveLength(1);
		expect(await read(id)).toMatchObject({ youthId: youth.id, guides: false, paused: false });
	});
});
