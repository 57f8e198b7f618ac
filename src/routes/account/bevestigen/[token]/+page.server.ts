import { error, redirect } from '@sveltejs/kit';
import { confirmEmail, findAccountLink } from '$lib/account/recovery';
import type { Actions, PageServerLoad } from './$types';

/* Opening the page confirms nothing: mail programs open links before people do. */
export const load: PageServerLoad = async ({ getClientAddress, params, url }) => {
	if (url.searchParams.get('gelukt') === 'bevestigd') return { done: true, email: null };
	const link = await findAccountLink('email_confirm', params.token, getClientAddress());
	if (link.outcome === 'blocked') error(429);
	return { done: false, email: link.outcome === 'found' ? link.email : null };
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const confirmed = await confirmEmail(params.token);
		if (confirmed && locals.user) redirect(303, '/account?gelukt=bevestigd');
		redirect(303, `/account/bevestigen/${params.token}${confirmed ? '?gelukt=bevestigd' : ''}`);
	}
};
