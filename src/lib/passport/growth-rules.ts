/** "Zo ben ik gegroeid": the same question, answered at several moments, as it is drawn and as it is told. Pure. */
import type { AnswerValue, ScaleAnswer, StrengthsAnswer } from '$lib/instruments/answers';
import type { Question } from '$lib/instruments/schema';
import { dayOf } from '$lib/text/dates';
import type { EarlierAnswer } from './taking-along-rules';

/** An answer with its question, as that passport asks it. */
export interface AnswerAtAMoment extends EarlierAnswer {
	asked: Question;
}

interface Moment {
	/** ISO date */
	day: string;
	short: string;
	/** null: as it stands now. */
	edition: number | null;
}

/** A number at a moment, with the own words that belong to it. */
export interface ScaleMoment extends Moment {
	score: number;
	lower: string;
	higher: string;
}

/** The strengths that were named at a moment. */
export interface StrengthsMoment extends Moment {
	strengths: { label: string; isNew: boolean }[];
}

/** How one question was answered through the years, the oldest first. */
export type Growth = { key: string; text: string; sensitive: boolean } & (
	{ type: 'scale'; ends: readonly [string, string]; moments: ScaleMoment[] } | { type: 'strengths'; moments: StrengthsMoment[] }
);

/**
 * The questions with a scale or strengths that were answered at two moments or more, in the order in which they came first.
 * An answer that an edition agreed, and that stands there unchanged, is one moment.
 */
export function growthOf(answers: readonly AnswerAtAMoment[]): Growth[] {
	const oldestFirst = answers.filter(({ type }) => type === 'scale' || type === 'strengths').sort((a, b) => a.at.localeCompare(b.at));
	const perQuestion = new Map<string, AnswerAtAMoment[]>();
	for (const one of oldestFirst) {
		const name = `${one.question} ${one.type}`;
		perQuestion.set(name, [...(perQuestion.get(name) ?? []), one]);
	}
	return [...perQuestion.values()].flatMap((all) => {
		const moments = withoutRepeats(all);
		return moments.length < 2 ? [] : [drawn(moments)];
	});
}

/** Of one passport, only what is not the same as the moment before: an edition and the answer behind it are told once, as the edition. */
function withoutRepeats(moments: readonly AnswerAtAMoment[]): AnswerAtAMoment[] {
	const told = new Map<string, AnswerAtAMoment>();
	const kept: AnswerAtAMoment[] = [];
	for (const one of moments) {
		const before = told.get(one.passportId);
		if (before && said(before) === said(one)) {
			if (before.edition === null && one.edition !== null) kept.splice(kept.indexOf(before), 1);
			else continue;
		}
		told.set(one.passportId, one);
		kept.push(one);
	}
	return kept;
}

/** What an answer says, to compare it with: a number with its words, or which strengths; an example may be told anew. */
function said({ type, value }: { type: string; value: AnswerValue }): string {
	if (type === 'scale') return JSON.stringify(value);
	const { cards, other } = value as StrengthsAnswer;
	return JSON.stringify([cards.map(({ key }) => key).sort(), other ?? '']);
}

function drawn(moments: AnswerAtAMoment[]): Growth {
	const { question: key, asked, sensitive } = moments.at(-1)!;
	const about = { key, text: asked.text, sensitive };
	const when = (one: AnswerAtAMoment): Moment => ({ day: dayOf(one.at), short: one.instrument.short, edition: one.edition });
	if (asked.type === 'scale') {
		const scored = moments.map((one) => {
			const { score, lower = '', higher = '' } = one.value as ScaleAnswer;
			return { ...when(one), score, lower, higher };
		});
		return { ...about, type: 'scale', ends: asked.ends!, moments: scored };
	}
	const before = new Set<string>();
	const named = moments.map((one, index) => {
		const { cards, other } = one.value as StrengthsAnswer;
		const labels = cards.flatMap((card) => one.asked.options?.find((option) => option.key === card.key)?.label ?? []);
		const strengths = [...labels, ...(other ? [other] : [])].map((label) => ({ label, isNew: index > 0 && !before.has(label) }));
		for (const { label } of strengths) before.add(label);
		return { ...when(one), strengths };
	});
	return { ...about, type: 'strengths', moments: named };
}
