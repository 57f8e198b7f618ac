/** What each login and role can be and call at all, whatever the rows. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { denied, makeWorld, type TestYouth, type World } from './world';

let world: World;
let youth: TestYouth;
beforeAll(async () => {
	world = await makeWorld();
	youth = await world.youth('shared');
}, 60_000);
afterAll(() => world.end());

const roles = ['pvs_user', 'pvs_visitor', 'pvs_system'] as const;

/** The functions that each role may call; whoever adds one says so here, and tests who gets what from it. */
const callable: Record<(typeof roles)[number], string[]> = {
	pvs_user: [
		'add_agreement',
		'add_mentor',
		'age_limit_today',
		'agree_agreement',
		'agree_passport',
		'agree_talk',
		'app_now',
		'app_today',
		'app_user',
		'ask_agreement_change',
		'ask_representative',
		'ask_together',
		'asked_together',
		'caseload',
		'change_case',
		'choose_guides',
		'cancel_talk',
		'change_agreement',
		'change_talk',
		'close_talk',
		'confirm_agreement',
		'confirm_deletion',
		'confirm_email',
		'consents_alone',
		'consults_at',
		'decide_alone',
		'decline_talk',
		'draft_agreement',
		'end_participant',
		'end_representative',
		'end_together',
		'enter_as_user',
		'find_class',
		'find_email_confirmation',
		'find_own_password',
		'find_representative',
		'follow_request',
		'give_support',
		'guides_talk',
		'guides_youth',
		'intake_of',
		'invite_participant',
		'join_class_too',
		'keep_agreement',
		'keep_contribution',
		'keep_support',
		'keep_talk_notes',
		'let_mentor_in',
		'link_case',
		'make_sign_in_code',
		'mentor_reads',
		'mentors_class',
		'mentors_youth',
		'move_case',
		'my_agreements',
		'my_deletion_requests',
		'my_guides',
		'my_mentors',
		'my_requests',
		'my_support_coordinators',
		'note_contact',
		'only_who_sees_all',
		'open_case',
		'own_account',
		'own_address_notice',
		'own_agreement',
		'own_agreements',
		'own_cases',
		'own_consent_status',
		'own_paper',
		'own_reminder',
		'plan_next',
		'plan_talk',
		'propose_agreement',
		'put_own_address_away',
		'read_agreement',
		'read_as_mentor',
		'read_contributions_as_mentor',
		'read_edition',
		'read_sensitive_as_mentor',
		'record_intake',
		'remove_mentor',
		'replace_consent',
		'representative_requests',
		'request_representative',
		'send_email_confirmation',
		'sensitive_open',
		'set_agreement_state',
		'set_own_email',
		'set_own_password',
		'shared_with_my_teams',
		'sign_off',
		'successor_of',
		'support_waiting',
		'take_back_agreement',
		'take_back_contact',
		'take_back_representative_request',
		'take_back_sign_off',
		'take_edition',
		'take_over_case',
		'talk_facts',
		'today_written',
		'write_intake_reply',
		'write_remark'
	],
	pvs_visitor: [
		'agreements_of_representative',
		'app_now',
		'app_today',
		'app_user',
		'applied_migrations',
		'ask_password_reset',
		'check_document',
		'decide_agreement',
		'decide_as_representative',
		'deletion_by_link',
		'enter_as_user',
		'find_class',
		'find_credential',
		'find_password_reset',
		'find_request',
		'find_sign_in_code',
		'guest_link_status',
		'join_class',
		'leave_as_guest',
		'leave_reader_email',
		'open_class',
		'open_guest_link',
		'open_session',
		'person_of_session',
		'read_agreement_as_representative',
		'read_as_participant',
		'read_by_link',
		'representative_page',
		'reset_password',
		'save_answer',
		'share_link_waits',
		'take_by_link',
		'today_written',
		'use_sign_in_code',
		'who_is',
		'who_is_guest',
		'write_as_participant'
	],
	pvs_system: [
		'app_now',
		'app_today',
		'app_user',
		'applied_migrations',
		'claim_mail',
		'class_lasts',
		'end_mail',
		'keep_demo_mail',
		'open_session',
		'remind'
	]
};

/** The columns that a signed-in person may change; everything else in the database is out of reach. */
const changeable: Record<string, string[]> = {
	answer: ['passport_revision', 'revision', 'status', 'updated_at', 'value'],
	class_expected: ['youth_id'],
	class_member: ['confirmed_at', 'removed_at'],
	consent: ['withdrawn_at'],
	guest_link: ['ended_at'],
	hand_in: ['taken_back_at'],
	passport: ['handed_in_at', 'last_activity_at', 'progress', 'revision', 'state'],
	pause: ['since', 'until'],
	person: ['called', 'name', 'pronouns'],
	request_followed: ['put_away_at'],
	request_link: ['ended_at'],
	sign_in_code: ['seen_at']
};

