/** The cookies: the session of somebody with an account, whose device this is, and the session of a guest. */
import type { Cookies } from '@sveltejs/kit';
import { settings } from './env';

/** Without https a __Host- name is refused by browsers, so the demo has a plain one. */
const name = (): string => (settings().secureCookies ? '__Host-pvs' : 'pvs');

/**
 * Keeps the session's token in the browser. Its end is the database's decision; the cookie only has to last longer.
 * @param shared on a device of a school or library: closing the browser is enough to leave
 */
export function setSession(cookies: Cookies, token: string, shared = false): void {
	const kept = { path: '/', httpOnly: true, sameSite: 'lax', secure: settings().secureCookies } as const;
	cookies.set(name(), token, shared ? kept : { ...kept, maxAge: 60 * 60 * 24 * 60 });
}

/** The token of this browser, or undefined. */
export function sessionToken(cookies: Cookies): string | undefined {
	return cookies.get(name());
}

/** Forgets the session in the browser. */
export function clearSession(cookies: Cookies): void {
	cookies.delete(name(), { path: '/', httpOnly: true, sameSite: 'lax', secure: settings().secureCookies });
}

/** The cookie of somebody without an account who gave the code of a link. */
const guestName = (): string => (settings().secureCookies ? '__Host-pvs-gast' : 'pvs-gast');

/** Keeps a guest's session in the browser, until the browser is closed or the database ends it. */
export function setGuestSession(cookies: Cookies, token: string): void {
	cookies.set(guestName(), token, { path: '/', httpOnly: true, sameSite: 'lax', secure: settings().secureCookies });
}

/** The guest's session in this browser, or undefined. */
export function guestSessionToken(cookies: Cookies): string | undefined {
	return cookies.get(guestName());
}

/** Forgets the guest's session in the browser. */
export function clearGuestSession(cookies: Cookies): void {
	cookies.delete(guestName(), { path: '/', httpOnly: true, sameSite: 'lax', secure: settings().secureCookies });
}

const deviceName = (): string => (settings().secureCookies ? '__Host-pvs-toestel' : 'pvs-toestel');

/** Remembers that this device is somebody's own, so that it is not asked again; or forgets it: then nothing is remembered. */
export function setOwnDevice(cookies: Cookies, own: boolean): void {
	const kept = { path: '/', httpOnly: true, sameSite: 'lax', secure: settings().secureCookies } as const;
	if (own) cookies.set(deviceName(), 'eigen', { ...kept, maxAge: 60 * 60 * 24 * 365 });
	else if (cookies.get(deviceName())) cookies.delete(deviceName(), kept);
}

/** Whether somebody said before that this device is their own. */
export function isOwnDevice(cookies: Cookies): boolean {
	return cookies.get(deviceName()) === 'eigen';
}

/** A request to share that a visitor wants to answer, on the way through signing in or joining. It is public, and no secret. */
const requestName = (): string => (settings().secureCookies ? '__Host-pvs-vraag' : 'pvs-vraag');

/** Keeps a request until somebody is signed in, or the browser is closed. */
export function keepRequest(cookies: Cookies, token: string): void {
	cookies.set(requestName(), token, { path: '/', httpOnly: true, sameSite: 'lax', secure: settings().secureCookies });
}

/** Takes out the request that was kept: it is there once. */
export function takeRequest(cookies: Cookies): string | undefined {
	const token = cookies.get(requestName());
	if (token) cookies.delete(requestName(), { path: '/', httpOnly: true, sameSite: 'lax', secure: settings().secureCookies });
	return token;
}
