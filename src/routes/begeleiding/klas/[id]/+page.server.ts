import { redirect } from '@sveltejs/kit';
import { writtenCode } from '$lib/account/rules';
import { agoInWords, columnsOf, inOrder, partsDone, partTotals, presence, readOrdering, together, waiting } from '$lib/organisation/rules';
import { openClass, setMember, type ClassStudent } from '$lib/organisation/server';
import { found, guide, id } from '$lib/server/guard';
import { m } from '$lib/text/paraglide/messages';
import { confirmShown, instrumentFor } from './class';
import type { Actions, PageServerLoad } from './$types';

/** What was just done, as it stands in the address: confirmed, or put back. */
const done = ['erbij', 'terug'] as const;

/** The one column where not everybody fills in the same. */
const whole = 'alles';
const partsOf = (s: ClassStudent) => partsDone(s.progress, partTotals(instrumentFor(s), s.gates));

export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const { class: klas, students, expected, today } = found(await openClass(user, id(event.params.id)));
	const order = readOrdering(event.url.searchParams.get('volgorde'));
	const removed = event.url.searchParams.get('uit');
	const { newcomers, absent, notSeen } = presence(students, expected, today);
	const columns = columnsOf((students.some((s) => s.state) ? students.filter((s) => s.state) : students).map(instrumentFor));
	return {
		class: { ...klas, code: writtenCode(klas.code) },
		parts: columns ?? [{ key: whole, title: m.guidance_head_progress() }],
		students: inOrder(students, order).map((s) => ({
			youthId: s.youthId,
			name: s.name,
			called: s.called,
			pronouns: s.pronouns,
			state: s.state,
			isNew: s.confirmedAt === null,
			together: s.together,
			parts: columns ? partsOf(s) : [{ key: whole, ...together(partsOf(s)) }],
			/** What is filled in, where not everybody fills in the same. */
			instrument: columns || !s.state ? null : instrumentFor(s).short,
			paused: s.paused,
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
		const user = guide(event);
		const classId = id(event.params.id);
		const youthId = id(String((await event.request.formData()).get('leerling')));
		found((await setMember(user, classId, youthId, true)) || null);
		redirect(303, `/begeleiding/klas/${classId}?gelukt=terug`);
	}
};
