import { error, fail, redirect } from '@sveltejs/kit';
import { findPasswordReset, resetPassword } from '$lib/account/recovery';
import { passwordError, passwordMin } from '$lib/account/rules';
import { signOut, whoIs } from '$lib/account/server';
import { deviceQuestion, keepSession, sharedDevice } from '$lib/server/device';
import { homeOf } from '$lib/server/guard';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/* Opening the page uses nothing up: mail programs open links before people do. */
export const load: PageServerLoad = async ({ cookies, getClientAddress, params, url }) => {
	const link = await findPasswordReset(params.token, getClientAddress());
	if (link.outcome === 'blocked') error(429);
	return { login: link.outcome === 'found' ? link.login : null, device: deviceQuestion({ cookies, url }), passwordMin };
};

export const actions: Actions = {
	default: async ({ cookies, getClientAddress, locals, params, request }) => {
		const form = await request.formData();
		const fresh = String(form.get('fresh') ?? '');
		const shared = sharedDevice(cookies, form);
		const link = await findPasswordReset(params.token, getClientAddress());
		if (link.outcome === 'blocked') error(429);
		const device = String(form.get('toestel') ?? '');
		if (link.outcome === 'gone') return fail(400, { errors: [], device });

		const errors = [];
		const wrong = passwordError(fresh, link.login);
		if (wrong) errors.push({ field: 'fresh', message: wrong });
		if (shared === undefined) errors.push({ field: 'toestel', message: m.device_empty() });
		if (errors.length > 0 || shared === undefined) return fail(400, { errors, device });

		const token = await resetPassword(params.token, fresh, shared);
		if (!token) return fail(400, { errors: [], device });
		if (locals.user) await signOut(locals.user);
		keepSession(cookies, token, shared);
		redirect(303, homeOf((await whoIs(token))!));
	}
};
