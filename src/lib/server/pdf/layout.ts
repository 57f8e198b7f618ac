/** The strip of a document cut into A4 pages. */
import type { PdfDocument, PdfWords } from './document';
import type { Typesetter } from './fonts';
import { flow, type BoxLook, type Piece, type Text } from './flow';
import { edges, page, styles, type Edges } from './look';
import type { Element } from './tagged';
import { wrap, type Line } from './wrap';

/** A box, or the part of it on one page; y counts from the top of the page. */
export interface Box {
	look: BoxLook | 'bar';
	x: number;
	y: number;
	width: number;
	height: number;
}

/** A line of text; y counts from the top of the page to the top of the line. */
export interface PlacedText extends Text {
	y: number;
	height: number;
}

export interface Page {
	boxes: Box[];
	texts: PlacedText[];
	/** What stands below each page and is no part of the text. */
	footer: { x: number; y: number; line: Line }[];
}

/** Lays a document out: what stands where on which page, and the structure that its text is part of. Always at least one page. */
export function layOut(
	document: Pick<PdfDocument, 'blocks' | 'footer' | 'look'>,
	words: PdfWords,
	typesetter: Typesetter
): { pages: Page[]; structure: Element } {
	const { strip, structure } = flow(document.blocks, typesetter);
	const around = edges[document.look ?? 'plain'];
	const pages = cut(strip, around);
	pages.forEach((each, index) => {
		const isSingle = document.look === 'certificate' && pages.length === 1;
		each.footer = footer(document.footer ?? '', isSingle ? '' : pageWords(words, index + 1, pages.length), around, typesetter);
	});
	return { pages, structure };
}

const pageWords = (words: PdfWords, number: number, of: number): string =>
	words.page.replace('{page}', String(number)).replace('{pages}', String(of));

function footer(text: string, number: string, around: Edges, typesetter: Typesetter): Page['footer'] {
	const y = page.height - around.footer;
	const right = wrap(number, styles.footer, 140, typesetter).slice(0, 1);
	const left = wrap(text, styles.footer, page.width - page.left - page.right - 150, typesetter).slice(0, 2);
	return [
		...left.map((line, index) => ({ x: page.left, y: y + index * styles.footer.leading, line })),
		...right.map((line) => ({ x: page.width - page.right - line.width, y, line }))
	];
}

/** Cuts the strip: what is kept together moves on as a whole, unless it is longer than a page. */
function cut(strip: readonly Piece[], around: Edges): Page[] {
	const bottom = page.height - around.bottom;
	const pages: Page[] = [];
	let here: Page;
	let y = around.top;
	let isTop = true;
	const open: { look: BoxLook; x: number; width: number; from: number }[] = [];

	const turn = () => {
		for (const box of open) here.boxes.push({ ...box, y: box.from, height: y + 8 - box.from });
		pages.push((here = { boxes: [], texts: [], footer: [] }));
		y = around.top;
		isTop = true;
		for (const box of open) box.from = y;
		if (open.length > 0) y += 12;
	};
	const place = (piece: Piece) => {
		if (piece.kind === 'space' && isTop) return;
		if (piece.kind === 'open') open.push({ look: piece.look, x: piece.x, width: piece.width, from: y });
		if (piece.kind === 'bar') here.boxes.push({ look: 'bar', x: page.left, y, width: 30, height: 3.5 });
		if (piece.kind === 'text') for (const text of piece.texts) here.texts.push({ ...text, y: y + (text.down ?? 0), height: piece.height });
		y += piece.height;
		if (piece.kind !== 'open') isTop = false;
		const box = piece.kind === 'close' && open.pop();
		if (box) here.boxes.unshift({ ...box, y: box.from, height: y - box.from });
	};

	turn();
	for (let index = 0; index < strip.length;) {
		let end = index;
		while (strip[end]!.keep && end < strip.length - 1) end++;
		const together = strip.slice(index, end + 1);
		const height = together.reduce((sum, piece, at) => sum + (at === 0 && piece.kind === 'space' && isTop ? 0 : piece.height), 0);
		if (!isTop && y + height > bottom) {
			turn();
		}
		for (const piece of together) {
			if (piece.kind === 'text' && !isTop && y + piece.height > bottom) turn();
			place(piece);
		}
		index = end + 1;
	}
	return pages;
}
