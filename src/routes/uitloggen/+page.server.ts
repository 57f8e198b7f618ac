import { redirect } from '@sveltejs/kit';
import { signOut } from '$lib/account/server';
import { clearSession } from '$lib/server/cookies';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ cookies, locals }) => {
		if (locals.user) await signOut(locals.user);
		clearSession(cookies);
		redirect(303, '/?gelukt=uitgelogd');
	}
};
