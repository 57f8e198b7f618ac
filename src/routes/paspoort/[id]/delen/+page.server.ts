import { isCurrent } from '$lib/consent/rules';
import { consentAge, consentsOf } from '$lib/consent/server';
import { partLabel, partOrder } from '$lib/passport/edition-rules';
import { editionsOf, openPassport } from '$lib/passport/server';
import { found, id, youth } from '$lib/server/guard';
import { cameBackInShort } from '$lib/support/rules';
import { cameBack } from '$lib/support/server';
import type { PageServerLoad } from './$types';
import { dayOf, writtenDate } from '$lib/text/dates';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const [consents, editions, age, back] = await Promise.all([
		consentsOf(user, own.id),
		editionsOf(user, own.id),
		consentAge(user),
		cameBack(user, own.id)
	]);
	const on = (moment: string | null) => moment && writtenDate(dayOf(moment));
	return {
		hasEdition: editions.length > 0,
		alsoParent: age.alone ? undefined : age.years,
		done: event.url.searchParams.get('gelukt'),
		consents: consents.map((consent) => ({
			id: consent.id,
			kind: consent.kind,
			to: consent.to,
			current: isCurrent(consent.status),
			newer: isCurrent(consent.status) && editions[0] && editions[0].number > consent.editionNumber ? editions[0].number : null,
			edition: consent.editionNumber,
			status: consent.status,
			parts: [...consent.parts].sort(partOrder(own.instrument)).map((part) => partLabel(part, own.instrument)),
			until: writtenDate(consent.until),
			givenOn: on(consent.givenAt)!,
			readOn: on(consent.readAt),
			withdrawnOn: on(consent.withdrawnAt),
			cameBack: cameBackInShort(back.find((one) => one.consentId === consent.id))
		}))
	};
};
