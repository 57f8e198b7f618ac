import { redirect, type RequestEvent } from '@sveltejs/kit';
import { shownAgreement } from '$lib/agreement/rules';
import { decideAgreement, readAsRepresentative } from '$lib/agreement/server';
import { instrumentOf } from '$lib/instruments';
import { readRevision } from '$lib/instruments/answers';
import type { Decision } from '$lib/representative/rules';
import { representativePage } from '$lib/representative/server';
import { found, id, isReading, notFound } from '$lib/server/guard';
import { guestIn } from '$lib/server/guest-door';
import type { Actions, PageServerLoad } from './$types';

async function inside(event: RequestEvent<{ token: string; agreement: string }>) {
	const door = `/toestemming/${event.params.token}`;
	if (event.locals.user) redirect(303, door);
	return { door, guest: await guestIn(event, 'representative', door), agreementId: id(event.params.agreement) };
}

/** A representative reads the whole document: nobody agrees with what was not read. Each reading is in the log. */
export const load: PageServerLoad = async (event) => {
	const { door, guest, agreementId } = await inside(event);
	if (!isReading(event)) notFound();
	const document = found(await readAsRepresentative(guest, agreementId));
	const page = found(await representativePage(guest));
	const agreement = shownAgreement(document, instrumentOf({ instrumentKey: document.instrument, instrumentVersion: document.version }));
	return { door, agreement, years: page.years, open: !page.alone && (agreement.status === 'waiting' || agreement.status === 'refused') };
};

const choices: Record<string, Decision> = { ja: 'yes', nee: 'no' };

export const actions: Actions = {
	default: async (event) => {
		const { door, guest, agreementId } = await inside(event);
		const form = await event.request.formData();
		const choice = String(form.get('keuze') ?? '');
		const decision = choices[choice];
		const outcome = decision && (await decideAgreement(guest, agreementId, readRevision(form), decision));
		/* Changed, agreed, or old enough in the meantime: the page says how it stands. */
		redirect(303, outcome === 'decided' ? `${door}?gelukt=afspraken-${choice}` : `${door}?gelukt=anders`);
	}
};
