/** The people and passports of the access tests, made through the verbs, and ways to do something in somebody's name. */
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { inject } from 'vitest';
import { giveConsent, withdrawConsent, type NewConsent } from '$lib/consent/server';
import { readPassport, signOffTalk, writeRemark } from '$lib/conversation/server';
import { firstInstrument, newest } from '$lib/instruments';
import { agree, editionsOf, handIn, openEdition, openPassport, saveAnswer, startPassport } from '$lib/passport/server';
import { closeDatabase, openDatabase } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import { demoAnswers } from '../demo-answers';
import { bornOn, someYouth, type Youth } from '../people';

/** In whose name a statement runs: a signed-in person, or a login without one. */
export type Who = { id: string; sensitiveClosed?: boolean } | 'visitor' | 'system' | 'web login';

/** With whom somebody shares. */
type Recipient = NewConsent extends infer C
	? C extends NewConsent
		? Omit<C, 'id' | 'editionId' | 'passportId' | 'purpose' | 'parts' | 'until'>
		: never
	: never;

/** How far a young person of the tests is. */
export const stages = ['none', 'draft', 'ready', 'discussed', 'agreed', 'shared', 'withdrawn', 'ended'] as const;
export type Stage = (typeof stages)[number];

/** A young person of the tests. */
export interface TestYouth {
	id: string;
	/** In a session that no mentor's code opened. */
	sensitiveClosed: boolean;
	/** Of the session in the own browser. */
	tokenHash: string;
	signInName: string;
	stage: Stage;
	passportId: string;
	editionId: string;
	consentId: string;
}

