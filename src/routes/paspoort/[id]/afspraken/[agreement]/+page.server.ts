import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readChange, shownAgreement } from '$lib/agreement/rules';
import { agreeWith, askForChange, ownAgreement } from '$lib/agreement/server';
import { consentAge } from '$lib/consent/server';
import { instrumentOf, questionOf } from '$lib/instruments';
import { readRevision } from '$lib/instruments/answers';
import { found, id, notFound, opens, youth } from '$lib/server/guard';
import { listed } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

/** What was just done, as it stands in the address. */
const done = ['akkoord', 'gevraagd'] as const;

async function own(event: RequestEvent<{ id: string; agreement: string }>) {
	const user = youth(event);
	const document = found(await ownAgreement(user, id(event.params.agreement)));
	if (document.passportId !== id(event.params.id)) notFound();
	return { user, document, here: `/paspoort/${document.passportId}/afspraken/${document.id}` };
}

export const load: PageServerLoad = async (event) => {
	const { user, document } = await own(event);
	const age = await consentAge(user);
	const instrument = instrumentOf({ instrumentKey: document.instrument, instrumentVersion: document.version });
	const agreement = shownAgreement(document, instrument);
	const isSensitive = ({ question }: { question: string }) => !!questionOf(instrument, question)?.sensitive;
	return {
		agreement,
		/** What outlives the consent and is sensitive in the passport, in words. */
		sensitive: listed(agreement.lines.filter(isSensitive).map(({ label }) => label)),
		consentId: document.consentId,
		alone: age.alone,
		years: age.years,
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

export const actions: Actions = {
	/** Agrees with exactly what was read. */
	akkoord: async (event) => {
		const { user, document, here } = await own(event);
		opens(user, document.passportId);
		const revision = readRevision(await event.request.formData());
		const outcome = await agreeWith(user, document.id, revision);
		if (outcome === 'missing') notFound();
		if (outcome === 'moved') return fail(409, { problem: outcome, change: '' });
		redirect(303, `${here}?gelukt=akkoord`);
	},

	/** Wants it different: the team writes again. */
	anders: async (event) => {
		const { user, document, here } = await own(event);
		const form = await event.request.formData();
		const { text, errors } = readChange(form);
		if (errors.length > 0) return fail(400, { errors, change: text });
		const outcome = await askForChange(user, document.id, readRevision(form), text);
		if (outcome === 'missing') notFound();
		if (outcome !== 'asked') return fail(409, { problem: outcome, change: text });
		redirect(303, `${here}?gelukt=gevraagd`);
	}
};
