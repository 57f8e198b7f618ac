/** After a mentor's one-time code: the sensitive answers stay closed, in every table and by every verb, for a day. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whoIs } from '$lib/account/server';
import { hashToken } from '$lib/account/tokens';
import { agree, handIn, openEdition, openPassport, saveAnswer } from '$lib/passport/server';
import { newId } from '$lib/server/ids';
import { denied, instrument, makeWorld, ticked, unticked, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

const closed = (youth: TestYouth) => ({ ...youth, sensitiveClosed: true });
/** What a code path that knows nothing of it hands over. */
const forgotten = ({ id }: TestYouth) => ({ id });
const said = (text: string) => ({ status: 'answered' as const, value: { text } });
const sessions = ['closed', 'forgotten'] as const;
const inSession = (kind: (typeof sessions)[number], youth: TestYouth) => (kind === 'closed' ? closed(youth) : forgotten(youth));

/** A browser in which a session is open, as open_session() opens it now. */
async function signIn(youth: TestYouth): Promise<{ token: string; tokenHash: string }> {
	const token = newId();
	await world.attempt('visitor', `select open_session('${youth.id}', '${hashToken(token)}', '')`, true);
	return { token, tokenHash: hashToken(token) };
}

describe.each(sessions)('in a session that is %s', (kind) => {
	let youth: TestYouth;
	beforeAll(async () => {
		youth = await world.youth('shared');
	});

	test.each([
		['answer', 'sensitive'],
		['edition_line', `part like 'gevoelig:%'`],
		['edition_part', `part like 'gevoelig:%'`],
		['shown_to_mentor', 'true']
	])('no sensitive row of %s is there', async (table, sensitive) => {
		const count = async (who: { id: string }, where: string) =>
			(await world.attempt(who, `select count(*)::int as count from ${table} where ${where}`)).rows[0]!.count as number;
		expect(await count(youth, sensitive)).toBeGreaterThan(0);
		expect(await count(inSession(kind, youth), sensitive)).toBe(0);
		if (table !== 'shown_to_mentor') expect(await count(inSession(kind, youth), `not (${sensitive})`)).toBeGreaterThan(0);
	});

	test('no sensitive answer is changed, added or shown to the mentor', async () => {
		const who = inSession(kind, youth);
		expect((await world.attempt(who, `update answer set value = '{"text": "x"}' where question = '${ticked}'`)).count).toBe(0);
		const add = (sensitive: boolean) =>
			world.attempt(
				who,
				`insert into answer (passport_id, youth_id, question, section, position, sensitive, status, value, revision, passport_revision, updated_at)
					values ('${youth.passportId}', '${youth.id}', 'proef', 'wie', 1, ${sensitive}, 'answered', '{}', 1, 1, now())`
			);
		expect((await add(true)).code).toBe(denied);
		expect((await add(false)).count).toBe(1);
		const show = `insert into shown_to_mentor (passport_id, youth_id, question) values ('${youth.passportId}', '${youth.id}', '${unticked}')`;
		expect((await world.attempt(who, show)).code).toBe(denied);
		expect((await world.attempt(who, 'delete from shown_to_mentor')).count).toBe(0);
	});

	test('a passport that is opened has none of them, and the rest', async () => {
		const own = (await openPassport(inSession(kind, youth), youth.passportId))!;
		expect(own.answers[ticked] ?? own.answers[unticked]).toBeUndefined();
		expect(own.answers.blij).toBeDefined();
		const edition = (await openEdition(inSession(kind, youth), youth.passportId, 1))!;
		expect(edition.parts.map(({ part }) => part).filter((part) => part.startsWith('gevoelig:'))).toEqual([]);
		expect(edition.lines.some((line) => line.about === ticked)).toBe(false);
	});

	test('nothing is shared, by the verb or past it, and no link or code is there to be used', async () => {
		const who = inSession(kind, youth);
		const share = (part: string) => {
			const id = newId();
			return world.attempt(
				who,
				`insert into consent (id, edition_id, passport_id, youth_id, team_id, purpose, until)
					values ('${id}', '${youth.editionId}', '${youth.passportId}', '${youth.id}', '${world.ids.team}', 'intake', app_today());
				insert into consent_part (consent_id, edition_id, youth_id, part) values ('${id}', '${youth.editionId}', '${youth.id}', '${part}')`
			);
		};
		for (const part of [`gevoelig:${ticked}`, 'wie']) expect((await share(part)).code).toBe(denied);
		const invite = `select invite_participant('${youth.passportId}', '${newId()}', 'token in a session ${kind}', 'code', 'other', 'Oma', null, true, app_today(), array['gevoelig:${ticked}']) as outcome`;
		expect((await world.attempt(who, invite)).code).toBe(denied);
		expect((await world.attempt(youth, invite, true)).rows[0]!.outcome).toBe('invited');
		expect((await world.attempt(who, 'select id from guest_link')).rows).toEqual([]);
		expect((await world.attempt(youth, 'select id from guest_link')).rows).toHaveLength(1);
	});

	test('nothing is taken along on paper', async () => {
		const paper = newId();
		await world.owner`insert into consent (id, edition_id, passport_id, youth_id, kind, recipient, purpose, until)
			values (${paper}, ${youth.editionId}, ${youth.passportId}, ${youth.id}, 'paper', 'Mijn nieuwe school', 'intake', '2999-01-01')`;
		await world.owner`insert into consent_part (consent_id, edition_id, youth_id, part) values (${paper}, ${youth.editionId}, ${youth.id}, ${`gevoelig:${ticked}`})`;
		expect((await world.attempt(inSession(kind, youth), `select * from own_paper('${paper}')`)).rows).toEqual([]);
		expect((await world.attempt(youth, `select * from own_paper('${paper}')`)).rows).toHaveLength(1);
	});

	test('stopping to share goes on', async () => {
		const shared = await world.youth('shared');
		const stop = `update consent set withdrawn_at = app_now() where id = '${shared.consentId}'`;
		expect((await world.attempt(inSession(kind, shared), stop)).count).toBe(1);
	});

	test('nothing is handed in or agreed to, by the verb or past it', async () => {
		const draft = await world.youth('draft');
		expect(await handIn(inSession(kind, draft), draft.passportId, [])).toEqual({ outcome: 'sensitive_closed' });
		const past = `update passport set state = 'ready', handed_in_at = app_now() where id = '${draft.passportId}'`;
		expect((await world.attempt(inSession(kind, draft), past)).code).toBe(denied);
		const row = `insert into hand_in (id, passport_id, youth_id, revision) values ('${newId()}', '${draft.passportId}', '${draft.id}', 1)`;
		expect((await world.attempt(inSession(kind, draft), row)).code).toBe(denied);

		const discussed = await world.youth('discussed');
		const agreement = { revision: 9, withoutMentor: false, view: 'agree' as const, different: '', withRemarks: true };
		expect(await agree(inSession(kind, discussed), discussed.passportId, agreement)).toEqual({ outcome: 'sensitive_closed' });
		const agreed = `select * from agree_passport('${discussed.passportId}', 9, false, 'agree', '', true)`;
		expect((await world.attempt(inSession(kind, discussed), agreed)).code).toBe(denied);
		expect((await world.attempt(discussed, agreed)).rows).toMatchObject([{ outcome: 'agreed' }]);
	});

	test('a mentor who came later lets nobody in, by the page or past it', async () => {
		const waits = await world.youth('ready');
		const let_in = (allowed: boolean) => `select let_mentor_in('${world.ids.class}', '${world.ids.ownMentor}', ${allowed}) as outcome`;
		expect((await world.attempt(inSession(kind, waits), let_in(true))).code).toBe(denied);
		expect((await world.attempt(inSession(kind, waits), let_in(false))).rows[0]!.outcome).toBe(true);
		expect((await world.attempt(waits, let_in(true))).rows[0]!.outcome).toBe(true);
	});

	test('no refusal is set aside', async () => {
		expect((await world.attempt(inSession(kind, youth), `select decide_alone('${youth.consentId}')`)).code).toBe(denied);
		expect((await world.attempt(youth, `select decide_alone('${youth.consentId}') as outcome`)).rows[0]!.outcome).toBe('decided');
	});

	test('the e-mail address to which a new password is sent is not changed', async () => {
		const set = `select set_own_email('iemand-anders@voorbeeld.nl', '${newId()}', 'token of somebody else') as outcome`;
		expect((await world.attempt(inSession(kind, youth), set)).rows[0]!.outcome).toBe('closed');
	});
});

