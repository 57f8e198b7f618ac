/** The young person's verbs on the own passport. */
import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { conversation, remark, signOff } from '$lib/conversation/tables';
import { instrumentOf, newest, questionOf } from '$lib/instruments';
import type { AnswerStatus, AnswerValue } from '$lib/instruments/answers';
import type { Statuses } from '$lib/instruments/journey';
import type { Instrument } from '$lib/instruments/schema';
import { asUser, callAsVisitor, rows, type Tx, type UserRef } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import { next, type PassportState } from './states';
import { answer, edition, editionLine, editionPart, handIn as handInTable, passport, shownToMentor } from './tables';

/** One answer as the young person has it. */
export interface OwnAnswer {
	question: string;
	status: AnswerStatus;
	value: AnswerValue | null;
	/** Grows with each change; a save carries the one it was made on top of. */
	revision: number;
	/** The passport's revision at the last change. */
	passportRevision: number;
	updatedAt: string;
}

/** A passport as its owner opens it. */
export interface OwnPassport {
	id: string;
	instrument: Instrument;
	/** With whose guides it is talked about; null for nobody yet. */
	organisationId: string | null;
	state: PassportState;
	revision: number;
	handedInAt: string | null;
	lastActivityAt: string;
	answers: Record<string, OwnAnswer>;
	statuses: Statuses;
	/** Sensitive questions that the mentor may open. */
	shownToMentor: string[];
}

/** A passport in a list. */
export interface PassportRef {
	id: string;
	instrumentKey: string;
	instrumentVersion: number;
	organisationId: string | null;
	state: PassportState;
	lastActivityAt: string;
	createdAt: string;
}

/** The own passports, the newest first. */
export async function myPassports(user: UserRef): Promise<PassportRef[]> {
	const found = await asUser(user, (tx) =>
		tx
			.select({
				id: passport.id,
				instrumentKey: passport.instrumentKey,
				instrumentVersion: passport.instrumentVersion,
				organisationId: passport.organisationId,
				state: passport.state,
				lastActivityAt: passport.lastActivityAt,
				createdAt: passport.createdAt
			})
			.from(passport)
			.where(eq(passport.youthId, user.id))
			.orderBy(desc(passport.createdAt))
	);
	return found.map((p) => ({ ...p, lastActivityAt: p.lastActivityAt.toISOString(), createdAt: p.createdAt.toISOString() }));
}

/** Starts a passport, or finds the one that is under way: twice is once. @returns its id */
export async function startPassport(user: UserRef, instrumentKey: string): Promise<string> {
	const instrument = newest(instrumentKey);
	return asUser(user, async (tx) => {
		await tx
			.insert(passport)
			.values({ id: newId(), youthId: user.id, instrumentKey: instrument.key, instrumentVersion: instrument.version })
			.onConflictDoNothing();
		const [found] = await tx.select({ id: passport.id }).from(passport).where(underWay(user, instrument.key));
		return found!.id;
	});
}

/** The one passport on an instrument that is not agreed yet. */
const underWay = (user: UserRef, instrumentKey: string) =>
	and(eq(passport.youthId, user.id), eq(passport.instrumentKey, instrumentKey), ne(passport.state, 'agreed'));

async function find(tx: Tx, user: UserRef, id: string) {
	const [found] = await tx
		.select()
		.from(passport)
		.where(and(eq(passport.id, id), eq(passport.youthId, user.id)));
	return found;
}

/** The own passport with all answers; undefined when there is no such passport of this person. */
export async function openPassport(user: UserRef, id: string): Promise<OwnPassport | undefined> {
	return asUser(user, async (tx) => {
		const found = await find(tx, user, id);
		if (!found) return undefined;
		const answers = await tx
			.select()
			.from(answer)
			.where(and(eq(answer.passportId, id), eq(answer.youthId, user.id)));
		const shown = await tx
			.select({ question: shownToMentor.question })
			.from(shownToMentor)
			.where(and(eq(shownToMentor.passportId, id), eq(shownToMentor.youthId, user.id)));
		return {
			id: found.id,
			instrument: instrumentOf(found),
			organisationId: found.organisationId,
			state: found.state,
			revision: found.revision,
			handedInAt: found.handedInAt?.toISOString() ?? null,
			lastActivityAt: found.lastActivityAt.toISOString(),
			answers: Object.fromEntries(
				answers.map((a) => [
					a.question,
					{
						question: a.question,
						status: a.status,
						value: a.value,
						revision: a.revision,
						passportRevision: a.passportRevision,
						updatedAt: a.updatedAt.toISOString()
					}
				])
			),
			statuses: Object.fromEntries(answers.map((a) => [a.question, a.status])),
			shownToMentor: shown.map((s) => s.question)
		};
	});
}