/** What everybody in these tests answers: of each kind of part something. */
const asked = [
	'blij',
	'over-mij',
	'goed-in',
	'werk-later',
	'keuze1',
	'keuze1-waarom',
	'keuze2',
	'keuze2-waarom',
	'hielp-eerder',
	'gezondheid',
	'thuis'
];
/** Ticked when handing in; gezondheid is answered and not ticked. */
export const ticked = 'thuis';
export const unticked = 'gezondheid';
/** What is shared: no second choice, one of two sensitive answers. */
export const sharedParts = ['wie', 'kan', 'heb', 'keuze1', 'gevoelig:thuis'];
/** On the board of the class. */
export const classCode = 'KBD4F7';
export const instrument = newest(firstInstrument);

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** Opens the logins and makes the organisations, staff and classes. Call end() when done. */
export async function makeWorld() {
	const { ownerUrl, webUrl, systemUrl } = inject('database');
	const quiet = { onnotice: () => {} };
	const owner = postgres(ownerUrl, { max: 2, ...quiet });
	const web = postgres(webUrl, { max: 3, ...quiet });
	const system = postgres(systemUrl, { max: 1, ...quiet });
	/* What the verbs read of the settings: the secret that links and codes are derived from, and the public address. */
	Object.assign(process.env, {
		DATABASE_URL: webUrl,
		DATABASE_SYSTEM_URL: systemUrl,
		ORIGIN: 'https://paspoort.voorbeeld.nl',
		SECRET: 'only for tests, and long enough to be one',
		SMTP_URL: 'smtp://localhost:25',
		MAIL_FROM: 'Paspoort voor Succes <paspoort@voorbeeld.nl>'
	});
	openDatabase({ web: webUrl, system: systemUrl, poolSize: 4 });

	await empty(owner);
	const ids = Object.fromEntries(
		[
			'region',
			'school',
			'mbo',
			'team',
			'otherTeam',
			'doorstroompunt',
			'otherDoorstroompunt',
			'group',
			'class',
			'otherClass',
			'formerClass',
			'ownMentor',
			'otherMentor',
			'formerMentor',
			'intaker',
			'otherIntaker',
			'consultant',
			'otherConsultant',
			'coordinator'
		].map((key) => [key, newId()])
	) as Record<
		| 'region'
		| 'school'
		| 'mbo'
		| 'team'
		| 'otherTeam'
		| 'doorstroompunt'
		| 'otherDoorstroompunt'
		| 'group'
		| 'class'
		| 'otherClass'
		| 'formerClass'
		| StaffKey,
		string
	>;
	await owner.begin(async (tx) => {
		await tx`insert into region ${tx({ id: ids.region, name: 'Proefregio' })}`;
		await tx`insert into organisation ${tx([
			{ id: ids.school, region_id: ids.region, kind: 'vo', name: 'De Proef', place: 'Proefstad' },
			{ id: ids.mbo, region_id: ids.region, kind: 'mbo', name: 'ROC Proef', place: 'Proefstad' },
			{ id: ids.doorstroompunt, region_id: ids.region, kind: 'doorstroompunt', name: 'Doorstroompunt Proef', place: 'Proefstad' },
			{ id: ids.otherDoorstroompunt, region_id: ids.region, kind: 'doorstroompunt', name: 'Doorstroompunt Elders', place: 'Elders' }
		])}`;
		await tx`insert into team ${tx([
			{ id: ids.team, organisation_id: ids.mbo, name: 'Intake A' },
			{ id: ids.otherTeam, organisation_id: ids.mbo, name: 'Intake B' }
		])}`;
		await tx`insert into person ${tx(staffKeys.map((key) => ({ id: ids[key], kind: 'staff', name: `Medewerker ${key}`, called: key, sign_in_name: key.toLowerCase() })))}`;
		const roles: Partial<Record<StaffKey, string>> = {
			consultant: 'rmc_consultant',
			otherConsultant: 'rmc_consultant',
			coordinator: 'support_coordinator'
		};
		const workplaces: Partial<Record<StaffKey, string>> = { consultant: ids.doorstroompunt, otherConsultant: ids.otherDoorstroompunt };
		const role = (key: StaffKey) => roles[key] ?? (key.endsWith('entor') ? 'mentor' : 'intaker');
		const teamOf: Partial<Record<StaffKey, string>> = { intaker: ids.team, otherIntaker: ids.otherTeam };
		await tx`insert into staff_role ${tx(
			staffKeys.map((key) => ({
				id: newId(),
				person_id: ids[key],
				role: role(key),
				organisation_id: teamOf[key] ? ids.mbo : (workplaces[key] ?? ids.school),
				team_id: teamOf[key] ?? null
			}))
		)}`;
		await tx`insert into class ${tx([
			{ id: ids.class, organisation_id: ids.school, name: '4A', school_year: 2026, code: classCode },
			{ id: ids.otherClass, organisation_id: ids.school, name: '4B', school_year: 2026, code: 'MRW3X8' },
			{ id: ids.formerClass, organisation_id: ids.school, name: '3A', school_year: 2025, code: 'PTS6H2' },
			{ id: ids.group, organisation_id: ids.doorstroompunt, name: 'Groep van consultant', school_year: 2026, code: 'RMC2N9' }
		])}`;
		await tx`insert into class_mentor ${tx([
			{ class_id: ids.class, person_id: ids.ownMentor },
			{ class_id: ids.otherClass, person_id: ids.otherMentor },
			{ class_id: ids.formerClass, person_id: ids.formerMentor },
			{ class_id: ids.group, person_id: ids.consultant }
		])}`;
		await tx`insert into session ${tx(staffKeys.map((key) => ({ token_hash: `browser of ${key}`, person_id: ids[key], expires_at: '2999-01-01' })))}`;
	});

	/** Runs statements in somebody's name, as the server does; nothing of it stays, unless `keep`. */
	async function within<T>(who: Who, work: (tx: TransactionSql) => Promise<T>, keep = false): Promise<T> {
		let result: { value: T } | undefined;
		const login = who === 'system' ? system : web;
		const undo = new Error('undo');
		await login
			.begin(async (tx) => {
				if (who === 'system' || who === 'visitor')
					await tx`select set_config('role', ${who === 'system' ? 'pvs_system' : 'pvs_visitor'}, true)`;
				else if (who !== 'web login')
					await tx`select set_config('role', 'pvs_user', true), set_config('app.user_id', ${who.id}, true),
						set_config('app.sensitive_closed', ${who.sensitiveClosed === false ? 'no' : 'yes'}, true)`;
				result = { value: await work(tx) };
				if (!keep) throw undo;
			})
			.catch((error) => {
				if (error !== undo) throw error;
			});
		return result!.value;
	}

	/** What came of one statement in somebody's name: its rows and their number, or the code of the refusal. */
	async function attempt(who: Who, statement: string, keep = false): Promise<Attempt> {
		try {
			const rows = await within(who, (tx) => tx.unsafe(statement), keep);
			return { rows: [...rows], count: rows.count, code: '' };
		} catch (error) {
			return { rows: [], count: -1, code: (error as { code?: string }).code ?? String(error) };
		}
	}

	let made = 0;
	/** A new young person, in the own mentor's class and taken out of the former mentor's, as far as the stage says. */
	async function youth(stage: Stage, more: Partial<Youth> = {}, classId = ids.class): Promise<TestYouth> {
		const person = someYouth(`${stage}-${++made}`, more);
		const id = newId();
		const [{ today }] = await owner<[{ today: string }]>`select app_today()::text as today`;
		await owner`insert into person ${owner({ id, kind: 'youth', name: person.name, called: person.called, born_on: bornOn(person.age, today), sign_in_name: person.signInName })}`;
		await owner`insert into credential ${owner({ person_id: id, password_hash: `hash of ${person.key}` })}`;
		await owner`insert into session ${owner({ token_hash: `browser of ${person.key}`, person_id: id, expires_at: '2999-01-01' })}`;
		await owner`insert into class_member (class_id, youth_id, joined_at) values (${classId}, ${id}, app_now()), (${ids.formerClass}, ${id}, app_now() - interval '300 days')`;
		await owner`update class_member set removed_at = app_now() - interval '100 days' where class_id = ${ids.formerClass} and youth_id = ${id}`;
		const result: TestYouth = {
			id,
			sensitiveClosed: false,
			tokenHash: `browser of ${person.key}`,
			signInName: person.signInName,
			stage,
			passportId: newId(),
			editionId: newId(),
			consentId: newId()
		};
		const until = stages.indexOf(stage);
		if (until < stages.indexOf('draft')) return result;

		result.passportId = await startPassport(result, firstInstrument);
		for (const key of asked)
			await saveAnswer(
				result,
				result.passportId,
				instrument,
				key,
				{ status: 'answered', value: demoAnswers.noah[key] as { text: string } },
				0
			);
		if (until < stages.indexOf('ready')) return result;
		await handIn(result, result.passportId, [ticked]);
		if (until < stages.indexOf('discussed')) return result;
		const mentor = { id: { [ids.class]: ids.ownMentor, [ids.group]: ids.consultant }[classId] ?? ids.otherMentor };
		const { revision } = (await readPassport(mentor, result.passportId))!;
		await writeRemark(mentor, result.passportId, 'wie', 'Mooi verteld.');
		await signOffTalk(mentor, result.passportId, { revision, heldOn: today, present: '' });
		if (until < stages.indexOf('agreed')) return result;
		await agreeNow(result);
		if (until < stages.indexOf('shared')) return result;
		await share(result, sharedParts);
		if (stage === 'withdrawn') await withdrawConsent(result, result.consentId);
		if (stage === 'ended') await owner`update consent set until = app_today() - 1 where id = ${result.consentId}`;
		return result;
	}

	async function agreeNow(who: TestYouth): Promise<void> {
		const { revision } = (await openPassport(who, who.passportId))!;
		await agree(who, who.passportId, { revision, withoutMentor: false, view: 'agree', different: '', withRemarks: true });
		who.editionId = (await editionsOf(who, who.passportId))[0]!.id;
	}

	/** Shares parts of the newest edition with a team. */
	async function share(who: TestYouth, parts: string[], teamId = ids.team): Promise<void> {
		await shareWith(who, { kind: 'team', teamId }, parts);
	}

	/** Shares parts of the newest edition with somebody. @returns the id of the consent */
	async function shareWith(who: TestYouth, to: Recipient, parts = sharedParts, days = 90): Promise<string> {
		const [newestEdition] = await editionsOf(who, who.passportId);
		const edition = await openEdition(who, who.passportId, newestEdition!.number);
		const [{ until }] = await owner<[{ until: string }]>`select (app_today() + ${days}::int)::text as until`;
		who.editionId = newestEdition!.id;
		who.consentId = newId();
		await giveConsent(who, {
			id: who.consentId,
			editionId: who.editionId,
			passportId: who.passportId,
			purpose: 'intake',
			parts: parts.filter((part) => edition!.parts.some((p) => p.part === part)),
			until,
			...to
		});
		return who.consentId;
	}

	/** Runs `work` while the portal's clock stands still at a moment. */
	async function stopClock<T>(at: string, work: () => Promise<T>): Promise<T> {
		await owner`insert into clock (at) values (${at}::text::timestamptz)`;
		try {
			return await work();
		} finally {
			await owner`delete from clock`;
		}
	}

	/** How many readings of this person's passport are in the log. */
	async function logged(who: { id: string }): Promise<number> {
		const [{ count }] = await owner<[{ count: number }]>`select count(*)::int as count from access_log where youth_id = ${who.id}`;
		return count;
	}

	async function end(): Promise<void> {
		await closeDatabase();
		await Promise.all([owner, web, system].map((login) => login.end({ timeout: 5 })));
	}

	/** The session of somebody's browser. */
	async function tokenOf(who: { id: string }): Promise<string> {
		const [{ token_hash }] = await owner<[{ token_hash: string }]>`select token_hash from session where person_id = ${who.id}`;
		return token_hash;
	}

	return { owner, ids, tokenOf, within, attempt, youth, agreeNow, share, shareWith, stopClock, logged, end };
}

