import { describe, expect, it } from 'vitest';
import { firstInstrument, newest } from '$lib/instruments';
import type { Block } from '$lib/server/pdf/document';
import { demoAnswers } from '../../../tests/demo-answers';
import { editionDocument, type EditionOnPaper } from './edition-document';
import { sensitivePart } from './edition-rules';
import type { EditionLine } from './server';

const instrument = newest(firstInstrument);
const person = { name: 'Noah de Wit', called: 'Noah', pronouns: 'hen/diens' };

/** Everything that Noah answered, as the lines of an edition, with the mentor's words. */
const lines: EditionLine[] = [
	...instrument.questions.flatMap((q): EditionLine[] => {
		const value = demoAnswers.noah![q.key];
		if (value === undefined || typeof value === 'string') return [];
		const part = q.sensitive ? sensitivePart(q.key) : q.choice ? `keuze${q.choice}` : q.part;
		return [{ part, kind: 'answer', about: q.key, value, changedAfterTalk: q.key === 'blij' }];
	}),
	{ part: 'opmerkingen', kind: 'remark', about: 'wie', value: { text: 'Noah weet goed wat helpt.' }, changedAfterTalk: false }
];
const parts = [...new Set(lines.map(({ part }) => part))].map((part, index) => ({ part, fingerprint: `${index}`.repeat(64).slice(0, 64) }));

const edition: EditionOnPaper = {
	person,
	instrument,
	number: 2,
	agreedAt: '2026-03-05T09:40:00Z',
	talk: { mentor: 'Youssef Amrani', from: 'ROC Tweestromen', heldOn: '2026-03-03', signedAt: '2026-03-04T12:00:00Z' },
	lines,
	parts,
	reader: 'owner',
	madeOn: '2026-03-06'
};

/** All that can be read, in the order in which it stands there. */
function words(block: Block): string[] {
	switch (block.kind) {
		case 'heading':
			return [block.eyebrow ?? '', block.text];
		case 'list':
			return block.items.flatMap(({ title, text }) => [title ?? '', text ?? '']);
		case 'facts':
			return block.facts.flatMap(({ label, value }) => [label, value]);
		case 'card':
			return block.blocks.flatMap(words);
		default:
			return [typeof block.text === 'string' ? block.text : block.text.map(({ text }) => text).join('')];
	}
}
const read = (paper: EditionOnPaper) => editionDocument(paper).blocks.flatMap(words);
const headings = (paper: EditionOnPaper) =>
	editionDocument(paper).blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block.text] : []));

describe('an edition on paper', () => {
	it('says whose it is: the name as called, the whole name, the pronouns', () => {
		const { blocks } = editionDocument(edition);
		expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1, text: 'Noah' });
		expect(blocks[1]).toMatchObject({ text: 'Noah de Wit · hen/diens · Editie 2' });
		expect(read({ ...edition, person: { ...person, pronouns: '' } })).toContain('Noah de Wit · Editie 2');
	});

	it('has the four parts in their order, and then how it came about', () => {
		const sections = instrument.sections.filter(({ onTop }) => !onTop).map(({ title }) => title);
		expect(headings(edition).filter((title) => sections.includes(title))).toEqual(sections);
		expect(headings(edition).at(-1)).toBe('Hoe dit paspoort er kwam');
	});

	it('says when the talk was, who signed and when, and when the young person agreed', () => {
		const text = read(edition).join('\n');
		expect(text).toContain('Op 3 maart 2026, met Youssef Amrani van ROC Tweestromen.');
		expect(text).toContain('Op 4 maart 2026 door Youssef Amrani');
		expect(text).toContain('Op 5 maart 2026 door Noah.');
		expect(read({ ...edition, talk: null })).toContain('Zonder gesprek akkoord gegeven.');
	});

	it('has the three sentences on top, where they are shared', () => {
		const three = ['Geef mij even tijd.', 'Bel niet, maar app.', 'Ik lach veel.'];
		const kern: EditionLine = {
			part: 'kern',
			kind: 'answer',
			about: 'drie-zinnen',
			value: { sentences: three },
			changedAfterTalk: false
		};
		const others = lines.filter(({ part }) => part !== 'kern');
		const { blocks } = editionDocument({ ...edition, lines: [...others, kern] });
		expect(blocks[2]).toEqual({
			kind: 'card',
			look: 'proud',
			blocks: [
				{ kind: 'heading', level: 2, text: 'Dit moet je echt weten' },
				{ kind: 'list', mark: 'number', look: 'lead', items: three.map((text) => ({ text })) }
			]
		});
		expect(JSON.stringify(editionDocument({ ...edition, lines: others }))).not.toContain('Dit moet je echt weten');
	});

	it('marks what was changed after the talk', () => {
		expect(read(edition).filter((text) => text === 'Veranderd na het gesprek')).toHaveLength(1);
	});
});

describe('an edition on paper for somebody it was shared with', () => {
	const shared = lines.filter(({ part }) => part === 'kan' || part === 'keuze2');
	const paper: EditionOnPaper = {
		...edition,
		lines: shared,
		reader: 'recipient',
		check: { code: 'K7RD-2WMX', until: '2026-11-01', address: 'https://paspoort.voorbeeld.nl/controle/K7RD-2WMX' }
	};

	it('has exactly the shared parts, and nothing that tells what was left out', () => {
		expect(headings(paper)).toEqual(['Wat kan ik', 'Gekozen opleiding', 'Hoe dit paspoort er kwam']);
		const text = JSON.stringify(editionDocument(paper));
		const hidden = lines
			.filter((line) => !shared.includes(line))
			.flatMap(({ value }) => ('text' in value && value.text.length > 20 ? [value.text] : []));
		expect(hidden.filter((value) => text.includes(JSON.stringify(value).slice(1, -1)))).toEqual([]);
		expect(text).not.toMatch(/Tweede keuze|Eerste keuze|keuze2|opmerkingen|gevoelig/);
	});

	it('has the fingerprints of the shared parts only', () => {
		const facts = editionDocument(paper).blocks.at(-1);
		expect(facts).toMatchObject({ kind: 'facts' });
		expect(words(facts!).filter((_, index) => index % 2 === 0)).toEqual(['Wat kan ik', 'Gekozen opleiding']);
		expect(words(facts!)[1]).toMatch(/^\d{4} \d{4} \d{4}$/);
		expect(read({ ...paper, parts: [] })).not.toContain('Vingerafdrukken');
	});

	it('says where to look whether the consent still holds, here and below each page', () => {
		expect(read(paper)).toContain(
			'Gemaakt op 6 maart 2026, toestemming geldig tot en met 1 november 2026. Kijk op https://paspoort.voorbeeld.nl/controle/K7RD-2WMX of die nog geldt.'
		);
		expect(editionDocument(paper).footer).toContain('https://paspoort.voorbeeld.nl/controle/K7RD-2WMX');
		expect(read(edition)).toContain('Gemaakt op 6 maart 2026.');
	});
});
