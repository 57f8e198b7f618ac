import { redirect } from '@sveltejs/kit';
import { whyClosed } from '$lib/passport/rules';
import { youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

/** Why conversations and agreements are closed in this session. */
export const load: PageServerLoad = (event) => {
	const user = youth(event);
	if (!user.sensitiveClosed) redirect(303, '/gesprekken');
	return { why: whyClosed(user) };
};