describe('saving', () => {
	test('a sensitive answer is refused, another is saved; in an own session both are', async () => {
		const youth = await world.youth('draft');
		await world.owner`update credential set code_used_at = app_now() where person_id = ${youth.id}`;
		const browser = await signIn(youth);
		const before =
			await world.owner`select question, revision, value from answer where passport_id = ${youth.passportId} and sensitive order by 1`;
		for (const [question, base] of [
			[ticked, 1],
			['zelf-vertellen', 0]
		] as const)
			expect(await saveAnswer(browser, youth.passportId, instrument, question, said('x'), base)).toEqual({ outcome: 'sensitive_closed' });
		/* What stands there is not given back as a conflict either. */
		expect(await saveAnswer(browser, youth.passportId, instrument, ticked, said('x'), 7)).toEqual({ outcome: 'sensitive_closed' });
		const after =
			await world.owner`select question, revision, value from answer where passport_id = ${youth.passportId} and sensitive order by 1`;
		expect([...after]).toEqual([...before]);
		expect(await saveAnswer(browser, youth.passportId, instrument, 'trots', said('x'), 0)).toMatchObject({ outcome: 'saved' });
		expect(await saveAnswer(youth, youth.passportId, instrument, ticked, said('van mij'), 1)).toMatchObject({ outcome: 'saved' });
	});

	test('one browser that is open does not open the next save on the same connection', async () => {
		const youth = await world.youth('draft');
		await world.owner`update credential set code_used_at = app_now() where person_id = ${youth.id}`;
		const browser = await signIn(youth);
		for (let n = 1; n < 8; n++) {
			expect(await saveAnswer(youth, youth.passportId, instrument, ticked, said(`keer ${n}`), n)).toMatchObject({ outcome: 'saved' });
			expect(await saveAnswer(browser, youth.passportId, instrument, ticked, said('x'), n)).toEqual({ outcome: 'sensitive_closed' });
		}
	});
});

