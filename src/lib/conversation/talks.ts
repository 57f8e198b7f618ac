/** Conversations: a guide plans, holds and closes them; the young person reads along and says whether the summary is right. */
import { and, asc, desc, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { pause, person } from '$lib/account/tables';
import { instrumentOf } from '$lib/instruments';
import type { OrganisationKind } from '$lib/organisation/kinds';
import { classMember, classMentor, organisation, schoolClass } from '$lib/organisation/tables';
import type { PassportState } from '$lib/passport/states';
import { passport } from '$lib/passport/tables';
import { asUser, outcomeOf, rows, type UserRef } from '$lib/server/database';
import { writeAgreement, type WrittenAgreement } from './agreements';
import type { ConversationKind, ConversationState, ConversationWay, Plan } from './kinds';
import { conversation } from './tables';

/** A conversation as both who were there read it. */
export interface Talk {
	id: string;
	youthId: string;
	passportId: string | null;
	kind: ConversationKind;
	/** What the organisation of its guide is, for the words. */
	at: OrganisationKind;
	state: ConversationState;
	/** ISO moment; null: was not planned here. */
	plannedFor: string | null;
	/** It is planned, and still to come by the portal's clock. */
	ahead: boolean;
	minutes: number;
	way: ConversationWay;
	place: string;
	coming: string;
	/** ISO date; null until it was held. */
	heldOn: string | null;
	present: string;
	notes: string;
	summary: string;
	agreedAt: string | null;
	different: string;
	/** The young person said that they cannot then. */
	declined: boolean;
	guideId: string | null;
	guideName: string;
	guideFrom: string;
	revision: number;
}

const columns = {
	id: conversation.id,
	youthId: conversation.youthId,
	passportId: conversation.passportId,
	kind: conversation.kind,
	at: sql<OrganisationKind>`coalesce(${organisation.kind}, 'vo')`,
	state: conversation.state,
	plannedFor: conversation.plannedFor,
	ahead: sql<boolean>`coalesce(${conversation.state} = 'planned' and ${conversation.plannedFor} > app_now(), false)`,
	minutes: conversation.minutes,
	way: conversation.way,
	place: conversation.place,
	coming: conversation.coming,
	heldOn: conversation.heldOn,
	present: conversation.present,
	notes: conversation.notes,
	summary: conversation.summary,
	agreedAt: conversation.agreedAt,
	different: conversation.different,
	declined: sql<boolean>`${conversation.declinedAt} is not null`,
	guideId: conversation.guideId,
	guideName: conversation.guideName,
	guideFrom: conversation.guideFrom,
	revision: conversation.revision
};

/** Those that somebody guides. Reading the passport that it was about is not enough: a colleague who came later did not hold it. */
const guided = sql`guides_talk(${conversation.youthId}, ${conversation.organisationId}, ${conversation.guideId}, ${conversation.madeAt})`;

/** Conversations, what is planned first and the newest of the rest after it. */
async function talks(user: UserRef, which: SQL): Promise<Talk[]> {
	const found = await asUser(user, (tx) =>
		tx
			.select(columns)
			.from(conversation)
			.leftJoin(organisation, eq(organisation.id, conversation.organisationId))
			.where(which)
			.orderBy(
				desc(sql`${conversation.state} = 'planned'`),
				asc(sql`case when ${conversation.state} = 'planned' then ${conversation.plannedFor} end`),
				desc(sql`coalesce(${conversation.heldOn}, ${conversation.plannedFor}::date)`),
				desc(conversation.madeAt)
			)
	);
	return found.map((talk) => ({
		...talk,
		plannedFor: talk.plannedFor?.toISOString() ?? null,
		agreedAt: talk.agreedAt?.toISOString() ?? null
	}));
}

/** The conversations with one young person that this guide may see. */
export function talksWith(user: UserRef, youthId: string): Promise<Talk[]> {
	return talks(user, and(eq(conversation.youthId, youthId), guided)!);
}

/** One of those, with whom it is; undefined when it does not exist for this guide. */
export async function guidedTalk(user: UserRef, id: string): Promise<(Talk & { youth: Called }) | undefined> {
	const [talk] = await talks(user, and(eq(conversation.id, id), guided)!);
	const youth = talk && (await called(user, talk.youthId));
	return talk && youth && { ...talk, youth };
}

/**
 * The young person's own conversations. In a session that a mentor's code opened there are none: what somebody made with one
 * organisation is not for the guides of another.
 */
export async function ownTalks(user: UserRef): Promise<Talk[]> {
	return user.sensitiveClosed === false ? talks(user, eq(conversation.youthId, user.id)) : [];
}

/** One of them; undefined when there is no such conversation of this person, or not in this session. */
export async function ownTalk(user: UserRef, id: string): Promise<Talk | undefined> {
	if (user.sensitiveClosed !== false) return undefined;
	const [talk] = await talks(user, and(eq(conversation.id, id), eq(conversation.youthId, user.id))!);
	return talk;
}

/** What somebody is called. */
export interface Called {
	id: string;
	name: string;
	called: string;
	pronouns: string;
}

async function called(user: UserRef, youthId: string): Promise<Called | undefined> {
	const [found] = await asUser(user, (tx) =>
		tx
			.select({ id: person.id, name: person.name, called: person.called, pronouns: person.pronouns })
			.from(person)
			.where(and(eq(person.id, youthId), eq(person.kind, 'youth'), sql`mentors_youth(${person.id})`))
	);
	return found;
}

/** A passport that is talked about with a guide: its state, never an answer. */
export interface GuidedPassport {
	id: string;
	title: string;
	/** What kind of conversation goes with it. */
	conversation: ConversationKind;
	organisationId: string;
	state: PassportState;
	/** This guide may open the answers now. */
	readable: boolean;
}

/** One young person, for a guide of theirs. */
export interface GuidedYouth extends Called {
	/** Takes a pause: until when (ISO date), or without a date. */
	pause: { until: string | null } | null;
	/** Where this guide guides them, and in which class or group. */
	at: { organisationId: string; organisation: string; kind: OrganisationKind; classId: string; className: string }[];
	passports: GuidedPassport[];
}

/** One young person with their passports here; undefined when this person does not guide them now. */
export async function guidedYouth(user: UserRef, youthId: string): Promise<GuidedYouth | undefined> {
	const youth = await called(user, youthId);
	if (!youth) return undefined;
	return asUser(user, async (tx) => {
		const [paused] = await tx
			.select({ until: pause.until })
			.from(pause)
			.where(and(eq(pause.personId, youthId), sql`(${pause.until} is null or ${pause.until} >= app_today())`));
		const at = await tx
			.select({
				organisationId: organisation.id,
				organisation: organisation.name,
				kind: organisation.kind,
				classId: schoolClass.id,
				className: schoolClass.name
			})
			.from(classMember)
			.innerJoin(classMentor, and(eq(classMentor.classId, classMember.classId), eq(classMentor.personId, user.id)))
			.innerJoin(schoolClass, eq(schoolClass.id, classMember.classId))
			.innerJoin(organisation, eq(organisation.id, schoolClass.organisationId))
			.where(and(eq(classMember.youthId, youthId), isNull(classMember.removedAt)))
			.orderBy(asc(schoolClass.name));
		const passports = await tx
			.select({
				id: passport.id,
				instrumentKey: passport.instrumentKey,
				instrumentVersion: passport.instrumentVersion,
				organisationId: passport.organisationId,
				state: passport.state,
				readable: sql<boolean>`mentor_reads(${passport.id})`
			})
			.from(passport)
			.where(eq(passport.youthId, youthId))
			.orderBy(desc(passport.createdAt));
		return {
			...youth,
			pause: paused ?? null,
			at,
			passports: passports.map(({ id, organisationId, state, readable, ...key }) => {
				const { short, conversation } = instrumentOf(key);
				return { id, title: short, conversation, organisationId: organisationId!, state, readable };
			})
		};
	});
}

/** The moment of a plan, by the clocks of the Netherlands. */
const momentOf = ({ on, at }: Plan): SQL => sql`(${`${on} ${at}`}::text::timestamp at time zone 'Europe/Amsterdam')`;

/**
 * Plans a conversation; the young person gets a mail.
 * @param talk id: made with the page, so that sending twice is once
 */
export function planTalk(
	user: UserRef,
	talk: { id: string; youthId: string; organisationId: string; passportId: string | null; kind: ConversationKind },
	plan: Plan
): Promise<'planned' | 'missing'> {
	return outcomeOf(
		user,
		sql`plan_talk(${talk.id}, ${talk.youthId}, ${talk.organisationId}, ${talk.passportId}::uuid, ${talk.kind}, ${momentOf(plan)},
			${plan.minutes}::integer, ${plan.way}, ${plan.place}, ${plan.coming})`
	);
}

/** What came of changing a plan; `not_now`: it was held or cancelled. */
export type PlanChanged = 'changed' | 'moved' | 'not_now' | 'missing';

/** Another time, place or company. Twice is once. */
export function changeTalk(user: UserRef, id: string, revision: number, plan: Plan): Promise<PlanChanged> {
	return outcomeOf(
		user,
		sql`change_talk(${id}, ${revision}::integer, ${momentOf(plan)}, ${plan.minutes}::integer, ${plan.way}, ${plan.place}, ${plan.coming})`
	);
}

/** Cancels it. Twice is once. */
export function cancelTalk(user: UserRef, id: string, revision: number): Promise<'cancelled' | 'moved' | 'not_now' | 'missing'> {
	return outcomeOf(user, sql`cancel_talk(${id}, ${revision}::integer)`);
}

/** What came of saying no to a plan; `closed`: not in a session that a mentor's code opened; `not_now`: it is over, was held or was cancelled. */
export type TalkDeclined = 'declined' | 'moved' | 'not_now' | 'closed' | 'missing';

/** The young person cannot then: it is cancelled, and its guide gets a mail. Twice is once. */
export function declineTalk(user: UserRef, id: string, revision: number): Promise<TalkDeclined> {
	return outcomeOf(user, sql`decline_talk(${id}, ${revision}::integer)`);
}

/** What came of writing; `fixed`: it was closed, cancelled or answered, or an agreement was confirmed. */
export interface Written<Done extends string> {
	outcome: Done | 'moved' | 'fixed' | 'missing';
	revision: number;
}

/** Keeps the notes of the guide whose conversation it is; the young person reads them too. */
export async function keepNotes(user: UserRef, id: string, revision: number, notes: string): Promise<Written<'kept'>> {
	const [row] = await asUser(user, (tx) =>
		rows<Written<'kept'>>(tx, sql`select outcome, revision from keep_talk_notes(${id}, ${revision}::integer, ${notes})`)
	);
	return row!;
}

/** What the guide fills in after the conversation. */
export interface Closing {
	revision: number;
	/** ISO date */
	heldOn: string;
	present: string;
	summary: string;
	agreements: WrittenAgreement[];
}

/**
 * Writes down that it was held, the summary and the agreements: all of it or nothing. Twice is once.
 * @param close the young person gets it to read
 */
export async function closeTalk(user: UserRef, id: string, closing: Closing, close: boolean): Promise<Written<'held' | 'closed'>> {
	const { revision, heldOn, present, summary, agreements } = closing;
	const undo: { why?: Written<'held' | 'closed'> } = {};
	return asUser(user, async (tx) => {
		const [row] = await rows<Written<'held' | 'closed'>>(
			tx,
			sql`select outcome, revision from close_talk(${id}, ${revision}::integer, ${heldOn}::date, ${present}, ${summary}, ${close})`
		);
		const { outcome } = row!;
		if (outcome !== 'held' && outcome !== 'closed') return row!;
		for (const agreement of agreements) {
			const written = await writeAgreement(tx, id, agreement);
			if (written === 'written') continue;
			undo.why = { outcome: written, revision };
			throw undo;
		}
		return row!;
	}).catch((error: unknown) => {
		if (error === undo) return undo.why!;
		throw error;
	});
}

/** What came of answering a summary; `closed`: not in a session that a mentor's code opened. */
export type SummaryAnswered = 'agreed' | 'moved' | 'not_now' | 'closed' | 'missing';

/**
 * The young person says that the summary is right, which confirms the agreements below it, or how they see it. Twice is once.
 * @param different in own words; empty: "klopt zo"
 */
export function agreeTalk(user: UserRef, id: string, revision: number, different: string): Promise<SummaryAnswered> {
	return outcomeOf(user, sql`agree_talk(${id}, ${revision}::integer, ${different})`);
}
