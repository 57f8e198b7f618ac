import { describe, expect, it } from 'vitest';
import { addDays, addMonths, defaultUntil, groupReadings, matches, untilAllowed } from './rules';

describe('until when a passport is shared', () => {
	it('is three months after the first day of the course', () => {
		expect(defaultUntil('2027-08-23', '2027-02-02')).toBe('2027-11-23');
	});

	it('counts from the next 1 August when the first day is unknown', () => {
		expect(defaultUntil(undefined, '2027-02-02')).toBe('2027-11-01');
		expect(defaultUntil(undefined, '2027-09-02')).toBe('2028-11-01');
		expect(defaultUntil(undefined, '2027-08-01')).toBe('2027-11-01');
	});

	it('still ends three months after a course that has just begun', () => {
		expect(defaultUntil('2027-08-01', '2027-09-02')).toBe('2027-11-01');
		expect(defaultUntil('2027-08-01', '2027-11-01')).toBe('2027-11-01');
	});

	it('takes the next 1 August for a course that began too long ago', () => {
		expect(defaultUntil('2026-02-01', '2027-02-02')).toBe('2027-11-01');
	});

	it('never goes beyond two years', () => {
		expect(defaultUntil('2030-08-01', '2027-02-02')).toBe('2029-02-02');
	});

	it('ends on the last day of a shorter month', () => {
		expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
		expect(addMonths('2027-11-30', 3)).toBe('2028-02-29');
		expect(addMonths('2026-12-31', 2)).toBe('2027-02-28');
	});

	it('may be changed to any day from today up to two years', () => {
		expect(untilAllowed('2027-02-01', '2027-02-02')).toBe(false);
		expect(untilAllowed('2027-02-02', '2027-02-02')).toBe(true);
		expect(untilAllowed('2029-02-02', '2027-02-02')).toBe(true);
		expect(untilAllowed('2029-02-03', '2027-02-02')).toBe(false);
	});

	it('is half a year at the most for a link', () => {
		expect(untilAllowed('2027-08-01', '2027-02-02', 'link')).toBe(true);
		expect(untilAllowed('2027-08-02', '2027-02-02', 'link')).toBe(false);
		expect(addDays('2027-02-02', 30)).toBe('2027-03-04');
	});
});

describe('the moments of reading', () => {
	it('stand together per reader and day, each part once', () => {
		const els = { event: 'mentor-read' as const, reader: 'Els Vos', from: 'De Wending' };
		const ayse = { event: 'edition-read' as const, reader: 'Ayşe Demir', from: 'ROC Tweestromen, Zorg' };
		const groups = groupReadings([
			{ ...ayse, at: '2027-03-02T10:00:00.000Z', parts: ['wie'] },
			{ ...els, at: '2027-03-02T09:30:00.000Z', parts: ['gevoelig:thuis'] },
			{ ...els, at: '2027-03-02T09:00:00.000Z', parts: ['wie', 'kan'] },
			{ ...els, at: '2027-03-01T09:00:00.000Z', parts: ['wie'] },
			{ ...ayse, event: 'edition-pdf', at: '2027-02-28T09:00:00.000Z', parts: ['wie'] }
		]);
		expect(groups.map((g) => [g.reader, g.day, g.times.length])).toEqual([
			['Ayşe Demir', '2027-03-02', 1],
			['Els Vos', '2027-03-02', 2],
			['Els Vos', '2027-03-01', 1],
			['Ayşe Demir', '2027-02-28', 0]
		]);
		expect(groups.at(-1)!.taken).toEqual(['2027-02-28T09:00:00.000Z']);
		expect(groups[1]!.parts).toEqual(['wie', 'kan', 'gevoelig:thuis']);
	});
});

describe('finding by typing', () => {
	it('needs every word, in any order, without minding capitals and accents', () => {
		const texts = ['Zoë', 'Zoë Demir', null, 'Verzorgende ig'];
		expect(matches('verz zoe', texts)).toBe(true);
		expect(matches('zoe techniek', texts)).toBe(false);
		expect(matches('  ', texts)).toBe(true);
	});
});
