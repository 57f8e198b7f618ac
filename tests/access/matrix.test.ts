/** Every person x every table x read, add, change, remove: how many rows somebody gets hold of. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId } from '$lib/server/ids';
import { denied, makeWorld, staffKeys, type TestYouth, type Who, type World } from './world';

/** Somebody signed in, with the young people of the class (as a mentor), and of those whose answers may be read now. */
interface Person {
	id: string;
	sensitiveClosed?: boolean;
	pupils: string[];
	readable: string[];
	/** Classes and groups as a guide. */
	classes: string[];
	/** Where they guide; empty for who does not. */
	organisation?: string;
	/** Whose caseload it is. */
	consultsAt?: string;
}

/** The condition on the rows that somebody gets, in SQL that says no more than whose they are. */
type Rows = (who: Person) => string;

const list = (ids: string[]) => `(${['00000000-0000-0000-0000-000000000000', ...ids].map((id) => `'${id}'`).join(', ')})`;
const all: Rows = () => 'true';
const own =
	(column = 'youth_id'): Rows =>
	(who) =>
		`${column} = '${who.id}'`;
const ownAndClass =
	(column = 'youth_id'): Rows =>
	(who) =>
		`${column} in ${list([who.id, ...who.pupils])}`;
const ofOwnTeam: Rows = (who) => `team_id in (select team_id from staff_role where person_id = '${who.id}' and role = 'intaker')`;
const ownAndReadable: Rows = (who) => `youth_id in ${list([who.id, ...who.readable])}`;

/** The own, and what was made with the organisation where somebody guides them. */
const ownAndMadeHere: Rows = (who) =>
	`(youth_id = '${who.id}' or (youth_id in ${list(who.pupils)} and organisation_id in ${list(who.organisation ? [who.organisation] : [])}))`;
const ofOwnCaseload: Rows = (who) => `organisation_id in ${list(who.consultsAt ? [who.consultsAt] : [])}`;

interface Rule {
	/** What a signed-in person reads; absent is denied. */
	read?: Rows;
	/** What a visitor and the system read, as a condition. */
	visitor?: string;
	system?: string;
	/** What a signed-in person changes, and by which assignment. */
	change?: { set: string; rows: Rows };
	/** What a signed-in person removes. */
	remove?: Rows;
	systemRemoves?: string;
}

