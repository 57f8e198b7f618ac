import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { cleanCode, nameMax, passwordMin, readNewYouth } from '$lib/account/rules';
import { findClass, joinClass, joinClassToo, signOut, today } from '$lib/account/server';
import { deviceQuestion, keepSession, sharedDevice } from '$lib/server/device';
import { youth } from '$lib/server/guard';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/** The fields that come back to be mended: never the password, and none that the form does not have. */
const givenBack = ['name', 'called', 'pronouns', 'born.day', 'born.month', 'born.year', 'email', 'signInName', 'toestel'];

/** Back to typing, with what was typed. */
function unknown(code: string): never {
	redirect(303, `/meedoen?onbekend=${encodeURIComponent(code)}`);
}

export const load: PageServerLoad = async ({ cookies, getClientAddress, locals, params, url }) => {
	const found = await findClass(params.code, getClientAddress());
	if (found.outcome === 'blocked') error(429);
	if (found.outcome === 'unknown') unknown(params.code);
	return {
		className: found.className,
		school: found.school,
		kind: locals.user?.kind,
		joined: locals.user?.kind === 'youth' && url.searchParams.get('gelukt') === 'klas',
		device: deviceQuestion({ cookies, url }),
		nameMax,
		passwordMin
	};
};

/** The class of this address, as the page itself looks it up: guessing codes counts here too, before anything costs time. */
async function classOf({ getClientAddress, params }: Pick<RequestEvent, 'getClientAddress'> & { params: { code: string } }): Promise<void> {
	const found = await findClass(params.code, getClientAddress());
	if (found.outcome === 'blocked') error(429);
	if (found.outcome === 'unknown') unknown(params.code);
}

export const actions: Actions = {
	/** A new account in this class. */
	nieuw: async (event) => {
		const { cookies, locals, params, request } = event;
		await classOf(event);
		const form = await request.formData();
		const values = Object.fromEntries(givenBack.map((name) => [name, String(form.get(name) ?? '')]));
		const read = readNewYouth(form, await today());
		const shared = sharedDevice(cookies, form);
		const errors = 'errors' in read ? read.errors : [];
		if (shared === undefined) errors.push({ field: 'toestel', message: m.device_empty() });
		if ('errors' in read || shared === undefined) return fail(400, { errors, values });
		const joined = await joinClass(params.code, read.youth, shared);
		if (joined.outcome === 'taken') {
			if (joined.field === 'code') unknown(params.code);
			return fail(400, { errors: [{ field: joined.field as string, message: m.join_sign_in_name_taken() }], values });
		}
		if (locals.user) await signOut(locals.user);
		keepSession(cookies, joined.token, shared);
		redirect(303, '/paspoort');
	},
	/** This class too, with the account that is signed in. */
	ook: async (event) => {
		await classOf(event);
		if (!(await joinClassToo(youth(event), event.params.code))) unknown(event.params.code);
		redirect(303, `/meedoen/${cleanCode(event.params.code)}?gelukt=klas`);
	}
};
