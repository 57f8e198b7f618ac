/**
 * A question type owns what comes in (a form), what is right, and how an answer reads. Its fields on the page are in the
 * Svelte file of the same name.
 */
import { writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import {
	maxCards,
	maxLine,
	maxPeople,
	maxScore,
	maxSentence,
	maxSentences,
	maxSteps,
	maxText,
	type AnswerValue,
	type CourseChoiceAnswer,
	type NeedsAnswer,
	type OneChoiceAnswer,
	type PeopleAnswer,
	type ScaleAnswer,
	type SeveralChoicesAnswer,
	type StepsAnswer,
	type StrengthsAnswer,
	type TextAnswer,
	type ThreeSentencesAnswer
} from '../answers';
import type { Question, QuestionType } from '../schema';

/** What is wrong at which field of the form, in a sentence for the young person. */
export interface FieldError {
	field: string;
	message: string;
}

/** A form that was read: an answer, nothing filled in, or something that has to be mended first. */
export type Reading = { kind: 'answered'; value: AnswerValue } | { kind: 'empty' } | { kind: 'invalid'; errors: FieldError[] };

/** A line of an answer as it is read: with a card or a need as its title, and the example or "hoe dan?" as its text. */
export interface AnswerLine {
	title?: string;
	text?: string;
}

/** What the fields of a form hold, by their name: as they were sent, or as an answer fills them. */
export type Fields = Record<string, string[]>;

/** What the fields of a question on a page are made of. */
export interface AskedFields {
	question: Pick<Question, 'type' | 'text' | 'options' | 'other' | 'ends'>;
	fields: Fields;
	errors: FieldError[];
}

interface Type<Value extends AnswerValue> {
	/** Reads the form that the fields of this type made. */
	read(question: Question, form: FormData): Reading;
	/** The answer in words. */
	show(question: Question, value: Value): AnswerLine[];
	/** The answer as the form would send it. */
	fields(value: Value): Fields;
}

/** What was typed in a field: without the space around it, and lines that end in one way. */
export const words = (form: FormData, name: string): string =>
	String(form.get(name) ?? '')
		.replace(/\r\n?/g, '\n')
		.trim();
const chosen = (question: Question, form: FormData, name: string): string[] => {
	const keys = new Set(question.options?.map((option) => option.key));
	return form
		.getAll(name)
		.map(String)
		.filter((key) => keys.has(key));
};
const label = (question: Question, key: string): string => question.options?.find((option) => option.key === key)?.label ?? key;
const invalid = (field: string, message: string): Reading => ({ kind: 'invalid', errors: [{ field, message }] });
const tooLong = (field: string, max: number): Reading => invalid(field, m.answer_too_long({ max }));

/** The value that the free way out of a list has in a form. */
export const otherValue = 'anders';

function text(max: number): Type<TextAnswer> {
	return {
		read(_question, form) {
			const text = words(form, 'text');
			if (text === '') return { kind: 'empty' };
			if (text.length > max) return tooLong('text', max);
			return { kind: 'answered', value: { text } };
		},
		show: (_question, value) => [{ text: value.text }],
		fields: (value) => ({ text: [value.text] })
	};
}

const oneChoice: Type<OneChoiceAnswer> = {
	read(question, form) {
		const other = words(form, 'other');
		const picked = String(form.get('option') ?? '');
		const [option] = chosen(question, form, 'option');
		if (option) return { kind: 'answered', value: { option } };
		if (other.length > maxLine) return tooLong('other', maxLine);
		if (other !== '') return { kind: 'answered', value: { other } };
		if (picked === otherValue) return invalid('other', m.answer_other_empty());
		return { kind: 'empty' };
	},
	show: (question, value) => [{ text: 'option' in value ? label(question, value.option) : value.other }],
	fields: (value): Fields => ('option' in value ? { option: [value.option] } : { option: [otherValue], other: [value.other] })
};

const severalChoices: Type<SeveralChoicesAnswer> = {
	read(question, form) {
		const options = chosen(question, form, 'options');
		const other = words(form, 'other');
		if (other.length > maxLine) return tooLong('other', maxLine);
		if (options.length === 0 && other === '') return { kind: 'empty' };
		return { kind: 'answered', value: { options, ...(other === '' ? {} : { other }) } };
	},
	show: (question, value) => [
		...value.options.map((key) => ({ text: label(question, key) })),
		...(value.other ? [{ text: value.other }] : [])
	],
	fields: (value) => ({ options: value.options, other: [value.other ?? ''] })
};

const strengths: Type<StrengthsAnswer> = {
	read(question, form) {
		const keys = chosen(question, form, 'cards');
		const other = words(form, 'other');
		if (keys.length === 0 && other === '') return { kind: 'empty' };
		if (keys.length > maxCards) return invalid('cards', m.answer_too_many_cards({ max: maxCards, chosen: keys.length }));
		const cards = keys.map((key) => ({ key, example: words(form, `example.${key}`) }));
		const long = cards.find((card) => card.example.length > maxText);
		if (long) return tooLong(`example.${long.key}`, maxText);
		if (other.length > maxText) return tooLong('other', maxText);
		return { kind: 'answered', value: { cards, ...(other === '' ? {} : { other }) } };
	},
	show: (question, value) => [
		...value.cards.map((card) => ({ title: label(question, card.key), text: card.example })),
		...(value.other ? [{ text: value.other }] : [])
	],
	fields: (value) => ({
		cards: value.cards.map((card) => card.key),
		...Object.fromEntries(value.cards.map((card) => [`example.${card.key}`, [card.example]])),
		other: [value.other ?? '']
	})
};

const needs: Type<NeedsAnswer> = {
	read(question, form) {
		const ticked = chosen(question, form, 'needs').map((key) => ({ key, how: words(form, `how.${key}`) }));
		const other = words(form, 'other');
		if (ticked.length === 0 && other === '') return { kind: 'empty' };
		const long = ticked.find((need) => need.how.length > maxText);
		if (long) return tooLong(`how.${long.key}`, maxText);
		if (other.length > maxText) return tooLong('other', maxText);
		return { kind: 'answered', value: { needs: ticked, ...(other === '' ? {} : { other }) } };
	},
	show: (question, value) => [
		...value.needs.map((need) => ({ title: label(question, need.key), text: need.how })),
		...(value.other ? [{ text: value.other }] : [])
	],
	fields: (value) => ({
		needs: value.needs.map((need) => need.key),
		...Object.fromEntries(value.needs.map((need) => [`how.${need.key}`, [need.how]])),
		other: [value.other ?? '']
	})
};

/** An ISO date out of three fields: the date, nothing when all are empty, or undefined when it is no date. */
export function readDate(form: FormData, name: string): string | '' | undefined {
	const [day, month, year] = ['day', 'month', 'year'].map((part) => words(form, `${name}.${part}`));
	if (!day && !month && !year) return '';
	if (!/^\d{1,2}$/.test(day!) || !/^\d{1,2}$/.test(month!) || !/^\d{4}$/.test(year!)) return undefined;
	const iso = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
	const date = new Date(`${iso}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

const courseChoice: Type<CourseChoiceAnswer> = {
	read(_question, form) {
		const course = words(form, 'course');
		const school = words(form, 'school');
		const starts = readDate(form, 'starts');
		if (course === '' && school === '' && starts === '') return { kind: 'empty' };
		const errors: FieldError[] = [];
		if (course === '' && school === '') errors.push({ field: 'course', message: m.answer_course_empty() });
		if (course.length > maxLine) errors.push({ field: 'course', message: m.answer_too_long({ max: maxLine }) });
		if (school.length > maxLine) errors.push({ field: 'school', message: m.answer_too_long({ max: maxLine }) });
		if (starts === undefined) errors.push({ field: 'starts', message: m.answer_no_date() });
		if (errors.length > 0) return { kind: 'invalid', errors };
		return { kind: 'answered', value: { course, school, ...(starts ? { starts } : {}) } };
	},
	show: (_question, value) => [
		...(value.course ? [{ title: m.answer_course(), text: value.course }] : []),
		...(value.school ? [{ title: m.answer_school(), text: value.school }] : []),
		...(value.starts ? [{ title: m.answer_starts(), text: writtenDate(value.starts) }] : [])
	],
	fields(value) {
		const [year, month, day] = value.starts?.split('-') ?? [];
		return {
			course: [value.course],
			school: [value.school],
			'starts.day': [day ? String(Number(day)) : ''],
			'starts.month': [month ? String(Number(month)) : ''],
			'starts.year': [year ?? '']
		};
	}
};

/** The fields of "Dit moet je echt weten", in their order. */
export const sentenceFields: readonly string[] = Array.from({ length: maxSentences }, (_, index) => `sentence.${index + 1}`);

/** Puts a sentence into the first of those fields that is empty. @returns which, or undefined when all are filled in */
export function putSentence(form: FormData, sentence: string): string | undefined {
	const place = sentenceFields.find((field) => words(form, field) === '');
	if (place) form.set(place, sentence);
	return place;
}

const threeSentences: Type<ThreeSentencesAnswer> = {
	read(_question, form) {
		/* A sentence is one line: what was pasted on two becomes one. */
		const typed = sentenceFields.map((field) => ({ field, sentence: words(form, field).replace(/\s+/g, ' ') }));
		const errors = typed
			.filter(({ sentence }) => sentence.length > maxSentence)
			.map(({ field }) => ({ field, message: m.answer_too_long({ max: maxSentence }) }));
		if (errors.length > 0) return { kind: 'invalid', errors };
		const sentences = typed.flatMap(({ sentence }) => sentence || []);
		return sentences.length === 0 ? { kind: 'empty' } : { kind: 'answered', value: { sentences } };
	},
	show: (_question, value) => value.sentences.map((text) => ({ text })),
	fields: (value) => Object.fromEntries(sentenceFields.map((field, index) => [field, [value.sentences[index] ?? '']]))
};

const scale: Type<ScaleAnswer> = {
	read(_question, form) {
		const picked = String(form.get('score') ?? '');
		const lower = words(form, 'lower');
		const higher = words(form, 'higher');
		const scored = /^\d{1,2}$/.test(picked) && Number(picked) <= maxScore;
		if (!scored && lower === '' && higher === '') return { kind: 'empty' };
		const errors: FieldError[] = [];
		if (!scored) errors.push({ field: 'score', message: m.answer_score_empty() });
		for (const [field, text] of Object.entries({ lower, higher }))
			if (text.length > maxText) errors.push({ field, message: m.answer_too_long({ max: maxText }) });
		if (errors.length > 0) return { kind: 'invalid', errors };
		return { kind: 'answered', value: { score: Number(picked), ...(lower ? { lower } : {}), ...(higher ? { higher } : {}) } };
	},
	show: (_question, value) => [
		{ title: m.answer_score_of({ score: value.score, max: maxScore }) },
		...(value.lower ? [{ title: m.answer_lower(), text: value.lower }] : []),
		...(value.higher ? [{ title: m.answer_higher(), text: value.higher }] : [])
	],
	fields: (value) => ({ score: [String(value.score)], lower: [value.lower ?? ''], higher: [value.higher ?? ''] })
};

/** The lines that a row of fields holds, by their names: `name.2` is in the second row. */
function rowsOf<Name extends string>(
	form: FormData,
	names: readonly Name[],
	most: number
): { number: number; row: Record<Name, string> }[] {
	return Array.from({ length: most }, (_, index) => {
		const row = Object.fromEntries(names.map((name) => [name, words(form, `${name}.${index + 1}`)])) as Record<Name, string>;
		return { number: index + 1, row };
	}).filter(({ row }) => Object.values(row).some((word) => word !== ''));
}

/** What is wrong in those rows: the first line is what a row is about, so it has to be there. */
function wrongIn<Name extends string>(rows: ReturnType<typeof rowsOf<Name>>, first: Name, missing: string): FieldError[] {
	return rows.flatMap(({ number, row }) => [
		...(row[first] === '' ? [{ field: `${first}.${number}`, message: missing }] : []),
		...Object.entries<string>(row)
			.filter(([, line]) => line.length > maxLine)
			.map(([name]) => ({ field: `${name}.${number}`, message: m.answer_too_long({ max: maxLine }) }))
	]);
}

const people: Type<PeopleAnswer> = {
	read(_question, form) {
		const rows = rowsOf(form, ['name', 'who', 'ask'], maxPeople);
		const errors = wrongIn(rows, 'name', m.answer_name_empty());
		if (errors.length > 0) return { kind: 'invalid', errors };
		if (rows.length === 0) return { kind: 'empty' };
		return { kind: 'answered', value: { people: rows.map(({ row: { name, who, ask } }) => ({ name, who, mayAsk: ask !== '' })) } };
	},
	/* Also what may not be done is said: whoever reads it should not have to guess. */
	show: (_question, value) =>
		value.people.map(({ name, who, mayAsk }) => ({
			title: name,
			text: [who, mayAsk ? m.answer_may_ask() : m.answer_may_not_ask()].filter(Boolean).join(' · ')
		})),
	fields: (value) =>
		Object.fromEntries(
			value.people.flatMap(({ name, who, mayAsk }, index): [string, string[]][] => [
				[`name.${index + 1}`, [name]],
				[`who.${index + 1}`, [who]],
				[`ask.${index + 1}`, mayAsk ? ['on'] : []]
			])
		)
};

const steps: Type<StepsAnswer> = {
	read(_question, form) {
		const rows = rowsOf(form, ['what', 'when', 'help'], maxSteps);
		const errors = wrongIn(rows, 'what', m.answer_step_empty());
		if (errors.length > 0) return { kind: 'invalid', errors };
		return rows.length === 0 ? { kind: 'empty' } : { kind: 'answered', value: { steps: rows.map(({ row }) => row) } };
	},
	show: (_question, value) =>
		value.steps.map(({ what, when, help }) => ({
			title: what,
			text: [when, help && m.answer_step_with({ help })].filter(Boolean).join(' · ')
		})),
	fields: (value) =>
		Object.fromEntries(
			value.steps.flatMap((step, index) => Object.entries(step).map(([name, line]): [string, string[]] => [`${name}.${index + 1}`, [line]]))
		)
};

const types: { [T in QuestionType]: Type<never> } = {
	'short-text': text(maxLine),
	'long-text': text(maxText),
	'one-choice': oneChoice,
	'several-choices': severalChoices,
	strengths,
	needs,
	'course-choice': courseChoice,
	'three-sentences': threeSentences,
	scale,
	people,
	steps
};

/** Reads the form of a question. */
export function readAnswer(question: Question, form: FormData): Reading {
	return types[question.type].read(question, form);
}

/** An answer in words, line by line. */
export function showAnswer(question: Question, value: AnswerValue): AnswerLine[] {
	return types[question.type].show(question, value as never);
}

/** An answer as the form of its question would send it. */
export function fieldsOf(question: Question, value: AnswerValue | null): Fields {
	return value === null ? {} : types[question.type].fields(value as never);
}

/** The fields of a form as they were sent, to show them again just so. Files and the page's own fields stay behind. */
export function sentFields(form: FormData): Fields {
	/* A Map, because every object has a field "constructor" already. */
	const fields = new Map<string, string[]>();
	for (const [name, value] of form)
		if (typeof value === 'string' && !name.startsWith('_')) fields.set(name, [...(fields.get(name) ?? []), value]);
	return Object.fromEntries(fields);
}

/** A form out of fields. */
export function formOf(fields: Fields): FormData {
	const form = new FormData();
	for (const [name, values] of Object.entries(fields)) for (const value of values) form.append(name, value);
	return form;
}
