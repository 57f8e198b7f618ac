/** How much the attacks do: a little in `npm test`, much in `npm run test:hard`; and what they did, for the one line at the end. */
import { appendFileSync } from 'node:fs';

/** Whether this is `npm run test:hard`. */
export const hard = process.env.PVS_HARD !== undefined;

/** Of two sizes the one for this run. */
export const size = (usual: number, much: number): number => (hard ? much : usual);

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
