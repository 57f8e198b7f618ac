/** Chance that can be had again: the seed is printed, and PVS_SEED gives the same run once more. */

import { seedOf } from './figures';

/** A number from 0 up to 1. */
export type Chance = () => number;

/** Chance from the seed of this run, which is printed. @param what the name of the attack, for the line */
export function chanceFor(what: string): Chance {
	const seed = seedOf(492859960);
	console.log(`${what}: PVS_SEED=${seed}`);
	let state = seed;
	/* mulberry32 */
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** One of these. */
export const oneOf = <T>(chance: Chance, things: readonly T[]): T => things[Math.floor(chance() * things.length)]!;

/** Waits so many milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Waits until it holds. (expect.poll() is not for tests that run side by side.) @throws when it does not, in so many milliseconds */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
	for (const last = Date.now() + ms; !(await holds()); await pause(50)) if (Date.now() > last) throw new Error(`not in ${ms} ms: ${what}`);
}
