/** Conversations and agreements as they read on a page: days in words. Pure. */
import { dayOf, timeOf, writtenDate, writtenWeekday } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { OrganisationKind } from '$lib/organisation/kinds';
import type { AgreementState, ConversationKind, ConversationState, ConversationWay, AgreementWords } from './kinds';
import { doerWords, kindWords, wayWords } from './talk-words';

/** What is shown of a conversation in a list. */
interface TalkFacts {
	id: string;
	kind: ConversationKind;
	at: OrganisationKind;
	state: ConversationState;
	plannedFor: string | null;
	heldOn: string | null;
	agreedAt: string | null;
	different: string;
	guideName: string;
}

/** What waits for the young person, or what they said. */
export type Said = 'waits' | 'yes' | 'different' | null;

/** A conversation in a list. */
export interface ShownTalk {
	id: string;
	kind: string;
	state: ConversationState;
	/** "dinsdag 3 maart 2026 om 10.15 uur", or the day on which it was held */
	when: string;
	guide: string;
	said: Said;
}

/** When it is, or when it was. */
export function talkWhen({ plannedFor, heldOn }: Pick<TalkFacts, 'plannedFor' | 'heldOn'>): string {
	if (heldOn) return writtenDate(heldOn);
	return plannedFor ? m.talk_when({ day: writtenWeekday(dayOf(plannedFor)), time: timeOf(plannedFor) }) : '';
}

export function shownTalk(talk: TalkFacts): ShownTalk {
	const answered = talk.agreedAt === null ? 'waits' : talk.different ? 'different' : 'yes';
	return {
		id: talk.id,
		kind: kindWords(talk.kind, talk.at),
		state: talk.state,
		when: talkWhen(talk),
		guide: talk.guideName,
		said: talk.state === 'closed' ? answered : null
	};
}

/** The plan of a conversation as terms and values. */
export function planRows(talk: {
	plannedFor: string | null;
	minutes: number;
	way: ConversationWay;
	place: string;
	coming: string;
	guideName: string;
	guideFrom: string;
	heldOn: string | null;
	present: string;
}): { term: string; value: string }[] {
	const rows = [
		talk.heldOn
			? { term: m.talk_held_on(), value: writtenDate(talk.heldOn) }
			: { term: m.talk_term_when(), value: m.talk_when_minutes({ when: talkWhen(talk), minutes: talk.minutes }) },
		...(talk.heldOn && !talk.plannedFor
			? []
			: [{ term: m.talk_term_where(), value: [wayWords(talk.way), talk.place].filter(Boolean).join(', ') }]),
		{
			term: m.talk_term_with(),
			value: talk.guideFrom ? m.talk_with_from({ guide: talk.guideName, from: talk.guideFrom }) : talk.guideName
		},
		{ term: m.talk_term_coming(), value: talk.heldOn ? talk.present : talk.coming }
	];
	return rows.filter(({ value }) => value !== '');
}

/** What is shown of an agreement. */
interface AgreementFacts extends AgreementWords {
	id: string;
	state: AgreementState;
	conversationId: string | null;
	madeById: string | null;
	madeByName: string;
	confirmed: boolean;
	revision: number;
	events: readonly { state: AgreementState; note: string; by: string; at: string }[];
}

/** An agreement on a page. */
export interface ShownAgreement {
	id: string;
	talkId: string | null;
	what: string;
	rows: { term: string; value: string }[];
	state: AgreementState;
	confirmed: boolean;
	revision: number;
	/** Who wrote it down; null: the young person. */
	by: string | null;
	/** Both were going to look back today or before. */
	due: boolean;
	events: { state: AgreementState; note: string; by: string; on: string }[];
}

/**
 * An agreement with its days in words.
 * @param youth what the young person is called; null: they read it themselves
 * @param today ISO date, from the portal's clock
 */
export function shownAgreement(agreement: AgreementFacts, youth: string | null, today: string): ShownAgreement {
	const { helps, firstStep, due, lookBackOn } = agreement;
	const rows = [
		{ term: m.deal_who(), value: doerWords(agreement, youth, agreement.madeByName) },
		{ term: m.deal_helps(), value: helps },
		{ term: m.deal_first_step(), value: firstStep },
		{ term: m.deal_due(), value: due },
		{ term: m.deal_look_back(), value: lookBackOn ? writtenDate(lookBackOn) : '' }
	];
	return {
		id: agreement.id,
		talkId: agreement.conversationId,
		what: agreement.what,
		rows: rows.filter(({ value }) => value !== ''),
		state: agreement.state,
		confirmed: agreement.confirmed,
		revision: agreement.revision,
		by: agreement.madeById === null && agreement.conversationId === null ? null : agreement.madeByName,
		due: agreement.state === 'open' && lookBackOn !== null && lookBackOn <= today,
		events: agreement.events.map(({ state, note, by, at }) => ({ state, note, by, on: writtenDate(dayOf(at)) }))
	};
}
