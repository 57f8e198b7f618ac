/** What must hold of every answer, whatever was asked; and what the database was before and after. */
import type { Sql } from 'postgres';
import type { Answer } from './fuzz-http';
import { elsewhere, marks } from './fuzz-nasty';

/** What no answer may hold: where the code stands, what the database said. */
const leaks: [string, RegExp][] = [
	['a stack trace', /^\s*at .+[:(].+:\d+:\d+\)?$/m],
	['a stack trace', /\.(js|ts|svelte):\d+:\d+/],
	['a path of a file', /node_modules|file:\/\/|\/src\/(lib|routes|run)\/|\/build\/server|\/home\/\w+\/|\/tmp\/\w+/],
	['a path of a file', new RegExp(process.cwd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))],
	[
		'an error of the database',
		/PostgresError|violates|duplicate key|invalid (input syntax|byte sequence)|out of range for type|syntax error at/i
	],
	[
		'an error of the database',
		/(relation|column|function|role) "?\w+"? (does not exist|of relation)|permission denied for|pvs_(user|visitor|web|owner|system|jobs)/i
	],
	['SQL', /\bselect\b[^<]{0,200}\bfrom\b[^<]{0,200}\b(where|join|limit)\b|\binsert into \w+|\bupdate \w+ set\b/i],
	['an error of the code', /\b(Type|Reference|Range|Syntax)Error\b|ECONNREFUSED|is not a function|Cannot read propert/],
	['an environment', /DATABASE_(OWNER_|SYSTEM_)?URL|postgres:\/\//]
];

/** The redirects that an answer holds: of the header, of SvelteKit's own JSON, of a page that refreshes. */
function redirects({ headers, body }: Answer): string[] {
	const found = [headers.location, headers.refresh, headers['content-location']].flat().filter((one) => one !== undefined);
	if (String(headers['content-type']).includes('json'))
		for (const [, to] of body.matchAll(/"location":("(?:[^"\\]|\\.)*")/g)) found.push(String(JSON.parse(to!)));
	for (const [, to] of body.matchAll(/<meta http-equiv="refresh" content="\d+;\s*url=([^"]*)"/gi)) found.push(to!);
	return found;
}

const isHtml = ({ headers }: Answer): boolean => String(headers['content-type']).startsWith('text/html');

/** What is wrong with an answer; empty when nothing is. @param mayBreak the request itself may make the connection end */
export function judge(address: string, answer: Answer, mayBreak: boolean): string[] {
	const { status, headers, body } = answer;
	if (status === 0) return mayBreak ? [] : [`no answer: ${answer.broken}`];
	const wrong: string[] = [];
	if (status >= 500) wrong.push(`answers ${status}`);
	const head = Object.entries(headers).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`);
	const said = `${head.join('\n')}\n\n${body}`;
	for (const [what, pattern] of leaks) {
		const at = pattern.exec(said);
		if (at) wrong.push(`tells ${what}: ${JSON.stringify(said.slice(Math.max(0, at.index - 40), at.index + 120))}`);
	}
	for (const to of redirects(answer)) {
		/* As browsers read it: a backslash is a slash, tabs and line ends are not there. */
		const read = to.replace(/[\t\r\n]/g, '').replaceAll('\\', '/');
		if (!URL.canParse(read, address) || new URL(read, address).origin !== address)
			wrong.push(`leads out of the portal: ${JSON.stringify(to)}`);
	}
	for (const link of isHtml(answer) ? body.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/g) : [])
		if (/^\s*(javascript|data:text|vbscript)/i.test(link[1]!) || new RegExp(`^(https?:)?[/\\\\]{2}[^/]*${elsewhere}`).test(link[1]!))
			wrong.push(`links to what somebody sent: ${link[1]!.slice(0, 100)}`);
	if (isHtml(answer)) {
		if (body.includes(marks.tag.slice(0, 4))) wrong.push('gives markup back as it was sent');
		if (/<[a-z][^<>]*"zz8=/i.test(body)) wrong.push('gives a quote back inside a tag');
		if (status === 200 && !headers['content-security-policy']) wrong.push('a page without Content-Security-Policy');
		if (status === 200 && headers['cache-control'] !== 'no-store') wrong.push('a page that may be kept');
	}
	if (headers[marks.header.toLowerCase()]) wrong.push('lets a header in');
	if (headers['access-control-allow-origin']) wrong.push('lets other places read');
	for (const cookie of [headers['set-cookie'] ?? []].flat())
		if (!/^pvs[\w-]*=/.test(cookie) || !/; HttpOnly/i.test(cookie) || !/; SameSite=Lax/i.test(cookie)) wrong.push(`a cookie: ${cookie}`);
	return [...new Set(wrong)];
}

/** Whether an answer says no: also as SvelteKit says it to its own script. */
export function saysNo({ status, headers, body }: Answer): boolean {
	if (status !== 200 || !String(headers['content-type']).includes('json')) return status >= 300 && status < 500;
	/* The data of a page: what is around the page (the first nodes) may be there, the page itself says no. */
	const no = ['redirect', 'failure', 'error'];
	const [first = ''] = body.split('\n');
	if (first === '') return false;
	const { type, nodes = [] } = JSON.parse(first) as { type?: string; nodes?: ({ type?: string } | null)[] };
	return [type, ...nodes.map((node) => node?.type)].some((one) => no.includes(one ?? ''));
}

/** What time changes by itself, and what counts tries: no part of a fingerprint. */
const moving: Record<string, string[]> = {
	session: ['expires_at'],
	guest_session: ['expires_at'],
	mail: ['claimed_at', 'ended_at', 'outcome']
};
const counting = ['sign_in_failure', 'demo_mail'];

/** Of every table of the portal: how many rows, and a hash over all that is in them. */
export async function fingerprint(owner: Sql): Promise<Map<string, string>> {
	const tables = await owner<{ name: string }[]>`
		select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
	const parts = tables
		.filter(({ name }) => !counting.includes(name))
		.map(({ name }) => {
			const left = (moving[name] ?? []).map((column) => `'${column}'`).join(', ');
			const row = left ? `(to_jsonb(t) - array[${left}])::text` : 't::text';
			return `select '${name}' as name, count(*) || ':' || coalesce(sum(hashtextextended(${row}, 0)), 0) as print from "${name}" t`;
		});
	const found = await owner.unsafe<{ name: string; print: string }[]>(parts.join(' union all '));
	return new Map(found.map(({ name, print }) => [name, print]));
}

/** The same of everything that belongs to one person. */
export async function fingerprintOf(owner: Sql, person: string): Promise<Map<string, string>> {
	const columns = await owner<{ table: string; column: string }[]>`
		select table_name as table, column_name as column from information_schema.columns
		where table_schema = 'public' and (column_name in ('youth_id', 'person_id') or table_name = 'person' and column_name = 'id')
			and table_name not in ('session', 'sign_in_failure')`;
	const parts = columns.map(
		({ table, column }) =>
			`select '${table}' as name, count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0) as print from "${table}" t where "${column}" = '${person}'`
	);
	const found = await owner.unsafe<{ name: string; print: string }[]>(parts.join(' union all '));
	return new Map(found.map(({ name, print }) => [name, print]));
}

/** The tables that differ between two fingerprints. */
export const changes = (before: Map<string, string>, after: Map<string, string>): string[] =>
	[...after].filter(([name, print]) => before.get(name) !== print).map(([name, print]) => `${name} (${before.get(name)} became ${print})`);
