/** Chance that can be done again: everything random comes out of one seed. */

/** Numbers and choices out of a seed. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0;
	}

	/** From 0 up to 1 (mulberry32). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let t = this.#state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number from 0 up to, not including, `below`. */
	below(below: number): number {
		return Math.floor(this.next() * below);
	}

	/** One of these. */
	one<T>(of: readonly T[]): T {
		return of[this.below(of.length)]!;
	}

	/** Whether something happens that happens so often. */
	often(chance: number): boolean {
		return this.next() < chance;
	}
}
