import { expect, test } from 'vitest';
import { readRepresentative } from './rules';

function read(fields: Record<string, string>) {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return readRepresentative(form);
}
const mother = { kind: 'parent', name: ' Rania Haddad ', how: 'mail', email: ' Rania@Voorbeeld.NL ' };

test('somebody is asked by mail, or by hand without an address', () => {
	expect(read(mother)).toEqual({ asked: { kind: 'parent', name: 'Rania Haddad', email: 'rania@voorbeeld.nl' } });
	expect(read({ ...mother, how: 'hand' })).toEqual({ asked: { kind: 'parent', name: 'Rania Haddad', email: null } });
});

test('what is not right yet is said for each field, and what was typed comes back', () => {
	const result = read({ kind: 'oma', name: 'R', how: '', email: '' });
	expect(result).toMatchObject({ values: { kind: 'oma', name: 'R' } });
	expect('errors' in result && result.errors.map(({ field }) => field)).toEqual(['kind', 'name', 'how']);
	const noAddress = read({ ...mother, email: 'rania' });
	expect('errors' in noAddress && noAddress.errors.map(({ field }) => field)).toEqual(['email']);
});
