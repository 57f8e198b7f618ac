import { dayOf } from '$lib/consent/rules';
import { myTeams, received } from '$lib/consent/server';
import { writtenDate } from '$lib/instruments/question-types';
import { staff } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	const [teams, shared] = await Promise.all([myTeams(user), received(user)]);
	return {
		teams,
		zoek: event.url.searchParams.get('zoek') ?? '',
		received: shared.map((one) => ({
			...one,
			sharedOn: writtenDate(dayOf(one.sharedAt)),
			until: writtenDate(one.until),
			read: one.readAt !== null
		}))
	};
};
