/** The caseload of a Doorstroompunt: the verbs of its consultants, and what the young person sees of it. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { person } from '$lib/account/tables';
import { classMember, organisation, schoolClass, staffRole } from '$lib/organisation/tables';
import { asUser, outcomeOf, rows, type UserRef } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import type { CaseOutcome, Channel, Phase, Result } from './kinds';
import type { CaseFacts, NextStep } from './rules';
import { contactAttempt } from './tables';

const iso = (moment: string): string => new Date(moment).toISOString();

/** A Doorstroompunt where somebody is a consultant. */
export interface Doorstroompunt {
	id: string;
	name: string;
}

/** Where the person is a consultant; nearly always one. */
export async function myDoorstroompunten(user: UserRef): Promise<Doorstroompunt[]> {
	return asUser(user, (tx) =>
		tx
			.select({ id: organisation.id, name: organisation.name })
			.from(staffRole)
			.innerJoin(organisation, eq(organisation.id, staffRole.organisationId))
			.where(and(eq(staffRole.personId, user.id), eq(staffRole.role, 'rmc_consultant')))
			.orderBy(organisation.name)
	);
}

/** One case, as every consultant of the same Doorstroompunt sees it. */
export interface Case {
	id: string;
	organisationId: string;
	organisation: string;
	consultantId: string;
	consultant: string;
	consultantSince: string;
	/** The account that it is about; null while that is not known. */
	youthId: string | null;
	/** Whether this consultant guides that young person now. */
	guides: boolean;
	/** Whether they take a pause now, as far as this consultant guides them. */
	paused: boolean;
	name: string;
	/** ISO date */
	bornOn: string | null;
	/** The birthday (ISO date) until which the Doorstroompunt looks after them, by the limit that holds today. */
	until: string | null;
	reach: string;
	origin: string;
	phase: Phase;
	phaseSince: string;
	nextAction: string;
	/** ISO date */
	nextOn: string | null;
	outcome: CaseOutcome | null;
	openedAt: string;
	closedAt: string | null;
	revision: number;
	attempts: number;
	lastAt: string | null;
	lastChannel: Channel | null;
	lastResult: Result | null;
}

async function cases(user: UserRef, caseId: string | null): Promise<Case[]> {
	const found = await asUser(user, (tx) =>
		rows<Case>(
			tx,
			sql`select id, organisation_id as "organisationId", organisation, consultant_id as "consultantId", consultant,
				consultant_since as "consultantSince", youth_id as "youthId", guides, paused, name, born_on as "bornOn", until, reach, origin,
				phase, phase_since as "phaseSince", next_action as "nextAction", next_on as "nextOn", outcome, opened_at as "openedAt",
				closed_at as "closedAt", revision, attempts, last_at as "lastAt", last_channel as "lastChannel", last_result as "lastResult"
			from caseload(${caseId}::uuid)`
		)
	);
	return found.map((one) => ({
		...one,
		consultantSince: iso(one.consultantSince),
		phaseSince: iso(one.phaseSince),
		openedAt: iso(one.openedAt),
		closedAt: one.closedAt && iso(one.closedAt),
		lastAt: one.lastAt && iso(one.lastAt)
	}));
}

/** The whole caseload of the person's Doorstroompunt, in no order. */
export function caseload(user: UserRef): Promise<Case[]> {
	return cases(user, null);
}

/** A try to reach somebody. */
export interface Attempt {
	id: string;
	channel: Channel;
	result: Result;
	byId: string;
	by: string;
	at: string;
}

/** One case with all tries, the newest first. @returns undefined when it does not exist for this person */
export async function openedCase(user: UserRef, caseId: string): Promise<(Case & { tries: Attempt[] }) | undefined> {
	const [one] = await cases(user, caseId);
	if (!one) return undefined;
	const tries = await asUser(user, (tx) =>
		tx
			.select({
				id: contactAttempt.id,
				channel: contactAttempt.channel,
				result: contactAttempt.result,
				byId: contactAttempt.byId,
				by: contactAttempt.byName,
				at: contactAttempt.at
			})
			.from(contactAttempt)
			.where(eq(contactAttempt.caseId, caseId))
			.orderBy(desc(contactAttempt.at), desc(contactAttempt.id))
	);
	return { ...one, tries: tries.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })) };
}

/** An id for a case or an attempt that is about to be made: it stands in the form, so that sending twice is once. */
export const newCaseId = newId;

