import { redirect } from '@sveltejs/kit';
import { deletionByLink } from '$lib/consent/deleting';
import { found } from '$lib/server/guard';
import { dayOf, writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	const { called, takenAt, confirmed } = found(await deletionByLink(params.token));
	return { called, takenOn: writtenDate(dayOf(takenAt)), confirmed };
};

export const actions: Actions = {
	default: async ({ params, url }) => {
		found(await deletionByLink(params.token, true));
		redirect(303, url.pathname);
	}
};
