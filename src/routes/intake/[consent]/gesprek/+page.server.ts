import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { draftAgreement } from '$lib/agreement/server';
import { readEdition } from '$lib/consent/server';
import { readTalk, typedTalk } from '$lib/conversation/rules';
import { instrumentOf } from '$lib/instruments';
import type { FieldError } from '$lib/instruments/question-types';
import { blocksOf } from '$lib/passport/edition-rules';
import { found, id, isReading, notFound, staff } from '$lib/server/guard';
import { askedSupport, fieldOf, inForm, notWhole, readAnswers, shownReply, type Theirs } from '$lib/support/rules';
import { giveSupport, intakeOf, keepSupport, recordIntake } from '$lib/support/server';
import type { Actions, PageServerLoad } from './$types';
import { dayOf, timeOf, writtenDate } from '$lib/text/dates';

/** What was just done, as it stands in the address. */
const done = ['gegeven', 'vastgelegd'] as const;

/** readEdition() writes the log, so nothing may load this page ahead. */
export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	if (!isReading(event)) notFound();
	const consentId = id(event.params.consent);
	const { heading, lines } = found(await readEdition(user, consentId));
	const { replies, talk, answers } = found(await intakeOf(user, consentId));
	const instrument = instrumentOf({ instrumentKey: heading.instrument, instrumentVersion: heading.version });
	/* What the talk is about; the rest of the passport is folded away. */
	const talkedAbout = new Set(instrument.sections.filter((section) => !section.background).map(({ key }) => key));
	const needs = new Set(askedSupport(lines, instrument).map((asked) => asked.question));
	const isTalkedAbout = (line: (typeof lines)[number]) => talkedAbout.has(line.part) || line.part.startsWith('keuze');
	const [year, month, day] = (talk?.heldOn ?? (await today())).split('-').map(Number);
	return {
		called: heading.called,
		purpose: heading.purpose,
		pronouns: heading.pronouns,
		course: heading.course,
		/* The needs stand with their answers. */
		blocks: blocksOf(
			lines.filter((line) => isTalkedAbout(line) && !needs.has(line.about)),
			instrument,
			'recipient'
		),
		rest: blocksOf(
			lines.filter((line) => !isTalkedAbout(line)),
			instrument,
			'recipient'
		),
		/* By the title of their block. */
		aids: Object.fromEntries(
			instrument.sections.filter((section) => talkedAbout.has(section.key) && !section.onTop).map(({ title, talk }) => [title, talk])
		),
		replies: replies.map(shownReply),
		support: askedSupport(lines, instrument).map((asked) => {
			const answer = answers.find((one) => fieldOf(one) === fieldOf(asked));
			return {
				field: fieldOf(asked),
				label: asked.label,
				how: asked.how,
				...inForm(answer),
				revision: answer?.revision ?? 0,
				draft: !!answer?.draft,
				givenOn: answer?.givenAt ? writtenDate(dayOf(answer.givenAt)) : null
			};
		}),
		answered: answers.some((answer) => answer.givenAt),
		talk: talk && { ...talk, heldOn: writtenDate(talk.heldOn) },
		held: { day, month, year },
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

/** The form of this page: what was typed goes back with every answer, so that nothing of it is lost. */
async function posted(event: RequestEvent<{ consent: string }>) {
	const user = staff(event, 'intaker');
	const consentId = id(event.params.consent);
	const form = await event.request.formData();
	const { answers, errors } = readAnswers(form);
	const values = { answers: Object.fromEntries(answers.map((answer) => [fieldOf(answer), answer])), talk: typedTalk(form) };
	return { user, consentId, form, answers, errors, values };
}

type Posted = Awaited<ReturnType<typeof posted>>;

/** What came of keeping: the revisions; or what a colleague wrote meanwhile; or that it may not be read any more. */
interface Kept {
	revisions: Record<string, number>;
	theirs?: Record<string, Theirs>;
	gone?: true;
}

/** Keeps all answers that came with a form, whichever of its buttons was used. */
async function keepAll({ user, consentId, answers }: Posted): Promise<Kept> {
	const revisions: Record<string, number> = {};
	const moved: string[] = [];
	for (const answer of answers) {
		const { outcome, revision } = await keepSupport(user, consentId, answer);
		if (outcome === 'missing') return { revisions, gone: true };
		if (outcome === 'moved') moved.push(fieldOf(answer));
		else revisions[fieldOf(answer)] = revision;
	}
	if (moved.length === 0) return { revisions };
	const intake = await intakeOf(user, consentId);
	const theirs: Record<string, Theirs> = {};
	for (const answer of intake?.answers ?? [])
		if (moved.includes(fieldOf(answer))) theirs[fieldOf(answer)] = { ...inForm(answer), revision: answer.revision };
	return { revisions, theirs };
}

/** The form again, where something stands in the way; undefined when all was kept and is right. */
function refused(sent: Posted, kept: Kept, errors: FieldError[]) {
	const { values } = sent;
	if (kept.gone) return fail(409, { gone: true, values });
	if (kept.theirs) return fail(409, { theirs: kept.theirs, revisions: kept.revisions, values });
	if (errors.length > 0) return fail(400, { errors, revisions: kept.revisions, values });
	return undefined;
}

/** Keeps what was typed, unless it is too long to be kept. */
const keepRight = async (sent: Posted): Promise<Kept> => (sent.errors.length > 0 ? { revisions: {} } : keepAll(sent));

export const actions: Actions = {
	/** Keeps what is being written; nobody but the team sees it. */
	bewaar: async (event) => {
		const sent = await posted(event);
		const kept = await keepRight(sent);
		return refused(sent, kept, sent.errors) ?? { kept: timeOf(new Date().toISOString()), revisions: kept.revisions, values: sent.values };
	},

	/** Gives the young person the answers that are whole. */
	geef: async (event) => {
		const sent = await posted(event);
		const kept = await keepRight(sent);
		const stop = refused(sent, kept, [...sent.errors, ...notWhole(sent.answers)]);
		if (stop) return stop;
		if ((await giveSupport(sent.user, sent.consentId)) === undefined) notFound();
		redirect(303, `/intake/${sent.consentId}/gesprek?gelukt=gegeven`);
	},

	/** The intake was held. */
	vast: async (event) => {
		const sent = await posted(event);
		const kept = await keepRight(sent);
		const read = readTalk(sent.form, await today());
		const stop = refused(sent, kept, [...sent.errors, ...('errors' in read ? read.errors : [])]);
		if (stop || !('talk' in read)) return stop;
		if ((await recordIntake(sent.user, sent.consentId, read.talk)) !== 'held') notFound();
		redirect(303, `/intake/${sent.consentId}/gesprek?gelukt=vastgelegd`);
	},

	/** From the answers that were given, the draft of the agreements. */
	afspraken: async (event) => {
		const sent = await posted(event);
		const kept = await keepRight(sent);
		const stop = refused(sent, kept, sent.errors);
		if (stop) return stop;
		redirect(303, `/intake/afspraken/${found(await draftAgreement(sent.user, sent.consentId))}`);
	}
};
