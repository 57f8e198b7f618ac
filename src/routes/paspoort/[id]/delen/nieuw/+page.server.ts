import { redirect } from '@sveltejs/kit';
import { matches } from '$lib/consent/rules';
import { openPassport } from '$lib/passport/server';
import { found, id, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';
import { chosenOf, offerOf, ruledUntil } from './choice';
import { writtenDate } from '$lib/text/dates';

/** From this number of teams they can be found by typing. */
const manyTeams = 7;

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const offer = await offerOf(user, own.id);
	if (!offer) redirect(303, `/paspoort/${own.id}/delen`);
	const { searchParams } = event.url;
	const chosen = chosenOf(searchParams, offer);
	const typed = searchParams.get('zoek') ?? '';
	const parts = (...kinds: string[]) =>
		offer.parts
			.filter(({ kind }) => kinds.includes(kind))
			.map((part) => ({
				value: part.value,
				label: part.label,
				checked: chosen.parts.includes(part),
				until: part.course && writtenDate(ruledUntil([part], offer.today))
			}));
	return {
		edition: offer.edition.number,
		draft: own.state !== 'agreed',
		alsoParent: offer.alsoParent,
		outdated: chosen.outdated,
		errors: searchParams.has('fout') && !chosen.outdated ? chosen.errors : [],
		team: chosen.team?.id ?? '',
		teams: offer.teams.filter((team) => team === chosen.team || matches(typed, [team.name, team.organisation, team.courses])),
		find: offer.teams.length >= manyTeams ? { typed, action: event.url.pathname } : null,
		sections: parts('section'),
		choices: parts('choice'),
		remarks: [...parts('remarks'), ...parts('different')],
		sensitive: parts('sensitive'),
		until: writtenDate(ruledUntil([], offer.today)),
		typedUntil: {
			day: searchParams.get('tot.day') ?? '',
			month: searchParams.get('tot.month') ?? '',
			year: searchParams.get('tot.year') ?? ''
		}
	};
};
