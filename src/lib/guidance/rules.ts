/** The caseload as its consultants see it: who comes first, who is shown, and what may be typed. Pure. */
import { readDate, words, type FieldError } from '$lib/instruments/question-types';
import { dayOf, daysBetween } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import { caseOutcomes, channels, phases, results, type CaseOutcome, type Channel, type Phase, type Result } from './kinds';

/** Longest name, as of an account, and longest line. */
export const nameMax = 80;
export const lineMax = 200;

/** After how many days without a contact a case without a plan is called quiet. Ours: a region may think otherwise. */
const quietAfter: Record<Exclude<Phase, 'closed'>, number> = { in_view: 7, reaching: 14, guiding: 30, aftercare: 90 };
/** How many days before the last birthday it is said that the end comes near. */
const endsSoonDays = 90;

/** What the order of the list needs to know of a case. */
export interface Listed {
	name: string;
	phase: Phase;
	/** ISO date */
	nextOn: string | null;
	/** ISO date */
	until: string | null;
	lastAt: string | null;
	phaseSince: string;
	/** The young person takes a pause. */
	paused: boolean;
}

/** `due`: what was planned is for today or before; `quiet`: no plan, and no contact for long. */
export type Need = 'due' | 'quiet';

/** Whether a case needs somebody now. @param today ISO date, from the portal's clock */
export function needOf(one: Listed, today: string): Need | null {
	if (one.phase === 'closed') return null;
	if (one.nextOn) return one.nextOn <= today ? 'due' : null;
	return !one.paused && daysBetween(dayOf(lastSeen(one)), today) >= quietAfter[one.phase] ? 'quiet' : null;
}

/** The last contact, or else since when it is in this phase. */
const lastSeen = (one: Listed): string => one.lastAt ?? one.phaseSince;

/** How near the birthday is until which the Doorstroompunt looks after somebody. @param today ISO date */
export function ageOf({ until }: Pick<Listed, 'until'>, today: string): 'passed' | 'soon' | 'ahead' | 'unknown' {
	if (!until) return 'unknown';
	if (until <= today) return 'passed';
	return daysBetween(today, until) <= endsSoonDays ? 'soon' : 'ahead';
}

/** The ways to order the list, as they stand in the address: who needs me first, name, longest without contact, age. */
export const orders = ['eerst', 'naam', 'contact', 'leeftijd'] as const;
export type Order = (typeof orders)[number];

const byName = new Intl.Collator('nl', { sensitivity: 'base', numeric: true }).compare;
/** A text to order by; what is not there comes last. */
const early = (a: string | null, b: string | null): number =>
	(a === null ? 1 : 0) - (b === null ? 1 : 0) || (a ?? '').localeCompare(b ?? '');

/** First what is due, then who is quiet, then what is planned, then the rest, and what is closed last. */
function place(one: Listed, today: string): number {
	if (one.phase === 'closed') return 4;
	const need = needOf(one, today);
	return need === 'due' ? 0 : need === 'quiet' ? 1 : one.nextOn ? 2 : 3;
}

/** The cases in an order; within it the longest ago first, and by name. */
export function inOrder<C extends Listed>(cases: readonly C[], order: Order, today: string): C[] {
	const name = (a: C, b: C) => byName(a.name, b.name);
	const longest = (a: C, b: C) => lastSeen(a).localeCompare(lastSeen(b)) || name(a, b);
	const compare: Record<Order, (a: C, b: C) => number> = {
		eerst: (a, b) => place(a, today) - place(b, today) || early(a.nextOn, b.nextOn) || longest(a, b),
		naam: name,
		contact: longest,
		leeftijd: (a, b) => early(a.until, b.until) || name(a, b)
	};
	return [...cases].sort(compare[order]);
}

/** Which cases are shown, as it stands in the address: all that run, one phase, or what is closed. */
export const tabs = ['lopend', 'in-beeld', 'bereiken', 'begeleiden', 'nazorg', 'afgesloten'] as const;
export type Tab = (typeof tabs)[number];

const phaseOfTab: Record<Exclude<Tab, 'lopend'>, Phase> = {
	'in-beeld': 'in_view',
	bereiken: 'reaching',
	begeleiden: 'guiding',
	nazorg: 'aftercare',
	afgesloten: 'closed'
};

const isIn = (tab: Tab, { phase }: Pick<Listed, 'phase'>): boolean => (tab === 'lopend' ? phase !== 'closed' : phase === phaseOfTab[tab]);

/** The cases of one tab. */
export const casesIn = <C extends Pick<Listed, 'phase'>>(cases: readonly C[], tab: Tab): C[] => cases.filter((one) => isIn(tab, one));

/** How many cases each tab would show. */
export function countCases(cases: readonly Pick<Listed, 'phase'>[]): Record<Tab, number> {
	return Object.fromEntries(tabs.map((tab) => [tab, casesIn(cases, tab).length])) as Record<Tab, number>;
}

/** Whether an attempt can be taken back: an own one, of the last hour. The database decides. */
export const mayTakeBack = (attempt: { byId: string; at: string }, userId: string, now: Date): boolean =>
	attempt.byId === userId && now.getTime() - Date.parse(attempt.at) < 3_600_000;

