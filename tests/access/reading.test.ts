/** Reading by somebody else: who gets what, that each reading is in the log, and that it stops. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, sharedParts, staffKeys, ticked, unticked, type TestYouth, type Who, type World } from './world';
import { handIn, startAgain, takeBack } from '$lib/passport/server';
import { withdrawConsent } from '$lib/consent/server';
import { setMember } from '$lib/organisation/server';

let world: World;
let ready: TestYouth;
let shared: TestYouth;
let stranger: TestYouth;
beforeAll(async () => {
	world = await makeWorld();
	ready = await world.youth('ready');
	shared = await world.youth('shared');
	stranger = await world.youth('shared', {}, world.ids.otherClass);
}, 60_000);
afterAll(() => world.end());

const kinds = ['the young person', 'another young person', ...staffKeys, 'visitor', 'system', 'web login'] as const;
type Kind = (typeof kinds)[number];

function who(kind: Kind, youth: TestYouth): Who {
	if (kind === 'the young person') return youth;
	if (kind === 'another young person') return stranger;
	return kind === 'visitor' || kind === 'system' || kind === 'web login' ? kind : { id: world.ids[kind] };
}

/** The three ways in which somebody else reads, and the one kind of person for whom each works. */
const readings = {
	'reads a passport that is ready': { by: 'ownMentor', call: () => `select * from read_as_mentor('${ready.passportId}')`, of: () => ready },
	'opens a ticked sensitive answer': {
		by: 'ownMentor',
		call: () => `select * from read_sensitive_as_mentor('${ready.passportId}', '${ticked}')`,
		of: () => ready
	},
	'opens an edition that was shared': { by: 'intaker', call: () => `select * from read_edition('${shared.consentId}')`, of: () => shared }
} as const;

describe('each reading is in the log, and a refused one is not', () => {
	test.each(Object.entries(readings).flatMap(([name, reading]) => kinds.map((kind) => [kind, name, reading] as const)))(
		'%s %s',
		async (kind, _name, reading) => {
			const youth = reading.of();
			const before = await world.logged(youth);
			const result = await world.attempt(who(kind, youth), reading.call(), true);
			const may = kind === reading.by;
			expect(result.rows.length > 0).toBe(may);
			expect((await world.logged(youth)) - before).toBe(may ? 1 : 0);
		}
	);

	test('the young person sees who, from where, and which parts', async () => {
		const youth = await world.youth('shared');
		await world.attempt({ id: world.ids.intaker }, `select * from read_edition('${youth.consentId}')`, true);
		const log =
			await world.owner`select event, reader_name, reader_from, parts, consent_id from access_log where youth_id = ${youth.id} order by at, event`;
		expect(log.map((row) => row.event)).toEqual(['mentor-read', 'edition-read']);
		expect(log[0]).toMatchObject({
			reader_name: 'Medewerker ownMentor',
			reader_from: 'De Proef',
			parts: ['heb', 'kan', 'wie', 'wil'],
			consent_id: null
		});
		expect(log[1]).toMatchObject({
			reader_name: 'Medewerker intaker',
			reader_from: 'ROC Proef, Intake A',
			parts: [...sharedParts].sort(),
			consent_id: youth.consentId
		});
	});
});

async function mentorReads(youth: TestYouth, mentor: (typeof staffKeys)[number] = 'ownMentor'): Promise<Record<string, unknown>[]> {
	return (await world.attempt({ id: world.ids[mentor] }, `select * from read_as_mentor('${youth.passportId}')`)).rows;
}

async function intakerReads(youth: TestYouth): Promise<{ part: string; about: string; value: unknown }[] | undefined> {
	const { rows } = await world.attempt({ id: world.ids.intaker }, `select * from read_edition('${youth.consentId}')`);
	return rows[0]?.lines as { part: string; about: string; value: unknown }[] | undefined;
}

async function inList(youth: TestYouth, intaker: 'intaker' | 'otherIntaker' = 'intaker'): Promise<boolean> {
	const { rows } = await world.attempt({ id: world.ids[intaker] }, 'select consent_id from shared_with_my_teams()');
	return rows.some((row) => row.consent_id === youth.consentId);
}

