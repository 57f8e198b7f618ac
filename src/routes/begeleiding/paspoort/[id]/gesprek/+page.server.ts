import { talkSheet } from '$lib/conversation/talk-rules';
import { guide } from '$lib/server/guard';
import { writtenDate } from '$lib/text/dates';
import { isExpired, keep, openedBy, sign } from '../talk';
import type { Actions, PageServerLoad } from './$types';

/** One screen for a short talk. It reads as the whole page does, so nothing may load it ahead. */
export const load: PageServerLoad = async (event) => {
	if (isExpired(event)) return { closed: 'expired' as const };
	const opened = await openedBy(guide(event), event);
	if (!opened) return { closed: 'gone' as const };
	const { passport, shown, day } = opened;
	return {
		...shown,
		sheet: talkSheet(passport.instrument, passport.answers, passport.before?.revision ?? null),
		before: passport.before && writtenDate(passport.before.day),
		today: day
	};
};

export const actions: Actions = {
	/** Keeps what the mentor wrote. */
	opmerking: keep,
	/** "Dit gesprek is gehouden" */
	teken: sign
};