describe('how long', () => {
	test('whoever signs in with the password within a day finds them closed; after that open', async () => {
		const youth = await world.youth('draft');
		const closedNow = async () => (await whoIs((await signIn(youth)).token))!;
		expect(await closedNow()).toMatchObject({ sensitiveClosed: false, sensitiveFrom: null });
		const [{ used }] = await world.owner<[{ used: Date }]>`
			update credential set code_used_at = now() where person_id = ${youth.id} returning code_used_at as used`;
		const day = 24 * 60 * 60 * 1000;
		const at = (ms: number) => new Date(used.getTime() + ms).toISOString();
		expect(await closedNow()).toMatchObject({ sensitiveClosed: true, sensitiveFrom: at(day) });
		await world.stopClock(at(day - 1000), async () => expect((await closedNow()).sensitiveClosed).toBe(true));
		await world.stopClock(at(day + 1000), async () => expect((await closedNow()).sensitiveClosed).toBe(false));
	});

	test('a session that was opened closed stays closed, however long it lasts', async () => {
		const youth = await world.youth('draft');
		await world.owner`update credential set code_used_at = app_now() where person_id = ${youth.id}`;
		const { token } = await signIn(youth);
		const [{ later }] = await world.owner<[{ later: string }]>`select (now() + interval '3 days')::text as later`;
		await world.stopClock(later, async () => expect((await whoIs(token))!.sensitiveClosed).toBe(true));
	});

	test('a new password of one’s own choice in that session does not open it', async () => {
		const youth = await world.youth('draft');
		await world.owner`update credential set code_used_at = app_now() where person_id = ${youth.id}`;
		const browser = await signIn(youth);
		await world.attempt(closed(youth), `select set_own_password('another hash', '${browser.tokenHash}')`, true);
		expect((await whoIs(browser.token))!.sensitiveClosed).toBe(true);
		expect((await whoIs((await signIn(youth)).token))!.sensitiveClosed).toBe(true);
	});

	test('nobody opens a session that is closed, or lengthens one that is shared', async () => {
		const youth = await world.youth('draft');
		for (const column of ['sensitive_closed', 'shared', 'expires_at', 'person_id'])
			expect((await world.attempt(youth, `update session set ${column} = ${column}`)).code).toBe(denied);
	});
});
