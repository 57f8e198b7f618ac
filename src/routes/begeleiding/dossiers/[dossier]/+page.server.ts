import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import type { FieldError } from '$lib/instruments/question-types';
import {
	ageOf,
	inBoxes,
	mayTakeBack,
	readChannel,
	readFacts,
	readOutcome,
	readPhase,
	readResult,
	readStep,
	typedFacts,
	typedStep
} from '$lib/guidance/rules';
import {
	changeCase,
	inMyGroups,
	linkCase,
	moveCase,
	newCaseId,
	noteContact,
	openedCase,
	planNext,
	takeBackContact,
	takeOverCase
} from '$lib/guidance/server';
import { writtenMoment } from '$lib/passport/rules';
import { found, id, notFound, staff } from '$lib/server/guard';
import { dayOf, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/** What was just done, as it stands in the address. */
const done = ['open', 'contact', 'weg', 'stap', 'fase', 'gegevens', 'over', 'account', 'los'] as const;
type Done = (typeof done)[number];

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'rmc_consultant');
	const one = found(await openedCase(user, id(event.params.dossier)));
	const [now, group] = await Promise.all([today(), one.youthId ? [] : inMyGroups(user, one.organisationId)]);
	const day = (moment: string) => writtenDate(dayOf(moment));
	return {
		newId: newCaseId(),
		case: {
			revision: one.revision,
			name: one.name,
			organisation: one.organisation,
			phase: one.phase,
			phaseSince: day(one.phaseSince),
			outcome: one.outcome,
			openedOn: day(one.openedAt),
			consultant: one.consultant,
			isMine: one.consultantId === user.id,
			since: day(one.consultantSince),
			reach: one.reach,
			origin: one.origin,
			bornOn: one.bornOn && writtenDate(one.bornOn),
			until: one.until && writtenDate(one.until),
			age: ageOf(one, now),
			nextAction: one.nextAction,
			nextOn: one.nextOn && writtenDate(one.nextOn),
			linked: one.youthId !== null,
			paused: one.paused,
			/** Whose page there is for this consultant. */
			youthId: one.guides ? one.youthId : null
		},
		facts: { name: one.name, born: inBoxes(one.bornOn), reach: one.reach, origin: one.origin },
		/* What should have been done is done, or planned anew. */
		step: one.nextOn && one.nextOn >= now ? { action: one.nextAction, on: inBoxes(one.nextOn) } : { action: '', on: inBoxes(null) },
		tries: one.tries.map((attempt) => ({
			id: attempt.id,
			channel: attempt.channel,
			result: attempt.result,
			by: attempt.by,
			at: writtenMoment(attempt.at),
			mayTakeBack: mayTakeBack(attempt, user.id, new Date())
		})),
		group: group.map(({ id, name }) => ({ value: id, label: name })),
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

type DossierEvent = RequestEvent<{ dossier: string }>;

async function posted(event: DossierEvent) {
	const user = staff(event, 'rmc_consultant');
	const form = await event.request.formData();
	const revision = Number.parseInt(String(form.get('revision')), 10);
	return { user, form, caseId: id(event.params.dossier), revision: Number.isSafeInteger(revision) ? revision : 0 };
}

/** The page again, which says what came of it. */
function again(event: DossierEvent, what: Done): never {
	redirect(303, `/begeleiding/dossiers/${event.params.dossier}?gelukt=${what}`);
}

/** The page again with what was typed, and what is in the way. */
const mend = (errors: FieldError[], typed: Record<string, unknown> = {}) => fail(400, { errors, ...typed });
/** A colleague was first: the page as it is now, with what was typed. */
const moved = (typed: Record<string, unknown> = {}) => fail(409, { moved: true, ...typed });

export const actions: Actions = {
	contact: async (event) => {
		const { user, form, caseId } = await posted(event);
		const channel = readChannel(form.get('channel'));
		if (!channel) return mend([{ field: 'channel', message: m.caseload_error_channel() }]);
		const result = readResult(form.get('result')) ?? notFound();
		const outcome = await noteContact(user, id(String(form.get('id') ?? '')), caseId, channel, result);
		if (outcome === 'missing') notFound();
		if (outcome === 'closed') return fail(409, { isClosed: true });
		again(event, 'contact');
	},
	weg: async (event) => {
		const { user, form, caseId } = await posted(event);
		const outcome = await takeBackContact(user, id(String(form.get('id') ?? '')), caseId);
		if (outcome === 'missing') notFound();
		if (outcome === 'too_late') return fail(409, { tooLate: true });
		again(event, 'weg');
	},
	stap: async (event) => {
		const { user, form, caseId, revision } = await posted(event);
		const typed = { step: typedStep(form) };
		const read = readStep(form, await today());
		if ('errors' in read) return mend(read.errors, typed);
		const outcome = await planNext(user, caseId, revision, read.step);
		if (outcome === 'missing') notFound();
		if (outcome === 'moved') return moved(typed);
		again(event, 'stap');
	},
	/** What was planned is done: nothing is planned now. */
	gedaan: async (event) => {
		const { user, caseId, revision } = await posted(event);
		const outcome = await planNext(user, caseId, revision, { action: '', on: null });
		if (outcome === 'missing') notFound();
		if (outcome === 'moved') return moved();
		again(event, 'stap');
	},
	fase: async (event) => {
		const { user, form, caseId, revision } = await posted(event);
		const phase = readPhase(form.get('phase')) ?? notFound();
		const ending = phase === 'closed' ? (readOutcome(form.get('outcome')) ?? null) : null;
		const outcome = await moveCase(user, caseId, revision, phase, ending);
		if (outcome === 'missing') notFound();
		if (outcome === 'unfinished') return mend([{ field: 'outcome', message: m.caseload_error_outcome() }]);
		if (outcome === 'moved') return moved({ ending });
		again(event, 'fase');
	},
	gegevens: async (event) => {
		const { user, form, caseId, revision } = await posted(event);
		const typed = { facts: typedFacts(form) };
		const read = readFacts(form, await today());
		if ('errors' in read) return mend(read.errors, typed);
		const outcome = await changeCase(user, caseId, revision, read.facts);
		if (outcome === 'missing') notFound();
		if (outcome === 'moved') return moved(typed);
		again(event, 'gegevens');
	},
	overnemen: async (event) => {
		const { user, caseId } = await posted(event);
		if ((await takeOverCase(user, caseId)) === 'missing') notFound();
		again(event, 'over');
	},
	/** Says whose account it is; without one it is nobody's any more. */
	koppel: async (event) => {
		const { user, form, caseId } = await posted(event);
		if (form.get('jongere') === '') return mend([{ field: 'jongere', message: m.caseload_error_account() }]);
		const youthId = form.has('jongere') ? id(String(form.get('jongere'))) : null;
		const outcome = await linkCase(user, caseId, youthId);
		if (outcome === 'missing') notFound();
		if (outcome === 'other') return fail(409, { other: true });
		again(event, youthId ? 'account' : 'los');
	}
};
