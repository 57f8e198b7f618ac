/** What the two pages of a mentor beside a passport share: reading it whole, and talking about it on one screen. */
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { today, type SignedIn } from '$lib/account/server';
import { readRemarks, readTalk, remarkField, typedTalk } from '$lib/conversation/rules';
import { openTalk, sealTalk } from '$lib/conversation/sealed';
import { readPassport, signOffTalk, writeRemark, type ReadPassport, type Remarked } from '$lib/conversation/server';
import { openQuestions } from '$lib/conversation/talk-rules';
import { instrumentOfForm } from '$lib/instruments';
import { readRevision } from '$lib/instruments/answers';
import { sectionsAsRead } from '$lib/instruments/journey';
import type { Instrument } from '$lib/instruments/schema';
import { found, guide, id, isReading, notFound } from '$lib/server/guard';
import { deviceQuestion, type DeviceQuestion } from '$lib/server/device';
import { dayOf, timeOf, writtenDate } from '$lib/text/dates';

const written = (moment: string): string => writtenDate(dayOf(moment));

/** What was just done, as it stands in the address: signed, or taken back. */
const done = ['getekend', 'ingetrokken'] as const;

/**
 * Reads the passport, which writes the log, with what both pages show of it.
 * @returns undefined when it closed while the mentor was writing: the page gives back what was typed
 */
export async function openedBy(
	user: SignedIn,
	event: RequestEvent
): Promise<{ passport: ReadPassport; shown: ReturnType<typeof shownOf>; day: Day } | undefined> {
	if (!isReading(event)) notFound();
	const passport = await readPassport(user, id(event.params.id));
	if (!passport && event.request.method === 'POST') return undefined;
	if (!passport) notFound();
	const [year, month, day] = (await today()).split('-');
	return {
		passport,
		shown: shownOf(event, user, passport),
		day: { year: year!, month: String(Number(month)), day: String(Number(day)) }
	};
}

interface Day {
	day: string;
	month: string;
	year: string;
}

function shownOf(event: RequestEvent, user: SignedIn, passport: ReadPassport) {
	const { youth, instrument, state, revision, signed, answers } = passport;
	const unsaved = openTalk(event.url.searchParams.get('terug'), user.id, passport.id);
	return {
		closed: null,
		mentorId: user.id,
		passportId: passport.id,
		youth,
		state,
		revision,
		instrument: { key: instrument.key, version: instrument.version },
		handedIn: written(passport.handedInAt),
		/** Opened unfinished, by both: what is still open. */
		together: passport.together ? openQuestions(instrument, answers) : null,
		remarks: sectionsAsRead(instrument.sections).map(({ key, title }) => ({
			key,
			title,
			field: remarkField(key),
			remark: passport.remarks[key] ?? ''
		})),
		/** To see, after an action, what changed since the page was first read. */
		revisions: Object.fromEntries(answers.map((answer) => [answer.question, answer.passportRevision])),
		signed: signed && {
			byMe: signed.byMe,
			mentor: signed.mentor,
			present: signed.present,
			heldOn: writtenDate(signed.heldOn),
			at: written(signed.at)
		},
		/** What was typed when the session had ended: what could be kept is kept, the rest stands here. */
		back: unsaved && { talk: unsaved.talk, lost: Object.values(unsaved.remarks).filter(Boolean) },
		done: done.find((what) => what === event.url.searchParams.get('gelukt')) ?? null
	};
}

/** A form that came when the session had ended: the page answers it with the sign-in form. */
export const isExpired = (event: RequestEvent): boolean => !event.locals.user && event.request.method === 'POST';

/** The instrument of the passport that was read: saving must not count as another reading. */
export function instrumentIn(form: FormData): Instrument {
	return found(instrumentOfForm(String(form.get('instrument')), Number(form.get('version'))));
}

/** What every answer to this form gives back, so that nothing typed is lost. */
function typed(form: FormData) {
	return { remarks: readRemarks(form, instrumentIn(form)).remarks, talk: typedTalk(form), read: readRevision(form) };
}

type Typed = ReturnType<typeof typed>;
type Problem = Exclude<Remarked, 'kept'> | 'moved' | 'not_ready' | 'too_late' | 'answer_gone';

/** Says what is the matter, with everything that was typed. */
export const problem = (status: number, what: Problem, values?: Typed) => fail(status, { problem: what, values });

/** Keeps the remarks that came with a form, whichever of its buttons was used. */
async function keepRemarks(user: SignedIn, passportId: string, form: FormData): Promise<Remarked> {
	const { remarks } = readRemarks(form, instrumentIn(form));
	for (const [section, text] of Object.entries(remarks)) {
		const remarked = await writeRemark(user, passportId, section, text);
		if (remarked !== 'kept') return remarked;
	}
	return 'kept';
}

/** The form of these pages, as a signed-in mentor sent it. */
interface Posted {
	user: SignedIn;
	passportId: string;
	form: FormData;
	values: Typed;
	errors: ReturnType<typeof readRemarks>['errors'];
	keep: () => Promise<Remarked>;
}

/**
 * Reads the form. When the session has ended, what was typed goes along sealed: whoever is at this device now may be
 * somebody else.
 */
export async function posted(
	event: RequestEvent
): Promise<Posted | { expired: ActionFailure<{ expired: { sealed: string; device: DeviceQuestion | null } }> }> {
	const form = await event.request.formData();
	const passportId = id(event.params.id);
	const values = typed(form);
	if (!event.locals.user) {
		const { remarks, talk } = values;
		const unsaved = { mentorId: String(form.get('mentor')), address: event.url.pathname, passportId, remarks, talk };
		return { expired: fail(401, { expired: { sealed: sealTalk(unsaved), device: deviceQuestion(event) } }) };
	}
	const user = guide(event);
	const { errors } = readRemarks(form, instrumentIn(form));
	return { user, passportId, form, values, errors, keep: () => keepRemarks(user, passportId, form) };
}

/** Keeps what the mentor wrote beside the sections. */
export async function keep(event: RequestEvent) {
	const sent = await posted(event);
	if ('expired' in sent) return sent.expired;
	const { values, errors } = sent;
	if (errors.length > 0) return fail(400, { errors, values });
	const remarked = await sent.keep();
	if (remarked !== 'kept') return problem(409, remarked, values);
	return { kept: timeOf(new Date().toISOString()), values };
}

/** "Dit gesprek is gehouden": the remarks first, so that the signature freezes what is on the page. */
export async function sign(event: RequestEvent) {
	const sent = await posted(event);
	if ('expired' in sent) return sent.expired;
	const { user, passportId, form, values, errors } = sent;
	const read = readTalk(form, await today());
	const wrong = [...errors, ...('errors' in read ? read.errors : [])];
	if (!('talk' in read) || wrong.length > 0) return fail(400, { errors: wrong, values });
	if ((await sent.keep()) === 'missing') return problem(409, 'missing', values);
	const signed = await signOffTalk(user, passportId, { revision: values.read, ...read.talk });
	if (signed !== 'signed') return problem(409, signed, values);
	redirect(303, `${event.url.pathname}?gelukt=getekend`);
}