/**
 * What somebody writes without a function, under a policy that asks more than whose it is. Somebody else may take that away between
 * the look of the code and the write, and then it is refused with an error; what is written often goes by a function that locks.
 */
const asksMore: Record<string, string> = {
	class_expected: 'names of a class: a mentor who is taken out of it at that moment',
	class_member: 'taking a young person out: the same',
	consent_part: 'the consent is made in the same transaction',
	request_link: 'a link of a team: an intaker who leaves it at that moment'
};

describe('writing without a function', () => {
	test('asks only whose it is, and when; the tables where a policy asks more are these', async () => {
		const policies = await world.owner<{ table: string; asks: string }[]>`
			select tablename as table, concat_ws(' and ', qual, with_check) as asks from pg_policies
			where schemaname = 'public' and cmd in ('INSERT', 'UPDATE', 'ALL') and 'pvs_user' = any (roles)`;
		expect(policies.length).toBeGreaterThan(15);
		const more = policies.filter(
			({ asks }) => /\bselect\b/i.test(asks) || /\b(?!app_user|app_today|app_now|sensitive_open)\w+\(/.test(asks)
		);
		expect([...new Set(more.map(({ table }) => table))].sort()).toEqual(Object.keys(asksMore).sort());
	});
});

describe('functions', () => {
	test('nobody may call a function merely by being there', async () => {
		const open = await world.owner`
			select p.proname from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
			where p.pronamespace = 'public'::regnamespace and a.grantee = 0 and a.privilege_type = 'EXECUTE'`;
		expect(open.map((row) => row.proname)).toEqual([]);
	});

	test.each(roles)('%s calls these and no other', async (role) => {
		const found = await world.owner`
			select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace and has_function_privilege(${role}, p.oid, 'execute') order by 1`;
		expect(found.map((row) => row.name).sort()).toEqual([...callable[role]].sort());
	});

	test('each function with the rights of the owner has a fixed search path that begins with our own tables', async () => {
		const loose = await world.owner`
			select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and not coalesce(proconfig @> array['search_path=public, pg_temp'], false)`;
		expect(loose.map((row) => row.proname)).toEqual([]);
	});

	test.each([
		'log_reading',
		'mentor_from',
		'school_of_reader',
		'school_of',
		'old_enough',
		'consent_is_open',
		'shared_course',
		'new_id',
		'too_many_failures',
		'send_mail_later',
		'address_of',
		'mail_signed',
		'guest_in',
		'guest_status',
		'representative_allows',
		'consent_given',
		'consent_status',
		'consent_withdrawn',
		'edition_under',
		'log_guest_reading',
		'open_edition_as_guest',
		'open_edition_as_intaker',
		'shared_parts',
		'representative_refused',
		'representative_agreed',
		'representative_in',
		'make_representative',
		'coordinators_of',
		'latest_decisions',
		'together_allowed',
		'recipient_of',
		'participant_in',
		'part_of',
		'kept_words_changed',
		'intake_from',
		'asked_support',
		'agreement_status',
		'agreement_from',
		'agreement_document',
		'settle_agreement',
		'keep_agreed',
		'keep_agreed_line',
		'left_to_take_over',
		'carry_over_agreement',
		'addresses_of_team',
		'mail_take_over',
		'remind_take_over',
		'case_to_change',
		'own_talk_as_guide',
		'talk_stands',
		'talk_guided',
		'talk_letter',
		'to_look_back_on',
		'remind_talks',
		'remind_look_back',
		'mail_talk_planned',
		'mail_talk_declined',
		'mail_look_back'
	])('%s is for the functions themselves', async (name) => {
		for (const role of roles) expect(callable[role]).not.toContain(name);
	});
});

describe('the web login', () => {
	test('owns nothing, and is nothing that would bypass row security', async () => {
		const { username } = new URL(inject('database').webUrl);
		const [login] =
			await world.owner`select oid, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = ${username}`;
		expect(login).toMatchObject({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false });
		expect((await world.owner`select from pg_class where relowner = ${login!.oid}`).length).toBe(0);
		expect((await world.owner`select from pg_proc where proowner = ${login!.oid}`).length).toBe(0);
		for (const role of roles)
			expect(
				(await world.owner`select rolbypassrls or rolsuper or rolcanlogin as strong from pg_roles where rolname = ${role}`)[0]!.strong
			).toBe(false);
	});

	test('becomes nobody but a user and a visitor', async () => {
		const { username } = new URL(inject('database').webUrl);
		const member =
			await world.owner`select rolname from pg_roles where rolname <> ${username} and pg_has_role(${username}, oid, 'member') order by 1`;
		expect(member.map((row) => row.rolname)).toEqual(['pvs_user', 'pvs_visitor']);
	});

	const { ownerUrl, systemUrl } = inject('database');
	const targets = ['pvs_system', new URL(ownerUrl).username, new URL(systemUrl).username, 'postgres'];
	test.each(
		targets.flatMap((target) => (['a young person', 'a visitor', 'the web login'] as const).map((from) => [from, target] as const))
	)('%s does not become %s inside a transaction', async (from, target) => {
		const who = from === 'a young person' ? youth : from === 'a visitor' ? 'visitor' : 'web login';
		expect((await world.attempt(who, `set role "${target}"`)).code).not.toBe('');
		expect((await world.attempt(who, `select set_config('role', '${target}', true)`)).code).not.toBe('');
		expect((await world.attempt(who, `set session authorization "${target}"`)).code).toBe(denied);
	});

	test.each(['reset role', 'set role none', "select set_config('role', 'none', true)"])('%s leaves it with nothing', async (statement) => {
		for (const table of ['answer', 'edition_line', 'person', 'credential'])
			expect((await world.attempt(youth, `${statement}; select count(*) from public.${table}`)).code).toBe(denied);
	});

	test('a visitor who only says who they are sees nothing', async () => {
		const result = await world.attempt('visitor', `select set_config('app.user_id', '${youth.id}', true); select * from answer`);
		expect(result.code).toBe(denied);
	});

	test('nobody in particular sees nothing of anybody', async () => {
		for (const value of ['', '00000000-0000-0000-0000-000000000000'])
			for (const table of ['answer', 'passport', 'edition_line', 'consent', 'session', 'access_log', 'class_member'])
				expect(
					(await world.attempt(youth, `select set_config('app.user_id', '${value}', true); select * from ${table}`)).rows
						.flat()
						.filter((row) => 'id' in row || 'youth_id' in row)
				).toEqual([]);
	});

	test('the person of one transaction is forgotten in the next', async () => {
		await world.within(youth, (tx) => tx`select 1`, true);
		for (let i = 0; i < 6; i++) expect((await world.attempt('visitor', 'select app_user() as who')).rows[0]!.who).toBeNull();
	});

	test.each([
		'create table public.x (a int)',
		'create function public.x() returns int language sql as $$ select 1 $$',
		'create schema x',
		'alter table public.answer disable row level security',
		'drop policy answer_select on public.answer',
		'alter role pvs_user bypassrls',
		'grant pvs_system to pvs_user',
		'select * from pg_authid',
		`copy public.answer to '/tmp/x'`
	])('cannot: %s', async (statement) => {
		for (const who of [youth, 'visitor', 'web login', 'system'] as const) expect((await world.attempt(who, statement)).code).toBe(denied);
	});

	test('switching row security off makes a statement fail instead of showing more', async () => {
		expect((await world.attempt(youth, 'set local row_security = off; select * from answer')).code).toBe(denied);
	});
});

describe('the system login', () => {
	test('reads no answer, edition, consent or password, and knows the demo people only', async () => {
		for (const table of ['answer', 'edition', 'edition_line', 'consent', 'credential', 'passport', 'access_log'])
			expect((await world.attempt('system', `select * from ${table}`)).code).toBe(denied);
		expect((await world.attempt('system', 'select id from person')).rows).toEqual([]);
	});

	test('becomes no user', async () => {
		expect((await world.attempt('system', `select set_config('role', 'pvs_user', true)`)).code).not.toBe('');
	});
});

describe('columns', () => {
	test('a signed-in person changes these and no other', async () => {
		const found = await world.owner`
			select c.relname as table, array_agg(a.attname::text order by a.attname) as columns
			from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
			where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_column_privilege('pvs_user', c.oid, a.attnum, 'update') group by 1 order by 1`;
		expect(Object.fromEntries(found.map((row) => [row.table, row.columns]))).toEqual(changeable);
	});

	test.each(['pvs_visitor', 'pvs_system'])('%s changes nothing', async (role) => {
		const found = await world.owner`
			select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
			and (has_any_column_privilege(${role}, c.oid, 'update') or has_any_column_privilege(${role}, c.oid, 'insert'))`;
		expect([...found]).toEqual([]);
	});
});

describe('the clock', () => {
	test('nobody but the owner can set it', async () => {
		for (const who of [youth, 'visitor', 'system', 'web login'] as const) {
			expect((await world.attempt(who, `insert into public.clock (at) values ('2050-01-01')`)).code).toBe(denied);
		}
	});

	test('a table of the same name does not stop it for its maker', async () => {
		for (const who of [youth, 'visitor'] as const) {
			const result = await world.attempt(
				who,
				`create temporary table clock (at timestamptz); insert into pg_temp.clock values ('2050-01-01'); select app_now() < '2050-01-01' as unmoved`
			);
			if (result.code === '') expect(JSON.stringify(result.rows)).toContain('true');
			else expect(result.code).toBe(denied);
		}
	});
});
