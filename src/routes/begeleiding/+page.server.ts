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
	if (classes.length === 1) redirect(303, `/begeleiding/klas/${classes[0]!.id}`);
	const here = mentor ? 'mentor' : user.roles.includes('rmc_consultant') ? 'consultant' : 'other';
	return { called: user.called, here: here as 'mentor' | 'consultant' | 'other', classes };
};
