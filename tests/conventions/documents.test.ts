/** The documents on threats name tests: each of them is there, under that name. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** A file of tests as the documents name it: whole, or without what is the same for all. */
function pathOf(named: string): string {
	if (named.startsWith('src/')) return named;
	return `tests/${named}.${named.startsWith('journeys/') ? 'spec' : 'test'}.ts`;
}

/** The tests that a document names: `a file`, and after it in italics the names of tests in it. */
function named(document: string): { path: string; names: string[] }[] {
	const found: { path: string; names: string[] }[] = [];
	const file = /`((?:access|attack|journeys|running|conventions)\/[\w-]+|src\/[^`\s]+\.test\.ts)`|(?<![\p{L}\d])_([^_`|]+)_(?![\p{L}\d])/gu;
	for (const row of document.split('\n').filter((line) => line.startsWith('|'))) {
		let path: string | undefined;
		for (const [, given, name] of row.matchAll(file)) {
			if (given) found.push({ path: (path = pathOf(given)), names: [] });
			else found.at(-1)!.names.push(path ? name! : `without a file: ${name}`);
		}
	}
	return found;
}

test.each(['docs/threats.md', 'docs/asvs.md'])('%s names only tests that are there', (document) => {
	const all = named(readFileSync(document, 'utf8'));
	expect(all.length).toBeGreaterThan(40);
	const missing = all.flatMap(({ path, names }) => {
		const text = existsSync(path) ? readFileSync(path, 'utf8').replaceAll("\\'", "'") : '';
		const there = (name: string) => ["'", '"', '`'].some((quote) => text.includes(quote + name + quote));
		return [
			...(names.length === 0 ? [`${path}: no test named`] : []),
			...names.filter((name) => !there(name)).map((name) => `${path}: ${name}`)
		];
	});
	expect(missing).toEqual([]);
});
