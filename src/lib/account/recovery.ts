/** Back in after a forgotten password: by a mentor's one-time code, or by a link in a mail. */
import { hash } from '@node-rs/argon2';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { asUser, callAsVisitor, outcomeOf, rows, type UserRef } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import { cleanCode, cleanLogin, signInCodeLength } from './rules';
import { signInCode } from './tables';
import { blind, blindAddress, hashToken, linkToken, newCode, newToken } from './tokens';

/** What is kept of a one-time code: it is too short for a hash that anybody could make. */
const keptOf = (code: string): string => blind('sign-in code', cleanCode(code));

/** A one-time code as the mentor reads it aloud, once. */
export interface MadeCode {
	code: string;
	/** null: signs in with the e-mail address. */
	signInName: string | null;
	expiresAt: string;
}

/** The mentor makes a one-time code for a young person in the own class; an earlier one ends. @returns undefined when it is not their mentor */
export async function makeSignInCode(user: UserRef, classId: string, youthId: string): Promise<MadeCode | undefined> {
	const code = newCode(signInCodeLength);
	type Row = { sign_in_name: string | null; expires_at: string };
	const [row] = await asUser(user, (tx) =>
		rows<Row>(tx, sql`select sign_in_name, expires_at from make_sign_in_code(${newId()}, ${classId}, ${youthId}, ${keptOf(code)})`)
	);
	return row && { code, signInName: row.sign_in_name, expiresAt: new Date(row.expires_at).toISOString() };
}

/** A new way in: signed in, with a new password. `blocked`: too many tries. */
export type Recovered = { outcome: 'in'; token: string } | { outcome: 'wrong' } | { outcome: 'blocked' };

/**
 * Signs in with a mentor's one-time code, and sets the password that was chosen. Every other session ends; in this one the
 * sensitive answers are closed. Tries are counted per account and per address.
 * @param address the visitor's network address
 * @param shared on a device of a school or library
 */
export async function signInWithCode(login: string, code: string, password: string, address: string, shared: boolean): Promise<Recovered> {
	const name = cleanLogin(login);
	const account = blind('account of one-time codes', name);
	type Row = { blocked: boolean; code_id: string | null };
	const [found] = await callAsVisitor<Row>('find_sign_in_code', [
		name,
		keptOf(code),
		account,
		blindAddress('address of one-time codes', address)
	]);
	if (!found || found.blocked) return { outcome: 'blocked' };
	if (!found.code_id) return { outcome: 'wrong' };
	const token = newToken();
	const [used] = await callAsVisitor<{ use_sign_in_code: string | null }>('use_sign_in_code', [
		found.code_id,
		keptOf(code),
		await hash(password),
		hashToken(token),
		shared,
		account
	]);
	return used?.use_sign_in_code ? { outcome: 'in', token } : { outcome: 'wrong' };
}

/** A one-time code that a mentor made, as the young person sees it in the own account. */
export interface CodeOfMine {
	id: string;
	mentor: string;
	from: string;
	madeAt: string;
	/** null: nobody used it. */
	usedAt: string | null;
}

/** The one-time codes that mentors made for this person, the newest first. @param unseen only those of which the notice stands */
export async function codesOfMine(user: UserRef, unseen = false): Promise<CodeOfMine[]> {
	const found = await asUser(user, (tx) =>
		tx
			.select({
				id: signInCode.id,
				mentor: signInCode.mentorName,
				from: signInCode.mentorFrom,
				madeAt: signInCode.madeAt,
				usedAt: signInCode.usedAt
			})
			.from(signInCode)
			.where(and(eq(signInCode.youthId, user.id), unseen ? isNull(signInCode.seenAt) : undefined))
			.orderBy(desc(signInCode.madeAt))
	);
	return found.map((c) => ({ ...c, madeAt: c.madeAt.toISOString(), usedAt: c.usedAt?.toISOString() ?? null }));
}

