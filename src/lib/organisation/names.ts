/** Names: read from any list that a mentor pastes, and recognised in a class. Pure; nothing is decided here. */
import { nameMax } from '$lib/account/rules';

/** Most names that a class expects. */
export const maxExpected = 100;

/** The words that stand between a first and a last name. */
const between = new Set(
	'van de der den het t ten ter te in op aan bij uit voor onder over el al la le du des di da do dos von zu'.split(' ')
);

/** Letters that no accent is taken off from. */
const letters: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' };

/** The words of a name without capitals, accents, hyphens and apostrophes. */
function wordsOf(name: string): string[] {
	return name
		.toLowerCase()
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[łøđıßæœ]/g, (letter) => letters[letter]!)
		.replace(/['’‘`´]/g, '')
		.split(/[^\p{L}]+/u)
		.filter(Boolean);
}

/** What two ways to write the same name have in common: "Veen, Noah van der" and "Noah van der Veen". */
export function nameKey(name: string): string {
	return wordsOf(name).sort().join(' ');
}

/** What a pasted list says. */
export interface ReadList {
	names: string[];
	/** Lines that no name was found in, as they were pasted. */
	unread: string[];
	/** How often a name was there again. */
	doubles: number;
}

type Column = 'first' | 'between' | 'last' | 'whole' | 'other';
const headings: [Column, RegExp][] = [
	['first', /^(voornaam|voornamen|roepnaam)$/],
	['between', /^(tussenvoegsels?|tussen|voorvoegsels?|tv)$/],
	['last', /^(achternaam|achternamen|familienaam)$/],
	['whole', /^(naam|namen|leerling|leerlingen|student|studenten|naam leerling|volledige naam)$/],
	[
		'other',
		/^(klas|groep|stamklas|lesgroep|nr|nummer|leerlingnummer|leerlingnr|stamnr|stamnummer|e-?mail|e-?mailadres|mail|geslacht|m\/v|geboortedatum|mentor|profiel|leerjaar)\.?$/
	]
];

/**
 * Reads names out of any list: one a line or all in one line, with commas, tabs or semicolons, "Achternaam, Voornaam",
 * numbers in front, e-mail addresses and class columns beside. Who is there twice comes once.
 */
export function readNames(text: string): ReadList {
	const lines = text
		.split(/\r\n?|\n/)
		.map((line) => ({ line: line.trim(), cells: cellsOf(line) }))
		.filter(({ line }) => line !== '');
	const result: ReadList = { names: [], unread: [], doubles: 0 };
	const seen = new Set<string>();
	const beside = areBeside(lines.map(({ cells }) => wordsIn(cells)));
	let columns: Column[] | undefined;
	for (const { line, cells } of lines) {
		const heading = headingOf(cells);
		if (heading) {
			columns = heading;
			continue;
		}
		const words = wordsIn(cells);
		const found = beside && words.length > 1 ? words : [columns ? inColumns(cells, columns) : oneName(words, signOf(line))];
		const fit = found.filter((name) => name !== '' && name.length <= nameMax);
		if (fit.length < found.length) result.unread.push(line);
		for (const name of fit) {
			const key = nameKey(name);
			if (seen.has(key)) result.doubles++;
			else result.names.push(name);
			seen.add(key);
		}
	}
	return result;
}

/** The sign between the columns of a line: the first of these that is in it. */
const signOf = (line: string): string => (line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',');

/** The cells of a line; a sign within quotes belongs to the words. */
function cellsOf(line: string): string[] {
	const sign = signOf(line.replace(/"[^"]*"/g, ''));
	const cells = [''];
	let quoted = false;
	for (const letter of line) {
		if (letter === '"') quoted = !quoted;
		else if (letter === sign && !quoted) cells.push('');
		else cells[cells.length - 1] += letter;
	}
	return cells.map((cell) => cell.trim());
}

function headingOf(cells: string[]): Column[] | undefined {
	const columns = cells.map((cell) => headings.find(([, words]) => words.test(cell.toLowerCase()))?.[0]);
	const known = columns.filter(Boolean).length;
	return known > 1 || (known === 1 && cells.length === 1) ? columns.map((column) => column ?? 'other') : undefined;
}

/** Longer is no cell with a name in it, whatever stands beside the name. */
const cellMax = 300;

/** What is a name in a cell: no number in front, e-mail address, class, or anything in brackets. */
function clean(cell: string): string {
	if (cell.length > cellMax) return '';
	/* eslint-disable regexp/no-super-linear-move, regexp/no-super-linear-backtracking -- a cell is short */
	return cell
		.replace(/<[^>]*>|\([^)]*\)|\[[^\]]*\]/g, ' ')
		.replace(/\S+@\S+/g, ' ')
		.replace(/\b(klas|groep)\s*:?\s*\S*\d\S*/giu, ' ')
		.trim()
		.replace(/^\d+([.):]\s*|\s+)/, '')
		.split(/\s+/)
		.filter((word) => !/\d/.test(word) && /\p{L}/u.test(word))
		.join(' ')
		.replace(/^[^\p{L}'’‘]+|[^\p{L}.'’]+$/gu, '');
	/* eslint-enable */
}

/** The cells of a line that hold words. "M" and "v" beside others are no names. */
const wordsIn = (cells: string[]): string[] => cells.map(clean).filter((cell) => cell !== '' && (cells.length === 1 || cell.length > 1));

