import { expect, test } from 'vitest';
import { asAway, DatabaseAway } from './away';

const withCode = (code: string) => Object.assign(new Error('something'), { code });

test('a database that is gone, full, starting or too slow is away', () => {
	for (const code of [
		'ECONNREFUSED',
		'ECONNRESET',
		'EPIPE',
		'CONNECT_TIMEOUT',
		'CONNECTION_CLOSED',
		'08006',
		'53100',
		'53300',
		'57014',
		'57P03',
		'58030'
	])
		expect(asAway(withCode(code)), code).toMatchObject({ name: 'DatabaseAway', code });
});

test('it is found behind the error that came of it', () => {
	const away = asAway(new Error('a statement failed', { cause: withCode('57P01') }));
	expect(away).toBeInstanceOf(DatabaseAway);
	expect(asAway(away)).toBe(away);
});

test('a mistake stays what it is: trying again would not help', () => {
	for (const error of [withCode('40001'), withCode('42501'), withCode('23505'), withCode('ENOENT'), new TypeError('no'), 'text'])
		expect(asAway(error)).toBe(error);
});
