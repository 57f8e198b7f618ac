/** Support agreements: the team makes them from its answers, the young person agrees or wants them different. */
import { sql } from 'drizzle-orm';
import type { GuestRef } from '$lib/guest/server';
import { asUser, callAsVisitor, outcomeOf, rows, type UserRef } from '$lib/server/database';
import type { AgreementDocument, AgreementStatus, LineWords } from './rules';

const iso = (moment: string): string => new Date(moment).toISOString();
const isoOrNull = (moment: string | null): string | null => moment && iso(moment);

const withMoments = (found: AgreementDocument): AgreementDocument => ({
	...found,
	madeAt: iso(found.madeAt),
	proposedAt: isoOrNull(found.proposedAt),
	agreedAt: isoOrNull(found.agreedAt),
	signatures: found.signatures.map((signature) => ({ ...signature, at: iso(signature.at) })),
	remarks: found.remarks.map((remark) => ({ ...remark, at: iso(remark.at) }))
});

/**
 * Makes the draft from the answers that were given, or brings the newest answers into the draft there is.
 * @returns its id; undefined when there is no such consent for this person, now, or nothing was answered
 */
export async function draftAgreement(user: UserRef, consentId: string): Promise<string | undefined> {
	const [row] = await asUser(user, (tx) => rows<{ id: string | null }>(tx, sql`select draft_agreement(${consentId}) as id`));
	return row?.id ?? undefined;
}

/** Opens a document of one of the person's teams. Writes the access log. @returns undefined when it does not exist for this person, now */
export async function readAgreement(user: UserRef, id: string): Promise<AgreementDocument | undefined> {
	const [row] = await asUser(user, (tx) => rows<{ document: AgreementDocument | null }>(tx, sql`select read_agreement(${id}) as document`));
	return row?.document ? withMoments(row.document) : undefined;
}

/** What came of keeping; `moved`: a colleague changed it since, `fixed`: it is no draft any more. */
export interface KeptAgreement {
	outcome: 'kept' | 'moved' | 'fixed' | 'missing';
	revision: number;
}

/**
 * Keeps what the team fills in, in a draft.
 * @param lookBackOn ISO date
 */
export async function keepAgreement(
	user: UserRef,
	id: string,
	filledIn: { revision: number; lookBackOn: string; lines: LineWords[] }
): Promise<KeptAgreement> {
	const { revision, lookBackOn, lines } = filledIn;
	const [row] = await asUser(user, (tx) =>
		rows<KeptAgreement>(
			tx,
			sql`select outcome, revision from keep_agreement(${id}, ${revision}::integer, ${lookBackOn}::date, ${JSON.stringify(lines)}::text::jsonb)`
		)
	);
	return row!;
}

/** The team agrees with the draft as it was read; the young person gets to read it. Twice is once. */
export async function proposeAgreement(user: UserRef, id: string, revision: number): Promise<'proposed' | 'moved' | 'missing'> {
	return outcomeOf(user, sql`propose_agreement(${id}, ${revision}::integer)`);
}

/** The team takes its proposal back, as long as the young person has not agreed. Twice is once. */
export async function takeBackAgreement(user: UserRef, id: string): Promise<'draft' | 'too_late' | 'missing'> {
	return outcomeOf(user, sql`take_back_agreement(${id})`);
}

/** A document in the list of a team: names and dates only. */
export interface TeamAgreement {
	id: string;
	consentId: string;
	name: string;
	called: string;
	pronouns: string;
	team: string;
	course: string;
	status: AgreementStatus;
	madeAt: string;
	agreedAt: string | null;
	/** ISO date */
	lookBackOn: string;
	/** A newer one took its place. */
	replaced: boolean;
	/** The passport can be read as well. */
	open: boolean;
}

