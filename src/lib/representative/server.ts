/** Asking parents and guardians below 16, what they decide by their link, and the support coordinator who finds one. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Purpose } from '$lib/consent/rules';
import type { GuestRef } from '$lib/guest/server';
import { guestAddress, guestCode, guestHashes } from '$lib/guest/server';
import { guestLink } from '$lib/guest/tables';
import { asUser, callAsVisitor, outcomeOf, rows, type UserRef } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import type { AskedRepresentative, Decision, RepresentativeKind } from './rules';
import { representative, representativeDecision, representativeRequest } from './tables';

/** A representative as the young person sees them. */
export interface OwnRepresentative {
	id: string;
	linkId: string;
	kind: RepresentativeKind;
	name: string;
	/** Where the link was mailed to; null: it goes by hand. */
	email: string | null;
	/** The support coordinator who found them; null: asked by the young person. */
	foundBy: string | null;
	askedAt: string;
	ended: boolean;
	/** Opened with the code, at least once. */
	opened: boolean;
	/** Too many wrong codes: a new link is needed. */
	locked: boolean;
	/** The code to tell; the link itself only where it goes by hand, so that who has the mailed link is who reads that mail. */
	code: string;
	address: string | null;
	/** What they decided about the consent that was asked about, the newest first. */
	decisions: { decision: Decision; at: string }[];
}

/** Everybody who was asked, in that order, with what they decided about one consent. */
export async function representativesOf(user: UserRef, consentId: string): Promise<OwnRepresentative[]> {
	return asUser(user, async (tx) => {
		const asked = await tx
			.select({
				id: representative.id,
				kind: representative.kind,
				foundBy: representative.foundBy,
				askedAt: representative.madeAt,
				endedAt: representative.endedAt,
				linkId: guestLink.id,
				name: guestLink.name,
				email: guestLink.email,
				openings: guestLink.openings,
				wrongTries: guestLink.wrongTries
			})
			.from(representative)
			.innerJoin(guestLink, eq(guestLink.id, representative.guestLinkId))
			.where(eq(representative.youthId, user.id))
			.orderBy(asc(representative.madeAt));
		if (asked.length === 0) return [];
		const decided = await tx
			.select({ by: representativeDecision.representativeId, decision: representativeDecision.decision, at: representativeDecision.at })
			.from(representativeDecision)
			.where(
				and(
					eq(representativeDecision.youthId, user.id),
					eq(representativeDecision.consentId, consentId),
					inArray(
						representativeDecision.representativeId,
						asked.map(({ id }) => id)
					)
				)
			)
			.orderBy(sql`${representativeDecision.at} desc, ${representativeDecision.id} desc`);
		return asked.map(({ endedAt, openings, wrongTries, ...r }) => ({
			...r,
			askedAt: r.askedAt.toISOString(),
			ended: endedAt !== null,
			opened: openings > 0,
			locked: wrongTries >= 10,
			code: guestCode(r.linkId),
			address: r.email === null && r.foundBy === null ? guestAddress('representative', r.linkId) : null,
			decisions: decided.filter(({ by }) => by === r.id).map(({ decision, at }) => ({ decision, at: at.toISOString() }))
		}));
	});
}

/** What came of asking. */
export type Asked = 'asked' | 'own_address' | 'too_many' | 'alone';

/**
 * The young person asks a parent or guardian to decide along; with an address the link is mailed. Twice is once.
 * @param linkId made with the page
 */
export async function askRepresentative(user: UserRef, linkId: string, asked: AskedRepresentative): Promise<Asked> {
	const { tokenHash, codeHash } = guestHashes(linkId);
	return outcomeOf(user, sql`ask_representative(${linkId}, ${tokenHash}, ${codeHash}, ${asked.kind}, ${asked.name}, ${asked.email})`);
}

/** Stops with somebody: the link opens nothing any more, and a yes falls away. @returns whether there is such a representative */
export async function endRepresentative(user: UserRef, id: string): Promise<boolean> {
	const [row] = await asUser(user, (tx) => rows<{ ended: boolean }>(tx, sql`select end_representative(${id}) as ended`));
	return row!.ended;
}

/** Who turned 16 shares after all what a representative refused before. */
export async function decideAlone(user: UserRef, consentId: string): Promise<'decided' | 'not_yet' | 'missing'> {
	return outcomeOf(user, sql`decide_alone(${consentId})`);
}

/** Help with finding a representative: who could give it, and whether it was asked for. */
export interface Help {
	coordinators: { name: string; school: string }[];
	/** Since when the request waits; null: none waits. */
	askedAt: string | null;
}

