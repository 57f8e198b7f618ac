import { blocksOf, partLabel } from '$lib/passport/edition-rules';
import { openEdition } from '$lib/passport/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';
import { dayOf, writtenDate } from '$lib/text/dates';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const { nummer } = event.params;
	if (!/^[1-9]\d{0,5}$/.test(nummer)) notFound();
	const edition = found(await openEdition(user, id(event.params.id), Number(nummer)));
	const { talk } = edition;
	return {
		person: { name: user.name, called: user.called, pronouns: user.pronouns },
		edition: {
			number: edition.number,
			title: edition.instrument.title,
			agreedOn: writtenDate(dayOf(edition.agreedAt)),
			talk: talk && { mentor: talk.mentor, from: talk.from, heldOn: writtenDate(talk.heldOn) },
			withRemarks: edition.withRemarks,
			different: edition.view === 'different',
			changed: edition.lines.some((line) => line.changedAfterTalk)
		},
		blocks: blocksOf(edition.lines, edition.instrument, 'owner'),
		fingerprints: edition.parts.map(({ part, fingerprint }) => ({ term: partLabel(part, edition.instrument), value: fingerprint }))
	};
};
