/** The strengths card: what somebody is good at, on one paper to show at home. Pure. */
import type { Block, PdfDocument } from '$lib/server/pdf/document';
import { m } from '$lib/text/paraglide/messages';

/** What stands on the card, in the words of the young person. */
export interface StrengthsOnPaper {
	called: string;
	/** Each strength, with the example of it where one was told. */
	strengths: readonly { title: string; example?: string }[];
	/** What the young person is proud of, where it was told. */
	proudOf?: string;
}

/** The card as a document to print: one A4, unless the words need more. */
export function strengthsCardDocument({ called, strengths, proudOf }: StrengthsOnPaper): PdfDocument {
	const title = m.document_strengths_title({ called });
	const cards = strengths.map(({ title, example }): Block => ({
		kind: 'card',
		look: 'calm',
		blocks: [
			{ kind: 'heading', level: 2, text: title },
			...(example?.trim() ? [{ kind: 'paragraph', look: 'lead', text: example } as const] : [])
		]
	}));
	return {
		title,
		lang: 'nl',
		look: 'certificate',
		footer: m.app_name(),
		blocks: [
			{ kind: 'heading', level: 1, text: called, eyebrow: m.document_strengths() },
			...cards,
			...(proudOf?.trim()
				? [
						{
							kind: 'card',
							look: 'proud',
							blocks: [
								{ kind: 'heading', level: 2, text: m.document_strengths_proud() },
								{ kind: 'paragraph', look: 'lead', text: proudOf }
							]
						} satisfies Block
					]
				: [])
		]
	};
}

/** A name for the file that a browser keeps. */
export const strengthsCardFileName = ({ called }: Pick<StrengthsOnPaper, 'called'>): string => m.document_strengths_title({ called });
