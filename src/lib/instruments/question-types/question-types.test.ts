import { describe, expect, test } from 'vitest';
import { instruments } from '..';
import { maxCards, peopleAnswer, readRevision, scaleAnswer, stepsAnswer } from '../answers';
import { questionTypes, type QuestionType } from '../schema';
import { fieldsOf, formOf, putSentence, readAnswer, readDate, sentFields, showAnswer, type Fields } from '.';

const question = (type: QuestionType) => instruments.flatMap(({ questions }) => questions).find((q) => q.type === type)!;
const option = (type: QuestionType, index = 0) => question(type).options![index]!.key;
const read = (type: QuestionType, fields: Fields) => readAnswer(question(type), formOf(fields));

const good: [QuestionType, Fields][] = [
	['short-text', { text: ['De Wending'] }],
	['long-text', { text: ['Ik heb\nmijn zusje leren fietsen.'] }],
	['one-choice', { option: [option('one-choice')] }],
	['one-choice', { option: ['anders'], other: ['particulier'] }],
	['several-choices', { options: [option('several-choices'), option('several-choices', 1)], other: ['met muziek'] }],
	['strengths', { cards: [option('strengths')], [`example.${option('strengths')}`]: ['Op mijn bijbaan.'] }],
	['needs', { needs: [option('needs')], [`how.${option('needs')}`]: ['Een tafel aan de kant.'] }],
	[
		'course-choice',
		{ course: ['Verpleegkunde'], school: ['ROC Tweestromen'], 'starts.day': ['1'], 'starts.month': ['8'], 'starts.year': ['2027'] }
	],
	['course-choice', { course: [''], school: ['ROC Tweestromen'] }],
	['three-sentences', { 'sentence.1': ['Ik lees langzaam.'], 'sentence.3': ['Ik werk hard.'] }],
	['scale', { score: ['0'] }],
	['scale', { score: ['10'], lower: ['Ik heb een eigen sleutel.'], higher: [''] }],
	['scale', { score: ['6'], lower: ['Mijn zus helpt.'], higher: ['Een eigen kamer,\nmet een raam.'] }],
	['people', { 'name.2': ['Rana'], 'who.2': ['mijn zus'], 'ask.2': ['on'], 'name.6': ['Ben'] }],
	['steps', { 'what.1': ['Eén brief openmaken'], 'when.1': ['Vrijdag'], 'help.1': ['Joost'], 'what.3': ['Bellen'] }]
];

test.each(good)('%s: what was filled in is read, shown, and stands in the form again', (type, fields) => {
	const reading = read(type, fields);
	if (reading.kind !== 'answered') throw new Error(JSON.stringify(reading));
	expect(showAnswer(question(type), reading.value).length).toBeGreaterThan(0);
	const again = readAnswer(question(type), formOf(fieldsOf(question(type), reading.value)));
	expect(again).toEqual(reading);
});

test.each(questionTypes)('%s: nothing filled in is no answer', (type) => {
	expect(read(type, { text: ['   '], other: [''], lower: [' '], 'name.1': [''], 'what.2': [' '] }).kind).toBe('empty');
});

describe('what cannot be right is said at its field', () => {
	test.each<[string, QuestionType, Fields, string]>([
		['too long a line', 'short-text', { text: ['x'.repeat(201)] }, 'text'],
		['too long a sentence', 'three-sentences', { 'sentence.2': ['x'.repeat(141)] }, 'sentence.2'],
		['too long a story', 'long-text', { text: ['x'.repeat(5001)] }, 'text'],
		['"iets anders" without saying what', 'one-choice', { option: ['anders'] }, 'other'],
		[
			'more cards than five',
			'strengths',
			{
				cards: question('strengths')
					.options!.slice(0, maxCards + 1)
					.map((o) => o.key)
			},
			'cards'
		],
		[
			'a day that is none',
			'course-choice',
			{ course: ['Kok'], 'starts.day': ['31'], 'starts.month': ['2'], 'starts.year': ['2027'] },
			'starts'
		],
		['a reason without a number', 'scale', { lower: ['Ik heb een bed.'] }, 'score'],
		['a number that is none of the eleven', 'scale', { score: ['11'], higher: ['Een eigen kamer.'] }, 'score'],
		['too much below a number', 'scale', { score: ['4'], higher: ['x'.repeat(5001)] }, 'higher'],
		['somebody without a name', 'people', { 'name.1': ['Rana'], 'who.3': ['mijn trainer'] }, 'name.3'],
		['a tick beside nobody', 'people', { 'ask.2': ['on'] }, 'name.2'],
		['too long a name', 'people', { 'name.1': ['x'.repeat(201)] }, 'name.1'],
		['a step without what is done', 'steps', { 'what.1': ['Bellen'], 'when.2': ['In juni'] }, 'what.2'],
		['too long a step', 'steps', { 'what.1': ['Bellen'], 'help.1': ['x'.repeat(201)] }, 'help.1']
	])('%s', (_name, type, fields, field) => {
		const reading = read(type, fields);
		expect(reading.kind === 'invalid' && reading.errors.map((e) => e.field)).toEqual([field]);
	});
});

