import { redirect } from '@sveltejs/kit';
import { writtenCode } from '$lib/account/rules';
import { firstInstrument, newest } from '$lib/instruments';
import { agoInWords, inOrder, partsDone, partTotals, presence, readOrdering, waiting } from '$lib/organisation/rules';
import { openClass, setMember } from '$lib/organisation/server';
import { found, id, staff } from '$lib/server/guard';
import { confirmShown, instrumentFor } from './class';
import type { Actions, PageServerLoad } from './$types';

/** What was just done, as it stands in the address: confirmed, or put back. */
const done = ['erbij', 'terug'] as const;

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'mentor');
	const { class: klas, students, expected, today } = found(await openClass(user, id(event.params.id)));
	const order = readOrdering(event.url.searchParams.get('volgorde'));
	const removed = event.url.searchParams.get('uit');
	const { newcomers, absent, notSeen } = presence(students, expected, today);
	return {
		class: { ...klas, code: writtenCode(klas.code) },
		parts: newest(firstInstrument).sections.map(({ key, title, short }) => ({ key, title: short ?? title })),
		students: inOrder(students, order).map((s) => ({
			youthId: s.youthId,
			name: s.name,
			called: s.called,
			pronouns: s.pronouns,
			state: s.state,
			isNew: s.confirmedAt === null,
			together: s.together,
			parts: partsDone(s.progress, partTotals(instrumentFor(s), s.gates)),
			last: s.lastActivityAt && agoInWords(s.lastActivityAt, today),
			/** Only what may be read has an address. */
			passportId: s.readable ? s.passportId : null
		})),
		waiting: waiting(students.filter((s) => s.readable)).map((s) => ({
			name: s.name,
			passportId: s.passportId,
			since: s.handedInAt && agoInWords(s.handedInAt, today)
		})),
		newcomers,
		expected: expected.length,
		absent,
		notSeen: notSeen.length,
		order,
		find: event.url.searchParams.get('zoek')?.trim() ?? '',
		removed: removed && students.every((s) => s.youthId !== removed) ? removed : null,
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

export const actions: Actions = {
	/** "Hoort erbij", of one newcomer or of all who are recognised. */
	bevestig: async (event) => redirect(303, `/begeleiding/klas/${await confirmShown(event)}?gelukt=erbij`),
	/** Puts back who was just taken out. */
	terug: async (event) => {
		const user = staff(event, 'mentor');
		const classId = id(event.params.id);
		const youthId = id(String((await event.request.formData()).get('leerling')));
		found((await setMember(user, classId, youthId, true)) || null);
		redirect(303, `/begeleiding/klas/${classId}?gelukt=terug`);
	}
};
