import { describe, expect, test } from 'vitest';
import { firstInstrument, newest } from '$lib/instruments';
import mila from '$lib/instruments/overstap-mbo-tot-23.mila.json';
import { formOf, type Fields } from '$lib/instruments/question-types';
import { maxPacked, nextScreen, type ExampleScreen } from './example-rules';

const instrument = newest(firstInstrument);
type Kind = ExampleScreen['kind'];
/** The screen that answers a form with these fields, sent from a screen. */
const send = (from: ExampleScreen | undefined, fields: Fields): ExampleScreen =>
	nextScreen(instrument, formOf({ ...(from ? { _antwoorden: [from.packed] } : {}), ...fields }));
/** Presses a button under a question. */
const press = (from: ExampleScreen, button: string, fields: Fields = {}): ExampleScreen =>
	send(from, { _hier: [from.here.slice('vraag:'.length)], _doe: [button], ...fields });
const be = <K extends Kind>(screen: ExampleScreen, kind: K): ExampleScreen & { kind: K } => {
	expect(screen.kind).toBe(kind);
	return screen as ExampleScreen & { kind: K };
};
const empty = send(undefined, { _naar: ['leeg'] });
const at = (question: string, from = empty) => be(send(from, { _naar: [`vraag:${question}`] }), 'question');

describe('the example', () => {
	test('begins with the parts, none of them begun', () => {
		expect(be(empty, 'parts').parts.map(({ done }) => done)).toEqual([0, 0, 0, 0, 0]);
	});

	test('goes through all questions and ends with what was told', () => {
		let screen: ExampleScreen = at(instrument.questions[0]!.key);
		let asked = 0;
		while (screen.kind !== 'check' && asked < 100) {
			if (screen.kind === 'parts') screen = at(screen.parts.find(({ done, total }) => done < total)!.question, screen);
			const { question } = be(screen, 'question').screen;
			asked++;
			const text = ['short-text', 'long-text'].includes(question.type);
			screen = text ? press(screen, 'verder', { text: [`Over ${question.key}.`] }) : press(screen, 'weet-niet');
		}
		/* Without a course choice its questions do not come. */
		expect(asked).toBe(instrument.questions.filter((q) => !q.after).length);
		const { blocks } = be(send(screen, { _naar: ['editie'] }), 'edition');
		expect(JSON.stringify(blocks)).toContain('Over over-een-jaar.');
		expect(blocks.map(({ kind }) => kind)).toContain('sensitive');
	});

	test('keeps what was told on the way back, and when one looks elsewhere', () => {
		const second = press(at('blij'), 'verder', { text: ['Tekenen.'] });
		expect(second.here).toBe('vraag:trots');
		const back = be(press(second, 'terug', { text: ['Mijn diploma.'] }), 'question');
		expect(back.here).toBe('vraag:blij');
		expect(back.fields).toEqual({ text: ['Tekenen.'] });
		expect(be(press(back, 'stop', { text: ['Tekenen.'] }), 'parts').parts[0]!.done).toBe(2);
	});

	test('asks before it throws away what was typed, and says what is too long', () => {
		const typed = { text: ['Toch maar niet?'] };
		const asked = be(press(at('blij'), 'sla-over', typed), 'question');
		expect(asked).toMatchObject({ ask: { pressed: 'sla-over' }, fields: typed });
		expect(press(asked, 'sla-over', { ...typed, _zeker: ['1'] }).here).toBe('vraag:trots');
		const long = be(press(at('beter-in'), 'verder', { text: ['x'.repeat(300)] }), 'question');
		expect(long.errors.map(({ field }) => field)).toEqual(['text']);
		expect(long.fields.text![0]).toHaveLength(300);
	});

	test('offers own sentences to pick, and never sensitive ones', () => {
		const told = press(at('trots'), 'verder', { text: ['Ik heb een diploma gehaald.'] });
		const secret = press(at('thuis', told), 'verder', { text: ['Ik vertel dit aan bijna niemand.'] });
		const sentences = at('drie-zinnen', secret);
		expect(sentences.screen.suggestions).toEqual(['Ik heb een diploma gehaald.']);
		const picked = be(press(sentences, 'verder', { 'sentence.1': ['Ik typte dit.'], _zin: ['Ik heb een diploma gehaald.'] }), 'question');
		expect(picked.fields).toMatchObject({ 'sentence.1': ['Ik typte dit.'], 'sentence.2': ['Ik heb een diploma gehaald.'] });
	});

	test('of Mila is whole: every question, each a right answer, three sentences on top', () => {
		expect(Object.keys(mila)).toEqual(instrument.questions.map(({ key }) => key));
		const { blocks } = be(send(undefined, { _naar: ['mila'] }), 'edition');
		expect(blocks[0]).toMatchObject({ onTop: true });
		expect(blocks[0]!.items[0]!.lines).toHaveLength(3);
		const answered = Object.values(mila).filter((value) => typeof value !== 'string').length;
		expect(blocks.flatMap(({ items }) => items)).toHaveLength(answered);
		expect(blocks.map(({ kind }) => kind)).not.toContain('sensitive');
	});
});

describe('what a form brings that is not ours', () => {
	const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
	test.each([
		['nothing', ''],
		['no text of ours', '%%%'],
		['a list', packed([1])],
		['answers of another shape', packed({ blij: { text: 'geen lijst' } })],
		['too much', 'A'.repeat(maxPacked + 1)]
	])('%s: begins again, calmly', (_name, _antwoorden) => {
		expect(send(undefined, { _antwoorden: [_antwoorden], _naar: ['delen'] })).toMatchObject({ kind: 'begin', broken: true });
	});

	test('a question that is not there, or an answer that is none, counts for nothing', () => {
		const screen = {
			...empty,
			packed: packed({ constructor: 'skipped', blij: { text: ['x'.repeat(4999)] }, niveau: { option: ['raket'] } })
		};
		expect(be(send(screen, { _naar: ['delen'] }), 'parts').parts[0]!.done).toBe(1);
		expect(send(empty, { _hier: ['constructor'], _doe: ['verder'] }).kind).toBe('parts');
		expect(send(empty, { _naar: ['vraag:keuze1-waarom'] }).kind).toBe('parts');
	});

	test('more than can travel along is said at the field, and what was there stays', () => {
		let screen: ExampleScreen = empty;
		const texts = instrument.questions.filter((q) => q.type === 'long-text' && !q.after);
		for (const { key } of texts) screen = press(at(key, screen), 'verder', { text: ['é'.repeat(5000)] });
		const needs = instrument.questions.find((q) => q.type === 'needs')!;
		const all = Object.fromEntries(needs.options!.map(({ key }) => [`how.${key}`, ['é'.repeat(5000)]]));
		const full = be(press(at(needs.key, screen), 'verder', { needs: needs.options!.map(({ key }) => key), ...all }), 'question');
		expect(full.errors.map(({ field }) => field)).toEqual(['needs']);
		expect(be(send(full, { _naar: ['delen'] }), 'parts').parts[0]!.done).toBeGreaterThan(0);
	});
});
