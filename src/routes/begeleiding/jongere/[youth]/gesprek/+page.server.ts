import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { conversationKinds } from '$lib/conversation/kinds';
import { lengths, readKind, readPlan, typedPlan } from '$lib/conversation/plan-rules';
import { kindWords } from '$lib/conversation/talk-words';
import { guidedYouth, planTalk } from '$lib/conversation/talks';
import { found, guide, id, notFound } from '$lib/server/guard';
import { newId } from '$lib/server/ids';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

async function own(event: RequestEvent<{ youth: string }>) {
	const user = guide(event);
	const youth = found(await guidedYouth(user, id(event.params.youth)));
	return { user, youth, at: found(youth.at[0]) };
}

export const load: PageServerLoad = async (event) => {
	const { youth, at } = await own(event);
	const chosen = youth.passports.find((passport) => passport.id === event.url.searchParams.get('paspoort')) ?? youth.passports[0];
	return {
		youth: { id: youth.id, called: youth.called },
		/* Made with the page: sent twice, it is planned once. */
		id: newId(),
		passports: youth.passports.map(({ id, title }) => ({ id, title })),
		kinds: conversationKinds.map((kind) => ({ value: kind, label: kindWords(kind, at.kind) })),
		lengths,
		chosen: { passport: chosen?.id ?? '', kind: chosen?.conversation ?? 'mentor' }
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { user, youth, at } = await own(event);
		const form = await event.request.formData();
		const values = typedPlan(form);
		const kind = readKind(form);
		const read = readPlan(form, await today());
		const errors = [...(kind ? [] : [{ field: 'kind', message: m.talk_kind_empty() }]), ...('errors' in read ? read.errors : [])];
		if (!('plan' in read) || !kind || errors.length > 0) return fail(400, { errors, values });
		const passport = values.passport === '' ? undefined : found(youth.passports.find((one) => one.id === values.passport));
		const talkId = id(values.id);
		const outcome = await planTalk(
			user,
			{
				id: talkId,
				youthId: youth.id,
				organisationId: passport?.organisationId ?? at.organisationId,
				passportId: passport?.id ?? null,
				kind
			},
			read.plan
		);
		if (outcome === 'missing') notFound();
		redirect(303, `/begeleiding/gesprekken/${talkId}?gelukt=gepland`);
	}
};
