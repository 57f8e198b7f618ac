import { describe, expect, test } from 'vitest';
import {
	ageOf,
	casesIn,
	countCases,
	hasServiceNumber,
	inBoxes,
	inOrder,
	mayTakeBack,
	needOf,
	readFacts,
	readOrder,
	readStep,
	readTab,
	type Listed
} from './rules';

const today = '2026-03-10';
const someone = (name: string, more: Partial<Listed> = {}): Listed => ({
	...{
		name,
		phase: 'guiding',
		nextOn: null,
		until: null,
		lastAt: '2026-03-09T10:00:00Z',
		phaseSince: '2026-01-01T10:00:00Z',
		paused: false
	},
	...more
});
const form = (fields: Record<string, string>) => {
	const made = new FormData();
	for (const [name, value] of Object.entries(fields)) made.append(name, value);
	return made;
};

describe('who needs somebody', () => {
	test('whoever has a next step for today or before, and not for tomorrow', () => {
		expect(needOf(someone('a', { nextOn: today }), today)).toBe('due');
		expect(needOf(someone('a', { nextOn: '2026-03-09' }), today)).toBe('due');
		expect(needOf(someone('a', { nextOn: '2026-03-11' }), today)).toBeNull();
	});

	test.each([
		['in_view', '2026-03-03', 'quiet'],
		['in_view', '2026-03-04', null],
		['reaching', '2026-02-24', 'quiet'],
		['guiding', '2026-02-24', null],
		['guiding', '2026-02-08', 'quiet'],
		['aftercare', '2026-01-01', null],
		['closed', '2020-01-01', null]
	] as const)('%s with the last contact on %s: %s', (phase, last, need) => {
		expect(needOf(someone('a', { phase, lastAt: `${last}T10:00:00Z` }), today)).toBe(need);
	});

	test('without any contact it counts from the phase; a pause is not called quiet', () => {
		const one = someone('a', { phase: 'in_view', lastAt: null });
		expect(needOf(one, today)).toBe('quiet');
		expect(needOf({ ...one, paused: true }, today)).toBeNull();
	});

	test('comes first: what is due, the longest ago first, then who is quiet, then what is planned, what is closed last', () => {
		const cases = [
			someone('gesloten', { phase: 'closed', nextOn: '2026-01-01' }),
			someone('rustig'),
			someone('later', { nextOn: '2026-04-01' }),
			someone('straks', { nextOn: '2026-03-12' }),
			someone('stil', { lastAt: '2026-01-20T10:00:00Z' }),
			someone('stiller', { lastAt: '2026-01-10T10:00:00Z' }),
			someone('vandaag', { nextOn: today }),
			someone('vorige week', { nextOn: '2026-03-02' })
		];
		const names = inOrder(cases, 'eerst', today).map(({ name }) => name);
		expect(names).toEqual(['vorige week', 'vandaag', 'stiller', 'stil', 'straks', 'later', 'rustig', 'gesloten']);
	});
});

test('other orders: by name, by longest without contact, by who reaches the age limit first', () => {
	const cases = [
		someone('Zoë', { until: '2027-01-01', lastAt: '2026-03-01T10:00:00Z' }),
		someone('Ömer', { until: null, lastAt: null, phaseSince: '2026-02-01T10:00:00Z' }),
		someone('bo', { until: '2026-06-01' })
	];
	const names = (order: 'naam' | 'contact' | 'leeftijd') => inOrder(cases, order, today).map(({ name }) => name);
	expect(names('naam')).toEqual(['bo', 'Ömer', 'Zoë']);
	expect(names('contact')).toEqual(['Ömer', 'Zoë', 'bo']);
	expect(names('leeftijd')).toEqual(['bo', 'Zoë', 'Ömer']);
});

test('tabs: what runs is everything but closed', () => {
	const cases = [someone('a'), someone('b', { phase: 'closed' }), someone('c', { phase: 'in_view' })];
	expect(casesIn(cases, 'lopend').map(({ name }) => name)).toEqual(['a', 'c']);
	expect(countCases(cases)).toEqual({ lopend: 2, 'in-beeld': 1, bereiken: 0, begeleiden: 1, nazorg: 0, afgesloten: 1 });
	expect([readTab('iets'), readTab('nazorg'), readOrder(null), readOrder('naam')]).toEqual(['lopend', 'nazorg', 'eerst', 'naam']);
});