/** A browser that is signed in, or was. */
export interface SessionRef {
	tokenHash: string;
}

/** What came of saving. With a conflict: what stands there now, saved on another device. */
export type Saved =
	| { outcome: 'saved' | 'same'; revision: number; savedAt: string }
	| { outcome: 'conflict'; revision: number; status: AnswerStatus; value: AnswerValue | null; savedAt: string }
	| { outcome: 'closed' }
	/** A sensitive question, in a session that a mentor's code opened. */
	| { outcome: 'sensitive_closed' }
	| { outcome: 'missing' }
	| { outcome: 'expired' };

/**
 * Saves one answer in one round trip to the database, the check of the session included.
 * @param session whose it is, by the hash of the session's token
 * @param instrument the instrument that the page was made with; the database refuses when the passport has another
 * @param key a question of that instrument
 * @param base the revision of the answer that it was made on top of; 0 when there was none
 */
export async function saveAnswer(
	session: SessionRef,
	passportId: string,
	instrument: Instrument,
	key: string,
	given: { status: AnswerStatus; value: AnswerValue | null },
	base: number
): Promise<Saved> {
	const question = questionOf(instrument, key);
	if (!question) return { outcome: 'missing' };
	type Row = { outcome: Saved['outcome']; revision: number; status: AnswerStatus; value: AnswerValue | null; saved_at: Date | null };
	const values = [
		session.tokenHash,
		passportId,
		instrument.key,
		instrument.version,
		question.key,
		question.part,
		instrument.questions.indexOf(question),
		question.sensitive,
		question.choice ?? null,
		given.status,
		given.value === null ? null : JSON.stringify(given.value),
		base,
		question.after ?? null
	];
	const save = () => callAsVisitor<Row>('save_answer', values);
	/* Two devices in the same instant: the second look finds the other's answer, and says that there is a choice. */
	const [row] = await save().catch((error: { code?: string }) => (error.code === '40001' ? save() : Promise.reject(error)));
	const { outcome, revision, status, value } = row!;
	const savedAt = row!.saved_at?.toISOString() ?? '';
	if (outcome === 'conflict') return { outcome, revision, status, value, savedAt };
	if (outcome === 'saved' || outcome === 'same') return { outcome, revision, savedAt };
	return { outcome };
}

/** What came of a change of state: done, or the state it is in that makes it impossible. */
export type Moved = { outcome: 'done' } | { outcome: 'not_now'; state: PassportState } | { outcome: 'missing' };
/** Not in a session that a mentor's code opened: whoever does not see all answers cannot say what happens to them. */
type SensitiveClosed = { outcome: 'sensitive_closed' };

async function move(
	tx: Tx,
	user: UserRef,
	id: string,
	event: Parameters<typeof next>[0],
	change: { handedInAt?: ReturnType<typeof sql> | null } = {}
): Promise<Moved> {
	const found = await find(tx, user, id);
	if (!found) return { outcome: 'missing' };
	const state = next(event, 'youth', found.state);
	if (!state) return { outcome: 'not_now', state: found.state };
	const changed = await tx
		.update(passport)
		.set({ state, lastActivityAt: sql`app_now()`, ...change })
		.where(and(eq(passport.id, id), eq(passport.youthId, user.id), eq(passport.state, found.state)))
		.returning({ id: passport.id });
	return changed.length > 0 ? { outcome: 'done' } : { outcome: 'not_now', state: found.state };
}

/**
 * "Klaar voor het gesprek": the mentor may read from now on.
 * @param shown the sensitive questions that the mentor may open as well; none by default
 * @param together "samen verder": unfinished, at the table
 */
