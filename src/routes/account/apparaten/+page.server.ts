import { redirect } from '@sveltejs/kit';
import { ownAccount, signOutEverywhere } from '$lib/account/server';
import { leaveDevice } from '$lib/server/device';
import { signedIn } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ sessions: (await ownAccount(signedIn(event))).sessions });

export const actions: Actions = {
	default: async (event) => {
		await signOutEverywhere(signedIn(event));
		leaveDevice(event);
		redirect(303, '/?gelukt=overal');
	}
};
