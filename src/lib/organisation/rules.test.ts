import { describe, expect, it } from 'vitest';
import { firstInstrument, newest } from '$lib/instruments';
import { agoInWords, inOrder, isFound, nextStep, partsDone, partTotals, presence, readOrdering, waiting, type Listed } from './rules';

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
});

describe('who is there', () => {
	const member = (name: string, more: Partial<Listed> & { joinedAt?: string } = {}) => ({
		...student(name, more),
		youthId: `jongere ${name}`,
		joinedAt: more.joinedAt ?? '2027-01-10T09:00:00.000Z'
	});
	const list = (...all: string[]) => all.map((name) => ({ id: `lijst ${name}`, name, youthId: null }));
	const today = '2027-02-10';

	it('marks a newcomer who is on the list, and one who is not', () => {
		const { newcomers } = presence(
			[member('Mila Brouwer'), member('sam HADDAD', { confirmedAt: null }), member('Vreemde Vogel', { confirmedAt: null })],
			list('Mila Brouwer', 'Haddad Sam'),
			today
		);
		expect(newcomers).toEqual([
			{ youthId: 'jongere sam HADDAD', name: 'sam HADDAD', match: expect.objectContaining({ expectedId: 'lijst Haddad Sam', sure: true }) },
			{ youthId: 'jongere Vreemde Vogel', name: 'Vreemde Vogel', match: null }
		]);
	});
	it('is absent who was expected and did not join', () => {
		const { absent } = presence([member('Mila Brouwer')], list('Zoë Lafèvre', 'Mila Brouwer', 'Émile Bos'), today);
		expect(absent.map(({ name }) => name)).toEqual(['Émile Bos', 'Zoë Lafèvre']);
	});
	it('was not seen today who did nothing today, unless somebody joined today', () => {
		const { notSeen } = presence(
			[
				member('Mila', { lastActivityAt: '2027-02-10T08:00:00.000Z' }),
				member('Sam', { lastActivityAt: '2027-02-09T08:00:00.000Z' }),
				member('Bo'),
				member('Joey', { joinedAt: '2027-02-10T08:00:00.000Z' })
			],
			[],
			today
		);
		expect(notSeen.map(({ name }) => name)).toEqual(['Bo', 'Sam']);
	});
	it('has a next step for everybody, also for who did not join', () => {
		expect(
			[null, { state: null }, ...(['draft', 'ready', 'discussed', 'agreed'] as const).map((state) => ({ state }))].map(nextStep)
		).toEqual(['join', 'start', 'continue', 'talk', 'agree', 'done']);
	});
});

describe('how many questions there are for somebody', () => {
	const instrument = newest(firstInstrument);
	const total = (gates: string[], part: string) => partTotals(instrument, gates).find(({ key }) => key === part)!.total;

	it('does not count questions about a second choice that was not made', () => {
		expect(total(['keuze1', 'keuze2'], 'wil')).toBe(total(['keuze1'], 'wil') + 1);
		expect(total([], 'wil')).toBeLessThan(total(['keuze1'], 'wil'));
	});
	it('does not count sensitive questions', () => {
		expect(total([], 'heb')).toBe(instrument.questions.filter(({ part, sensitive }) => part === 'heb' && !sensitive).length);
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
