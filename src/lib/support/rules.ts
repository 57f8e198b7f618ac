/** The support that is asked for and the answer to it. Pure: the database decides what happens. */
import { maxText, readRevision, type AnswerValue, type NeedsAnswer } from '$lib/instruments/answers';
import { type FieldError, words } from '$lib/instruments/question-types';
import type { Instrument } from '$lib/instruments/schema';
import { dayOf, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import { outcomes, type Outcome } from './outcomes';

/** The key of what was asked in own words, beside the needs of the list. */
export const otherNeed = 'other';

/** One support that the young person asks for. */
export interface Asked {
	question: string;
	need: string;
	/** "Meer tijd" */
	label: string;
	/** "Hoe dan?" in the young person's words; may be empty. */
	how: string;
}

/** A need in words. */
export function needLabel(instrument: Instrument, question: string, need: string): string {
	if (need === otherNeed) return m.support_need_other();
	const options = instrument.questions.find((q) => q.key === question)?.options;
	return options?.find((option) => option.key === need)?.label ?? need;
}

/**
 * The support that is asked for in lines of an edition, each once, in their order. Only what is among the lines is there:
 * when the part with the needs is not shared, nothing says that there was any.
 */
export function askedSupport(
	lines: readonly { kind: string; about: string; value: AnswerValue | { text: string } }[],
	instrument: Instrument
): Asked[] {
	const asked = new Map<string, Asked>();
	for (const { kind, about, value } of lines) {
		if (kind !== 'answer' || !('needs' in value)) continue;
		const { needs, other } = value as NeedsAnswer;
		const all = [...needs, ...(other ? [{ key: otherNeed, how: other }] : [])];
		for (const { key, how } of all) {
			const one = { question: about, need: key, label: needLabel(instrument, about, key), how };
			if (!asked.has(fieldOf(one))) asked.set(fieldOf(one), one);
		}
	}
	return [...asked.values()];
}

/** How the fields of one support are named in a form. */
export const fieldOf = ({ question, need }: Pick<Asked, 'question' | 'need'>): string => `${question}.${need}`;

/** An answer as it stands in a form. */
export interface TypedAnswer {
	question: string;
	need: string;
	/** null: nothing chosen yet */
	outcome: Outcome | null;
	text: string;
	/** The revision that the page was made with. */
	revision: number;
}

/** What a form holds of the answers: those supports that it has fields for, and what is too long. */
export function readAnswers(form: FormData): { answers: TypedAnswer[]; errors: FieldError[] } {
	const answers: TypedAnswer[] = [];
	const errors: FieldError[] = [];
	for (const name of form.keys()) {
		const [, question, need] = /^revision\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(name) ?? [];
		if (!question || !need) continue;
		const field = fieldOf({ question, need });
		const text = words(form, `text.${field}`);
		const outcome = outcomes.find((one) => one === form.get(`outcome.${field}`)) ?? null;
		if (text.length > maxText) errors.push({ field: `text.${field}`, message: m.answer_too_long({ max: maxText }) });
		answers.push({ question, need, outcome, text, revision: readRevision(form, name) });
	}
	return { answers, errors };
}

/** What is missing before the answers can be given: "nee" says why, "anders" says what instead, words say which it is. */
export function notWhole(answers: readonly TypedAnswer[]): FieldError[] {
	return answers.flatMap((answer) => {
		const field = fieldOf(answer);
		if (answer.outcome === null) return answer.text ? [{ field: `outcome.${field}`, message: m.support_outcome_empty() }] : [];
		if (answer.text || answer.outcome === 'yes') return [];
		return [{ field: `text.${field}`, message: answer.outcome === 'no' ? m.support_no_empty() : m.support_other_empty() }];
	});
}

/** What the intaker writes before the intake, and what is wrong with it. */
export function readReply(form: FormData): { text: string; errors: FieldError[] } {
	const text = words(form, 'reply');
	if (text === '') return { text, errors: [{ field: 'reply', message: m.reply_empty() }] };
	return { text, errors: text.length > maxText ? [{ field: 'reply', message: m.answer_too_long({ max: maxText }) }] : [] };
}

/** What a colleague wrote about one support while it was being typed. */
export interface Theirs {
	outcome: Outcome | null;
	text: string;
	revision: number;
}

/** A reply with its days in words, as it is shown. */
export function shownReply<T extends { at: string; changedAt: string | null }>({ at, changedAt, ...reply }: T) {
	return { ...reply, on: writtenDate(dayOf(at)), changedOn: changedAt && writtenDate(dayOf(changedAt)) };
}

/** An answer that is being written, or was given, as it stands in the form. */
export function inForm(
	answer: { outcome: Outcome | null; text: string; draft: { outcome: Outcome | null; text: string } | null } | undefined
): {
	outcome: Outcome | null;
	text: string;
} {
	const { outcome, text } = answer?.draft ?? answer ?? { outcome: null, text: '' };
	return { outcome, text };
}

/** One support that was asked for beside its answer; without one it waits. */
export interface Pair {
	label: string;
	how: string;
	answer: { outcome: Outcome; text: string; by: string; on: string } | null;
}

/** Question and answer beside each other, in the order in which was asked. */
export function besideEachOther(
	asked: readonly Asked[],
	answers: readonly { question: string; need: string; outcome: Outcome; text: string; author: string; from: string; givenAt: string }[]
): Pair[] {
	return asked.map((one) => {
		const answer = answers.find((given) => fieldOf(given) === fieldOf(one));
		return {
			label: one.label,
			how: one.how,
			answer: answer
				? {
						outcome: answer.outcome,
						text: answer.text,
						by: m.reply_by({ author: answer.author, from: answer.from }),
						on: writtenDate(dayOf(answer.givenAt))
					}
				: null
		};
	});
}

/** What came back on a consent, in a few words; empty when nothing did. */
export function cameBackInShort(back: { replies: readonly unknown[]; answers: readonly unknown[] } | undefined): string[] {
	if (!back) return [];
	const { replies, answers } = back;
	return [
		...(replies.length > 0 ? [m.answers_reply()] : []),
		...(answers.length === 1 ? [m.answers_one()] : answers.length > 1 ? [m.answers_count({ count: answers.length })] : [])
	];
}
