import { makeSignInCode } from '$lib/account/recovery';
import { spokenCode } from '$lib/account/rules';
import { openClass } from '$lib/organisation/server';
import { found, guide, id } from '$lib/server/guard';
import { timeOf } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const opened = found(await openClass(user, id(event.params.id)));
	const student = found(opened.students.find((s) => s.youthId === event.params.youth));
	return { class: { id: opened.class.id, name: opened.class.name, kind: opened.class.kind }, called: student.called, name: student.name };
};

export const actions: Actions = {
	/* The answer carries the code, once: it is kept nowhere, so there is no address at which it could be read again. */
	default: async (event) => {
		const user = guide(event);
		const made = found(await makeSignInCode(user, id(event.params.id), id(event.params.youth)));
		return { code: spokenCode(made.code), signInName: made.signInName, until: timeOf(made.expiresAt) };
	}
};
