/** What the mbo says back: the intaker's verbs, and what the young person reads of them. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { consent } from '$lib/consent/tables';
import { asUser, outcomeOf, rows, type UserRef } from '$lib/server/database';
import type { AgreementStatus } from '$lib/agreement/rules';
import type { Outcome } from './outcomes';
import type { TypedAnswer } from './rules';
import { intakeReply, intakeTalk, supportAnswer } from './tables';

/** An answer before the intake. */
export interface Reply {
	author: string;
	from: string;
	text: string;
	at: string;
	/** null: as it was written first */
	changedAt: string | null;
}

/** That the intake was held. */
export interface HeldIntake {
	/** ISO date */
	heldOn: string;
	present: string;
	author: string;
	from: string;
}

/** The answer to one support, as the team sees it. */
export interface TeamAnswer {
	question: string;
	need: string;
	/** null: not given yet */
	outcome: Outcome | null;
	text: string;
	author: string | null;
	givenAt: string | null;
	/** Being written; the young person does not see it yet. */
	draft: { outcome: Outcome | null; text: string } | null;
	revision: number;
}

/** All that the team wrote under a consent. */
export interface Intake {
	replies: (Reply & { mine: boolean })[];
	talk: HeldIntake | null;
	answers: TeamAnswer[];
}

const iso = (moment: string): string => new Date(moment).toISOString();

/** What the team wrote under a consent. @returns undefined when it does not exist for this person, now */
export async function intakeOf(user: UserRef, consentId: string): Promise<Intake | undefined> {
	const [row] = await asUser(user, (tx) => rows<{ intake: Intake | null }>(tx, sql`select intake_of(${consentId}) as intake`));
	if (!row?.intake) return undefined;
	const { replies, talk, answers } = row.intake;
	return {
		talk,
		replies: replies.map((reply) => ({ ...reply, at: iso(reply.at), changedAt: reply.changedAt && iso(reply.changedAt) })),
		answers: answers.map((answer) => ({ ...answer, givenAt: answer.givenAt && iso(answer.givenAt) }))
	};
}

/** "Ik heb het gelezen. Ik wil het graag hebben over ...": one per intaker, until the intake was held. Twice is once. */
export async function writeReply(user: UserRef, consentId: string, text: string): Promise<'written' | 'held' | 'missing'> {
	return outcomeOf(user, sql`write_intake_reply(${consentId}, ${text})`);
}

/** The intake was held; the day (ISO date) and who was there can be mended. Twice is once. */
export async function recordIntake(
	user: UserRef,
	consentId: string,
	talk: { heldOn: string; present: string }
): Promise<'held' | 'future' | 'missing'> {
	return outcomeOf(user, sql`record_intake(${consentId}, ${talk.heldOn}::date, ${talk.present})`);
}

/** What came of keeping an answer; `moved`: a colleague changed it since the page was made. */
export interface KeptAnswer {
	outcome: 'kept' | 'moved' | 'missing';
	revision: number;
}

/** Keeps what is being written about one support. The young person does not see it yet. */
export async function keepSupport(user: UserRef, consentId: string, typed: TypedAnswer): Promise<KeptAnswer> {
	const [row] = await asUser(user, (tx) =>
		rows<KeptAnswer>(
			tx,
			sql`select outcome, revision from keep_support(${consentId}, ${typed.question}, ${typed.need}, ${typed.outcome}, ${typed.text}, ${typed.revision}::integer)`
		)
	);
	return row!;
}

/** Gives the young person all answers that are whole. @returns how many; undefined when there is no such consent for this person, now */
export async function giveSupport(user: UserRef, consentId: string): Promise<number | undefined> {
	const [row] = await asUser(user, (tx) => rows<{ given: number | null }>(tx, sql`select give_support(${consentId}) as given`));
	return row?.given ?? undefined;
}

/** How the intake stands under one consent. */
export interface Waiting {
	consentId: string;
	/** How many supports were asked for, and how many of them have no answer. */
	asked: number;
	waiting: number;
	/** How many of them stand in no agreed document of the team. */
	left: number;
	replied: boolean;
	held: boolean;
	/** The newest agreements under it. */
	agreementId: string | null;
	agreementStatus: AgreementStatus | null;
}

/** How the intake stands, for each consent that is open for a team of this person. */
export async function waitingSupport(user: UserRef): Promise<Waiting[]> {
	type Row = Pick<Waiting, 'asked' | 'waiting' | 'replied' | 'held'> & {
		consent_id: string;
		left_over: number;
		agreement_id: string | null;
		agreement_status: AgreementStatus | null;
	};
	const found = await asUser(user, (tx) => rows<Row>(tx, sql`select * from support_waiting()`));
	return found.map(({ consent_id, left_over, agreement_id, agreement_status, ...row }) => ({
		...row,
		consentId: consent_id,
		left: left_over,
		agreementId: agreement_id,
		agreementStatus: agreement_status
	}));
}

/** The answer to one support, as the young person reads it. */
export interface GivenAnswer {
	question: string;
	need: string;
	outcome: Outcome;
	text: string;
	author: string;
	from: string;
	givenAt: string;
}

/** What came back on one consent. */
export interface CameBack {
	consentId: string;
	replies: Reply[];
	talk: HeldIntake | null;
	answers: GivenAnswer[];
}

/** What came back on each own consent of a passport, in whatever state the consent is. */
export async function cameBack(user: UserRef, passportId: string): Promise<CameBack[]> {
	return asUser(user, async (tx) => {
		const own = and(eq(consent.passportId, passportId), eq(consent.youthId, user.id));
		const consents = await tx.select({ id: consent.id }).from(consent).where(own);
		const replies = await tx
			.select({
				consentId: intakeReply.consentId,
				author: intakeReply.authorName,
				from: intakeReply.authorFrom,
				text: intakeReply.text,
				at: intakeReply.at,
				changedAt: intakeReply.changedAt
			})
			.from(intakeReply)
			.innerJoin(consent, eq(consent.id, intakeReply.consentId))
			.where(own)
			.orderBy(asc(intakeReply.at));
		const talks = await tx
			.select({
				consentId: intakeTalk.consentId,
				heldOn: intakeTalk.heldOn,
				present: intakeTalk.present,
				author: intakeTalk.authorName,
				from: intakeTalk.authorFrom
			})
			.from(intakeTalk)
			.innerJoin(consent, eq(consent.id, intakeTalk.consentId))
			.where(own);
		const answers = await tx
			.select({
				consentId: supportAnswer.consentId,
				question: supportAnswer.question,
				need: supportAnswer.need,
				outcome: supportAnswer.outcome,
				text: supportAnswer.text,
				author: supportAnswer.authorName,
				from: supportAnswer.authorFrom,
				givenAt: supportAnswer.givenAt
			})
			.from(supportAnswer)
			.innerJoin(consent, eq(consent.id, supportAnswer.consentId))
			.where(own);
		const of = <T extends { consentId: string }>(all: T[], id: string) => all.filter((one) => one.consentId === id);
		return consents.map(({ id }) => ({
			consentId: id,
			replies: of(replies, id).map(({ consentId: _, ...reply }) => ({
				...reply,
				at: reply.at.toISOString(),
				changedAt: reply.changedAt?.toISOString() ?? null
			})),
			talk: talks.find((talk) => talk.consentId === id) ?? null,
			answers: of(answers, id).map(({ question, need, outcome, text, author, from, givenAt }) => ({
				question,
				need,
				outcome: outcome!,
				text,
				author: author!,
				from: from!,
				givenAt: givenAt!.toISOString()
			}))
		}));
	});
}
