import { fail, redirect } from '@sveltejs/kit';
import { maxText, readRevision } from '$lib/instruments/answers';
import { applicable, sectionsAsRead } from '$lib/instruments/journey';
import { showAnswer } from '$lib/instruments/question-types';
import { contributionsOf } from '$lib/participant/server';
import { agree, editionsOf, openPassport, signatureOf } from '$lib/passport/server';
import { next } from '$lib/passport/states';
import { m } from '$lib/text/paraglide/messages';
import { found, id, notFound, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';
import { writtenDate } from '$lib/text/dates';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const without = next('agreeWithoutMentor', 'youth', own.state) !== undefined;
	if (!without && !next('agree', 'youth', own.state)) {
		const [edition] = await editionsOf(user, own.id);
		redirect(303, edition ? `/paspoort/${own.id}/editie/${edition.number}` : `/paspoort/${own.id}`);
	}
	const signed = without ? undefined : await signatureOf(user, own.id);
	const questions = applicable(own.instrument, own.statuses).filter((question) => own.statuses[question.key] === 'answered');
	return {
		without,
		revision: own.revision,
		empty: questions.length === 0,
		others: (await contributionsOf(user, own.id)).filter(({ kept }) => kept).length,
		signed: signed ? { ...signed, heldOn: writtenDate(signed.heldOn) } : null,
		sections: sectionsAsRead(own.instrument.sections).map((section) => ({
			key: section.key,
			title: section.title,
			remark: signed?.remarks[section.key] ?? '',
			answers: questions
				.filter((question) => question.part === section.key)
				.map((question) => ({
					key: question.key,
					text: question.text,
					lines: showAnswer(question, own.answers[question.key]!.value!),
					changed: signed ? own.answers[question.key]!.passportRevision > signed.revision : false
				}))
		}))
	};
};

export const actions: Actions = {
	default: async (event) => {
		const user = youth(event);
		const passportId = id(event.params.id);
		const form = await event.request.formData();
		const withoutMentor = form.has('without');
		const view = String(form.get('view') ?? '');
		const different = String(form.get('different') ?? '').trim();
		const remarks = String(form.get('remarks') ?? '');
		const values = { view, different, remarks };
		const errors = [];
		if (!withoutMentor && view !== 'agree' && view !== 'different') errors.push({ field: 'view', message: m.agree_view_empty() });
		if (different.length > maxText) errors.push({ field: 'different', message: m.answer_too_long({ max: maxText }) });
		if (!withoutMentor && form.has('hasRemarks') && remarks !== 'yes' && remarks !== 'no')
			errors.push({ field: 'remarks', message: m.agree_remarks_empty() });
		if (errors.length > 0) return fail(400, { errors, values });
		const agreed = await agree(user, passportId, {
			revision: readRevision(form),
			withoutMentor,
			view: view === 'different' ? 'different' : 'agree',
			different,
			withRemarks: remarks === 'yes'
		});
		if (agreed.outcome === 'missing') notFound();
		if (agreed.outcome === 'sensitive_closed') redirect(303, `/paspoort/${passportId}/gesloten`);
		if (agreed.outcome === 'agreed') redirect(303, `/paspoort/${passportId}/editie/${agreed.number}?gelukt=akkoord`);
		return fail(409, { moved: true, values });
	}
};
