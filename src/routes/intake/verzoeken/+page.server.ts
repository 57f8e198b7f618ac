import { fail, redirect } from '@sveltejs/kit';
import { myTeams } from '$lib/consent/server';
import { coursesOf, whoAsks, writtenToken } from '$lib/request/rules';
import { endRequest, makeRequest, newRequestId, requestsOfMyTeams } from '$lib/request/server';
import { settings } from '$lib/server/env';
import { id, staff } from '$lib/server/guard';
import { dayOf, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/** What can be asked for: each own team, for all its courses or one of them. */
const offered = (teams: Awaited<ReturnType<typeof myTeams>>) =>
	teams.flatMap((team) => [
		{ value: `${team.id} `, team, course: '' },
		...coursesOf(team.courses).map((course) => ({ value: `${team.id} ${course}`, team, course }))
	]);

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	const [teams, requests] = await Promise.all([myTeams(user), requestsOfMyTeams(user)]);
	return {
		newId: newRequestId(),
		done: event.url.searchParams.get('gelukt'),
		options: offered(teams).map(({ value, team, course }) => ({
			value,
			label: course || m.request_all_courses(),
			hint: teams.length > 1 ? team.name : undefined
		})),
		requests: requests.map((request) => ({
			id: request.id,
			who: whoAsks(request),
			address: `${settings().origin}/vraag/${writtenToken(request.token)}`,
			madeOn: writtenDate(dayOf(request.madeAt))
		}))
	};
};

export const actions: Actions = {
	maken: async (event) => {
		const user = staff(event, 'intaker');
		const form = await event.request.formData();
		const wanted = offered(await myTeams(user)).find(({ value }) => value === String(form.get('waarvoor') ?? ''));
		if (!wanted) return fail(400, { errors: [{ field: 'waarvoor', message: m.request_error_course() }] });
		await makeRequest(user, id(String(form.get('id') ?? '')), wanted.team.id, wanted.course);
		redirect(303, '/intake/verzoeken?gelukt=gemaakt');
	},
	stoppen: async (event) => {
		const user = staff(event, 'intaker');
		await endRequest(user, id(String((await event.request.formData()).get('id') ?? '')));
		redirect(303, '/intake/verzoeken?gelukt=gestopt');
	}
};
