import { redirect } from '@sveltejs/kit';
import { applicable } from '$lib/instruments/journey';
import { talkedAbout } from '$lib/organisation/guides';
import { handIn, openPassport } from '$lib/passport/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	if (own.state !== 'draft') redirect(303, `/paspoort/${own.id}`);
	const talked = await talkedAbout(user, own);
	/* Who was to read it, is not theirs any more: first with whom it is talked about now. */
	if (talked.gone && talked.choice) redirect(303, `/paspoort/${own.id}/met-wie?naar=klaar`);
	return {
		talked,
		sensitive: applicable(own.instrument, own.statuses)
			.filter((question) => question.sensitive && own.statuses[question.key] === 'answered')
			.map((question) => ({ key: question.key, text: question.text })),
		open: applicable(own.instrument, own.statuses).filter((q) => !own.statuses[q.key] || own.statuses[q.key] === 'empty').length
	};
};

export const actions: Actions = {
	default: async (event) => {
		const user = youth(event);
		const passportId = id(event.params.id);
		const form = await event.request.formData();
		const moved = await handIn(user, passportId, form.getAll('shown').map(String));
		if (moved.outcome === 'missing') notFound();
		if (moved.outcome === 'sensitive_closed') redirect(303, `/paspoort/${passportId}/gesloten`);
		redirect(303, `/paspoort/${passportId}${moved.outcome === 'done' ? '?gelukt=klaar' : ''}`);
	}
};