describe('what a mentor reads', () => {
	test.each([
		['draft', false],
		['ready', true],
		['discussed', true],
		['agreed', true],
		['shared', true],
		['withdrawn', true]
	] as const)('of a passport that is %s: %s', async (stage, reads) => {
		expect((await mentorReads(await world.youth(stage))).length > 0).toBe(reads);
	});

	test('"klaar" taken back closes it at once', async () => {
		const youth = await world.youth('ready');
		await takeBack(youth, youth.passportId);
		expect(await mentorReads(youth)).toEqual([]);
	});

	test('a new draft after an edition is closed again', async () => {
		const youth = await world.youth('agreed');
		await startAgain(youth, youth.passportId);
		expect(await mentorReads(youth)).toEqual([]);
	});

	test('agreeing without a mentor opens nothing to the mentor', async () => {
		const youth = await world.youth('draft');
		const agreed = await world.attempt(youth, `select * from agree_passport('${youth.passportId}', 9, true, 'agree', '', false)`, true);
		expect(agreed.rows).toEqual([{ outcome: 'agreed', number: 1 }]);
		expect(await mentorReads(youth)).toEqual([]);
	});

	test('who is taken out of the class is closed at once, and to a colleague too', async () => {
		const youth = await world.youth('ready');
		expect((await mentorReads(youth)).length).toBeGreaterThan(0);
		expect(await mentorReads(youth, 'otherMentor')).toEqual([]);
		await setMember({ id: world.ids.ownMentor }, world.ids.class, youth.id, false);
		expect(await mentorReads(youth)).toEqual([]);
	});

	test('a ticked sensitive answer comes without its words, an unticked one does not come', async () => {
		const rows = await mentorReads(ready);
		expect(rows.find((row) => row.question === ticked)).toMatchObject({ closed: true, value: null });
		expect(rows.filter((row) => row.closed).length).toBe(1);
		expect(rows.some((row) => row.question === unticked)).toBe(false);
		expect(rows.find((row) => row.question === 'blij')).toMatchObject({ closed: false });
	});

	test('an unticked sensitive answer, or one that is not sensitive, does not open by the way of the ticked ones', async () => {
		const before = await world.logged(ready);
		for (const question of [unticked, 'blij', 'niets']) {
			const result = await world.attempt(
				{ id: world.ids.ownMentor },
				`select * from read_sensitive_as_mentor('${ready.passportId}', '${question}')`,
				true
			);
			expect(result.rows).toEqual([]);
		}
		expect(await world.logged(ready)).toBe(before);
	});

	test('ticks hold for one time of handing in', async () => {
		const youth = await world.youth('ready');
		await takeBack(youth, youth.passportId);
		await handIn(youth, youth.passportId, []);
		expect((await mentorReads(youth)).some((row) => row.question === ticked)).toBe(false);
	});
});

describe('what a recipient reads', () => {
	test('exactly the parts that were shared', async () => {
		const lines = (await intakerReads(shared))!;
		expect([...new Set(lines.map((line) => line.part))].sort()).toEqual([...sharedParts].sort());
		expect(lines.map((line) => line.about)).toEqual(['blij', 'over-mij', 'goed-in', 'keuze1', 'keuze1-waarom', 'hielp-eerder', 'thuis']);
	});

	test('never the second choice, an unticked sensitive answer or the remarks', async () => {
		const text = JSON.stringify((await world.attempt({ id: world.ids.intaker }, `select * from read_edition('${shared.consentId}')`)).rows);
		const [hidden] = await world.owner`
			select array_agg(distinct value ->> 'text') filter (where value ? 'text') as texts, array_agg(value ->> 'course') filter (where value ? 'course') as courses
			from edition_line where edition_id = ${shared.editionId} and part not in (select part from consent_part where consent_id = ${shared.consentId})`;
		expect(hidden!.texts.length).toBeGreaterThanOrEqual(3);
		expect(hidden!.courses).toHaveLength(1);
		for (const words of [...hidden!.texts, ...hidden!.courses]) expect(text).not.toContain(words);
		expect(text).not.toMatch(/keuze2|gezondheid|opmerkingen/);
	});

	test('no number shows that something was left out', async () => {
		const [line] = (await intakerReads(shared))!;
		expect(Object.keys(line!).sort()).toEqual(['about', 'changedAfterTalk', 'kind', 'part', 'value']);
	});

	test('answers changed after the edition do not travel along', async () => {
		const youth = await world.youth('shared');
		await startAgain(youth, youth.passportId);
		await world.owner`update answer set value = '{"text": "iets nieuws"}' where passport_id = ${youth.passportId} and question = 'blij'`;
		expect(JSON.stringify(await intakerReads(youth))).not.toContain('iets nieuws');
	});

	test('name and pronouns follow the person', async () => {
		const youth = await world.youth('shared');
		await world.attempt(youth, `update person set called = 'Nieuw', pronouns = 'die/diens' where id = '${youth.id}'`, true);
		const { rows } = await world.attempt({ id: world.ids.intaker }, `select heading from read_edition('${youth.consentId}')`);
		expect(rows[0]!.heading).toMatchObject({ called: 'Nieuw', pronouns: 'die/diens' });
	});

	test('a colleague of another team sees nothing in the list and opens nothing', async () => {
		expect(await inList(shared)).toBe(true);
		expect(await inList(shared, 'otherIntaker')).toBe(false);
		for (const kind of ['ownMentor', 'consultant'] as const) {
			expect((await world.attempt({ id: world.ids[kind] }, 'select * from shared_with_my_teams()')).rows).toEqual([]);
		}
	});

	test('who leaves the team reads no more', async () => {
		await world.owner`update staff_role set team_id = ${world.ids.otherTeam} where person_id = ${world.ids.intaker}`;
		try {
			expect(await inList(shared)).toBe(false);
			expect(await intakerReads(shared)).toBeUndefined();
		} finally {
			await world.owner`update staff_role set team_id = ${world.ids.team} where person_id = ${world.ids.intaker}`;
		}
	});
});

