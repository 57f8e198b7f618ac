import { describe, expect, it } from 'vitest';
import type { Block, PdfDocument } from './document';
import { typesetter } from './fonts';
import { layOut, type PlacedText } from './layout';
import { edges, page } from './look';
import { wrap } from './wrap';

const words = { page: 'Bladzijde {page} van {pages}', emoji: '[emoji]', letters: '[andere letters]', maker: 'Proef' };
const letters = typesetter(words);

const said = ({ line }: { line: PlacedText['line'] }): string => line.pieces.map(({ text }) => text).join('');
const lay = (blocks: Block[], more: Partial<PdfDocument> = {}) => layOut({ blocks, ...more }, words, letters);
const sentence = (number: number): string => `Zin ${number} gaat over wat ik graag doe als het regent en niemand kijkt. `;
const paragraph = (sentences: number): Block => ({
	kind: 'paragraph',
	text: Array.from({ length: sentences }, (_, number) => sentence(number)).join('')
});

describe('words in lines', () => {
	const lines = (text: string, width = 200) => wrap(text, { size: 11, bold: false }, width, letters);
	const texts = (text: string, width?: number) => lines(text, width).map((line) => said({ line }));

	it('fit in their column, and no word is lost', () => {
		const text = 'Ik werk het liefst waar het rustig is, met één ander, en dan nog het liefst buiten.';
		const made = lines(text);
		expect(made.length).toBeGreaterThan(1);
		expect(made.map((line) => said({ line })).join('')).toBe(text);
		/* The space at the end of a line may stick out: it cannot be seen. */
		expect(Math.max(...made.map(({ width }) => width))).toBeLessThan(200 + 4);
	});

	it('a very long word is cut where the line ends, without a hyphen', () => {
		const word = 'wie-ben-ik'.replaceAll('-', '').repeat(60);
		const made = lines(`Zo: ${word} en verder`);
		expect(made.map((line) => said({ line })).join('')).toBe(`Zo: ${word} en verder`);
		expect(Math.max(...made.map(({ width }) => width))).toBeLessThan(200 + 4);
	});

	it('a hyphen or a slash between letters is a place to go on', () => {
		expect(texts('voorbeeldschool-praktijkonderwijs', 120)).toEqual(['voorbeeldschool-', 'praktijkonderwijs']);
		expect(texts('https://paspoort.nl', 400)).toEqual(['https://paspoort.nl']);
	});

	it('a line break that was typed stays, and many empty lines are one', () => {
		expect(texts('\n\nEen\nTwee\n\n\n\nDrie  vier\n\n')).toEqual(['Een', 'Twee', '', 'Drie vier']);
	});

	it('nothing to read makes no line', () => {
		expect(texts('')).toEqual([]);
		expect(texts(' \n\t ')).toEqual([]);
	});
});

describe('letters', () => {
	it('of Dutch, Turkish, Ukrainian, Polish, Greek and Vietnamese are there, regular and bold', () => {
		const all = ['één ïdee, façade – “zó” €5 ½', 'ğüşöçıİĞŞ Iğdır', 'Їжак є ґанок, щастя', 'zażółć gęślą jaźń', 'Ελλάδα', 'Nguyễn Thị Ước'];
		for (const text of all)
			for (const bold of [false, true]) expect(letters.set(text, bold).filter(({ actual }) => actual !== undefined)).toEqual([]);
	});

	it('with a loose accent are put together', () => {
		expect(said({ line: wrap('cafe\u0301', { size: 11, bold: false }, 200, letters)[0]! })).toBe('café');
	});

	it('that nobody can print become a word, with what was written behind it', () => {
		const [line] = wrap('Paarden 🐴👩‍🚀🇳🇱 en مرحبا!', { size: 11, bold: false }, 400, letters);
		expect(said({ line: line! })).toBe('Paarden [emoji] en [andere letters]!');
		expect(line!.pieces.flatMap(({ actual }) => (actual ? [actual] : []))).toEqual(['🐴👩‍🚀🇳🇱', 'مرحبا']);
	});

	it('that are half or invisible are left out', () => {
		expect(said({ line: wrap('a\uD83Db\u0000c\u200Bd\u202Ee\u00ADf', { size: 11, bold: false }, 200, letters)[0]! })).toBe('abcdef');
	});
});

