/** Conversations and agreements in words. Apart from the rules, so that a page brings no more to the browser than this. */
import { m } from '$lib/text/paraglide/messages';
import type { AgreementDoer, AgreementState, ConversationKind, ConversationState, ConversationWay } from './kinds';

/** What a conversation is called; at a school its guide is a mentor. */
export function kindWords(kind: ConversationKind, at: 'vo' | 'mbo' | 'doorstroompunt'): string {
	return {
		mentor: at === 'vo' ? m.talk_kind_mentor : m.talk_kind_guide,
		driehoek: m.talk_kind_driehoek,
		intake: m.talk_kind_intake,
		exit: m.talk_kind_exit,
		toekomst: m.talk_kind_toekomst,
		're-entry': m.talk_kind_again,
		netwerk: m.talk_kind_netwerk,
		nazorg: m.talk_kind_nazorg
	}[kind]();
}

/** How it is held. */
export function wayWords(way: ConversationWay): string {
	return { together: m.talk_way_together, phone: m.talk_way_phone, video: m.talk_way_video, home: m.talk_way_home }[way]();
}

/** How a conversation stands. */
export function talkStateWords(state: ConversationState): string {
	return { planned: m.talk_state_planned, held: m.talk_state_held, closed: m.talk_state_closed, cancelled: m.talk_state_cancelled }[
		state
	]();
}

/** How an agreement goes. There is no "failed". */
export function agreementStateWords(state: AgreementState): string {
	return {
		open: m.deal_state_open,
		done: m.deal_state_done,
		different: m.deal_state_different,
		paused: m.deal_state_paused,
		let_go: m.deal_state_let_go
	}[state]();
}

/**
 * Who does it, for whoever reads.
 * @param youth what the young person is called; null: they read it themselves
 */
export function doerWords(doer: { who: AgreementDoer; whoName: string }, youth: string | null, guide: string): string {
	if (doer.who === 'other') return doer.whoName;
	return { youth: youth ?? m.deal_who_me(), guide, both: m.deal_who_both({ name: youth ?? m.deal_who_me(), guide }) }[doer.who];
}
