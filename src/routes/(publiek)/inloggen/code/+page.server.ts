import { fail, redirect } from '@sveltejs/kit';
import { cleanLogin, passwordError, passwordMin } from '$lib/account/rules';
import { signInWithCode } from '$lib/account/recovery';
import { signOut } from '$lib/account/server';
import { deviceQuestion, keepSession, sharedDevice } from '$lib/server/device';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies, url }) => ({ device: deviceQuestion({ cookies, url }), passwordMin });

export const actions: Actions = {
	default: async ({ cookies, getClientAddress, locals, request }) => {
		const form = await request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const values = { login: text('login'), code: text('code'), device: text('toestel') };
		const shared = sharedDevice(cookies, form);

		const errors = [];
		if (values.login.trim() === '') errors.push({ field: 'login', message: m.sign_in_login_empty() });
		if (values.code.trim() === '') errors.push({ field: 'code', message: m.by_code_code_empty() });
		const wrongPassword = passwordError(text('fresh'), cleanLogin(values.login));
		if (wrongPassword) errors.push({ field: 'fresh', message: wrongPassword });
		if (shared === undefined) errors.push({ field: 'toestel', message: m.device_empty() });
		if (errors.length > 0 || shared === undefined) return fail(400, { errors, values });

		const result = await signInWithCode(values.login, values.code, text('fresh'), getClientAddress(), shared);
		if (result.outcome === 'blocked') return fail(429, { errors: [{ field: 'login', message: m.sign_in_blocked() }], values });
		if (result.outcome === 'wrong') return fail(400, { errors: [{ field: 'code', message: m.by_code_wrong() }], values });

		if (locals.user) await signOut(locals.user);
		keepSession(cookies, result.token, shared);
		redirect(303, '/paspoort');
	}
};
