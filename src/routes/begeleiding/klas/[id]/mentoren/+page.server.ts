import { fail, redirect } from '@sveltejs/kit';
import { cleanLogin } from '$lib/account/rules';
import { addMentor, removeMentor } from '$lib/organisation/mentors';
import { openClass } from '$lib/organisation/server';
import { found, guide, id, notFound } from '$lib/server/guard';
import { dayOf, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/** What was just done, as it stands in the address. */
const done = ['erbij', 'eruit'] as const;

export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const { class: klas } = found(await openClass(user, id(event.params.id)));
	return {
		class: { id: klas.id, name: klas.name },
		mentors: klas.mentors.map(({ id, name, since }) => ({ id, name, isMe: id === user.id, since: writtenDate(dayOf(since)) })),
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

export const actions: Actions = {
	/** Adds a colleague of the same school. */
	erbij: async (event) => {
		const user = guide(event);
		const classId = id(event.params.id);
		const login = String((await event.request.formData()).get('login') ?? '');
		const wrong = (status: number, message: string) => fail(status, { login, errors: [{ field: 'login', message }] });
		if (login.trim() === '') return wrong(400, m.guidance_mentors_login_empty());
		const outcome = await addMentor(user, classId, cleanLogin(login));
		if (outcome === 'missing') notFound();
		if (outcome === 'blocked') return wrong(429, m.guidance_mentors_blocked());
		if (outcome === 'unknown') return wrong(400, m.guidance_mentors_unknown());
		if (outcome === 'already') return wrong(400, m.guidance_mentors_already());
		redirect(303, `/begeleiding/klas/${classId}/mentoren?gelukt=erbij`);
	},
	/** Takes a mentor out of the class; who leaves goes to the own overview. */
	eruit: async (event) => {
		const user = guide(event);
		const classId = id(event.params.id);
		const mentorId = id(String((await event.request.formData()).get('mentor')));
		const outcome = await removeMentor(user, classId, mentorId);
		if (outcome === 'missing') notFound();
		if (outcome === 'last') return fail(409, { last: true });
		redirect(303, mentorId === user.id ? '/begeleiding' : `/begeleiding/klas/${classId}/mentoren?gelukt=eruit`);
	}
};
