/**
 * The letters on paper: Noto Sans, regular and bold, in pieces per alphabet. Each piece of text is set in the first
 * one that has its letters. What none of them has, such as an emoji, is replaced by a word in brackets, with the real
 * characters behind it for who copies the text or has it read aloud.
 */
import * as fontkit from 'fontkit';
import type { Font } from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PdfWords } from './document';
import { unpack } from './woff';

const alphabets = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'] as const;

/** One font file. */
export interface Face {
	name: string;
	bytes: Buffer;
	font: Font;
	letters: ReadonlySet<number>;
}

/** Letters that are set in one go. */
export interface Run {
	text: string;
	face: Face;
	/** In parts of the size of the letters. */
	width: number;
	/** What was written, where something else is printed. */
	actual?: string;
}

/** Sets words in letters. */
export interface Typesetter {
	set(word: string, bold: boolean): Run[];
}

/** Ligatures off: two letters stay two letters for who searches or copies. */
export const features: Record<string, boolean> = { liga: false };

const files = createRequire(import.meta.url);
const faces = new Map<string, Face>();

function face(alphabet: (typeof alphabets)[number], bold: boolean): Face {
	const name = `noto-sans-${alphabet}-${bold ? 700 : 400}-normal`;
	let known = faces.get(name);
	if (!known) {
		const bytes = unpack(readFileSync(files.resolve(`@fontsource/noto-sans/files/${name}.woff`)));
		const font = fontkit.create(bytes) as Font;
		known = { name, bytes, font, letters: new Set(font.characterSet) };
		faces.set(name, known);
	}
	return known;
}

const codesOf = (text: string): number[] => [...text].map((letter) => letter.codePointAt(0)!);

/** The first face that has all these letters. */
function faceWith(text: string, bold: boolean): Face | undefined {
	const codes = codesOf(text);
	for (const alphabet of alphabets) {
		const candidate = face(alphabet, bold);
		if (codes.every((code) => candidate.letters.has(code))) return candidate;
	}
	return undefined;
}

const graphemes = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/** The letters of a text as people count them: with their accents, an emoji with all that it is made of. */
export const lettersOf = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

/** Text as it can be set: letters with their accents as one, without what is invisible or steers a screen. */
export function cleaned(text: string): string {
	return text
		.normalize('NFC')
		.replace(/\r\n?|\u2028|\u2029/g, '\n')
		.replace(/[\t\v\f]/g, ' ')
		.replace(/\u2011/g, '-')
		.replace(/[\p{Cs}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|(?!\n)\p{Cc}/gu, '');
}

/**
 * A typesetter that remembers the words it has set.
 * @param words what to print in place of letters that there are none of
 */
export function typesetter(words: Pick<PdfWords, 'emoji' | 'letters'>): Typesetter {
	const known = new Map<string, Run[]>();

	const run = (text: string, inFace: Face, actual?: string): Run => {
		const { positions } = inFace.font.layout(text, features);
		const width = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0) / inFace.font.unitsPerEm;
		return { text, face: inFace, width, ...(actual === undefined ? {} : { actual }) };
	};

	const setAnew = (word: string, bold: boolean): Run[] => {
		const latin = face('latin', bold);
		if (codesOf(word).every((code) => latin.letters.has(code))) return [run(word, latin)];

		/* Neighbours in one face are one piece, and so are neighbours that cannot be printed. */
		const pieces: { text: string; face?: Face; instead?: string }[] = [];
		const add = (text: string, inFace?: Face, instead?: string) => {
			const last = pieces.at(-1);
			if (last && last.face === inFace && last.instead === instead) last.text += text;
			else pieces.push({ text, face: inFace, instead });
		};
		for (const letter of lettersOf(word)) {
			const whole = faceWith(letter, bold);
			const parts = whole ? [] : [...letter].map((part) => ({ part, face: faceWith(part, bold) }));
			if (whole) add(letter, whole);
			else if (parts.every((part) => part.face)) parts.forEach((part) => add(part.part, part.face));
			else add(letter, undefined, /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(letter) ? words.emoji : words.letters);
		}
		return pieces.flatMap((piece) =>
			piece.face
				? [run(piece.text, piece.face)]
				: setAnew(piece.instead!, bold).map((mark, index) => ({ ...mark, actual: index === 0 ? piece.text : '' }))
		);
	};

	return {
		set(word, bold) {
			const key = (bold ? 'b' : 'r') + word;
			let runs = known.get(key);
			if (!runs) known.set(key, (runs = setAnew(word, bold)));
			return runs;
		}
	};
}
