/** What the mentor prepares, writes and signs. Pure: the database decides what happens. */
import { maxLine, maxText, type AnswerValue } from '$lib/instruments/answers';
import { sectionsAsRead } from '$lib/instruments/journey';
import { readDate, showAnswer, type AnswerLine, type FieldError } from '$lib/instruments/question-types';
import type { Instrument, Question, Section } from '$lib/instruments/schema';
import { m } from '$lib/text/paraglide/messages';

/** The name of a section's remark in a form, and its id on the page. */
export const remarkField = (section: string): string => `opmerking.${section}`;

/** What a form holds of the remarks: those sections that it has a field for. */
export function readRemarks(
	form: FormData,
	instrument: { sections: readonly Pick<Section, 'key'>[] }
): { remarks: Record<string, string>; errors: FieldError[] } {
	const remarks: Record<string, string> = {};
	const errors: FieldError[] = [];
	for (const { key } of instrument.sections) {
		const typed = form.get(remarkField(key));
		if (typeof typed !== 'string') continue;
		remarks[key] = typed.replace(/\r\n?/g, '\n').trim();
		if (remarks[key].length > maxText) errors.push({ field: remarkField(key), message: m.guidance_remark_too_long({ max: maxText }) });
	}
	return { remarks, errors };
}

/** What was typed about the conversation, as it goes back into the form. */
export interface TypedTalk {
	held: { day: string; month: string; year: string };
	present: string;
}

/** The fields of the conversation as they were typed. */
export function typedTalk(form: FormData): TypedTalk {
	const words = (name: string) => String(form.get(name) ?? '').trim();
	return { held: { day: words('held.day'), month: words('held.month'), year: words('held.year') }, present: words('present') };
}

/**
 * Reads when the conversation was held and who was there: not in the future, and at most a year ago (older is a slip
 * of the finger).
 * @param today ISO date, from the portal's clock
 */
export function readTalk(form: FormData, today: string): { talk: { heldOn: string; present: string } } | { errors: FieldError[] } {
	const errors: FieldError[] = [];
	const heldOn = readDate(form, 'held');
	const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
	if (heldOn === '') errors.push({ field: 'held', message: m.guidance_held_empty() });
	else if (heldOn === undefined) errors.push({ field: 'held', message: m.guidance_held_wrong() });
	else if (heldOn > today) errors.push({ field: 'held', message: m.guidance_held_future() });
	else if (heldOn < yearAgo) errors.push({ field: 'held', message: m.guidance_held_old() });
	const { present } = typedTalk(form);
	if (present.length > maxLine) errors.push({ field: 'present', message: m.guidance_present_too_long({ max: maxLine }) });
	return errors.length > 0 ? { errors } : { talk: { heldOn: heldOn as string, present } };
}

/** An answer as the mentor was given it. */
interface Given {
	question: string;
	closed: boolean;
	status: string;
	value: AnswerValue | null;
	passportRevision: number;
}

/** An answer on the mentor's page. */
export interface ReadItem {
	key: string;
	question: string;
	followUps: string[];
	/** `closed`: a ticked sensitive answer that opens by a deliberate tap; `unknown`: "weet ik niet". */
	kind: 'answer' | 'closed' | 'unknown';
	lines: AnswerLine[];
	/** Changed after the revision that is compared with. */
	changed: boolean;
}

/** A section on the mentor's page. */
export interface ReadSection {
	key: string;
	title: string;
	talk: Section['talk'];
	items: ReadItem[];
	/** How many questions were skipped: a number, no reproach. */
	skipped: number;
}

/** Before the conversation: what the eye falls on. */
export interface Noticed {
	strengths: string[];
	needs: string[];
	unknown: number;
	skipped: number;
	closed: number;
	/** The questions whose answers changed after the revision that is compared with. */
	changed: string[];
}

/**
 * The answers in reading order, per section, and what stands out in them.
 * @param since the revision after which an answer counts as changed; undefined compares with nothing
 */
export function inReadingOrder(
	instrument: Instrument,
	answers: readonly Given[],
	since: number | undefined
): { sections: ReadSection[]; noticed: Noticed } {
	const given = new Map(answers.map((answer) => [answer.question, answer]));
	const noticed: Noticed = { strengths: [], needs: [], unknown: 0, skipped: 0, closed: 0, changed: [] };
	const sections = sectionsAsRead(instrument.sections).map((section) => {
		const own = instrument.questions.filter((question) => question.part === section.key && given.has(question.key));
		const items = own.flatMap((question) => item(question, given.get(question.key)!, since) ?? []);
		const skipped = own.filter((question) => given.get(question.key)!.status === 'skipped').length;
		noticed.skipped += skipped;
		noticed.unknown += items.filter((i) => i.kind === 'unknown').length;
		noticed.closed += items.filter((i) => i.kind === 'closed').length;
		noticed.changed.push(...items.filter((i) => i.changed).map((i) => i.question));
		for (const question of own) {
			const shown = items.find((i) => i.key === question.key)?.lines.flatMap((line) => line.title ?? line.text ?? []) ?? [];
			if (question.type === 'needs') noticed.needs.push(...shown);
			if (question.type === 'strengths') noticed.strengths.push(...shown);
		}
		return { key: section.key, title: section.title, talk: section.talk, items, skipped };
	});
	return { sections, noticed };
}

function item(question: Question, answer: Given, since: number | undefined): ReadItem | undefined {
	const kind = answer.status === 'unknown' ? 'unknown' : answer.status !== 'answered' ? undefined : answer.closed ? 'closed' : 'answer';
	if (!kind) return undefined;
	return {
		key: question.key,
		question: question.text,
		followUps: question.followUps,
		kind,
		lines: kind === 'answer' && answer.value ? showAnswer(question, answer.value) : [],
		changed: since !== undefined && answer.passportRevision > since
	};
}
