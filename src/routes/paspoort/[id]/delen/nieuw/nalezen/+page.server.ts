import { redirect } from '@sveltejs/kit';
import type { SignedIn } from '$lib/account/server';
import { purposeOf, toWhom } from '$lib/consent/rules';
import { giveConsent, type NewConsent } from '$lib/consent/server';
import { myMentors } from '$lib/organisation/mentors';
import { found, id, youth } from '$lib/server/guard';
import { newId } from '$lib/server/ids';
import type { Actions, PageServerLoad } from './$types';
import { chosenOf, isRight, offerOf, openChoice, sealChoice, type Offer, type RightChoice, type To } from '../choice';
import { dayOf, writtenDate } from '$lib/text/dates';

/** Back to choosing, with what was chosen and what is not right yet. */
function chooseAgain(user: SignedIn, passportId: string, params: URLSearchParams): never {
	const again = new URLSearchParams(params);
	again.set('fout', '1');
	redirect(303, `/paspoort/${passportId}/delen/nieuw?keuze=${sealChoice(user, again)}`);
}

/** What is confirmed: exactly what this page says, the last day too. */
function confirmed(params: URLSearchParams, offer: Offer, chosen: RightChoice): URLSearchParams {
	const [year, month, day] = chosen.until.split('-') as [string, string, string];
	const exact = new URLSearchParams(params);
	exact.set('editie', String(offer.edition.number));
	exact.delete('deel');
	for (const part of chosen.parts) exact.append('deel', part.value);
	for (const [name, value] of Object.entries({ day, month, year })) exact.set(`tot.${name}`, value);
	return exact;
}

const purposeFor = (to: To) => purposeOf(to.kind === 'team' ? to.team.kind : undefined);

const named = (to: To): string =>
	to.kind === 'team'
		? toWhom({ kind: to.kind, team: to.team.name, organisation: to.team.organisation, recipient: '' })
		: toWhom({ ...to, team: null, organisation: null });

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const passportId = id(event.params.id);
	const offer = found(await offerOf(user, passportId));
	const params = openChoice(user, event.url.searchParams.get('keuze'));
	const chosen = chosenOf(params, offer);
	if (!isRight(chosen)) chooseAgain(user, passportId, params);
	const schools = [...new Set((await myMentors(user)).map((mentor) => mentor.school))];
	const labels = (sensitive: boolean) => chosen.parts.filter((part) => (part.kind === 'sensitive') === sensitive).map((part) => part.label);
	const { talk } = offer.edition;
	const asked = chosen.to.kind === 'team' ? chosen.to.request?.course : undefined;
	const course = chosen.parts.find((part) => part.course?.course)?.course?.course || asked || undefined;
	return {
		id: newId(),
		choice: sealChoice(user, confirmed(params, offer, chosen)),
		again: `/paspoort/${passportId}/delen/nieuw${event.url.search}`,
		alsoParent: offer.alsoParent,
		kind: chosen.kind,
		purpose: purposeFor(chosen.to),
		to: named(chosen.to),
		applicationRef: chosen.to.kind === 'team' ? chosen.to.applicationRef : '',
		link: chosen.to.kind === 'link' ? { email: chosen.to.email, maxOpenings: chosen.to.maxOpenings } : null,
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

function consentOf(to: To) {
	if (to.kind !== 'team') return to;
	return { kind: to.kind, teamId: to.team.id, applicationRef: to.applicationRef, requestId: to.request?.id };
}

export const actions: Actions = {
	default: async (event) => {
		const user = youth(event);
		const passportId = id(event.params.id);
		const form = await event.request.formData();
		const consentId = id(String(form.get('id') ?? ''));
		const offer = found(await offerOf(user, passportId));
		const params = openChoice(user, String(form.get('keuze') ?? ''));
		const chosen = chosenOf(params, offer);
		if (!isRight(chosen)) chooseAgain(user, passportId, params);
		const given: NewConsent = {
			id: consentId,
			editionId: offer.edition.id,
			passportId,
			purpose: purposeFor(chosen.to),
			parts: chosen.parts.map((part) => part.part),
			until: chosen.until,
			...consentOf(chosen.to)
		};
		await giveConsent(user, given);
		const list = `/paspoort/${passportId}/delen`;
		/* Below 16 nothing opens yet: what is needed first, is next. */
		if (offer.alsoParent) redirect(303, `${list}/${consentId}/ouder?gelukt=gedeeld`);
		redirect(303, chosen.kind === 'team' ? `${list}?gelukt=gedeeld` : `${list}/${consentId}?gelukt=gedeeld`);
	}
};
