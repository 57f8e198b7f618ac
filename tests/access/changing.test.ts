/** Saving, handing in, signing, agreeing, sharing: who may, once, and on what they have seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transitions } from '$lib/passport/states';
import { handIn, openEdition, saveAnswer, startAgain, takeBack } from '$lib/passport/server';
import { signOffTalk, takeBackSignOff, writeRemark } from '$lib/conversation/server';
import { ownAccount } from '$lib/account/server';
import { newId } from '$lib/server/ids';
import { classCode, denied, instrument, makeWorld, sharedParts, staffKeys, type TestYouth, type Who, type World } from './world';

let world: World;
let stranger: TestYouth;
beforeAll(async () => {
	world = await makeWorld();
	stranger = await world.youth('shared', {}, world.ids.otherClass);
}, 60_000);
afterAll(() => world.end());

const said = (text: string) => ({ status: 'answered' as const, value: { text } });
const mentor = () => ({ id: world.ids.ownMentor });

async function stateOf(youth: TestYouth): Promise<string> {
	const [row] = await world.owner`select state from passport where id = ${youth.passportId}`;
	return row!.state;
}

async function count(table: string, youth: { id: string }): Promise<number> {
	const [row] = await world.owner`select count(*)::int as count from ${world.owner(table)} where youth_id = ${youth.id}`;
	return row!.count;
}

const signStatement = (youth: TestYouth, revision = 9) =>
	`select sign_off('${youth.passportId}', ${revision}, app_today(), '', 'mentor') as outcome`;
const agreeStatement = (youth: TestYouth, revision = 9) =>
	`select outcome from agree_passport('${youth.passportId}', ${revision}, false, 'agree', '', true)`;
const outcome = async (who: Who, statement: string, keep = false) => {
	const result = await world.attempt(who, statement, keep);
	return result.code || result.rows[0]?.outcome;
};

/** Everybody else, and the web login in each of its guises. */
const others = ['another young person', ...staffKeys, 'visitor', 'system', 'web login'] as const;
function other(kind: (typeof others)[number]): Who {
	if (kind === 'another young person') return stranger;
	return kind === 'visitor' || kind === 'system' || kind === 'web login' ? kind : { id: world.ids[kind] };
}
const without = (kind: string) => ['visitor', 'system', 'web login'].includes(kind);

describe('who may do it', () => {
	let ready: TestYouth;
	let discussed: TestYouth;
	beforeAll(async () => {
		ready = await world.youth('ready');
		discussed = await world.youth('discussed');
	});

	test.each(others)('%s signs only as the own mentor', async (kind) => {
		const result = await outcome(other(kind), signStatement(ready));
		expect(result).toBe(kind === 'ownMentor' ? 'signed' : kind === 'web login' ? '42883' : without(kind) ? denied : 'missing');
	});

	test.each(others)('%s takes a signature back only as the own mentor', async (kind) => {
		const result = await outcome(other(kind), `select take_back_sign_off('${discussed.passportId}') as outcome`);
		expect(result).toBe(kind === 'ownMentor' ? 'taken_back' : kind === 'web login' ? '42883' : without(kind) ? denied : 'missing');
	});

	test.each(others)('%s does not agree in the place of the young person', async (kind) => {
		const result = await outcome(other(kind), agreeStatement(discussed));
		expect(result).toBe(kind === 'web login' ? '42883' : without(kind) ? denied : 'missing');
	});

	test('the young person agrees, and does not sign', async () => {
		expect(await outcome(discussed, agreeStatement(discussed))).toBe('agreed');
		expect(await outcome(ready, signStatement(ready))).toBe('missing');
	});

	test.each(['another young person', ...staffKeys] as const)('%s cannot save an answer in the passport', async (kind) => {
		const { rows } = await world.attempt('visitor', await save(other(kind) as { id: string }, ready));
		expect(rows[0]!.outcome).toBe('missing');
	});

	const save = async (who: { id: string }, youth: TestYouth) =>
		`select outcome from save_answer('${await world.tokenOf(who)}', '${youth.passportId}', '${instrument.key}', ${instrument.version}, 'trots', 'wie', 1, false, null, 'answered', '{"text": "x"}', 0)`;

	test('the system and the bare web login cannot save at all', async () => {
		expect((await world.attempt('system', await save(ready, ready))).code).toBe(denied);
		expect((await world.attempt('web login', await save(ready, ready))).code).not.toBe('');
		expect((await world.attempt('visitor', await save(ready, ready))).rows[0]!.outcome).toBe('saved');
	});
});

