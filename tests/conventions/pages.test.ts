import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { sources } from './sources';

const components = sources('src', '.svelte');
/** Attributes that a person reads or hears. */
const spoken = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label', 'legend', 'help', 'lead', 'summary']);
const letters = /\p{L}{2,}/u;

type Node = AST.SvelteNode & Record<string, unknown>;

function walk(node: unknown, visit: (node: Node) => void): void {
	if (Array.isArray(node)) return node.forEach((child) => walk(child, visit));
	if (typeof node !== 'object' || node === null) return;
	if ('type' in node && typeof node.type === 'string') visit(node as Node);
	for (const [name, child] of Object.entries(node)) if (name !== 'parent' && name !== 'metadata') walk(child, visit);
}

function texts(path: string, text: string): { styles: string[]; words: string[] } {
	const styles: string[] = [];
	const words: string[] = [];
	const complain = (list: Node[], where: string) => {
		for (const part of list)
			if (part.type === 'Text' && letters.test(part.data as string)) words.push(`${path}: ${where} ${(part.data as string).trim()}`);
	};
	walk(parse(text, { modern: true, filename: path }).fragment, (node) => {
		if (node.type === 'StyleDirective' || (node.type === 'Attribute' && node.name === 'style')) styles.push(path);
		if (node.type === 'Fragment') complain(node.nodes as Node[], 'text');
		if (node.type === 'Attribute' && spoken.has(node.name as string) && Array.isArray(node.value))
			complain(node.value as Node[], node.name as string);
	});
	return { styles, words };
}

const found = components.map(({ path, text }) => texts(path, text));

test('no style attributes: the content security policy refuses them', () => {
	expect(found.flatMap(({ styles }) => styles)).toEqual([]);
	expect(
		sources('src', '.html')
			.filter(({ text }) => /\sstyle=/.test(text))
			.map(({ path }) => path)
	).toEqual([]);
});

test('every text on a page is a message', () => {
	expect(found.flatMap(({ words }) => words)).toEqual([]);
});

test('a text or a style that stands in a page is found', () => {
	const { styles, words } = texts('proef', '<p style="color: red" aria-label="Sluit">Hallo {naam}</p>');
	expect(styles).toHaveLength(1);
	expect(words).toHaveLength(2);
});

test('nothing is loaded from elsewhere', () => {
	/* A link that somebody follows on purpose is no request of the page. */
	const loads = /(?:\ssrc\s*=\s*["']|url\(\s*["']?|@import\s*["']|<link[^>]*href\s*=\s*["']|from\s+["'])(https?:)?\/\/[^"')\s]+/g;
	const found = [...components, ...sources('src', '.css', '.html', '.ts')].flatMap(({ path, text }) =>
		[...text.matchAll(loads)].map(([load]) => `${path}: ${load}`)
	);
	expect(found).toEqual([]);
});
