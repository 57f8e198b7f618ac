import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { limits, weighQuestion } from '../weigh';
import { address, demoClass, expect, joinOnScreen, m, test } from './walk';

test('a question page weighs little, and the next one nearly nothing', async ({ page, browser }) => {
	const { code } = await demoClass();
	const { passport } = await joinOnScreen(page, code, 'Lichte Leerling');
	const fresh = await browser.newContext({ storageState: await page.context().storageState() });
	const { first, next } = await weighQuestion(await fresh.newPage(), address(`${passport}/vraag/trots`), m.question_next());
	console.log(`eerste bezoek ${first.all} bytes, script ${first.script}; volgende vraag ${next.all}`);
	expect(first.all).toBeLessThanOrEqual(limits.first * 1000);
	expect(first.script).toBeLessThanOrEqual(limits.firstScript * 1000);
	expect(next.all).toBeLessThanOrEqual(limits.next * 1000);
	await fresh.close();
});

test('no program of the portal is so large that something slipped into it that belongs on the server', () => {
	const folder = 'build/client/_app/immutable';
	const programs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
	expect(programs.length).toBeGreaterThan(50);
	/* Unpacked; the largest is SvelteKit with Svelte. */
	expect(programs.filter((name) => statSync(join(folder, name)).size > 130_000)).toEqual([]);
});
