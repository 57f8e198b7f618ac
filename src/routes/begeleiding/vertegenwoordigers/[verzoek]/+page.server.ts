import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readRepresentative } from '$lib/representative/rules';
import { findRepresentative, newLinkId, representativeRequests } from '$lib/representative/server';
import { found, id, notFound, staff } from '$lib/server/guard';
import { qrImage } from '$lib/server/qr';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

async function ownRequest(event: RequestEvent<{ verzoek: string }>) {
	const user = staff(event, 'support_coordinator');
	const requestId = id(event.params.verzoek);
	const requests = await representativeRequests(user);
	return { user, request: found(requests.find((r) => r.id === requestId)) };
}

export const load: PageServerLoad = async (event) => {
	const { request } = await ownRequest(event);
	return { linkId: newLinkId(), called: request.called, handled: request.handledAt !== null };
};

export const actions: Actions = {
	default: async (event) => {
		const { user, request } = await ownRequest(event);
		const form = await event.request.formData();
		const linkId = id(String(form.get('id') ?? ''));
		const typed = readRepresentative(form);
		if ('errors' in typed) return fail(400, { ...typed, made: null });
		const { kind, name, email } = typed.asked;
		const result = await findRepresentative(user, request.id, linkId, typed.asked);
		if (result.outcome === 'missing') notFound();
		if (result.outcome === 'staff_address') {
			const values = { kind, name, how: 'mail', email: email ?? '' };
			return fail(400, { errors: [{ field: 'email', message: m.found_error_staff() }], values, made: null });
		}
		/* Old enough by now: the request is gone from the list. */
		if (result.outcome === 'alone') redirect(303, '/begeleiding/vertegenwoordigers');
		if (result.outcome !== 'made' && result.outcome !== 'mailed') redirect(303, `/begeleiding/vertegenwoordigers/${request.id}`);
		/* Shown in the answer to this one request, and kept nowhere. */
		const letter = result.outcome === 'made' ? { address: result.address, qr: await qrImage(result.address) } : undefined;
		return { errors: [], values: undefined, made: { name, by: user.name, letter } };
	}
};
