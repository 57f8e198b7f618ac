import { answersToCheck } from '$lib/passport/screen-rules';
import { openPassport } from '$lib/passport/server';
import { canEdit, mentorMayRead } from '$lib/passport/states';
import { found, id, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	return {
		editable: canEdit(own.state),
		sections: answersToCheck(own.instrument, own.answers, mentorMayRead(own) ? own.shownToMentor : [], user.sensitiveClosed)
	};
};
