import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { notProposable, readAgreementForm, shownAgreement, typedAgreement } from '$lib/agreement/rules';
import { draftAgreement, keepAgreement, proposeAgreement, readAgreement, takeBackAgreement } from '$lib/agreement/server';
import { instrumentOf } from '$lib/instruments';
import { found, id, isReading, notFound, staff } from '$lib/server/guard';
import { timeOf } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

/** What was just done, as it stands in the address. */
const done = ['voorgelegd', 'teruggetrokken', 'bijgewerkt'] as const;

/** readAgreement() writes the log, so nothing may load this page ahead. */
export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	if (!isReading(event)) notFound();
	const document = found(await readAgreement(user, id(event.params.agreement)));
	const instrument = instrumentOf({ instrumentKey: document.instrument, instrumentVersion: document.version });
	const [year, month, day] = document.lookBackOn.split('-').map(Number);
	return {
		agreement: shownAgreement(document, instrument),
		consentId: document.open ? document.consentId : null,
		lookBackOn: { day, month, year },
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

/** The form of this page: what was typed goes back with every answer, so that nothing of it is lost. */
async function posted(event: RequestEvent<{ agreement: string }>) {
	const user = staff(event, 'intaker');
	const agreementId = id(event.params.agreement);
	const form = await event.request.formData();
	const values = typedAgreement(form);
	const read = readAgreementForm(form, await today());
	if ('errors' in read) return { user, agreementId, values, stop: fail(400, { errors: read.errors, values }) };
	const kept = await keepAgreement(user, agreementId, read.filledIn);
	if (kept.outcome !== 'kept')
		return { user, agreementId, values, stop: fail(409, { problem: kept.outcome, revision: kept.revision, values }) };
	return { user, agreementId, values, revision: kept.revision };
}

export const actions: Actions = {
	/** Keeps what is filled in; nobody but the team sees it. */
	bewaar: async (event) => {
		const sent = await posted(event);
		if (sent.stop) return sent.stop;
		return { kept: timeOf(new Date().toISOString()), revision: sent.revision, values: sent.values };
	},

	/** The team agrees, and the young person gets to read it. */
	voorleggen: async (event) => {
		const sent = await posted(event);
		if (sent.stop) return sent.stop;
		const { user, agreementId, values, revision } = sent;
		const errors = notProposable(values.lines);
		if (errors.length > 0) return fail(400, { errors, revision, values });
		const outcome = await proposeAgreement(user, agreementId, revision);
		if (outcome === 'missing') notFound();
		if (outcome === 'moved') return fail(409, { problem: outcome, revision, values });
		redirect(303, `/intake/afspraken/${agreementId}?gelukt=voorgelegd`);
	},

	/** Back to a draft, as long as the young person has not agreed. */
	terugtrekken: async (event) => {
		const user = staff(event, 'intaker');
		const agreementId = id(event.params.agreement);
		const outcome = await takeBackAgreement(user, agreementId);
		if (outcome === 'missing') notFound();
		if (outcome === 'too_late') return fail(409, { problem: outcome });
		redirect(303, `/intake/afspraken/${agreementId}?gelukt=teruggetrokken`);
	},

	/** The newest answers come into the draft; what was filled in stays. */
	bijwerken: async (event) => {
		const sent = await posted(event);
		if (sent.stop) return sent.stop;
		found(await draftAgreement(sent.user, id(sent.values.consent)));
		redirect(303, `/intake/afspraken/${sent.agreementId}?gelukt=bijgewerkt`);
	}
};