test('a session that has ended saves nothing, and one that was made up neither', async () => {
	const youth = await world.youth('draft');
	await world.owner`update session set expires_at = app_now() - interval '1 minute' where person_id = ${youth.id}`;
	for (const tokenHash of [youth.tokenHash, 'made up'])
		expect(await saveAnswer({ tokenHash }, youth.passportId, instrument, 'trots', said('x'), 0)).toEqual({ outcome: 'expired' });
});

describe('nothing typed is overwritten', () => {
	test('the same answer twice is once', async () => {
		const youth = await world.youth('draft');
		const first = await saveAnswer(youth, youth.passportId, instrument, 'trots', said('een'), 0);
		const second = await saveAnswer(youth, youth.passportId, instrument, 'trots', said('een'), 0);
		expect([first.outcome, second.outcome]).toEqual(['saved', 'same']);
		expect(await world.owner`select revision from passport where id = ${youth.passportId}`).toMatchObject([{ revision: 10 }]);
	});

	test('a save on top of a change that was not seen shows what stands there', async () => {
		const youth = await world.youth('draft');
		await saveAnswer(youth, youth.passportId, instrument, 'trots', said('van de telefoon'), 0);
		const late = await saveAnswer(youth, youth.passportId, instrument, 'trots', said('van de laptop'), 0);
		expect(late).toMatchObject({ outcome: 'conflict', revision: 1, value: { text: 'van de telefoon' } });
	});

	test('what was agreed is closed until a new draft', async () => {
		const youth = await world.youth('agreed');
		expect(await saveAnswer(youth, youth.passportId, instrument, 'trots', said('nog iets'), 0)).toEqual({ outcome: 'closed' });
		await startAgain(youth, youth.passportId);
		expect(await saveAnswer(youth, youth.passportId, instrument, 'trots', said('nog iets'), 0)).toMatchObject({ outcome: 'saved' });
	});

	test('the progress counts what was dealt with, and an emptied answer no more', async () => {
		const youth = await world.youth('draft');
		await saveAnswer(youth, youth.passportId, instrument, 'trots', { status: 'skipped', value: null }, 0);
		await saveAnswer(youth, youth.passportId, instrument, 'blij', { status: 'empty', value: null }, 1);
		const [row] = await world.owner`select progress from passport where id = ${youth.passportId}`;
		expect(row!.progress).toEqual({ wie: 2, kan: 1, wil: 5, heb: 1 });
	});

	test('a mentor cannot change, add or remove an answer of a pupil', async () => {
		const youth = await world.youth('ready');
		for (const statement of [
			`update answer set value = '{"text": "x"}' where youth_id = '${youth.id}'`,
			`update passport set revision = revision + 1 where id = '${youth.passportId}'`
		])
			expect((await world.attempt(mentor(), statement)).count).toBe(0);
		expect((await world.attempt(mentor(), `delete from answer where youth_id = '${youth.id}'`)).code).toBe(denied);
		expect(await saveAnswer({ tokenHash: await world.tokenOf(mentor()) }, youth.passportId, instrument, 'trots', said('x'), 0)).toEqual({
			outcome: 'missing'
		});
	});
});

