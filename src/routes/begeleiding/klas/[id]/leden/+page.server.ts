import { redirect } from '@sveltejs/kit';
import { sayWhoItIs } from '$lib/organisation/expected';
import { inOrder, presence } from '$lib/organisation/rules';
import { openClass } from '$lib/organisation/server';
import { found, guide, id } from '$lib/server/guard';
import { confirmShown } from '../class';
import type { Actions, PageServerLoad } from './$types';

/** What was just done, as it stands in the address: confirmed, or said who is who. */
const done = ['erbij', 'wie'] as const;

export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const { class: klas, students, expected, today } = found(await openClass(user, id(event.params.id)));
	const { newcomers, absent, notSeen, matches } = presence(students, expected, today);
	return {
		class: { id: klas.id, name: klas.name },
		newcomers,
		expected: expected.length,
		absent,
		notSeen,
		students: inOrder(students, 'naam').map(({ youthId, name }) => ({ youthId, name, match: matches.get(youthId) ?? null })),
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

export const actions: Actions = {
	/** "Hoort erbij", of one newcomer or of all who are recognised. */
	bevestig: async (event) => redirect(303, `/begeleiding/klas/${await confirmShown(event)}/leden?gelukt=erbij`),
	/** The mentor says which name on the list somebody is, or that it is another. */
	koppel: async (event) => {
		const user = guide(event);
		const classId = id(event.params.id);
		const form = await event.request.formData();
		const expectedId = form.get('lijst');
		const { students } = found(await openClass(user, classId));
		const { youthId } = found(students.find((student) => student.youthId === form.get('leerling')));
		await sayWhoItIs(user, classId, youthId, expectedId ? id(String(expectedId)) : null);
		redirect(303, `/begeleiding/klas/${classId}/leden?gelukt=wie`);
	}
};
