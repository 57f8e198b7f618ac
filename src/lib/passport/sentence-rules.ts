/** Sentences to pick from for "Dit moet je echt weten": the young person's own words, from answers that are not sensitive. Pure. */
import {
	maxSentence,
	type AnswerStatus,
	type AnswerValue,
	type NeedsAnswer,
	type ScaleAnswer,
	type StrengthsAnswer,
	type TextAnswer
} from '$lib/instruments/answers';
import { applicable } from '$lib/instruments/journey';
import type { Instrument, Question } from '$lib/instruments/schema';
import { m } from '$lib/text/paraglide/messages';

/** Most sentences that are offered at once: they have to fit beside the fields on a phone. */
const most = 8;
/** Most sentences out of one answer with cards or needs. */
const mostOfOne = 2;

/** A sentence that leans on the one before it says nothing by itself. */
const leaning =
	/^(en|of|maar|want|dus|dat|als|omdat|dan|daarna|daar|daarom|daardoor|die|dit|deze|zo|ook|toen|er|zij|hij|hen|ze|wij|we|nu)(?!\p{L})/iu;
/** It is about the young person: "ik" or "mij" is in it, before anything is added to it. */
const aboutMe = /(?<!\p{L})(ik|mij)(?!\p{L})/iu;

/** The sentences of a text, each with its mark at the end. */
function sentencesOf(text: string): string[] {
	return text
		.split(/(?<=[.!?…])\s+|\n+/)
		.map((sentence) => sentence.trim().replace(/\s+/g, ' '))
		.filter(Boolean)
		.map((sentence) => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`));
}

const standsAlone = (sentence: string): boolean =>
	aboutMe.test(sentence.split(/[,;:(]/)[0]!) && !leaning.test(sentence) && sentence.split(' ').length >= 4;

/** A first sentence with the next behind it, where there is room for both. */
function together(first: string, next: string | undefined): string {
	const both = next ? `${first} ${next}` : first;
	return both.length <= maxSentence ? both : first;
}

/** A label inside a sentence: "Eén vaste persoon" is "één vaste persoon" there. */
const inside = (label: string): string => label.replace(/^Eén/, 'één').replace(/^\p{Lu}/u, (letter) => letter.toLowerCase());

function offeredBy(question: Question, value: AnswerValue): string[] {
	const label = (key: string) => question.options?.find((option) => option.key === key)?.label;
	switch (question.type) {
		case 'short-text':
		case 'long-text':
			return sentencesOf((value as TextAnswer).text)
				.filter(standsAlone)
				.slice(0, 1);
		case 'strengths':
			return (value as StrengthsAnswer).cards
				.flatMap(({ key, example }) => (label(key) ? together(`${label(key)}.`, sentencesOf(example)[0]) : []))
				.slice(0, mostOfOne);
		case 'needs':
			return (value as NeedsAnswer).needs
				.flatMap(({ key, how }) => (label(key) ? together(m.sentence_need({ need: inside(label(key)!) }), sentencesOf(how)[0]) : []))
				.slice(0, mostOfOne);
		/* Why it is no lower, is true now. One step higher is a wish, and a step is done by the time that somebody reads it. */
		case 'scale':
			return sentencesOf((value as ScaleAnswer).lower ?? '')
				.filter(standsAlone)
				.slice(0, 1);
		default:
			return [];
	}
}

/**
 * The sentences that can be picked, some of each section. Never out of a sensitive answer; nor out of an answer that
 * belongs to a course choice, because these sentences go to whoever gets them, and an mbo never sees the other choice.
 * @param taken what stands in the fields already
 */
export function suggestedSentences(
	instrument: Instrument,
	answers: Readonly<Record<string, { status: AnswerStatus; value: AnswerValue | null } | undefined>>,
	taken: readonly string[]
): string[] {
	const statuses = Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, answer?.status]));
	const open = applicable(instrument, statuses).filter((question) => !question.sensitive && question.choice === undefined);
	const perSection = instrument.sections.map(({ key }) =>
		open.filter((question) => question.part === key).flatMap((question) => offered(question))
	);
	function offered(question: Question): string[] {
		const answer = answers[question.key];
		return answer?.status === 'answered' && answer.value ? offeredBy(question, answer.value) : [];
	}
	const picked = new Set<string>();
	for (let round = 0; perSection.some((sentences) => sentences[round]); round++)
		for (const sentences of perSection) {
			const sentence = sentences[round];
			if (sentence && sentence.length <= maxSentence && !taken.includes(sentence)) picked.add(sentence);
		}
	return [...picked].slice(0, most);
}
