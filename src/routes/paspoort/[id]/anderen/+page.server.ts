import { redirect, type RequestEvent } from '@sveltejs/kit';
import { contributionsOf, endParticipant, keepContribution, participantsOf } from '$lib/participant/server';
import { participantInWords, whoseWords } from '$lib/participant/rules';
import { partLabel, partOrder } from '$lib/passport/edition-rules';
import { openPassport } from '$lib/passport/server';
import { found, id, notFound, opens, youth } from '$lib/server/guard';
import { qrImage } from '$lib/server/qr';
import { dayOf, writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

async function ownPassport(event: RequestEvent<{ id: string }>) {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	return { user, own, here: `/paspoort/${own.id}/anderen` };
}

const on = (moment: string | null) => moment && writtenDate(dayOf(moment));

export const load: PageServerLoad = async (event) => {
	const { user, own } = await ownPassport(event);
	const [all, said] = await Promise.all([participantsOf(user, own.id), contributionsOf(user, own.id)]);
	const about = all.find((p) => p.id === event.url.searchParams.get('wie'));
	return {
		state: own.state,
		done: event.url.searchParams.get('gelukt'),
		about: about && { name: about.name, byHand: about.address !== null },
		now: await Promise.all(
			all
				.filter((p) => !p.ended)
				.map(async (p) => ({
					id: p.id,
					name: p.name,
					kind: participantInWords[p.kind](),
					email: p.email,
					mayWrite: p.mayWrite,
					parts: [...p.parts].sort(partOrder(own.instrument)).map((part) => partLabel(part, own.instrument)),
					until: writtenDate(p.until),
					lastReadOn: on(p.lastReadAt),
					opened: p.opened,
					locked: p.locked,
					code: p.code,
					address: p.address,
					qr: p.address && (await qrImage(p.address))
				}))
		),
		before: all.filter((p) => p.ended).map((p) => p.name),
		said: said.map((c) => ({ id: c.id, whose: whoseWords(c), text: c.text, kept: c.kept, on: on(c.updatedAt)! }))
	};
};

export const actions: Actions = {
	kies: async (event) => {
		const { user, here } = await ownPassport(event);
		const form = await event.request.formData();
		const kept = form.get('keuze') === 'ja';
		if (kept) opens(user, id(event.params.id));
		const outcome = await keepContribution(
			user,
			id(String(form.get('tekst') ?? '')),
			kept,
			String(form.get('gelezen') ?? '').replace(/\r\n/g, '\n')
		);
		if (outcome === 'missing') notFound();
		redirect(303, `${here}?gelukt=${outcome === 'changed' ? 'veranderd' : kept ? 'erin' : 'eruit'}#teksten`);
	},
	stop: async (event) => {
		const { user, here } = await ownPassport(event);
		const who = id(String((await event.request.formData()).get('wie') ?? ''));
		if (!(await endParticipant(user, who))) notFound();
		redirect(303, `${here}?gelukt=gestopt&wie=${who}`);
	}
};
