/** A link for somebody without an account: guessed, replayed, used by the wrong person, expired, ended. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
	endGuestLink,
	guestCode,
	guestLinkStatus,
	guestOf,
	guestToken,
	leaveAsGuest,
	makeGuestLink,
	newGuestLinkId,
	openGuestLink
} from '$lib/guest/server';
import type { GuestKind } from '$lib/guest/rules';
import { asUser } from '$lib/server/database';
import { makeWorld, type TestYouth, type World } from './world';

let world: World;
let youth: TestYouth;
let other: TestYouth;
beforeAll(async () => {
	world = await makeWorld();
	youth = await world.youth('none');
	other = await world.youth('none');
}, 60_000);
afterAll(() => world.end());

async function link(more: { kind?: GuestKind; maxOpenings?: number | null; days?: number } = {}): Promise<string> {
	const id = newGuestLinkId();
	const [{ until }] = await world.owner<[{ until: string }]>`select (app_today() + ${more.days ?? 10}::int)::text as until`;
	await asUser(youth, (tx) =>
		makeGuestLink(tx, youth, { id, kind: more.kind ?? 'share', name: 'Oma', email: null, until, maxOpenings: more.maxOpenings ?? null })
	);
	return id;
}
let visitors = 0;
const from = () => `192.0.2.${++visitors}`;
const open = (id: string, code = guestCode(id), kind: GuestKind = 'share') => openGuestLink(kind, guestToken(id), code, 'Oma', from());
async function sessionOf(id: string): Promise<string> {
	const opened = await open(id);
	if (opened.outcome !== 'in') throw new Error(opened.outcome);
	return opened.session;
}
const wrong = (id: string) => String((Number(guestCode(id)) + 1) % 1_000_000).padStart(6, '0');

test('link and code together let somebody in, under the name that was given', async () => {
	const id = await link();
	expect(await guestOf('share', guestToken(id), await sessionOf(id))).toMatchObject({ readerName: 'Oma' });
});

test('a code may be typed with a space', async () => {
	const id = await link();
	expect((await open(id, guestCode(id).replace(/(...)/, '$1 '))).outcome).toBe('in');
});

test('a guessed link does not exist', async () => {
	expect(await guestLinkStatus('share', 'A'.repeat(43))).toBeUndefined();
	expect((await openGuestLink('share', 'A'.repeat(43), '123456', 'Oma', from())).outcome).toBe('missing');
});

test('a link of one kind does not exist as another', async () => {
	const id = await link({ kind: 'participant' });
	expect(await guestLinkStatus('share', guestToken(id))).toBeUndefined();
	expect((await open(id)).outcome).toBe('missing');
	const opened = await open(id, guestCode(id), 'participant');
	expect(opened.outcome).toBe('in');
	expect(await guestOf('share', guestToken(id), (opened as { session: string }).session)).toBeUndefined();
});

test('ten wrong codes lock the link, for the right code as well', async () => {
	const id = await link();
	for (let i = 0; i < 10; i++) expect((await open(id, wrong(id))).outcome).toBe('wrong');
	expect(await guestLinkStatus('share', guestToken(id))).toBe('locked');
	expect((await open(id)).outcome).toBe('locked');
});

test('wrong codes at the same moment are all counted', async () => {
	const id = await link();
	const outcomes = await Promise.all(Array.from({ length: 30 }, () => open(id, wrong(id))));
	expect(outcomes.filter(({ outcome }) => outcome === 'wrong').length).toBe(10);
});

test('somebody who guesses from one address is stopped on every link', async () => {
	const id = await link();
	const address = from();
	for (let i = 0; i < 300; i++) await openGuestLink('share', 'B'.repeat(43), '123456', 'Oma', address);
	expect((await openGuestLink('share', guestToken(id), guestCode(id), 'Oma', address)).outcome).toBe('blocked');
	expect((await open(id)).outcome).toBe('in');
});

test('a link opens as often as it may, also when it is opened twice at once', async () => {
	const id = await link({ maxOpenings: 2 });
	const outcomes = (await Promise.all([open(id), open(id), open(id)])).map(({ outcome }) => outcome);
	expect(outcomes.sort()).toEqual(['in', 'in', 'used_up']);
});

test('a link opens on its last day, and not on the day after', async () => {
	const id = await link({ days: 1 });
	const session = await sessionOf(id);
	await world.stopClock('2999-01-01', async () => {
		expect(await guestLinkStatus('share', guestToken(id))).toBe('ended');
		expect((await open(id)).outcome).toBe('ended');
		expect(await guestOf('share', guestToken(id), session)).toBeUndefined();
	});
});

test('ending a link stops whoever is reading', async () => {
	const id = await link();
	const session = await sessionOf(id);
	await endGuestLink(other, id);
	expect(await guestOf('share', guestToken(id), session)).toBeDefined();
	await endGuestLink(youth, id);
	expect(await guestOf('share', guestToken(id), session)).toBeUndefined();
	expect(await guestLinkStatus('share', guestToken(id))).toBe('ended');
});

test('a session is good for one link, for half an hour, and until its guest leaves', async () => {
	const [one, two] = [await link(), await link()];
	const session = await sessionOf(one);
	expect(await guestOf('share', guestToken(two), session)).toBeUndefined();
	expect(await guestOf('share', guestToken(one), 'somebody else')).toBeUndefined();
	const [{ later }] = await world.owner<[{ later: string }]>`select (now() + interval '31 minutes')::text as later`;
	await world.stopClock(later, async () => expect(await guestOf('share', guestToken(one), session)).toBeUndefined());
	await leaveAsGuest(session);
	expect(await guestOf('share', guestToken(one), session)).toBeUndefined();
});

test('nobody makes a link in somebody else’s name', async () => {
	const id = newGuestLinkId();
	await expect(
		asUser(other, (tx) =>
			makeGuestLink(tx, { id: youth.id }, { id, kind: 'share', name: 'Oma', email: null, until: '2999-01-01', maxOpenings: null })
		)
	).rejects.toThrow();
});
