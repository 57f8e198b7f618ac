import { fail, redirect } from '@sveltejs/kit';
import { endPause, pauseOf, takePause } from '$lib/account/pause';
import { readPauseUntil } from '$lib/account/pause-rules';
import { today } from '$lib/account/server';
import { sentFields } from '$lib/instruments/question-types';
import { youth } from '$lib/server/guard';
import { dayOf, writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const pause = await pauseOf(youth(event));
	return {
		pause: pause
			? { since: writtenDate(dayOf(pause.since)), until: pause.until, untilWritten: pause.until && writtenDate(pause.until) }
			: null,
		done: event.url.searchParams.get('gelukt')
	};
};

export const actions: Actions = {
	/** Takes a pause, or changes its last day. */
	neem: async (event) => {
		const user = youth(event);
		const form = await event.request.formData();
		const read = readPauseUntil(form, await today());
		if ('error' in read) return fail(400, { error: read.error, fields: sentFields(form) });
		const already = await pauseOf(user);
		await takePause(user, read.until);
		redirect(303, `/pauze?gelukt=${already ? 'veranderd' : 'begonnen'}`);
	},
	stop: async (event) => {
		await endPause(youth(event));
		redirect(303, '/pauze?gelukt=voorbij');
	}
};
