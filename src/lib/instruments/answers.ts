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
/** The best that a scale goes; it begins at nought. */
export const maxScore = 10;
/** Most people in one answer. */
export const maxPeople = 6;
/** Most steps in one answer. */
export const maxSteps = 3;

const text = z.string().trim().min(1).max(maxText);
const line = z.string().trim().min(1).max(maxLine);
const optional = z.string().trim().max(maxText);
const optionalLine = z.string().trim().max(maxLine);
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
		course: optionalLine,
		school: optionalLine,
		/** ISO date of the first day; unknown is the start of the school year. */
		starts: z.iso.date().optional()
	})
	.refine((a) => a.course !== '' || a.school !== '');
/** "Dit moet je echt weten": whole sentences, picked or written. */
export const threeSentencesAnswer = z.strictObject({
	sentences: z.array(z.string().trim().min(1).max(maxSentence)).min(1).max(maxSentences)
});
/** A number, with why it is no lower and what one step higher looks like. */
export const scaleAnswer = z.strictObject({
	score: z.number().int().min(0).max(maxScore),
	lower: text.optional(),
	higher: text.optional()
});
export const peopleAnswer = z.strictObject({
	people: z
		.array(
			z.strictObject({
				name: line,
				/** Who that is to the young person: "mijn zus". */
				who: optionalLine,
				/** Whether the one across the table may ask this person something. */
				mayAsk: z.boolean()
			})
		)
		.min(1)
		.max(maxPeople)
});
/** The first is something small for this week. */
export const stepsAnswer = z.strictObject({
	steps: z
		.array(z.strictObject({ what: line, when: optionalLine, help: optionalLine }))
		.min(1)
		.max(maxSteps)
});

export type TextAnswer = z.infer<typeof textAnswer>;
export type OneChoiceAnswer = z.infer<typeof oneChoiceAnswer>;
export type SeveralChoicesAnswer = z.infer<typeof severalChoicesAnswer>;
export type StrengthsAnswer = z.infer<typeof strengthsAnswer>;
export type NeedsAnswer = z.infer<typeof needsAnswer>;
export type CourseChoiceAnswer = z.infer<typeof courseChoiceAnswer>;
export type ThreeSentencesAnswer = z.infer<typeof threeSentencesAnswer>;
export type ScaleAnswer = z.infer<typeof scaleAnswer>;
export type PeopleAnswer = z.infer<typeof peopleAnswer>;
export type StepsAnswer = z.infer<typeof stepsAnswer>;
export type AnswerValue =
	| TextAnswer
	| OneChoiceAnswer
	| SeveralChoicesAnswer
	| StrengthsAnswer
	| NeedsAnswer
	| CourseChoiceAnswer
	| ThreeSentencesAnswer
	| ScaleAnswer
	| PeopleAnswer
	| StepsAnswer;

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
