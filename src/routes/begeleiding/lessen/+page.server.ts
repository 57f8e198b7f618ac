import { firstInstrument, newest } from '$lib/instruments';
import { inLessons } from '$lib/instruments/lessons';
import { guide } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

/** What else each lesson is for, in minutes: beginning and signing in; beginning; reading back, "klaar", the first talks. */
const beside = [15, 5, 25];

/** A plan for three lessons, by the minutes of the parts. */
export const load: PageServerLoad = (event) => {
	guide(event);
	return {
		lessons: inLessons(newest(firstInstrument).sections, beside).map(({ sections, minutes }) => ({
			minutes,
			sections: sections.map(({ key, title, minutes }) => ({ key, title, minutes }))
		}))
	};
};
