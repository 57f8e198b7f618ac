/** The mbo's request to share: made and ended by an intaker, followed by a young person. */
import { randomInt } from 'node:crypto';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { codeAlphabet } from '$lib/account/rules';
import { organisation, team } from '$lib/organisation/tables';
import { asUser, callAsVisitor, rows, type UserRef } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import { cleanToken, isToken, tokenLength } from './rules';
import { requestFollowed, requestLink } from './tables';

/** A request as its team sees it. */
export interface TeamRequest {
	id: string;
	team: string;
	organisation: string;
	/** Empty: for every course of the team. */
	course: string;
	token: string;
	madeAt: string;
}

/** The open requests of the teams in which the person does intakes, the newest first. */
export async function requestsOfMyTeams(user: UserRef): Promise<TeamRequest[]> {
	const found = await asUser(user, (tx) =>
		tx
			.select({
				id: requestLink.id,
				team: team.name,
				organisation: organisation.name,
				course: requestLink.course,
				token: requestLink.token,
				madeAt: requestLink.madeAt
			})
			.from(requestLink)
			.innerJoin(team, eq(team.id, requestLink.teamId))
			.innerJoin(organisation, eq(organisation.id, team.organisationId))
			.where(isNull(requestLink.endedAt))
			.orderBy(desc(requestLink.madeAt))
	);
	return found.map((one) => ({ ...one, madeAt: one.madeAt.toISOString() }));
}

/**
 * Makes a request of an own team.
 * @param id made with the page, so that sending twice is once
 * @throws when it is not the person's team
 */
export async function makeRequest(user: UserRef, id: string, teamId: string, course: string): Promise<void> {
	const token = Array.from({ length: tokenLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');
	await asUser(user, (tx) =>
		tx.insert(requestLink).values({ id, teamId, course, token, madeBy: user.id }).onConflictDoNothing({ target: requestLink.id })
	);
}

/** Ends a request of an own team: its address leads nowhere from now on. Twice is once. */
export async function endRequest(user: UserRef, id: string): Promise<void> {
	await asUser(user, (tx) =>
		tx
			.update(requestLink)
			.set({ endedAt: sql`app_now()` })
			.where(and(eq(requestLink.id, id), isNull(requestLink.endedAt)))
	);
}

/** A request as anybody reads it. */
export interface PublicRequest {
	team: string;
	organisation: string;
	course: string;
	ended: boolean;
}

/** What an address asks; undefined when there is no such request. */
export async function findRequest(token: string): Promise<PublicRequest | undefined> {
	const clean = cleanToken(token);
	if (!isToken(clean)) return undefined;
	const [row] = await callAsVisitor<PublicRequest>('find_request', [clean]);
	return row;
}

/** A young person follows a request: it is found again at the own passport. Twice is once. @returns whether there is one */
export async function followRequest(user: UserRef, token: string): Promise<boolean> {
	const [row] = await asUser(user, (tx) => rows<{ id: string | null }>(tx, sql`select follow_request(${cleanToken(token)}) as id`));
	return row!.id !== null;
}

/** A request that waits for the young person. */
export interface WaitingRequest {
	id: string;
	teamId: string;
	team: string;
	organisation: string;
	course: string;
}

/** What this young person was asked, and has neither shared by nor put away; the newest first. */
export async function waitingRequests(user: UserRef): Promise<WaitingRequest[]> {
	type Row = { id: string; team_id: string; team: string; organisation: string; course: string };
	const found = await asUser(user, (tx) => rows<Row>(tx, sql`select * from my_requests()`));
	return found.map(({ team_id, ...one }) => ({ ...one, teamId: team_id }));
}

/** Puts a request away: not sharing is fine. Following it again brings it back. */
export async function putAway(user: UserRef, id: string): Promise<void> {
	await asUser(user, (tx) =>
		tx
			.update(requestFollowed)
			.set({ putAwayAt: sql`app_now()` })
			.where(and(eq(requestFollowed.requestId, id), eq(requestFollowed.youthId, user.id)))
	);
}

/** An id for a request that is going to be made. */
export const newRequestId = newId;
