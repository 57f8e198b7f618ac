/** A class at a glance: who waits, who comes first, who is found. Pure; answers never come here. */
import { progressOf } from '$lib/instruments/journey';
import type { Instrument } from '$lib/instruments/schema';
import type { PassportState } from '$lib/passport/states';
import { dayOf } from '$lib/text/dates';
import { nameKey, recognise } from './names';

/** What the order and the search of a class need to know of a student. */
export interface Listed {
	name: string;
	called: string;
	/** null: has not started. */
	state: PassportState | null;
	handedInAt: string | null;
	lastActivityAt: string | null;
	/** null: a newcomer whom the mentor has not confirmed. */
	confirmedAt: string | null;
}

/** The ways to order a class, as they stand in the address. */
export const orderings = ['naam', 'stand', 'laatst'] as const;
export type Ordering = (typeof orderings)[number];

/** The order out of an address; anything unknown is by name. */
export function readOrdering(text: string | null): Ordering {
	return orderings.find((ordering) => ordering === text) ?? 'naam';
}

const names = new Intl.Collator('nl', { sensitivity: 'base', numeric: true });
const byName = (a: Listed, b: Listed) => names.compare(a.name, b.name);

/* Whoever waits for the mentor comes first, whoever needs nothing any more last. */
const places: readonly (PassportState | null)[] = ['ready', 'draft', null, 'discussed', 'agreed'];

/** The class in an order; within it by name. By activity: the latest first, who has not started last. */
export function inOrder<S extends Listed>(students: readonly S[], ordering: Ordering): S[] {
	const compare: Record<Ordering, (a: S, b: S) => number> = {
		naam: byName,
		stand: (a, b) => places.indexOf(a.state) - places.indexOf(b.state) || byName(a, b),
		laatst: (a, b) => (b.lastActivityAt ?? '').localeCompare(a.lastActivityAt ?? '') || byName(a, b)
	};
	return [...students].sort(compare[ordering]);
}

/** Text without capitals and accents: "Zoë" is found by "zoe". */
function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether a student is meant by what was typed: every word is in the name or in what they want to be called. */
export function isFound(student: Pick<Listed, 'name' | 'called'>, typed: string): boolean {
	const name = plain(`${student.name} ${student.called}`);
	return plain(typed)
		.split(/\s+/)
		.every((word) => name.includes(word));
}

/** Whoever said "klaar voor het gesprek", the longest waiting first. */
export function waiting<S extends Listed>(students: readonly S[]): S[] {
	return students.filter((s) => s.state === 'ready').sort((a, b) => (a.handedInAt ?? '').localeCompare(b.handedInAt ?? '') || byName(a, b));
}

/** A member, as far as being there goes. */
interface Member extends Listed {
	youthId: string;
	joinedAt: string;
}

/** A name on the mentor's list. */
interface ExpectedName {
	id: string;
	name: string;
	/** Who it was said to be. */
	youthId: string | null;
}

/** The name on the list that a member is, or seems to be. */
export interface Match {
	expectedId: string;
	name: string;
	/** More than a first name in common. */
	sure: boolean;
	/** A mentor said so. */
	said: boolean;
	/** Written in the same letters, whatever the order. */
	same: boolean;
}

/** A newcomer: not confirmed yet, with the name on the list that it seems to be. */
export interface Newcomer {
	youthId: string;
	name: string;
	/** null: on the list is nobody like that. */
	match: Match | null;
}

/** Who is in, who is new and who is not there, beside the list of names that the mentor expects. */
export interface Presence {
	newcomers: Newcomer[];
	/** Expected, and not in the class. */
	absent: { id: string; name: string }[];
	/** In the class, and nothing done today. */
	notSeen: { youthId: string; name: string }[];
	/** Which name on the list each member is, as far as that is known. */
	matches: Map<string, Match>;
}

/**
 * Who is there and who is not.
 * @param today ISO date, from the portal's clock
 */
