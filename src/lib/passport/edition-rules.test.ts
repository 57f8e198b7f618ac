import { describe, expect, it } from 'vitest';
import { firstInstrument, newest } from '$lib/instruments';
import { blocksOf, partLabel } from './edition-rules';
import type { EditionLine } from './server';

const instrument = newest(firstInstrument);
const line = (part: string, about: string, value: EditionLine['value'], more: Partial<EditionLine> = {}): EditionLine => ({
	part,
	about,
	value,
	kind: 'answer',
	changedAfterTalk: false,
	...more
});

describe('a part in words', () => {
	it('is a section by its title and a sensitive answer by its question', () => {
		expect(partLabel('wie', instrument)).toBe('Wie ben ik');
		expect(partLabel('gevoelig:thuis', instrument)).toBe(instrument.questions.find((q) => q.key === 'thuis')!.text);
		expect(partLabel('keuze2', instrument)).toBe('Tweede keuze');
	});

	it('has words for every part that an edition of this instrument can have', () => {
		const parts = [
			...instrument.sections.map((s) => s.key),
			...instrument.questions.filter((q) => q.sensitive).map((q) => `gevoelig:${q.key}`),
			'keuze1',
			'keuze2',
			'opmerkingen'
		];
		for (const part of parts) expect(partLabel(part, instrument)).not.toBe(part);
	});
});

describe('an edition as it reads', () => {
	const lines = [
		line('wie', 'blij', { text: 'Tekenen.' }),
		line('wil', 'werk-later', { text: 'Kok.' }, { changedAfterTalk: true }),
		line('keuze1', 'keuze1', { course: 'Kok (mbo 2)', school: '' }),
		line('wil', 'spannend', { text: 'Reizen.' }),
		line('gevoelig:thuis', 'thuis', { text: 'Het is druk.' }),
		line('gevoelig:gezondheid', 'gezondheid', { text: 'Ik heb een bril.' }),
		line('heb', 'over-een-jaar', { text: 'Mijn diploma.' }),
		line('opmerkingen', 'wil', { text: 'Goed voorbereid.' }, { kind: 'remark' }),
		line('anders', '', { text: 'Ik twijfel nog.' }, { kind: 'different' })
	];

	it('has a course choice apart, one block of sensitive answers, and the remarks at the end', () => {
		const blocks = blocksOf(lines, instrument, 'owner');
		expect(blocks.map((b) => [b.kind, b.items.length])).toEqual([
			['section', 1],
			['section', 2],
			['choice', 1],
			['section', 1],
			['sensitive', 2],
			['remarks', 1],
			['different', 1]
		]);
		expect(blocks[1]!.items.map((i) => i.changedAfterTalk)).toEqual([true, false]);
		expect(blocks[5]!.items.map((i) => i.title)).toEqual(['Wat wil ik']);
		expect(blocks[6]!.title).toBe('Ik zie dit anders');
	});

	it('begins with the three sentences, whenever they were asked', () => {
		const sentences = ['Ik lees langzaam.', 'Ik werk hard.'];
		for (const reader of ['owner', 'recipient'] as const) {
			const [first] = blocksOf([...lines, line('kern', 'drie-zinnen', { sentences })], instrument, reader);
			expect(first).toMatchObject({ title: 'Dit moet je echt weten', onTop: true });
			expect(first!.items).toEqual([{ title: undefined, lines: sentences.map((text) => ({ text })), changedAfterTalk: false }]);
		}
	});

	it('shows a recipient nothing of what was not shared', () => {
		const blocks = blocksOf(
			lines.filter((l) => l.part === 'wie' || l.part === 'opmerkingen'),
			instrument,
			'recipient'
		);
		expect(blocks.map((b) => b.title)).toEqual(['Wie ben ik', 'Wat de mentor schreef']);
		expect(JSON.stringify(blocks)).not.toContain('Wat wil ik');
	});

	it('does not tell a recipient of one choice whether it is the first or the second', () => {
		const one = (part: string) =>
			blocksOf(
				[line(part, part, { course: 'Kok (mbo 2)', school: '' }), line(part, `${part}-waarom`, { text: 'Ik kook graag.' })],
				instrument,
				'recipient'
			);
		expect(one('keuze2')).toEqual(one('keuze1'));
		expect(JSON.stringify(one('keuze2'))).not.toMatch(/eerste|tweede/i);
	});

	it('tells who was given both choices which is which', () => {
		const both = blocksOf(
			['keuze2', 'keuze1'].map((part) => line(part, part, { course: 'Kok', school: '' })),
			instrument,
			'recipient'
		);
		expect(both.map((b) => b.title)).toEqual(['Eerste keuze', 'Tweede keuze']);
	});
});
