/** Signing in and out, joining a class, the own account. */
import { hash, verify } from '@node-rs/argon2';
import { and, eq } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import { asSystem, asUser, callAsVisitor, outcomeOf, rows, type UserRef } from '$lib/server/database';
import { settings } from '$lib/server/env';
import { newId } from '$lib/server/ids';
import { cleanCode, cleanLogin, type NewYouth } from './rules';
import { guestSession } from '$lib/guest/tables';
import { newLink } from './recovery';
import { accountLink, person, session, signInFailure } from './tables';
import { classExpected, staffRole } from '$lib/organisation/tables';
import { blind, blindAddress, hashToken, newToken } from './tokens';

export type Role = 'mentor' | 'intaker' | 'rmc_consultant' | 'support_coordinator';

/** Whoever is signed in, as every page knows them. */
export interface SignedIn extends UserRef {
	kind: 'youth' | 'staff';
	name: string;
	called: string;
	pronouns: string;
	isDemo: boolean;
	roles: Role[];
	/** Of this browser's session; leaves it when signing out. */
	tokenHash: string;
	/** The session is on a device of a school or library: it ends soon, and nothing stays behind. */
	shared: boolean;
	sensitiveClosed: boolean;
	/** From when whoever signs in anew sees the sensitive answers again; null where they are open. */
	sensitiveFrom: string | null;
}

/** Whose session a cookie's token belongs to; undefined when it has ended. */
export async function whoIs(token: string): Promise<SignedIn | undefined> {
	const tokenHash = hashToken(token);
	type Row = Pick<SignedIn, 'id' | 'kind' | 'name' | 'called' | 'pronouns' | 'roles' | 'shared'> & {
		is_demo: boolean;
		sensitive_closed: boolean;
		sensitive_from: Date | null;
	};
	const [row] = await callAsVisitor<Row>('who_is', [tokenHash]);
	if (!row) return undefined;
	const { is_demo: isDemo, sensitive_closed: sensitiveClosed, sensitive_from: from, ...rest } = row;
	return { ...rest, isDemo, tokenHash, sensitiveClosed, sensitiveFrom: from?.toISOString() ?? null };
}

/** The result of a try to sign in. */
export type SignIn = { outcome: 'in'; token: string; personId: string } | { outcome: 'wrong' } | { outcome: 'blocked' };

/* A hash of nothing: checking it when there is no such account takes as long as when there is. */
let nobody: Promise<string> | undefined;

/**
 * Signs in with a sign-in name or e-mail address and a password. Failures are counted per account and per address,
 * visits are not: a whole school shares one address.
 * @param address the visitor's network address
 * @param shared on a device of a school or library: the session ends soon
 */
export async function signIn(login: string, password: string, address: string, shared: boolean): Promise<SignIn> {
	const name = cleanLogin(login);
	const keys = { account: blind('account', name), address: blindAddress('address', address) };
	type Row = { blocked: boolean; person_id: string | null; password_hash: string | null };
	const [found] = await callAsVisitor<Row>('find_credential', [name, keys.account, keys.address]);
	if (!found || found.blocked) return { outcome: 'blocked' };
	nobody ??= hash(randomBytes(16));
	const right = await verify(found.password_hash ?? (await nobody), password);
	if (!right || !found.person_id) return { outcome: 'wrong' };
	const token = newToken();
	await callAsVisitor('open_session', [found.person_id, hashToken(token), keys.account, shared]);
	return { outcome: 'in', token, personId: found.person_id };
}

/** Ends this browser's session. */
export async function signOut(user: SignedIn): Promise<void> {
	await asUser(user, (tx) => tx.delete(session).where(and(eq(session.personId, user.id), eq(session.tokenHash, user.tokenHash))));
}

/** Ends every session of this person, on all devices. */
export async function signOutEverywhere(user: SignedIn): Promise<void> {
	await asUser(user, (tx) => tx.delete(session).where(eq(session.personId, user.id)));
}

