import { myClasses } from '$lib/organisation/server';
import { settings } from '$lib/server/env';
import { found, guide, id } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const classId = id(event.params.id);
	const { helpPerson, helpReach, ...klas } = found((await myClasses(user)).find((own) => own.id === classId));
	return {
		class: { id: klas.id, name: klas.name, school: klas.school },
		mentor: user.name,
		help: helpPerson ? { person: helpPerson, reach: helpReach } : null,
		privacy: `${settings().origin.replace(/^https?:\/\//, '')}/privacy`
	};
};
