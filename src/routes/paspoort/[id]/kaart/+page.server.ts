import { redirect } from '@sveltejs/kit';
import { strengthsCard } from '$lib/passport/card-rules';
import { openPassport } from '$lib/passport/server';
import { found, id, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const card = strengthsCard(own.instrument, own.answers);
	if (!card) {
		const question = found(own.instrument.questions.find(({ type }) => type === 'strengths'));
		redirect(303, `/paspoort/${own.id}/vraag/${question.key}`);
	}
	return { called: user.called, card };
};