/** What stands in an address or a form, or undefined when it is none of these. */
const oneOf = <T extends string>(typed: unknown, from: readonly T[]): T | undefined => from.find((one) => one === typed);

export const readTab = (typed: string | null): Tab => oneOf(typed, tabs) ?? 'lopend';
export const readOrder = (typed: string | null): Order => oneOf(typed, orders) ?? 'eerst';
export const readPhase = (typed: unknown): Phase | undefined => oneOf(typed, phases);
export const readOutcome = (typed: unknown): CaseOutcome | undefined => oneOf(typed, caseOutcomes);
export const readChannel = (typed: unknown): Channel | undefined => oneOf(typed, channels);
export const readResult = (typed: unknown): Result | undefined => oneOf(typed, results);

/** Who a case is about and how they are reached. */
export interface CaseFacts {
	name: string;
	/** ISO date */
	bornOn: string | null;
	reach: string;
	origin: string;
}

/** A date as it was typed, in three boxes. */
export interface TypedDate {
	day: string;
	month: string;
	year: string;
}

const typedDate = (form: FormData, name: string): TypedDate => ({
	day: words(form, `${name}.day`),
	month: words(form, `${name}.month`),
	year: words(form, `${name}.year`)
});

/** A date (ISO) as it stands in three boxes. */
export function inBoxes(date: string | null): TypedDate {
	const [year = '', month = '', day = ''] = date?.split('-').map((part) => part.replace(/^0/, '')) ?? [];
	return { day, month, year };
}

/** The facts as they were typed. */
export interface TypedFacts {
	name: string;
	born: TypedDate;
	reach: string;
	origin: string;
}

export const typedFacts = (form: FormData): TypedFacts => ({
	name: words(form, 'name'),
	born: typedDate(form, 'born'),
	reach: words(form, 'reach'),
	origin: words(form, 'origin')
});

/**
 * Whether a citizen service number (BSN) seems to stand in a text: nine digits that pass its check. Nobody here may keep one. A phone
 * number behind +31 is none.
 */
export function hasServiceNumber(text: string): boolean {
	return [...text.matchAll(/(?<![\d+])(?<!\+31[ -]?)\d{9}(?!\d)/g)].some(([number]) => {
		const weighed = [...number].map((digit, index) => Number(digit) * (index === 8 ? -1 : 9 - index));
		return weighed.reduce((sum, each) => sum + each, 0) % 11 === 0;
	});
}

/** What is wrong with a line, if anything. */
function lineError(field: string, text: string, max = lineMax): FieldError[] {
	if (text.length > max) return [{ field, message: m.answer_too_long({ max }) }];
	return hasServiceNumber(text) ? [{ field, message: m.caseload_error_number() }] : [];
}

/** Reads who a case is about. @param today ISO date, from the portal's clock */
export function readFacts(form: FormData, today: string): { facts: CaseFacts } | { errors: FieldError[] } {
	const { name, reach, origin } = typedFacts(form);
	const bornOn = readDate(form, 'born');
	const errors: FieldError[] = [];
	if (name === '') errors.push({ field: 'name', message: m.caseload_error_name() });
	errors.push(...lineError('name', name, nameMax));
	if (bornOn === undefined || (bornOn && (bornOn >= today || bornOn < '1950-01-01')))
		errors.push({ field: 'born', message: m.caseload_error_born() });
	errors.push(...lineError('reach', reach), ...lineError('origin', origin));
	return errors.length > 0 ? { errors } : { facts: { name, bornOn: bornOn || null, reach, origin } };
}

/** What is done next, and when; both empty for nothing. */
export interface NextStep {
	action: string;
	/** ISO date */
	on: string | null;
}

/** The next step as it was typed. (A field that is called action would hide the address that its form goes to.) */
export const typedStep = (form: FormData): { action: string; on: TypedDate } => ({
	action: words(form, 'what'),
	on: typedDate(form, 'on')
});

/** The days ahead that have a button of their own. */
export const soonDays = [1, 7, 14, 30] as const;

const daysAfter = (day: string, days: number): string =>
	new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Reads what is done next: what, with its day, or the button of a day ahead. @param today ISO date, from the portal's clock */
export function readStep(form: FormData, today: string): { step: NextStep } | { errors: FieldError[] } {
	const { action } = typedStep(form);
	const ahead = soonDays.find((days) => String(days) === form.get('over'));
	const on = ahead ? daysAfter(today, ahead) : readDate(form, 'on');
	const errors: FieldError[] = [];
	if (action === '' && on !== '') errors.push({ field: 'what', message: m.caseload_error_action() });
	errors.push(...lineError('what', action));
	if (on === undefined) errors.push({ field: 'on', message: m.answer_no_date() });
	else if (action !== '' && on === '') errors.push({ field: 'on', message: m.caseload_error_on() });
	else if (on !== '' && on < today) errors.push({ field: 'on', message: m.caseload_error_past() });
	return errors.length > 0 ? { errors } : { step: { action, on: on || null } };
}
