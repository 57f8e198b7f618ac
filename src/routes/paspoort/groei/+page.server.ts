import { ownAnswers } from '$lib/passport/earlier';
import { growthOf } from '$lib/passport/growth-rules';
import { youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	return { growth: growthOf(await ownAnswers(user)), closed: user.sensitiveClosed };
};
