import { fail, redirect } from '@sveltejs/kit';
import { offered } from '$lib/instruments';
import { myPassports, startPassport } from '$lib/passport/server';
import { youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';
import { m } from '$lib/text/paraglide/messages';

export const load: PageServerLoad = async (event) => {
	const busy = new Set((await myPassports(youth(event))).filter(({ state }) => state !== 'agreed').map((own) => own.instrumentKey));
	return {
		instruments: offered.map(({ key, title, for: whom, sections }) => ({
			key,
			title,
			for: whom,
			minutes: sections.reduce((sum, section) => sum + section.minutes, 0),
			busy: busy.has(key)
		}))
	};
};

export const actions: Actions = {
	/** Starts one, or goes on with the one that is under way. */
	default: async (event) => {
		const user = youth(event);
		const key = String((await event.request.formData()).get('soort') ?? '');
		if (!offered.some((instrument) => instrument.key === key)) return fail(400, { error: m.choose_none() });
		redirect(303, `/paspoort/${await startPassport(user, key)}`);
	}
};
