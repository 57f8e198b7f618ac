import { redirect, type RequestEvent } from '@sveltejs/kit';
import { decideAsRepresentative, representativePage } from '$lib/representative/server';
import type { Decision } from '$lib/representative/rules';
import { id } from '$lib/server/guard';
import { guestIn } from '$lib/server/guest-door';
import { writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

/** The guest who is in, and the page that this belongs to; whoever is signed in reads there why not. */
async function inside(event: RequestEvent<{ token: string; consent: string }>) {
	const door = `/toestemming/${event.params.token}`;
	if (event.locals.user) redirect(303, door);
	return { door, guest: await guestIn(event, 'representative', door), consentId: id(event.params.consent) };
}

const choices: Record<string, Decision> = { ja: 'yes', nee: 'no' };

export const load: PageServerLoad = async (event) => {
	const { door, guest, consentId } = await inside(event);
	const page = await representativePage(guest);
	const consent = page?.consents.find((c) => c.id === consentId);
	const choice = event.url.searchParams.get('keuze') ?? '';
	if (!page || !consent || !choices[choice]) redirect(303, door);
	return { door, choice, called: page.called, recipient: consent.recipient, until: writtenDate(consent.until) };
};

export const actions: Actions = {
	default: async (event) => {
		const { door, guest, consentId } = await inside(event);
		const choice = String((await event.request.formData()).get('keuze') ?? '');
		const decision = choices[choice];
		const outcome = decision && (await decideAsRepresentative(guest, consentId, decision));
		/* Withdrawn, or old enough in the meantime: the page says how it stands. */
		redirect(303, outcome === 'decided' ? `${door}?gelukt=${choice}` : door);
	}
};
