/** A session on a shared device that somebody walked away from. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { whoIs } from '$lib/account/server';
import { hashToken } from '$lib/account/tokens';
import { saveAnswer } from '$lib/passport/server';
import { newId } from '$lib/server/ids';
import { instrument, makeWorld, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

const said = (text: string) => ({ status: 'answered' as const, value: { text } });
const start = Date.parse('2027-02-02T10:00:00+01:00');
/** Does something so many minutes after ten o'clock. */
const at = <T>(minutes: number, work: () => Promise<T>) => world.stopClock(new Date(start + minutes * 60_000).toISOString(), work);

async function signIn(person: { id: string }, shared: boolean): Promise<{ token: string; tokenHash: string }> {
	const token = newId();
	await at(0, () => world.attempt('visitor', `select open_session('${person.id}', '${hashToken(token)}', '', ${shared})`, true));
	return { token, tokenHash: hashToken(token) };
}

const save = (browser: { tokenHash: string }, youth: TestYouth, text: string, base: number) =>
	saveAnswer(browser, youth.passportId, instrument, 'trots', said(text), base);

test('ends after a quarter of an hour in which nothing is done', async () => {
	const youth = await world.youth('draft');
	const { token } = await signIn(youth, true);
	expect(await at(14.9, () => whoIs(token))).toMatchObject({ id: youth.id, shared: true });
	const other = await signIn(youth, true);
	expect(await at(15.1, () => whoIs(other.token))).toBeUndefined();
});

test('of a professional ends as soon', async () => {
	const { token } = await signIn({ id: world.ids.ownMentor }, true);
	expect(await at(15.1, () => whoIs(token))).toBeUndefined();
});

test('goes on while pages are opened', async () => {
	const youth = await world.youth('draft');
	const { token } = await signIn(youth, true);
	for (const minutes of [10, 20, 34.9]) expect(await at(minutes, () => whoIs(token)), String(minutes)).toBeDefined();
	expect(await at(50, () => whoIs(token))).toBeUndefined();
});

test('goes on while something is typed, and what is typed after its end is not saved', async () => {
	const youth = await world.youth('draft');
	const browser = await signIn(youth, true);
	expect(await at(10, () => save(browser, youth, 'een', 0))).toMatchObject({ outcome: 'saved' });
	expect(await at(24, () => save(browser, youth, 'twee', 1))).toMatchObject({ outcome: 'saved' });
	/* Twice within a minute writes the session once. */
	const [{ expires }] = await world.owner<
		[{ expires: Date }]
	>`select expires_at as expires from session where token_hash = ${browser.tokenHash}`;
	await at(24.5, () => save(browser, youth, 'drie', 2));
	const [{ then }] = await world.owner<[{ then: Date }]>`select expires_at as then from session where token_hash = ${browser.tokenHash}`;
	expect(then).toEqual(expires);
	expect(await at(39.1, () => save(browser, youth, 'vier', 3))).toEqual({ outcome: 'expired' });
});

test('a session on an own device lasts two weeks, and a save does not lengthen it', async () => {
	const youth = await world.youth('draft');
	const browser = await signIn(youth, false);
	expect(await at(60, () => save(browser, youth, 'een', 0))).toMatchObject({ outcome: 'saved' });
	const [{ expires }] = await world.owner<
		[{ expires: Date }]
	>`select expires_at as expires from session where token_hash = ${browser.tokenHash}`;
	expect(expires.getTime()).toBe(start + 14 * 24 * 60 * 60_000);
});
