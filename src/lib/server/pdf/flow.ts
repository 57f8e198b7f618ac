/** Blocks into one long strip of lines, boxes and space, with the structure of what they say. */
import type { Block, ListItem, Span } from './document';
import type { Typesetter } from './fonts';
import { page, styles, type Style } from './look';
import { element, type Element } from './tagged';
import { wrap, type Line } from './wrap';

/** A line of text where it stands on the strip. */
export interface Text {
	x: number;
	/** How far below the top of its piece. */
	down?: number;
	line: Line;
	style: Style;
	/** What it is part of. */
	of: Element;
}

export type BoxLook = 'proud' | 'calm' | 'closed' | 'note';

/** The smallest part of the strip: it stands on one page. */
export type Piece = {
	height: number;
	/** No page may end here: it belongs to what follows. */
	keep: boolean;
} & (
	| { kind: 'text'; texts: Text[] }
	/** Nothing, and at the top of a page not even that. */
	| { kind: 'space' }
	/** The start of a heading of a part. */
	| { kind: 'bar' }
	| { kind: 'open'; look: BoxLook; x: number; width: number }
	| { kind: 'close' }
);

interface Column {
	x: number;
	width: number;
}

const padding = 16;
const indent = 18;

/** The strip of a document, and the structure that its lines are part of. */
export function flow(blocks: readonly Block[], typesetter: Typesetter): { strip: Piece[]; structure: Element } {
	const strip: Piece[] = [];
	const structure = element('Document');

	/** Space between two that belong together belongs to them. */
	const space = (height: number, keep = strip.at(-1)?.keep ?? false) => void strip.push({ kind: 'space', height, keep });

	/** Lines of one text; the first two and the last two stay together. */
	const lines = (of: Element, text: string | Span[], style: Style, column: Column, keepAll = false): void => {
		const made = wrap(text, style, column.width, typesetter);
		made.forEach((line, index) =>
			strip.push({
				kind: 'text',
				height: style.leading,
				keep: keepAll || (made.length > 1 && (index === 0 || index === made.length - 2)),
				texts: [{ x: column.x, line, style, of }]
			})
		);
	};

	const heading = (parent: Element, block: Extract<Block, { kind: 'heading' }>, column: Column, first: boolean) => {
		if (!block.text.trim()) return;
		if (block.level === 2) {
			if (!first) space(22);
			if (parent === structure) strip.push({ kind: 'bar', height: 11, keep: true });
		} else if (!first) space(block.level === 1 ? 28 : 11);
		if (block.eyebrow) lines(element('P', parent), block.eyebrow, styles.eyebrow, column, true);
		lines(element(`H${block.level}`, parent), block.text, styles[`h${block.level}`], column, true);
		space([0, 14, 6, 1][block.level]!, true);
	};

	const item = (list: Element, { title, text }: ListItem, mark: string, look: Style, column: Column) => {
		const li = element('LI', list);
		const inner = mark ? { x: column.x + indent, width: column.width - indent } : column;
		const start = strip.length;
		const label = mark ? element('Lbl', li) : undefined;
		const body = element('LBody', li);
		if (title) lines(body, title, { ...look, bold: true }, inner, Boolean(text));
		if (text) lines(body, text, look, inner);
		const first = strip[start];
		if (label && first?.kind === 'text')
			first.texts.unshift({
				x: column.x,
				line: wrap(mark, styles.mark, indent, typesetter)[0]!,
				style: { ...look, ...markLook },
				of: label
			});
	};
	const markLook = { bold: true, colour: styles.mark.colour };

	const list = (parent: Element, block: Extract<Block, { kind: 'list' }>, column: Column) => {
		const items = block.items.filter(({ title, text }) => title?.trim() || text?.trim());
		if (items.length === 0) return;
		const of = element('L', parent);
		const mark = block.mark ?? 'point';
		if (mark !== 'none') of.numbering = mark === 'number' ? 'Decimal' : 'Disc';
		items.forEach((it, index) => {
			if (index > 0) space(mark === 'none' || block.look === 'lead' ? 7 : 3);
			const sign = mark === 'number' ? `${index + 1}.` : mark === 'point' ? '•' : '';
			item(of, it, sign, block.look === 'lead' ? styles.lead : styles.text, column);
			/* As with the lines of a text: no point stands alone. */
			if (items.length > 1 && (index === 0 || index === items.length - 2)) strip.at(-1)!.keep = true;
		});
	};

	/** Label and value side by side, line by line. */
	const facts = (parent: Element, { facts: rows, look }: Extract<Block, { kind: 'facts' }>, column: Column) => {
		const of = element('L', parent);
		const [labelStyle, valueStyle] = look === 'small' ? [styles.small, styles.small] : [styles.label, styles.text];
		/* As wide as the longest label, but no more than leaves room for the values. */
		const longest = Math.max(
			0,
			...rows.flatMap(({ label }) => wrap(label, labelStyle, column.width, typesetter)).map(({ width }) => width)
		);
		const labels = Math.min(Math.max(longest, 84), column.width * (look === 'small' ? 0.7 : 0.45)) + 16;
		rows.forEach(({ label, value }, row) => {
			const li = element('LI', of);
			const [lbl, body] = [element('Lbl', li), element('LBody', li)];
			const left = wrap(label, labelStyle, labels - 15, typesetter);
			const right = wrap(value, valueStyle, column.width - labels, typesetter);
			if (row > 0) space(look === 'small' ? 1 : 3);
			/* The whole label comes before the value, as it is read; its next lines hang beside those of the value. */
			const { leading } = valueStyle;
			for (let index = 0; index < Math.max(left.length, right.length); index++) {
				const texts: Text[] = [];
				if (index === 0) left.forEach((line, at) => texts.push({ x: column.x, down: at * leading, line, style: labelStyle, of: lbl }));
				if (right[index]) texts.push({ x: column.x + labels, line: right[index]!, style: valueStyle, of: body });
				strip.push({ kind: 'text', height: leading, keep: index < Math.max(left.length, Math.min(right.length, 2)) - 1, texts });
			}
		});
	};

	const box = (look: BoxLook, column: Column, fill: (inner: Column) => void) => {
		const left = look === 'proud' ? padding + 6 : padding;
		strip.push({ kind: 'open', look, x: column.x, width: column.width, height: padding - 4, keep: true });
		const start = strip.length;
		fill({ x: column.x + left, width: column.width - left - padding });
		if (strip.length === start) {
			strip.pop();
			return;
		}
		strip.at(-1)!.keep = true;
		strip.push({ kind: 'close', height: padding - 2, keep: false });
	};

	const all = (parent: Element, blocksHere: readonly Block[], column: Column) => {
		const start = strip.length;
		for (const block of blocksHere) {
			const first = strip.length === start;
			const previous = strip.at(-1);
			/* After a heading its own space is enough. */
			const gap = (height: number) => {
				if (!first && !(previous?.kind === 'space' && previous.keep)) space(previous?.kind === 'close' ? Math.max(height, 14) : height);
			};
			switch (block.kind) {
				case 'heading':
					heading(parent, block, column, first);
					break;
				case 'paragraph':
					gap(8);
					lines(element('P', parent), block.text, styles[block.look ?? 'text'], column);
					break;
				case 'list':
					gap(6);
					list(parent, block, column);
					break;
				case 'facts':
					gap(8);
					facts(parent, block, column);
					break;
				case 'note':
					gap(12);
					box('note', column, (inner) => lines(element('P', parent), block.text, styles.soft, inner));
					break;
				case 'card': {
					gap(12);
					const of = element('Sect', parent);
					box(block.look, column, (inner) => all(of, block.blocks, inner));
				}
			}
		}
	};

	all(structure, blocks, { x: page.left, width: page.width - page.left - page.right });
	return { strip, structure };
}
