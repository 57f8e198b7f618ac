import { redirect } from '@sveltejs/kit';
import { cleanCode } from '$lib/account/rules';
import { m } from '$lib/text/paraglide/messages';
import type { PageServerLoad } from './$types';

/** `?code=` is what was typed; `?onbekend=` is a code that no class has. */
export const load: PageServerLoad = ({ url }) => {
	const typed = url.searchParams.get('code');
	const unknown = url.searchParams.get('onbekend');
	const code = cleanCode(typed ?? '');
	if (code) redirect(303, `/meedoen/${code}`);
	if (unknown) return { code: unknown.slice(0, 20), errors: [{ field: 'code', message: m.join_code_unknown() }] };
	if (typed !== null) return { code: '', errors: [{ field: 'code', message: m.join_code_empty() }] };
	return { code: '', errors: [] };
};
