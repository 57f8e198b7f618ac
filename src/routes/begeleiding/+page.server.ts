import { redirect } from '@sveltejs/kit';
import { myClasses } from '$lib/organisation/server';
import { notFound, signedIn } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

/** A mentor with one class and nothing else is there at once; whoever has none reads what is here for them now. */
export const load: PageServerLoad = async (event) => {
	const user = signedIn(event);
	if (user.kind !== 'staff') notFound();
	const consultant = user.roles.includes('rmc_consultant');
	const guides = user.roles.includes('mentor') || consultant;
	const reads = user.roles.includes('intaker');
	const classes = guides ? await myClasses(user) : [];
	const coordinator = user.roles.includes('support_coordinator');
	if (classes.length === 1 && !coordinator && !reads && !consultant) redirect(303, `/begeleiding/klas/${classes[0]!.id}`);
	if (classes.length === 0 && coordinator) redirect(303, '/begeleiding/vertegenwoordigers');
	const here = consultant ? ('consultant' as const) : guides ? ('mentor' as const) : ('other' as const);
	return { called: user.called, here, classes, consultant, coordinator, reads };
};
