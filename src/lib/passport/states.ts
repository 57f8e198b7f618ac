/**
 * The states of a passport and who brings it from one to the other: the one place that says so. The database holds
 * the same table (passport_transition) and its trigger lets no other change through; a test holds the two equal.
 * "Shared" is no state of the passport: consents stand beside it, and the mentor sees at most "agreed".
 */
export const passportStates = ['draft', 'ready', 'discussed', 'agreed'] as const;
export type PassportState = (typeof passportStates)[number];

export type Actor = 'youth' | 'mentor';

export interface Transition {
	actor: Actor;
	from: readonly PassportState[];
	to: PassportState;
}

export const transitions = {
	/** "Klaar voor het gesprek" */
	handIn: { actor: 'youth', from: ['draft'], to: 'ready' },
	/** Taking back "klaar": the mentor sees progress only again. */
	takeBack: { actor: 'youth', from: ['ready', 'discussed'], to: 'draft' },
	/** The mentor signs that the conversation was held. */
	signOff: { actor: 'mentor', from: ['ready'], to: 'discussed' },
	/** The mentor takes the signature back, as long as the young person has not agreed. */
	takeBackSignOff: { actor: 'mentor', from: ['discussed'], to: 'ready' },
	/** Agreeing, "ik zie dit anders" included. */
	agree: { actor: 'youth', from: ['discussed'], to: 'agreed' },
	/** One absent mentor never blocks a young person: the edition says that it was agreed without one. */
	agreeWithoutMentor: { actor: 'youth', from: ['draft', 'ready'], to: 'agreed' },
	/** Editing after an edition makes a new draft; editions and consents stay as they are. */
	startAgain: { actor: 'youth', from: ['agreed'], to: 'draft' }
} as const satisfies Record<string, Transition>;

export type PassportEvent = keyof typeof transitions;

/**
 * Whether an actor may bring a passport by an event from a state to the next.
 * @returns the state it comes into, or undefined when it may not
 */
export function next(event: PassportEvent, actor: Actor, state: PassportState): PassportState | undefined {
	const transition: Transition = transitions[event];
	return transition.actor === actor && transition.from.includes(state) ? transition.to : undefined;
}

/** Whether the young person may change answers: everywhere but in what was agreed. */
export function canEdit(state: PassportState): boolean {
	return state !== 'agreed';
}

/** Whether the own mentor may read the answers: handed in, and not taken back. */
export function mentorMayRead(passport: { state: PassportState; handedInAt: string | null }): boolean {
	return passport.state !== 'draft' && passport.handedInAt !== null;
}
