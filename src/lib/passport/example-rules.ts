/**
 * The example that anybody can try: the same questions, and nothing is kept. What somebody tried travels in the form itself,
 * so every screen is an answer to a form, and the next form holds all that came before. Pure.
 */
import { z } from 'zod';
import mila from '$lib/instruments/overstap-mbo-tot-23.mila.json';
import { maxText, type AnswerValue } from '$lib/instruments/answers';
import { applicable, goesOnAt, previousQuestion } from '$lib/instruments/journey';
import {
	fieldsOf,
	formOf,
	putSentence,
	readAnswer,
	sentFields,
	sentenceFields,
	type FieldError,
	type Fields
} from '$lib/instruments/question-types';
import type { Instrument, Question, QuestionType } from '$lib/instruments/schema';
import { m } from '$lib/text/paraglide/messages';
import { blocksOf, sensitivePart } from './edition-rules';
import { answersToCheck, askFirst, partTasks, questionScreen, statusesOf, type Answers } from './screen-rules';
import type { EditionLine } from './server';

/** What was tried: per question the fields as they were sent, or what was said instead. */
type Tried = Readonly<Record<string, Fields | 'unknown' | 'skipped'>>;

/** Most that travels along, in characters: twenty times what somebody who tells a lot fills in. */
export const maxPacked = 200_000;

const triedSchema = z.record(
	z.string().max(100),
	z.union([z.enum(['unknown', 'skipped']), z.record(z.string().max(100), z.array(z.string().max(maxText)).max(50))])
);

const pack = (tried: Tried): string => Buffer.from(JSON.stringify(tried)).toString('base64url');

/** What a form carries along; undefined when that is no longer what a page of ours put in it. */
function unpack(instrument: Instrument, packed: string): Tried | undefined {
	if (packed.length > maxPacked) return undefined;
	try {
		const given = triedSchema.parse(JSON.parse(Buffer.from(packed, 'base64url').toString('utf8')));
		return Object.fromEntries(instrument.questions.flatMap(({ key }) => (Object.hasOwn(given, key) ? [[key, given[key]!]] : [])));
	} catch {
		return undefined;
	}
}

/** Each is read as the form of its question would be: what is no answer, is none here. */
function answersIn(instrument: Instrument, tried: Tried): Answers {
	return Object.fromEntries(
		instrument.questions.flatMap((question): [string, Answers[string]][] => {
			const given = tried[question.key];
			if (given === undefined) return [];
			if (typeof given === 'string') return [[question.key, { status: given, value: null }]];
			const reading = readAnswer(question, formOf(given));
			return reading.kind === 'answered' ? [[question.key, { status: 'answered', value: reading.value }]] : [];
		})
	);
}

/** The answers as the lines of an edition, as agreeing would make them. */
function linesOf(instrument: Instrument, answers: Answers): EditionLine[] {
	return applicable(instrument, statusesOf(answers)).flatMap((question): EditionLine[] => {
		const value = answers[question.key]?.value;
		const part = question.sensitive ? sensitivePart(question.key) : question.choice ? `keuze${question.choice}` : question.part;
		return value ? [{ part, kind: 'answer', about: question.key, value, changedAfterTalk: false }] : [];
	});
}

/** Everything that Mila would have answered. */
const milas = (instrument: Instrument): Tried =>
	Object.fromEntries(
		instrument.questions.flatMap((question) => {
			const given = (mila as Record<string, AnswerValue | string>)[question.key];
			if (given === undefined) return [];
			return [[question.key, typeof given === 'string' ? (given as 'skipped') : fieldsOf(question, given)]];
		})
	);

/** What is shown now. `here` is the way back to it: what a button sends to come here again. */
export type ExampleScreen = { here: string; packed: string } & (
	| { kind: 'begin'; broken: boolean }
	| { kind: 'parts'; parts: ReturnType<typeof partTasks> }
	| { kind: 'question'; screen: ReturnType<typeof questionScreen>; fields: Fields; errors: FieldError[]; ask?: ReturnType<typeof askFirst> }
	| { kind: 'check'; sections: ReturnType<typeof answersToCheck> }
	| { kind: 'edition'; blocks: ReturnType<typeof blocksOf> }
);

/** What the buttons of a question say instead of an answer. */
const instead: Record<string, 'unknown' | 'skipped'> = { 'weet-niet': 'unknown', 'sla-over': 'skipped' };