/** Puts the notice about one-time codes away. Not from a session that one of them opened: that may be somebody else. */
export async function seeCodes(user: UserRef): Promise<void> {
	await asUser(user, (tx) =>
		tx
			.update(signInCode)
			.set({ seenAt: sql`app_now()` })
			.where(and(eq(signInCode.youthId, user.id), isNull(signInCode.seenAt)))
	);
}

/** A link that is going to be mailed: its id, and the hash of the token that the mail makes of it. */
export function newLink(): [id: string, tokenHash: string] {
	const linkId = newId();
	return [linkId, hashToken(linkToken(linkId))];
}

/** How long an answer takes at least, in milliseconds: so long that it does not tell whether a mail was made. */
const sameForAll = 400;

/**
 * Asks for a mail with a link to a new password. It goes only to the address of the account, three times an hour at the most; the
 * answer is the same whether there is such an account or not, in words and in time.
 * @param address the visitor's network address
 * @returns false when this address asked too often
 */
export async function askPasswordReset(login: string, address: string): Promise<boolean> {
	const [[row]] = await Promise.all([
		callAsVisitor<{ blocked: boolean }>('ask_password_reset', [
			cleanLogin(login),
			...newLink(),
			blindAddress('address of password resets', address)
		]),
		new Promise((done) => setTimeout(done, sameForAll))
	]);
	return !row!.blocked;
}

/** What a link to a new password opens. */
export type FoundLink = { outcome: 'found'; login: string; email: string } | { outcome: 'gone' } | { outcome: 'blocked' };

/** Looks a link to a new password up without using it. Guessing is counted per address. */
export async function findPasswordReset(token: string, address: string): Promise<FoundLink> {
	type Row = { blocked: boolean; login: string | null; email: string };
	const [row] = await callAsVisitor<Row>('find_password_reset', [hashToken(token), blindAddress('address of links', address)]);
	if (!row || row.blocked) return { outcome: 'blocked' };
	return row.login === null ? { outcome: 'gone' } : { outcome: 'found', login: row.login, email: row.email };
}

/**
 * Sets a new password by the link in a mail, ends every other session, and signs in.
 * @param shared on a device of a school or library
 * @returns the session's token; undefined when the link does not hold any more
 */
export async function resetPassword(token: string, password: string, shared: boolean): Promise<string | undefined> {
	const session = newToken();
	const [row] = await callAsVisitor<{ reset_password: string | null }>('reset_password', [
		hashToken(token),
		await hash(password),
		hashToken(session),
		shared
	]);
	return row?.reset_password ? session : undefined;
}

/** The address that a link in a mail would confirm for whoever is signed in; null when it does not hold, or is another's. */
export async function findEmailConfirmation(user: UserRef, token: string): Promise<string | null> {
	const [row] = await asUser(user, (tx) =>
		rows<{ email: string | null }>(tx, sql`select find_email_confirmation(${hashToken(token)}) as email`)
	);
	return row!.email;
}

/** Gives the own account the address that the link was mailed to. taken: by then another account had it. */
export async function confirmEmail(user: UserRef, token: string): Promise<'confirmed' | 'gone' | 'taken'> {
	return outcomeOf(user, sql`confirm_email(${hashToken(token)})`);
}

/** Mails the link to confirm the own address again. @returns false: nothing to confirm, or three were sent this hour */
export async function sendConfirmation(user: UserRef): Promise<boolean> {
	const [id, tokenHash] = newLink();
	const [row] = await asUser(user, (tx) => rows<{ ok: boolean }>(tx, sql`select send_email_confirmation(${id}, ${tokenHash}) as ok`));
	return row!.ok;
}

/** Why a young person should fill in an own address now: see own_address_notice() in the migrations; null when not. */
export type AddressNotice = 'leaving' | 'left' | 'confirm';
export async function addressNotice(user: UserRef): Promise<AddressNotice | null> {
	const [row] = await asUser(user, (tx) => rows<{ why: AddressNotice }>(tx, sql`select why from own_address_notice()`));
	return row?.why ?? null;
}

/** Puts that notice away for a month. */
export async function putAddressNoticeAway(user: UserRef): Promise<void> {
	await asUser(user, (tx) => rows(tx, sql`select put_own_address_away()`));
}