/** What a class code opens: enough to see that it is the right class. */
export type FoundClass = { outcome: 'found'; className: string; school: string } | { outcome: 'unknown' } | { outcome: 'blocked' };

/** Looks a class up by the code on the board. */
export async function findClass(code: string, address: string): Promise<FoundClass> {
	type Row = { blocked: boolean; class_id: string | null; class_name: string; school: string };
	const [row] = await callAsVisitor<Row>('find_class', [cleanCode(code), blindAddress('address of codes', address)]);
	if (!row || row.blocked) return { outcome: 'blocked' };
	return row.class_id ? { outcome: 'found', className: row.class_name, school: row.school } : { outcome: 'unknown' };
}

/** Makes an account in a class, and signs in. `taken` names the field that somebody else has already. */
export type Joined = { outcome: 'in'; token: string } | { outcome: 'taken'; field: 'code' | 'signInName' };

/** A new young person joins a class with its code. @param shared on a device of a school or library */
export async function joinClass(code: string, youth: NewYouth, shared: boolean): Promise<Joined> {
	const id = newId();
	const [row] = await callAsVisitor<{ join_class: 'code' | 'signInName' | null }>('join_class', [
		cleanCode(code),
		id,
		youth.name,
		youth.called,
		youth.pronouns,
		youth.bornOn,
		youth.signInName,
		youth.email,
		await hash(youth.password),
		...(youth.email ? newLink() : [null, null])
	]);
	if (row?.join_class) return { outcome: 'taken', field: row.join_class };
	const token = newToken();
	await callAsVisitor('open_session', [id, hashToken(token), blind('account', youth.signInName), shared]);
	return { outcome: 'in', token };
}

/** A young person who has an account joins one more class. @returns whether there is such a class */
export async function joinClassToo(user: UserRef, code: string): Promise<boolean> {
	const [row] = await asUser(user, (tx) => rows<{ id: string | null }>(tx, sql`select join_class_too(${cleanCode(code)}) as id`));
	return Boolean(row?.id);
}

/** The own account, with what nobody else sees. */
export interface OwnAccount {
	name: string;
	called: string;
	pronouns: string;
	signInName: string | null;
	email: string | null;
	/** The address that takes its place when the link in the mail to it is opened. */
	waiting: string | null;
	/** ISO date; null for staff */
	bornOn: string | null;
	/** How many browsers are signed in. */
	sessions: number;
}

/** Reads the own account. */
export async function ownAccount(user: SignedIn): Promise<OwnAccount> {
	return asUser(user, async (tx) => {
		type Row = { sign_in_name: string | null; email: string | null; waiting: string | null; born_on: string | null };
		const [hidden] = await rows<Row>(tx, sql`select sign_in_name, email, waiting, born_on::text from own_account()`);
		const [self] = await tx
			.select({ name: person.name, called: person.called, pronouns: person.pronouns })
			.from(person)
			.where(eq(person.id, user.id));
		const sessions = await tx.$count(session, eq(session.personId, user.id));
		return {
			...self!,
			signInName: hidden!.sign_in_name,
			email: hidden!.email,
			waiting: hidden!.waiting,
			bornOn: hidden!.born_on,
			sessions
		};
	});
}

/** Changes how the person is called: stands outside every fingerprint and follows the person into editions. */
export async function changeNames(user: UserRef, names: { name: string; called: string; pronouns: string }): Promise<void> {
	await asUser(user, (tx) => tx.update(person).set(names).where(eq(person.id, user.id)));
}

/**
 * What came of changing the address. mailed: it waits for the link in the mail to it. needed: it is the only way in. too_many: three
 * mails this hour. closed: a mentor's code opened this session. wrong, blocked: the password.
 */
export type EmailChanged = 'mailed' | 'kept' | 'removed' | 'needed' | 'too_many' | 'closed' | 'wrong' | 'blocked';

/**
 * Changes or removes the own e-mail address: a way into the account, so it takes the password. The address it had is told.
 * @param address the visitor's network address
 */
