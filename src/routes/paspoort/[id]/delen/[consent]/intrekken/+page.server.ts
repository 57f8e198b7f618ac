import { redirect, type RequestEvent } from '@sveltejs/kit';
import { consentsOf, withdrawConsent } from '$lib/consent/server';
import { found, id, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

async function ownConsent(event: RequestEvent<{ id: string; consent: string }>) {
	const user = youth(event);
	const passportId = id(event.params.id);
	const consentId = id(event.params.consent);
	const consent = found((await consentsOf(user, passportId)).find((c) => c.id === consentId));
	return { user, consent, list: `/paspoort/${passportId}/delen` };
}

export const load: PageServerLoad = async (event) => {
	const { consent, list } = await ownConsent(event);
	if (consent.status === 'withdrawn' || consent.status === 'ended') redirect(303, list);
	return { team: consent.team, organisation: consent.organisation, read: consent.readAt !== null };
};

export const actions: Actions = {
	default: async (event) => {
		const { user, consent, list } = await ownConsent(event);
		await withdrawConsent(user, consent.id);
		redirect(303, `${list}?gelukt=ingetrokken`);
	}
};
