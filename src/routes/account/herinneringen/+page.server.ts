import { redirect } from '@sveltejs/kit';
import { remindersOn, setReminders } from '$lib/account/reminders';
import { ownAccount } from '$lib/account/server';
import { signedIn } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = signedIn(event);
	const { email } = await ownAccount(user);
	return { on: await remindersOn(user), address: email !== null };
};

export const actions: Actions = {
	uit: async (event) => {
		await setReminders(signedIn(event), false);
		redirect(303, '/account/herinneringen?gelukt=uit');
	},
	aan: async (event) => {
		await setReminders(signedIn(event), true);
		redirect(303, '/account/herinneringen?gelukt=aan');
	}
};