export function presence(students: readonly Member[], expected: readonly ExpectedName[], today: string): Presence {
	const listed = new Map(expected.map((e) => [e.id, e]));
	const matches: Presence['matches'] = new Map(
		recognise(expected, students).map(({ youthId, expectedId, sure }) => {
			const { name, youthId: said } = listed.get(expectedId)!;
			const member = students.find((s) => s.youthId === youthId)!;
			return [youthId, { expectedId, name, sure, said: said === youthId, same: nameKey(name) === nameKey(member.name) }];
		})
	);
	const found = new Set([...matches.values()].map(({ expectedId }) => expectedId));
	const inClass = [...students].sort(byName);
	return {
		newcomers: inClass
			.filter(({ confirmedAt }) => confirmedAt === null)
			.map(({ youthId, name }) => ({ youthId, name, match: matches.get(youthId) ?? null })),
		absent: expected
			.filter(({ id }) => !found.has(id))
			.map(({ id, name }) => ({ id, name }))
			.sort((a, b) => names.compare(a.name, b.name)),
		notSeen: inClass
			.filter(({ lastActivityAt, joinedAt }) => dayOf(lastActivityAt ?? joinedAt) < today)
			.map(({ youthId, name }) => ({ youthId, name })),
		matches
	};
}

/** What comes next for somebody in the class; each is a text on the printed list. */
export type NextStep = 'join' | 'start' | 'continue' | 'talk' | 'agree' | 'done';

/** The next step of a member; whoever has not joined has to join first. */
export function nextStep(student: Pick<Listed, 'state'> | null): NextStep {
	if (!student) return 'join';
	const steps = { draft: 'continue', ready: 'talk', discussed: 'agree', agreed: 'done' } as const;
	return student.state ? steps[student.state] : 'start';
}

/**
 * How many questions each part has for somebody, of those that a mentor may count: sensitive ones count in nothing that a
 * mentor sees, and a question that comes after another only once that one was answered.
 * @param gates the answered questions that others depend on
 */
export function partTotals(instrument: Instrument, gates: readonly string[]): { key: string; total: number }[] {
	const answered = Object.fromEntries(gates.map((key) => [key, 'answered' as const]));
	return progressOf(instrument, answered).map(({ section, questions }) => ({
		key: section.key,
		total: questions.filter((question) => !question.sensitive).length
	}));
}

/** How far a part is, never more than there is: a question can stop applying after it was answered. */
export function partsDone(
	progress: Record<string, number> | null,
	totals: readonly { key: string; total: number }[]
): { key: string; done: number; total: number }[] {
	return totals.map(({ key, total }) => ({ key, done: Math.min(Math.max(progress?.[key] ?? 0, 0), total), total }));
}

/** The parts that everybody fills in, as columns; undefined where they fill in different things. */
export function columnsOf(instruments: readonly Instrument[]): { key: string; title: string }[] | undefined {
	const [first] = instruments;
	if (!first || instruments.some(({ key }) => key !== first.key)) return undefined;
	return first.sections.map(({ key, title, short }) => ({ key, title: short ?? title }));
}

/** All parts together. */
export function together(parts: readonly { done: number; total: number }[]): { done: number; total: number } {
	return parts.reduce((sum, { done, total }) => ({ done: sum.done + done, total: sum.total + total }), { done: 0, total: 0 });
}

const relative = new Intl.RelativeTimeFormat('nl', { numeric: 'auto' });

/**
 * How long ago a moment was, in words: "vandaag", "gisteren", "3 dagen geleden", "2 weken geleden".
 * @param today ISO date, from the portal's clock
 */
export function agoInWords(moment: string, today: string): string {
	const days = Math.max(0, Math.round((Date.parse(today) - Date.parse(dayOf(moment))) / 86_400_000));
	if (days < 14) return relative.format(-days, 'day');
	return days < 60 ? relative.format(-Math.floor(days / 7), 'week') : relative.format(-Math.floor(days / 30), 'month');
}
