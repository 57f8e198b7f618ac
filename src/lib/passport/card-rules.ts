/** The strengths card: what somebody can do, to show at home. Pure. */
import type { StrengthsAnswer, TextAnswer } from '$lib/instruments/answers';
import type { Instrument } from '$lib/instruments/schema';
import type { Answers } from './screen-rules';

/** The question after pride; a key is the same in every instrument. */
const pride = 'trots';

/** What stands on the card, in the own words. */
export interface StrengthsCard {
	strengths: { title: string; example: string }[];
	/** Empty when it was not told. */
	proudOf: string;
}

/** The card of these answers, or undefined as long as no strength was chosen. Nothing sensitive ever stands on it. */
export function strengthsCard(instrument: Instrument, answers: Answers): StrengthsCard | undefined {
	const answered = instrument.questions.filter((question) => !question.sensitive && answers[question.key]?.status === 'answered');
	const strengths = answered.flatMap((question) => {
		if (question.type !== 'strengths') return [];
		const { cards, other } = answers[question.key]!.value as StrengthsAnswer;
		const chosen = cards.flatMap(({ key, example }) => {
			const title = question.options?.find((option) => option.key === key)?.label;
			return title ? { title, example } : [];
		});
		return other ? [...chosen, { title: other, example: '' }] : chosen;
	});
	if (strengths.length === 0) return undefined;
	const proud = answered.find((question) => question.key === pride);
	return { strengths, proudOf: proud ? (answers[pride]!.value as TextAnswer).text : '' };
}
