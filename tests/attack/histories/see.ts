/** What somebody comes across at the portal: in every table through the web login, and by every function that opens something. */
import type { Sql } from 'postgres';
import { callAsVisitor } from '$lib/server/database';
import type { Cast } from './cast';
import { isSensitive, questions, type Person, type Seen, type World } from './model';

export const wordsIn = (text: string): string[] => [...new Set(text.match(/\bw\d+q\d+w\b/g) ?? [])].sort();

/**
 * Makes a function that looks as several people, one after another, as whoever calls it: all that a signed-in person may select,
 * every column of every table; and every function that opens something, with every id that there is, whoever asks. What a
 * look writes in the log is undone.
 */
export async function makeEyes(owner: Sql): Promise<void> {
	const columns = await owner<{ table: string; columns: string[] }[]>`
		select c.relname as table, array_agg(quote_ident(a.attname) order by a.attnum) as columns
		from pg_class c join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
			and has_column_privilege('pvs_user', c.oid, a.attnum, 'select')
		group by 1`;
	const texts = columns.map((of) => `(select string_agg(concat_ws(' ', ${of.columns.join(', ')}), ' ') from "${of.table}")`);
	const words = (call: string) => `(select string_agg(f::text, ' ') from ${call} f)`;
	const passports = ['read_as_mentor(it)', 'read_contributions_as_mentor(it)'];
	const sensitive = questions.filter(({ part }) => isSensitive(part)).map(({ key }) => words(`read_sensitive_as_mentor(it, '${key}')`));
	const consents = ['read_edition(it)', 'own_paper(it)', 'intake_of(it)'];
	/* One function, so that it is planned once and asked once for all who look. */
	await owner.unsafe(`create or replace function attack_look(people uuid[], passports uuid[], consents uuid[])
		returns table (tables text, opened text, readings integer, states text[], editions integer, cases integer, attempts integer, teams text[]) language plpgsql as $$
		#variable_conflict use_column
		declare
			looker uuid;
			it uuid;
		begin
			foreach looker in array people loop
				begin
					perform set_config('app.user_id', looker::text, true), set_config('app.sensitive_closed', 'no', true), set_config('role', 'pvs_user', true);
					tables := concat_ws(' ', ${texts.join(', ')});
					readings := (select count(*)::integer from access_log);
					states := array(select p.id || ' ' || p.state from passport p order by 1);
					editions := (select count(*)::integer from edition);
					cases := (select count(*)::integer from caseload()) + (select count(*)::integer from own_cases());
					attempts := (select count(*)::integer from contact_attempt);
					teams := array(select r.team_id::text from staff_role r where r.person_id = looker and r.team_id is not null);
					opened := concat_ws(' ', ${['shared_with_my_teams()', 'caseload()', 'own_cases()'].map(words).join(', ')});
					foreach it in array passports loop
						opened := concat_ws(' ', opened, ${[...passports.map(words), ...sensitive].join(', ')});
					end loop;
					foreach it in array consents loop
						opened := concat_ws(' ', opened, ${consents.map(words).join(', ')});
					end loop;
					raise exception using errcode = 'PVS00';
				exception when sqlstate 'PVS00' then
					return next;
				end;
			end loop;
		end $$`);
	await owner`grant execute on function attack_look(uuid[], uuid[], uuid[]) to pvs_visitor`;
}

export const idOf = (w: World, cast: Cast, { kind, at }: Person): string =>
	kind === 'youth' ? w.youths[at]!.id : kind === 'mentor' ? cast.mentors[at]! : cast.intakers[at]!;

/** Looks as each of these people, and leaves nothing behind. */
export async function see(w: World, cast: Cast, people: Person[], about: number[]): Promise<Seen[]> {
	type Row = {
		tables: string;
		opened: string | null;
		readings: number;
		states: string[];
		editions: number;
		cases: number;
		attempts: number;
		teams: string[];
	};
	const list = (ids: string[]) => `{${ids.join(',')}}`;
	const rows = await callAsVisitor<Row>('attack_look', [
		list(people.map((person) => idOf(w, cast, person))),
		list(about.map((at) => w.youths[at]!.passport)),
		list(about.flatMap((at) => w.youths[at]!.consents.map(({ id }) => id)))
	]);
	return rows.map((row) => ({
		words: wordsIn(row.tables),
		ids: w.youths
			.map(({ id }) => id)
			.filter((id) => row.tables.includes(id))
			.sort(),
		opened: wordsIn(row.opened ?? ''),
		readings: row.readings,
		states: row.states,
		editions: row.editions,
		cases: row.cases,
		attempts: row.attempts,
		teams: row.teams.map((id) => cast.teams.indexOf(id))
	}));
}