export async function handIn(user: UserRef, id: string, shown: string[], together = false): Promise<Moved | SensitiveClosed> {
	if (user.sensitiveClosed !== false) return { outcome: 'sensitive_closed' };
	return asUser(user, async (tx) => {
		const moved = await move(tx, user, id, 'handIn', { handedInAt: sql`app_now()` });
		if (moved.outcome !== 'done') return moved;
		const found = (await find(tx, user, id))!;
		const sensitive = instrumentOf(found).questions.filter((q) => q.sensitive && shown.includes(q.key));
		await tx.delete(shownToMentor).where(and(eq(shownToMentor.passportId, id), eq(shownToMentor.youthId, user.id)));
		if (sensitive.length > 0)
			await tx.insert(shownToMentor).values(sensitive.map((q) => ({ passportId: id, youthId: user.id, question: q.key })));
		await tx.insert(handInTable).values({ id: newId(), passportId: id, youthId: user.id, revision: found.revision, together });
		return moved;
	});
}

/** Takes "klaar" back: the mentor sees progress only again. */
export async function takeBack(user: UserRef, id: string): Promise<Moved> {
	return asUser(user, async (tx) => {
		const moved = await move(tx, user, id, 'takeBack', { handedInAt: null });
		if (moved.outcome === 'done') await closeHandIn(tx, user, id);
		return moved;
	});
}

/**
 * A new draft after an edition; the editions and what is shared stay as they are. Not while another passport on the same
 * instrument is under way: `other` is that one.
 */
export async function startAgain(user: UserRef, id: string): Promise<Moved | { outcome: 'under_way'; other: string }> {
	return asUser(user, async (tx) => {
		const found = await find(tx, user, id);
		const [busy] = found
			? await tx
					.select({ id: passport.id })
					.from(passport)
					.where(and(underWay(user, found.instrumentKey), ne(passport.id, id)))
			: [];
		if (busy) return { outcome: 'under_way', other: busy.id };
		const moved = await move(tx, user, id, 'startAgain', { handedInAt: null });
		if (moved.outcome === 'done') await closeHandIn(tx, user, id);
		return moved;
	});
}

async function closeHandIn(tx: Tx, user: UserRef, id: string): Promise<void> {
	await tx
		.update(handInTable)
		.set({ takenBackAt: sql`app_now()` })
		.where(and(eq(handInTable.passportId, id), eq(handInTable.youthId, user.id), isNull(handInTable.takenBackAt)));
}

/** How the young person agrees. */
export interface Agreement {
	/** The revision that the page showed. */
	revision: number;
	withoutMentor: boolean;
	view: 'agree' | 'different';
	/** "Ik zie dit anders": how, in own words; may be empty. */
	different: string;
	/** Whether the mentor's remarks are a part of the edition. */
	withRemarks: boolean;
}

/** What came of agreeing; `moved`: something changed since the page was read. */
export type Agreed = { outcome: 'agreed'; number: number } | { outcome: 'moved' | 'not_now' | 'missing' } | SensitiveClosed;

/** Agrees: makes the next edition out of what is answered now. Twice is once. */
export async function agree(user: UserRef, id: string, agreement: Agreement): Promise<Agreed> {
	if (user.sensitiveClosed !== false) return { outcome: 'sensitive_closed' };
	const [row] = await asUser(user, (tx) =>
		rows<{ outcome: Agreed['outcome']; number: number }>(
			tx,
			sql`select outcome, number from agree_passport(${id}, ${agreement.revision}, ${agreement.withoutMentor}, ${agreement.view},
				${agreement.different}, ${agreement.withRemarks})`
		)
	);
	return row!.outcome === 'agreed' ? { outcome: 'agreed', number: row!.number } : { outcome: row!.outcome as 'moved' };
}

/** The signature under a conversation, as the young person reads it, with the frozen remarks. */
export interface Signed {
	mentor: string;
	from: string;
	/** ISO date */
	heldOn: string;
	present: string;
	at: string;
	revision: number;
	/** The mentor's words per section. */
	remarks: Record<string, string>;
}

