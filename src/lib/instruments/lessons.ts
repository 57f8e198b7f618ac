/** An instrument spread over lessons, by the minutes of its parts. Pure. */
import type { Section } from './schema';

type Timed = Pick<Section, 'key' | 'title' | 'minutes'>;

/** A lesson with the parts that are filled in then. */
export interface Lesson {
	sections: Timed[];
	/** Everything together, with what else the lesson is for. */
	minutes: number;
}

/**
 * Spreads the parts, in their order, so that the longest lesson is as short as can be; of ways that are equally good the
 * most even one.
 * @param beside for each lesson the minutes for what else happens in it
 */
export function inLessons(sections: readonly Timed[], beside: readonly number[]): Lesson[] {
	let best: Lesson[] = [];
	let weight: [number, number] = [Infinity, Infinity];
	const spread = (from: number, lessons: Lesson[]): void => {
		const extra = beside[lessons.length]!;
		const last = lessons.length === beside.length - 1;
		for (let to = last ? sections.length : from; to <= sections.length; to++) {
			const own = sections.slice(from, to);
			const minutes = own.reduce((sum, section) => sum + section.minutes, extra);
			const all = [...lessons, { sections: own, minutes }];
			if (!last) {
				spread(to, all);
				continue;
			}
			const longest = Math.max(...all.map((lesson) => lesson.minutes));
			const uneven = all.reduce((sum, lesson) => sum + lesson.minutes ** 2, 0);
			if (longest < weight[0] || (longest === weight[0] && uneven < weight[1])) {
				best = all;
				weight = [longest, uneven];
			}
		}
	};
	spread(0, []);
	return best;
}
