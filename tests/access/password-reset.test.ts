/** A link in a mail, to a new password or to confirm an address: guessed, replayed, expired, somebody else's, or to an address nobody confirmed. */
import { hash, verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	addressNotice,
	askPasswordReset,
	confirmEmail,
	findAccountLink,
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

async function withAddress(confirmed = true): Promise<TestYouth & { email: string }> {
	const youth = await world.youth('draft');
	const email = `jongere-${++number}@post.example`;
	await world.owner`update person set email = ${email}, email_confirmed_at = ${confirmed ? world.owner`app_now()` : null} where id = ${youth.id}`;
	return { ...youth, email };
}
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
			expect(await findAccountLink('password_reset', token!, from())).toMatchObject({ outcome: 'found', login: youth.signInName });
			const rows = await world.owner`select * from account_link where person_id = ${youth.id}`;
			expect(JSON.stringify(rows)).not.toContain(token);
		}
	});

	test('not an address that nobody confirmed, and not who has none', async () => {
		const youth = await withAddress(false);
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

	test('three times an hour; and one network address cannot go on asking for everybody', async () => {
		const youth = await withAddress();
		for (let i = 0; i < 5; i++) expect(await ask(youth.signInName)).toBe(true);
		expect((await tokens(youth, 'password_reset')).length).toBe(3);
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
		expect((await findAccountLink('password_reset', token, from())).outcome).toBe('gone');
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
		expect(await changeEmail(moved, `nieuw-${number}@post.example`)).toBe('kept');
		expect(await resetPassword(token, 'een heel nieuwe zin', false)).toBeUndefined();
	});

	test('guessed, it does not exist, and guessing stops', async () => {
		const address = from();
		for (let i = 0; i < 300; i++) expect((await findAccountLink('password_reset', `geraden-${i}`, address)).outcome).toBe('gone');
		expect((await findAccountLink('password_reset', 'geraden', address)).outcome).toBe('blocked');
	});

	test('is no link to confirm an address, nor the other way round', async () => {
		const youth = await withAddress();
		const token = await resetLink(youth);
		expect(await confirmEmail(token)).toBe(false);
		await changeEmail(youth, `ander-${number}@post.example`);
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

describe('confirming an address', () => {
	test('mail goes to an address once it was confirmed, and the link works once', async () => {
		const youth = await withAddress();
		const email = `vers-${number}@post.example`;
		await changeEmail(youth, email);
		const mailed = async () => (await world.owner`select address_of(${youth.id}) as to`)[0]!.to;
		expect(await mailed()).toBeNull();
		const [token] = await tokens(youth, 'email_confirm');
		expect(await confirmEmail(token!)).toBe(true);
		expect(await mailed()).toBe(email);
		expect(await confirmEmail(token!)).toBe(false);
	});

	test('is asked again three times an hour, and not of somebody who has nothing to confirm', async () => {
		const youth = await withAddress(false);
		const sent = [];
		for (let i = 0; i < 5; i++) sent.push(await sendConfirmation(youth));
		expect(sent).toEqual([true, true, true, false, false]);
		expect(await sendConfirmation(await withAddress())).toBe(false);
		expect(await sendConfirmation(await world.youth('none'))).toBe(false);
	});
});

describe('the own password', () => {
	test('changes with the old one, and not without it', async () => {
		const youth = await withAddress();
		await world.owner`update credential set password_hash = ${await hash('het oude wachtwoord')} where person_id = ${youth.id}`;
		const user = signedIn(youth);
		expect(await changePassword(user, 'geraden', 'een heel nieuwe zin', from())).toBe('wrong');
		expect(await verify(await passwordOf(youth), 'het oude wachtwoord')).toBe(true);
		expect(await changePassword(user, 'het oude wachtwoord', 'een heel nieuwe zin', from())).toBe('changed');
		expect(await verify(await passwordOf(youth), 'een heel nieuwe zin')).toBe(true);
	});

	test('guessing the old one in an open session stops after ten', async () => {
		const youth = await withAddress();
		await world.owner`update credential set password_hash = ${await hash('het oude wachtwoord')} where person_id = ${youth.id}`;
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
		const unconfirmed = await withAddress(false);
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

	test('the own account says whether the address was confirmed', async () => {
		expect((await ownAccount(signedIn(await withAddress(false)))).emailConfirmed).toBe(false);
		expect((await ownAccount(signedIn(await withAddress()))).emailConfirmed).toBe(true);
	});
});
