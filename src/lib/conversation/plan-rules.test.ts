import { describe, expect, it } from 'vitest';
import { readClosing, readPlan, readTime } from './plan-rules';

const today = '2027-03-01';
const form = (fields: Record<string, string>): FormData => {
	const made = new FormData();
	for (const [name, value] of Object.entries(fields)) made.set(name, value);
	return made;
};
const date = (name: string, day: string, month: string, year: string) => ({
	[`${name}.day`]: day,
	[`${name}.month`]: month,
	[`${name}.year`]: year
});
const one = '01990000-0000-7000-8000-000000000001';
const two = '01990000-0000-7000-8000-000000000002';

describe('the time of a conversation', () => {
	it.each([
		['9.05', '09:05'],
		['10:15', '10:15'],
		['14u30', '14:30'],
		['14 u', '14:00'],
		['9', '09:00']
	])('%s is %s', (typed, time) => expect(readTime(typed)).toBe(time));
	it.each(['', '24:00', '10:60', 'straks', '1015'])('%j is none', (typed) => expect(readTime(typed)).toBeUndefined());
});

describe('a plan', () => {
	const right = { ...date('on', '9', '3', '2027'), at: '10.15', minutes: '30', way: 'phone', place: 'bel 06', coming: ' Henk ' };
	const fieldsOf = (more: Record<string, string>) => {
		const read = readPlan(form({ ...right, ...more }), today);
		return 'errors' in read ? read.errors.map(({ field }) => field) : [];
	};

	it('says when, where and who comes', () => {
		const plan = { on: '2027-03-09', at: '10:15', minutes: 30, way: 'phone', place: 'bel 06', coming: 'Henk' };
		expect(readPlan(form(right), today)).toEqual({ plan });
	});

	it('is for today or later, within a year, and says what is missing', () => {
		expect(fieldsOf(date('on', '1', '3', '2027'))).toEqual([]);
		expect(fieldsOf(date('on', '28', '2', '2027'))).toEqual(['on']);
		expect(fieldsOf(date('on', '2', '3', '2028'))).toEqual(['on']);
		expect(fieldsOf({ ...date('on', '', '', ''), at: '', minutes: '7', way: '' })).toEqual(['on', 'at', 'minutes', 'way']);
		expect(fieldsOf({ place: 'x'.repeat(201) })).toEqual(['place']);
	});
});

describe('the end of a conversation', () => {
	const row = (id: string, more: Record<string, string> = {}) => ({
		[`revision.${id}`]: '',
		[`what.${id}`]: '',
		[`who.${id}`]: 'youth',
		...Object.fromEntries(Object.entries(more).map(([name, value]) => [`${name}.${id}`, value]))
	});
	const held = { ...date('held', '1', '3', '2027'), present: '', revision: '4', summary: 'Ik weet wat ik wil.' };
	const read = (more: Record<string, string>, close = true) => readClosing(form({ ...held, ...more }), today, close);
	const errorsOf = (more: Record<string, string>, close = true) => {
		const { errors } = read(more, close);
		return errors?.map(({ field }) => field) ?? [];
	};

	it('takes a row that was filled in, and leaves out one that was not', () => {
		const { closing } = read({ ...row(one, { what: 'Ik bel.', due: 'vrijdag' }), ...row(two) });
		expect(closing).toMatchObject({ revision: 4, heldOn: today, summary: held.summary });
		expect(closing?.agreements).toEqual([
			{ id: one, revision: null, what: 'Ik bel.', who: 'youth', whoName: '', helps: '', firstStep: '', due: 'vrijdag', lookBackOn: null }
		]);
	});

	it('lets a kept one go that lost its words, and asks for the words of a new one', () => {
		expect(read(row(one, { revision: '3', what: '' })).closing?.agreements).toMatchObject([{ id: one, revision: 3, what: '' }]);
		expect(errorsOf(row(one, { firstStep: 'Nummer zoeken' }))).toEqual([`what.${one}`]);
	});

	it('asks who, when it is somebody else, and for a day to come within a year', () => {
		expect(errorsOf(row(one, { what: 'Bellen', who: 'other' }))).toEqual([`whoName.${one}`]);
		expect(errorsOf({ ...row(one, { what: 'Bellen' }), ...date(`back.${one}`, '1', '1', '2027') })).toEqual([`back.${one}`]);
		expect(errorsOf({ ...row(one, { what: 'Bellen', revision: '2' }), ...date(`back.${one}`, '1', '1', '2027') })).toEqual([]);
		expect(errorsOf({ ...row(one, { what: 'Bellen' }), ...date(`back.${one}`, '31', '2', '2027') })).toEqual([`back.${one}`]);
	});

	it('needs a summary only when the young person gets it to read', () => {
		expect(errorsOf({ summary: '' }, false)).toEqual([]);
		expect(errorsOf({ summary: ' ' })).toEqual(['summary']);
	});
});