describe('reading stops', () => {
	test('at the moment of withdrawing', async () => {
		const youth = await world.youth('shared');
		expect(await intakerReads(youth)).toBeDefined();
		await withdrawConsent(youth, youth.consentId);
		expect(await intakerReads(youth)).toBeUndefined();
		expect(await inList(youth)).toBe(false);
	});

	test('after the last day, by the clock', async () => {
		const [{ last, after }] = await world.owner<[{ last: string; after: string }]>`
			select (until || ' 23:59 Europe/Amsterdam') as last, (until + 1 || ' 00:01 Europe/Amsterdam') as after from consent where id = ${shared.consentId}`;
		await world.stopClock(last, async () => {
			expect(await intakerReads(shared)).toBeDefined();
			expect(await inList(shared)).toBe(true);
		});
		await world.stopClock(after, async () => {
			expect(await intakerReads(shared)).toBeUndefined();
			expect(await inList(shared)).toBe(false);
		});
	});

	test.each(['withdrawn', 'ended'] as const)('for a consent that is %s', async (stage) => {
		const youth = await world.youth(stage);
		const before = await world.logged(youth);
		expect((await world.attempt({ id: world.ids.intaker }, `select * from read_edition('${youth.consentId}')`, true)).rows).toEqual([]);
		expect(await world.logged(youth)).toBe(before);
	});

	test('a withdrawn consent leaves another one open', async () => {
		const youth = await world.youth('shared');
		const first = youth.consentId;
		await world.share(youth, ['wie'], world.ids.otherTeam);
		await withdrawConsent(youth, first);
		expect(await inList(youth, 'otherIntaker')).toBe(true);
	});
});

describe('below 16 an own yes opens nothing', () => {
	test('until the sixteenth birthday, by the clock', async () => {
		const youth = await world.youth('shared', { age: { years: 15, daysSinceBirthday: 300 } });
		expect(await intakerReads(youth)).toBeUndefined();
		expect(await inList(youth)).toBe(false);
		const [{ eve, birthday }] = await world.owner<[{ eve: string; birthday: string }]>`
			select ((born_on + interval '16 years')::date - 1 || ' 23:59 Europe/Amsterdam') as eve, ((born_on + interval '16 years')::date || ' 00:01 Europe/Amsterdam') as birthday
			from person where id = ${youth.id}`;
		await world.stopClock(eve, async () => expect(await intakerReads(youth)).toBeUndefined());
		await world.stopClock(birthday, async () => {
			expect(await intakerReads(youth)).toBeDefined();
			expect(await inList(youth)).toBe(true);
		});
	});

	test('the age of somebody else is not told', async () => {
		const youth = await world.youth('draft', { age: { years: 15, daysSinceBirthday: 10 } });
		const ask = async (asker: Who) => (await world.attempt(asker, `select consents_alone('${youth.id}') as alone`)).rows[0]?.alone;
		expect(await ask(youth)).toBe(false);
		expect(await ask(ready)).toBeNull();
		expect(await ask({ id: world.ids.ownMentor })).toBeNull();
	});
});
