import { redirect } from '@sveltejs/kit';
import { giveConsent } from '$lib/consent/server';
import { myMentors, type IntakeTeam } from '$lib/organisation/server';
import { found, id, youth } from '$lib/server/guard';
import { newId } from '$lib/server/ids';
import type { Actions, PageServerLoad } from './$types';
import { chosenOf, offerOf, type Chosen, type Offer } from '../choice';
import { dayOf, writtenDate } from '$lib/text/dates';

const isRight = (chosen: Chosen): chosen is Chosen & { team: IntakeTeam; until: string } => !chosen.outdated && chosen.errors.length === 0;

/** Back to choosing, with what was chosen and what is not right yet. */
function chooseAgain(passportId: string, params: URLSearchParams): never {
	const again = new URLSearchParams(params);
	again.delete('id');
	again.set('fout', '1');
	redirect(303, `/paspoort/${passportId}/delen/nieuw?${again}`);
}

/** What is confirmed: exactly what this page says, the last day too. */
function confirmed(offer: Offer, chosen: Chosen & { team: IntakeTeam; until: string }): { name: string; value: string }[] {
	const [year, month, day] = chosen.until.split('-') as [string, string, string];
	return [
		{ name: 'editie', value: String(offer.edition.number) },
		{ name: 'team', value: chosen.team.id },
		...chosen.parts.map((part) => ({ name: 'deel', value: part.value })),
		{ name: 'tot.day', value: day },
		{ name: 'tot.month', value: month },
		{ name: 'tot.year', value: year }
	];
}

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const passportId = id(event.params.id);
	const offer = found(await offerOf(user, passportId));
	const chosen = chosenOf(event.url.searchParams, offer);
	if (!isRight(chosen)) chooseAgain(passportId, event.url.searchParams);
	const schools = [...new Set((await myMentors(user)).map((mentor) => mentor.school))];
	const labels = (sensitive: boolean) => chosen.parts.filter((part) => (part.kind === 'sensitive') === sensitive).map((part) => part.label);
	const { talk } = offer.edition;
	const course = chosen.parts.find((part) => part.course?.course)?.course?.course;
	return {
		id: newId(),
		fields: confirmed(offer, chosen),
		again: `/paspoort/${passportId}/delen/nieuw${event.url.search}`,
		alsoParent: offer.alsoParent,
		team: chosen.team.name,
		organisation: chosen.team.organisation,
		parts: labels(false),
		sensitive: labels(true),
		hasSensitive: offer.parts.some((part) => part.kind === 'sensitive'),
		person: { name: user.name, called: user.called, pronouns: user.pronouns, school: schools.length === 1 ? schools[0]! : null, course },
		edition: {
			number: offer.edition.number,
			agreedOn: writtenDate(dayOf(offer.edition.agreedAt)),
			talk: talk && { mentor: talk.mentor, heldOn: writtenDate(talk.heldOn) }
		},
		until: writtenDate(chosen.until)
	};
};

export const actions: Actions = {
	default: async (event) => {
		const user = youth(event);
		const passportId = id(event.params.id);
		const params = new URLSearchParams();
		for (const [name, value] of await event.request.formData()) if (typeof value === 'string') params.append(name, value);
		const consentId = id(params.get('id') ?? '');
		const offer = found(await offerOf(user, passportId));
		const chosen = chosenOf(params, offer);
		if (!isRight(chosen)) chooseAgain(passportId, params);
		await giveConsent(user, {
			id: consentId,
			editionId: offer.edition.id,
			passportId,
			teamId: chosen.team.id,
			purpose: 'intake',
			parts: chosen.parts.map((part) => part.part),
			until: chosen.until
		});
		redirect(303, `/paspoort/${passportId}/delen?gelukt=gedeeld`);
	}
};
