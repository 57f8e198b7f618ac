import { redirect } from '@sveltejs/kit';
import { demoPeople, signInAsDemo, signOut, whoIs, type DemoPerson } from '$lib/account/server';
import { setSession } from '$lib/server/cookies';
import { settings } from '$lib/server/env';
import { found, homeOf, notFound } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	if (!settings().demo) notFound();
	const people: (DemoPerson & { about?: string })[] = await demoPeople();
	return { youth: people.filter((person) => person.kind === 'youth'), staff: people.filter((person) => person.kind === 'staff') };
};

export const actions: Actions = {
	default: async ({ cookies, locals, request }) => {
		const token = found(await signInAsDemo(String((await request.formData()).get('id') ?? '')));
		if (locals.user) await signOut(locals.user);
		setSession(cookies, token);
		redirect(303, homeOf((await whoIs(token))!));
	}
};
