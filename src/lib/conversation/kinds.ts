/** The words of conversations and agreements, the same in the database and on the page. */

/** What a conversation is for. */
export const conversationKinds = ['mentor', 'driehoek', 'intake', 'exit', 'toekomst', 're-entry', 'netwerk', 'nazorg'] as const;
export type ConversationKind = (typeof conversationKinds)[number];

/** planned; held, and open for what came out of it; closed with a summary; cancelled. */
export const conversationStates = ['planned', 'held', 'closed', 'cancelled'] as const;
export type ConversationState = (typeof conversationStates)[number];

/** How it is held: at a place, by phone, by video, at the young person's home. */
export const conversationWays = ['together', 'phone', 'video', 'home'] as const;
export type ConversationWay = (typeof conversationWays)[number];

/** Who does what was agreed on. */
export const agreementDoers = ['youth', 'guide', 'both', 'other'] as const;
export type AgreementDoer = (typeof agreementDoers)[number];

/** open, gelukt, anders gegaan, gepauzeerd, losgelaten. There is no "failed". */
export const agreementStates = ['open', 'done', 'different', 'paused', 'let_go'] as const;
export type AgreementState = (typeof agreementStates)[number];

/** When and where a conversation is, and who comes besides the two. */
export interface Plan {
	/** ISO date, and the time of day in the Netherlands ("10:15"). */
	on: string;
	at: string;
	minutes: number;
	way: ConversationWay;
	place: string;
	coming: string;
}

/** What both agree on. */
export interface AgreementWords {
	what: string;
	who: AgreementDoer;
	/** Who does it, when that is somebody else. */
	whoName: string;
	helps: string;
	firstStep: string;
	/** In own words: "voor de kerst". */
	due: string;
	/** ISO date */
	lookBackOn: string | null;
}