/** Opens a case; who opens it holds it. Twice is once. */
export function openCase(user: UserRef, caseId: string, organisationId: string, facts: CaseFacts): Promise<'opened' | 'missing'> {
	const { name, bornOn, reach, origin } = facts;
	return outcomeOf(user, sql`open_case(${caseId}, ${organisationId}, ${name}, ${bornOn}::date, ${reach}, ${origin})`);
}

/** Changes who it is about and how they are reached. Twice is once. `moved`: it was changed since it was read. */
export function changeCase(user: UserRef, caseId: string, revision: number, facts: CaseFacts): Promise<'changed' | 'moved' | 'missing'> {
	const { name, bornOn, reach, origin } = facts;
	return outcomeOf(user, sql`change_case(${caseId}, ${revision}::integer, ${name}, ${bornOn}::date, ${reach}, ${origin})`);
}

/** Brings a case into another phase; closing needs an outcome. Twice is once. `moved`: it was changed since it was read. */
export function moveCase(
	user: UserRef,
	caseId: string,
	revision: number,
	phase: Phase,
	outcome: CaseOutcome | null
): Promise<'changed' | 'moved' | 'unfinished' | 'missing'> {
	return outcomeOf(user, sql`move_case(${caseId}, ${revision}::integer, ${phase}, ${outcome})`);
}

/** Notes a try to reach somebody; the first one brings a case from in view to reaching. Twice is once. */
export function noteContact(
	user: UserRef,
	attemptId: string,
	caseId: string,
	channel: Channel,
	result: Result
): Promise<'noted' | 'closed' | 'missing'> {
	return outcomeOf(user, sql`note_contact(${attemptId}, ${caseId}, ${channel}, ${result})`);
}

/** Takes back an own attempt of the last hour. Twice is once. */
export function takeBackContact(user: UserRef, attemptId: string, caseId: string): Promise<'gone' | 'too_late' | 'missing'> {
	return outcomeOf(user, sql`take_back_contact(${attemptId}, ${caseId})`);
}

/** Says what is done next and when, or that nothing is. Twice is once. `moved`: it was changed since it was read. */
export function planNext(
	user: UserRef,
	caseId: string,
	revision: number,
	{ action, on }: NextStep
): Promise<'planned' | 'moved' | 'missing'> {
	return outcomeOf(user, sql`plan_next(${caseId}, ${revision}::integer, ${action}, ${on}::date)`);
}

/** Holds the case from now on, in the place of a colleague. Twice is once. */
export function takeOverCase(user: UserRef, caseId: string): Promise<'taken' | 'missing'> {
	return outcomeOf(user, sql`take_over_case(${caseId})`);
}

/**
 * Says whose account a case is about; null takes it off. Only of somebody in an own group. Twice is once.
 * @returns `other`: it is about another account, or that account has a case here already
 */
export function linkCase(user: UserRef, caseId: string, youthId: string | null): Promise<'linked' | 'other' | 'missing'> {
	return outcomeOf(user, sql`link_case(${caseId}, ${youthId}::uuid)`);
}

/** Somebody in a group that the person guides at this Doorstroompunt. */
export interface InGroup {
	id: string;
	name: string;
}

/** Whom a case at this Doorstroompunt can be about: everybody in the person's own groups there, by name. */
export async function inMyGroups(user: UserRef, organisationId: string): Promise<InGroup[]> {
	return asUser(user, (tx) =>
		tx
			.selectDistinct({ id: person.id, name: person.name })
			.from(classMember)
			.innerJoin(schoolClass, eq(schoolClass.id, classMember.classId))
			.innerJoin(person, eq(person.id, classMember.youthId))
			.where(and(eq(schoolClass.organisationId, organisationId), isNull(classMember.removedAt)))
			.orderBy(person.name)
	);
}

/** What a young person sees of a case: that it is there, who holds it and since when, and whom to ask. */
export interface OwnCase {
	organisation: string;
	consultant: string;
	since: string;
	helpPerson: string;
	helpReach: string;
}

/** The cases about the young person. */
export async function ownCases(user: UserRef): Promise<OwnCase[]> {
	const found = await asUser(user, (tx) =>
		rows<OwnCase>(tx, sql`select organisation, consultant, since, help_person as "helpPerson", help_reach as "helpReach" from own_cases()`)
	);
	return found.map((one) => ({ ...one, since: iso(one.since) }));
}
