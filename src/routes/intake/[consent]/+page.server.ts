import { readEdition } from '$lib/consent/server';
import { instrumentOf } from '$lib/instruments';
import { blocksOf } from '$lib/passport/edition-rules';
import { found, id, isReading, notFound, staff } from '$lib/server/guard';
import type { PageServerLoad } from './$types';
import { dayOf, writtenDate } from '$lib/text/dates';

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	if (!isReading(event)) notFound();
	const { heading, lines } = found(await readEdition(user, id(event.params.consent)));
	const instrument = instrumentOf({ instrumentKey: heading.instrument, instrumentVersion: heading.version });
	return {
		person: { name: heading.name, called: heading.called, pronouns: heading.pronouns, school: heading.school, course: heading.course },
		team: heading.team,
		title: instrument.title,
		edition: heading.edition,
		agreedOn: writtenDate(dayOf(heading.agreedAt)),
		sharedOn: writtenDate(dayOf(heading.sharedAt)),
		until: writtenDate(heading.until),
		talk: heading.talk && { mentor: heading.talk.mentor, from: heading.talk.from, heldOn: writtenDate(heading.talk.heldOn) },
		changed: lines.some((line) => line.changedAfterTalk),
		blocks: blocksOf(lines, instrument, 'recipient')
	};
};
