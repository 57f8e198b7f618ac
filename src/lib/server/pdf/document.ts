/**
 * What a PDF says, as plain data: it is thought up where the texts are, and travels to the worker that sets it. How it
 * looks is decided there, so that every paper of the portal looks the same.
 */

/** Words in a sentence that are bold, or that lead somewhere. */
export interface Span {
	text: string;
	bold?: boolean;
	/** An address to follow. */
	href?: string;
}

/** One thing in a list: a title, a text, or both. */
export interface ListItem {
	title?: string;
	text?: string;
}

/** A label with what belongs to it: "Gesprek", "Op 3 maart, met Marieke". */
export interface Fact {
	label: string;
	value: string;
}

export type Block =
	/** Level 1 is the name of the paper and stands there once; a heading stays with what follows it. */
	| { kind: 'heading'; level: 1 | 2 | 3; text: string; /** A few words above it, part of no sentence. */ eyebrow?: string }
	/** Line breaks stay as they were typed. */
	| { kind: 'paragraph'; text: string | Span[]; look?: 'lead' | 'soft' }
	/** Points for short things, numbers for what has an order, none for things with a title. */
	| { kind: 'list'; items: ListItem[]; mark?: 'point' | 'number' | 'none'; look?: 'lead' }
	| { kind: 'facts'; facts: Fact[]; /** For what few will read. */ look?: 'small' }
	/** Something to know about what stands around it. */
	| { kind: 'note'; text: string | Span[] }
	/** What belongs together, in a box: proud, calm, or closed with a dashed line because it was told in confidence. */
	| { kind: 'card'; look: 'proud' | 'calm' | 'closed'; blocks: Block[] };

/** A paper, from its name to its last block. */
export interface PdfDocument {
	/** Shown by a reader as the name of the window. */
	title: string;
	/** The language of the text: "nl". */
	lang: string;
	subject?: string;
	/** Below each page, beside the number of the page. */
	footer?: string;
	/** A certificate is something to hang up: it has a frame and a seal, and is one page if the words let it. */
	look?: 'certificate';
	blocks: Block[];
}

/** Words that are not in the document itself. */
export interface PdfWords {
	/** With {page} and {pages} in it. */
	page: string;
	/** What stands in place of characters that cannot be printed. */
	emoji: string;
	letters: string;
	/** Who made it: the name of the portal. */
	maker: string;
}
