/** Guest links: made and ended by a young person, opened by somebody without an account. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { asUser, callAsVisitor, type Tx, type UserRef } from '$lib/server/database';
import { blindAddress } from '$lib/account/tokens';
import { settings } from '$lib/server/env';
import { newId } from '$lib/server/ids';
import { cleanGuestCode, guestPaths, type GuestKind, type LinkStatus } from './rules';
import { guestLink } from './tables';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const derived = (what: string, linkId: string): Buffer =>
	createHmac('sha256', settings().secret).update(`guest ${what}:${linkId}`).digest();

/** The secret in the address of a link: 256 bits, derived, so that the owner's page and a mail can make it again. */
export const guestToken = (linkId: string): string => derived('token', linkId).toString('base64url');

/** The six digits that travel another way than the link. */
export const guestCode = (linkId: string): string => String(derived('code', linkId).readUIntBE(0, 6) % 1_000_000).padStart(6, '0');

/** The whole address of a link. */
export const guestAddress = (kind: GuestKind, linkId: string): string => `${settings().origin}${guestPaths[kind]}/${guestToken(linkId)}`;

/** The hashes by which the database knows a link; the code's depends on the token, so that equal codes differ. */
export function guestHashes(linkId: string): { tokenHash: string; codeHash: string } {
	const token = guestToken(linkId);
	return { tokenHash: hash(token), codeHash: codeHash(token, guestCode(linkId)) };
}
const codeHash = (token: string, code: string): string =>
	createHmac('sha256', settings().secret).update(`guest code of ${token}:${code}`).digest('hex');

/** A link to be made. */
export interface NewGuestLink {
	/** Made with the page, so that confirming twice is once. */
	id: string;
	kind: GuestKind;
	/** Whom it is for. */
	name: string;
	email: string | null;
	/** ISO date: the last day on which it opens. */
	until: string;
	/** null: as often as needed. */
	maxOpenings: number | null;
}

/** Makes a link within the owner's transaction. Twice is once. */
export async function makeGuestLink(tx: Tx, user: UserRef, link: NewGuestLink): Promise<void> {
	await tx
		.insert(guestLink)
		.values({ ...link, ...guestHashes(link.id), youthId: user.id })
		.onConflictDoNothing({ target: guestLink.id });
}

/** Ends an own link: it opens nothing from now on. Twice is once. */
export async function endGuestLink(user: UserRef, id: string): Promise<void> {
	await asUser(user, (tx) => endGuestLinkIn(tx, user, id));
}

/** The same within a transaction of the owner. */
export async function endGuestLinkIn(tx: Tx, user: UserRef, id: string): Promise<void> {
	await tx
		.update(guestLink)
		.set({ endedAt: sql`app_now()` })
		.where(and(eq(guestLink.id, id), eq(guestLink.youthId, user.id), isNull(guestLink.endedAt)));
}

/** An id for a link that is going to be made. */
export const newGuestLinkId = newId;

/** How the link with this token stands; undefined: there is none of this kind. */
export async function guestLinkStatus(kind: GuestKind, token: string): Promise<LinkStatus | undefined> {
	const [row] = await callAsVisitor<{ status: LinkStatus }>('guest_link_status', [kind, hash(token)]);
	return row?.status;
}

/** What came of giving the code: a guest's session, or why not. `blocked`: too many wrong codes from this address. */
export type Opened = { outcome: 'in'; session: string } | { outcome: 'wrong' | 'blocked' | 'missing' | Exclude<LinkStatus, 'open'> };

/**
 * Opens a link with its code. Wrong codes are counted per link and per address.
 * @param reader the name that the reader gives; the young person sees it
 * @param address the visitor's network address
 */
export async function openGuestLink(kind: GuestKind, token: string, code: string, reader: string, address: string): Promise<Opened> {
	const session = randomBytes(32).toString('base64url');
	const [row] = await callAsVisitor<{ open_guest_link: Opened['outcome'] }>('open_guest_link', [
		kind,
		hash(token),
		codeHash(token, cleanGuestCode(code)),
		hash(session),
		reader,
		blindAddress('address of guests', address)
	]);
	const outcome = row!.open_guest_link;
	return outcome === 'in' ? { outcome, session } : { outcome };
}

/** What a guest's call of the database is made with: the hashes of the session in the browser and of the link's token. */
export interface GuestRef {
	sessionHash: string;
	tokenHash: string;
}

/** A guest who is in: the name given at the door. */
export interface Guest extends GuestRef {
	readerName: string;
}

/** Who is in by this link in this browser; undefined: nobody (any more), so the door asks for the code. */
export async function guestOf(kind: GuestKind, token: string, session: string | undefined): Promise<Guest | undefined> {
	if (!session) return undefined;
	const ref = { sessionHash: hash(session), tokenHash: hash(token) };
	const [row] = await callAsVisitor<{ reader_name: string }>('who_is_guest', [kind, ref.tokenHash, ref.sessionHash]);
	return row && { ...ref, readerName: row.reader_name };
}

/** Leaves: the session ends, the link stays. */
export async function leaveAsGuest(session: string): Promise<void> {
	await callAsVisitor('leave_as_guest', [hash(session)]);
}