describe('what was told reads as', () => {
	const shown = (type: QuestionType, fields: Fields) => {
		const reading = read(type, fields);
		return reading.kind === 'answered' && showAnswer(question(type), reading.value);
	};

	test('a number out of ten, and beside it what was told about it', () => {
		expect(shown('scale', { score: ['7'] })).toEqual([{ title: '7 van de 10' }]);
		expect(shown('scale', { score: ['0'], lower: ['Het is warm.'], higher: ['Een eigen bed.'] })).toEqual([
			{ title: '0 van de 10' },
			{ title: 'Waarom niet lager?', text: 'Het is warm.' },
			{ title: 'Hoe ziet één stapje hoger eruit?', text: 'Een eigen bed.' }
		]);
	});

	test('people with who they are, and always whether they may be asked', () => {
		expect(shown('people', { 'name.1': ['Rana'], 'who.1': ['mijn zus'], 'ask.1': ['on'], 'name.3': ['Ben'] })).toEqual([
			{ title: 'Rana', text: 'mijn zus · bellen of iets vragen mag' },
			{ title: 'Ben', text: 'niet bellen of vragen' }
		]);
	});

	test('steps with when and with whom, as far as that is known', () => {
		expect(shown('steps', { 'what.1': ['Eén brief openmaken'], 'when.1': ['Vrijdag'], 'help.1': ['Joost'], 'what.2': ['Bellen'] })).toEqual(
			[
				{ title: 'Eén brief openmaken', text: 'Vrijdag · hulp: Joost' },
				{ title: 'Bellen', text: '' }
			]
		);
	});
});

test('a row more than the page has does not count', () => {
	expect(read('people', { 'name.7': ['Zeven'] }).kind).toBe('empty');
	expect(read('steps', { 'what.4': ['Vier'] }).kind).toBe('empty');
});

test('what was read is what an answer may look like', () => {
	const looks = { scale: scaleAnswer, people: peopleAnswer, steps: stepsAnswer };
	for (const [type, fields] of good) {
		const reading = read(type, fields);
		if (type in looks && reading.kind === 'answered') looks[type as keyof typeof looks].parse(reading.value);
	}
	expect(scaleAnswer.safeParse({ score: 5, mood: 'goed' }).success).toBe(false);
	expect(scaleAnswer.safeParse({ score: 5.5 }).success).toBe(false);
	expect(peopleAnswer.safeParse({ people: [] }).success).toBe(false);
	expect(stepsAnswer.safeParse({ steps: Array(4).fill({ what: 'Bellen', when: '', help: '' }) }).success).toBe(false);
});

test('an option that is not in the list does not count', () => {
	expect(read('several-choices', { options: ['bestaat-niet'] }).kind).toBe('empty');
});

test('a picked sentence comes into the first empty field, and what was typed stays', () => {
	const form = formOf({ 'sentence.1': ['Ik typte dit.'], 'sentence.2': [' '], 'sentence.3': [''] });
	expect(putSentence(form, 'Ik koos dit.')).toBe('sentence.2');
	expect(putSentence(form, 'En dit.')).toBe('sentence.3');
	expect(putSentence(form, 'Dit past niet meer.')).toBeUndefined();
	expect(sentFields(form)).toEqual({ 'sentence.1': ['Ik typte dit.'], 'sentence.2': ['Ik koos dit.'], 'sentence.3': ['En dit.'] });
});

test('dates: with and without a leading nought, and leap days', () => {
	const date = (day: string, month: string, year: string) =>
		readDate(formOf({ 'd.day': [day], 'd.month': [month], 'd.year': [year] }), 'd');
	expect(date('1', '8', '2027')).toBe('2027-08-01');
	expect(date('29', '2', '2028')).toBe('2028-02-29');
	expect(date('29', '2', '2027')).toBeUndefined();
	expect(date('', '', '')).toBe('');
	expect(date('1', '', '2027')).toBeUndefined();
});

test("the page's own fields are not part of an answer", () => {
	expect(sentFields(formOf({ _base: ['3'], text: ['hoi'] }))).toEqual({ text: ['hoi'] });
});

test('a revision that is no number there could be is before everything, so that saving notices', () => {
	const revision = (text: string) => readRevision(formOf({ revision: [text] }));
	expect(revision('12')).toBe(12);
	for (const wrong of ['abc', '', '-1', '1.5', '1e999', '2147483648', 'NaN']) expect(revision(wrong)).toBe(0);
	expect(readRevision(new FormData())).toBe(0);
});