/** The screen to begin with. @param broken whether what was tried could not be read back */
export const beginning = (broken = false): ExampleScreen => ({ kind: 'begin', here: 'begin', packed: '', broken });

/** The screen that answers a form of the example. Whatever was sent, there is one. */
export function nextScreen(instrument: Instrument, form: FormData): ExampleScreen {
	const to = String(form.get('_naar') ?? '');
	if (to === 'leeg') return screenAt(instrument, {}, 'delen');
	if (to === 'mila') return screenAt(instrument, milas(instrument), 'editie');
	const tried = unpack(instrument, String(form.get('_antwoorden') ?? ''));
	if (!tried) return beginning(true);
	const question = instrument.questions.find(({ key }) => key === form.get('_hier'));
	return question && !to ? afterQuestion(instrument, tried, question, form) : screenAt(instrument, tried, to);
}

/** Takes the answer to a question along, and goes where the button leads. */
function afterQuestion(instrument: Instrument, tried: Tried, question: Question, form: FormData): ExampleScreen {
	const pressed = String(form.get('_doe') ?? 'verder');
	const again = (errors: FieldError[], ask?: ReturnType<typeof askFirst>): ExampleScreen => ({
		...questionAt(instrument, tried, question),
		fields: sentFields(form),
		errors,
		ask
	});
	const picked = form.get('_zin');
	if (picked !== null && !putSentence(form, String(picked))) return again([{ field: sentenceFields.at(-1)!, message: m.sentence_full() }]);

	const reading = readAnswer(question, form);
	const status = picked === null ? instead[pressed] : undefined;
	if (status && reading.kind !== 'empty' && !form.has('_zeker')) return again([], askFirst(pressed));
	if (!status && reading.kind === 'invalid') return again(reading.errors);
	const { [question.key]: before, ...others } = tried;
	/* With nothing filled in, an earlier "weet ik niet" stays as it is. */
	const given = status ?? (reading.kind === 'answered' ? sentFields(form) : typeof before === 'string' ? before : undefined);
	const now: Tried = given === undefined ? others : { ...others, [question.key]: given };
	if (pack(now).length > maxPacked) return again([{ field: firstField(question), message: m.example_full() }]);

	const statuses = statusesOf(answersIn(instrument, now));
	if (picked !== null) return screenAt(instrument, now, `vraag:${question.key}`);
	if (pressed === 'stop') return screenAt(instrument, now, 'delen');
	if (pressed === 'terug') {
		const previous = previousQuestion(instrument, statuses, question.key);
		return screenAt(instrument, now, previous ? `vraag:${previous.key}` : 'delen');
	}
	const next = goesOnAt(instrument, statuses, question);
	return screenAt(instrument, now, next === 'parts' ? 'delen' : next === 'check' ? 'nakijken' : `vraag:${next.key}`);
}

/** The field that the summary of errors leads to. */
const firstField = ({ type }: Question): string => firstFields[type] ?? 'other';
const firstFields: Partial<Record<QuestionType, string>> = {
	'short-text': 'text',
	'long-text': 'text',
	'course-choice': 'course',
	strengths: 'cards',
	needs: 'needs',
	'three-sentences': sentenceFields[0],
	scale: 'score',
	people: 'name.1',
	steps: 'what.1'
};

/** The screen that a name leads to; the list of parts for a name that there is not. */
function screenAt(instrument: Instrument, tried: Tried, to: string): ExampleScreen {
	const answers = answersIn(instrument, tried);
	const packed = pack(tried);
	if (to === 'begin') return { ...beginning(), packed };
	if (to === 'nakijken') return { kind: 'check', here: to, packed, sections: answersToCheck(instrument, answers, []) };
	if (to === 'editie') return { kind: 'edition', here: to, packed, blocks: blocksOf(linesOf(instrument, answers), instrument, 'owner') };
	const question = applicable(instrument, statusesOf(answers)).find(({ key }) => `vraag:${key}` === to);
	if (question) return questionAt(instrument, tried, question);
	return { kind: 'parts', here: 'delen', packed, parts: partTasks(instrument, answers) };
}

function questionAt(instrument: Instrument, tried: Tried, question: Question): ExampleScreen & { kind: 'question' } {
	const screen = questionScreen(instrument, answersIn(instrument, tried), question);
	return { kind: 'question', here: `vraag:${question.key}`, packed: pack(tried), screen, fields: screen.fields, errors: [] };
}
