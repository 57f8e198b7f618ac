/** Agreements: written down by a guide or by the young person, confirmed by the young person, and how they go. */
import { and, asc, desc, eq, inArray, isNotNull, sql, type SQL } from 'drizzle-orm';
import { person } from '$lib/account/tables';
import { classMember, classMentor } from '$lib/organisation/tables';
import { asUser, outcomeIn, outcomeOf, type Tx, type UserRef } from '$lib/server/database';
import type { AgreementState, AgreementWords } from './kinds';
import { agreement, agreementEvent } from './tables';

/** What a guide writes in a conversation: a new one has no revision; without words an older one goes. */
export interface WrittenAgreement extends AgreementWords {
	/** Made with the page. */
	id: string;
	revision: number | null;
}

/** What somebody said of it. */
export interface AgreementEvent {
	state: AgreementState;
	note: string;
	by: string;
	at: string;
}

/** An agreement with its history, the newest first. */
export interface Agreement extends AgreementWords {
	id: string;
	youthId: string;
	conversationId: string | null;
	state: AgreementState;
	/** null: the young person. */
	madeById: string | null;
	madeByName: string;
	madeAt: string;
	confirmed: boolean;
	revision: number;
	events: AgreementEvent[];
}

const guided = sql`guides_talk(${agreement.youthId}, ${agreement.organisationId}, ${agreement.madeById}, ${agreement.madeAt})`;

/** Agreements with their history: open first, of those what is looked back on soonest. */
async function agreements(tx: Tx, which: SQL): Promise<Agreement[]> {
	const found = await tx
		.select()
		.from(agreement)
		.where(which)
		.orderBy(desc(sql`${agreement.state} = 'open'`), asc(agreement.lookBackOn), desc(agreement.madeAt), asc(agreement.id));
	const events = found.length
		? await tx
				.select()
				.from(agreementEvent)
				.where(
					inArray(
						agreementEvent.agreementId,
						found.map(({ id }) => id)
					)
				)
				.orderBy(desc(agreementEvent.at), desc(agreementEvent.id))
		: [];
	return found.map(({ organisationId: _, confirmedAt, madeAt, ...row }) => ({
		...row,
		confirmed: confirmedAt !== null,
		madeAt: madeAt.toISOString(),
		events: events
			.filter(({ agreementId }) => agreementId === row.id)
			.map(({ state, note, byName, at }) => ({ state, note, by: byName, at: at.toISOString() }))
	}));
}

/** The agreements with one young person that this guide may see. */
export function agreementsWith(user: UserRef, youthId: string): Promise<Agreement[]> {
	return asUser(user, (tx) => agreements(tx, and(eq(agreement.youthId, youthId), guided)!));
}

/** The young person's own; none in a session that a mentor's code opened. */
export async function agreementsOf(user: UserRef): Promise<Agreement[]> {
	if (user.sensitiveClosed !== false) return [];
	return asUser(user, (tx) => agreements(tx, eq(agreement.youthId, user.id)));
}

/** An agreement with whom it is. */
export interface ToLookBack extends Agreement {
	called: string;
	name: string;
}

/** What a guide looks back on within a week, or should have already: of all their young people, the oldest first. */
export async function toLookBack(user: UserRef): Promise<ToLookBack[]> {
	return asUser(user, async (tx) => {
		const own = tx
			.select({ id: classMember.youthId })
			.from(classMember)
			.innerJoin(classMentor, and(eq(classMentor.classId, classMember.classId), eq(classMentor.personId, user.id)));
		const due = and(
			inArray(agreement.youthId, own),
			eq(agreement.state, 'open'),
			isNotNull(agreement.lookBackOn),
			sql`${agreement.lookBackOn} <= app_today() + 7`,
			guided
		);
		const found = await agreements(tx, due!);
		if (found.length === 0) return [];
		const people = await tx
			.select({ id: person.id, name: person.name, called: person.called })
			.from(person)
			.where(inArray(person.id, [...new Set(found.map(({ youthId }) => youthId))]));
		return found.flatMap((one) => {
			const youth = people.find(({ id }) => id === one.youthId);
			return youth ? [{ ...one, name: youth.name, called: youth.called }] : [];
		});
	});
}

const wordsOf = ({ what, who, whoName, helps, firstStep, due, lookBackOn }: AgreementWords): SQL =>
	sql`${what}, ${who}, ${whoName}, ${helps}, ${firstStep}, ${due}, ${lookBackOn}::date`;

/**
 * Writes one down in a conversation, in a transaction of the guide whose conversation it is: new, changed, or without words gone.
 * Twice is once.
 */
export async function writeAgreement(
	tx: Tx,
	talkId: string,
	written: WrittenAgreement
): Promise<'written' | 'moved' | 'fixed' | 'missing'> {
	const { id, revision } = written;
	if (revision === null) {
		const added = await outcomeIn<'added' | 'fixed' | 'missing'>(tx, sql`add_agreement(${id}, ${talkId}, ${wordsOf(written)})`);
		return added === 'added' ? 'written' : added;
	}
	type Changed = 'changed' | 'moved' | 'fixed' | 'missing';
	const changed = await outcomeIn<Changed>(tx, sql`change_agreement(${id}, ${revision}::integer, ${wordsOf(written)})`);
	return changed === 'changed' || (changed === 'missing' && written.what === '') ? 'written' : changed;
}

/**
 * The young person makes one of their own; no guide sees it.
 * @param id made with the page, so that sending twice is once
 */
export function addOwnAgreement(user: UserRef, id: string, words: AgreementWords): Promise<'added' | 'closed' | 'missing'> {
	return outcomeOf(user, sql`add_agreement(${id}, null::uuid, ${wordsOf(words)})`);
}

/** The young person says yes to one, as it was read. Twice is once. */
export function confirmAgreement(user: UserRef, id: string, revision: number): Promise<'confirmed' | 'moved' | 'closed' | 'missing'> {
	return outcomeOf(user, sql`confirm_agreement(${id}, ${revision}::integer)`);
}

/** Says how one goes: the young person, or a guide who sees it. Twice is once. */
export function setAgreementState(
	user: UserRef,
	id: string,
	revision: number,
	state: AgreementState,
	note: string
): Promise<'set' | 'moved' | 'closed' | 'missing'> {
	return outcomeOf(user, sql`set_agreement_state(${id}, ${revision}::integer, ${state}, ${note})`);
}
