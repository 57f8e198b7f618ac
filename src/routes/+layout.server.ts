import { settings } from '$lib/server/env';
import { homeOf } from '$lib/server/guard';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({
	user: locals.user && {
		id: locals.user.id,
		called: locals.user.called,
		kind: locals.user.kind,
		home: homeOf(locals.user),
		shared: locals.user.shared
	},
	demo: settings().demo
});
