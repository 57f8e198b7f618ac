import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { cleanLogin, looksLikeEmail } from '$lib/account/rules';
import { today } from '$lib/account/server';
import { addDays } from '$lib/consent/rules';
import { sectionsAsRead } from '$lib/instruments/journey';
import { readDate, type FieldError } from '$lib/instruments/question-types';
import { inviteParticipant, newLinkId, participantsOf } from '$lib/participant/server';
import { inviteUntilAllowed, participantInWords, participantKinds, usualDays } from '$lib/participant/rules';
import { partLabel, sensitivePart } from '$lib/passport/edition-rules';
import { openPassport, type OwnPassport } from '$lib/passport/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import { writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

async function ownPassport(event: RequestEvent<{ id: string }>) {
	const user = youth(event);
	return { user, own: found(await openPassport(user, id(event.params.id))) };
}

/** What can be chosen to be read; its place is what is sent, so that no form says what is sensitive. */
function offered({ instrument, statuses }: OwnPassport): { part: string; label: string; sensitive: boolean }[] {
	const isAnswered = (key: string) => statuses[key] === 'answered';
	const choices = instrument.questions.filter((q) => q.choice !== undefined && q.key === `keuze${q.choice}` && isAnswered(q.key));
	const sensitive = instrument.questions.filter((q) => q.sensitive && isAnswered(q.key)).map((q) => sensitivePart(q.key));
	const open = [...sectionsAsRead(instrument.sections).map(({ key }) => key), ...choices.map(({ key }) => key)];
	const named = (isSensitive: boolean) => (part: string) => ({ part, label: partLabel(part, instrument), sensitive: isSensitive });
	return [...open.map(named(false)), ...sensitive.map(named(true))];
}

export const load: PageServerLoad = async (event) => {
	const { own } = await ownPassport(event);
	const parts = offered(own).map(({ label, sensitive }, index) => ({ value: String(index + 1), label, sensitive }));
	return {
		linkId: newLinkId(),
		kinds: participantKinds.map((value) => ({ value, label: participantInWords[value]() })),
		parts: parts.filter((part) => !part.sensitive),
		sensitive: parts.filter((part) => part.sensitive),
		until: writtenDate(addDays(await today(), usualDays))
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { user, own } = await ownPassport(event);
		const form = await event.request.formData();
		const text = (field: string) => String(form.get(field) ?? '').trim();
		const linkId = id(text('id'));
		const now = await today();
		const values = {
			kind: text('kind'),
			name: text('name').slice(0, 200),
			deel: form.getAll('deel').map(String),
			schrijf: form.has('schrijf'),
			how: text('how'),
			email: text('email').slice(0, 300),
			tot: { day: text('tot.day'), month: text('tot.month'), year: text('tot.year') }
		};
		const kind = participantKinds.find((one) => one === values.kind);
		const parts = offered(own).filter((_, index) => values.deel.includes(String(index + 1)));
		const date = readDate(form, 'tot');
		const until = date === '' ? addDays(now, usualDays) : date;
		const errors: FieldError[] = [];
		if (!kind) errors.push({ field: 'kind', message: m.invite_error_kind() });
		if (values.name.length < 2 || values.name.length > 100) errors.push({ field: 'name', message: m.invite_error_name() });
		if (parts.length === 0 && !values.schrijf) errors.push({ field: 'deel', message: m.invite_error_nothing() });
		if (until === undefined) errors.push({ field: 'tot', message: m.answer_no_date() });
		else if (!inviteUntilAllowed(until, now)) errors.push({ field: 'tot', message: m.invite_error_until({ first: writtenDate(now) }) });
		if (values.how !== 'mail' && values.how !== 'hand') errors.push({ field: 'how', message: m.representative_error_how() });
		if (values.how === 'mail' && !looksLikeEmail(values.email)) errors.push({ field: 'email', message: m.representative_error_email() });
		if (!kind || !until || errors.length > 0) return fail(400, { errors, values });

		const outcome = await inviteParticipant(user, own.id, {
			linkId,
			kind,
			name: values.name,
			email: values.how === 'mail' ? cleanLogin(values.email) : null,
			mayWrite: values.schrijf,
			until,
			parts: parts.map(({ part }) => part)
		});
		if (outcome === 'missing') notFound();
		if (outcome !== 'invited') return fail(400, { errors: [{ field: 'name', message: m.invite_error_many() }], values });
		const made = (await participantsOf(user, own.id)).find((p) => p.linkId === linkId);
		redirect(303, `/paspoort/${own.id}/anderen?gelukt=uitgenodigd&wie=${made?.id ?? ''}`);
	}
};
