import { fail, redirect } from '@sveltejs/kit';
import { looksLikeEmail } from '$lib/account/rules';
import { leaveEmail } from '$lib/consent/links';
import { guestIn } from '$lib/server/guest-door';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

const door = (token: string): string => `/deel/${token}`;

export const load: PageServerLoad = async (event) => {
	await guestIn(event, 'share', door(event.params.token));
	return { door: door(event.params.token) };
};

export const actions: Actions = {
	default: async (event) => {
		const guest = await guestIn(event, 'share', door(event.params.token));
		const email = String((await event.request.formData()).get('email') ?? '')
			.trim()
			.toLowerCase();
		if (!looksLikeEmail(email)) return fail(400, { errors: [{ field: 'email', message: m.consent_error_email() }], email });
		if (!(await leaveEmail(guest, email))) redirect(303, door(event.params.token));
		redirect(303, `${event.url.pathname}/bestand`);
	}
};
