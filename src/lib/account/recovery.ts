/** Back in after a forgotten password: by a mentor's one-time code. */
import { hash } from '@node-rs/argon2';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { asUser, callAsVisitor, rows, type UserRef } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import { cleanCode, cleanLogin, signInCodeLength } from './rules';
import { signInCode } from './tables';
import { blind, blindAddress, hashToken, newCode, newToken } from './tokens';

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