/** The newest signature that stands, or undefined. */
export async function signatureOf(user: UserRef, id: string): Promise<Signed | undefined> {
	return asUser(user, async (tx) => {
		const [found] = await tx
			.select({
				id: signOff.id,
				mentor: signOff.mentorName,
				from: signOff.mentorFrom,
				heldOn: sql<string>`${conversation.heldOn}`,
				present: conversation.present,
				at: signOff.at,
				revision: signOff.revision
			})
			.from(signOff)
			.innerJoin(conversation, eq(conversation.id, signOff.conversationId))
			.where(and(eq(signOff.passportId, id), eq(signOff.youthId, user.id), isNull(signOff.takenBackAt)))
			.orderBy(desc(signOff.at))
			.limit(1);
		if (!found) return undefined;
		const remarks = await tx
			.select({ section: remark.section, text: remark.text })
			.from(remark)
			.where(and(eq(remark.passportId, id), eq(remark.signOffId, found.id)));
		const { id: _id, ...signed } = found;
		return { ...signed, at: found.at.toISOString(), remarks: Object.fromEntries(remarks.map((r) => [r.section, r.text])) };
	});
}

/** An edition in a list. */
export interface EditionRef {
	id: string;
	number: number;
	agreedAt: string;
	withMentor: boolean;
}

/** The own editions of a passport, the newest first. */
export async function editionsOf(user: UserRef, passportId: string): Promise<EditionRef[]> {
	const found = await asUser(user, (tx) =>
		tx
			.select({ id: edition.id, number: edition.number, agreedAt: edition.agreedAt, signOffId: edition.signOffId })
			.from(edition)
			.where(and(eq(edition.passportId, passportId), eq(edition.youthId, user.id)))
			.orderBy(desc(edition.number))
	);
	return found.map(({ signOffId, ...e }) => ({ ...e, agreedAt: e.agreedAt.toISOString(), withMentor: signOffId !== null }));
}

/** A line of an edition as it is read: the same for the owner and for a recipient. */
export interface EditionLine {
	part: string;
	kind: 'answer' | 'remark' | 'different' | 'other';
	about: string;
	value: AnswerValue;
	changedAfterTalk: boolean;
}

/** An own edition, whole. */
export interface OwnEdition extends EditionRef {
	passportId: string;
	instrument: Instrument;
	view: 'agree' | 'different';
	withRemarks: boolean;
	talk: { mentor: string; from: string; heldOn: string; signedAt: string } | null;
	parts: { part: string; fingerprint: string }[];
	lines: EditionLine[];
}

/** An own edition by its number; undefined when there is none. */
export async function openEdition(user: UserRef, passportId: string, number: number): Promise<OwnEdition | undefined> {
	return asUser(user, async (tx) => {
		const own = await find(tx, user, passportId);
		const [found] = await tx
			.select()
			.from(edition)
			.where(and(eq(edition.passportId, passportId), eq(edition.youthId, user.id), eq(edition.number, number)));
		if (!own || !found) return undefined;
		const parts = await tx
			.select({ part: editionPart.part, fingerprint: editionPart.fingerprint })
			.from(editionPart)
			.where(and(eq(editionPart.editionId, found.id), eq(editionPart.youthId, user.id)))
			.orderBy(asc(editionPart.position));
		const lines = await tx
			.select({
				part: editionLine.part,
				kind: editionLine.kind,
				about: editionLine.about,
				value: editionLine.value,
				changedAfterTalk: editionLine.changedAfterTalk
			})
			.from(editionLine)
			.where(and(eq(editionLine.editionId, found.id), eq(editionLine.youthId, user.id)))
			.orderBy(asc(editionLine.position));
		const [talk] = found.signOffId
			? await tx
					.select({
						mentor: signOff.mentorName,
						from: signOff.mentorFrom,
						heldOn: sql<string>`${conversation.heldOn}`,
						signedAt: signOff.at
					})
					.from(signOff)
					.innerJoin(conversation, eq(conversation.id, signOff.conversationId))
					.where(inArray(signOff.id, [found.signOffId]))
			: [];
		return {
			id: found.id,
			number: found.number,
			agreedAt: found.agreedAt.toISOString(),
			withMentor: found.signOffId !== null,
			passportId,
			instrument: instrumentOf(own),
			view: found.view,
			withRemarks: found.withRemarks,
			talk: talk ? { ...talk, signedAt: talk.signedAt.toISOString() } : null,
			parts,
			lines
		};
	});
}