/** One rule per table. What is not said here is denied. */
const rules: Record<string, Rule> = {
	account_link: { system: "expires_at < now() - interval '1 day'", systemRemoves: "expires_at < now() - interval '1 day'" },
	access_log: { read: own() },
	age_limit: { read: all },
	agreement: { read: ownAndMadeHere },
	agreement_event: { read: (who) => `agreement_id in (select id from agreement where ${ownAndMadeHere(who)})` },
	answer: { read: own(), change: { set: 'updated_at = updated_at', rows: own() } },
	class: {
		read: (who) =>
			`id in ${list(who.classes)} or id in (select class_id from class_member where youth_id = '${who.id}' and removed_at is null)`
	},
	class_member: {
		/* Who was taken out more than an hour ago is not known any more, and comes back only with the code. */
		read: (who) =>
			`youth_id = '${who.id}' or (class_id in ${list(who.classes)} and (removed_at is null or removed_at > app_now() - interval '1 hour'))`,
		change: {
			set: 'confirmed_at = app_now()',
			rows: (who) => `class_id in ${list(who.classes)} and (removed_at is null or removed_at > app_now() - interval '1 hour')`
		}
	},
	/* The system only forgets the names of a class that has closed. */
	class_expected: {
		read: (who) => `class_id in ${list(who.classes)}`,
		change: { set: 'youth_id = null', rows: (who) => `class_id in ${list(who.classes)}` },
		remove: (who) => `class_id in ${list(who.classes)}`,
		system: `class_id in (select id from class where school_year < 2026)`,
		systemRemoves: `class_id in (select id from class where school_year < 2026)`
	},
	class_mentor: { read: own('person_id') },
	clock: { read: all, visitor: 'true', system: 'true' },
	consent: { read: own(), change: { set: 'withdrawn_at = app_now()', rows: (who) => `youth_id = '${who.id}' and withdrawn_at is null` } },
	consent_part: { read: own() },
	contact_attempt: { read: (who) => `case_id in (select id from guidance_case where ${ofOwnCaseload(who)})` },
	conversation: { read: (who) => `(passport_id is not null and ${ownAndReadable(who)}) or ${ownAndMadeHere(who)}` },
	credential: {},
	deletion_request: { read: own() },
	demo_mail: { system: 'true' },
	edition: { read: own() },
	edition_line: { read: own() },
	edition_part: { read: own() },
	guidance_case: { read: ofOwnCaseload },
	guest_link: { read: own(), change: { set: 'ended_at = app_now()', rows: (who) => `youth_id = '${who.id}' and ended_at is null` } },
	guest_session: { system: 'expires_at < now()', systemRemoves: 'expires_at < now()' },
	hand_in: { read: own(), change: { set: 'taken_back_at = app_now()', rows: own() } },
	intake_reply: { read: own() },
	intake_talk: { read: own() },
	mail: {},
	mentor_let_in: { read: own() },
	organisation: { read: all },
	passport: { read: ownAndMadeHere, change: { set: 'last_activity_at = app_now()', rows: own() } },
	passport_transition: { read: all },
	pause: { read: ownAndClass('person_id'), change: { set: 'until = until', rows: own('person_id') }, remove: own('person_id') },
	person: { read: ownAndClass('id'), change: { set: "called = 'x'", rows: own('id') }, system: 'is_demo' },
	put_away: { read: own('person_id') },
	region: { read: all },
	reminder_off: { read: own('person_id'), remove: own('person_id') },
	remark: {
		read: (who) =>
			`(youth_id in ${list([who.id, ...who.readable])} and sign_off_id is not null) or (mentor_id = '${who.id}' and youth_id in ${list(who.readable)})`
	},
	contribution: { read: own() },
	participant: { read: own() },
	participant_part: { read: own() },
	representative: { read: own() },
	representative_decision: { read: own() },
	representative_request: { read: own() },
	request_followed: { read: own(), change: { set: 'put_away_at = app_now()', rows: own() } },
	request_link: { read: ofOwnTeam, change: { set: 'ended_at = app_now()', rows: (who) => `${ofOwnTeam(who)} and ended_at is null` } },
	session: { read: own('person_id'), remove: own('person_id'), system: 'expires_at < now()', systemRemoves: 'expires_at < now()' },
	shown_to_mentor: { read: own(), remove: own() },
	sign_in_failure: { system: "at < now() - interval '1 day'", systemRemoves: "at < now() - interval '1 day'" },
	sign_in_code: { read: own(), change: { set: 'seen_at = app_now()', rows: own() } },
	sign_off: { read: ownAndReadable },
	staff_role: { read: own('person_id'), system: 'person_id in (select id from person where is_demo)' },
	support_agreement: {},
	support_agreement_line: {},
	support_agreement_remark: {},
	support_agreement_signature: {},
	support_answer: { read: (who) => `youth_id = '${who.id}' and given_at is not null` },
	team: { read: all },
	together_request: { read: (who) => `youth_id = '${who.id}' or (mentor_id = '${who.id}' and youth_id in ${list(who.pupils)})` }
};

/** Young people in every state, the last two in special places. */
const youthKeys = [
	'none',
	'draft',
	'ready',
	'discussed',
	'agreed',
	'shared',
	'withdrawn',
	'ended',
	'below 16, shared',
	'in another class',
	'guided'
] as const;
const signedIn = [...youthKeys, ...staffKeys] as const;
const actors = [...signedIn, 'visitor', 'system', 'web login'] as const;
type Actor = (typeof actors)[number];

let world: World;
const youths = {} as Record<(typeof youthKeys)[number], TestYouth>;
const handedIn = ['ready', 'discussed', 'agreed', 'shared', 'withdrawn', 'ended', 'below 16, shared'] as const;

