/** Answers "what comes next?": which questions apply, and the way through them. Pure. */
import type { AnswerStatus } from './answers';
import type { Instrument, Question, Section } from './schema';

/** The status of each question that has one, by its key. */
export type Statuses = Readonly<Record<string, AnswerStatus | undefined>>;

/** Whether a question was dealt with: answered, "weet ik niet" or "sla ik over". */
export function isDone(status: AnswerStatus | undefined): boolean {
	return status !== undefined && status !== 'empty';
}

/** The questions that apply, in their order: one that comes after another only once that one was answered. */
export function applicable(instrument: Instrument, statuses: Statuses): Question[] {
	const applies = new Set<string>();
	return instrument.questions.filter((question) => {
		const does = question.after === undefined || (applies.has(question.after) && statuses[question.after] === 'answered');
		if (does) applies.add(question.key);
		return does;
	});
}

/** The question that follows, or undefined after the last. */
export function nextQuestion(instrument: Instrument, statuses: Statuses, key: string): Question | undefined {
	const questions = applicable(instrument, statuses);
	return questions[questions.findIndex((question) => question.key === key) + 1];
}

/** The question before, or undefined before the first. */
export function previousQuestion(instrument: Instrument, statuses: Statuses, key: string): Question | undefined {
	const questions = applicable(instrument, statuses);
	return questions[questions.findIndex((question) => question.key === key) - 1];
}

/** Where a question leads to: the next of the same part, the list of parts after the last of a part, or checking at the end. */
export function goesOnAt(instrument: Instrument, statuses: Statuses, question: Question): Question | 'parts' | 'check' {
	const next = nextQuestion(instrument, statuses, question.key);
	if (!next) return 'check';
	return next.part === question.part ? next : 'parts';
}

export interface SectionProgress {
	section: Section;
	questions: Question[];
	done: number;
	total: number;
	/** The first question that is still open, or the first of all when none is. */
	goOn: Question;
}

/** How far each section is, over the questions that apply. */
export function progressOf(instrument: Instrument, statuses: Statuses): SectionProgress[] {
	const questions = applicable(instrument, statuses);
	return instrument.sections.map((section) => {
		const own = questions.filter((question) => question.part === section.key);
		const open = own.find((question) => !isDone(statuses[question.key]));
		return { section, questions: own, done: own.filter((q) => isDone(statuses[q.key])).length, total: own.length, goOn: (open ?? own[0])! };
	});
}

/** Where a question stands: the third of nine in its section. */
export function placeOf(instrument: Instrument, statuses: Statuses, question: Question): { section: Section; number: number; of: number } {
	const own = applicable(instrument, statuses).filter((q) => q.part === question.part);
	const section = instrument.sections.find((s) => s.key === question.part)!;
	return { section, number: own.findIndex((q) => q.key === question.key) + 1, of: own.length };
}

/** The sections in the order in which they are read: what has to be known first stands on top. */
export function sectionsAsRead<S extends Pick<Section, 'onTop'>>(sections: readonly S[]): S[] {
	return [...sections.filter((section) => section.onTop), ...sections.filter((section) => !section.onTop)];
}
