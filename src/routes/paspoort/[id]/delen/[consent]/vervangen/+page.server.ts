import { redirect, type RequestEvent } from '@sveltejs/kit';
import { isCurrent } from '$lib/consent/rules';
import { openConsent, replaceConsent } from '$lib/consent/server';
import { partLabel, partOrder } from '$lib/passport/edition-rules';
import { editionsOf, openEdition } from '$lib/passport/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import { newId } from '$lib/server/ids';
import { writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

/** An own consent that can be replaced, with the newest edition; anything else goes to the consent's own page. */
async function replaceable(event: RequestEvent<{ id: string; consent: string }>) {
	const user = youth(event);
	const passportId = id(event.params.id);
	const consent = found(await openConsent(user, id(event.params.consent)));
	if (consent.passportId !== passportId) notFound();
	const [newest] = await editionsOf(user, passportId);
	const here = `/paspoort/${passportId}/delen/${consent.id}`;
	if (consent.replacedBy) redirect(303, `/paspoort/${passportId}/delen/${consent.replacedBy}?gelukt=vervangen`);
	if (!isCurrent(consent.status) || !newest || newest.number <= consent.editionNumber) redirect(303, here);
	return { user, passportId, consent, newest, here };
}

export const load: PageServerLoad = async (event) => {
	const { user, passportId, consent, newest } = await replaceable(event);
	const { parts, instrument } = found(await openEdition(user, passportId, newest.number));
	const labels = (kept: boolean) =>
		consent.parts
			.filter((part) => parts.some((one) => one.part === part) === kept)
			.sort(partOrder(instrument))
			.map((part) => partLabel(part, instrument));
	return {
		newId: newId(),
		to: consent.to,
		kind: consent.kind,
		until: writtenDate(consent.until),
		old: consent.editionNumber,
		number: newest.number,
		kept: labels(true),
		gone: labels(false),
		more: parts.length > labels(true).length
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { user, passportId, consent, newest, here } = await replaceable(event);
		const form = await event.request.formData();
		/* A newer edition since the page was read: it is read again first. */
		if (form.get('editie') !== String(newest.number)) redirect(303, `${here}/vervangen`);
		const wanted = id(String(form.get('id') ?? ''));
		const outcome = await replaceConsent(user, consent.id, wanted, newest.id);
		if (outcome === 'missing') notFound();
		if (outcome === 'nothing_left') redirect(303, `${here}/vervangen`);
		const { replacedBy } = found(await openConsent(user, consent.id));
		redirect(303, `/paspoort/${passportId}/delen/${replacedBy}?gelukt=vervangen`);
	}
};
