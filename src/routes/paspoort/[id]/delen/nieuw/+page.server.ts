import { redirect, type RequestEvent } from '@sveltejs/kit';
import { linkOpenings, matches } from '$lib/consent/rules';
import { openPassport } from '$lib/passport/server';
import { whoAsks } from '$lib/request/rules';
import { found, id, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';
import { chosenOf, isRight, longestRecipient, offerOf, openChoice, ruledUntil, sealChoice } from './choice';
import { writtenDate } from '$lib/text/dates';

/** From this number of teams they can be found by typing. */
const manyTeams = 7;

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const offer = await offerOf(user, own.id);
	if (!offer) redirect(303, `/paspoort/${own.id}/delen`);
	const params = openChoice(user, event.url.searchParams.get('keuze'));
	/* By the request of a team: filled in for as long as nothing else was chosen. */
	const request = offer.requests.find((one) => one.id === (params.get('vraag') ?? event.url.searchParams.get('vraag')));
	if (request && !params.has('editie')) params.set('team', request.teamId);
	const chosen = chosenOf(params, offer);
	const typed = (name: string) => params.get(name) ?? '';
	const parts = (...kinds: string[]) =>
		offer.parts
			.filter(({ kind }) => kinds.includes(kind))
			.map((part) => ({
				value: part.value,
				label: part.label,
				checked: chosen.parts.includes(part),
				until: part.course && writtenDate(ruledUntil('team', [part], offer.today))
			}));
	const team = offer.teams.find((one) => one.id === params.get('team'));
	return {
		edition: offer.edition.number,
		draft: own.state !== 'agreed',
		alsoParent: offer.alsoParent,
		outdated: chosen.outdated,
		errors: params.has('fout') && !chosen.outdated ? chosen.errors : [],
		kind: chosen.kind,
		team: team?.id ?? '',
		teams: offer.teams.filter((one) => one === team || matches(typed('zoek'), [one.name, one.organisation, one.courses])),
		find: offer.teams.length >= manyTeams ? { typed: typed('zoek'), action: '?/zoek' } : null,
		typed: {
			wie: typed('wie'),
			mail: typed('mail'),
			keer: typed('keer') || String(linkOpenings.usual),
			mbo: typed('mbo'),
			kenmerk: typed('kenmerk')
		},
		request: request ? { id: request.id, who: whoAsks(request) } : null,
		longestRecipient,
		sections: parts('section'),
		choices: parts('choice'),
		remarks: parts('remarks', 'different', 'others'),
		sensitive: parts('sensitive'),
		until: writtenDate(ruledUntil('team', [], offer.today)),
		linkUntil: writtenDate(ruledUntil('link', [], offer.today)),
		typedUntil: { day: typed('tot.day'), month: typed('tot.month'), year: typed('tot.year') }
	};
};

async function sent(event: RequestEvent): Promise<URLSearchParams> {
	const params = new URLSearchParams();
	for (const [name, value] of await event.request.formData()) if (typeof value === 'string') params.append(name, value.slice(0, 500));
	return params;
}

export const actions: Actions = {
	/** Finds a team, with all that was chosen so far. */
	zoek: async (event) => {
		const user = youth(event);
		redirect(303, `${event.url.pathname}?keuze=${sealChoice(user, await sent(event))}`);
	},
	/** On to reading it back, or back with what is not right yet. */
	nalezen: async (event) => {
		const user = youth(event);
		const offer = found(await offerOf(user, id(event.params.id)));
		const params = await sent(event);
		const right = isRight(chosenOf(params, offer));
		if (!right) params.set('fout', '1');
		redirect(303, `${event.url.pathname}${right ? '/nalezen' : ''}?keuze=${sealChoice(user, params)}`);
	}
};
