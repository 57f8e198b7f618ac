import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as m from '$lib/text/paraglide/messages';
import { sources } from './sources';

const folder = 'src/lib/text/nl';
const files = readdirSync(folder).map((name) => ({
	name,
	texts: JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Record<string, string>
}));
const texts = files.flatMap(({ name, texts }) => Object.entries(texts).map(([key, text]) => ({ name, key, text })));

test('the texts were compiled, all of them', () => {
	expect(texts.length).toBeGreaterThan(200);
	const compiled = new Set(Object.keys(m.m));
	expect(texts.filter(({ key }) => !compiled.has(key)).map(({ key }) => key)).toEqual([]);
});

test('each file of texts is one that the compiler reads', () => {
	const settings = readFileSync('src/lib/text/project.inlang/settings.json', 'utf8');
	expect(files.filter(({ name }) => !settings.includes(`/${name}"`)).map(({ name }) => name)).toEqual([]);
});

test('no key is there twice, and none is empty', () => {
	const keys = texts.map(({ key }) => key);
	expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	expect(texts.filter(({ text }) => text.trim() === '').map(({ key }) => key)).toEqual([]);
});

test('no text is dead: each key is used somewhere', () => {
	const words = new Set(sources('src', '.ts', '.svelte').flatMap(({ text }) => text.match(/\w+/g) ?? []));
	expect(texts.filter(({ key }) => !words.has(key)).map(({ key }) => key)).toEqual([]);
});

test('no English, no "u", and nothing that blames', () => {
	const english = /\b(the|and|your|you|please|password|error|submit|invalid|required|click here|sorry|not found|failed|success)\b/i;
	const polite = /\b(u|uw)\b/;
	expect(texts.filter(({ text }) => english.test(text)).map(({ key, text }) => `${key}: ${text}`)).toEqual([]);
	expect(texts.filter(({ text }) => polite.test(text)).map(({ key, text }) => `${key}: ${text}`)).toEqual([]);
});