beforeAll(async () => {
	world = await makeWorld();
	for (const key of youthKeys) {
		if (key === 'below 16, shared') youths[key] = await world.youth('shared', { age: { years: 15, daysSinceBirthday: 100 } });
		else if (key === 'in another class') youths[key] = await world.youth('discussed', {}, world.ids.otherClass);
		else if (key === 'guided') youths[key] = await world.youth('discussed', {}, world.ids.group);
		else youths[key] = await world.youth(key);
	}
	await world.owner`insert into person ${world.owner({ id: newId(), kind: 'staff', name: 'Demo', called: 'Demo', sign_in_name: 'een-demopersoon', is_demo: true })}`;
	await world.owner`insert into session ${world.owner({ token_hash: 'ended', person_id: youths.none.id, expires_at: '2020-01-01' })}`;
	await world.owner`insert into sign_in_failure ${world.owner([
		{ id: newId(), account_hash: 'a', address_hash: 'b', at: '2020-01-01' },
		{ id: newId(), account_hash: 'a', address_hash: 'b', at: '2999-01-01' }
	])}`;
	// Somebody without an account, in by a link.
	const linkId = newId();
	await world.owner`insert into guest_link (id, youth_id, kind, token_hash, code_hash, name, until)
		values (${linkId}, ${youths.shared.id}, 'share', 'link', 'code', 'Oma', '2999-01-01')`;
	await world.owner`insert into guest_session ${world.owner([
		{ token_hash: 'guest', link_id: linkId, reader_name: 'Oma', expires_at: '2999-01-01' },
		{ token_hash: 'guest who left', link_id: linkId, reader_name: 'Oma', expires_at: '2020-01-01' }
	])}`;
	await world.owner`insert into reminder_off (person_id) values (${youths.draft.id}), (${world.ids.ownMentor})`;
	await world.owner`insert into demo_mail (id, "to", subject, text) values (${newId()}, '{iemand@voorbeeld.nl}', 'Proef', 'Proef')`;
	// A parent who decided, and a request to find one.
	const [parentLink, parent] = [newId(), newId()];
	const below = youths['below 16, shared'];
	await world.owner`insert into guest_link (id, youth_id, kind, token_hash, code_hash, name, until)
		values (${parentLink}, ${below.id}, 'representative', 'of a parent', 'code', 'Moeder', '2999-01-01')`;
	await world.owner`insert into representative (id, youth_id, guest_link_id, kind, asked_by) values (${parent}, ${below.id}, ${parentLink}, 'parent', 'youth')`;
	await world.owner`insert into representative_decision (id, representative_id, youth_id, consent_id, decision)
		values (${newId()}, ${parent}, ${below.id}, ${below.consentId}, 'no')`;
	// Somebody who reads and writes along.
	const [oma, reader] = [newId(), newId()];
	await world.owner`insert into guest_link (id, youth_id, kind, token_hash, code_hash, name, until)
		values (${oma}, ${youths.draft.id}, 'participant', 'of a grandmother', 'code', 'Oma', '2999-01-01')`;
	await world.owner`insert into participant (id, youth_id, passport_id, guest_link_id, kind, may_write)
		values (${reader}, ${youths.draft.id}, ${youths.draft.passportId}, ${oma}, 'other', true)`;
	await world.owner`insert into participant_part (participant_id, youth_id, part) values (${reader}, ${youths.draft.id}, 'wie')`;
	await world.owner`insert into contribution (id, participant_id, passport_id, youth_id, question, author_name, text)
		values (${newId()}, ${reader}, ${youths.draft.passportId}, ${youths.draft.id}, 'goed', 'Oma', 'Lief.')`;
	await world.owner`insert into representative_request (id, youth_id) values (${newId()}, ${below.id})`;
	// What teams ask, open and ended, and somebody who follows it.
	const requests = [world.ids.team, world.ids.team, world.ids.otherTeam].map((team, index) => ({
		id: newId(),
		team_id: team,
		course: '',
		token: `vraag ${index}`,
		made_by: team === world.ids.team ? world.ids.intaker : world.ids.otherIntaker,
		ended_at: index === 1 ? '2020-01-01' : null
	}));
	await world.owner`insert into request_link ${world.owner(requests)}`;
	await world.owner`insert into request_followed (youth_id, request_id) values (${youths.draft.id}, ${requests[0]!.id})`;
	// Something taken along by somebody who was asked to delete it.
	await world.owner`insert into deletion_request (id, consent_id, youth_id, reader_id, reader_name, reader_from, taken_at)
		values (${newId()}, ${youths.withdrawn.consentId}, ${youths.withdrawn.id}, ${world.ids.intaker}, 'Medewerker', 'ROC Proef', now())`;
	await world.attempt(
		{ id: world.ids.ownMentor },
		`select * from make_sign_in_code('${newId()}', '${world.ids.class}', '${youths.shared.id}', 'hash')`,
		true
	);
	await world.owner`insert into account_link (id, person_id, kind, email, token_hash, made_at, expires_at)
		values (${newId()}, ${youths.shared.id}, 'email_confirm', 'a@b.nl', 'old', now(), '2020-01-01'), (${newId()}, ${youths.shared.id}, 'email_confirm', 'a@b.nl', 'new', now(), '2999-01-01')`;
	await world.owner`insert into put_away (person_id, notice, until) values (${youths.shared.id}, 'own_address', '2999-01-01')`;
	// Something read, and something that a mentor is still writing.
	await world.attempt({ id: world.ids.intaker }, `select * from read_edition('${youths.shared.consentId}')`, true);
	// What a team wrote back; its answer to one support was given, to the other it is still being written.
	const shared = youths.shared;
	for (const call of [`write_intake_reply('${shared.consentId}', 'Tot dan')`, `record_intake('${shared.consentId}', app_today(), '')`])
		await world.attempt({ id: world.ids.intaker }, `select ${call}`, true);
	await world.owner`insert into support_answer (consent_id, youth_id, question, need, outcome, author_id, author_name, author_from, given_at, draft_text, revision)
		values (${shared.consentId}, ${shared.id}, 'nodig', 'pauzes', 'yes', ${world.ids.intaker}, 'I', 'T', app_now(), null, 1),
			(${shared.consentId}, ${shared.id}, 'nodig', 'taal', null, null, null, null, null, 'Misschien', 1)`;
	// A document of both: nobody selects it, only functions give it.
	const agreement = newId();
	await world.owner`insert into support_agreement (id, consent_id, passport_id, youth_id, team_id, team_name, organisation_name, course, instrument_key, instrument_version, look_back_on, made_at)
		values (${agreement}, ${shared.consentId}, ${shared.passportId}, ${shared.id}, ${world.ids.team}, 'T', 'O', '', 'i', 1, '2027-01-01', now())`;
	await world.owner`insert into support_agreement_line (agreement_id, youth_id, question, need, place, how, outcome, answer)
		values (${agreement}, ${shared.id}, 'nodig', 'pauzes', 1, '', 'yes', '')`;
	await world.owner`insert into support_agreement_remark (agreement_id, youth_id, revision, text, at) values (${agreement}, ${shared.id}, 1, 'Anders', now())`;
	await world.owner`insert into support_agreement_signature (agreement_id, youth_id, role, person_id, name, "from", at)
		values (${agreement}, ${shared.id}, 'team', ${world.ids.intaker}, 'I', 'T', now())`;
	await world.owner`insert into remark (id, passport_id, youth_id, section, mentor_id, text)
		values (${newId()}, ${youths.ready.passportId}, ${youths.ready.id}, 'wie', ${world.ids.ownMentor}, 'Nog niet af')`;
	// Names that are expected, also in a class that has closed; a mentor who was let in, and one who asks.
	await world.owner`insert into class_expected ${world.owner(
		[world.ids.class, world.ids.otherClass, world.ids.formerClass].map((class_id) => ({ id: newId(), class_id, name: 'Afwezige Leerling' }))
	)}`;
	await world.owner`insert into mentor_let_in (youth_id, class_id, mentor_id, allowed, at)
		values (${youths.ready.id}, ${world.ids.class}, ${world.ids.ownMentor}, true, now())`;
	await world.attempt({ id: world.ids.ownMentor }, `select ask_together('${youths.draft.passportId}')`, true);
	// What was planned and agreed on, with each organisation and with none; a pause; a caseload here and elsewhere.
	const { school, doorstroompunt, otherDoorstroompunt, consultant, otherConsultant } = world.ids;
	for (const [youth, organisation] of [
		[youths.draft, school],
		[youths.guided, doorstroompunt],
		/* Made elsewhere than where they are guided now. */
		[youths.ready, doorstroompunt],
		[youths.shared, null]
	] as const) {
		const [talk, agreed] = [newId(), newId()];
		await world.owner`insert into conversation (id, youth_id, organisation_id, kind, state, planned_for)
			values (${talk}, ${youth.id}, ${organisation}, 'nazorg', 'planned', now())`;
		await world.owner`insert into agreement (id, youth_id, conversation_id, organisation_id, what, who, made_by_name)
			values (${agreed}, ${youth.id}, ${talk}, ${organisation}, 'Samen bellen', 'both', 'Proef')`;
		await world.owner`insert into agreement_event (id, agreement_id, youth_id, state, by_id, by_name)
			values (${newId()}, ${agreed}, ${youth.id}, 'done', ${youth.id}, 'Proef')`;
	}
	await world.owner`insert into pause (person_id) values (${youths.agreed.id}), (${youths.guided.id})`;
	for (const [organisation, holder, youth] of [
		[doorstroompunt, consultant, youths.guided.id],
		[otherDoorstroompunt, otherConsultant, null]
	] as const) {
		const made = newId();
		await world.owner`insert into guidance_case (id, organisation_id, consultant_id, consultant_since, youth_id, name, phase_since, opened_at)
			values (${made}, ${organisation}, ${holder}, now(), ${youth}, 'Iemand', now(), now())`;
		await world.owner`insert into contact_attempt (id, case_id, channel, result, by_id, by_name)
			values (${newId()}, ${made}, 'phone', 'no_answer', ${holder}, 'Proef')`;
	}
}, 60_000);
afterAll(() => world.end());

