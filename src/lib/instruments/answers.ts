/** What an answer looks like, per type of question; the same in the database, on the page and in an edition. */
import { z } from 'zod';

/** Longest text of one answer, in characters: some three pages. */
export const maxText = 5000;
/** Longest single line, in characters. */
export const maxLine = 200;
/** Most strength cards in one answer. */
export const maxCards = 5;
/** Most sentences in "Dit moet je echt weten". */
export const maxSentences = 3;
/** Longest of those sentences, in characters: two lines on paper. */
export const maxSentence = 140;

const text = z.string().trim().min(1).max(maxText);
const line = z.string().trim().min(1).max(maxLine);
const optional = z.string().trim().max(maxText);
const key = z.string().regex(/^[a-z][a-z0-9-]*$/);

export const textAnswer = z.strictObject({ text });
export const oneChoiceAnswer = z.union([z.strictObject({ option: key }), z.strictObject({ other: line })]);
export const severalChoicesAnswer = z
	.strictObject({ options: z.array(key), other: line.optional() })
	.refine((a) => a.options.length > 0 || a.other !== undefined);
export const strengthsAnswer = z
	.strictObject({ cards: z.array(z.strictObject({ key, example: optional })).max(maxCards), other: text.optional() })
	.refine((a) => a.cards.length > 0 || a.other !== undefined);
export const needsAnswer = z
	.strictObject({ needs: z.array(z.strictObject({ key, how: optional })), other: text.optional() })
	.refine((a) => a.needs.length > 0 || a.other !== undefined);
export const courseChoiceAnswer = z
	.strictObject({
		/** Either of the two may still be unknown. */
		course: z.string().trim().max(maxLine),
		school: z.string().trim().max(maxLine),
		/** ISO date of the first day; unknown is the start of the school year. */
		starts: z.iso.date().optional()
	})
	.refine((a) => a.course !== '' || a.school !== '');
/** "Dit moet je echt weten": whole sentences, picked or written. */
export const threeSentencesAnswer = z.strictObject({
	sentences: z.array(z.string().trim().min(1).max(maxSentence)).min(1).max(maxSentences)
});

export type TextAnswer = z.infer<typeof textAnswer>;
export type OneChoiceAnswer = z.infer<typeof oneChoiceAnswer>;
export type SeveralChoicesAnswer = z.infer<typeof severalChoicesAnswer>;
export type StrengthsAnswer = z.infer<typeof strengthsAnswer>;
export type NeedsAnswer = z.infer<typeof needsAnswer>;
export type CourseChoiceAnswer = z.infer<typeof courseChoiceAnswer>;
export type ThreeSentencesAnswer = z.infer<typeof threeSentencesAnswer>;
export type AnswerValue =
	TextAnswer | OneChoiceAnswer | SeveralChoicesAnswer | StrengthsAnswer | NeedsAnswer | CourseChoiceAnswer | ThreeSentencesAnswer;

/** answered; "weet ik niet"; "sla ik over"; emptied again. Only the first comes into an edition. */
export const answerStatuses = ['answered', 'unknown', 'skipped', 'empty'] as const;
export type AnswerStatus = (typeof answerStatuses)[number];

/**
 * The revision that a form was made with: of an answer, a passport, an agreement. What cannot be read, or is no number that
 * there could be, is before everything.
 */
export function readRevision(form: FormData, field = 'revision'): number {
	const revision = Number(form.get(field));
	return Number.isInteger(revision) && revision >= 0 && revision < 2 ** 31 ? revision : 0;
}
