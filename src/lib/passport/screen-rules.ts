/** What the screens of filling in show, whether it is kept in a passport or tried in the example. Pure. */
import { maxSentences, type AnswerStatus, type AnswerValue } from '$lib/instruments/answers';
import { applicable, placeOf, progressOf, type Statuses } from '$lib/instruments/journey';
import { fieldsOf, showAnswer, type AnswerLine } from '$lib/instruments/question-types';
import type { Instrument, Question } from '$lib/instruments/schema';
import { m } from '$lib/text/paraglide/messages';
import { suggestedSentences } from './sentence-rules';

/** The answers to an instrument, by question. */
export type Answers = Readonly<Record<string, { status: AnswerStatus; value: AnswerValue | null } | undefined>>;

/** The status of each answer. */
export const statusesOf = (answers: Answers): Statuses =>
	Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, answer?.status]));

/** What the page of a question shows. */
export function questionScreen(instrument: Instrument, answers: Answers, question: Question) {
	const { section, number, of } = placeOf(instrument, statusesOf(answers), question);
	const answer = answers[question.key];
	const { followUps: _forTheMentor, ...shown } = question;
	const taken = answer?.value && 'sentences' in answer.value ? answer.value.sentences : [];
	return {
		question: shown,
		section: section.title,
		intro: number === 1 ? section.intro : null,
		number,
		of,
		fields: fieldsOf(question, answer?.value ?? null),
		status: answer?.status ?? ('empty' satisfies AnswerStatus),
		/* As texts of the page these would weigh on each first visit. */
		was: answer?.status === 'unknown' ? m.question_was_unknown() : answer?.status === 'skipped' ? m.question_was_skipped() : null,
		suggestions: question.type === 'three-sentences' && taken.length < maxSentences ? suggestedSentences(instrument, answers, taken) : []
	};
}

/** What is asked before anything that was typed is thrown away. Its words come along when it is asked, not with each page. */
export const askFirst = (pressed: string) => ({ pressed, title: m.ask_title(), keep: m.ask_keep(), drop: m.ask_drop() });

/** The parts as they read in the list of tasks, each with the question to go on with. */
export function partTasks(instrument: Instrument, answers: Answers) {
	return progressOf(instrument, statusesOf(answers)).map(({ section, done, total, goOn }) => {
		const all = done === total;
		return {
			title: section.title,
			hint: m.part_minutes({ minutes: section.minutes }),
			status: all ? m.part_done() : done > 0 ? m.part_busy({ done, total }) : m.part_open(),
			kind: all ? ('done' as const) : done > 0 ? ('info' as const) : ('neutral' as const),
			done,
			total,
			question: goOn.key
		};
	});
}

/** An answer that is read back, with the place to change it. */
export interface CheckedAnswer {
	key: string;
	text: string;
	sensitive: boolean;
	/** A sensitive answer that the mentor may open now. */
	shown: boolean;
	/** closed: sensitive, in a session that a mentor's code opened */
	status: AnswerStatus | 'closed';
	lines: AnswerLine[];
}

/** All answers to read back, per section, in the order in which they are asked. */
export function answersToCheck(instrument: Instrument, answers: Answers, shownToMentor: readonly string[], sensitiveClosed = false) {
	const questions = applicable(instrument, statusesOf(answers));
	return instrument.sections.map((section) => ({
		key: section.key,
		title: section.title,
		questions: questions
			.filter((question) => question.part === section.key)
			.map((question): CheckedAnswer => {
				const answer = answers[question.key];
				return {
					key: question.key,
					text: question.text,
					sensitive: question.sensitive,
					shown: shownToMentor.includes(question.key),
					status: sensitiveClosed && question.sensitive ? 'closed' : (answer?.status ?? 'empty'),
					lines: answer?.value ? showAnswer(question, answer.value) : []
				};
			})
	}));
}
