/** What a guide fills in around a conversation: the plan, and what came out of it. Pure: the database decides what happens. */
import { addMonths } from '$lib/consent/rules';
import { maxLine, maxText, readRevision } from '$lib/instruments/answers';
import { readDate, type FieldError, words } from '$lib/instruments/question-types';
import { m } from '$lib/text/paraglide/messages';
import { isEmptyAgreement, readAgreement, typedAgreement, type TypedAgreement } from './agreement-rules';
import { conversationKinds, conversationWays, type ConversationKind, type Plan } from './kinds';
import { readTalk, typedTalk, type TypedTalk } from './rules';

/** How long a conversation can be planned for, in minutes. */
export const lengths = [15, 30, 45, 60, 90] as const;
/** How far ahead, in months. */
const mostAhead = 12;

/** The fields of a plan as they were typed. */
export interface TypedPlan {
	id: string;
	revision: number;
	passport: string;
	kind: string;
	on: { day: string; month: string; year: string };
	at: string;
	minutes: string;
	way: string;
	place: string;
	coming: string;
}

export function typedPlan(form: FormData): TypedPlan {
	const part = (name: string) => words(form, `on.${name}`);
	return {
		id: words(form, 'id'),
		revision: readRevision(form),
		passport: words(form, 'passport'),
		kind: words(form, 'kind'),
		on: { day: part('day'), month: part('month'), year: part('year') },
		at: words(form, 'at'),
		minutes: words(form, 'minutes'),
		way: words(form, 'way'),
		place: words(form, 'place'),
		coming: words(form, 'coming')
	};
}

const member = <T extends string>(list: readonly T[], value: string): T | undefined => list.find((one) => one === value);

/** A time of day as people write it ("9.05", "10:15", "14u30"), as "09:05"; undefined when it is none. */
export function readTime(typed: string): string | undefined {
	const [, hour, minute] = /^([01]?\d|2[0-3])(?:[.:u]([0-5]\d)|u)?$/.exec(typed.toLowerCase().replace(/\s/g, '')) ?? [];
	return hour && `${hour.padStart(2, '0')}:${minute ?? '00'}`;
}

/**
 * Reads when and where, and who comes: from today on, within a year.
 * @param today ISO date, from the portal's clock
 */
export function readPlan(form: FormData, today: string): { plan: Plan } | { errors: FieldError[] } {
	const typed = typedPlan(form);
	const errors: FieldError[] = [];
	const on = readDate(form, 'on');
	if (on === '') errors.push({ field: 'on', message: m.talk_on_empty() });
	else if (on === undefined) errors.push({ field: 'on', message: m.answer_no_date() });
	else if (on < today) errors.push({ field: 'on', message: m.talk_on_past() });
	else if (on > addMonths(today, mostAhead)) errors.push({ field: 'on', message: m.talk_on_far() });
	const at = readTime(typed.at);
	if (!at) errors.push({ field: 'at', message: typed.at === '' ? m.talk_at_empty() : m.talk_at_wrong() });
	const minutes = lengths.find((length) => String(length) === typed.minutes);
	if (!minutes) errors.push({ field: 'minutes', message: m.talk_minutes_empty() });
	const way = member(conversationWays, typed.way);
	if (!way) errors.push({ field: 'way', message: m.talk_way_empty() });
	for (const field of ['place', 'coming'] as const)
		if (typed[field].length > maxLine) errors.push({ field, message: m.answer_too_long({ max: maxLine }) });
	if (errors.length > 0 || !on || !at || !minutes || !way) return { errors };
	return { plan: { on, at, minutes, way, place: typed.place, coming: typed.coming } };
}

/** The kind that was chosen; undefined when none was. */
export const readKind = (form: FormData): ConversationKind | undefined => member(conversationKinds, words(form, 'kind'));

/** The notes of a conversation, and what is wrong with them. */
export function readNotes(form: FormData): { notes: string; errors: FieldError[] } {
	const notes = words(form, 'notes');
	return { notes, errors: notes.length > maxText ? [{ field: 'notes', message: m.answer_too_long({ max: maxText }) }] : [] };
}

/** What was typed after the conversation, as it goes back into the form. */
export interface TypedClosing extends TypedTalk {
	revision: number;
	summary: string;
	agreements: TypedAgreement[];
}

/** The fields of the closing as they were typed. */
export function typedClosing(form: FormData): TypedClosing {
	const ids = [...form.keys()].flatMap((name) => /^what\.([0-9a-f-]{36})$/.exec(name)?.[1] ?? []);
	return {
		...typedTalk(form),
		revision: readRevision(form),
		summary: words(form, 'summary'),
		agreements: ids.map((id) => typedAgreement(form, id))
	};
}

/**
 * Reads what came out of a conversation. Rows for an agreement that nobody filled in are left out; one that is kept already and lost
 * its words goes.
 * @param today ISO date, from the portal's clock
 * @param close the young person gets it to read, so there has to be something to read
 */
export function readClosing(form: FormData, today: string, close: boolean) {
	const { revision, summary, agreements } = typedClosing(form);
	const talk = readTalk(form, today);
	const errors: FieldError[] = 'errors' in talk ? [...talk.errors] : [];
	if (close && summary === '') errors.push({ field: 'summary', message: m.talk_summary_empty() });
	if (summary.length > maxText) errors.push({ field: 'summary', message: m.answer_too_long({ max: maxText }) });
	const kept = agreements.filter((agreement) => agreement.revision !== null || !isEmptyAgreement(agreement));
	const read = kept.map((agreement) => ({ agreement, words: readAgreement(form, agreement.id, today, agreement.revision !== null) }));
	errors.push(...read.flatMap(({ words }) => ('errors' in words ? words.errors : [])));
	if (!('talk' in talk) || errors.length > 0) return { errors };
	return {
		closing: {
			...talk.talk,
			revision,
			summary,
			agreements: read.flatMap(({ agreement: { id, revision }, words }) => ('words' in words ? [{ id, revision, ...words.words }] : []))
		}
	};
}

/** How the young person sees it, and what is wrong with that. */
export function readDifferent(form: FormData): { text: string; errors: FieldError[] } {
	const text = words(form, 'different');
	if (text === '') return { text, errors: [{ field: 'different', message: m.talk_different_empty() }] };
	return { text, errors: text.length > maxText ? [{ field: 'different', message: m.answer_too_long({ max: maxText }) }] : [] };
}
