import { fail, redirect } from '@sveltejs/kit';
import { questionOf } from '$lib/instruments';
import { readRevision, type AnswerStatus } from '$lib/instruments/answers';
import { applicable, goesOnAt, previousQuestion } from '$lib/instruments/journey';
import { putSentence, readAnswer, sentFields, sentenceFields, showAnswer } from '$lib/instruments/question-types';
import { instrumentNamed, openUnsaved, sealUnsaved } from '$lib/passport/sealed';
import { askFirst, questionScreen } from '$lib/passport/screen-rules';
import { openPassport, saveAnswer, type OwnPassport } from '$lib/passport/server';
import { canEdit } from '$lib/passport/states';
import { deviceQuestion } from '$lib/server/device';
import { found, id, notFound, youth } from '$lib/server/guard';
import type { Actions, PageServerLoad } from './$types';
import type { SignedIn } from '$lib/account/server';
import { consentsOf } from '$lib/consent/server';
import { myMentors } from '$lib/organisation/mentors';
import { readersAlong } from '$lib/participant/server';
import { sensitivePart } from '$lib/passport/edition-rules';
import { whoReads, writtenMoment } from '$lib/passport/rules';
import { m } from '$lib/text/paraglide/messages';

/** A sensitive answer is read by whom it was ticked for, apart from the rest: the mentor, each team by its own consent, and who reads along. */
async function whoReadsSensitive(user: SignedIn, own: OwnPassport, question: string): Promise<string> {
	const [mentors, consents, along] = await Promise.all([myMentors(user), consentsOf(user, own.id), readersAlong(user, own.id)]);
	const part = sensitivePart(question);
	return whoReads(
		{ state: own.state, handedInAt: own.shownToMentor.includes(question) ? own.handedInAt : null },
		mentors.filter((mentor) => mentor.reads.includes(own.id)).map((mentor) => mentor.mentor),
		[
			...consents.filter((c) => c.status === 'open' && c.parts.includes(part)).map((c) => c.to),
			...along.filter(({ parts }) => parts.includes(part)).map(({ name }) => name)
		],
		m.who_sensitive()
	);
}

/** Between what was typed and what stands there: how to choose. */
const choosing = () => ({ choose: m.conflict_choose(), theirs: m.conflict_theirs() });

/** Nothing can be written here now, and where to go instead. */
const closed = (says: string) => ({ says, link: m.question_closed_link() });

export const load: PageServerLoad = async (event) => {
	if (!event.locals.user && event.request.method === 'POST') {
		return { expired: true as const, title: m.expired_title(), text: m.expired_text() };
	}
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const question = found(questionOf(own.instrument, event.params.vraag));
	const here = `/paspoort/${own.id}`;
	if (question.sensitive && user.sensitiveClosed) redirect(303, `${here}/gesloten?vraag=${question.key}`);
	if (!applicable(own.instrument, own.statuses).includes(question)) redirect(303, `${here}/vraag/${question.after}`);
	const answer = own.answers[question.key];
	const previous = previousQuestion(own.instrument, own.statuses, question.key);
	const unsaved = openUnsaved(event.url.searchParams.get('terug'), own.id, question.key);
	return {
		expired: false as const,
		...questionScreen(own.instrument, own.answers, question),
		owner: user.shared ? null : user.id,
		sharedDevice: user.shared ? m.shared_device_question() : null,
		instrument: `${own.instrument.key}/${own.instrument.version}`,
		base: answer?.revision ?? 0,
		savedAt: answer && answer.status !== 'empty' ? writtenMoment(answer.updatedAt) : null,
		/* Words for what seldom happens come along when it does: as texts of the page they would weigh on each first visit. */
		justSaved: event.url.searchParams.has('bewaard') ? m.expired_saved() : null,
		unsaved: unsaved
			? {
					fields: unsaved.fields,
					title: m.unsaved_title(),
					says: m.unsaved_there(),
					...choosing(),
					there: answer?.value ? showAnswer(question, answer.value) : []
				}
			: null,
		back: previous ? `${here}/vraag/${previous.key}` : here,
		editable: canEdit(own.state),
		closed: canEdit(own.state) ? null : closed(m.question_closed()),
		whoReadsThis: question.sensitive ? await whoReadsSensitive(user, own, question.key) : null
	};
};