/** The documents of the person's teams, what has to be looked back on first in front. */
export async function myAgreements(user: UserRef): Promise<TeamAgreement[]> {
	type Row = Omit<TeamAgreement, 'consentId' | 'madeAt' | 'agreedAt' | 'lookBackOn'> & {
		consent_id: string;
		made_at: string;
		agreed_at: string | null;
		look_back_on: string;
	};
	const found = await asUser(user, (tx) => rows<Row>(tx, sql`select * from my_agreements()`));
	return found.map(({ consent_id: consentId, made_at, agreed_at, look_back_on: lookBackOn, ...row }) => ({
		...row,
		consentId,
		madeAt: iso(made_at),
		agreedAt: isoOrNull(agreed_at),
		lookBackOn
	}));
}

/** The young person's own document; without lines while the team is writing. @returns undefined when there is none to read */
export async function ownAgreement(user: UserRef, id: string): Promise<AgreementDocument | undefined> {
	const [row] = await asUser(user, (tx) => rows<{ document: AgreementDocument | null }>(tx, sql`select own_agreement(${id}) as document`));
	return row?.document ? withMoments(row.document) : undefined;
}

/** An own document in a list. */
export interface OwnAgreement {
	id: string;
	consentId: string;
	team: string;
	organisation: string;
	status: AgreementStatus;
	/** ISO date */
	lookBackOn: string;
}

/** The young person's documents about one passport, the newest first. */
export async function ownAgreements(user: UserRef, passportId: string): Promise<OwnAgreement[]> {
	type Row = Omit<OwnAgreement, 'consentId' | 'lookBackOn'> & { consent_id: string; look_back_on: string };
	const found = await asUser(user, (tx) =>
		rows<Row>(tx, sql`select id, consent_id, team, organisation, status, look_back_on from own_agreements(${passportId})`)
	);
	return found.map(({ consent_id: consentId, look_back_on: lookBackOn, ...row }) => ({ ...row, consentId, lookBackOn }));
}

/** What came of agreeing: how the document stands now; `moved`: it was changed since it was read. */
export type Agreed = AgreementStatus | 'moved' | 'missing';

/** The young person agrees with exactly what was read. Twice is once. */
export async function agreeWith(user: UserRef, id: string, revision: number): Promise<Agreed> {
	return outcomeOf(user, sql`agree_agreement(${id}, ${revision}::integer)`);
}

/** The young person wants it different: the team writes again, and everybody agrees anew. Twice is once. */
export async function askForChange(
	user: UserRef,
	id: string,
	revision: number,
	text: string
): Promise<'asked' | 'agreed' | 'moved' | 'missing'> {
	return outcomeOf(user, sql`ask_agreement_change(${id}, ${revision}::integer, ${text})`);
}

/** A document that a representative is asked to agree with, or has decided about. */
export interface AskedAgreement {
	id: string;
	team: string;
	organisation: string;
	status: AgreementStatus;
	decision: 'yes' | 'no' | null;
}

/** What a representative who is in by link and code decides about. */
export function agreementsOfRepresentative(guest: GuestRef): Promise<AskedAgreement[]> {
	return callAsVisitor<AskedAgreement>('agreements_of_representative', [guest.tokenHash, guest.sessionHash]);
}

/** Opens one of those. Writes the access log. @returns undefined when it does not exist for this representative, now */
export async function readAsRepresentative(guest: GuestRef, id: string): Promise<AgreementDocument | undefined> {
	const [row] = await callAsVisitor<{ document: AgreementDocument }>('read_agreement_as_representative', [
		guest.tokenHash,
		guest.sessionHash,
		id
	]);
	return row && withMoments(row.document);
}

/** A representative says yes or no to exactly what was read. Twice is once. */
export async function decideAgreement(
	guest: GuestRef,
	id: string,
	revision: number,
	decision: 'yes' | 'no'
): Promise<'decided' | 'alone' | 'gone' | 'out'> {
	type Row = { decide_agreement: 'decided' | 'alone' | 'gone' | 'out' };
	const [row] = await callAsVisitor<Row>('decide_agreement', [guest.tokenHash, guest.sessionHash, id, revision, decision]);
	return row!.decide_agreement;
}
