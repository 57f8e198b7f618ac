import { redirect } from '@sveltejs/kit';
import { questionOf } from '$lib/instruments';
import { nextQuestion } from '$lib/instruments/journey';
import { openPassport } from '$lib/passport/server';
import { found, id, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

/** What stands in the place of a sensitive question, and of what opens something, in a session that a mentor's code opened. */
export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const here = `/paspoort/${own.id}`;
	const key = event.url.searchParams.get('vraag');
	const question = key === null ? null : found(questionOf(own.instrument, key));
	if (!user.sensitiveClosed) redirect(303, question ? `${here}/vraag/${question.key}` : here);
	const next = question && nextQuestion(own.instrument, own.statuses, question.key);
	return { here, question: question?.text ?? null, next: next ? `${here}/vraag/${next.key}` : `${here}/controleren` };
};