function who(actor: Actor): Who {
	if (actor === 'visitor' || actor === 'system' || actor === 'web login') return actor;
	return person(actor);
}

function person(actor: (typeof signedIn)[number]): Person {
	if (actor in youths)
		return { id: youths[actor as (typeof youthKeys)[number]].id, sensitiveClosed: false, pupils: [], readable: [], classes: [] };
	const { ids } = world;
	const id = ids[actor as (typeof staffKeys)[number]];
	const elsewhere: string[] = ['in another class', 'guided'];
	const inClass = youthKeys.filter((key) => !elsewhere.includes(key)).map((key) => youths[key].id);
	if (actor === 'ownMentor')
		return { id, pupils: inClass, readable: handedIn.map((key) => youths[key].id), classes: [ids.class], organisation: ids.school };
	if (actor === 'otherMentor') {
		const pupils = [youths['in another class'].id];
		return { id, pupils, readable: pupils, classes: [ids.otherClass], organisation: ids.school };
	}
	if (actor === 'consultant') {
		const pupils = [youths.guided.id];
		const { doorstroompunt } = ids;
		return { id, pupils, readable: pupils, classes: [ids.group], organisation: doorstroompunt, consultsAt: doorstroompunt };
	}
	if (actor === 'otherConsultant') return { id, pupils: [], readable: [], classes: [], consultsAt: ids.otherDoorstroompunt };
	/* The class of the former mentor has closed with its school year. */
	return { id, pupils: [], readable: [], classes: [] };
}

