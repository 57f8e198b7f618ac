import { redirect } from '@sveltejs/kit';
import { askedTogether, endTogether } from '$lib/conversation/server';
import { applicable } from '$lib/instruments/journey';
import { talkedAbout } from '$lib/organisation/guides';
import { handIn, openPassport } from '$lib/passport/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	if (own.state !== 'draft') redirect(303, `/paspoort/${own.id}`);
	const [talked, asked] = await Promise.all([talkedAbout(user, own), askedTogether(user, own.id)]);
	return {
		talked,
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
