import { redirect, type RequestEvent } from '@sveltejs/kit';
import { askTogether, endTogether } from '$lib/conversation/server';
import { partsDone, partTotals } from '$lib/organisation/rules';
import { openClass } from '$lib/organisation/server';
import { found, guide, id } from '$lib/server/guard';
import { instrumentFor } from '../../class';
import type { Actions, PageServerLoad } from './$types';

/** What was just done, as it stands in the address. */
const done = ['gevraagd', 'niet'] as const;

/** The student of the address, if this is the mentor's class and they have started. */
async function studentOf(event: RequestEvent) {
	const user = guide(event);
	const opened = found(await openClass(user, id(event.params.id)));
	const student = found(opened.students.find(({ youthId, passportId }) => youthId === event.params.youth && passportId !== null));
	return { user, klas: opened.class, student: { ...student, passportId: student.passportId! } };
}

export const load: PageServerLoad = async (event) => {
	const { klas, student } = await studentOf(event);
	const instrument = instrumentFor(student);
	return {
		class: { id: klas.id, name: klas.name, kind: klas.kind },
		student: student.youthId,
		called: student.called,
		name: student.name,
		parts: partsDone(student.progress, partTotals(instrument, student.gates)).map((part) => ({
			...part,
			title: instrument.sections.find(({ key }) => key === part.key)!.title
		})),
		draft: student.state === 'draft',
		asked: student.together,
		/** Only what may be read has an address. */
		passportId: student.readable ? student.passportId : null,
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

const here = ({ params }: RequestEvent) => `/begeleiding/klas/${id(params.id)}/samen/${id(params.youth)}`;

export const actions: Actions = {
	/** Asks; the young person answers on the own screen. */
	vraag: async (event) => {
		const { user, student } = await studentOf(event);
		const outcome = await askTogether(user, student.passportId);
		redirect(303, `${here(event)}${outcome === 'asked' ? '?gelukt=gevraagd' : ''}`);
	},
	/** Takes the question back. */
	niet: async (event) => {
		const { user, student } = await studentOf(event);
		await endTogether(user, student.passportId);
		redirect(303, `${here(event)}?gelukt=niet`);
	}
};
