/**
 * What an instrument is: a versioned set of questions, as data. An instrument's file is checked against
 * this schema when it is loaded; the limits on words come from docs/decisions and the field's rule that a
 * 15-year-old of vmbo-basis must be able to read each question aloud to a friend's mother.
 */
import { z } from 'zod';

/** The number of words in a text; numbers and words with a hyphen count once. */
export function countWords(text: string): number {
	return text.trim().split(/\s+/).filter(Boolean).length;
}

/** The number of sentences in a text: what ends in a full stop, question mark or exclamation mark. */
export function countSentences(text: string): number {
	return text
		.trim()
		.split(/[.?!](?:\s|$)/)
		.filter((part) => part.trim() !== '').length;
}

const key = z.string().regex(/^[a-z][a-z0-9-]*$/);
const sentence = z.string().trim().min(1);

/** One of the ways to answer; each type has its own folder entry in question-types/. */
export const questionTypes = [
	'short-text',
	'long-text',
	'one-choice',
	'several-choices',
	'strengths',
	'needs',
	'course-choice',
	'three-sentences',
	'scale',
	'people',
	'steps'
] as const;
export type QuestionType = (typeof questionTypes)[number];

const optionSchema = z.object({
	/** Stable for ever within the question. */
	key,
	label: sentence,
	/** One short line that makes the option concrete: "zonder muziek, met de deur dicht". */
	hint: sentence.optional()
});
export type Option = z.infer<typeof optionSchema>;

export const questionSchema = z
	.strictObject({
		/** Stable for ever, and the same in every instrument that asks the same thing. */
		key,
		part: key,
		type: z.enum(questionTypes),
		text: sentence.refine((text) => countWords(text) <= 12, 'a question has at most 12 words'),
		help: sentence.refine((text) => countSentences(text) <= 2, 'a help text has at most two sentences').optional(),
		/** Why it is asked; shown to the young person. */
		why: sentence.refine((text) => countSentences(text) <= 2, 'a reason has at most two sentences'),
		/** Whom the answer helps, in plain words: "jezelf", "je mentor", "je nieuwe school". */
		helps: sentence,
		/** What one of the demo people answered. */
		example: z.object({ name: sentence, text: sentence }),
		/** Health, home, police, helpers: never shared by default, shared apart from the rest (AVG 9 and 10). */
		sensitive: z.boolean(),
		/** Whether "weet ik niet" and "sla ik over" are offered; nearly always. */
		skippable: z.boolean(),
		/** What the mentor can ask further; a conversation aid, never shown as a judgement. */
		followUps: z.array(sentence).min(1).max(3),
		/** The course choice to which the answer belongs, so that it is shared with that choice only. */
		choice: z.union([z.literal(1), z.literal(2)]).optional(),
		/** Asked only when this question has been answered. */
		after: key.optional(),
		/** What can be chosen; for the types that offer a choice. */
		options: z.array(optionSchema).min(2).optional(),
		/** The label of the free way out of a list of options: "Iets anders, namelijk". */
		other: sentence.optional(),
		/** What 0 and what 10 mean, for a scale: "heel slecht" and "kan niet beter". */
		ends: z.tuple([sentence, sentence]).optional()
	})
	.refine(
		(q) => ['one-choice', 'several-choices', 'strengths', 'needs'].includes(q.type) === (q.options !== undefined),
		'options belong to a choice type'
	)
	.refine((q) => q.options === undefined || q.other !== undefined, 'a list of options has a free way out')
	.refine(
		(q) => (q.type === 'scale') === (q.ends !== undefined),
		'a scale says what 0 and 10 mean, as in "ends": ["kan niet slechter", "kan niet beter"]'
	)
	.refine((q) => !(q.sensitive && q.choice), 'a sensitive answer is a part by itself');
export type Question = z.infer<typeof questionSchema>;

/** Parts of an edition that are no section; a course choice is one as well. */
const noSection = /^(opmerkingen|anders|anderen|afspraken|keuze\d)$/;

/** The kinds of talk that an instrument can go with. */
export const conversations = ['mentor', 'intake', 'exit', 'toekomst'] as const;

const sectionSchema = z.strictObject({
	/** Stable for ever: "wie", "kan", "wil", "heb", "kern". */
	key: key.refine((name) => !noSection.test(name), 'this is the name of another part of an edition'),
	/** "Wie ben ik" */
	title: sentence,
	/** Where there is little room, as above a column; the title where absent. */
	short: sentence.optional(),
	/** Asked in its place, but read first: it stands on top of an edition and of what the mentor reads. */
	onTop: z.literal(true).optional(),
	/** Who somebody is and what they can: at the desk it is folded away, because the talk is about the rest. */
	background: z.literal(true).optional(),
	/** One or two sentences above the first question of the part. */
	intro: sentence,
	/** How long the part takes, in minutes, for somebody who reads slowly. */
	minutes: z.number().int().positive(),
	/** For the one across the table. */
	talk: z.object({
		/** Two or three open questions to go on with. */
		openers: z.array(sentence).min(2).max(3),
		/** One scale question, 0 to 10. */
		scale: sentence,
		/** "Waar heb je dat al eens gedaan?" in the words of this part. */
		experience: sentence,
		/** An affirmation rather than advice. */
		affirmation: sentence
	})
});
export type Section = z.infer<typeof sectionSchema>;

export const instrumentSchema = z
	.strictObject({
		/** Stable for ever, in addresses and tables. */
		key,
		version: z.number().int().positive(),
		title: sentence,
		/** Where there is little room, as in a list. */
		short: sentence,
		/** For whom it is, where a young person chooses: "Voor als je …". */
		for: sentence.startsWith('Voor ').refine((text) => countSentences(text) <= 2, 'for whom it is has at most two sentences'),
		/** The kind of talk that goes with it. */
		conversation: z.enum(conversations),
		intro: sentence,
		sections: z.array(sectionSchema).min(1),
		questions: z.array(questionSchema).min(1)
	})
	.superRefine((instrument, context) => {
		const seen = new Set<string>();
		const sections = instrument.sections.map((section) => section.key);
		let section = 0;
		for (const question of instrument.questions) {
			const at = sections.indexOf(question.part);
			const complain = (message: string) => context.addIssue({ code: 'custom', message: `${question.key}: ${message}` });
			if (seen.has(question.key)) complain('this key is used twice');
			if (at === -1) complain(`there is no part "${question.part}"; the parts are ${sections.join(', ')}`);
			else if (at < section) complain('the questions of a part stand together, in the order of the parts');
			if (question.after && !seen.has(question.after)) complain('what it comes after must stand before it');
			section = Math.max(at, section);
			seen.add(question.key);
		}
	});
export type Instrument = z.infer<typeof instrumentSchema>;