const isBetween = (cell: string): boolean => wordsOf(cell).length > 0 && wordsOf(cell).every((word) => between.has(word));

/** Whether each cell of the list is somebody: whole names everywhere, or all first names in a single line. */
function areBeside(lines: string[][]): boolean {
	const split = lines.filter((words) => words.length > 1);
	if (split.length === 0) return false;
	if (split.every((words) => words.every((cell) => cell.includes(' ') && !isBetween(cell)))) return true;
	return lines.length === 1 && lines[0]!.length > 2 && !lines[0]!.some(isBetween);
}

const joined = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' ');

function inColumns(cells: string[], columns: Column[]): string {
	const of = (wanted: Column) => clean(joined(...cells.filter((_, index) => columns[index] === wanted)));
	return oneName([of('whole') || joined(of('first'), of('between'), of('last'))], ',');
}

/** The one name that the cells of a line are together. */
function oneName(words: string[], sign: string): string {
	if (words.length === 0) return '';
	if (words.length === 1) {
		/* From within quotes: "Brouwer, Mila". */
		const [last, ...rest] = words[0]!.split(',').map((part) => part.trim());
		return rest.length > 0 ? turned(last!, ...rest) : last!;
	}
	const wide = words.length > 2 && isBetween(words[1]!) ? 3 : 2;
	return sign === ',' ? turned(words[0]!, ...words.slice(1, wide)) : joined(...words.slice(0, wide));
}

/** "Veen, Noah van der" and "Veen, van der, Noah" are "Noah van der Veen". */
function turned(last: string, ...rest: string[]): string {
	const first = rest
		.filter((cell) => !isBetween(cell))
		.join(' ')
		.split(' ');
	const end = first.findLastIndex((word) => !between.has(wordsOf(word).join(''))) + 1;
	return joined(...first.slice(0, end), ...first.slice(end), ...rest.filter(isBetween), last);
}

/** A member of a class, as far as the name goes. */
interface Named {
	youthId: string;
	name: string;
	called: string;
}

/** A name on the list with the member that it looks like; `sure` is more than a first name in common. */
export interface Recognised {
	expectedId: string;
	youthId: string;
	sure: boolean;
}

/** Whether each word of the one is in the other; a single letter stands for a word that begins with it. */
const within = (one: string[], other: string[]): boolean =>
	one.every((word) => other.includes(word) || (word.length === 1 && other.some((o) => o.startsWith(word))));

/** The ways in which a name on a list and a member may be the same, the surest first. */
const likenesses: { sure: boolean; alike: (expected: string[], member: { name: string[]; called: string[] }) => boolean }[] = [
	{ sure: true, alike: (expected, { name }) => expected.length === name.length && within(expected, name) && within(name, expected) },
	{ sure: true, alike: (expected, { name, called }) => expected.length > 1 && within(expected, [...name, ...called]) },
	{ sure: true, alike: (expected, { name }) => name.length > 1 && within(name, expected) },
	{ sure: false, alike: (expected, { name, called }) => expected.length === 1 && (within(expected, called) || expected[0] === name[0]) },
	{ sure: false, alike: (expected, { name, called }) => name.length === 1 && (within(name, expected) || within(called, expected)) },
	{ sure: false, alike: (expected, { name }) => nearly(expected.join(''), name.join('')) }
];

/** One slip of the finger apart: a letter more, less or another, or two turned round. */
function nearly(one: string, other: string): boolean {
	if (Math.min(one.length, other.length) < 6 || Math.abs(one.length - other.length) > 1) return false;
	let start = 0;
	while (start < one.length && one[start] === other[start]) start++;
	let end = 0;
	while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
	const [a, b] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
	return a.length <= 1 && b.length <= 1 ? true : a.length === 2 && b === `${a[1]}${a[0]}`;
}

/**
 * Which names on the list are which members, as far as that can be seen: only where one name fits one member and no other.
 * What a mentor has said goes before everything.
 */
export function recognise(
	expected: readonly { id: string; name: string; youthId: string | null }[],
	members: readonly Named[]
): Recognised[] {
	const said = expected.flatMap(({ id, youthId }) =>
		youthId && members.some((member) => member.youthId === youthId) ? [{ expectedId: id, youthId, sure: true }] : []
	);
	const found: Recognised[] = [...said];
	const meaning = (name: string) => {
		const words = wordsOf(name);
		const real = words.filter((word) => !between.has(word));
		return real.length > 0 ? real : words;
	};
	/* A name that was said to be somebody who has left is nobody's to find again. */
	let open = expected
		.filter(({ youthId }) => !youthId)
		.map((e) => ({ ...e, words: meaning(e.name) }))
		.filter(({ words }) => words.some((word) => word.length > 1));
	let left = members
		.filter(({ youthId }) => !said.some((s) => s.youthId === youthId))
		.map((member) => ({ ...member, words: { name: meaning(member.name), called: meaning(member.called) } }));
	for (const { sure, alike } of likenesses) {
		const pairs = open.flatMap((e) => left.filter((member) => alike(e.words, member.words)).map((member) => ({ e, member })));
		for (const { e, member } of pairs) {
			if (pairs.filter((pair) => pair.e === e || pair.member === member).length > 1) continue;
			found.push({ expectedId: e.id, youthId: member.youthId, sure });
		}
		open = open.filter(({ id }) => !found.some((f) => f.expectedId === id));
		left = left.filter(({ youthId }) => !found.some((f) => f.youthId === youthId));
	}
	return found;
}
