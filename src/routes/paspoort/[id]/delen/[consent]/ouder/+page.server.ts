import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isCurrent } from '$lib/consent/rules';
import { consentAge, consentsOf } from '$lib/consent/server';
import { decisionInWords, kindInWords, readRepresentative } from '$lib/representative/rules';
import {
	askRepresentative,
	decideAlone,
	endRepresentative,
	newLinkId,
	representativesOf,
	type OwnRepresentative
} from '$lib/representative/server';
import { found, id, notFound, opens, youth } from '$lib/server/guard';
import { qrImage } from '$lib/server/qr';
import { dayOf, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

async function ownConsent(event: RequestEvent<{ id: string; consent: string }>) {
	const user = youth(event);
	const passportId = id(event.params.id);
	const consentId = id(event.params.consent);
	const consent = found((await consentsOf(user, passportId)).find((c) => c.id === consentId));
	const list = `/paspoort/${passportId}/delen`;
	return { user, consent, list, here: `${list}/${consentId}/ouder` };
}

const on = (moment: string) => writtenDate(dayOf(moment));

/** How somebody was asked, and by whom. */
function asked({ askedAt, foundBy, email }: OwnRepresentative): string {
	const day = on(askedAt);
	if (foundBy) return m.representative_asked_found({ day, coordinator: foundBy });
	return email ? m.representative_asked_mail({ day, email }) : m.representative_asked_hand({ day });
}

export const load: PageServerLoad = async (event) => {
	const { user, consent, list } = await ownConsent(event);
	if (!isCurrent(consent.status)) redirect(303, list);
	const [age, all] = await Promise.all([consentAge(user), representativesOf(user, consent.id)]);
	const done = event.url.searchParams.get('gelukt');
	const about = all.find((r) => r.id === event.url.searchParams.get('wie'));
	return {
		list,
		linkId: newLinkId(),
		status: consent.status as 'open' | 'waiting' | 'refused',
		recipient: consent.to,
		alone: age.alone,
		years: age.years,
		done,
		about: about && { name: about.name, byHand: about.address !== null },
		asked: await Promise.all(
			all
				.filter((r) => !r.ended)
				.map(async (r) => ({
					id: r.id,
					name: r.name,
					kind: kindInWords[r.kind](),
					asked: asked(r),
					decision: r.decisions[0]?.decision ?? null,
					answers: r.decisions.map(({ decision, at }) =>
						m.representative_answer_on({ decision: decisionInWords[decision](), day: on(at) })
					),
					opened: r.opened,
					locked: r.locked,
					code: r.code,
					address: r.address,
					qr: r.address && (await qrImage(r.address))
				}))
		),
		ended: all.filter((r) => r.ended).map((r) => r.name)
	};
};

export const actions: Actions = {
	vraag: async (event) => {
		const { user, consent, here } = await ownConsent(event);
		const form = await event.request.formData();
		const linkId = id(String(form.get('id') ?? ''));
		const typed = readRepresentative(form);
		if ('errors' in typed) return fail(400, typed);
		const outcome = await askRepresentative(user, linkId, typed.asked);
		const { kind, name, email } = typed.asked;
		const values = { kind, name, how: email ? 'mail' : 'hand', email: email ?? '' };
		if (outcome === 'own_address') return fail(400, { errors: [{ field: 'email', message: m.representative_error_own() }], values });
		if (outcome === 'too_many') return fail(400, { errors: [{ field: 'name', message: m.representative_error_many() }], values });
		if (outcome === 'alone') redirect(303, here);
		const made = (await representativesOf(user, consent.id)).find((r) => r.linkId === linkId);
		redirect(303, `${here}?gelukt=gevraagd&wie=${made?.id ?? ''}`);
	},
	stop: async (event) => {
		const { user, here } = await ownConsent(event);
		const who = id(String((await event.request.formData()).get('wie') ?? ''));
		if (!(await endRepresentative(user, who))) notFound();
		redirect(303, `${here}?gelukt=gestopt&wie=${who}`);
	},
	zelf: async (event) => {
		const { user, consent, here } = await ownConsent(event);
		opens(user, consent.passportId);
		await decideAlone(user, consent.id);
		redirect(303, `${here}?gelukt=zelf`);
	}
};
