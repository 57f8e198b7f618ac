import { today } from '$lib/account/server';
import { toLookBack } from '$lib/conversation/agreements';
import { sayHowItGoes } from '$lib/conversation/saying';
import { shownAgreement } from '$lib/conversation/shown-rules';
import { guide } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

/** What a guide looks back on this week, of all their young people. */
export const load: PageServerLoad = async (event) => {
	const [agreements, now] = await Promise.all([toLookBack(guide(event)), today()]);
	return {
		agreements: agreements.map((one) => ({ youthId: one.youthId, called: one.called, shown: shownAgreement(one, one.called, now) })),
		done: event.url.searchParams.get('gelukt')
	};
};

export const actions: Actions = {
	/** How an agreement goes. */
	afspraak: async (event) => sayHowItGoes(guide(event), event)
};
