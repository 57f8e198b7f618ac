import { redirect } from '@sveltejs/kit';
import { demoPeople, signInAsDemo, signOut, whoIs } from '$lib/account/server';
import { setSession } from '$lib/server/cookies';
import { settings } from '$lib/server/env';
import { found, homeOf, notFound } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

/** The young people of the field come first; who is behind them is there to fill a class. */
const ofTheField = 8;

export const load: PageServerLoad = async () => {
	if (!settings().demo) notFound();
	const people = await demoPeople();
	const youth = people.filter((person) => person.kind === 'youth');
	return {
		youth: youth.slice(0, ofTheField),
		classmates: youth.slice(ofTheField),
		staff: people.filter((person) => person.kind === 'staff')
	};
};

export const actions: Actions = {
	default: async ({ cookies, locals, request }) => {
		const token = found(await signInAsDemo(String((await request.formData()).get('id') ?? '')));
		if (locals.user) await signOut(locals.user);
		setSession(cookies, token);
		redirect(303, homeOf((await whoIs(token))!));
	}
};
