import { fail, redirect } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { readAgreement, typedAgreement } from '$lib/conversation/agreement-rules';
import { addOwnAgreement } from '$lib/conversation/agreements';
import { id, notFound, opensTalks, youth } from '$lib/server/guard';
import { newId } from '$lib/server/ids';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	opensTalks(youth(event));
	/* Made with the page: sent twice, it is there once. */
	return { id: newId() };
};

export const actions: Actions = {
	default: async (event) => {
		const user = opensTalks(youth(event));
		const form = await event.request.formData();
		const agreementId = id(String(form.get('id')));
		const read = readAgreement(form, agreementId, await today());
		if ('errors' in read) return fail(400, { errors: read.errors, value: typedAgreement(form, agreementId) });
		if ((await addOwnAgreement(user, agreementId, read.words)) !== 'added') notFound();
		redirect(303, '/afspraken?gelukt=nieuw');
	}
};
