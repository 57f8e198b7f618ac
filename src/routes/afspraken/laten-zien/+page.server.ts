import { today, type SignedIn } from '$lib/account/server';
import { ownAgreement, ownAgreements } from '$lib/agreement/server';
import { agreementsOf } from '$lib/conversation/agreements';
import { shownAgreement } from '$lib/conversation/shown-rules';
import { instrumentOf } from '$lib/instruments';
import { myPassports } from '$lib/passport/server';
import { opensTalks, youth } from '$lib/server/guard';
import { needLabel } from '$lib/support/rules';
import type { PageServerLoad } from './$types';

/** One calm screen to show to any teacher: what was agreed on and stands. No notes, and no word of an answer. */
export const load: PageServerLoad = async (event) => {
	const user = opensTalks(youth(event));
	const [agreements, support, now] = await Promise.all([agreementsOf(user), supportThatStands(user), today()]);
	return {
		called: user.called,
		agreements: agreements
			.filter(({ state, confirmed }) => state === 'open' && confirmed)
			.map((one) => shownAgreement(one, user.called, now)),
		support
	};
};

/** What a mbo and the young person agreed on about support, and what no newer document took the place of. */
async function supportThatStands(user: SignedIn) {
	const lists = await Promise.all((await myPassports(user)).map(({ id }) => ownAgreements(user, id)));
	const agreed = lists.flat().filter(({ status }) => status === 'agreed');
	const documents = await Promise.all(agreed.map(({ id }) => ownAgreement(user, id)));
	return documents.flatMap((document) => {
		if (!document || document.replacedBy) return [];
		const instrument = instrumentOf({ instrumentKey: document.instrument, instrumentVersion: document.version });
		const lines = document.lines
			.filter(({ action }) => action !== '')
			.map(({ question, need, action, starts }) => ({ need: needLabel(instrument, question, need), action, starts }));
		return lines.length ? [{ id: document.id, team: document.team, organisation: document.organisation, lines }] : [];
	});
}
