/** Whose device it is: asked once, when somebody signs in or joins. On a shared one nothing stays behind. */
import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { m } from '$lib/text/paraglide/messages';
import { clearSession, isOwnDevice, setOwnDevice, setSession } from './cookies';

/** The question in words. */
export interface DeviceQuestion {
	legend: string;
	options: { value: string; label: string; hint?: string }[];
}

/** What a form asks about the device; null where somebody said before that it is their own. */
export function deviceQuestion({ cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>): DeviceQuestion | null {
	if (isOwnDevice(cookies) && !url.searchParams.has('toestel')) return null;
	return {
		legend: m.device(),
		options: [
			{ value: 'eigen', label: m.device_own() },
			{ value: 'gedeeld', label: m.device_shared(), hint: m.device_shared_hint() }
		]
	};
}

/** Whether the device is shared, out of the form or as this browser remembers it; undefined when it still has to be asked. */
export function sharedDevice(cookies: Cookies, form: FormData): boolean | undefined {
	const said = form.get('toestel');
	if (said === 'gedeeld' || said === 'eigen') return said === 'gedeeld';
	return isOwnDevice(cookies) ? false : undefined;
}

/** Keeps a new session in this browser, and whose device it is. */
export function keepSession(cookies: Cookies, token: string, shared: boolean): void {
	setSession(cookies, token, shared);
	setOwnDevice(cookies, !shared);
}

/** Forgets the session in this browser; on a shared device also whatever the browser itself kept of the pages. */
export function leaveDevice({ cookies, locals, setHeaders }: Pick<RequestEvent, 'cookies' | 'locals' | 'setHeaders'>): void {
	clearSession(cookies);
	if (locals.user?.shared) setHeaders({ 'Clear-Site-Data': '"cache", "storage"' });
}
