/** Who may open a page. What may not be seen does not exist: 404, never 403. */
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Role, SignedIn } from '$lib/account/server';

/** Stops with "this page is not here": the same for what never was and for what is somebody else's. */
export function notFound(): never {
	error(404);
}

/** What came out of the database, or "this page is not here". */
export function found<T>(value: T | undefined | null): T {
	return value ?? notFound();
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id from an address; anything that is no id does not exist. */
export function id(text: string | undefined): string {
	return text && uuid.test(text) ? text : notFound();
}

/** The signed-in person; a visitor goes to the sign-in page and comes back here afterwards, with the form that was sent. */
export function signedIn(event: RequestEvent): SignedIn {
	if (event.locals.user) return event.locals.user;
	const back = event.request.method === 'GET' ? event.url.pathname + event.url.search : event.url.pathname;
	const unsent = event.locals.unsent ? `&terug=${event.locals.unsent}` : '';
	redirect(303, `/inloggen?naar=${encodeURIComponent(back)}${unsent}`);
}

/** A signed-in young person. */
export function youth(event: RequestEvent): SignedIn {
	const user = signedIn(event);
	return user.kind === 'youth' ? user : notFound();
}

/** Stops before somebody opens something in a session that a mentor's code opened: with the page that says why. */
export function opens(user: SignedIn, passportId: string): void {
	if (user.sensitiveClosed) redirect(303, `/paspoort/${passportId}/gesloten`);
}

/** A signed-in professional with this role. */
export function staff(event: RequestEvent, role: Role): SignedIn {
	const user = signedIn(event);
	return user.roles.includes(role) ? user : notFound();
}

/** Somebody who guides young people: a mentor of a class, a slb'er of a mbo, a consultant of a Doorstroompunt. The same screens for each. */
export function guide(event: RequestEvent): SignedIn {
	const user = signedIn(event);
	return user.roles.includes('mentor') || user.roles.includes('rmc_consultant') ? user : notFound();
}

/** Stops before own conversations and agreements in a session that a mentor's code opened: with the page that says why. */
export function opensTalks(user: SignedIn): SignedIn {
	if (user.sensitiveClosed) redirect(303, '/gesprekken/gesloten');
	return user;
}

/**
 * Whether somebody really reads this page: a question for the headers only shows nothing, and what a browser fetches ahead
 * may never be looked at. Neither is a reading for the log.
 */
export function isReading({ request }: RequestEvent): boolean {
	return request.method !== 'HEAD' && !/prefetch|prerender/.test(request.headers.get('sec-purpose') ?? '');
}

/** Where a person starts. */
export function homeOf(user: Pick<SignedIn, 'kind' | 'roles'>): string {
	if (user.kind === 'youth') return '/paspoort';
	if (user.roles.includes('mentor') || user.roles.includes('rmc_consultant')) return '/begeleiding';
	if (user.roles.includes('support_coordinator')) return '/begeleiding/vertegenwoordigers';
	return user.roles.includes('intaker') ? '/intake' : '/begeleiding';
}

/** An address inside the portal to go to after signing in, as it stands in a header; anything else is somebody's trick. */
export function safePath(text: string | null): string | undefined {
	return text && /^\/(?![/\\])[!-[\]-~]*$/.test(text) ? text : undefined;
}
