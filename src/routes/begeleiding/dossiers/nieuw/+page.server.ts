import { fail, redirect } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { readFacts, typedFacts } from '$lib/guidance/rules';
import { myDoorstroompunten, newCaseId, openCase } from '$lib/guidance/server';
import { id, notFound, staff } from '$lib/server/guard';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'rmc_consultant');
	return { newId: newCaseId(), places: await myDoorstroompunten(user) };
};

export const actions: Actions = {
	default: async (event) => {
		const user = staff(event, 'rmc_consultant');
		const form = await event.request.formData();
		const caseId = id(String(form.get('id') ?? ''));
		const places = await myDoorstroompunten(user);
		const where = places.length === 1 ? places[0] : places.find((place) => place.id === form.get('where'));
		const read = readFacts(form, await today());
		const wrong = 'errors' in read ? read.errors : [];
		const errors = where ? wrong : [{ field: 'where', message: m.caseload_error_where() }, ...wrong];
		if (!where || 'errors' in read) return fail(400, { errors, values: typedFacts(form), where: where?.id, id: caseId });
		if ((await openCase(user, caseId, where.id, read.facts)) === 'missing') notFound();
		redirect(303, `/begeleiding/dossiers/${caseId}?gelukt=open`);
	}
};
