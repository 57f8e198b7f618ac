/** One screen for a talk of a quarter of an hour: what it starts from. Pure. */
import type { AnswerValue } from '$lib/instruments/answers';
import { applicable } from '$lib/instruments/journey';
import { showAnswer, type AnswerLine } from '$lib/instruments/question-types';
import type { Instrument } from '$lib/instruments/schema';

/** An answer as the mentor was given it. */
interface Given {
	question: string;
	closed: boolean;
	status: string;
	value: AnswerValue | null;
	passportRevision: number;
}

/** A question that the mentor can ask, and what it is about. */
export interface Opener {
	text: string;
	about: string;
}

/** What a short talk starts from. */
export interface TalkSheet {
	/** The three sentences that the young person put on top. */
	core: AnswerLine[];
	/** What they are proud of, and the strengths with their examples. */
	proud: AnswerLine[];
	/** What they ask for, and how. */
	asks: AnswerLine[];
	/** The questions with another answer than last time; null when this is the first time. */
	changed: string[] | null;
	/** The one question to ask: beside a "weet ik niet", or else the opener of the part where least was told. */
	ask: Opener & { unknown: boolean };
	/** Other questions to ask, if there is time. */
	more: Opener[];
	/** How many sensitive answers the mentor may open. */
	closed: number;
}

/** The question about being proud has this key in every instrument (docs: question keys are shared). */
const proudOf = 'trots';
const mostMore = 3;

/**
 * What a short talk starts from.
 * @param before the revision of the last time; null when there was none
 */
export function talkSheet(instrument: Instrument, answers: readonly Given[], before: number | null): TalkSheet {
	const given = new Map(answers.map((answer) => [answer.question, answer]));
	const asked = instrument.questions;
	const lines = (wanted: Instrument['questions']) =>
		wanted.flatMap((question) => {
			const answer = given.get(question.key);
			return answer?.status === 'answered' && answer.value && !answer.closed ? showAnswer(question, answer.value) : [];
		});
	const openers = asked
		.filter(({ key }) => given.get(key)?.status === 'unknown')
		.map((question) => ({ text: question.followUps[0]!, about: question.text }));
	const [first, ...others] = openers;
	return {
		core: lines(asked.filter(({ type }) => type === 'three-sentences')),
		proud: lines(asked.filter(({ key, type }) => key === proudOf || type === 'strengths')),
		asks: lines(asked.filter(({ type }) => type === 'needs')),
		changed: before === null ? null : asked.filter(({ key }) => (given.get(key)?.passportRevision ?? 0) > before).map(({ text }) => text),
		ask: first ? { ...first, unknown: true } : { ...leastTold(instrument, given), unknown: false },
		more: others.slice(0, mostMore),
		closed: answers.filter(({ closed }) => closed).length
	};
}

/** The opener of the part in which the smallest share of the questions was answered. */
function leastTold(instrument: Instrument, given: ReadonlyMap<string, Given>): Opener {
	const told = instrument.sections.flatMap((section) => {
		const own = instrument.questions.filter(({ part, sensitive }) => part === section.key && !sensitive);
		/* A part of one question is no part to talk about by itself. */
		return own.length > 1 ? [{ section, share: own.filter(({ key }) => given.get(key)?.status === 'answered').length / own.length }] : [];
	});
	const { section } = told.reduce((least, one) => (one.share < least.share ? one : least));
	return { text: section.talk.openers[0]!, about: section.title };
}

/** Most questions to go on with, before a conversation. */
const mostFitting = 6;

/**
 * Questions to go on with that fit what was told: what changed since the last time first, then what is asked for, then what
 * somebody does not know yet, then the rest. Nothing about an answer that is closed.
 * @param before the revision of the last time; null when there was none
 */
export function fittingQuestions(instrument: Instrument, answers: readonly Given[], before: number | null): Opener[] {
	const given = new Map(answers.filter(({ closed }) => !closed).map((answer) => [answer.question, answer]));
	const rank = ({ key, type }: Instrument['questions'][number]): number => {
		const { status, passportRevision } = given.get(key)!;
		if (before !== null && passportRevision > before) return 0;
		if (type === 'needs' && status === 'answered') return 1;
		return status === 'unknown' ? 2 : 3;
	};
	return instrument.questions
		.filter(({ key, sensitive }) => !sensitive && ['answered', 'unknown'].includes(given.get(key)?.status ?? ''))
		.sort((a, b) => rank(a) - rank(b))
		.slice(0, mostFitting)
		.map((question) => ({ text: question.followUps[0]!, about: question.text }));
}

/** The questions that were not dealt with yet. Sensitive ones are not among them: whether they were answered is no one's business. */
export function openQuestions(instrument: Instrument, answers: readonly Given[]): string[] {
	const statuses = Object.fromEntries(answers.map(({ question, status }) => [question, status as 'answered']));
	return applicable(instrument, statuses)
		.filter(({ key, sensitive }) => !sensitive && !statuses[key])
		.map(({ text }) => text);
}
