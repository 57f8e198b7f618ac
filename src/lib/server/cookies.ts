/** The one cookie: the session's token. */
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
