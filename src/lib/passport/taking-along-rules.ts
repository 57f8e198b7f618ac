/** "Neem mee": which of the own earlier answers fit a passport, and what comes along. Pure. */
import type { AnswerStatus, AnswerValue } from '$lib/instruments/answers';
import { fieldsOf, formOf, readAnswer } from '$lib/instruments/question-types';
import type { Instrument, Question, QuestionType } from '$lib/instruments/schema';
import type { Answers } from './screen-rules';

/** An own answer of before: as it stands in another passport, or as it was agreed in an edition of one. */
export interface EarlierAnswer {
	passportId: string;
	/** null: as it stands there now. */
	edition: number | null;
	instrument: Pick<Instrument, 'short'>;
	question: string;
	type: QuestionType;
	sensitive: boolean;
	value: AnswerValue;
	/** When it was last changed there, or agreed. */
	at: string;
}

/** An earlier answer as it can come along: what of it fits the question here. */
export interface Candidate {
	/** Which it is, in a form. */
	from: string;
	edition: number | null;
	short: string;
	at: string;
	value: AnswerValue;
	/** What the question that it comes after was answered with there. */
	gate: AnswerValue | null;
}

/** What can be taken along for one question. */
export interface Offer {
	question: Question;
	/** What stands here now. */
	current: { status: AnswerStatus; value: AnswerValue | null; revision: number };
	/** Each different answer once, the newest first. */
	candidates: Candidate[];
}

/** The same value, however its fields are ordered. */
const same = (a: AnswerValue | null, b: AnswerValue | null): boolean => ordered(a) === ordered(b);
const ordered = (value: unknown): string =>
	JSON.stringify(value, (_, part: unknown) =>
		part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part
	);

/** What of a value fits a question: read as its own form would send it, so options that are gone stay behind. */
function fitting(question: Question, value: AnswerValue): AnswerValue | undefined {
	const reading = readAnswer(question, formOf(fieldsOf(question, value)));
	return reading.kind === 'answered' ? reading.value : undefined;
}

/** Where an earlier answer stands. */
const sourceOf = ({ passportId, edition }: Pick<EarlierAnswer, 'passportId' | 'edition'>): string => `${passportId}/${edition ?? ''}`;

/**
 * What can be taken along, in the order of the questions. The same key and the same type; never what is here already, never what
 * was sensitive and is not here; what comes after another question only with the same answer to that one.
 * @param current the answers here, with their revision
 * @param earlier all that was answered before, in whatever order
 * @param sensitiveClosed in a session that a mentor's code opened nothing sensitive is offered
 */
export function offersOf(
	instrument: Instrument,
	current: Readonly<Record<string, Offer['current'] | undefined>>,
	earlier: readonly EarlierAnswer[],
	sensitiveClosed: boolean
): Offer[] {
	const newestFirst = [...earlier].sort((a, b) => b.at.localeCompare(a.at));
	const offers = new Map<string, Offer>();
	for (const question of instrument.questions) {
		if (question.sensitive && sensitiveClosed) continue;
		const here = current[question.key] ?? { status: 'empty', value: null, revision: 0 };
		const candidates: Candidate[] = [];
		for (const one of newestFirst) {
			if (one.question !== question.key || one.type !== question.type || (one.sensitive && !question.sensitive)) continue;
			const value = fitting(question, one.value);
			if (!value || same(value, here.value) || candidates.some((candidate) => same(candidate.value, value))) continue;
			const from = sourceOf(one);
			const gate = earlier.find((other) => other.question === question.after && sourceOf(other) === from)?.value ?? null;
			if (question.after && !opensHere(question.after, gate, current, offers)) continue;
			candidates.push({ from, edition: one.edition, short: one.instrument.short, at: one.at, value, gate });
		}
		if (candidates.length > 0) offers.set(question.key, { question, current: here, candidates });
	}
	return [...offers.values()];
}

/** Whether the question that another comes after has this answer here, or can get it. */
function opensHere(
	after: string,
	gate: AnswerValue | null,
	current: Readonly<Record<string, Offer['current'] | undefined>>,
	offers: ReadonlyMap<string, Offer>
): boolean {
	if (!gate) return false;
	return same(gate, current[after]?.value ?? null) || !!offers.get(after)?.candidates.some((candidate) => same(candidate.value, gate));
}

/** One answer that is going to be saved, on top of a revision. */
export interface Taking {
	question: Question;
	value: AnswerValue;
	base: number;
}

/**
 * What "alles" takes: the newest of what has no answer here, and nothing that is sensitive. What comes after another question, from
 * where that one comes as well.
 */
export function everything(offers: readonly Offer[], answers: Answers): Map<string, string> {
	const values = valuesOf(answers);
	const chosen = new Map<string, string>();
	for (const { question, current, candidates } of offers) {
		if (question.sensitive || current.status !== 'empty') continue;
		const candidate = candidates.find((one) => fitsBehind(question, one, values));
		if (!candidate) continue;
		values.set(question.key, candidate.value);
		chosen.set(question.key, candidate.from);
	}
	return chosen;
}

/** The values that stand here, by question. */
const valuesOf = (answers: Answers): Map<string, AnswerValue | null> =>
	new Map(Object.entries(answers).map(([key, answer]) => [key, answer?.value ?? null]));

/** Whether the question that it comes after has the same answer here as it had there. */
const fitsBehind = (question: Question, { gate }: Candidate, values: ReadonlyMap<string, AnswerValue | null>): boolean =>
	question.after === undefined || same(gate, values.get(question.after) ?? null);

/**
 * What of the chosen answers is saved, in the order of the questions, so that an answer comes after the one it depends on.
 * @param chosen per question from where
 * @param answers what stands here
 * @returns `waits`: the questions that belong to another answer than stands here then
 */
export function toTake(
	offers: readonly Offer[],
	chosen: ReadonlyMap<string, string>,
	answers: Answers
): { takings: Taking[]; waits: Question[] } {
	const values = valuesOf(answers);
	const takings: Taking[] = [];
	const waits: Question[] = [];
	for (const { question, current, candidates } of offers) {
		const candidate = candidates.find(({ from }) => from === chosen.get(question.key));
		if (!candidate) continue;
		if (!fitsBehind(question, candidate, values)) {
			waits.push(question);
			continue;
		}
		values.set(question.key, candidate.value);
		takings.push({ question, value: candidate.value, base: current.revision });
	}
	return { takings, waits };
}
