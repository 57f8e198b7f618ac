/** What the pages with agreements share: somebody says how one goes. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { readRevision } from '$lib/instruments/answers';
import type { UserRef } from '$lib/server/database';
import { id, notFound } from '$lib/server/guard';
import { readSaid } from './agreement-rules';
import { setAgreementState } from './agreements';

/** Keeps how an agreement goes, and goes back to the page; what was typed comes back when that cannot be. */
export async function sayHowItGoes(user: UserRef, { request, url }: RequestEvent) {
	const form = await request.formData();
	const about = id(String(form.get('id')));
	const { state, note, errors } = readSaid(form);
	if (!state) notFound();
	if (errors.length > 0) return fail(400, { about, note, errors: errors.map((error) => ({ ...error, field: `${error.field}-${about}` })) });
	const outcome = await setAgreementState(user, about, readRevision(form), state, note);
	if (outcome === 'missing') notFound();
	if (outcome !== 'set') return fail(409, { about, note, problem: outcome });
	redirect(303, `${url.pathname}?gelukt=bijgewerkt`);
}
