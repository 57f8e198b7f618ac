/** Inviting others to read or write along, what they read and write, and what the young person keeps of it. */
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { guestAddress, guestCode, guestHashes, type GuestRef } from '$lib/guest/server';
import { guestLink } from '$lib/guest/tables';
import type { EditionLine } from '$lib/passport/server';
import { asUser, callAsVisitor, outcomeOf, rows, type UserRef } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import type { ContributionQuestion, ContributionTexts, ParticipantKind } from './rules';
import { contribution, participant, participantPart } from './tables';

/** Somebody who is invited. */
export interface Invitation {
	/** Of the link; made with the page, so that confirming twice is once. */
	linkId: string;
	kind: ParticipantKind;
	name: string;
	/** null: the link goes by hand. */
	email: string | null;
	mayWrite: boolean;
	/** ISO date: the last day. */
	until: string;
	/** Named as the parts of an edition. */
	parts: string[];
}

/** What came of inviting. */
export type Invited = 'invited' | 'too_many' | 'until' | 'nothing' | 'missing';

/** Invites somebody to read parts of a passport as they are then, to write along, or both. Twice is once. */
export async function inviteParticipant(user: UserRef, passportId: string, { linkId, ...who }: Invitation): Promise<Invited> {
	const { tokenHash, codeHash } = guestHashes(linkId);
	return outcomeOf(
		user,
		sql`invite_participant(${passportId}, ${linkId}, ${tokenHash}, ${codeHash}, ${who.kind}, ${who.name}, ${who.email}, ${who.mayWrite},
				${who.until}::date, array(select jsonb_array_elements_text(${JSON.stringify(who.parts)}::text::jsonb)))`
	);
}

/** Somebody who was invited, as the young person sees them. */
export interface OwnParticipant {
	id: string;
	linkId: string;
	kind: ParticipantKind;
	name: string;
	email: string | null;
	mayWrite: boolean;
	parts: string[];
	/** ISO date */
	until: string;
	/** Ended by the young person, or by its date. */
	ended: boolean;
	locked: boolean;
	opened: boolean;
	lastReadAt: string | null;
	code: string;
	/** null: the link went by mail, so that who has it is who reads that mail. */
	address: string | null;
}

/** Everybody who was invited to this passport, the newest first. */
export async function participantsOf(user: UserRef, passportId: string): Promise<OwnParticipant[]> {
	return asUser(user, async (tx) => {
		const found = await tx
			.select({
				id: participant.id,
				linkId: guestLink.id,
				kind: participant.kind,
				name: guestLink.name,
				email: guestLink.email,
				mayWrite: participant.mayWrite,
				until: guestLink.until,
				ended: sql<boolean>`${participant.endedAt} is not null or ${guestLink.until} < app_today()`,
				openings: guestLink.openings,
				wrongTries: guestLink.wrongTries,
				lastReadAt: participant.lastReadAt
			})
			.from(participant)
			.innerJoin(guestLink, eq(guestLink.id, participant.guestLinkId))
			.where(and(eq(participant.passportId, passportId), eq(participant.youthId, user.id)))
			.orderBy(desc(participant.madeAt), desc(participant.id));
		if (found.length === 0) return [];
		const parts = await tx
			.select({ of: participantPart.participantId, part: participantPart.part })
			.from(participantPart)
			.innerJoin(participant, eq(participant.id, participantPart.participantId))
			.where(and(eq(participant.passportId, passportId), eq(participantPart.youthId, user.id)));
		return found.map(({ openings, wrongTries, lastReadAt, ...p }) => ({
			...p,
			parts: parts.filter(({ of }) => of === p.id).map(({ part }) => part),
			locked: wrongTries >= 10,
			opened: openings > 0,
			lastReadAt: lastReadAt?.toISOString() ?? null,
			code: guestCode(p.linkId),
			address: p.email === null ? guestAddress('participant', p.linkId) : null
		}));
	});
}

