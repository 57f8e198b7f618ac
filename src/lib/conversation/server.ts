/** The mentor's verbs: read what is ready, write beside it, sign. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { person } from '$lib/account/tables';
import { instrumentOf } from '$lib/instruments';
import type { AnswerStatus, AnswerValue } from '$lib/instruments/answers';
import type { Instrument } from '$lib/instruments/schema';
import type { PassportState } from '$lib/passport/states';
import { passport } from '$lib/passport/tables';
import { asUser, outcomeIn, outcomeOf, rows, type Tx, type UserRef } from '$lib/server/database';
import { conversation, remark, signOff } from './tables';

/** An answer as the mentor reads it. */
export interface ReadAnswer {
	question: string;
	section: string;
	/** A ticked sensitive answer: its words come only by openSensitive(). */
	closed: boolean;
	status: AnswerStatus;
	value: AnswerValue | null;
	passportRevision: number;
}

/** A passport as the mentor reads it. */
export interface ReadPassport {
	id: string;
	youth: { id: string; name: string; called: string; pronouns: string };
	instrument: Instrument;
	state: PassportState;
	/** Goes along with the signature. */
	revision: number;
	handedInAt: string;
	answers: ReadAnswer[];
	/** The own remarks, per section; frozen once signed. */
	remarks: Record<string, string>;
	/** "Samen verder": handed in unfinished, by both at the table. */
	together: boolean;
	/** The last time it was talked about or handed in before: what changed since then is new. null: never. */
	before: { revision: number; day: string } | null;
	/** The signature that stands. */
	signed: { byMe: boolean; mentor: string; heldOn: string; present: string; at: string; revision: number } | null;
}

/**
 * The mentor opens a passport that is ready. Writes the access log.
 * @returns undefined when there is no such passport, or it may not be read now
 */
export async function readPassport(user: UserRef, passportId: string): Promise<ReadPassport | undefined> {
	const read = async (tx: Tx): Promise<ReadPassport | undefined> => {
		const [found] = await tx
			.select({ passport, youth: { id: person.id, name: person.name, called: person.called, pronouns: person.pronouns } })
			.from(passport)
			.innerJoin(person, eq(person.id, passport.youthId))
			.where(eq(passport.id, passportId));
		if (!found || found.passport.youthId === user.id) return undefined;
		type Facts = { together: boolean; before: number | null; before_day: string };
		const [facts] = await rows<Facts>(tx, sql`select together, before, before_day::text from talk_facts(${passportId})`);
		if (!facts) return undefined;
		type Row = {
			question: string;
			section: string;
			closed: boolean;
			status: AnswerStatus;
			value: AnswerValue | null;
			passport_revision: number;
		};
		const answers = await rows<Row>(
			tx,
			sql`select question, section, closed, status, value, passport_revision from read_as_mentor(${passportId})`
		);
		const [signed] = await tx
			.select({
				id: signOff.id,
				mentorId: signOff.mentorId,
				mentor: signOff.mentorName,
				heldOn: sql<string>`${conversation.heldOn}`,
				present: conversation.present,
				at: signOff.at,
				revision: signOff.revision
			})
			.from(signOff)
			.innerJoin(conversation, eq(conversation.id, signOff.conversationId))
			.where(and(eq(signOff.passportId, passportId), isNull(signOff.takenBackAt)))
			.orderBy(desc(signOff.at))
			.limit(1);
		const stands = signed && found.passport.state !== 'ready' ? signed : undefined;
		const remarks = await tx
			.select({ section: remark.section, text: remark.text })
			.from(remark)
			.where(
				and(
					eq(remark.passportId, passportId),
					stands ? eq(remark.signOffId, stands.id) : and(eq(remark.mentorId, user.id), isNull(remark.signOffId))
				)
			);
		return {
			id: passportId,
			youth: found.youth,
			instrument: instrumentOf(found.passport),
			state: found.passport.state,
			revision: found.passport.revision,
			handedInAt: found.passport.handedInAt!.toISOString(),
			answers: answers.map(({ passport_revision: passportRevision, ...a }) => ({ ...a, passportRevision })),
			remarks: Object.fromEntries(remarks.map((r) => [r.section, r.text])),
			together: facts.together,
			before: facts.before === null ? null : { revision: facts.before, day: facts.before_day },
			signed: stands
				? {
						byMe: stands.mentorId === user.id,
						mentor: stands.mentor,
						heldOn: stands.heldOn,
						present: stands.present,
						at: stands.at.toISOString(),
						revision: stands.revision
					}
				: null
		};
	};
	/* The young person may hand it in, or take it back, just then. */
	return asUser(user, read, { snapshot: true });
}

/** The deliberate tap on one ticked sensitive answer. Writes the access log. @returns undefined when it does not exist for this mentor */
export async function openSensitive(user: UserRef, passportId: string, question: string): Promise<AnswerValue | undefined> {
	const [row] = await asUser(user, (tx) =>
		rows<{ value: AnswerValue }>(tx, sql`select value from read_sensitive_as_mentor(${passportId}, ${question})`)
	);
	return row?.value;
}

/** What came of keeping a remark. */
export type Remarked = 'kept' | 'frozen' | 'missing';

/** Keeps what the mentor writes beside a section; the young person reads it once it is signed. */
export async function writeRemark(user: UserRef, passportId: string, section: string, text: string): Promise<Remarked> {
	return outcomeOf(user, sql`write_remark(${passportId}, ${section}, ${text})`);
}

/** What came of signing; `moved`: the answers changed since they were read. */
export type SignedOff = 'signed' | 'moved' | 'not_ready' | 'missing';

/**
 * The mentor signs that the conversation was held: freezes the remarks. Twice is once.
 * @param talk the revision that was read, the day (ISO date) and who else was there
 */
export async function signOffTalk(
	user: UserRef,
	passportId: string,
	talk: { revision: number; heldOn: string; present: string }
): Promise<SignedOff> {
	return asUser(user, async (tx) => {
		const [found] = await tx.select().from(passport).where(eq(passport.id, passportId));
		if (!found) return 'missing';
		const kind = instrumentOf(found).conversation;
		return outcomeIn(tx, sql`sign_off(${passportId}, ${talk.revision}, ${talk.heldOn}::date, ${talk.present}, ${kind})`);
	});
}

/** Takes the own signature back, as long as the young person has not agreed. */
export async function takeBackSignOff(user: UserRef, passportId: string): Promise<'taken_back' | 'too_late' | 'missing'> {
	return outcomeOf(user, sql`take_back_sign_off(${passportId})`);
}

/** What came of asking to go on together with a draft. */
export type AskedTogether = 'asked' | 'not_now' | 'missing';

/** "Samen verder": the mentor asks; the young person answers on the own screen, for an hour. Twice is once. */
export async function askTogether(user: UserRef, passportId: string): Promise<AskedTogether> {
	return outcomeOf(user, sql`ask_together(${passportId})`);
}

/** The mentors who ask now to go on together with this passport of one's own. */
export async function askedTogether(user: UserRef, passportId: string): Promise<string[]> {
	const asked = await asUser(user, (tx) => rows<{ mentor: string }>(tx, sql`select mentor from asked_together(${passportId})`));
	return [...new Set(asked.map(({ mentor }) => mentor))];
}

/** Ends what was asked: "nu niet" of the young person, or taken back by the mentor. Nothing opens. */
export async function endTogether(user: UserRef, passportId: string): Promise<void> {
	await asUser(user, (tx) => tx.execute(sql`select end_together(${passportId})`));
}
