import { redirect } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { writtenCode } from '$lib/account/rules';
import { firstInstrument, instrumentOf, newest } from '$lib/instruments';
import { progressOf } from '$lib/instruments/journey';
import type { Instrument } from '$lib/instruments/schema';
import { agoInWords, inOrder, newcomers, partsDone, readOrdering, waiting } from '$lib/organisation/rules';
import { confirmMembers, openClass, setMember, type ClassStudent } from '$lib/organisation/server';
import { found, id, staff } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

/** How many questions each part has when all of them apply. Sensitive ones count in nothing that a mentor sees. */
function totalsOf(instrument: Instrument): { key: string; title: string; total: number }[] {
	const all = Object.fromEntries(instrument.questions.map((question) => [question.key, 'answered' as const]));
	return progressOf(instrument, all).map(({ section, questions }) => ({
		key: section.key,
		title: section.short ?? section.title,
		total: questions.filter((question) => !question.sensitive).length
	}));
}

const instrumentFor = ({ instrumentKey, instrumentVersion }: ClassStudent): Instrument =>
	instrumentKey === null || instrumentVersion === null ? newest(firstInstrument) : instrumentOf({ instrumentKey, instrumentVersion });

/** What was just done, as it stands in the address: confirmed, or put back. */
const done = ['erbij', 'terug'] as const;

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'mentor');
	const opened = found(await openClass(user, id(event.params.id)));
	const now = await today();
	const order = readOrdering(event.url.searchParams.get('volgorde'));
	const removed = event.url.searchParams.get('uit');
	return {
		class: { ...opened.class, code: writtenCode(opened.class.code) },
		parts: totalsOf(newest(firstInstrument)).map(({ key, title }) => ({ key, title })),
		students: inOrder(opened.students, order).map((s) => ({
			youthId: s.youthId,
			name: s.name,
			called: s.called,
			pronouns: s.pronouns,
			state: s.state,
			isNew: s.confirmedAt === null,
			parts: partsDone(s.progress, totalsOf(instrumentFor(s))),
			last: s.lastActivityAt && agoInWords(s.lastActivityAt, now),
			/** Only what may be read has an address. */
			passportId: s.state === null || s.state === 'draft' ? null : s.passportId
		})),
		waiting: waiting(opened.students).map((s) => ({
			name: s.name,
			passportId: s.passportId,
			since: s.handedInAt && agoInWords(s.handedInAt, now)
		})),
		newcomers: newcomers(opened.students).map(({ youthId, name }) => ({ youthId, name })),
		order,
		find: event.url.searchParams.get('zoek')?.trim() ?? '',
		removed: removed && opened.students.every((s) => s.youthId !== removed) ? removed : null,
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

export const actions: Actions = {
	/** "Klopt, zij horen erbij" */
	bevestig: async (event) => {
		const user = staff(event, 'mentor');
		const classId = id(event.params.id);
		const shown = (await event.request.formData()).getAll('youth').map((youth) => id(String(youth)));
		await confirmMembers(user, classId, shown);
		redirect(303, `/begeleiding/klas/${classId}?gelukt=erbij`);
	},
	/** Puts back who was just taken out. */
	terug: async (event) => {
		const user = staff(event, 'mentor');
		const classId = id(event.params.id);
		const youthId = id(String((await event.request.formData()).get('leerling')));
		found((await setMember(user, classId, youthId, true)) || null);
		redirect(303, `/begeleiding/klas/${classId}?gelukt=terug`);
	}
};
