import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { inReadingOrder, readRemarks, readRevision, readTalk, remarkField, typedTalk } from '$lib/conversation/rules';
import { openSensitive, readPassport, signOffTalk, takeBackSignOff, writeRemark, type Remarked } from '$lib/conversation/server';
import { instrumentOfForm, questionOf } from '$lib/instruments';
import { showAnswer } from '$lib/instruments/question-types';
import type { Instrument } from '$lib/instruments/schema';
import { found, id, notFound, staff } from '$lib/server/guard';
import type { SignedIn } from '$lib/account/server';
import type { Actions, PageServerLoad } from './$types';
import { dayOf, timeOf, writtenDate } from '$lib/text/dates';

const written = (moment: string): string => writtenDate(dayOf(moment));

/** What was just done, as it stands in the address: signed, or taken back. */
const done = ['getekend', 'ingetrokken'] as const;

/** The mentor reads: readPassport() writes the log, so nothing may load this page ahead. */
export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'mentor');
	const passport = found(await readPassport(user, id(event.params.id)));
	const { youth, instrument, state, revision, signed, answers } = passport;
	const [year, month, day] = (await today()).split('-').map(Number);
	const { sections, noticed } = inReadingOrder(instrument, answers, signed?.revision);
	return {
		youth,
		state,
		revision,
		instrument: { key: instrument.key, version: instrument.version },
		handedIn: written(passport.handedInAt),
		noticed,
		sections: sections.map((section) => ({ ...section, field: remarkField(section.key), remark: passport.remarks[section.key] ?? '' })),
		/** To see, after an action, what changed since the page was first read. */
		revisions: Object.fromEntries(answers.map((answer) => [answer.question, answer.passportRevision])),
		signed: signed && {
			byMe: signed.byMe,
			mentor: signed.mentor,
			present: signed.present,
			heldOn: writtenDate(signed.heldOn),
			at: written(signed.at)
		},
		today: { day, month, year },
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

/** The instrument of the passport that was read: saving must not count as another reading. */
function instrumentIn(form: FormData): Instrument {
	return found(instrumentOfForm(String(form.get('instrument')), Number(form.get('version'))));
}

/** What every answer to this form gives back, so that nothing typed is lost. */
function typed(form: FormData) {
	return { remarks: readRemarks(form, instrumentIn(form)).remarks, talk: typedTalk(form), read: readRevision(form) };
}

type Problem = Exclude<Remarked, 'kept'> | 'moved' | 'not_ready' | 'too_late' | 'answer_gone';

/** Keeps the remarks that came with a form, whichever of its buttons was used. */
async function keepRemarks(user: SignedIn, passportId: string, form: FormData): Promise<Remarked> {
	const { remarks } = readRemarks(form, instrumentIn(form));
	for (const [section, text] of Object.entries(remarks)) {
		const remarked = await writeRemark(user, passportId, section, text);
		if (remarked !== 'kept') return remarked;
	}
	return 'kept';
}

/** The form of this page, and what is wrong with its remarks. */
async function posted(event: RequestEvent) {
	const user = staff(event, 'mentor');
	const form = await event.request.formData();
	return { user, passportId: id(event.params.id), form, values: typed(form), errors: readRemarks(form, instrumentIn(form)).errors };
}

const problem = (status: number, what: Problem, values: ReturnType<typeof typed>) => fail(status, { problem: what, values });

export const actions: Actions = {
	/** Keeps what the mentor wrote beside a section. */
	opmerking: async (event) => {
		const { user, passportId, form, values, errors } = await posted(event);
		if (errors.length > 0) return fail(400, { errors, values });
		const remarked = await keepRemarks(user, passportId, form);
		if (remarked !== 'kept') return problem(409, remarked, values);
		return { kept: timeOf(new Date().toISOString()), values };
	},

	/** The deliberate tap on one ticked sensitive answer. */
	open: async (event) => {
		const { user, passportId, form, values, errors } = await posted(event);
		const question = found(questionOf(instrumentIn(form), String(form.get('question'))));
		if (errors.length > 0) return fail(400, { errors, values });
		await keepRemarks(user, passportId, form);
		const value = await openSensitive(user, passportId, question.key);
		if (!value) return problem(409, 'answer_gone', values);
		return { opened: { question: question.key, lines: showAnswer(question, value) }, values };
	},

	/** "Dit gesprek is gehouden": the remarks first, so that the signature freezes what is on the page. */
	teken: async (event) => {
		const { user, passportId, form, values, errors } = await posted(event);
		const read = readTalk(form, await today());
		const wrong = [...errors, ...('errors' in read ? read.errors : [])];
		if (!('talk' in read) || wrong.length > 0) return fail(400, { errors: wrong, values });
		const remarked = await keepRemarks(user, passportId, form);
		if (remarked === 'missing') notFound();
		const signed = await signOffTalk(user, passportId, { revision: values.read, ...read.talk });
		if (signed === 'missing') notFound();
		if (signed !== 'signed') return problem(409, signed, values);
		redirect(303, `/begeleiding/paspoort/${passportId}?gelukt=getekend`);
	},

	/** Takes the own signature back. */
	intrekken: async (event) => {
		const user = staff(event, 'mentor');
		const passportId = id(event.params.id);
		const outcome = await takeBackSignOff(user, passportId);
		if (outcome === 'missing') notFound();
		if (outcome === 'too_late') return fail(409, { problem: 'too_late' as Problem });
		redirect(303, `/begeleiding/paspoort/${passportId}?gelukt=ingetrokken`);
	}
};