/** Who reads along now, and what. */
export async function readersAlong(user: UserRef, passportId: string): Promise<{ name: string; parts: string[] }[]> {
	const all = await participantsOf(user, passportId);
	return all.filter(({ ended, parts }) => !ended && parts.length > 0).map(({ name, parts }) => ({ name, parts }));
}

/** Stops with somebody: the link opens nothing any more; what was written stays. @returns whether there is such a participant */
export async function endParticipant(user: UserRef, id: string): Promise<boolean> {
	const [row] = await asUser(user, (tx) => rows<{ ended: boolean }>(tx, sql`select end_participant(${id}) as ended`));
	return row!.ended;
}

/** What somebody wrote, as the young person reads it. */
export interface Contribution {
	id: string;
	name: string;
	role: ParticipantKind;
	question: ContributionQuestion;
	text: string;
	updatedAt: string;
	/** null: not decided (any more). */
	kept: boolean | null;
}

/** What others wrote for this passport, person by person. */
export async function contributionsOf(user: UserRef, passportId: string): Promise<Contribution[]> {
	const found = await asUser(user, (tx) =>
		tx
			.select({
				id: contribution.id,
				name: contribution.authorName,
				role: participant.kind,
				question: contribution.question,
				text: contribution.text,
				updatedAt: contribution.updatedAt,
				kept: contribution.kept
			})
			.from(contribution)
			.innerJoin(participant, eq(participant.id, contribution.participantId))
			.where(and(eq(contribution.passportId, passportId), eq(contribution.youthId, user.id)))
			.orderBy(asc(participant.madeAt), asc(participant.id), asc(contribution.question))
	);
	return found.map((c) => ({ ...c, updatedAt: c.updatedAt.toISOString() }));
}

/**
 * Whether somebody's words go into the passport.
 * @param text the words that were read: when they changed since, nothing is decided
 */
export async function keepContribution(user: UserRef, id: string, kept: boolean, text: string): Promise<'decided' | 'changed' | 'missing'> {
	return outcomeOf(user, sql`keep_contribution(${id}, ${kept}, ${text})`);
}

/** The mentor reads what others say, as far as it is kept, as a part of a passport that is ready. Writes the access log. */
export async function readContributions(
	user: UserRef,
	passportId: string
): Promise<{ name: string; role: ParticipantKind; question: ContributionQuestion; text: string }[]> {
	type Row = { author_name: string; kind: ParticipantKind; question: ContributionQuestion; words: string };
	const found = await asUser(user, (tx) => rows<Row>(tx, sql`select * from read_contributions_as_mentor(${passportId})`));
	return found.map(({ author_name, kind, question, words }) => ({ name: author_name, role: kind, question, text: words }));
}

/** What somebody who was invited sees. */
export interface ParticipantPage {
	called: string;
	name: string;
	kind: ParticipantKind;
	mayWrite: boolean;
	/** ISO date */
	until: string;
	/** Whether anything was chosen to be read; it may be empty still. */
	reads: boolean;
	instrument: string;
	version: number;
	lines: EditionLine[];
	/** The own words so far. */
	texts: Partial<ContributionTexts>;
}

/** Exactly the chosen parts, as they are answered now. Writes the access log. @returns undefined when nobody is in (any more) */
export async function readAsParticipant(guest: GuestRef): Promise<ParticipantPage | undefined> {
	const [row] = await callAsVisitor<{ page: ParticipantPage }>('read_as_participant', [guest.tokenHash, guest.sessionHash]);
	return row?.page;
}

/** What came of writing along; `out`: the half hour is over, or the young person stopped. */
export type Written = 'saved' | 'reading_only' | 'too_long' | 'out';

/** Keeps what a participant writes; what is emptied is taken away. */
export async function writeAsParticipant(guest: GuestRef, texts: ContributionTexts): Promise<Written> {
	const [row] = await callAsVisitor<{ write_as_participant: Written }>('write_as_participant', [
		guest.tokenHash,
		guest.sessionHash,
		JSON.stringify(texts)
	]);
	return row!.write_as_participant;
}

/** An id for a link that is going to be made with the page. */
export const newLinkId = newId;
