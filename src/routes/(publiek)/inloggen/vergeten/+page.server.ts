import { fail, redirect } from '@sveltejs/kit';
import { askPasswordReset } from '$lib/account/recovery';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ sent: url.searchParams.get('gelukt') === 'gevraagd' });

export const actions: Actions = {
	/* The same answer whether there is such an account or not. */
	default: async ({ getClientAddress, request }) => {
		const login = String((await request.formData()).get('login') ?? '');
		if (login.trim() === '') return fail(400, { errors: [{ field: 'login', message: m.sign_in_login_empty() }], login });
		if (!(await askPasswordReset(login, getClientAddress())))
			return fail(429, { errors: [{ field: 'login', message: m.sign_in_blocked() }], login });
		redirect(303, '/inloggen/vergeten?gelukt=gevraagd');
	}
};