/** The condition that holds for somebody, or undefined where it is denied. */
function condition(actor: Actor, rows: Rows | undefined, visitor?: string, system?: string): string | undefined {
	if (actor === 'web login') return undefined;
	if (actor === 'visitor') return visitor;
	if (actor === 'system') return system;
	return rows?.(person(actor));
}

async function expected(table: string, where: string | undefined): Promise<string | number> {
	if (where === undefined) return denied;
	const [{ count }] = await world.owner.unsafe<[{ count: number }]>(`select count(*)::int as count from "${table}" where ${where}`);
	return count;
}

const cases = Object.keys(rules).flatMap((table) => actors.map((actor) => [actor, table] as const));

test('every table has a rule here', async () => {
	const found = await world.owner`select tablename from pg_tables where schemaname = 'public' order by 1`;
	expect(Object.keys(rules).sort()).toEqual(found.map((row) => row.tablename));
});

test('every table has row security', async () => {
	const without =
		await world.owner`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and not relrowsecurity`;
	expect(without.map((row) => row.relname)).toEqual([]);
});

test('these tests have rows to refuse in every table', async () => {
	for (const table of Object.keys(rules).filter((name) => name !== 'clock'))
		expect(await expected(table, 'true'), table).toBeGreaterThan(0);
});

describe('what somebody reads', () => {
	test.each(cases)('%s reads no more of %s than is theirs', async (actor, table) => {
		const rule = rules[table]!;
		const result = await world.attempt(who(actor), `select count(*)::int as count from public."${table}"`);
		expect(result.code || result.rows[0]!.count).toBe(await expected(table, condition(actor, rule.read, rule.visitor, rule.system)));
	});
});

describe('what somebody changes', () => {
	test.each(cases)('%s changes no more of %s than is theirs', async (actor, table) => {
		const { change } = rules[table]!;
		const [column] =
			await world.owner`select attname as name from pg_attribute where attrelid = ${`public.${table}`}::regclass and attnum = 1`;
		const result = await world.attempt(
			who(actor),
			`update public."${table}" set ${change?.set ?? `"${column!.name}" = "${column!.name}"`}`
		);
		expect(result.code || result.count).toBe(await expected(table, condition(actor, change?.rows)));
	});
});

describe('what somebody removes', () => {
	test.each(cases)('%s removes no more of %s than is theirs', async (actor, table) => {
		const rule = rules[table]!;
		const result = await world.attempt(who(actor), `delete from public."${table}"`);
		expect(result.code || result.count).toBe(await expected(table, condition(actor, rule.remove, undefined, rule.systemRemoves)));
	});
});