describe('the state of a passport', () => {
	test('the table in the database is the table in states.ts', async () => {
		const kept = await world.owner`select event, actor, from_state as from, to_state as to from passport_transition order by 1, 3`;
		const ours = Object.entries(transitions).flatMap(([event, { actor, from, to }]) =>
			from.map((state) => ({ event, actor, from: state, to }))
		);
		expect([...kept].map((row) => ({ ...row }))).toEqual(ours.sort((a, b) => (a.event + ' ' + a.from < b.event + ' ' + b.from ? -1 : 1)));
	});

	const states = ['draft', 'ready', 'discussed', 'agreed'] as const;
	/** What a young person may do by an update; agreeing and signing go by their functions only. */
	const byHand = ['draft ready', 'ready draft', 'discussed draft', 'agreed draft'];
	test.each(states.flatMap((from) => states.filter((to) => to !== from).map((to) => [from, to] as const)))(
		'does not go from %s to %s off the table',
		async (from, to) => {
			const youth = await world.youth(from);
			const result = await world.attempt(youth, `update passport set state = '${to}' where id = '${youth.passportId}'`);
			expect(result.code).toBe(byHand.includes(`${from} ${to}`) ? '' : '23514');
		}
	);

	test('the revision never goes back', async () => {
		const youth = await world.youth('draft');
		expect((await world.attempt(youth, `update passport set revision = 3 where id = '${youth.passportId}'`)).code).toBe('23514');
	});

	test.each(['id', 'youth_id', 'instrument_key', 'instrument_version', 'created_at'])('nobody changes %s of a passport', async (column) => {
		const youth = await world.youth('draft');
		expect((await world.attempt(youth, `update passport set ${column} = ${column}`)).code).toBe(denied);
	});

	test('a passport begins as an empty draft, now', async () => {
		const youth = await world.youth('none');
		const add = (columns: string, values: string) =>
			world.attempt(
				youth,
				`insert into passport (id, youth_id, instrument_key, instrument_version${columns}) values ('${newId()}', '${youth.id}', 'a', 1${values}) returning created_at < now() as old, progress`
			);
		expect((await add(', state', ", 'agreed'")).code).toBe(denied);
		expect((await add(', revision', ', 9')).code).toBe(denied);
		expect((await add(', handed_in_at', ', now()')).code).toBe(denied);
		expect((await add(', progress, created_at', `, '{"wie": 11}', '2020-01-01'`)).rows).toEqual([{ old: false, progress: {} }]);
	});
});

