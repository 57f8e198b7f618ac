import { ownAgreements } from '$lib/agreement/server';
import { isCurrent } from '$lib/consent/rules';
import { openConsent } from '$lib/consent/server';
import { openEdition } from '$lib/passport/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import { askedSupport, besideEachOther, shownReply } from '$lib/support/rules';
import { cameBack } from '$lib/support/server';
import type { PageServerLoad } from './$types';
import { writtenDate } from '$lib/text/dates';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const passportId = id(event.params.id);
	const consentId = id(event.params.consent);
	const consent = found(await openConsent(user, consentId));
	if (consent.passportId !== passportId) notFound();
	const [edition, back, agreements] = await Promise.all([
		openEdition(user, passportId, consent.editionNumber),
		cameBack(user, passportId),
		ownAgreements(user, passportId)
	]);
	const { lines, instrument } = found(edition);
	const { replies, talk, answers } = found(back.find((one) => one.consentId === consentId));
	const asked = askedSupport(
		lines.filter((line) => consent.parts.includes(line.part)),
		instrument
	);
	return {
		to: consent.to,
		/* Nobody answers any more when the sharing has stopped. */
		closed: !isCurrent(consent.status),
		replies: replies.map(shownReply),
		talk: talk && { ...talk, heldOn: writtenDate(talk.heldOn) },
		pairs: besideEachOther(asked, answers),
		agreements: agreements.filter((one) => one.consentId === consentId)
	};
};
