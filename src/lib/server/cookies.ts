/** The cookies: the session of somebody with an account, and that of a guest. */
import type { Cookies } from '@sveltejs/kit';
import { settings } from './env';

/** Without https a __Host- name is refused by browsers, so the demo has a plain one. */
const name = (): string => (settings().secureCookies ? '__Host-pvs' : 'pvs');

/** Keeps the session's token in the browser. Its end is the database's decision; the cookie only has to last longer. */
export function setSession(cookies: Cookies, token: string): void {
	cookies.set(name(), token, { path: '/', httpOnly: true, sameSite: 'lax', secure: settings().secureCookies, maxAge: 60 * 60 * 24 * 60 });
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
