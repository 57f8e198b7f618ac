/** Who decides along below 16, and what may be typed about them. Pure. */
import { z } from 'zod';
import { cleanLogin } from '../account/rules';
import type { FieldError } from '../instruments/question-types';
import { m } from '../text/paraglide/messages';

/** What somebody is to the young person: a foster parent has no authority by itself, so it is no kind of its own. */
export const representativeKinds = ['parent', 'guardian', 'institution'] as const;
export type RepresentativeKind = (typeof representativeKinds)[number];

/** Those kinds in words. */
export const kindInWords: Record<RepresentativeKind, () => string> = {
	parent: m.representative_kind_parent,
	guardian: m.representative_kind_guardian,
	institution: m.representative_kind_institution
};

export const decisions = ['yes', 'no'] as const;
export type Decision = (typeof decisions)[number];

export const decisionInWords: Record<Decision, () => string> = { yes: m.representative_answer_yes, no: m.representative_answer_no };

/** A representative who is asked; without an address the link goes by hand. */
export interface AskedRepresentative {
	kind: RepresentativeKind;
	name: string;
	/** In lower case. */
	email: string | null;
}

/** What was typed about a representative, to come back when something is not right yet. */
export interface TypedRepresentative {
	kind: string;
	name: string;
	/** "mail", or by hand. */
	how: string;
	email: string;
}

const name = z.string().min(2).max(100);
const email = z.email().max(254);

/** Reads the form of RepresentativeFields. */
export function readRepresentative(form: FormData): { asked: AskedRepresentative } | { errors: FieldError[]; values: TypedRepresentative } {
	const text = (field: string) => String(form.get(field) ?? '').trim();
	const values = { kind: text('kind'), name: text('name').slice(0, 200), how: text('how'), email: text('email').slice(0, 300) };
	const kind = representativeKinds.find((k) => k === values.kind);
	const byMail = values.how === 'mail';
	const errors: FieldError[] = [];
	if (!kind) errors.push({ field: 'kind', message: m.representative_error_kind() });
	if (!name.safeParse(values.name).success) errors.push({ field: 'name', message: m.representative_error_name() });
	if (!byMail && values.how !== 'hand') errors.push({ field: 'how', message: m.representative_error_how() });
	if (byMail && !email.safeParse(values.email).success) errors.push({ field: 'email', message: m.representative_error_email() });
	if (!kind || errors.length > 0) return { errors, values };
	return { asked: { kind, name: values.name, email: byMail ? cleanLogin(values.email) : null } };
}
