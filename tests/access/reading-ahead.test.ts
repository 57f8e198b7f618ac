/** HEAD and Range requests, pages that a browser fetches ahead, and the back button: nothing is shown, and nothing stands in the log that was not read. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashToken } from '$lib/account/tokens';
import { withdrawConsent } from '$lib/consent/server';
import { guestCode, guestToken, newGuestLinkId, openGuestLink } from '$lib/guest/server';
import { inviteParticipant } from '$lib/participant/server';
import { handle } from '../../src/hooks.server';
import * as mentorReads from '../../src/routes/begeleiding/paspoort/[id]/+page.server';
import * as mentorTalks from '../../src/routes/begeleiding/paspoort/[id]/gesprek/+page.server';
import * as intakeReads from '../../src/routes/intake/[consent]/+page.server';
import * as intakePdf from '../../src/routes/intake/[consent]/pdf/+server';
import * as readsAlong from '../../src/routes/meelezen/[token]/+page.server';
import { Browser, guestCookie, sessionCookie, type Came } from './browser';
import { makeWorld, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

let visitors = 0;
const from = () => `2001:db8:${(++visitors).toString(16)}::1`;
/** A browser with a session of a professional, who has no password in these tests. */
async function staffBrowser(id: string): Promise<Browser> {
	const browser = new Browser(from());
	await world.attempt('visitor', `select open_session('${id}', '${hashToken(`token of ${id}`)}', '')`, true);
	browser.cookies.set(sessionCookie, `token of ${id}`);
	return browser;
}
const ahead = { 'sec-purpose': 'prefetch;prerender' };
/** The pages that write the log when they are read, as whoever may read them. */
async function readings(): Promise<[TestYouth, (asked: { method?: string; headers?: Record<string, string> }) => Promise<Came>][]> {
	const [read, shared, along] = [await world.youth('ready'), await world.youth('shared'), await world.youth('draft')];
	const [mentor, intaker] = [await staffBrowser(world.ids.ownMentor), await staffBrowser(world.ids.intaker)];
	const linkId = newGuestLinkId();
	const [{ until }] = await world.owner<[{ until: string }]>`select (app_today() + 30)::text as until`;
	const invited = { linkId, kind: 'internship' as const, name: 'Henk', email: null, mayWrite: false, until, parts: ['kan'] };
	expect(await inviteParticipant(along, along.passportId, invited)).toBe('invited');
	const opened = await openGuestLink('participant', guestToken(linkId), guestCode(linkId), 'Henk', from());
	const guest = new Browser(from());
	guest.cookies.set(guestCookie, (opened as { session: string }).session);
	const token = guestToken(linkId);
	return [
		[read, (asked) => mentor.ask(mentorReads.load, '/begeleiding/paspoort/x', { ...asked, params: { id: read.passportId } })],
		[read, (asked) => mentor.ask(mentorTalks.load, '/begeleiding/paspoort/x/gesprek', { ...asked, params: { id: read.passportId } })],
		[shared, (asked) => intaker.ask(intakeReads.load, '/intake/x', { ...asked, params: { consent: shared.consentId } })],
		[shared, (asked) => intaker.ask(intakePdf.GET, '/intake/x/pdf', { ...asked, params: { consent: shared.consentId } })],
		[along, (asked) => guest.ask(readsAlong.load, `/meelezen/${token}`, { ...asked, params: { token } })]
	];
}

test('a request for the headers, or one ahead of time, shows nothing and is no reading in the log', async () => {
	for (const [youth, read] of await readings()) {
		const before = await world.logged(youth);
		for (const asked of [{ method: 'HEAD' }, { headers: ahead }]) expect((await read(asked)).status).toBe(404);
		expect(await world.logged(youth)).toBe(before);
		expect((await read({})).status).toBe(200);
		expect(await world.logged(youth)).toBeGreaterThan(before);
	}
});

test('a PDF comes whole or not at all: after withdrawing a request for the rest of it gets nothing', async () => {
	const youth = await world.youth('shared');
	const intaker = await staffBrowser(world.ids.otherIntaker);
	const params = { consent: youth.consentId };
	const asked = { params, headers: { range: 'bytes=100-' } };
	expect((await intaker.ask(intakePdf.GET, '/intake/x/pdf', asked)).status).toBe(404);
	const own = await staffBrowser(world.ids.intaker);
	const { data } = await own.ask(intakePdf.GET, '/intake/x/pdf', asked);
	expect((data as Response).status).toBe(200);
	expect((data as Response).headers.has('content-range')).toBe(false);
	await withdrawConsent(youth, youth.consentId);
	expect((await own.ask(intakePdf.GET, '/intake/x/pdf', asked)).status).toBe(404);
});

/** What the portal answers at an address, with the headers that it puts on everything. */
async function headersAt(path: string, status: number): Promise<Headers> {
	const url = new URL(path, 'https://paspoort.voorbeeld.nl');
	const event = { request: new Request(url), url, cookies: { get: () => undefined }, locals: {} } as never;
	const own = { 'cache-control': 'public, max-age=60' };
	return (await handle({ event, resolve: () => new Response(null, { status, headers: own }) })).headers;
}

test('every answer of the portal says that it is not to be kept, also one that says otherwise itself', async () => {
	for (const status of [200, 303, 404, 500]) {
		const headers = await headersAt('/intake', status);
		expect(headers.get('cache-control')).toBe('no-store');
		expect(headers.get('x-frame-options')).toBe('DENY');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
	}
});

test('no search engine keeps an address that holds a secret', async () => {
	const secret = ['deel', 'meelezen', 'toestemming', 'controle', 'verwijderd', 'inloggen/nieuw-wachtwoord', 'account/bevestigen'];
	for (const path of secret) expect((await headersAt(`/${path}/geheim`, 200)).get('x-robots-tag'), path).toContain('noindex');
	expect((await headersAt('/privacy', 200)).has('x-robots-tag')).toBe(false);
});

test('a guest whose link was ended reads nothing more in the same tab', async () => {
	const [, read] = (await readings()).at(-1)!;
	expect(((await read({})).data as { page: unknown }).page).not.toBeNull();
	await world.owner`update guest_link set ended_at = app_now() where kind = 'participant'`;
	expect(((await read({})).data as { page: unknown }).page).toBeNull();
});
