import { representativeRequests } from '$lib/representative/server';
import { staff } from '$lib/server/guard';
import { dayOf, writtenDate } from '$lib/text/dates';
import type { PageServerLoad } from './$types';

const on = (moment: string) => writtenDate(dayOf(moment));

export const load: PageServerLoad = async (event) => {
	const requests = await representativeRequests(staff(event, 'support_coordinator'));
	return {
		waiting: requests
			.filter((r) => r.handledAt === null)
			.map(({ id, name, called, className, askedAt }) => ({ id, name, called, className, askedOn: on(askedAt) })),
		handled: requests
			.filter((r) => r.handledAt !== null)
			.map(({ id, name, className, handledAt, handledBy }) => ({ id, name, className, day: on(handledAt!), by: handledBy }))
	};
};
