import { redirect } from '@sveltejs/kit';
import { signOut } from '$lib/account/server';
import { leaveDevice } from '$lib/server/device';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		if (event.locals.user) await signOut(event.locals.user);
		leaveDevice(event);
		/* Out by itself, on a shared device. */
		redirect(303, form.has('stil') ? '/inloggen?stil=1' : '/?gelukt=uitgelogd');
	}
};