/** What the button says that was pressed; "bewaar" is what the page does by itself while somebody types. */
const statuses: Record<string, AnswerStatus> = { 'weet-niet': 'unknown', 'sla-over': 'skipped' };

export const actions: Actions = {
	default: async (event) => {
		const form = await event.request.formData();
		const passportId = id(event.params.id);
		const instrument = found(instrumentNamed(String(form.get('_instrument'))));
		const question = found(questionOf(instrument, event.params.vraag));
		const base = readRevision(form, '_base');
		/* A sentence that was picked out of the own answers comes into the first empty field, beside what was typed. */
		const picked = form.get('_zin');
		const place = picked === null ? undefined : putSentence(form, String(picked));
		const fields = sentFields(form);
		const pressed = String(form.get('_doe') ?? 'verder');

		const expired = () => {
			const sealed = sealUnsaved({ passportId, instrument: String(form.get('_instrument')), question: question.key, base, fields });
			return fail(401, { expired: { sealed, device: deviceQuestion(event) } });
		};
		const { tokenHash } = event.locals;
		/* Before anything that was typed is given back: whoever is at this device now may be somebody else. */
		if (!tokenHash || (pressed !== 'bewaar' && !event.locals.user)) return expired();
		if (picked !== null && !place) return fail(400, { errors: [{ field: sentenceFields.at(-1)!, message: m.sentence_full() }], fields });
		const reading = readAnswer(question, form);
		const status = statuses[pressed];

		/* "Sla ik over" with something typed: never thrown away without asking. */
		if (status && reading.kind !== 'empty' && !form.has('_zeker')) return fail(422, { ask: askFirst(pressed), fields });
		if (!status && reading.kind === 'invalid') return fail(400, { errors: reading.errors, fields });

		const given = status
			? { status, value: null }
			: reading.kind === 'answered'
				? { status: 'answered' as const, value: reading.value }
				: { status: 'empty' as const, value: null };

		/* "Verder" with nothing filled in leaves an earlier "weet ik niet" as it is. */
		const nothing = given.status === 'empty' && pressed !== 'bewaar' && form.get('_status') !== 'answered';
		const own = nothing ? undefined : await saveAnswer({ tokenHash }, passportId, instrument, question.key, given, base);
		if (own?.outcome === 'expired') return expired();
		if (own?.outcome === 'missing') notFound();
		if (own?.outcome === 'closed') return fail(409, { closed: closed(m.question_closed()), fields });
		if (own?.outcome === 'sensitive_closed') return fail(409, { closed: closed(m.closed_question()), fields });
		if (own?.outcome === 'conflict') {
			return fail(409, {
				conflict: {
					base: own.revision,
					title: m.conflict_title(),
					says: m.conflict_there({ at: writtenMoment(own.savedAt) }),
					...choosing(),
					there: own.value ? showAnswer(question, own.value) : []
				},
				fields
			});
		}
		if (pressed === 'bewaar')
			return { saved: own ? { base: own.revision, at: writtenMoment(own.savedAt || new Date().toISOString()) } : null };
		if (place) redirect(303, `/paspoort/${passportId}/vraag/${question.key}#${place}`);
		if (pressed === 'stop') redirect(303, `/paspoort/${passportId}`);

		const after = found(await openPassport(youth(event), passportId));
		const next = goesOnAt(after.instrument, after.statuses, question);
		const here = `/paspoort/${passportId}`;
		redirect(303, next === 'check' ? `${here}/controleren` : next === 'parts' ? here : `${here}/vraag/${next.key}`);
	}
};
