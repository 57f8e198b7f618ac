/** A class at a glance: who waits, who comes first, who is found. Pure; answers never come here. */
import type { PassportState } from '$lib/passport/states';
import { dayOf } from '$lib/text/dates';

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

/** Whoever joined with the code and was not yet confirmed. */
export function newcomers<S extends Listed>(students: readonly S[]): S[] {
	return students.filter((s) => s.confirmedAt === null);
}

/** How far a part is, never more than there is: a question can stop applying after it was answered. */
export function partsDone(
	progress: Record<string, number> | null,
	totals: readonly { key: string; total: number }[]
): { key: string; done: number; total: number }[] {
	return totals.map(({ key, total }) => ({ key, done: Math.min(Math.max(progress?.[key] ?? 0, 0), total), total }));
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