describe('signing', () => {
	test('what changed since it was read is read first', async () => {
		const youth = await world.youth('ready');
		await saveAnswer(youth, youth.passportId, instrument, 'trots', said('nog iets'), 0);
		expect(await outcome(mentor(), signStatement(youth, 9), true)).toBe('moved');
		expect(await stateOf(youth)).toBe('ready');
		expect(await outcome(mentor(), signStatement(youth, 10), true)).toBe('signed');
	});

	test('twice is once', async () => {
		const youth = await world.youth('ready');
		expect(await outcome(mentor(), signStatement(youth), true)).toBe('signed');
		expect(await outcome(mentor(), signStatement(youth), true)).toBe('signed');
		expect(await count('sign_off', youth)).toBe(1);
		expect(await count('conversation', youth)).toBe(1);
	});

	test.each([
		['draft', 'missing'],
		['agreed', 'not_ready']
	] as const)('a passport that is %s is %s', async (stage, result) => {
		const youth = await world.youth(stage);
		expect(await outcome(mentor(), signStatement(youth))).toBe(result);
	});

	test('freezes the remarks, for the mentor too, and the young person reads them only then', async () => {
		const youth = await world.youth('ready');
		await writeRemark(mentor(), youth.passportId, 'wie', 'Een begin');
		const reads = async () => (await world.attempt(youth, `select text from remark where passport_id = '${youth.passportId}'`)).rows;
		expect(await reads()).toEqual([]);
		await signOffTalk(mentor(), youth.passportId, { revision: 9, heldOn: '2026-02-03', present: '' });
		expect(await reads()).toEqual([{ text: 'Een begin' }]);
		expect((await world.attempt(mentor(), `update remark set text = 'anders' where passport_id = '${youth.passportId}'`)).code).toBe(
			denied
		);
		expect(await writeRemark(mentor(), youth.passportId, 'wie', 'anders')).toBe('frozen');
	});

	test("taken back, the remarks are the mentor's own again; after agreeing it is too late", async () => {
		const youth = await world.youth('discussed');
		expect(await takeBackSignOff(mentor(), youth.passportId)).toBe('taken_back');
		expect(await stateOf(youth)).toBe('ready');
		expect((await world.attempt(youth, 'select * from remark')).rows).toEqual([]);
		expect(await writeRemark(mentor(), youth.passportId, 'wie', 'Beter gezegd')).toBe('kept');
		expect(await takeBackSignOff(mentor(), (await world.youth('agreed')).passportId)).toBe('too_late');
	});

	test('nobody takes back the signature of a colleague', async () => {
		const youth = await world.youth('discussed');
		await takeBack(youth, youth.passportId);
		await handIn(youth, youth.passportId, []);
		await world.owner`insert into class_mentor (class_id, person_id, since) values (${world.ids.class}, ${world.ids.otherMentor}, '2020-01-01')`;
		try {
			const colleague = { id: world.ids.otherMentor };
			expect(await outcome(colleague, signStatement(youth), true)).toBe('signed');
			expect(await takeBackSignOff(mentor(), youth.passportId)).toBe('too_late');
			expect(await stateOf(youth)).toBe('discussed');
			expect(await takeBackSignOff(colleague, youth.passportId)).toBe('taken_back');
		} finally {
			await world.owner`delete from class_mentor where class_id = ${world.ids.class} and person_id = ${world.ids.otherMentor}`;
		}
	});
});

describe('agreeing', () => {
	test('what changed since it was read is read first', async () => {
		const youth = await world.youth('discussed');
		await saveAnswer(youth, youth.passportId, instrument, 'trots', said('nog iets'), 0);
		expect(await outcome(youth, agreeStatement(youth, 9), true)).toBe('moved');
		expect(await count('edition', youth)).toBe(0);
		expect(await outcome(youth, agreeStatement(youth, 10), true)).toBe('agreed');
	});

	test('twice is once', async () => {
		const youth = await world.youth('discussed');
		expect(await outcome(youth, agreeStatement(youth), true)).toBe('agreed');
		expect(await outcome(youth, agreeStatement(youth), true)).toBe('agreed');
		expect(await count('edition', youth)).toBe(1);
	});

	test('two browsers at once make one edition', async () => {
		const youth = await world.youth('discussed');
		await Promise.all([outcome(youth, agreeStatement(youth), true), outcome(youth, agreeStatement(youth), true)]);
		expect(await count('edition', youth)).toBe(1);
	});

	test('a signature on an unsigned passport is not made up', async () => {
		const youth = await world.youth('ready');
		expect(await outcome(youth, agreeStatement(youth))).toBe('not_now');
	});

	test('an answer changed after the conversation is marked', async () => {
		const youth = await world.youth('discussed');
		await saveAnswer(youth, youth.passportId, instrument, 'blij', said('Toch iets anders'), 1);
		await world.agreeNow(youth);
		const { lines } = (await openEdition(youth, youth.passportId, 1))!;
		expect(lines.filter((line) => line.changedAfterTalk).map((line) => line.about)).toEqual(['blij']);
	});

	test('the same answers have other fingerprints, because the salt differs', async () => {
		const [one, two] = [await world.youth('agreed'), await world.youth('agreed')];
		const prints =
			await world.owner`select part, fingerprint, salt from edition_part where youth_id in ${world.owner([one.id, two.id])} and part = 'kan'`;
		expect(prints).toHaveLength(2);
		expect(prints[0]!.fingerprint).not.toBe(prints[1]!.fingerprint);
		expect(new Set((await world.owner`select salt from edition_part`).map((row) => row.salt)).size).toBe(
			(await world.owner`select from edition_part`).length
		);
	});

	test('a fingerprint fits the lines of its part and its salt', async () => {
		const youth = await world.youth('agreed');
		const wrong = await world.owner`
			select p.part from edition_part p
			where p.edition_id = ${youth.editionId} and p.fingerprint <> encode(sha256(convert_to(p.salt || (
				select string_agg(l.kind || l.about || l.value::text, '' order by l.position) from edition_line l where l.edition_id = p.edition_id and l.part = p.part), 'UTF8')), 'hex')`;
		expect([...wrong]).toEqual([]);
	});

	test('unknown, skipped and empty answers are in no edition', async () => {
		const youth = await world.youth('ready');
		await saveAnswer(youth, youth.passportId, instrument, 'trots', { status: 'unknown', value: null }, 0);
		await saveAnswer(youth, youth.passportId, instrument, 'blij', { status: 'skipped', value: null }, 1);
		await signOffTalk(mentor(), youth.passportId, { revision: 11, heldOn: '2026-02-03', present: '' });
		await world.agreeNow(youth);
		const lines = await world.owner`select about from edition_line where edition_id = ${youth.editionId} and about in ('trots', 'blij')`;
		expect([...lines]).toEqual([]);
	});

	const everybody = ['the young person', ...others] as const;
	test.each(
		everybody.flatMap((kind) =>
			['edition', 'edition_part', 'edition_line', 'access_log', 'sign_off', 'conversation'].map((table) => [kind, table] as const)
		)
	)('%s cannot change or remove a row of %s', async (kind, table) => {
		const who = kind === 'the young person' ? stranger : other(kind);
		expect((await world.attempt(who, `update public.${table} set youth_id = youth_id`)).code).toBe(denied);
		expect((await world.attempt(who, `delete from public.${table}`)).code).toBe(denied);
		expect((await world.attempt(who, `truncate public.${table}`)).code).toBe(denied);
	});
});

