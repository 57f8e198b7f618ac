import { describe, expect, test } from 'vitest';
import { firstInstrument, newest, questionOf } from '$lib/instruments';
import type { AnswerValue } from '$lib/instruments/answers';
import { everything, offersOf, toTake, type EarlierAnswer, type Offer } from './taking-along-rules';

const instrument = newest(firstInstrument);
const said = (text: string) => ({ text });

/** An answer in a passport of before. */
function earlier(question: string, value: AnswerValue, more: Partial<EarlierAnswer> = {}): EarlierAnswer {
	const { type, sensitive } = questionOf(instrument, question)!;
	const at = `2025-0${more.edition ?? 1}-10T10:00:00.000Z`;
	return { passportId: 'oud', edition: 1, instrument: { short: 'Overstap naar mbo' }, question, type, sensitive, value, at, ...more };
}
const here = (value: AnswerValue, revision = 3): Offer['current'] => ({ status: 'answered', value, revision });
const offers = (all: EarlierAnswer[], current: Record<string, Offer['current']> = {}, closed = false) =>
	offersOf(instrument, current, all, closed);
const keys = (found: Offer[]) => found.map(({ question }) => question.key);
const values = (found: Offer[]) => found.flatMap(({ candidates }) => candidates.map(({ value }) => value));

describe('what is offered', () => {
	test('the same key and type, in the order of the questions; not what is asked nowhere here, or in another way', () => {
		const all = [
			earlier('trots', said('Mijn kast.')),
			earlier('blij', said('Tekenen.')),
			earlier('blij', said('x'), { question: 'wat-hier-niet-is' }),
			earlier('taken', said('x'), { type: 'scale' })
		];
		expect(keys(offers(all))).toEqual(['blij', 'trots']);
	});

	test('each different answer once, the newest first, and not what stands here already', () => {
		const all = [
			earlier('trots', said('Toen.'), { edition: 1 }),
			earlier('trots', said('Later.'), { edition: 3 }),
			earlier('trots', said('Toen.'), { edition: 2 }),
			earlier('trots', said('Nu.'), { edition: 4 })
		];
		expect(offers(all, { trots: here(said('Nu.')) })[0]!.candidates.map(({ value, edition }) => [value, edition])).toEqual([
			[said('Later.'), 3],
			[said('Toen.'), 2]
		]);
	});

	test('of cards and options what still exists; nothing when none is left', () => {
		const cards = [
			{ key: 'handig', example: 'Ik plak banden.' },
			{ key: 'bestaat-niet-meer', example: 'x' }
		];
		expect(values(offers([earlier('kwaliteiten', { cards })]))).toEqual([{ cards: [cards[0]] }]);
		expect(offers([earlier('kwaliteiten', { cards: [cards[1]!] })])).toEqual([]);
		expect(offers([earlier('niveau', { option: 'bestaat-niet-meer' })])).toEqual([]);
		expect(values(offers([earlier('niveau', { other: 'Iets heel anders' })]))).toEqual([{ other: 'Iets heel anders' }]);
	});

	test('nothing sensitive in a session in which it is closed, and never as something that is not sensitive', () => {
		const thuis = earlier('thuis', said('Druk.'));
		expect(keys(offers([thuis]))).toEqual(['thuis']);
		expect(offers([thuis], {}, true)).toEqual([]);
		expect(offers([earlier('trots', said('x'), { sensitive: true })])).toEqual([]);
	});

	test('what belongs to another answer only where that answer is the same, or can come along', () => {
		const course = { course: 'Kok', school: 'ROC' };
		const all = [earlier('keuze1', course), earlier('keuze1-waarom', said('Ik kook graag.'))];
		expect(keys(offers(all))).toEqual(['keuze1', 'keuze1-waarom']);
		expect(keys(offers(all, { keuze1: here(course) }))).toEqual(['keuze1-waarom']);
		expect(offers([all[1]!])).toEqual([]);
	});
});

describe('what comes along', () => {
	const course = { course: 'Kok', school: 'ROC' };
	const other = { course: 'Bakker', school: 'ROC' };
	const all = [
		earlier('blij', said('Tekenen.')),
		earlier('trots', said('Mijn kast.')),
		earlier('keuze1', course),
		earlier('keuze1-waarom', said('Ik kook graag.')),
		earlier('thuis', said('Druk.'))
	];
	const take = (found: Offer[], chosen: Record<string, string>, current = {}) => toTake(found, new Map(Object.entries(chosen)), current);

	test('"alles" is what is empty here: nothing sensitive, nothing that was answered or left open on purpose', () => {
		const current = { blij: here(said('Muziek.')), trots: { status: 'skipped' as const, value: null, revision: 1 } };
		expect([...everything(offers(all, current), current).keys()]).toEqual(['keuze1', 'keuze1-waarom']);
	});

	test('"alles" takes what belongs together from the same moment', () => {
		const later = [...all, earlier('keuze1', other, { edition: 3 }), earlier('keuze1-waarom', said('Ik sta vroeg op.'), { edition: 3 })];
		const found = offers(later);
		const { takings, waits } = toTake(found, everything(found, {}), {});
		expect(waits).toEqual([]);
		expect(takings.filter(({ question }) => question.key.startsWith('keuze1')).map(({ value }) => value)).toEqual([
			other,
			said('Ik sta vroeg op.')
		]);
	});

	test('only what was chosen, on top of the revision that stands here', () => {
		const current = { blij: here(said('Muziek.'), 5) };
		const { takings } = take(offers(all, current), { blij: 'oud/1', thuis: 'oud/1', taken: 'oud/1', trots: 'van een ander' }, current);
		expect(takings.map(({ question, value, base }) => [question.key, value, base])).toEqual([
			['blij', said('Tekenen.'), 5],
			['thuis', said('Druk.'), 0]
		]);
	});

	test('what belongs to an answer that is not here waits for it', () => {
		const found = offers(all);
		expect(take(found, { 'keuze1-waarom': 'oud/1' }).waits.map(({ key }) => key)).toEqual(['keuze1-waarom']);
		expect(take(found, { keuze1: 'oud/1', 'keuze1-waarom': 'oud/1' }).takings).toHaveLength(2);
	});
});
