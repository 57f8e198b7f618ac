import { shownTalk } from '$lib/conversation/shown-rules';
import { ownTalks } from '$lib/conversation/talks';
import { opensTalks, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const talks = (await ownTalks(opensTalks(youth(event)))).map(shownTalk);
	return {
		planned: talks.filter(({ state }) => state === 'planned'),
		before: talks.filter(({ state }) => state !== 'planned')
	};
};
