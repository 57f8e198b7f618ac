/** A laid-out document onto the pages of a PDF. */
import {
	degrees,
	PDFDocument,
	PDFHexString,
	PDFOperator,
	PDFOperatorNames as Op,
	rgb,
	type PDFFont,
	type PDFName,
	type PDFPage
} from 'pdf-lib';
import * as fontkit from 'fontkit';
import type { PdfDocument, PdfWords } from './document';
import { features, typesetter, type Face } from './fonts';
import { layOut, type Box, type Page, type PlacedText } from './layout';
import { colour, page as sheet, styles, type Colour } from './look';
import { addLink, element, writeStructure, type Element } from './tagged';
import type { Piece } from './wrap';

/** Makes the PDF of a document. Takes long for the main thread: the worker calls it. */
export async function draw(document: PdfDocument, words: PdfWords): Promise<Uint8Array> {
	const { pages, structure } = layOut(document, words, typesetter(words));
	const pdf = await PDFDocument.create({ updateMetadata: false });
	pdf.registerFontkit(fontkit as never);
	const fonts = await embed(pdf, pages);
	const sheets = pages.map(() => pdf.addPage([sheet.width, sheet.height]));
	/* The keys of links come after those of the pages. */
	let key = pages.length;
	pages.forEach((laid, index) => {
		const onto = sheets[index]!;
		artifact(onto, '/Artifact BMC', () => {
			if (document.look === 'certificate') frame(onto);
			if (index === 0) rosette(onto, document.look);
			laid.boxes.forEach((box) => drawBox(onto, box));
		});
		key = drawTexts(pdf, onto, laid.texts, fonts, key);
		artifact(onto, '/Artifact <</Type /Pagination /Subtype /Footer>> BDC', () => {
			for (const { x, y, line } of laid.footer) for (const piece of line.pieces) showPiece(onto, piece, x, y, styles.footer, fonts);
		});
	});
	writeStructure(pdf, structure, document.lang, document.title);
	pdf.setCreator(words.maker);
	pdf.setProducer(words.maker);
	if (document.subject) pdf.setSubject(document.subject);
	return pdf.save({ addDefaultPage: false });
}

type Fonts = Map<Face, PDFFont>;

/** Only the faces that are used, and of those only the letters that are used. */
async function embed(pdf: PDFDocument, pages: Page[]): Promise<Fonts> {
	const lines = pages.flatMap((laid) => [...laid.texts.map(({ line }) => line), ...laid.footer.map(({ line }) => line)]);
	const used = new Set(lines.flatMap(({ pieces }) => pieces.map(({ face }) => face)));
	const fonts: Fonts = new Map();
	for (const face of used) fonts.set(face, await pdf.embedFont(face.bytes, { subset: true, features }));
	return fonts;
}

const raw = (onto: PDFPage, ...operators: [name: string, ...args: string[]][]): void =>
	onto.pushOperators(...operators.map(([name, ...args]) => PDFOperator.of(name as Op, args)));

/** What is drawn is no part of the text. */
function artifact(onto: PDFPage, begin: string, drawing: () => void): void {
	const words = begin.split(' ');
	raw(onto, [words.pop()!, ...words]);
	drawing();
	raw(onto, ['EMC']);
}

/** Text goes on the page in the order in which it is read; each stretch knows what it is part of. @returns the next free key */
function drawTexts(pdf: PDFDocument, onto: PDFPage, texts: PlacedText[], fonts: Fonts, firstKey: number): number {
	let key = firstKey;
	let mcid = 0;
	let open: Element | undefined;
	const into = (part: Element | undefined) => {
		if (part === open) return;
		if (open) raw(onto, ['EMC']);
		if (part) {
			const actual = part.actual ? ` /ActualText ${PDFHexString.fromText(part.actual)}` : '';
			raw(onto, ['BDC', `/${part.role}`, `<</MCID ${mcid}${actual}>>`]);
			part.kids.push({ page: onto, mcid: mcid++ });
		}
		open = part;
	};
	/* Of each text its last part that is something by itself: a link that goes on on the next line is still the same one. */
	const within = new Map<Element, { part: Element; href?: string }>();
	const part = (of: Element, piece: Piece): Element => {
		const last = within.get(of);
		const isSameLink = piece.href !== undefined && last?.href === piece.href;
		if (isSameLink || piece.actual === '') return last!.part;
		within.delete(of);
		if (piece.href === undefined && piece.actual === undefined) return of;
		const made = element(piece.href === undefined ? 'Span' : 'Link', of);
		if (piece.href === undefined) made.actual = piece.actual;
		within.set(of, { part: made, href: piece.href });
		return made;
	};
	for (const { line, x, y, height, style, of } of texts)
		for (const piece of line.pieces) {
			const inside = part(of, piece);
			into(inside);
			showPiece(onto, piece, x, y, piece.href ? { ...style, colour: styles.h2.colour } : style, fonts, height);
			if (!piece.href) continue;
			const [left, lower] = [x + piece.x, sheet.height - y - height];
			inside.kids.push(addLink(pdf, onto, piece.href, [left, lower, left + piece.width, lower + height], key++));
		}
	into(undefined);
	return key;
}

