import { redirect } from '@sveltejs/kit';
import { linkWaits, readByLink } from '$lib/consent/links';
import type { LinkStatus } from '$lib/guest/rules';
import { instrumentOf } from '$lib/instruments';
import { blocksOf } from '$lib/passport/edition-rules';
import { isReading } from '$lib/server/guard';
import { guestAt, leaveDoor, openDoor } from '$lib/server/guest-door';
import { dayOf, writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

/** How the page stands for whoever is not reading. */
const closed = (how: LinkStatus | 'waits' | 'stopped') => ({ how, read: null });

export const load: PageServerLoad = async (event) => {
	const left = event.url.searchParams.has('klaar');
	const { guest, status } = await guestAt(event, 'share');
	if (!guest) return { left, ...closed(status === 'open' && (await linkWaits(event.params.token)) ? 'waits' : status) };
	if (!isReading(event)) return { left, ...closed('open') };
	const edition = await readByLink(guest);
	if (!edition) return { left, ...closed((await linkWaits(event.params.token)) ? 'waits' : 'stopped') };
	const { heading, lines } = edition;
	const instrument = instrumentOf({ instrumentKey: heading.instrument, instrumentVersion: heading.version });
	return {
		left,
		how: 'in' as const,
		read: {
			person: { name: heading.name, called: heading.called, pronouns: heading.pronouns, school: heading.school, course: heading.course },
			title: instrument.title,
			to: heading.team,
			edition: heading.edition,
			replaces: heading.replaces,
			agreedOn: writtenDate(dayOf(heading.agreedAt)),
			until: writtenDate(heading.until),
			talk: heading.talk && { mentor: heading.talk.mentor, from: heading.talk.from, heldOn: writtenDate(heading.talk.heldOn) },
			changed: lines.some((line) => line.changedAfterTalk),
			blocks: blocksOf(lines, instrument, 'recipient')
		}
	};
};

export const actions: Actions = {
	openen: async (event) => {
		/* Nothing to open yet: the code is not asked for, and no opening is used up. */
		if (await linkWaits(event.params.token)) redirect(303, event.url.pathname);
		return openDoor(event, 'share');
	},
	sluiten: async (event) => {
		await leaveDoor(event);
		redirect(303, `${event.url.pathname}?klaar`);
	}
};
