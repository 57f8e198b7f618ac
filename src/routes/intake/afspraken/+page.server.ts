import { today } from '$lib/account/server';
import { lookBackState } from '$lib/agreement/rules';
import { myAgreements } from '$lib/agreement/server';
import { staff } from '$lib/server/guard';
import { writtenDate } from '$lib/text/dates';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	const [agreements, now] = await Promise.all([myAgreements(user), today()]);
	return {
		agreements: agreements.map((one) => ({
			...one,
			lookBack: one.status === 'agreed' && !one.replaced ? lookBackState(one.lookBackOn, now) : null,
			lookBackOn: writtenDate(one.lookBackOn)
		}))
	};
};
