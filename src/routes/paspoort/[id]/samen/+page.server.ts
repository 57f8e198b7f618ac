import { redirect } from '@sveltejs/kit';
import { askedTogether, endTogether } from '$lib/conversation/server';
import { applicable } from '$lib/instruments/journey';
import { myMentors } from '$lib/organisation/mentors';
import { handIn, openPassport } from '$lib/passport/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	if (own.state !== 'draft') redirect(303, `/paspoort/${own.id}`);
	const [mentors, asked] = await Promise.all([myMentors(user), askedTogether(user, own.id)]);
	return {
		mentors: [...new Set(mentors.flatMap((mentor) => mentor.mentor ?? []))],
		asked,
		sensitive: applicable(own.instrument, own.statuses)
			.filter((question) => question.sensitive && own.statuses[question.key] === 'answered')
			.map((question) => ({ key: question.key, text: question.text }))
	};
};

export const actions: Actions = {
	/** "Ja, we gaan samen verder": the mentor reads what is there, as after "klaar". */
	ja: async (event) => {
		const user = youth(event);
		const passportId = id(event.params.id);
		const form = await event.request.formData();
		const moved = await handIn(user, passportId, form.getAll('shown').map(String), true);
		if (moved.outcome === 'missing') notFound();
		if (moved.outcome === 'sensitive_closed') redirect(303, `/paspoort/${passportId}/gesloten`);
		redirect(303, `/paspoort/${passportId}${moved.outcome === 'done' ? '?gelukt=samen' : ''}`);
	},
	/** "Nu niet": nothing opens. */
	nee: async (event) => {
		const user = youth(event);
		const passportId = id(event.params.id);
		await endTogether(user, passportId);
		redirect(303, `/paspoort/${passportId}?gelukt=samen-niet`);
	}
};
