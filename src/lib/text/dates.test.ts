import { expect, test } from 'vitest';
import { dayOf, listed, timeOf, writtenDate, writtenWeekday } from './dates';

test('days and times are those of the Netherlands, in winter and in summer', () => {
	expect(dayOf('2027-01-31T23:30:00Z')).toBe('2027-02-01');
	expect(timeOf('2027-01-31T23:30:00Z')).toBe('00.30');
	expect(timeOf('2027-07-01T08:05:00Z')).toBe('10.05');
	expect(writtenDate('2027-08-01')).toBe('1 augustus 2027');
	expect(writtenWeekday('2027-03-28')).toBe('zondag 28 maart 2027');
});

test('a list reads as a sentence', () => {
	expect(listed(['Mila', 'Sam', 'Noah'])).toBe('Mila, Sam en Noah');
});
