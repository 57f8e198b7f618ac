import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, test } from 'vitest';
import { networkOf, passwordError, passwordMax, passwordMin } from './rules';

describe('a new password', () => {
	test.each([
		'een lange zin hier',
		'alleenkleineletters',
		'48267159',
		'ÉÉN🙂woord',
		'   met ruimte   ',
		'p'.repeat(4) + 'aard'.repeat(15),
		'mentor op een paard'
	])('may be made of anything: %j', (password) => expect(passwordError(password, 'mila')).toBeUndefined());

	test('is at least eight characters, and may be as long as a sentence', () => {
		expect(passwordError('zeven77', 'mila')).toBeDefined();
		expect(passwordError('acht8888', 'mila')).toBeUndefined();
		expect(passwordError('een zin die door gaat '.repeat(3), 'mila')).toBeUndefined();
		expect(passwordError('ab cd '.repeat(passwordMax), 'mila')).toBeDefined();
	});

	test.each([
		'12345678',
		'Password',
		'Liverpool',
		'sunshine',
		'iloveyou',
		'starwars',
		'trustno1',
		'football1',
		'welkom01',
		'aaaaaaaa',
		'abababab',
		'mila-brouwer',
		'Mila-Brouwer'
	])('is not one that is tried first: %j', (password) => expect(passwordError(password, 'mila-brouwer')).toBeDefined());

	test('is none of the three thousand that are used most (OWASP ASVS 5.0, 6.2.4)', () => {
		const most = dictionary['passwords-common'].filter(({ length }) => length >= passwordMin).slice(0, 3000);
		expect(most).toHaveLength(3000);
		expect(most.filter((password) => passwordError(password, 'mila-brouwer') === undefined)).toEqual([]);
	});

	test.each([
		'Welkom2026!',
		'paspoort1',
		'Wachtwoord-01',
		'PaspoortVoorSucces',
		'zomer2027',
		'Mentor123',
		'123school',
		'w3lk0m01',
		'mila-brouwer1'
	])('is no word of the portal or the school with a number behind it: %j', (password) =>
		expect(passwordError(password, 'mila-brouwer')).toBeDefined()
	);
});

test('an address counts by its network: all of IPv4, of IPv6 what one subscriber has', () => {
	expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
	expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
	expect(networkOf('2001:db8:0:1::1')).toBe(networkOf('2001:DB8::1:ffff:ffff:ffff:ffff'));
	expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8:0:2::1'));
});
