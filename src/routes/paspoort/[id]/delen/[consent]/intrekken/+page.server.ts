import { redirect, type RequestEvent } from '@sveltejs/kit';
import { groupReadings, isCurrent, writtenReading } from '$lib/consent/rules';
import { openConsent, readingsOf, withdrawConsent } from '$lib/consent/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

async function ownConsent(event: RequestEvent<{ id: string; consent: string }>) {
	const user = youth(event);
	const passportId = id(event.params.id);
	const consentId = id(event.params.consent);
	const consent = found(await openConsent(user, consentId));
	if (consent.passportId !== passportId) notFound();
	return { user, consent, list: `/paspoort/${passportId}/delen` };
}

export const load: PageServerLoad = async (event) => {
	const { user, consent, list } = await ownConsent(event);
	if (!isCurrent(consent.status)) redirect(303, list);
	const under = groupReadings((await readingsOf(user, consent.passportId)).filter((reading) => reading.consentId === consent.id));
	return {
		to: consent.to,
		kind: consent.kind,
		readings: under.map(writtenReading),
		taken: under.some((group) => group.taken.length > 0)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { user, consent, list } = await ownConsent(event);
		await withdrawConsent(user, consent.id);
		redirect(303, `${list}?gelukt=ingetrokken`);
	}
};