test('the age limit: said from 90 days before, and passed on the birthday itself', () => {
	const age = (until: string | null) => ageOf({ until }, today);
	expect([age(null), age('2026-06-09'), age('2026-06-08'), age('2026-03-11'), age(today)]).toEqual([
		...(['unknown', 'ahead', 'soon', 'soon', 'passed'] as const)
	]);
});

test('an attempt is taken back by who made it, within the hour', () => {
	const attempt = { byId: 'anouk', at: '2026-03-10T10:00:00Z' };
	expect(mayTakeBack(attempt, 'anouk', new Date('2026-03-10T10:59:00Z'))).toBe(true);
	expect(mayTakeBack(attempt, 'anouk', new Date('2026-03-10T11:00:00Z'))).toBe(false);
	expect(mayTakeBack(attempt, 'bas', new Date('2026-03-10T10:01:00Z'))).toBe(false);
});

describe('who it is about', () => {
	const born = { 'born.day': '12', 'born.month': '3', 'born.year': '2004' };

	test('a name is enough', () => {
		expect(readFacts(form({ name: ' Roos ' }), today)).toEqual({ facts: { name: 'Roos', bornOn: null, reach: '', origin: '' } });
		expect(readFacts(form({ name: 'Roos', ...born, reach: 'app', origin: 'ROC' }), today)).toEqual({
			facts: { name: 'Roos', bornOn: '2004-03-12', reach: 'app', origin: 'ROC' }
		});
	});

	test.each([
		['no name', {}, 'name'],
		['a day that is no day', { name: 'Roos', ...born, 'born.day': '31', 'born.month': '2' }, 'born'],
		['born tomorrow', { name: 'Roos', 'born.day': '11', 'born.month': '3', 'born.year': '2026' }, 'born'],
		['too long', { name: 'Roos', reach: 'x'.repeat(201) }, 'reach'],
		['a citizen service number', { name: 'Roos', origin: 'gemeld, 123456782' }, 'origin']
	])('%s is said at its field', (_, fields, field) => {
		expect(readFacts(form(fields as Record<string, string>), today)).toMatchObject({ errors: [{ field }] });
	});

	test('nine digits that pass the check are a citizen service number; a phone number is not', () => {
		expect(['123456782', 'bsn:111222333.'].map(hasServiceNumber)).toEqual([true, true]);
		expect(['0612345678', '+31 612345678', '06 - 12 34 56 78', '123456789', ''].map(hasServiceNumber)).toEqual(Array(5).fill(false));
	});
});

describe('what is done next', () => {
	const on = { 'on.day': '12', 'on.month': '3', 'on.year': '2026' };

	test('what and when, or a button with the day; both empty is nothing', () => {
		expect(readStep(form({ what: 'Bel', ...on }), today)).toEqual({ step: { action: 'Bel', on: '2026-03-12' } });
		expect(readStep(form({ what: 'Bel', ...on, over: '30' }), today)).toEqual({ step: { action: 'Bel', on: '2026-04-09' } });
		expect(readStep(form({}), today)).toEqual({ step: { action: '', on: null } });
	});

	test.each([
		['a day without a step', on, 'what'],
		['a button without a step', { over: '1' }, 'what'],
		['a step without a day', { what: 'Bel' }, 'on'],
		['a day that has been', { what: 'Bel', ...on, 'on.day': '9' }, 'on'],
		['a day that is no day', { what: 'Bel', ...on, 'on.month': '13' }, 'on']
	])('%s is said at its field', (_, fields, field) => {
		expect(readStep(form(fields as Record<string, string>), today)).toMatchObject({ errors: [{ field }] });
	});
});

test('a date goes back into its boxes', () => {
	expect(inBoxes('2026-03-09')).toEqual({ day: '9', month: '3', year: '2026' });
	expect(inBoxes(null)).toEqual({ day: '', month: '', year: '' });
});
