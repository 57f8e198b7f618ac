import { fail, redirect } from '@sveltejs/kit';
import { chooseGuides, myGuides } from '$lib/organisation/guides';
import { guidesInWords } from '$lib/organisation/guides-rules';
import { openPassport } from '$lib/passport/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/** What stands for "nobody" in the form. */
const nobody = 'niemand';
/** The page that asked first, and goes on afterwards. */
const ready = 'klaar';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const guides = await myGuides(user);
	return {
		editable: own.state === 'draft',
		first: event.url.searchParams.get('naar') === ready,
		options: [
			...guides.map((one) => ({
				value: one.organisationId,
				label: guidesInWords(one),
				hint: one.organisation,
				checked: one.organisationId === own.organisationId
			})),
			{ value: nobody, label: m.with_alone(), hint: m.with_alone_hint(), checked: own.organisationId === null }
		],
		somewhere: guides.length > 0
	};
};

export const actions: Actions = {
	default: async (event) => {
		const user = youth(event);
		const passportId = id(event.params.id);
		const chosen = String((await event.request.formData()).get('met') ?? '');
		if (chosen === '') return fail(400, { error: m.with_none() });
		const outcome = await chooseGuides(user, passportId, chosen === nobody ? null : id(chosen));
		if (outcome === 'missing') notFound();
		if (outcome === 'sensitive_closed') redirect(303, `/paspoort/${passportId}/gesloten`);
		if (outcome === 'not_now') return fail(409, { error: m.with_not_now() });
		const goesOn = event.url.searchParams.get('naar') === ready && chosen !== nobody;
		redirect(303, `/paspoort/${passportId}${goesOn ? '/klaar' : '?gelukt=met-wie'}`);
	}
};
