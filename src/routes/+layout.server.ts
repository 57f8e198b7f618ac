import { settings } from '$lib/server/env';
import { homeOf } from '$lib/server/guard';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({
	user: locals.user && {
		id: locals.user.id,
		called: locals.user.called,
		kind: locals.user.kind,
		home: homeOf(locals.user),
		/** Who guides, and reads what is shared with a team as well. */
		alsoReads: locals.user.roles.includes('intaker') && homeOf(locals.user) !== '/intake',
		shared: locals.user.shared
	},
	demo: settings().demo
});
