import { accountNotices } from '$lib/account/notices';
import { pauseOf } from '$lib/account/pause';
import { instrumentOf } from '$lib/instruments';
import { myGuides, organisationNames } from '$lib/organisation/guides';
import { talkedWith } from '$lib/organisation/guides-rules';
import { myPassports } from '$lib/passport/server';
import { whoAsks } from '$lib/request/rules';
import { waitingRequests } from '$lib/request/server';
import { youth } from '$lib/server/guard';
import { dayOf, listed, writtenDate } from '$lib/text/dates';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const [passports, guides, pause, requests, notices] = await Promise.all([
		myPassports(user),
		myGuides(user),
		pauseOf(user),
		waitingRequests(user),
		accountNotices(user)
	]);
	const names = await organisationNames(
		user,
		passports.map(({ organisationId }) => organisationId)
	);
	return {
		notices,
		pause: pause ?? null,
		asks: listed([...new Set(requests.map(whoAsks))]) || null,
		/* What is under way first. */
		passports: [...passports.filter(({ state }) => state !== 'agreed'), ...passports.filter(({ state }) => state === 'agreed')].map(
			(own) => ({
				id: own.id,
				state: own.state,
				title: instrumentOf(own).short,
				begun: writtenDate(dayOf(own.createdAt)),
				changed: writtenDate(dayOf(own.lastActivityAt)),
				talkedWith: talkedWith(own, guides, own.organisationId ? names.get(own.organisationId) : undefined).says
			})
		)
	};
};
