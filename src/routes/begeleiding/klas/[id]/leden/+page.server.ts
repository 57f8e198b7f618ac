import { inOrder } from '$lib/organisation/rules';
import { openClass } from '$lib/organisation/server';
import { found, id, staff } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'mentor');
	const opened = found(await openClass(user, id(event.params.id)));
	return {
		class: { id: opened.class.id, name: opened.class.name },
		students: inOrder(opened.students, 'naam').map(({ youthId, name }) => ({ youthId, name }))
	};
};
