/** What a step of a history becomes, once it is known whom and what it is about. */
import type { Sql } from 'postgres';
import type { Cast } from './cast';
import type { Kind, World, Youth } from './model';

/** A step with all that was chosen, so that it can be done at the portal and then in the model, in any order. */
export interface Deed {
	kind: Kind;
	/** Whom it touches: what these people can read is compared afterwards. */
	youths: number[];
	mentors: number[];
	intakers: number[];
	/** Does it. @returns whether it was done, or refused; undefined where twice is once, so that the answer does not say which */
	portal: () => Promise<boolean | undefined>;
	/** Whether it is allowed, and what it changes. @returns whether it may */
	model: (w: World) => boolean;
}

/** Which of them: of nothing, nothing. */
export const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];
export const subset = <T>(from: readonly T[], mask: number): T[] => from.filter((_, i) => (mask >> i) & 1);

/** What a step is chosen from: the world before it, the young person and the mentor whom its numbers point at, and the numbers. */
export interface Here {
	w: World;
	cast: Cast;
	owner: Sql;
	y: Youth;
	/** Which young person that is. */
	at: number;
	me: { id: string; sensitiveClosed: boolean };
	/** Which mentor. */
	mentor: number;
	a: number;
	b: number;
	/** Whom a step between this young person and the mentors touches. */
	base: Pick<Deed, 'kind' | 'youths' | 'mentors' | 'intakers'>;
}
