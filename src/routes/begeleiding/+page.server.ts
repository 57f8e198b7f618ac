import { redirect } from '@sveltejs/kit';
import { myClasses } from '$lib/organisation/server';
import { notFound, signedIn } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

/** A mentor with one class is there at once; whoever has none reads what is here for them now. */
export const load: PageServerLoad = async (event) => {
	const user = signedIn(event);
	if (user.kind !== 'staff') notFound();
	const mentor = user.roles.includes('mentor');
	const classes = mentor ? await myClasses(user) : [];
	const coordinator = user.roles.includes('support_coordinator');
	const consultant = user.roles.includes('rmc_consultant');
	if (classes.length === 1 && !coordinator && !consultant) redirect(303, `/begeleiding/klas/${classes[0]!.id}`);
	if (classes.length === 0 && coordinator) redirect(303, '/begeleiding/vertegenwoordigers');
	const here = mentor ? 'mentor' : consultant ? 'consultant' : 'other';
	return { called: user.called, here: here as 'mentor' | 'consultant' | 'other', classes, consultant, coordinator };
};
