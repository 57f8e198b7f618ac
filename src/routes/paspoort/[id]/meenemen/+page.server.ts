import { fail, redirect } from '@sveltejs/kit';
import { questionOf } from '$lib/instruments';
import { readRevision } from '$lib/instruments/answers';
import { showAnswer } from '$lib/instruments/question-types';
import type { Question } from '$lib/instruments/schema';
import { openPassport } from '$lib/passport/server';
import { canEdit } from '$lib/passport/states';
import { offersFor, takeAlong } from '$lib/passport/taking-along';
import { everything, type Candidate } from '$lib/passport/taking-along-rules';
import { found, id, youth } from '$lib/server/guard';
import { dayOf, listed, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/** The fields of one question: from where it is taken, and the revision of what stands here. */
const chosenField = 'neem.';
const baseField = 'stond.';

/** Where an answer comes from, and of when it is. */
function origin({ at, short, edition }: Candidate): string {
	const day = writtenDate(dayOf(at));
	return edition === null ? m.take_from_draft({ day, short }) : m.take_from_edition({ day, short, number: edition });
}

/** Questions in a sentence, each between marks of its own. */
const named = (questions: readonly Question[]): string => listed(questions.map(({ text }) => `‘${text}’`));

/** Most questions that are named in one sentence; of more, only how many. */
const most = 3;

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	if (!canEdit(own.state)) redirect(303, `/paspoort/${own.id}`);
	const offers = await offersFor(user, own);
	const taken = (event.url.searchParams.get('mee') ?? '').split(' ').flatMap((key) => questionOf(own.instrument, key) ?? []);
	return {
		done:
			taken.length === 0
				? null
				: taken.length > most
					? m.take_done_count({ count: taken.length })
					: m.take_done({ questions: named(taken) }),
		all: everything(offers, own.answers).size,
		sections: own.instrument.sections
			.map(({ key, title }) => ({
				title,
				questions: offers
					.filter(({ question }) => question.part === key)
					.map(({ question, current, candidates }) => ({
						key: question.key,
						text: question.text,
						sensitive: question.sensitive,
						status: current.status,
						base: current.revision,
						here: current.value ? showAnswer(question, current.value) : [],
						candidates: candidates.map((candidate) => ({
							from: candidate.from,
							origin: origin(candidate),
							lines: showAnswer(question, candidate.value)
						}))
					}))
			}))
			.filter(({ questions }) => questions.length > 0)
	};
};

/** The fields with this beginning, by the rest of their name. */
function fieldsNamed(form: FormData, beginning: string): Map<string, string> {
	return new Map(
		[...form].filter(([name]) => name.startsWith(beginning)).map(([name, value]) => [name.slice(beginning.length), String(value)])
	);
}

export const actions: Actions = {
	default: async (event) => {
		const user = youth(event);
		const passportId = id(event.params.id);
		const form = await event.request.formData();
		const ticked = fieldsNamed(form, chosenField);
		const bases = new Map([...fieldsNamed(form, baseField).keys()].map((key) => [key, readRevision(form, baseField + key)]));
		const all = form.get('_doe') === 'alles';
		const went = await takeAlong(user, passportId, (offers, own) => (all ? everything(offers, own.answers) : ticked), bases);
		const result = found(went);
		const inWords = (questions: Question[]) => (questions.length > 0 ? named(questions) : null);
		if (result.moved.length + result.waits.length > 0)
			return fail(409, { nothing: false, moved: inWords(result.moved), waits: inWords(result.waits), taken: inWords(result.taken) });
		if (result.taken.length === 0) return fail(400, { nothing: true, moved: null, waits: null, taken: null });
		redirect(303, `/paspoort/${passportId}/meenemen?mee=${result.taken.map(({ key }) => key).join('+')}`);
	}
};
