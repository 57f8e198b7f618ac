/** After withdrawing: asking whoever took a PDF along to delete it, and their word that they did. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { and, asc, eq, sql } from 'drizzle-orm';
import { asUser, callAsVisitor, rows, type UserRef } from '$lib/server/database';
import { settings } from '$lib/server/env';
import { deletionRequest } from './tables';

/** A request as the young person sees it. */
export interface Deletion {
	reader: string;
	from: string;
	takenAt: string;
	/** null: not confirmed yet. */
	confirmedAt: string | null;
}

/** Who was asked to delete a PDF after this consent was withdrawn, and who said that they did. */
export async function deletionsOf(user: UserRef, consentId: string): Promise<Deletion[]> {
	const found = await asUser(user, (tx) =>
		tx
			.select({
				reader: deletionRequest.readerName,
				from: deletionRequest.readerFrom,
				takenAt: deletionRequest.takenAt,
				confirmedAt: deletionRequest.confirmedAt
			})
			.from(deletionRequest)
			.where(and(eq(deletionRequest.consentId, consentId), eq(deletionRequest.youthId, user.id)))
			.orderBy(asc(deletionRequest.askedAt), asc(deletionRequest.readerName))
	);
	return found.map((one) => ({ ...one, takenAt: one.takenAt.toISOString(), confirmedAt: one.confirmedAt?.toISOString() ?? null }));
}

/** What a professional is asked to delete. */
export interface ToDelete {
	id: string;
	name: string;
	called: string;
	takenAt: string;
	askedAt: string;
}

/** What this professional is asked to delete and has not confirmed, the oldest first. */
export async function toDelete(user: UserRef): Promise<ToDelete[]> {
	type Row = { id: string; name: string; called: string; taken_at: string; asked_at: string };
	const found = await asUser(user, (tx) => rows<Row>(tx, sql`select * from my_deletion_requests()`));
	return found.map(({ taken_at, asked_at, ...one }) => ({
		...one,
		takenAt: new Date(taken_at).toISOString(),
		askedAt: new Date(asked_at).toISOString()
	}));
}

/** "Ik heb mijn kopie verwijderd." Twice is once. @returns whether there is such a request of this person */
export async function confirmDeletion(user: UserRef, id: string): Promise<boolean> {
	const [row] = await asUser(user, (tx) => rows<{ done: boolean }>(tx, sql`select confirm_deletion(${id}) as done`));
	return row!.done;
}

const sign = (id: string): string => createHmac('sha256', settings().secret).update(`deletion:${id}`).digest('base64url').slice(0, 24);

/** Where somebody without an account confirms: only who got the mail knows it. */
export const deletionPath = (id: string): string => `/verwijderd/${id}.${sign(id)}`;

/** The request of a link in a mail; undefined when it was not made by this portal. */
function requestOf(token: string): string | undefined {
	const [id = '', signed = ''] = token.split('.');
	if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
	const [given, right] = [Buffer.from(signed), Buffer.from(sign(id))];
	return given.length === right.length && timingSafeEqual(given, right) ? id : undefined;
}

/** What somebody without an account is asked to delete. */
export interface GuestDeletion {
	called: string;
	takenAt: string;
	confirmed: boolean;
}

/** The request behind a link in a mail, confirmed at once with `confirm`. Twice is once. @returns undefined when there is none */
export async function deletionByLink(token: string, confirm = false): Promise<GuestDeletion | undefined> {
	const id = requestOf(token);
	if (!id) return undefined;
	const [row] = await callAsVisitor<{ called: string; taken_at: Date; confirmed_at: Date | null }>('deletion_by_link', [id, confirm]);
	return row && { called: row.called, takenAt: row.taken_at.toISOString(), confirmed: row.confirmed_at !== null };
}
