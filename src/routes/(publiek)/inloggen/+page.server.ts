import { fail, redirect } from '@sveltejs/kit';
import { signIn, signOut, whoIs } from '$lib/account/server';
import { unsentForm } from '$lib/account/unsent';
import { saveSealedTalk } from '$lib/conversation/sealed';
import { saveSealed } from '$lib/passport/sealed';
import { deviceQuestion, keepSession, sharedDevice } from '$lib/server/device';
import { homeOf, safePath } from '$lib/server/guard';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies, locals, request, url }) => {
	const next = safePath(url.searchParams.get('naar'));
	/* After a try that failed the page stays: it may carry sealed text. */
	if (locals.user && request.method === 'GET') redirect(303, next ?? homeOf(locals.user));
	return {
		next,
		sealed: url.searchParams.get('terug') ?? undefined,
		device: deviceQuestion({ cookies, url }),
		outByItself: url.searchParams.has('stil')
	};
};

export const actions: Actions = {
	default: async ({ cookies, getClientAddress, locals, request }) => {
		const form = await request.formData();
		const text = (name: string) => String(form.get(name) ?? '');
		const values = { login: text('login'), next: safePath(text('naar')), sealed: text('sealed'), device: text('toestel') };
		const shared = sharedDevice(cookies, form);

		const errors = [];
		if (values.login.trim() === '') errors.push({ field: 'login', message: m.sign_in_login_empty() });
		if (text('password') === '') errors.push({ field: 'password', message: m.sign_in_password_empty() });
		if (shared === undefined) errors.push({ field: 'toestel', message: m.device_empty() });
		if (errors.length > 0 || shared === undefined) return fail(400, { errors, values });

		const result = await signIn(values.login, text('password'), getClientAddress(), shared);
		if (result.outcome === 'blocked') return fail(429, { errors: [{ field: 'login', message: m.sign_in_blocked() }], values });
		if (result.outcome === 'wrong') return fail(400, { errors: [{ field: 'login', message: m.sign_in_wrong() }], values });

		if (locals.user) await signOut(locals.user);
		keepSession(cookies, result.token, shared);
		const user = (await whoIs(result.token))!;
		const unsent = unsentForm(user, values.sealed);
		if (unsent) {
			locals.user = user;
			return { unsent, next: values.next };
		}
		if (values.sealed)
			redirect(303, (await saveSealed(user, values.sealed)) ?? (await saveSealedTalk(user, values.sealed)) ?? homeOf(user));
		redirect(303, values.next ?? homeOf(user));
	}
};