describe('a consent', () => {
	test('that is withdrawn stays withdrawn', async () => {
		const youth = await world.youth('withdrawn');
		expect((await world.attempt(youth, `update consent set withdrawn_at = null where id = '${youth.consentId}'`)).count).toBe(0);
		const open = await world.youth('shared');
		expect((await world.attempt(open, `update consent set withdrawn_at = null where id = '${open.consentId}'`)).code).toBe(denied);
	});

	test('gets no more parts afterwards, on the day itself neither', async () => {
		const youth = await world.youth('shared');
		const add = `insert into consent_part values ('${youth.consentId}', '${youth.editionId}', '${youth.id}', 'keuze2')`;
		expect((await world.attempt(youth, add)).code).toBe(denied);
	});

	test('carries the moment at which it was given, whatever is written', async () => {
		const youth = await world.youth('agreed');
		const statement = (at: string) =>
			`insert into consent (id, edition_id, passport_id, youth_id, team_id, purpose, until, given_at) values ('${newId()}', '${youth.editionId}', '${youth.passportId}', '${youth.id}', '${world.ids.team}', 'intake', app_today(), '${at}') returning given_at = now() as now`;
		expect((await world.attempt(youth, statement('2020-01-01'))).rows).toEqual([{ now: true }]);
		expect((await world.attempt(youth, statement('2999-01-01'))).rows).toEqual([{ now: true }]);
	});

	test.each(['team_id', 'until', 'edition_id', 'purpose', 'given_at', 'youth_id'])('keeps its %s', async (column) => {
		expect((await world.attempt(stranger, `update consent set ${column} = ${column}`)).code).toBe(denied);
	});

	test('cannot be given on the edition of somebody else, or on a part that it does not have', async () => {
		const youth = await world.youth('agreed');
		const consent = (edition: string) =>
			`insert into consent (id, edition_id, passport_id, youth_id, team_id, purpose, until) values ('${newId()}', '${edition}', '${youth.passportId}', '${youth.id}', '${world.ids.team}', 'intake', app_today())`;
		expect((await world.attempt(youth, consent(stranger.editionId))).code).toBe('23503');
		expect((await world.attempt(youth, consent(youth.editionId))).code).toBe('');
		await expect(world.share(youth, sharedParts)).resolves.toBeUndefined();
		const id = newId();
		const withPart = (part: string) =>
			`with c as (${consent(youth.editionId).replace(/values \('[^']+'/, `values ('${id}'`)} returning id) select 1; insert into consent_part values ('${id}', '${youth.editionId}', '${youth.id}', '${part}')`;
		expect((await world.attempt(youth, withPart('wie'))).code).toBe('');
		expect((await world.attempt(youth, withPart('gevoelig:niets'))).code).toBe('23503');
	});

	test('cannot be withdrawn by anybody else', async () => {
		const youth = await world.youth('shared');
		for (const kind of others)
			expect(
				(await world.attempt(other(kind), `update public.consent set withdrawn_at = now() where id = '${youth.consentId}'`)).count,
				kind
			).toBeLessThan(1);
	});
});

describe('accounts', () => {
	test('everybody reads the own account and no other', async () => {
		const youth = await world.youth('none');
		for (const who of [youth, stranger])
			expect((await world.attempt(who, 'select sign_in_name from own_account()')).rows).toEqual([{ sign_in_name: who.signInName }]);
		for (const who of ['visitor', 'system', 'web login'] as const)
			expect((await world.attempt(who, 'select * from public.own_account()')).code).toBe(denied);
	});

	test.each(['born_on', 'email', 'sign_in_name'])('nobody selects %s of a person, the mentor neither', async (column) => {
		for (const who of [stranger, mentor(), 'visitor', 'system', 'web login'] as const)
			expect((await world.attempt(who, `select ${column} from public.person`)).code).toBe(denied);
	});

	test('a new password signs out the other browsers of this person only', async () => {
		const youth = await world.youth('none');
		await world.owner`insert into session ${world.owner({ token_hash: `second of ${youth.id}`, person_id: youth.id, expires_at: '2999-01-01' })}`;
		await world.attempt(youth, `select set_own_password('new hash', 'second of ${youth.id}')`, true);
		const sessions = await world.owner`select token_hash from session where person_id = ${youth.id}`;
		expect(sessions.map((row) => row.token_hash)).toEqual([`second of ${youth.id}`]);
		const [{ count: others }] = await world.owner<
			[{ count: number }]
		>`select count(*)::int as count from credential where password_hash = 'new hash'`;
		expect(others).toBe(1);
		expect((await world.owner`select from session where person_id = ${stranger.id}`).length).toBe(1);
	});

	test('without a browser to keep, every browser is signed out', async () => {
		const youth = await world.youth('none');
		await world.attempt(youth, `select set_own_password('another hash', null)`, true);
		expect((await world.owner`select from session where person_id = ${youth.id}`).length).toBe(0);
	});

	test('a sign-in name belongs to one person, and is nobody’s e-mail address', async () => {
		const one = await world.youth('none');
		await world.owner`update person set email = 'een@voorbeeld.nl' where id = ${one.id}`;
		const join = async (name: string, email: string | null, code = classCode) => {
			const { rows } = await world.attempt(
				'visitor',
				`select join_class('${code}', '${newId()}', 'Naam', 'Naam', '', '2010-01-01', '${name}', ${email ? `'${email}'` : 'null'}, 'hash') as taken`
			);
			return rows[0]!.taken;
		};
		expect(await join('helemaal-nieuw', null)).toBeNull();
		expect(await join(one.signInName, null)).toBe('signInName');
		expect(await join('een@voorbeeld.nl', null)).toBe('signInName');
		expect(await join('helemaal-nieuw', null, 'BESTAATNIET')).toBe('code');
	});

	test('staff do not join a class, and a mentor does not move a pupil to another class', async () => {
		expect((await world.attempt(mentor(), `select join_class_too('MRW3X8') as id`)).rows[0]!.id).toBeNull();
		const youth = await world.youth('none');
		expect(
			(await world.attempt(mentor(), `update class_member set class_id = '${world.ids.otherClass}' where youth_id = '${youth.id}'`)).code
		).toBe(denied);
		expect((await world.attempt(youth, `update class_member set removed_at = null where youth_id = '${youth.id}'`)).count).toBe(0);
	});

	test('ten failures close an account for a quarter of an hour, and no other', async () => {
		for (let i = 0; i < 10; i++)
			await world.attempt('visitor', `select blocked from find_credential('nobody', 'account x', 'address y')`, true);
		const blocked = async (account: string) =>
			(await world.attempt('visitor', `select blocked from find_credential('${stranger.signInName}', '${account}', 'address y')`)).rows[0]!
				.blocked;
		expect(await blocked('account x')).toBe(true);
		expect(await blocked('account z')).toBe(false);
		const [{ later }] = await world.owner<[{ later: string }]>`select (now() + interval '16 minutes')::text as later`;
		await world.stopClock(later, async () => expect(await blocked('account x')).toBe(false));
	});

	test('the own account reads its own sign-in name', async () => {
		const youth = await world.youth('none');
		const user = {
			...youth,
			...{ kind: 'youth' as const, name: '', called: '', pronouns: '', isDemo: false, roles: [], shared: false, sensitiveFrom: null }
		};
		expect((await ownAccount(user)).signInName).toBe(youth.signInName);
	});
});

describe('what the young person no longer sees, or never ticked, leaves no trace', () => {
	test('an answer behind a choice that is open again is not read by the mentor', async () => {
		const youth = await world.youth('draft');
		await saveAnswer(youth, youth.passportId, instrument, 'keuze2', { status: 'answered', value: { course: 'Kok', school: '' } }, 1).catch(
			() => {}
		);
		const before = await world.owner<{ question: string }[]>`
			select question from answer where passport_id = ${youth.passportId} and after is not null and status = 'answered'`;
		expect(before.length).toBeGreaterThan(0);
		await world.owner`update answer set status = 'unknown', value = null where passport_id = ${youth.passportId} and question in ('keuze1', 'keuze2')`;
		await handIn(youth, youth.passportId, []);
		const { rows } = await world.attempt(mentor(), `select question from read_as_mentor('${youth.passportId}')`);
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.map((row) => row.question).filter((question) => before.some((b) => b.question === question))).toEqual([]);
	});

	test('a sensitive answer that was not ticked changes neither the progress nor the revision that is signed', async () => {
		const youth = await world.youth('ready');
		const look = () => world.owner`select revision, progress from passport where id = ${youth.passportId}`;
		const before = await look();
		const saved = await saveAnswer(youth, youth.passportId, instrument, 'zelf-vertellen', said('Alleen voor mij.'), 0);
		expect(saved.outcome).toBe('saved');
		expect(await look()).toEqual(before);
	});

	test('the mentor of a class that was joined after handing in reads nothing', async () => {
		const youth = await world.youth('agreed');
		await world.owner`insert into class_member (class_id, youth_id, joined_at) values (${world.ids.otherClass}, ${youth.id}, app_now() + interval '1 second')`;
		const later = { id: world.ids.otherMentor };
		expect((await world.attempt(later, `select * from read_as_mentor('${youth.passportId}')`)).count).toBe(0);
		expect((await world.attempt(mentor(), `select * from read_as_mentor('${youth.passportId}')`)).count).toBeGreaterThan(0);
	});

	test('a professional keeps the name that stands in the log', async () => {
		expect((await world.attempt(mentor(), `update person set name = 'Iemand anders' where id = '${mentor().id}'`)).code).toBe(denied);
		const youth = await world.youth('none');
		expect((await world.attempt(youth, `update person set name = 'Een nieuwe naam' where id = '${youth.id}'`)).count).toBe(1);
	});
});
