/** "Neem mee": what the young person told before comes along into another passport, each answer by their own choice. */
import type { UserRef } from '$lib/server/database';
import { ownAnswers } from './earlier';
import { openPassport, saveAnswer, type OwnPassport, type SessionRef } from './server';
import { canEdit } from './states';
import { offersOf, toTake, type Offer } from './taking-along-rules';
import type { Question } from '$lib/instruments/schema';

/** What can be taken along into an own passport: nothing once it was agreed. */
export async function offersFor(user: UserRef, own: OwnPassport): Promise<Offer[]> {
	if (!canEdit(own.state)) return [];
	const earlier = (await ownAnswers(user)).filter(({ passportId }) => passportId !== own.id);
	return offersOf(own.instrument, own.answers, earlier, user.sensitiveClosed !== false);
}

/** What came of taking along, per question. */
export interface Taken {
	taken: Question[];
	/** Belong to another answer than stands here. */
	waits: Question[];
	/** Were answered here since the page was read, or are closed by now: nothing of them was changed. */
	moved: Question[];
}

/**
 * Takes earlier answers along, each saved as if it was typed here.
 * @param choose which, out of what is offered: per question from where
 * @param bases per question the revision of the answer that the page showed; what changed since then stays as it is
 * @returns undefined when there is no such passport of this person
 */
export async function takeAlong(
	user: UserRef & SessionRef,
	passportId: string,
	choose: (offers: readonly Offer[], own: OwnPassport) => ReadonlyMap<string, string>,
	bases: ReadonlyMap<string, number>
): Promise<Taken | undefined> {
	const own = await openPassport(user, passportId);
	if (!own) return undefined;
	const offers = await offersFor(user, own);
	const { takings, waits } = toTake(offers, choose(offers, own), own.answers);
	const result: Taken = { taken: [], waits, moved: [] };
	for (const { question, value, base } of takings) {
		/* What belongs to an answer that did not come along, does not either. */
		if (result.moved.some(({ key }) => key === question.after)) {
			result.moved.push(question);
			continue;
		}
		const saved = await saveAnswer(
			user,
			passportId,
			own.instrument,
			question.key,
			{ status: 'answered', value },
			bases.get(question.key) ?? base
		);
		(saved.outcome === 'saved' || saved.outcome === 'same' ? result.taken : result.moved).push(question);
	}
	return result;
}
