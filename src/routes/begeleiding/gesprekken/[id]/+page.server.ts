import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { today, type SignedIn } from '$lib/account/server';
import type { TypedAgreement } from '$lib/conversation/agreement-rules';
import { agreementsWith, type Agreement } from '$lib/conversation/agreements';
import { lengths, readClosing, readNotes, readPlan, typedClosing, typedPlan } from '$lib/conversation/plan-rules';
import { readPassport } from '$lib/conversation/server';
import { planRows, shownAgreement, shownTalk } from '$lib/conversation/shown-rules';
import { fittingQuestions, talkSheet } from '$lib/conversation/talk-rules';
import { cancelTalk, changeTalk, closeTalk, guidedTalk, guidedYouth, keepNotes, type Talk } from '$lib/conversation/talks';
import { readRevision } from '$lib/instruments/answers';
import { found, guide, id, isReading, notFound } from '$lib/server/guard';
import { newId } from '$lib/server/ids';
import { dayOf, timeOf, writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

/** The stages of a conversation, each at its own address of this page. */
const stages = ['plan', 'voorbereiden', 'voeren', 'afsluiten'] as const;
type Stage = (typeof stages)[number];

/** What was just done, as it stands in the address. */
const done = ['gepland', 'veranderd', 'afgezegd', 'bewaard', 'afgerond'] as const;

/** How many empty agreements stand below those there are. */
const blanks = 3;

/** Where the page begins: at what comes next. Preparing reads the answers, so it is opened by a tap only. */
function stageOf(asked: string | null, state: Talk['state']): Stage {
	if (state === 'cancelled') return 'plan';
	return stages.find((stage) => stage === asked) ?? (state === 'planned' ? 'plan' : 'afsluiten');
}

const partsOf = (day: string) => {
	const [year, month, date] = day.split('-');
	return { day: String(Number(date)), month: String(Number(month)), year: year! };
};
const noDay = { day: '', month: '', year: '' };

/** Preparing opens the answers, which writes the log: nothing may load this page ahead. */
export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	if (!isReading(event)) notFound();
	const talk = found(await guidedTalk(user, id(event.params.id)));
	const stage = stageOf(event.url.searchParams.get('stap'), talk.state);
	const [youth, agreements, now] = await Promise.all([guidedYouth(user, talk.youthId), agreementsWith(user, talk.youthId), today()]);
	const passport = youth?.passports.find((one) => one.id === talk.passportId);
	const here = agreements.filter((one) => one.conversationId === talk.id);
	const planned = talk.plannedFor && dayOf(talk.plannedFor);
	const shown = (one: Agreement) => shownAgreement(one, talk.youth.called, now);
	return {
		stage,
		youth: talk.youth,
		pause: !!youth?.pause,
		talk: shownTalk(talk),
		rows: planRows(talk),
		mine: talk.guideId === user.id,
		guide: talk.guideName,
		revision: talk.revision,
		passport: passport ? { id: passport.id, title: passport.title, readable: passport.readable } : null,
		plan: {
			on: planned ? partsOf(planned) : noDay,
			at: talk.plannedFor ? timeOf(talk.plannedFor) : '',
			minutes: String(talk.minutes),
			way: talk.way,
			place: talk.place,
			coming: talk.coming
		},
		lengths,
		prepared: stage === 'voorbereiden' && passport?.readable ? await prepared(user, passport.id) : null,
		/** What was agreed on before, and is still open. */
		open: agreements.filter((one) => one.conversationId !== talk.id && one.state === 'open').map(shown),
		notes: talk.notes,
		/** The young person has answered, or it does not go on: nothing is written any more. */
		fixed: talk.agreedAt !== null || talk.state === 'cancelled',
		closed: talk.state === 'closed',
		declined: talk.declined,
		different: talk.different,
		closing: {
			held: partsOf(talk.heldOn ?? (planned && planned <= now ? planned : now)),
			present: talk.heldOn ? talk.present : talk.coming,
			summary: talk.summary,
			agreements: [...here.filter(({ confirmed }) => !confirmed).map(asTyped), ...Array.from({ length: blanks }, blank)]
		},
		agreements: here.map(shown),
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
};

/** Reads the passport, which the young person sees. */
async function prepared(user: SignedIn, passportId: string) {
	const read = await readPassport(user, passportId);
	if (!read) return null;
	const before = read.before?.revision ?? null;
	return {
		sheet: talkSheet(read.instrument, read.answers, before),
		questions: fittingQuestions(read.instrument, read.answers, before),
		before: read.before && writtenDate(read.before.day)
	};
}

const asTyped = ({ id, revision, what, who, whoName, helps, firstStep, due, lookBackOn }: Agreement): TypedAgreement => ({
	id,
	revision,
	what,
	who,
	whoName,
	helps,
	firstStep,
	due,
	lookBackOn: lookBackOn ? partsOf(lookBackOn) : noDay
});

const blank = (): TypedAgreement => ({
	id: newId(),
	revision: null,
	what: '',
	who: 'youth',
	whoName: '',
	helps: '',
	firstStep: '',
	due: '',
	lookBackOn: noDay
});

/** Keeps what came out of it; `close` gives it to the young person. */
async function finish(event: RequestEvent<{ id: string }>, close: boolean) {
	const user = guide(event);
	const talkId = id(event.params.id);
	const form = await event.request.formData();
	const values = typedClosing(form);
	const { closing, errors } = readClosing(form, await today(), close);
	if (!closing) return fail(400, { errors, closing: values });
	const { outcome } = await closeTalk(
		user,
		talkId,
		{ ...closing, agreements: closing.agreements.map((a) => ({ ...a, id: id(a.id) })) },
		close
	);
	if (outcome === 'missing') notFound();
	if (outcome === 'moved' || outcome === 'fixed') return fail(409, { problem: outcome, closing: values });
	redirect(303, `${event.url.pathname}?stap=afsluiten&gelukt=${outcome === 'closed' ? 'afgerond' : 'bewaard'}`);
}

export const actions: Actions = {
	/** Another time, place or company. */
	verander: async (event) => {
		const user = guide(event);
		const form = await event.request.formData();
		const plan = typedPlan(form);
		const read = readPlan(form, await today());
		if ('errors' in read) return fail(400, { errors: read.errors, plan });
		const outcome = await changeTalk(user, id(event.params.id), plan.revision, read.plan);
		if (outcome === 'missing') notFound();
		if (outcome !== 'changed') return fail(409, { problem: outcome, plan });
		redirect(303, `${event.url.pathname}?gelukt=veranderd`);
	},

	/** It does not go on. */
	zegaf: async (event) => {
		const user = guide(event);
		const outcome = await cancelTalk(user, id(event.params.id), readRevision(await event.request.formData()));
		if (outcome === 'missing') notFound();
		if (outcome !== 'cancelled') return fail(409, { problem: outcome });
		redirect(303, `${event.url.pathname}?gelukt=afgezegd`);
	},

	/** Notes, kept while typing. */
	notities: async (event) => {
		const user = guide(event);
		const form = await event.request.formData();
		const { notes, errors } = readNotes(form);
		if (errors.length > 0) return fail(400, { errors, notes });
		const { outcome, revision } = await keepNotes(user, id(event.params.id), readRevision(form), notes);
		if (outcome !== 'kept') return fail(409, { problem: outcome, notes, gone: outcome === 'missing' });
		return { kept: timeOf(new Date().toISOString()), notes, revision };
	},

	bewaar: (event) => finish(event, false),

	/** The young person gets it to read. */
	afronden: (event) => finish(event, true)
};
