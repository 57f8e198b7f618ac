import { expect, test } from 'vitest';
import { safePath } from './guard';

test('after signing in somebody goes on in the portal, and nowhere else', () => {
	for (const path of ['/', '/paspoort', '/intake/afspraken?toon=open#a', '/vraag/%F0%9F%98%80']) expect(safePath(path)).toBe(path);
	for (const trick of ['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example', '/\t/evil.example', ' /', '', null])
		expect(safePath(trick), String(trick)).toBeUndefined();
});

test('an address that no header can hold is none', () => {
	for (const path of ['/😀', '/é', '/a\nb', '/a b', '/\0']) expect(safePath(path)).toBeUndefined();
});
