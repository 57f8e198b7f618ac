/** Support agreements: how a document stands, what the team fills in, and how it reads. Pure: the database decides what happens. */
import { addMonths } from '$lib/consent/rules';
import { maxLine, maxText, readRevision } from '$lib/instruments/answers';
import { readDate, type FieldError, words } from '$lib/instruments/question-types';
import type { Instrument } from '$lib/instruments/schema';
import type { Outcome } from '$lib/support/outcomes';
import { fieldOf, needLabel } from '$lib/support/rules';
import { dayOf, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';

/**
 * draft: the team writes; proposed: the team agrees; waiting: the young person as well, a representative not yet (below 16);
 * refused: a representative said no; agreed: everybody who has to, and from then on nothing changes.
 */
export const agreementStatuses = ['draft', 'proposed', 'waiting', 'refused', 'agreed'] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

/** Who agrees. */
export type SignatureRole = 'team' | 'youth' | 'representative';

/** What the team fills in about one support. */
export interface LineWords {
	question: string;
	need: string;
	/** Who does what. */
	action: string;
	starts: string;
	lookBack: string;
}

/** One support: asked, answered, and what both do about it. */
export interface AgreementLine extends LineWords {
	how: string;
	outcome: Outcome;
	answer: string;
}

/** The document, as whoever may read it gets it. */
export interface AgreementDocument {
	id: string;
	status: AgreementStatus;
	revision: number;
	name: string;
	called: string;
	pronouns: string;
	passportId: string;
	consentId: string;
	team: string;
	organisation: string;
	course: string;
	instrument: string;
	version: number;
	/** ISO date */
	lookBackOn: string;
	madeAt: string;
	proposedAt: string | null;
	agreedAt: string | null;
	replaces: string | null;
	/** The newer one that everybody agreed with. */
	replacedBy: string | null;
	lines: AgreementLine[];
	signatures: { role: SignatureRole; name: string; from: string; at: string }[];
	remarks: { text: string; at: string }[];
	/** To the team only: whether the passport can be read as well. */
	open?: boolean;
}

/** Longest time until both look back on it, in months. */
const lookBackMonths = 12;

/** What the team typed, as it goes back into the form. */
export interface TypedAgreement {
	revision: number;
	/** Under which consent it is being made. */
	consent: string;
	lookBackOn: { day: string; month: string; year: string };
	/** `outcome`: what the team answered, as the page had it. */
	lines: (LineWords & { outcome: string })[];
}

/** The fields of the document as they were typed. */
export function typedAgreement(form: FormData): TypedAgreement {
	const lines: TypedAgreement['lines'] = [];
	for (const name of form.keys()) {
		const [, question, need] = /^action\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(name) ?? [];
		if (!question || !need) continue;
		const field = fieldOf({ question, need });
		const word = (what: string) => words(form, `${what}.${field}`);
		lines.push({ question, need, action: word('action'), starts: word('starts'), lookBack: word('lookBack'), outcome: word('outcome') });
	}
	const part = (name: string) => words(form, `lookBackOn.${name}`);
	return {
		revision: readRevision(form),
		consent: words(form, 'consent'),
		lookBackOn: { day: part('day'), month: part('month'), year: part('year') },
		lines
	};
}

/**
 * Reads what the team filled in. Both look back within a year.
 * @param today ISO date, from the portal's clock
 */
export function readAgreementForm(
	form: FormData,
	today: string
): { filledIn: { revision: number; lookBackOn: string; lines: LineWords[] } } | { errors: FieldError[] } {
	const { revision, lines } = typedAgreement(form);
	const errors: FieldError[] = [];
	for (const line of lines) {
		const field = fieldOf(line);
		if (line.action.length > maxText) errors.push({ field: `action.${field}`, message: m.answer_too_long({ max: maxText }) });
		for (const what of ['starts', 'lookBack'] as const)
			if (line[what].length > maxLine) errors.push({ field: `${what}.${field}`, message: m.answer_too_long({ max: maxLine }) });
	}
	const lookBackOn = readDate(form, 'lookBackOn');
	if (lookBackOn === '') errors.push({ field: 'lookBackOn', message: m.agreement_look_back_empty() });
	else if (lookBackOn === undefined) errors.push({ field: 'lookBackOn', message: m.answer_no_date() });
	else if (lookBackOn <= today || lookBackOn > addMonths(today, lookBackMonths))
		errors.push({ field: 'lookBackOn', message: m.agreement_look_back_far() });
	return errors.length > 0
		? { errors }
		: { filledIn: { revision, lookBackOn: lookBackOn as string, lines: lines.map(({ outcome: _, ...line }) => line) } };
}

/** What is missing before the team can propose it: who does what, wherever something is going to happen. */
export function notProposable(lines: TypedAgreement['lines']): FieldError[] {
	return lines
		.filter((line) => line.action === '' && line.outcome !== 'no')
		.map((line) => ({ field: `action.${fieldOf(line)}`, message: m.agreement_action_empty() }));
}

/** Whether both look back on it now, or soon: a month before. */
export function lookBackState(on: string, today: string): 'now' | 'soon' | null {
	if (on <= today) return 'now';
	return on <= addMonths(today, 1) ? 'soon' : null;
}

/** What the young person wants to be different, and what is wrong with it. */
export function readChange(form: FormData): { text: string; errors: FieldError[] } {
	const text = words(form, 'change');
	if (text === '') return { text, errors: [{ field: 'change', message: m.agreement_change_empty() }] };
	return { text, errors: text.length > maxText ? [{ field: 'change', message: m.answer_too_long({ max: maxText }) }] : [] };
}

/** A line as it reads. */
export interface ShownLine extends AgreementLine {
	field: string;
	label: string;
}

/** A document as it reads on a page: days and needs in words. */
export interface ShownAgreement {
	id: string;
	status: AgreementStatus;
	revision: number;
	name: string;
	called: string;
	pronouns: string;
	/** "Intake Zorg (ROC X)" */
	to: string;
	course: string;
	lines: ShownLine[];
	/** In the order of agreeing. */
	agreed: { role: SignatureRole; name: string; from: string; on: string }[];
	remarks: { text: string; on: string }[];
	lookBackOn: string;
	madeOn: string;
	agreedOn: string | null;
	replaced: boolean;
}

/** A document with its days and needs in words. */
export function shownAgreement(found: AgreementDocument, instrument: Instrument): ShownAgreement {
	const on = (moment: string) => writtenDate(dayOf(moment));
	return {
		id: found.id,
		status: found.status,
		revision: found.revision,
		name: found.name,
		called: found.called,
		pronouns: found.pronouns,
		to: m.consent_team_of({ team: found.team, organisation: found.organisation }),
		course: found.course,
		lines: found.lines.map((line) => ({ ...line, field: fieldOf(line), label: needLabel(instrument, line.question, line.need) })),
		agreed: found.signatures.map(({ role, name, from, at }) => ({ role, name, from, on: on(at) })),
		remarks: found.remarks.map(({ text, at }) => ({ text, on: on(at) })),
		lookBackOn: writtenDate(found.lookBackOn),
		madeOn: on(found.madeAt),
		agreedOn: found.agreedAt && on(found.agreedAt),
		replaced: found.replacedBy !== null
	};
}