/** "Ik kan mijn ouder niet vragen": how that stands. */
export async function helpOf(user: UserRef): Promise<Help> {
	return asUser(user, async (tx) => {
		const coordinators = await rows<{ name: string; school: string }>(tx, sql`select name, school from my_support_coordinators()`);
		const [open] = await tx
			.select({ at: representativeRequest.at })
			.from(representativeRequest)
			.where(
				and(
					eq(representativeRequest.youthId, user.id),
					sql`${representativeRequest.handledAt} is null and ${representativeRequest.takenBackAt} is null`
				)
			);
		return { coordinators: coordinators.map((c) => ({ ...c })), askedAt: open?.at.toISOString() ?? null };
	});
}

/** Asks the support coordinators of the own school to find the lawful representative. Twice is once. */
export async function askForHelp(user: UserRef): Promise<'asked' | 'nobody' | 'alone'> {
	return outcomeOf(user, sql`request_representative()`);
}

/** The help is not needed any more. */
export async function takeBackHelp(user: UserRef): Promise<void> {
	await asUser(user, (tx) => tx.execute(sql`select take_back_representative_request()`));
}

/** A request as the support coordinator sees it. */
export interface RepresentativeRequest {
	id: string;
	name: string;
	called: string;
	className: string;
	askedAt: string;
	/** null: waits. */
	handledAt: string | null;
	handledBy: string | null;
}

/** The requests of the own school: those that wait first. */
export async function representativeRequests(user: UserRef): Promise<RepresentativeRequest[]> {
	type Row = {
		id: string;
		name: string;
		called: string;
		class_name: string;
		at: string;
		handled_at: string | null;
		handled_by: string | null;
	};
	const found = await asUser(user, (tx) => rows<Row>(tx, sql`select * from representative_requests()`));
	const moment = (at: string | null) => (at ? new Date(at).toISOString() : null);
	return found.map((r) => ({
		id: r.id,
		name: r.name,
		called: r.called,
		className: r.class_name,
		askedAt: moment(r.at)!,
		handledAt: moment(r.handled_at),
		handledBy: r.handled_by
	}));
}

/** What came of it; the address for the letter when it was not mailed. Never the code, which the young person tells: see docs/decisions. */
export type FoundRepresentative =
	{ outcome: 'made'; address: string } | { outcome: 'mailed' | 'handled' | 'staff_address' | 'alone' | 'missing' };

/**
 * The support coordinator found the lawful representative of a young person of the own school. Twice is once.
 * @param linkId made with the page
 */
export async function findRepresentative(
	user: UserRef,
	requestId: string,
	linkId: string,
	found: AskedRepresentative
): Promise<FoundRepresentative> {
	const { tokenHash, codeHash } = guestHashes(linkId);
	const outcome = await outcomeOf<FoundRepresentative['outcome']>(
		user,
		sql`find_representative(${requestId}, ${linkId}, ${tokenHash}, ${codeHash}, ${found.kind}, ${found.name}, ${found.email})`
	);
	return outcome === 'made' ? { outcome, address: guestAddress('representative', linkId) } : { outcome };
}

/** An id for a link that is going to be made with the page. */
export const newLinkId = newId;

/** What a representative decides about. */
export interface AskedConsent {
	id: string;
	recipient: string;
	/** ISO date */
	until: string;
	purpose: Purpose;
	givenAt: string;
	/** Whether it can be read now. */
	open: boolean;
	instrument: string;
	version: number;
	/** Without those that are sensitive. */
	parts: string[];
	/** How many sensitive answers. */
	sensitive: number;
	/** The own newest decision. */
	decision: Decision | null;
}

/** The page of a representative. */
export interface RepresentativePage {
	representative: string;
	kind: RepresentativeKind;
	name: string;
	called: string;
	school: string | null;
	/** The young person decides alone by now. */
	alone: boolean;
	years: number;
	consents: AskedConsent[];
	/** The own decisions, the newest first. */
	history: { recipient: string; decision: Decision; at: string }[];
}

/** What a representative who is in by link and code sees; undefined when the young person stopped with them. */
export async function representativePage(guest: GuestRef): Promise<RepresentativePage | undefined> {
	const [row] = await callAsVisitor<{ page: RepresentativePage }>('representative_page', [guest.tokenHash, guest.sessionHash]);
	return row?.page;
}

/** What came of deciding. */
export type Decided = 'decided' | 'alone' | 'gone' | 'out';

/** A representative says yes or no about one consent; later it can be the other way round. Twice is once. */
export async function decideAsRepresentative(guest: GuestRef, consentId: string, decision: Decision): Promise<Decided> {
	const [row] = await callAsVisitor<{ decide_as_representative: Decided }>('decide_as_representative', [
		guest.tokenHash,
		guest.sessionHash,
		consentId,
		decision
	]);
	return row!.decide_as_representative;
}
