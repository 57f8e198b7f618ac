/** Support agreements on paper. Pure. */
import type { Block, PdfDocument } from '$lib/server/pdf/document';
import { outcomeWords } from '$lib/support/words';
import { m } from '$lib/text/paraglide/messages';
import type { ShownAgreement, ShownLine } from './rules';
import { agreedWords } from './words';

/** The document to print: who, each support with its answer and who does what, and who agreed. A draft says that it is one. */
export function agreementDocument(agreement: ShownAgreement): PdfDocument {
	const { called, name, pronouns, to, course, lines, agreed, lookBackOn, madeOn } = agreement;
	const title = m.agreement_title_of({ called });
	const concept = agreement.status === 'agreed' ? [] : [m.agreement_concept()];
	return {
		title,
		lang: 'nl',
		subject: to,
		footer: [title, ...concept].join('\n'),
		blocks: [
			{ kind: 'heading', level: 1, text: called, eyebrow: m.agreement_title() },
			...concept.map((text): Block => ({ kind: 'note', text })),
			{
				kind: 'facts',
				facts: [
					{ label: m.agreement_person(), value: [name, pronouns].filter(Boolean).join(' · ') },
					{ label: m.agreement_with(), value: to },
					...(course ? [{ label: m.agreement_course(), value: course }] : []),
					{ label: m.agreement_made(), value: madeOn },
					{ label: m.agreement_look_back(), value: m.agreement_look_back_day({ day: lookBackOn }) }
				]
			},
			{ kind: 'heading', level: 2, text: m.agreement_lines() },
			...lines.flatMap(line),
			{ kind: 'heading', level: 2, text: m.agreement_agreed_by() },
			{
				kind: 'list',
				mark: 'point',
				items: (agreed.length > 0 ? agreed.map(agreedWords) : [m.agreement_agreed_nobody()]).map((text) => ({ text }))
			},
			{ kind: 'paragraph', look: 'soft', text: m.agreement_both() }
		]
	};
}

/** A name for the file that a browser keeps. */
export function agreementFileName({ called, status }: Pick<ShownAgreement, 'called' | 'status'>): string {
	return status === 'agreed' ? m.agreement_file({ called }) : m.agreement_file_concept({ called });
}

function line({ label, how, outcome, answer, action, starts, lookBack }: ShownLine): Block[] {
	const facts = [
		{ label: m.agreement_asked(), value: how || label },
		{ label: m.agreement_answer(), value: [outcomeWords(outcome), answer].filter(Boolean).join('\n') },
		{ label: m.agreement_who(), value: action },
		{ label: m.agreement_from_when(), value: starts },
		{ label: m.agreement_back_on(), value: lookBack }
	];
	return [
		{ kind: 'heading', level: 3, text: label },
		{ kind: 'facts', facts: facts.filter(({ value }) => value !== '') }
	];
}
