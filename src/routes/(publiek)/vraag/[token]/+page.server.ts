import { redirect } from '@sveltejs/kit';
import { isToken, cleanToken, whoAsks } from '$lib/request/rules';
import { findRequest, followRequest } from '$lib/request/server';
import { keepRequest } from '$lib/server/cookies';
import { found } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const request = found(await findRequest(params.token));
	return { ...request, who: whoAsks(request), kind: locals.user?.kind };
};

export const actions: Actions = {
	/** On to the own passport; whoever is not signed in signs in or joins first, and finds the request there. */
	verder: async ({ cookies, locals, params, request }) => {
		const token = cleanToken(params.token);
		found(isToken(token) || undefined);
		const form = await request.formData();
		if (locals.user?.kind === 'youth') {
			found((await followRequest(locals.user, token)) || undefined);
			redirect(303, '/paspoort');
		}
		keepRequest(cookies, token);
		redirect(303, form.get('nieuw') === '1' ? '/meedoen' : '/inloggen');
	}
};
