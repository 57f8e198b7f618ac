import { redirect } from '@sveltejs/kit';
import { confirmDeletion, toDelete } from '$lib/consent/deleting';
import { id, notFound, staff } from '$lib/server/guard';
import { dayOf, writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	const requests = await toDelete(user);
	return {
		done: event.url.searchParams.has('gelukt'),
		requests: requests.map(({ takenAt, askedAt, ...one }) => ({
			...one,
			takenOn: writtenDate(dayOf(takenAt)),
			askedOn: writtenDate(dayOf(askedAt))
		}))
	};
};

export const actions: Actions = {
	default: async (event) => {
		const user = staff(event, 'intaker');
		const form = await event.request.formData();
		if (!(await confirmDeletion(user, id(String(form.get('id') ?? ''))))) notFound();
		redirect(303, '/intake/verwijderen?gelukt');
	}
};
