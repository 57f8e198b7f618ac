import { redirect } from '@sveltejs/kit';
import { openClass, setMember } from '$lib/organisation/server';
import { found, guide, id } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const opened = found(await openClass(user, id(event.params.id)));
	const student = found(opened.students.find((s) => s.youthId === event.params.youth));
	return { class: { id: opened.class.id, name: opened.class.name, kind: opened.class.kind }, called: student.called, name: student.name };
};

export const actions: Actions = {
	default: async (event) => {
		const user = guide(event);
		const [classId, youthId] = [id(event.params.id), id(event.params.youth)];
		found((await setMember(user, classId, youthId, false)) || null);
		redirect(303, `/begeleiding/klas/${classId}?uit=${youthId}`);
	}
};
