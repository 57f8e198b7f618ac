import { describe, expect, it } from 'vitest';
import { agoInWords, inOrder, isFound, newcomers, partsDone, readOrdering, waiting, type Listed } from './rules';

const student = (name: string, more: Partial<Listed> = {}): Listed => ({
	name,
	called: name.split(' ')[0]!,
	state: null,
	handedInAt: null,
	lastActivityAt: null,
	confirmedAt: '2027-01-10T09:00:00.000Z',
	...more
});
const named = (students: Listed[]) => students.map((s) => s.name);

describe('the order of a class', () => {
	const klas = [
		student('Émile Bos', { state: 'agreed', lastActivityAt: '2027-02-01T09:00:00.000Z' }),
		student('anouk de Wit'),
		student('Daan Kuiper', { state: 'ready', lastActivityAt: '2027-02-03T09:00:00.000Z' }),
		student('Fatima Amrani', { state: 'draft', lastActivityAt: '2027-02-02T09:00:00.000Z' })
	];

	it('is by name as a Dutch reader expects: capitals and accents make no difference', () => {
		expect(named(inOrder(klas, 'naam'))).toEqual(['anouk de Wit', 'Daan Kuiper', 'Émile Bos', 'Fatima Amrani']);
	});
	it('by state puts who waits for the mentor first and who has agreed last', () => {
		expect(named(inOrder(klas, 'stand'))).toEqual(['Daan Kuiper', 'Fatima Amrani', 'anouk de Wit', 'Émile Bos']);
	});
	it('by activity puts the latest first and who has not started last', () => {
		expect(named(inOrder(klas, 'laatst'))).toEqual(['Daan Kuiper', 'Fatima Amrani', 'Émile Bos', 'anouk de Wit']);
	});
	it('is by name when the address asks for something unknown', () => {
		expect(readOrdering('stand')).toBe('stand');
		expect(readOrdering('drop table')).toBe('naam');
		expect(readOrdering(null)).toBe('naam');
	});
});

describe('finding by typing', () => {
	const noah = student('Noah van den Berg', { called: 'Noë' });

	it('looks at the name and at what they want to be called, without accents and capitals', () => {
		expect(isFound(noah, 'NOE')).toBe(true);
		expect(isFound(noah, 'berg noah')).toBe(true);
		expect(isFound(noah, 'mila')).toBe(false);
	});
	it('finds everybody when nothing was typed', () => {
		expect(isFound(noah, '  ')).toBe(true);
	});
});

describe('who asks for the mentor', () => {
	it('is whoever is ready, the longest waiting first', () => {
		const klas = [
			student('Mila', { state: 'ready', handedInAt: '2027-02-03T09:00:00.000Z' }),
			student('Bo', { state: 'discussed', handedInAt: '2027-01-01T09:00:00.000Z' }),
			student('Luka', { state: 'ready', handedInAt: '2027-02-01T09:00:00.000Z' })
		];
		expect(named(waiting(klas))).toEqual(['Luka', 'Mila']);
	});
	it('are newcomers until they are confirmed', () => {
		expect(named(newcomers([student('Mila'), student('Sam', { confirmedAt: null })]))).toEqual(['Sam']);
	});
});

describe('progress per part', () => {
	it('is nothing before the start and never more than there is', () => {
		const totals = [
			{ key: 'wie', total: 11 },
			{ key: 'kan', total: 7 }
		];
		expect(partsDone(null, totals).map((p) => p.done)).toEqual([0, 0]);
		expect(partsDone({ wie: 4, kan: 9 }, totals).map((p) => p.done)).toEqual([4, 7]);
	});
});

describe('how long ago', () => {
	it.each([
		['2027-02-09T23:30:00.000Z', 'vandaag'], // half past midnight in Amsterdam
		['2027-02-09T08:00:00.000Z', 'gisteren'],
		['2027-02-07T08:00:00.000Z', '3 dagen geleden'],
		['2027-01-20T08:00:00.000Z', '3 weken geleden'],
		['2026-11-01T08:00:00.000Z', '3 maanden geleden']
	])('%s is %s on 10 February 2027', (moment, words) => {
		expect(agoInWords(moment, '2027-02-10')).toBe(words);
	});
});
