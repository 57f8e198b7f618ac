/** How much the attacks do: a little in `npm test`, much in `npm run test:hard`; and what they did, for the one line at the end. */
import { appendFileSync } from 'node:fs';

/** Whether this is `npm run test:hard`. */
export const hard = process.env.PVS_HARD !== undefined;

/** Of two sizes the one for this run. */
export const size = (usual: number, much: number): number => (hard ? much : usual);

/**
 * Where chance begins: PVS_SEED, or else another each time in `npm run test:hard`, and the same each time in `npm test`, which says
 * whether a change broke something, and no more.
 */
export const seedOf = (usual: number): number => Number(process.env.PVS_SEED ?? (hard ? Date.now() % 2 ** 31 : usual));

/** What an attack did. Losses must be 0. */
export interface Figures {
	steps?: number;
	reads?: number;
	requests?: number;
	kills?: number;
	losses?: number;
}

/** Adds to the figures of this run; src/run/test.ts prints the sum. */
export function count(figures: Figures): void {
	if (process.env.PVS_FIGURES) appendFileSync(process.env.PVS_FIGURES, `${JSON.stringify(figures)}\n`);
}
