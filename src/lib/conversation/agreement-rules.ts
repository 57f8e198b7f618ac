/** What is filled in of an agreement, and of how it goes. Pure: the database decides what happens. */
import { addMonths } from '$lib/consent/rules';
import { maxLine } from '$lib/instruments/answers';
import { readDate, type FieldError, words } from '$lib/instruments/question-types';
import { m } from '$lib/text/paraglide/messages';
import { agreementDoers, agreementStates, type AgreementState, type AgreementWords } from './kinds';

/** Longest agreement, first step and note, in characters. */
export const maxWords = 1000;
/** Longest time until both look back on it, in months. */
const lookBackMonths = 12;

/** The name of a field of one agreement in a form that holds several. */
export const agreementField = (what: string, id: string): string => `${what}.${id}`;

/** An agreement as it was typed. */
export interface TypedAgreement {
	id: string;
	/** null: it is a new one. */
	revision: number | null;
	what: string;
	who: string;
	whoName: string;
	helps: string;
	firstStep: string;
	due: string;
	lookBackOn: { day: string; month: string; year: string };
}

/** The fields of one agreement as they were typed. */
export function typedAgreement(form: FormData, id: string): TypedAgreement {
	const word = (what: string) => words(form, agreementField(what, id));
	const revision = word('revision');
	return {
		id,
		revision: /^\d{1,9}$/.test(revision) ? Number(revision) : null,
		what: word('what'),
		who: word('who'),
		whoName: word('whoName'),
		helps: word('helps'),
		firstStep: word('firstStep'),
		due: word('due'),
		lookBackOn: { day: words(form, `back.${id}.day`), month: words(form, `back.${id}.month`), year: words(form, `back.${id}.year`) }
	};
}

/** Whether nobody filled in anything of it: who does it is chosen beforehand. */
export function isEmptyAgreement({ what, whoName, helps, firstStep, due, lookBackOn }: TypedAgreement): boolean {
	return [what, whoName, helps, firstStep, due, ...Object.values(lookBackOn)].every((text) => text === '');
}

/**
 * Reads one agreement. Both look back within a year.
 * @param today ISO date, from the portal's clock
 * @param mayGo it was kept before: without words it goes
 */
export function readAgreement(
	form: FormData,
	id: string,
	today: string,
	mayGo = false
): { words: AgreementWords } | { errors: FieldError[] } {
	const typed = typedAgreement(form, id);
	const { what, whoName, helps, firstStep, due } = typed;
	const errors: FieldError[] = [];
	const wrong = (field: string, message: string) => errors.push({ field: agreementField(field, id), message });
	if (what === '' && !mayGo) wrong('what', m.deal_what_empty());
	for (const [field, text, max] of [
		['what', what, maxWords],
		['firstStep', firstStep, maxWords],
		['whoName', whoName, maxLine],
		['helps', helps, maxLine],
		['due', due, maxLine]
	] as const)
		if (text.length > max) wrong(field, m.answer_too_long({ max }));
	const who = agreementDoers.find((doer) => doer === typed.who);
	if (!who) wrong('who', m.deal_who_empty());
	else if (who === 'other' && whoName === '') wrong('whoName', m.deal_who_name_empty());
	const lookBackOn = readDate(form, agreementField('back', id));
	if (lookBackOn === undefined) wrong('back', m.answer_no_date());
	/* One that is kept may have its day behind it. */
	else if (lookBackOn !== '' && ((lookBackOn < today && !mayGo) || lookBackOn > addMonths(today, lookBackMonths)))
		wrong('back', m.deal_look_back_far());
	if (errors.length > 0 || !who) return { errors };
	return { words: { what, who, whoName: who === 'other' ? whoName : '', helps, firstStep, due, lookBackOn: lookBackOn || null } };
}

/** What somebody says of how it goes, as it was typed: with one tap, and words for who wants them. */
export interface SaidOfAgreement {
	state: AgreementState | undefined;
	note: string;
	errors: FieldError[];
}

/** Reads how it goes. */
export function readSaid(form: FormData): SaidOfAgreement {
	const note = words(form, 'note');
	const errors = note.length > maxWords ? [{ field: 'note', message: m.answer_too_long({ max: maxWords }) }] : [];
	return { state: agreementStates.find((state) => state === form.get('state')), note, errors };
}
