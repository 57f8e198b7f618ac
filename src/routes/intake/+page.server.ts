import { myTeams, received } from '$lib/consent/server';
import { staff } from '$lib/server/guard';
import type { PageServerLoad } from './$types';
import { dayOf, writtenDate } from '$lib/text/dates';

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