const number = (value: number): string => String(Number(value.toFixed(3)));

/** One piece of a line, its letters where the font wants them. */
function showPiece(
	onto: PDFPage,
	piece: Piece,
	x: number,
	y: number,
	style: { size: number; leading: number; colour: Colour },
	fonts: Fonts,
	height = style.leading
): void {
	const font = fonts.get(piece.face)!;
	/* The middle of the letters, between the line that they stand on and their top, is the middle of the line. */
	const baseline = sheet.height - y - height / 2 - style.size * 0.345;
	raw(
		onto,
		['BT'],
		['Tf', keyOf(onto, font).toString(), number(style.size)],
		['rg', ...style.colour.map(number)],
		['Td', number(x + piece.x), number(baseline)],
		['TJ', glyphs(font, piece)],
		['ET']
	);
}

/** The letters in the numbering of the embedded font, with what the font takes off or adds between two of them. */
function glyphs(font: PDFFont, { face, text }: Piece): string {
	const hex = font.encodeText(text).asString();
	const run = face.font.layout(text, features);
	let shown = '<';
	run.glyphs.forEach(({ advanceWidth }, index) => {
		shown += hex.slice(index * 4, index * 4 + 4);
		const closer = ((advanceWidth - run.positions[index]!.xAdvance) * 1000) / face.font.unitsPerEm;
		if (Math.abs(closer) > 0.5) shown += `> ${number(closer)} <`;
	});
	return `[${shown}>]`;
}

const keys = new WeakMap<PDFPage, Map<PDFFont, PDFName>>();

function keyOf(onto: PDFPage, font: PDFFont): PDFName {
	const known = keys.get(onto) ?? new Map<PDFFont, PDFName>();
	keys.set(onto, known);
	const key = known.get(font) ?? onto.node.newFontDictionary('F', font.ref);
	known.set(font, key);
	return key;
}

const ink = (name: Parameters<typeof colour>[0]) => rgb(...colour(name));

function roundedPath(width: number, height: number, radius: number): string {
	const r = Math.min(radius, width / 2, height / 2);
	return `M ${r} 0 H ${width - r} Q ${width} 0 ${width} ${r} V ${height - r} Q ${width} ${height} ${width - r} ${height} H ${r} Q 0 ${height} 0 ${height - r} V ${r} Q 0 0 ${r} 0 Z`;
}

function drawBox(onto: PDFPage, { look, x, y, width, height }: Box): void {
	const top = sheet.height - y;
	const place = { x, y: top };
	const whole = roundedPath(width, height, 8);
	switch (look) {
		case 'bar':
			return onto.drawSvgPath(roundedPath(width, height, 2), { ...place, color: ink('spark') });
		case 'proud':
			onto.drawSvgPath(whole, { ...place, color: ink('brand-soft') });
			return onto.drawSvgPath(roundedPath(5, height, 2.5), { ...place, color: ink('brand') });
		case 'calm':
			return onto.drawSvgPath(whole, { ...place, color: ink('paper'), borderColor: ink('line-soft'), borderWidth: 0.8 });
		case 'closed':
			return onto.drawSvgPath(whole, { ...place, borderColor: ink('line'), borderWidth: 1, borderDashArray: [4, 3] });
		case 'note':
			onto.drawSvgPath(whole, { ...place, color: ink('paper') });
			return onto.drawSvgPath(roundedPath(3, height, 1.5), { ...place, color: ink('spark') });
	}
}

/** The rosette of the portal, as on paper that is worth something: in the corner of the first page, or as the seal of a certificate. */
function rosette(onto: PDFPage, look: PdfDocument['look']): void {
	const at = look === 'certificate' ? { x: sheet.width - 108, y: sheet.height - 94 } : { x: sheet.width - 26, y: sheet.height - 22 };
	const wreath = (size: number, turn: number) => {
		for (let angle = turn; angle < turn + 180; angle += 15)
			onto.drawEllipse({ ...at, xScale: size, yScale: size * 0.35, rotate: degrees(angle), borderColor: ink('spark'), borderWidth: 0.5 });
	};
	const size = look === 'certificate' ? 54 : 104;
	wreath(size, 0);
	wreath(size * 0.62, 7.5);
}

/** The frame of a certificate. */
function frame(onto: PDFPage): void {
	const line = (inset: number, name: Parameters<typeof colour>[0], borderWidth: number) =>
		onto.drawSvgPath(roundedPath(sheet.width - 2 * inset, sheet.height - 2 * inset, 14), {
			x: inset,
			y: sheet.height - inset,
			borderColor: ink(name),
			borderWidth
		});
	line(24, 'brand', 2);
	line(30, 'spark', 0.8);
}
