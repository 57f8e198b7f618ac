import { nextStep, presence } from '$lib/organisation/rules';
import { openClass } from '$lib/organisation/server';
import { found, guide, id } from '$lib/server/guard';
import { writtenDate } from '$lib/text/dates';
import type { PageServerLoad } from './$types';

/** The class on paper: who is in and who is not, how far, and room to write. */
export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const { class: klas, students, expected, today } = found(await openClass(user, id(event.params.id)));
	const { absent } = presence(students, expected, today);
	const names = new Intl.Collator('nl', { sensitivity: 'base' });
	return {
		class: { id: klas.id, name: klas.name, kind: klas.kind, school: klas.school, schoolYear: klas.schoolYear },
		mentors: klas.mentors.map(({ name }) => name),
		today: writtenDate(today),
		rows: [
			...students.map((student) => ({
				id: student.youthId,
				name: student.name,
				called: student.name.startsWith(student.called) ? '' : student.called,
				state: student.state,
				isIn: true,
				next: nextStep(student)
			})),
			...absent.map(({ id, name }) => ({ id, name, called: '', state: null, isIn: false, next: nextStep(null) }))
		].sort((a, b) => names.compare(a.name, b.name))
	};
};
