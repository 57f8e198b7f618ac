import { redirect } from '@sveltejs/kit';
import { consentsOf } from '$lib/consent/server';
import { myMentors } from '$lib/organisation/mentors';
import { readersAlong } from '$lib/participant/server';
import { whoReads, whyClosed } from '$lib/passport/rules';
import { openPassport } from '$lib/passport/server';
import { found, id, youth } from '$lib/server/guard';
import type { LayoutServerLoad } from './$types';

/** Pages that open something to somebody: not in a session that a mentor's code opened. */
const opening = /\/(klaar|samen|met-wie|akkoord|anderen\/nieuw|delen\/nieuw(\/nalezen)?|delen\/\[consent\]\/(vervangen|ouder(\/hulp)?))$/;

export const load: LayoutServerLoad = async (event) => {
	/* A form that was sent when the session had ended: the question page answers it with the sign-in form. */
	if (!event.locals.user && event.request.method === 'POST') return { passport: null, whoReads: '', sensitiveClosed: null };
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	if (user.sensitiveClosed && opening.test(event.route.id)) redirect(303, `/paspoort/${own.id}/gesloten`);
	const [mentors, consents, along] = await Promise.all([myMentors(user), consentsOf(user, own.id), readersAlong(user, own.id)]);
	const open = consents.filter((consent) => consent.status === 'open');
	return {
		sensitiveClosed: whyClosed(user),
		passport: { id: own.id, title: own.instrument.title, state: own.state },
		whoReads: whoReads(
			own,
			mentors.filter((mentor) => mentor.reads.includes(own.id)).map((mentor) => mentor.mentor),
			[...open.map((consent) => consent.to), ...along.map(({ name }) => name)]
		)
	};
};
