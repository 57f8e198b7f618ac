import { redirect } from '@sveltejs/kit';
import { confirmEmail, findEmailConfirmation } from '$lib/account/recovery';
import { signedIn } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

/* Opening the page confirms nothing: mail programs open links before people do. */
export const load: PageServerLoad = async (event) => ({ email: await findEmailConfirmation(signedIn(event), event.params.token) });

export const actions: Actions = {
	default: async (event) => {
		const outcome = await confirmEmail(signedIn(event), event.params.token);
		if (outcome === 'gone') redirect(303, event.url.pathname);
		redirect(303, `/account?gelukt=${outcome === 'confirmed' ? 'bevestigd' : 'bezet'}`);
	}
};
