import { redirect } from '@sveltejs/kit';
import { accountNotices } from '$lib/account/notices';
import { firstInstrument, newest, offered } from '$lib/instruments';
import { myMentors } from '$lib/organisation/mentors';
import { myPassports, startPassport } from '$lib/passport/server';
import { followRequest } from '$lib/request/server';
import { takeRequest } from '$lib/server/cookies';
import { youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	/* A team's request that was opened before signing in: found again at the passport. */
	const asked = takeRequest(event.cookies);
	if (asked) await followRequest(user, asked);
	const [own, ...more] = await myPassports(user);
	if (own) redirect(303, more.length > 0 ? '/paspoort/overzicht' : `/paspoort/${own.id}`);
	const instrument = newest(firstInstrument);
	const mentors = await myMentors(user);
	return {
		called: user.called,
		notices: await accountNotices(user),
		title: instrument.title,
		intro: instrument.intro,
		minutes: instrument.sections.reduce((sum, section) => sum + section.minutes, 0),
		parts: instrument.sections.map((section) => section.title),
		/* A group of a Doorstroompunt is no class. */
		className: mentors.find(({ kind }) => kind !== 'doorstroompunt')?.className,
		choice: offered.length > 1
	};
};

export const actions: Actions = {
	/** Starts the first one; a page that was left open makes no second. */
	default: async (event) => {
		const user = youth(event);
		const [own] = await myPassports(user);
		redirect(303, own ? '/paspoort' : `/paspoort/${await startPassport(user, firstInstrument)}`);
	}
};