export async function changeEmail(user: SignedIn, email: string | null, password: string, address: string): Promise<EmailChanged> {
	const account = blind('own password', user.id);
	const known = await ownPasswordIs(user, account, password, address);
	if (known !== 'right') return known;
	const [id, tokenHash] = newLink();
	return outcomeOf(user, sql`set_own_email(${email}, ${id}, ${tokenHash}, ${account})`);
}

/** Whether this is the own password. Wrong tries are counted, as at signing in; whatever it is asked for forgives them. */
async function ownPasswordIs(user: SignedIn, account: string, password: string, address: string): Promise<'right' | 'wrong' | 'blocked'> {
	type Row = { blocked: boolean; password_hash: string | null };
	const [found] = await asUser(user, (tx) =>
		rows<Row>(tx, sql`select blocked, password_hash from find_own_password(${account}, ${blindAddress('address', address)})`)
	);
	if (found!.blocked) return 'blocked';
	return found!.password_hash && (await verify(found!.password_hash, password)) ? 'right' : 'wrong';
}

/** What came of changing the password; blocked: the old one was wrong too often. */
export type PasswordChanged = 'changed' | 'wrong' | 'blocked';

/**
 * Changes the own password; every other browser is signed out. Wrong tries are counted, as at signing in.
 * @param address the visitor's network address
 */
export async function changePassword(user: SignedIn, old: string, fresh: string, address: string): Promise<PasswordChanged> {
	const account = blind('own password', user.id);
	const known = await ownPasswordIs(user, account, old, address);
	if (known !== 'right') return known;
	const passwordHash = await hash(fresh);
	await asUser(user, (tx) => rows(tx, sql`select set_own_password(${passwordHash}, ${user.tokenHash}, ${account})`));
	return 'changed';
}

/** Today on the portal's clock, as an ISO date; for pages before signing in. */
export async function today(): Promise<string> {
	const [row] = await callAsVisitor<{ today: string }>('today_written', []);
	return row!.today;
}

/** A person of the demo region. */
export interface DemoPerson {
	id: string;
	kind: 'youth' | 'staff';
	name: string;
	/** Of several the one they are known by; null: a young person. */
	role: Role | null;
}

/** The demo people, those of the field first; none outside demo mode. */
export async function demoPeople(): Promise<DemoPerson[]> {
	if (!settings().demo) return [];
	return asSystem('sign in as a demo person', (tx) =>
		tx
			.select({
				id: person.id,
				kind: person.kind,
				name: person.name,
				/* Who is an intaker as well comes by the other role, which is later in the alphabet. */
				role: sql<Role | null>`(select max(r.role) from ${staffRole} r where r.person_id = person.id)`
			})
			.from(person)
			.where(eq(person.isDemo, true))
			.orderBy(person.kind, person.createdAt)
	);
}

/** Signs in as a demo person, in demo mode only. @returns the session's token, or undefined when there is no such person */
export async function signInAsDemo(personId: string): Promise<string | undefined> {
	if (!(await demoPeople()).some((p) => p.id === personId)) return undefined;
	const token = newToken();
	await asSystem('sign in as a demo person', (tx) => rows(tx, sql`select open_session(${personId}, ${hashToken(token)}, '')`));
	return token;
}

/** Forgets sessions and failures that no longer mean anything, and the names that a class expected when it has closed. */
export async function forgetExpired(): Promise<void> {
	await asSystem('forget what has expired', async (tx) => {
		await tx.delete(session).where(sql`${session.expiresAt} < app_now()`);
		await tx.delete(guestSession).where(sql`${guestSession.expiresAt} < app_now()`);
		await tx.delete(accountLink).where(sql`${accountLink.expiresAt} < app_now() - interval '1 day'`);
		await tx.delete(signInFailure).where(sql`${signInFailure.at} < app_now() - interval '1 day'`);
		await tx.delete(classExpected).where(sql`not class_lasts(${classExpected.classId})`);
	});
}
