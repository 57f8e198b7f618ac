import { today } from '$lib/account/server';
import { agreementsWith } from '$lib/conversation/agreements';
import { sayHowItGoes } from '$lib/conversation/saying';
import { shownAgreement, shownTalk } from '$lib/conversation/shown-rules';
import { guidedYouth, talksWith } from '$lib/conversation/talks';
import { found, guide, id } from '$lib/server/guard';
import { writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

/** One young person, for a guide of theirs: the passports that are talked about here, the conversations, and what was agreed on. */
export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const youth = found(await guidedYouth(user, id(event.params.youth)));
	const [talks, agreements, now] = await Promise.all([talksWith(user, youth.id), agreementsWith(user, youth.id), today()]);
	return {
		youth: { id: youth.id, name: youth.name, called: youth.called, pronouns: youth.pronouns },
		pause: youth.pause && { until: youth.pause.until && writtenDate(youth.pause.until) },
		at: youth.at.map(({ classId, className, organisation, kind }) => ({ classId, className, organisation, kind })),
		passports: youth.passports.map(({ id, title, state, readable }) => ({ id, title, state, readable })),
		talks: talks.map(shownTalk),
		agreements: agreements.map((one) => shownAgreement(one, youth.called, now)),
		done: event.url.searchParams.get('gelukt')
	};
};

export const actions: Actions = {
	/** How an agreement goes. */
	afspraak: async (event) => sayHowItGoes(guide(event), event)
};
