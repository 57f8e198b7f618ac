import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { agreementsOf } from '$lib/conversation/agreements';
import { readDifferent } from '$lib/conversation/plan-rules';
import { planRows, shownAgreement, shownTalk } from '$lib/conversation/shown-rules';
import { agreeTalk, declineTalk, ownTalk } from '$lib/conversation/talks';
import { readRevision } from '$lib/instruments/answers';
import { found, id, notFound, opensTalks, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = opensTalks(youth(event));
	const talk = found(await ownTalk(user, id(event.params.id)));
	const [agreements, now] = await Promise.all([agreementsOf(user), today()]);
	return {
		talk: shownTalk(talk),
		rows: planRows(talk),
		guide: talk.guideName,
		revision: talk.revision,
		notes: talk.notes,
		/* Until it is closed the guide is still writing. */
		summary: talk.state === 'closed' ? talk.summary : '',
		different: talk.different,
		declined: talk.declined,
		ahead: talk.ahead,
		agreements: agreements.filter((one) => one.conversationId === talk.id).map((one) => shownAgreement(one, null, now)),
		done: event.url.searchParams.get('gelukt')
	};
};

/** Says what the young person thinks of the summary as it was read. */
async function answer(event: RequestEvent<{ id: string }>, form: FormData, different: string) {
	const user = opensTalks(youth(event));
	const outcome = await agreeTalk(user, id(event.params.id), readRevision(form), different);
	if (outcome === 'missing' || outcome === 'closed') notFound();
	if (outcome !== 'agreed') return fail(409, { problem: outcome, different });
	redirect(303, `${event.url.pathname}?gelukt=${different ? 'anders' : 'klopt'}`);
}

export const actions: Actions = {
	/** "Ik kan dan niet", without a reason. */
	zegaf: async (event) => {
		const user = opensTalks(youth(event));
		const outcome = await declineTalk(user, id(event.params.id), readRevision(await event.request.formData()));
		if (outcome === 'missing' || outcome === 'closed') notFound();
		if (outcome !== 'declined') return fail(409, { plan: outcome });
		redirect(303, `${event.url.pathname}?gelukt=afgezegd`);
	},

	/** "Klopt zo" */
	klopt: async (event) => answer(event, await event.request.formData(), ''),

	/** "Ik zie dit anders", in own words. */
	anders: async (event) => {
		const form = await event.request.formData();
		const { text, errors } = readDifferent(form);
		if (errors.length > 0) {
			opensTalks(youth(event));
			return fail(400, { errors, different: text });
		}
		return answer(event, form, text);
	}
};
