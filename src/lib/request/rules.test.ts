import { expect, test } from 'vitest';
import { cleanToken, coursesOf, isToken, writtenToken } from './rules';

test('the courses of a team are those in its own list', () => {
	expect(coursesOf('Auto, fiets, ICT, logistiek en media')).toEqual(['Auto', 'Fiets', 'ICT', 'Logistiek', 'Media']);
	expect(coursesOf('Verpleging, maatschappelijke zorg en sport')).toEqual(['Verpleging', 'Maatschappelijke zorg', 'Sport']);
	expect(coursesOf('')).toEqual([]);
});

test('the token on a poster may be typed in small letters, with or without the hyphen', () => {
	expect(cleanToken(' kbdf-4t7m ')).toBe('KBDF4T7M');
	expect(isToken('KBDF4T7M')).toBe(true);
	expect(isToken('KBDF4T7')).toBe(false);
	expect(isToken('KBDF4T7A')).toBe(false);
	expect(writtenToken('KBDF4T7M')).toBe('KBDF-4T7M');
});
