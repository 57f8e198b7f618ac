/** Words into lines that fit. */
import type { Span } from './document';
import { cleaned, lettersOf, type Run, type Typesetter } from './fonts';
import type { Style } from './look';

/** A piece of a line: a run with where it stands, from the left of the line. */
export interface Piece extends Run {
	x: number;
	bold: boolean;
	href?: string;
}

export interface Line {
	pieces: Piece[];
	width: number;
}

interface Part {
	text: string;
	bold: boolean;
	href?: string;
}

/** What may not be broken, unless it is longer than a line; the space after it goes along when a line follows. */
type Word = { parts: Part[]; space?: Part };

/** After a hyphen or a slash between letters a line may end too. */
// eslint-disable-next-line regexp/no-super-linear-move -- it always matches: a word ends at a space or at the end
const pieces = /[^\S\n\u00A0]+|(?:(?![^\S\u00A0]).)+?(?:(?<=[\p{L}\p{N}][-/])(?=[\p{L}\p{N}])|(?=[^\S\u00A0]|$))/gsu;

function wordsOf(spans: Part[]): Word[] {
	const words: Word[] = [];
	let open: Word | undefined;
	for (const { text, ...look } of spans) {
		for (const [piece] of text.matchAll(pieces)) {
			const isSpace = piece.trim() === '' && piece !== '\u00A0';
			if (isSpace) {
				if (open) open.space = { text: ' ', ...look };
				open = undefined;
				continue;
			}
			if (!open) words.push((open = { parts: [] }));
			open.parts.push({ text: piece.replaceAll('\u00A0', ' '), ...look });
			if (/[\p{L}\p{N}][-/]$/u.test(piece)) open = undefined;
		}
	}
	return words;
}

/**
 * Lines of at most so wide. A line break that was typed stays; spaces count once; a word that is longer than a line is
 * cut between letters, without a hyphen, so that an address stays an address.
 * @param text plain, or in spans
 * @returns no lines when there is nothing to read
 */
export function wrap(text: string | Span[], style: Pick<Style, 'size' | 'bold'>, width: number, typesetter: Typesetter): Line[] {
	const spans: Part[] = (typeof text === 'string' ? [{ text }] : text).map((span) => ({
		text: cleaned(span.text),
		bold: style.bold || ('bold' in span && span.bold === true),
		...('href' in span && span.href ? { href: span.href } : {})
	}));
	const lines = typedLines(spans).flatMap((typed): Line[] => {
		const made = breakLines(wordsOf(typed), style.size, width, typesetter);
		return made.length > 0 ? made : [{ pieces: [], width: 0 }];
	});
	while (lines.length > 0 && lines[0]!.pieces.length === 0) lines.shift();
	while (lines.length > 0 && lines.at(-1)!.pieces.length === 0) lines.pop();
	/* Many empty lines say no more than one. */
	return lines.filter((line, index) => line.pieces.length > 0 || lines[index - 1]!.pieces.length > 0);
}

function typedLines(spans: Part[]): Part[][] {
	const lines: Part[][] = [[]];
	for (const { text, ...look } of spans)
		text.split('\n').forEach((part, index) => {
			if (index > 0) lines.push([]);
			if (part) lines.at(-1)!.push({ text: part, ...look });
		});
	return lines;
}

function breakLines(words: Word[], size: number, width: number, typesetter: Typesetter): Line[] {
	const set = ({ text, bold, href }: Part): Omit<Piece, 'x'>[] =>
		typesetter.set(text, bold).map((run) => ({ ...run, width: run.width * size, bold, ...(href ? { href } : {}) }));
	const widthOf = (runs: { width: number }[]) => runs.reduce((sum, run) => sum + run.width, 0);

	const lines: Line[] = [];
	let line: Line | undefined;
	let space: Part | undefined;
	const put = (runs: Omit<Piece, 'x'>[]) => {
		line ??= { pieces: [], width: 0 };
		for (const run of runs) {
			const last = line.pieces.at(-1);
			if (last && isSame(last, run)) {
				last.text += run.text;
				last.width += run.width;
			} else line.pieces.push({ ...run, x: line.width });
			line.width += run.width;
		}
	};
	const end = () => {
		/* The space at the end of a line cannot be seen; without it two words are one for who copies the text. */
		if (line && space) put(set(space));
		if (line) lines.push(line);
		line = space = undefined;
	};

	for (const word of words) {
		const runs = word.parts.flatMap(set);
		const between = space ? set(space) : [];
		if (line && line.width + widthOf(between) + widthOf(runs) > width) end();
		else put(between);
		space = word.space;
		if (widthOf(runs) <= width) {
			put(runs);
			continue;
		}
		for (const part of word.parts)
			for (const letter of lettersOf(part.text)) {
				const cut = set({ ...part, text: letter });
				if (line && line.width + widthOf(cut) > width) {
					lines.push(line);
					line = undefined;
				}
				put(cut);
			}
	}
	if (line) lines.push(line);
	return lines;
}

/** Whether two runs can be one: what stands for something else stays by itself. */
function isSame(a: Omit<Piece, 'x'>, b: Omit<Piece, 'x'>): boolean {
	return a.face === b.face && a.bold === b.bold && a.href === b.href && a.actual === undefined && b.actual === undefined;
}
