import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { routes, type Who } from '../routes';
import { sources } from './sources';

/** "src/routes/(publiek)/hulp/+page.svelte" is "/hulp". */
const addressOf = (path: string): string =>
	'/' +
	dirname(path)
		.replace(/^src\/routes\/?/, '')
		.split('/')
		.filter((part) => part && !part.startsWith('('))
		.join('/');

const pages = sources('src/routes', '+page.svelte', '+server.ts', '+page.server.ts').filter(({ path }) => !/\+layout/.test(path));
const addresses = [...new Set(pages.map(({ path }) => addressOf(path)))].sort();

test('each address has an entry that says who may open it, and each entry an address', () => {
	expect(addresses).toEqual(Object.keys(routes).sort());
});

/** What a page server file calls before anything else, for each kind of person. */
const guards: Partial<Record<Who, RegExp>> = {
	'signed-in': /\b(signedIn|youth|staff|guide)\(event/,
	'own-link': /\bsignedIn\(event/,
	youth: /\byouth\(event/,
	guide: /\bguide\(event\)/,
	intaker: /\bstaff\(event, 'intaker'\)/,
	coordinator: /\bstaff\(event, 'support_coordinator'\)/,
	consultant: /\bstaff\(event, 'rmc_consultant'\)/,
	staff: /\b(signedIn|staff|guide)\(event/
};

const guarded = Object.entries(routes).filter(([, who]) => guards[who]);

test.each(guarded)('%s is guarded for %s', (address, who) => {
	const file = pages.find(({ path }) => addressOf(path) === address && /\+(page\.)?server\.ts$/.test(path));
	expect(file, `${address} has no +page.server.ts or +server.ts`).toBeDefined();
	expect(file!.text).toMatch(guards[who]!);
	/* Each action asks as well: a form can be sent without the page. */
	const handlers =
		[...file!.text.matchAll(/async \(?(event|\{[^}]*\})\)? *=>/g)].length + [...file!.text.matchAll(/: PageServerLoad = \(?event/g)].length;
	const asked = [...file!.text.matchAll(/\b(signedIn|youth|staff|guide|mentorOf|mine)\(event/g)].length;
	expect(asked, `${address}: ${handlers} handlers, ${asked} guards`).toBeGreaterThanOrEqual(1);
});

test('no page is made ahead of time: it would lose its headers', () => {
	expect(pages.filter(({ text }) => /export const prerender = true/.test(text)).map(({ path }) => path)).toEqual([]);
	expect(existsSync('src/hooks.server.ts') && readFileSync('src/hooks.server.ts', 'utf8')).toContain('no-store');
});
