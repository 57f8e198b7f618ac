/** What somebody comes across at the portal: in every table through the web login, and by every function that opens something. */
import type { Sql } from 'postgres';
import { undone } from './act';
import type { Cast } from './cast';
import { isSensitive, questions, type Person, type Seen, type World } from './model';

export const wordsIn = (text: string): string[] => [...new Set(text.match(/\bw\d+q\d+w\b/g) ?? [])].sort();

/** Makes a function that reads all that a signed-in person may select, every column of every table, as whoever calls it. */
export async function makeEyes(owner: Sql): Promise<void> {
	const columns = await owner<{ table: string; columns: string[] }[]>`
		select c.relname as table, array_agg(quote_ident(a.attname) order by a.attnum) as columns
		from pg_class c join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
			and has_column_privilege('pvs_user', c.oid, a.attnum, 'select')
		group by 1`;
	const texts = columns.map((of) => `(select string_agg(concat_ws(' ', ${of.columns.join(', ')}), ' ') from "${of.table}")`);
	/* In a function, so that it is planned once and not at each look. */
	await owner.unsafe(`create or replace function attack_eyes() returns table (tables text, readings integer, states text[], editions integer) language plpgsql stable as $$
		begin return query select concat_ws(' ', ${texts.join(', ')}),
			(select count(*)::integer from access_log), array(select id || ' ' || state from passport order by 1), (select count(*)::integer from edition); end $$`);
	await owner`grant execute on function attack_eyes() to pvs_user`;
}

/** What opens answers, remarks or editions; each is called with every id that there is, whoever asks. */
function openings(w: World, about: number[]): string {
	const calls = about.flatMap((at) => {
		const y = w.youths[at]!;
		const sensitive = questions.filter(({ part }) => isSensitive(part));
		return [
			`read_as_mentor('${y.passport}')`,
			`read_contributions_as_mentor('${y.passport}')`,
			...sensitive.map(({ key }) => `read_sensitive_as_mentor('${y.passport}', '${key}')`),
			...y.consents.flatMap(({ id }) => [`read_edition('${id}')`, `own_paper('${id}')`, `intake_of('${id}')`])
		];
	});
	return `concat_ws(' ', ${['shared_with_my_teams()', ...calls].map((call) => `(select string_agg(f::text, ' ') from ${call} f)`).join(', ')})`;
}

export const idOf = (w: World, cast: Cast, { kind, at }: Person): string =>
	kind === 'youth' ? w.youths[at]!.id : kind === 'mentor' ? cast.mentors[at]! : cast.intakers[at]!;

/** Looks as this person, and leaves nothing behind. */
export async function see(w: World, cast: Cast, person: Person, about: number[]): Promise<Seen> {
	const user = cast.user(idOf(w, cast, person));
	type Row = { tables: string; opened: string; readings: number; states: string[]; editions: number };
	const row = await undone<Row>(user, `select tables, readings, states, editions, ${openings(w, about)} as opened from attack_eyes()`);
	const ids = w.youths.map(({ id }) => id).filter((id) => row.tables.includes(id));
	return {
		words: wordsIn(row.tables),
		ids: ids.sort(),
		opened: wordsIn(row.opened),
		readings: row.readings,
		states: row.states,
		editions: row.editions
	};
}
