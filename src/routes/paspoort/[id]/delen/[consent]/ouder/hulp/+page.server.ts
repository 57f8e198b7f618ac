import { redirect, type RequestEvent } from '@sveltejs/kit';
import { consentAge, consentsOf } from '$lib/consent/server';
import { myMentors } from '$lib/organisation/mentors';
import { askForHelp, helpOf, takeBackHelp } from '$lib/representative/server';
import { found, id, youth } from '$lib/server/guard';
import { dayOf, listed, writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

async function ownConsent(event: RequestEvent<{ id: string; consent: string }>) {
	const user = youth(event);
	const passportId = id(event.params.id);
	const consentId = id(event.params.consent);
	found((await consentsOf(user, passportId)).find((c) => c.id === consentId));
	const parent = `/paspoort/${passportId}/delen/${consentId}/ouder`;
	return { user, parent, here: `${parent}/hulp` };
}

export const load: PageServerLoad = async (event) => {
	const { user, parent } = await ownConsent(event);
	const [age, help, mentors] = await Promise.all([consentAge(user), helpOf(user), myMentors(user)]);
	if (age.alone) redirect(303, parent);
	const school = mentors.find((mentor) => mentor.helpPerson);
	return {
		parent,
		years: age.years,
		names: listed([...new Set(help.coordinators.map(({ name }) => name))]),
		askedOn: help.askedAt && writtenDate(dayOf(help.askedAt)),
		school: school && { person: school.helpPerson, reach: school.helpReach },
		done: event.url.searchParams.get('gelukt')
	};
};

export const actions: Actions = {
	vraag: async (event) => {
		const { user, here } = await ownConsent(event);
		const outcome = await askForHelp(user);
		redirect(303, outcome === 'asked' ? `${here}?gelukt=gevraagd` : here);
	},
	stop: async (event) => {
		const { user, here } = await ownConsent(event);
		await takeBackHelp(user);
		redirect(303, `${here}?gelukt=teruggenomen`);
	}
};
