/** A link in a mail, to a new password or to confirm an address: guessed, replayed, expired, somebody else's, or to an address nobody confirmed. */
import { hash, verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	addressNotice,
	askPasswordReset,
	confirmEmail,
	findEmailConfirmation,
	findPasswordReset,
	putAddressNoticeAway,
	resetPassword,
	sendConfirmation
} from '$lib/account/recovery';
import { changeEmail, changePassword, ownAccount, type SignedIn } from '$lib/account/server';
import { linkToken } from '$lib/account/tokens';
import { makeWorld, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

let number = 0;
const from = () => `198.51.100.${++number}`;
const ask = (login: string) => askPasswordReset(login, from());

const password = 'het oude wachtwoord';
let passwordHash: string;
async function withPassword(): Promise<TestYouth> {
	const youth = await world.youth('draft');
	passwordHash ??= await hash(password);
	await world.owner`update credential set password_hash = ${passwordHash} where person_id = ${youth.id}`;
	return youth;
}
async function withAddress(): Promise<TestYouth & { email: string }> {
	const youth = await withPassword();
	const email = `jongere-${++number}@post.example`;
	await world.owner`update person set email = ${email} where id = ${youth.id}`;
	return { ...youth, email };
}
/** Somebody who typed an address, and did not open the mail to it yet. */
async function waiting(): Promise<TestYouth & { email: string }> {
	const youth = await withPassword();
	const email = `jongere-${++number}@post.example`;
	expect(await setEmail(youth, email)).toBe('mailed');
	return { ...youth, email };
}
const setEmail = (youth: TestYouth, email: string | null) => changeEmail(signedIn(youth), email, password, from());
const signedIn = (youth: TestYouth): SignedIn => ({
	...youth,
	...{ kind: 'youth' as const, name: '', called: '', pronouns: '', isDemo: false, roles: [], shared: false, sensitiveFrom: null }
});
/** The tokens in the mails that wait for this person, the newest first. */
async function tokens(youth: { id: string }, kind: string): Promise<string[]> {
	const found = await world.owner<{ id: string }[]>`
		select l.id from account_link l join mail m on m.kind = l.kind and m.subject = l.id
		where l.person_id = ${youth.id} and l.kind = ${kind} order by l.made_at desc, l.id desc`;
	return found.map(({ id }) => linkToken(id));
}
async function resetLink(youth: TestYouth & { email: string }): Promise<string> {
	await ask(youth.signInName);
	return (await tokens(youth, 'password_reset'))[0]!;
}
async function confirmNew(youth: TestYouth, email: string): Promise<void> {
	expect(await setEmail(youth, email)).toBe('mailed');
	expect(await confirmEmail(youth, (await tokens(youth, 'email_confirm'))[0]!)).toBe('confirmed');
}
const passwordOf = async (youth: { id: string }) =>
	(await world.owner<[{ password_hash: string }]>`select password_hash from credential where person_id = ${youth.id}`)[0].password_hash;
const later = async (minutes: number) =>
	(await world.owner<[{ at: string }]>`select (now() + ${minutes} * interval '1 minute')::text as at`)[0].at;

describe('who gets a link to a new password', () => {
	test('whoever has a confirmed address, by name or by address; the table holds no token', async () => {
		for (const login of ['signInName', 'email'] as const) {
			const youth = await withAddress();
			await ask(youth[login]);
			const [token] = await tokens(youth, 'password_reset');
			expect(await findPasswordReset(token!, from())).toMatchObject({ outcome: 'found', login: youth.signInName });
			const rows = await world.owner`select * from account_link where person_id = ${youth.id}`;
			expect(JSON.stringify(rows)).not.toContain(token);
		}
	});

	test('not an address that nobody confirmed, and not who has none', async () => {
		const youth = await waiting();
		const bare = await world.youth('none');
		for (const login of [youth.signInName, youth.email, bare.signInName]) expect(await ask(login)).toBe(true);
		expect(await tokens(youth, 'password_reset')).toEqual([]);
		expect(await tokens(bare, 'password_reset')).toEqual([]);
	});

	test('the answer is the same for who does not exist, and takes as long', async () => {
		const youth = await withAddress();
		const took = async (login: string) => {
			const start = performance.now();
			expect(await ask(login)).toBe(true);
			return performance.now() - start;
		};
		for (const login of [youth.signInName, 'niemand-met-deze-naam']) expect(await took(login)).toBeGreaterThanOrEqual(395);
	});

	test('three times an hour, also at once; asking more often does not put it off', async () => {
		const youth = await withAddress();
		await Promise.all(Array.from({ length: 12 }, (_, i) => ask(i % 2 ? youth.signInName : youth.email)));
		expect((await tokens(youth, 'password_reset')).length).toBe(3);
		await world.stopClock(await later(61), () => ask(youth.signInName));
		expect((await tokens(youth, 'password_reset')).length).toBe(4);
	});

	test('one network address cannot go on asking for everybody', async () => {
		const address = from();
		const asked = await Promise.all(Array.from({ length: 310 }, (_, i) => askPasswordReset(`niemand-${i}`, address)));
		expect(asked.filter((answered) => !answered).length).toBeGreaterThan(0);
		expect(await askPasswordReset('niemand', address)).toBe(false);
	}, 30_000);
});

describe('a link to a new password', () => {
	test('sets it, ends every session but the new one, and works once', async () => {
		const youth = await withAddress();
		const token = await resetLink(youth);
		expect(await resetPassword(token, 'een heel nieuwe zin', false)).toBeDefined();
		expect(await verify(await passwordOf(youth), 'een heel nieuwe zin')).toBe(true);
		const sessions = await world.owner`select token_hash, sensitive_closed from session where person_id = ${youth.id}`;
		expect(sessions).toMatchObject([{ sensitive_closed: false }]);
		expect(sessions[0]!.token_hash).not.toBe(youth.tokenHash);
		expect(await resetPassword(token, 'nog een andere zin', false)).toBeUndefined();
		expect((await findPasswordReset(token, from())).outcome).toBe('gone');
		expect(await verify(await passwordOf(youth), 'een heel nieuwe zin')).toBe(true);
	});

	test('used by two browsers at once, it works in one', async () => {
		const token = await resetLink(await withAddress());
		const both = await Promise.all([resetPassword(token, 'de ene nieuwe zin', false), resetPassword(token, 'de andere nieuwe zin', false)]);
		expect(both.filter(Boolean).length).toBe(1);
	});

	test('ends after an hour, when a newer one is asked for, and when the address changes', async () => {
		const old = await withAddress();
		const expired = await resetLink(old);
		await world.stopClock(await later(61), async () => expect(await resetPassword(expired, 'een heel nieuwe zin', false)).toBeUndefined());
		const twice = await withAddress();
		const first = await resetLink(twice);
		const second = await resetLink(twice);
		expect(first).not.toBe(second);
		expect(await resetPassword(first, 'een heel nieuwe zin', false)).toBeUndefined();
		expect(await resetPassword(second, 'een heel nieuwe zin', false)).toBeDefined();
		const moved = await withAddress();
		const token = await resetLink(moved);
		await confirmNew(moved, `nieuw-${++number}@post.example`);
		expect(await resetPassword(token, 'een heel nieuwe zin', false)).toBeUndefined();
	});

	test('guessed, it does not exist, and guessing stops', async () => {
		const address = from();
		for (let i = 0; i < 300; i++) expect((await findPasswordReset(`geraden-${i}`, address)).outcome).toBe('gone');
		expect((await findPasswordReset('geraden', address)).outcome).toBe('blocked');
	});

	test('is no link to confirm an address, nor the other way round', async () => {
		const youth = await withAddress();
		const token = await resetLink(youth);
		expect(await confirmEmail(youth, token)).toBe('gone');
		await setEmail(youth, `ander-${++number}@post.example`);
		const [confirm] = await tokens(youth, 'email_confirm');
		expect(await resetPassword(confirm!, 'een heel nieuwe zin', false)).toBeUndefined();
	});

	test('takes the account back from whoever came in by a mentor’s code', async () => {
		const youth = await withAddress();
		await world.owner`update credential set code_used_at = app_now() where person_id = ${youth.id}`;
		await resetPassword(await resetLink(youth), 'een heel nieuwe zin', false);
		expect(await world.owner`select sensitive_closed from session where person_id = ${youth.id}`).toEqual([{ sensitive_closed: false }]);
	});

	test.each(['visitor', 'somebody signed in', 'system'] as const)('%s reads none of them', async (kind) => {
		const youth = await withAddress();
		await resetLink(youth);
		const { rows, code } = await world.attempt(
			kind === 'somebody signed in' ? youth : kind,
			'select token_hash from account_link where used_at is null'
		);
		expect(code === '42501' || rows.length === 0).toBe(true);
	});
});

describe('another address', () => {
	const addressOf = async (youth: { id: string }) => (await world.owner`select address_of(${youth.id}) as to`)[0]!.to as string | null;
	const mailsAbout = async (youth: { id: string }, kind: string) =>
		world.owner`select m.subject from mail m join account_link l on l.id = m.subject where m.kind = ${kind} and l.person_id = ${youth.id}`;

	test('is the account’s once the link in its mail was opened, once; the old one holds until then, and is told', async () => {
		const youth = await withAddress();
		const email = `vers-${++number}@post.example`;
		expect(await setEmail(youth, email)).toBe('mailed');
		expect(await addressOf(youth)).toBe(youth.email);
		expect(await ownAccount(signedIn(youth))).toMatchObject({ email: youth.email, waiting: email });
		const [token] = await tokens(youth, 'email_confirm');
		expect(await findEmailConfirmation(youth, token!)).toBe(email);
		expect(await confirmEmail(youth, token!)).toBe('confirmed');
		expect(await addressOf(youth)).toBe(email);
		expect(await ownAccount(signedIn(youth))).toMatchObject({ email, waiting: null });
		expect(await confirmEmail(youth, token!)).toBe('gone');
		const [told] = await mailsAbout(youth, 'email_changed');
		expect((await world.owner`select mail_email_changed(${told!.subject}) as mail`)[0]!.mail.to).toEqual([youth.email]);
	});

	test('takes the password, and wrong ones are counted', async () => {
		const youth = await withAddress();
		for (let i = 0; i < 10; i++) expect(await changeEmail(signedIn(youth), 'dief@post.example', 'geraden', from())).toBe('wrong');
		expect(await setEmail(youth, 'dief@post.example')).toBe('blocked');
		expect(await tokens(youth, 'email_confirm')).toEqual([]);
		expect(await addressOf(youth)).toBe(youth.email);
	});

	test('is confirmed only by whoever is signed in to that account: a mistyped address opens nothing', async () => {
		const youth = await waiting();
		const [token] = await tokens(youth, 'email_confirm');
		const other = await withAddress();
		expect(await findEmailConfirmation(other, token!)).toBeNull();
		expect(await confirmEmail(other, token!)).toBe('gone');
		expect((await world.attempt('visitor', `select confirm_email('x')`)).code).toBe('42501');
		expect(await addressOf(youth)).toBeNull();
		expect(await confirmEmail(youth, token!)).toBe('confirmed');
	});

	test('that another account has is not told before its mail was read', async () => {
		const known = await withAddress();
		const youth = await withPassword();
		expect(await setEmail(youth, known.email)).toBe('mailed');
		expect(await confirmEmail(youth, (await tokens(youth, 'email_confirm'))[0]!)).toBe('taken');
		expect(await addressOf(known)).toBe(known.email);
		expect(await addressOf(youth)).toBeNull();
	});

	test('three mails an hour go to one person, and to one address', async () => {
		const youth = await waiting();
		expect([await sendConfirmation(youth), await sendConfirmation(youth), await sendConfirmation(youth)]).toEqual([true, true, false]);
		expect(await setEmail(youth, `nog-een-${number}@post.example`)).toBe('too_many');
		expect(await setEmail(await withPassword(), youth.email)).toBe('too_many');
		expect(await sendConfirmation(await withAddress())).toBe(false);
		expect(await sendConfirmation(await world.youth('none'))).toBe(false);
	});

	test('the only way in stays; otherwise it can go, and is told', async () => {
		const youth = await withAddress();
		expect(await setEmail(youth, youth.email)).toBe('kept');
		await ask(youth.signInName);
		expect(await setEmail(youth, null)).toBe('removed');
		expect(await addressOf(youth)).toBeNull();
		expect(await resetPassword((await tokens(youth, 'password_reset'))[0]!, 'een heel nieuwe zin', false)).toBeUndefined();
		expect((await mailsAbout(youth, 'email_changed')).length).toBe(1);
		const only = await withAddress();
		await world.owner`update person set sign_in_name = null where id = ${only.id}`;
		expect(await setEmail(only, null)).toBe('needed');
	});

	test('confirmed in two browsers at once, it is the account’s once', async () => {
		const youth = await waiting();
		const [token] = await tokens(youth, 'email_confirm');
		const both = await Promise.all([confirmEmail(youth, token!), confirmEmail(youth, token!)]);
		expect(both.sort()).toEqual(['confirmed', 'gone']);
	});
});

describe('the own password', () => {
	test('changes with the old one, and not without it', async () => {
		const youth = await withAddress();
		const user = signedIn(youth);
		expect(await changePassword(user, 'geraden', 'een heel nieuwe zin', from())).toBe('wrong');
		expect(await verify(await passwordOf(youth), 'het oude wachtwoord')).toBe(true);
		expect(await changePassword(user, 'het oude wachtwoord', 'een heel nieuwe zin', from())).toBe('changed');
		expect(await verify(await passwordOf(youth), 'een heel nieuwe zin')).toBe(true);
	});

	test('guessing the old one in an open session stops after ten', async () => {
		const youth = await withAddress();
		const address = from();
		for (let i = 0; i < 10; i++) expect(await changePassword(signedIn(youth), 'geraden', 'een heel nieuwe zin', address)).toBe('wrong');
		expect(await changePassword(signedIn(youth), 'het oude wachtwoord', 'een heel nieuwe zin', address)).toBe('blocked');
	});
});

describe('an own address in time', () => {
	const at = (day: string, youth: TestYouth) => world.stopClock(`${day} 12:00`, () => addressNotice(youth));

	test('is asked from 1 March on of who has none, or only the school’s', async () => {
		const bare = await world.youth('draft');
		expect(await at('2027-02-28', bare)).toBeNull();
		expect(await at('2027-03-01', bare)).toBe('leaving');
		const own = await withAddress();
		expect(await at('2027-03-01', own)).toBeNull();
		await world.owner`update person set email = 'mentor@deproef.example' where id = ${world.ids.ownMentor}`;
		await world.owner`update person set email = ${`leerling-${own.id}@leerling.deproef.example`} where id = ${own.id}`;
		expect(await at('2027-03-01', own)).toBe('leaving');
	});

	test('is asked of who agreed, of who is in no class any more, and to confirm', async () => {
		expect(await addressNotice(await world.youth('agreed'))).toBe('leaving');
		const left = await world.youth('draft');
		await world.owner`update class_member set removed_at = app_now() where youth_id = ${left.id}`;
		expect(await addressNotice(left)).toBe('left');
		const unconfirmed = await waiting();
		await world.owner`update class_member set removed_at = app_now() where youth_id = ${unconfirmed.id}`;
		expect(await addressNotice(unconfirmed)).toBe('confirm');
	});

	test('is put away for a month, by the young person alone', async () => {
		const youth = await world.youth('agreed');
		await putAddressNoticeAway(await world.youth('none'));
		expect(await addressNotice(youth)).toBe('leaving');
		await putAddressNoticeAway(youth);
		expect(await addressNotice(youth)).toBeNull();
		await world.stopClock(await later(60 * 24 * 32), async () => expect(await addressNotice(youth)).toBe('leaving'));
	});
});
