import { fail, redirect } from '@sveltejs/kit';
import { inReadingOrder } from '$lib/conversation/rules';
import { openSensitive, takeBackSignOff } from '$lib/conversation/server';
import { questionOf } from '$lib/instruments';
import { showAnswer } from '$lib/instruments/question-types';
import { whoseWords } from '$lib/participant/rules';
import { readContributions } from '$lib/participant/server';
import { found, guide, id, notFound } from '$lib/server/guard';
import { instrumentIn, isExpired, keep, openedBy, posted, problem, sign } from './talk';
import type { Actions, PageServerLoad } from './$types';

/** The mentor reads: readPassport() writes the log, so nothing may load this page ahead. */
export const load: PageServerLoad = async (event) => {
	if (isExpired(event)) return { closed: 'expired' as const };
	const user = guide(event);
	const opened = await openedBy(user, event);
	if (!opened) return { closed: 'gone' as const };
	const { passport, shown, day } = opened;
	const { sections, noticed } = inReadingOrder(
		passport.instrument,
		passport.answers,
		passport.signed?.revision ?? passport.before?.revision
	);
	const remarks = new Map(shown.remarks.map((remark) => [remark.key, remark]));
	return {
		...shown,
		noticed,
		sections: sections.map((section) => ({ ...section, field: remarks.get(section.key)!.field, remark: remarks.get(section.key)!.remark })),
		others: (await readContributions(user, passport.id)).map((said) => ({ whose: whoseWords(said), text: said.text })),
		/** Since when an answer counts as changed: this talk, or the time before. */
		since: passport.signed ? ('talk' as const) : ('before' as const),
		today: day
	};
};

export const actions: Actions = {
	/** Keeps what the mentor wrote beside a section. */
	opmerking: keep,

	/** The deliberate tap on one ticked sensitive answer. */
	open: async (event) => {
		const sent = await posted(event);
		if ('expired' in sent) return sent.expired;
		const { user, passportId, form, values, errors } = sent;
		const question = found(questionOf(instrumentIn(form), String(form.get('question'))));
		if (errors.length > 0) return fail(400, { errors, values });
		await sent.keep();
		const value = await openSensitive(user, passportId, question.key);
		if (!value) return problem(409, 'answer_gone', values);
		return { opened: { question: question.key, lines: showAnswer(question, value) }, values };
	},

	/** "Dit gesprek is gehouden" */
	teken: sign,

	/** Takes the own signature back. */
	intrekken: async (event) => {
		const user = guide(event);
		const passportId = id(event.params.id);
		const outcome = await takeBackSignOff(user, passportId);
		if (outcome === 'missing') notFound();
		if (outcome === 'too_late') return problem(409, 'too_late');
		redirect(303, `/begeleiding/paspoort/${passportId}?gelukt=ingetrokken`);
	}
};
