/** The door of every guest link: whoever has the address gives the code (and a name) before anything is shown. */
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { cleanGuestCode, readerName, type GuestKind, type LinkStatus } from '$lib/guest/rules';
import { guestLinkStatus, guestOf, leaveAsGuest, openGuestLink, type Guest } from '$lib/guest/server';
import { m } from '$lib/text/paraglide/messages';
import { clearGuestSession, guestSessionToken, setGuestSession } from './cookies';
import { notFound } from './guard';

/** Either the guest, or how the closed door looks. */
export type Door = { guest: Guest; status?: undefined } | { guest?: undefined; status: LinkStatus };

const tokenOf = (event: RequestEvent): string => (event.params as { token?: string }).token ?? '';

/** Who stands at an address with a link's token. No such link: 404. */
export async function guestAt(event: RequestEvent, kind: GuestKind): Promise<Door> {
	const token = tokenOf(event);
	const guest = await guestOf(kind, token, guestSessionToken(event.cookies));
	if (guest) return { guest };
	const status = await guestLinkStatus(kind, token);
	return status ? { status } : notFound();
}

/** A guest who is in; whoever is not goes (back) to the door, at the link's own address. */
export async function guestIn(event: RequestEvent, kind: GuestKind, door: string): Promise<Guest> {
	const { guest } = await guestAt(event, kind);
	return guest ?? redirect(303, door);
}

/** What was typed at the door, and what was not right about it. */
export interface DoorForm {
	errors: { field: string; message: string }[];
	values: { code: string; name: string };
	/** What the door keeps for whoever gives the code. */
	sealed: string;
}

/**
 * The door's form: opens the link and comes back to the same address without the form.
 * @param more `name`: the reader's name where it is not asked. `after`: what is done with what the door kept sealed, once
 *   the code was right; gives back what is added to the address
 */
export async function openDoor(
	event: RequestEvent,
	kind: GuestKind,
	more: { name?: string; after?: (guest: Guest, sealed: string) => Promise<string> } = {}
): Promise<ActionFailure<DoorForm>> {
	const form = await event.request.formData();
	const text = (field: string) => String(form.get(field) ?? '').trim();
	const values = { code: text('code').slice(0, 20), name: more.name ?? text('name').slice(0, 200) };
	const sealed = text('sealed');
	const errors: DoorForm['errors'] = [];
	if (!readerName.safeParse(values.name).success) errors.push({ field: 'name', message: m.guest_name_wrong() });
	if (!/^\d{6}$/.test(cleanGuestCode(values.code))) errors.push({ field: 'code', message: m.guest_code_form() });
	if (errors.length > 0) return fail(400, { errors, values, sealed });

	const opened = await openGuestLink(kind, tokenOf(event), values.code, values.name, event.getClientAddress());
	if (opened.outcome === 'in') {
		setGuestSession(event.cookies, opened.session);
		const guest = sealed && more.after ? await guestOf(kind, tokenOf(event), opened.session) : undefined;
		redirect(303, event.url.pathname + (guest ? await more.after!(guest, sealed) : ''));
	}
	if (opened.outcome === 'missing') notFound();
	if (opened.outcome === 'wrong') return fail(400, { errors: [{ field: 'code', message: m.guest_code_wrong() }], values, sealed });
	if (opened.outcome === 'blocked') return fail(429, { errors: [{ field: 'code', message: m.guest_code_blocked() }], values, sealed });
	/* Ended, used up or locked in the meantime: the page says so. */
	return fail(400, { errors: [], values, sealed });
}

/** Leaves the door behind: the session ends in the database and in the browser. */
export async function leaveDoor(event: RequestEvent): Promise<void> {
	const session = guestSessionToken(event.cookies);
	if (session) await leaveAsGuest(session);
	clearGuestSession(event.cookies);
}
