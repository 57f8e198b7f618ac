/** The link of a consent: how its owner finds it, and how whoever was given it reads. */
import { and, eq } from 'drizzle-orm';
import { guestAddress, guestCode, type Guest } from '$lib/guest/server';
import { guestLink } from '$lib/guest/tables';
import { asUser, callAsVisitor, type UserRef } from '$lib/server/database';
import { hashToken } from '$lib/account/tokens';
import type { ReadEdition } from './server';
import { consent } from './tables';

/** A link as the young person who made it sees it. */
export interface ShareLink {
	address: string;
	/** Six digits: never mailed, told by the young person. */
	code: string;
	email: string | null;
	openings: number;
	maxOpenings: number | null;
	/** Wrong codes lock a link for good. */
	locked: boolean;
}

/** The link of an own consent; undefined when it has none. */
export async function linkOf(user: UserRef, consentId: string): Promise<ShareLink | undefined> {
	const [found] = await asUser(user, (tx) =>
		tx
			.select({
				id: guestLink.id,
				email: guestLink.email,
				openings: guestLink.openings,
				maxOpenings: guestLink.maxOpenings,
				wrongTries: guestLink.wrongTries
			})
			.from(consent)
			.innerJoin(guestLink, eq(guestLink.id, consent.guestLinkId))
			.where(and(eq(consent.id, consentId), eq(consent.youthId, user.id)))
	);
	if (!found) return undefined;
	const { id, wrongTries, ...link } = found;
	return { ...link, address: guestAddress('share', id), code: guestCode(id), locked: wrongTries >= 10 };
}

/** Whether the link is right and opens nothing yet: below 16, before a representative's yes. */
export async function linkWaits(token: string): Promise<boolean> {
	const [row] = await callAsVisitor<{ waits: boolean }>('share_link_waits', [hashToken(token)]);
	return row?.waits ?? false;
}

/** Opens what was shared by a link, to the guest who gave its code. Writes the access log. @returns undefined when it opens nothing (any more) */
export async function readByLink(guest: Guest): Promise<ReadEdition | undefined> {
	const [row] = await callAsVisitor<ReadEdition>('read_by_link', [guest.tokenHash, guest.sessionHash]);
	return row;
}

/** Keeps where a guest is reached, for taking a PDF along. @returns whether somebody is in */
export async function leaveEmail(guest: Guest, email: string): Promise<boolean> {
	const [row] = await callAsVisitor<{ leave_reader_email: boolean }>('leave_reader_email', [guest.tokenHash, guest.sessionHash, email]);
	return row!.leave_reader_email;
}

/** What was shared, to take along as a PDF, for a guest who said where they are reached. Writes the access log. @returns undefined when it opens nothing */
export async function takeByLink(guest: Guest): Promise<ReadEdition | undefined> {
	const [row] = await callAsVisitor<ReadEdition>('take_by_link', [guest.tokenHash, guest.sessionHash]);
	return row;
}
