import { expect, test } from 'vitest';
import { instruments } from '$lib/instruments';
import { sources } from './sources';

/** Nothing is written for one instrument: another is a file with questions, and no more. */
const keys = [...new Set(instruments.map(({ key }) => key))];
const code = sources('src', '.ts', '.svelte').filter(({ path }) => !path.endsWith('.test.ts'));

/** The files in which a key stands: as a word anywhere, or as a text of its own. */
function naming(files: typeof code, as: 'word' | 'text'): string[] {
	const any = keys.join('|');
	const found = as === 'word' ? new RegExp(`(?<![\\w-])(${any})(?![\\w-])`) : new RegExp(`(['"\`])(${any})(/\\d+)?\\1`);
	return files.filter(({ text }) => found.test(text)).map(({ path }) => path);
}

test('no page, component or table knows an instrument by name', () => {
	const blind = code.filter(({ path }) => path.startsWith('src/routes/') || path.endsWith('.svelte') || path.endsWith('/tables.ts'));
	expect(blind.length).toBeGreaterThan(100);
	expect(naming(blind, 'word')).toEqual([]);
});

test('only the list of instruments and the demo name one', () => {
	const knowing = naming(code, 'text').filter((path) => path !== 'src/lib/instruments/index.ts' && !path.startsWith('src/run/demo'));
	expect(knowing).toEqual([]);
});

test('an instrument that is named is found', () => {
	const page = (text: string) => [{ path: 'proef', text }];
	expect(naming(page(`{#if key === '${keys[0]}'}`), 'word')).toHaveLength(1);
	expect(naming(page(`const key = "${keys[0]}/2";`), 'text')).toHaveLength(1);
	expect(naming(page(`import answers from './${keys[0]}.mila.json';`), 'text')).toEqual([]);
});
