import { redirect } from '@sveltejs/kit';
import { agreementsOfRepresentative } from '$lib/agreement/server';
import { instrumentOf } from '$lib/instruments';
import { partKind, partLabel, partOrder } from '$lib/passport/edition-rules';
import { decisionInWords } from '$lib/representative/rules';
import { representativePage, type AskedConsent } from '$lib/representative/server';
import { guestAt, leaveDoor, openDoor } from '$lib/server/guest-door';
import { dayOf, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/** What kind of things, in words: no course, nothing that was answered. */
function parts({ parts, instrument: instrumentKey, version: instrumentVersion }: AskedConsent): string[] {
	const instrument = instrumentOf({ instrumentKey, instrumentVersion });
	const label = (part: string) => (partKind(part) === 'choice' ? m.edition_part_choice() : partLabel(part, instrument));
	return [...new Set([...parts].sort(partOrder(instrument)).map(label))];
}

const on = (moment: string) => writtenDate(dayOf(moment));

/** What a parent or guardian decides about; nothing before the code was right. */
export const load: PageServerLoad = async (event) => {
	/* Whose own browser this is, is not the one who is asked. */
	if (event.locals.user) return { door: 'open' as const, signedInAs: event.locals.user.called, page: null };
	const { guest, status } = await guestAt(event, 'representative');
	const page = guest && (await representativePage(guest));
	if (!guest || !page) return { door: status ?? ('ended' as const), page: null };
	return {
		door: 'open' as const,
		page: {
			representative: page.representative,
			name: page.name,
			called: page.called,
			school: page.school,
			alone: page.alone,
			years: page.years,
			consents: page.consents.map((c) => ({
				id: c.id,
				recipient: c.recipient,
				parts: parts(c),
				sensitive: c.sensitive,
				until: writtenDate(c.until),
				purpose: c.purpose,
				givenOn: on(c.givenAt),
				open: c.open,
				decision: c.decision
			})),
			agreements: (await agreementsOfRepresentative(guest)).map(({ id, team, organisation, status, decision }) => ({
				id,
				to: m.consent_team_of({ team, organisation }),
				status,
				decision
			})),
			history: page.history.map(({ recipient, decision, at }) =>
				m.decide_history_row({ day: on(at), decision: decisionInWords[decision](), recipient })
			)
		},
		done: event.url.searchParams.get('gelukt')
	};
};

export const actions: Actions = {
	open: async (event) => {
		if (event.locals.user) redirect(303, event.url.pathname);
		/* The young person knows who was asked: the name is not asked again. */
		return openDoor(event, 'representative', { name: m.decide_reader() });
	},
	klaar: async (event) => {
		await leaveDoor(event);
		redirect(303, event.url.pathname);
	}
};
