/** The people of one history: a school, a Doorstroompunt, a mbo, staff, classes and a group. */
import { createHash } from 'node:crypto';
import type { Sql } from 'postgres';
import { newToken } from '$lib/account/tokens';
import { callAsVisitor } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import { hour, organisationOf, type World, type Youth } from './model';

export type Cast = Awaited<ReturnType<typeof makeCast>>;

let made = 0;

/** Every history begins on this day: a school year lies ahead. */
const firstDay = Date.parse('2026-10-01T08:00:00Z');

/**
 * Of the history before nothing is left: every rule is asked of every row. By deleting, in one statement so that no table comes
 * before another: truncating waits for whoever reads, as the portal does that runs beside it, and can wait in a circle.
 */
async function forgetAll(owner: Sql): Promise<void> {
	const tables = await owner<{ name: string }[]>`
		select c.relname as name from pg_class c
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all (${ofTheCode})`;
	const deletes = tables.map(({ name }, i) => `d${i} as (delete from "${name}")`);
	await owner.unsafe(`with ${deletes.join(', ')} select`);
	await owner`delete from pgboss.job`;
}
/** Rows that migrations made. */
const ofTheCode = ['age_limit', 'passport_transition'];

/** Makes the organisations and the staff: two classes and a group, three mentors and a consultant, two teams, three intakers. */
export async function makeCast(owner: Sql) {
	const number = ++made;
	const [region, school, mbo, doorstroompunt] = [newId(), newId(), newId(), newId()];
	const teams = [newId(), newId()];
	/* The last one is a consultant. */
	const mentors = [newId(), newId(), newId(), newId()];
	const intakers = [newId(), newId(), newId()];
	const code = (at: number) => `${number}`.padStart(5, '0').replace(/\d/g, (d) => 'BCDFGHJKMN'[Number(d)]!) + 'PQR'[at];
	const classes = [
		{ id: newId(), code: code(0) },
		{ id: newId(), code: code(1) },
		{ id: newId(), code: code(2) }
	];
	const organisations = [school, doorstroompunt];
	const at = new Date(firstDay);
	const login = (id: string) => `staff-${id}`;
	await forgetAll(owner);
	await owner.begin(async (tx) => {
		await tx`delete from clock`;
		await tx`insert into clock (at) values (${at})`;
		await tx`insert into region ${tx({ id: region, name: `Regio ${number}` })}`;
		await tx`insert into organisation ${tx([
			{ id: school, region_id: region, kind: 'vo', name: `School ${number}`, place: 'Proefstad' },
			{ id: doorstroompunt, region_id: region, kind: 'doorstroompunt', name: `Doorstroompunt ${number}`, place: 'Proefstad' },
			{ id: mbo, region_id: region, kind: 'mbo', name: `ROC ${number}`, place: 'Proefstad' }
		])}`;
		await tx`insert into team ${tx(teams.map((id, i) => ({ id, organisation_id: mbo, name: `Team ${i}` })))}`;
		const staff = [...mentors, ...intakers];
		await tx`insert into person ${tx(staff.map((id) => ({ id, kind: 'staff', name: `Medewerker ${id}`, called: 'M', sign_in_name: login(id), created_at: at })))}`;
		const role = (id: string, i: number) => ({
			id: newId(),
			person_id: id,
			role: i < 3 ? 'mentor' : i === 3 ? 'rmc_consultant' : 'intaker',
			organisation_id: i < 3 ? school : i === 3 ? doorstroompunt : mbo,
			team_id: i < 4 ? null : teams[i === 6 ? 1 : 0]!
		});
		await tx`insert into staff_role ${tx(staff.map(role))}`;
		await tx`insert into class ${tx(classes.map((k, i) => ({ ...k, organisation_id: organisations[organisationOf(i)]!, name: `4${'ABC'[i]}`, school_year: 2026 })))}`;
		await tx`insert into class_mentor ${tx(classes.map((k, i) => ({ class_id: k.id, person_id: mentors[i === 2 ? 3 : i]!, since: at })))}`;
	});
	const world: World = {
		now: firstDay + hour,
		youths: [],
		mentors: [new Map([[0, firstDay]]), new Map([[1, firstDay]]), new Map(), new Map([[2, firstDay]])],
		intakers: [0, 0, 1],
		cases: []
	};

	let words = 0;
	const tokens = new Map<string, string>();
	/** The token of somebody's open session. */
	async function signIn(id: string): Promise<void> {
		tokens.set(id, newToken());
		await owner`insert into session ${owner({ token_hash: session(id), person_id: id, expires_at: '2999-01-01' })}`;
	}
	const session = (id: string) => createHash('sha256').update(tokens.get(id)!).digest('hex');
	for (const id of [...mentors, ...intakers]) await signIn(id);

	const parents = new Map<string, { id: string; token: string; session: string }[]>();

	return {
		world,
		mbo,
		teams,
		organisations,
		classes,
		mentors,
		intakers,
		login,
		session,
		token: (id: string) => tokens.get(id)!,
		user: (id: string) => ({ id, sensitiveClosed: false }),
		/** A word that stands nowhere else. */
		word: () => `w${number}q${++words}w`,
		async makeYouth(y: Youth): Promise<void> {
			const born = `${Number(y.sixteenOn.slice(0, 4)) - 16}${y.sixteenOn.slice(4)}`;
			await owner`insert into person ${owner({ id: y.id, kind: 'youth', name: y.name, called: y.name, born_on: born, sign_in_name: `y-${y.id}` })}`;
			await owner`insert into class_member (class_id, youth_id, joined_at) values (${classes[0]!.id}, ${y.id}, app_now())`;
			await signIn(y.id);
		},
		editionId: async (passport: string, number: number) =>
			(await owner`select id from edition where passport_id = ${passport} and number = ${number}`)[0]!.id as string,
		/** A parent who has link and code, and is in. */
		async askParent(youth: string): Promise<void> {
			const [link, id] = [newId(), newId()];
			await owner`insert into guest_link (id, youth_id, kind, token_hash, code_hash, name, until, max_openings)
				values (${link}, ${youth}, 'representative', ${`t${link}`}, 'c', 'Ouder', '2999-01-01', 1000)`;
			await owner`insert into representative (id, youth_id, guest_link_id, kind, asked_by) values (${id}, ${youth}, ${link}, 'parent', 'youth')`;
			await owner`insert into guest_session (token_hash, link_id, reader_name, expires_at) values (${`s${link}`}, ${link}, 'Ouder', '2999-01-01')`;
			parents.set(youth, [...(parents.get(youth) ?? []), { id, token: `t${link}`, session: `s${link}` }]);
		},
		parent: (youth: string, at: number) => parents.get(youth)![at]!,
		async decide(youth: string, at: number, consent: string, decision: string): Promise<string> {
			const { token, session } = parents.get(youth)![at]!;
			const [row] = await callAsVisitor<{ decide_as_representative: string }>('decide_as_representative', [
				token,
				session,
				consent,
				decision
			]);
			return row!.decide_as_representative;
		}
	};
}
