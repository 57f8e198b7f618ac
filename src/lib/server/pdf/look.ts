/** How every paper looks: sizes in points, and the colours of the portal's own theme. */
import { readFileSync } from 'node:fs';

/** A4; left and right the same on every paper. */
export const page = { width: 595.28, height: 841.89, left: 62, right: 62 };

/** What stays free above and below, and how far from the lower edge the footer begins. */
export interface Edges {
	top: number;
	bottom: number;
	footer: number;
}

export const edges: Record<'plain' | 'certificate', Edges> = {
	plain: { top: 62, bottom: 74, footer: 46 },
	certificate: { top: 96, bottom: 88, footer: 62 }
};

export type Colour = [red: number, green: number, blue: number];
type Name = 'ink' | 'ink-soft' | 'line' | 'line-soft' | 'brand' | 'brand-soft' | 'surface' | 'paper' | 'spark';

const tokens = readFileSync(new URL('../../theme/tokens.css', import.meta.url), 'utf8');

/** A colour of the theme for light screens, which comes first in its file. A region that takes other colours has them on paper too. */
export function colour(name: Name): Colour {
	const hex = tokens.match(new RegExp(`--pvs-${name}:\\s*#([0-9a-f]{3}|[0-9a-f]{6});`, 'i'))?.[1];
	if (!hex) throw new Error(`the theme has no colour ${name}`);
	const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit) : hex.match(/../g)!;
	return digits.map((pair) => parseInt(pair, 16) / 255) as Colour;
}

export interface Style {
	size: number;
	leading: number;
	bold: boolean;
	colour: Colour;
}

const style = (size: number, leading: number, name: Name, bold = false): Style => ({ size, leading, bold, colour: colour(name) });

export const styles = {
	text: style(11, 16.5, 'ink'),
	lead: style(13, 20, 'ink'),
	soft: style(10, 15, 'ink-soft'),
	eyebrow: style(10.5, 15, 'brand', true),
	h1: style(28, 35, 'brand', true),
	h2: style(17, 23, 'brand', true),
	h3: style(10.5, 15.5, 'ink-soft', true),
	label: style(10.5, 16.5, 'ink-soft', true),
	small: style(9, 13.5, 'ink-soft'),
	mark: style(11, 16.5, 'brand', true),
	footer: style(8.5, 12, 'ink-soft')
};