/** A row for a young person's passport, in each table to which a signed-in person may add. */
const rowsToAdd: Record<string, (youth: TestYouth, writer: string) => string> = {
	class_expected: () => `(id, class_id, name) values ('${newId()}', '${world.ids.formerClass}', 'Nog iemand')`,
	answer: (y) =>
		`(passport_id, youth_id, question, section, position, sensitive, status, value, revision, passport_revision, updated_at)
		values ('${y.passportId}', '${y.id}', 'proef', 'wie', 1, false, 'answered', '{}', 1, 1, now())`,
	consent: (y) =>
		`(id, edition_id, passport_id, youth_id, team_id, purpose, until) values ('${newId()}', '${y.editionId}', '${y.passportId}', '${y.id}', '${world.ids.team}', 'intake', app_today())`,
	consent_part: (y) => `(consent_id, edition_id, youth_id, part) values ('${y.consentId}', '${y.editionId}', '${y.id}', 'wil')`,
	guest_link: (y) =>
		`(id, youth_id, kind, token_hash, code_hash, name, until) values ('${newId()}', '${y.id}', 'share', '${newId()}', 'x', 'Oma', app_today())`,
	hand_in: (y) => `(id, passport_id, youth_id, revision) values ('${newId()}', '${y.passportId}', '${y.id}', 1)`,
	passport: (y) => `(id, youth_id, instrument_key, instrument_version) values ('${newId()}', '${y.id}', 'proef', 1)`,
	pause: (y) => `(person_id) values ('${y.id}')`,
	reminder_off: (y) => `(person_id) values ('${y.id}')`,
	/* In the name of somebody else. */
	request_link: (y) => `(id, team_id, course, token, made_by) values ('${newId()}', '${world.ids.team}', '', '${newId()}', '${y.id}')`,
	shown_to_mentor: (y) => `(passport_id, youth_id, question) values ('${y.passportId}', '${y.id}', 'proef')`
};

describe('what somebody adds', () => {
	test.each(cases)('%s adds nothing to %s for somebody else', async (actor, table) => {
		const writer = who(actor);
		const target = actor === 'shared' ? youths.ended : youths.shared;
		const row = rowsToAdd[table]?.(target, typeof writer === 'string' ? target.id : writer.id) ?? 'default values';
		const result = await world.attempt(writer, `insert into public."${table}" ${row}`);
		expect(result.code || result.count).toBe(denied);
	});

	const withPassport = youthKeys.filter((key) => key !== 'none');
	test.each(
		['answer', 'guest_link', 'hand_in', 'passport', 'shown_to_mentor'].flatMap((table) => withPassport.map((key) => [key, table] as const))
	)('%s adds to the own %s', async (key, table) => {
		const youth = youths[key];
		const result = await world.attempt(youth, `insert into public."${table}" ${rowsToAdd[table]!(youth, youth.id)}`);
		expect(result.code || result.count).toBe(1);
	});

	test.each(['agreed', 'shared', 'withdrawn', 'ended', 'below 16, shared'] as const)(
		'%s gives a consent on the own edition',
		async (key) => {
			const youth = youths[key];
			const result = await world.attempt(youth, `insert into consent ${rowsToAdd.consent!(youth, youth.id)}`);
			expect(result.code || result.count).toBe(1);
		}
	);

	const writes = (passport: string) => `select write_remark('${passport}', 'heb', 'Proef') as outcome`;
	test.each(staffKeys)('%s writes beside a passport only as its mentor, while it is ready', async (key) => {
		for (const [name, youth] of Object.entries(youths)) {
			const { code, rows } = await world.attempt({ id: world.ids[key] }, writes(youth.passportId));
			const [{ state }] =
				(await world.owner`select coalesce((select state from passport where id = ${youth.passportId}), '') as state`) as unknown as [
					{ state: string }
				];
			const expected = !person(key).readable.includes(youth.id) ? 'missing' : state === 'ready' ? 'kept' : 'frozen';
			expect(code || rows[0]!.outcome, name).toBe(expected);
		}
	});

	test.each(youthKeys)('%s does not write remarks, not about the own passport either', async (key) => {
		const youth = youths[key];
		expect((await world.attempt(youth, writes(youth.passportId))).rows).toEqual([{ outcome: 'missing' }]);
	});
});

test('the addresses of these tests are those of three logins', () => {
	const { ownerUrl, webUrl, systemUrl } = inject('database');
	expect(new Set([ownerUrl, webUrl, systemUrl].map((url) => new URL(url).username)).size).toBe(3);
});