describe('pages', () => {
	it('thirty pages have all words in order, inside the margins, each with its number', () => {
		const { pages } = lay([paragraph(1800)], { footer: 'Paspoort van Mila' });
		expect(pages.length).toBeGreaterThan(30);
		expect(pages.flatMap(({ texts }) => texts.map(said)).join('')).toBe(
			Array.from({ length: 1800 }, (_, number) => sentence(number))
				.join('')
				.trimEnd()
		);
		for (const { texts, footer } of pages) {
			for (const { y, height, x } of texts) {
				expect(y).toBeGreaterThanOrEqual(edges.plain.top);
				expect(y + height).toBeLessThanOrEqual(page.height - edges.plain.bottom);
				expect(x).toBeGreaterThanOrEqual(page.left);
			}
			expect(said(footer[0]!)).toBe('Paspoort van Mila');
		}
		expect(said(pages[1]!.footer.at(-1)!)).toBe(`Bladzijde 2 van ${pages.length}`);
	});

	it('a heading is never the last of a page, and no line stands alone', () => {
		for (let filler = 30; filler < 46; filler++) {
			const lines = Array.from({ length: filler }, (_, number) => `Regel ${number}`).join('\n');
			const { pages } = lay([
				{ kind: 'paragraph', text: lines },
				{ kind: 'heading', level: 2, text: 'Wat kan ik' },
				{ kind: 'heading', level: 3, text: 'Waar ben je trots op?' },
				paragraph(3)
			]);
			for (const { texts } of pages) {
				expect(texts.at(-1)!.of.role, `after ${filler} lines`).toBe('P');
				const under = texts.filter(({ of }) => of === texts.at(-1)!.of);
				expect(under.length, `after ${filler} lines`).toBeGreaterThan(1);
			}
		}
	});

	it('no point of a list stands alone on a page', () => {
		for (let filler = 34; filler < 46; filler++) {
			const { pages } = lay([
				{ kind: 'paragraph', text: Array.from({ length: filler }, (_, number) => `Regel ${number}`).join('\n') },
				{ kind: 'heading', level: 3, text: 'Hoe leer jij het best?' },
				{ kind: 'list', items: ['Kijken', 'Doen', 'Praten', 'Lezen', 'Wachten'].map((text) => ({ text })) }
			]);
			const points = pages.map(({ texts }) => texts.filter(({ of }) => of.role === 'Lbl').length).filter((count) => count > 0);
			expect(Math.min(...points), `after ${filler} lines`).toBeGreaterThan(1);
		}
	});

	it('what is kept together but is longer than a page goes on on the next', () => {
		const { pages } = lay([{ kind: 'heading', level: 2, text: 'Een vraag die niet ophoudt. '.repeat(300) }, paragraph(1)]);
		expect(pages.length).toBeGreaterThan(1);
		expect(Math.max(...pages.flatMap(({ texts }) => texts.map(({ y, height }) => y + height)))).toBeLessThanOrEqual(
			page.height - edges.plain.bottom
		);
	});

	it('a box goes on on the next page', () => {
		const { pages } = lay([{ kind: 'card', look: 'closed', blocks: [paragraph(130)] }]);
		expect(pages.length).toBeGreaterThan(2);
		for (const { boxes, texts } of pages) {
			expect(boxes).toHaveLength(1);
			const [box] = boxes;
			for (const { y, height } of texts) {
				expect(y).toBeGreaterThan(box!.y);
				expect(y + height).toBeLessThanOrEqual(box!.y + box!.height);
			}
		}
	});

	it('what is empty takes no room and no part in the structure', () => {
		const empty: Block[] = [
			{ kind: 'heading', level: 1, text: ' ' },
			{ kind: 'paragraph', text: '' },
			{ kind: 'list', items: [{ text: '' }, {}] },
			{ kind: 'facts', facts: [] },
			{ kind: 'card', look: 'calm', blocks: [{ kind: 'paragraph', text: '\n' }] },
			{ kind: 'note', text: '' }
		];
		const { pages } = lay(empty);
		expect(pages).toHaveLength(1);
		expect(pages[0]!.texts).toEqual([]);
		expect(pages[0]!.boxes).toEqual([]);
		expect(lay([]).pages).toHaveLength(1);
	});
});