/** Somebody who asks for support, agreed without a mentor, and shares these parts with a team. */
export async function asksFor(world: World, parts = ['wie', 'heb', 'keuze1'], teamId = world.ids.team): Promise<TestYouth> {
	const made = await world.youth('draft');
	const asked = {
		needs: [
			{ key: 'meer-tijd', how: 'Bij toetsen.' },
			{ key: 'pauzes', how: '' }
		],
		other: 'Een kapstok.'
	};
	await saveAnswer(made, made.passportId, instrument, 'nodig', { status: 'answered', value: asked }, 0);
	const { revision } = (await openPassport(made, made.passportId))!;
	await agree(made, made.passportId, { revision, withoutMentor: true, view: 'agree', different: '', withRemarks: false });
	made.editionId = (await editionsOf(made, made.passportId))[0]!.id;
	await world.share(made, parts, teamId);
	return made;
}

/** What came of a statement. `code` is empty when it was carried out; -1 rows when it was not. */
export interface Attempt {
	rows: Record<string, unknown>[];
	count: number;
	code: string;
}

export const staffKeys = [
	'ownMentor',
	'otherMentor',
	'formerMentor',
	'intaker',
	'otherIntaker',
	'consultant',
	'otherConsultant',
	'coordinator'
] as const;
export type StaffKey = (typeof staffKeys)[number];

/** What PostgreSQL says when a right or row security is missing. */
export const denied = '42501';

/** Each file of tests begins with nobody. */
async function empty(owner: Sql): Promise<void> {
	await owner`delete from person where kind = 'youth'`;
	for (const table of ['guidance_case', 'request_link', 'person', 'class', 'team', 'organisation', 'region', 'sign_in_failure', 'clock'])
		await owner`delete from ${owner(table)}`;
}
