import { fail, redirect } from '@sveltejs/kit';
import { cleanCheckCode, isCheckCode, writtenCheckCode } from '$lib/consent/rules';
import { m } from '$lib/text/paraglide/messages';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ request }) => {
		const typed = String((await request.formData()).get('code') ?? '').slice(0, 50);
		const code = cleanCheckCode(typed);
		if (!isCheckCode(code)) return fail(400, { errors: [{ field: 'code', message: m.controle_code_form() }], typed });
		redirect(303, `/controle/${writtenCheckCode(code)}`);
	}
};
