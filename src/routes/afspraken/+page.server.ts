import { fail, redirect } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { agreementsOf, confirmAgreement } from '$lib/conversation/agreements';
import { sayHowItGoes } from '$lib/conversation/saying';
import { shownAgreement } from '$lib/conversation/shown-rules';
import { readRevision } from '$lib/instruments/answers';
import { id, notFound, opensTalks, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const [agreements, now] = await Promise.all([agreementsOf(opensTalks(youth(event))), today()]);
	return {
		agreements: agreements.map((one) => shownAgreement(one, null, now)),
		done: event.url.searchParams.get('gelukt')
	};
};

export const actions: Actions = {
	/** "Ja, dat klopt", to one that a guide wrote down. */
	klopt: async (event) => {
		const user = opensTalks(youth(event));
		const form = await event.request.formData();
		const about = id(String(form.get('id')));
		const outcome = await confirmAgreement(user, about, readRevision(form));
		if (outcome === 'missing' || outcome === 'closed') notFound();
		if (outcome === 'moved') return fail(409, { about, note: '', problem: outcome });
		redirect(303, '/afspraken?gelukt=klopt');
	},

	/** How one goes. */
	afspraak: async (event) => sayHowItGoes(opensTalks(youth(event)), event)
};
