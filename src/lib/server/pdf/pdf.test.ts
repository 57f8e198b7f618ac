import { PDFDict, PDFDocument, PDFName } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { all, readPdf, type ReadElement, type ReadPdf } from '../../../../tests/pdf';
import { makePdf, pdfResponse, type PdfDocument } from '.';
import { PdfNotMade, pool } from './pool';

/* A worker that starts on a busy computer takes seconds. */
const patience = 60_000;

const address = 'https://paspoort.voorbeeld.nl/controle/K7RD-2WMX-met-een-heel-lang-einde-dat-niet-meer-op-een-regel-past-hoe-breed-ook';
const document: PdfDocument = {
	title: 'Paspoort van Çağla',
	lang: 'nl',
	subject: 'Overstap naar mbo (tot 23)',
	footer: 'Paspoort van Çağla, editie 1',
	blocks: [
		{ kind: 'heading', level: 1, text: 'Çağla Yıldız', eyebrow: 'Overstap naar mbo' },
		{
			kind: 'card',
			look: 'proud',
			blocks: [
				{ kind: 'heading', level: 2, text: 'Dit moet je echt weten' },
				{ kind: 'list', mark: 'number', items: [{ text: 'Geef mij even tijd.' }, { text: 'Їжак любить ґанок і щастя.' }] }
			]
		},
		{ kind: 'heading', level: 2, text: 'Wie ben ik' },
		{ kind: 'heading', level: 3, text: 'Waar word je blij van?' },
		{ kind: 'paragraph', text: 'Van paarden 🐴 en van mijn zusje İpek.' },
		{ kind: 'list', items: [{ title: 'Ik ga door', text: 'Ook als het regent.' }, { text: 'Ik luister.' }] },
		{ kind: 'paragraph', text: 'Wat ik nog meer wil vertellen. '.repeat(250) },
		{ kind: 'facts', facts: [{ label: 'Gesprek', value: 'Op 3 maart 2026, met Marieke.' }] },
		{ kind: 'note', text: [{ text: 'Kijk op ' }, { text: address, href: address }, { text: ' of die nog geldt.' }] }
	]
};

describe('a PDF', () => {
	let made: Uint8Array;
	let pdf: ReadPdf;
	beforeAll(async () => {
		made = await makePdf(document);
		pdf = await readPdf(made);
	}, patience);

	it('is read aloud in order: headings, lists, language, title', () => {
		expect(pdf).toMatchObject({ title: 'Paspoort van Çağla', showsTitle: true, lang: 'nl', isTagged: true });
		expect(pdf.pages.length).toBeGreaterThan(1);

		const elements = pdf.pages.flatMap((page) => page.elements);
		const texts = (role: string) => all(elements, role).map(({ text }) => text.replace(/\s+/g, ' ').trim());
		expect(texts('H1')).toEqual(['Çağla Yıldız']);
		expect(texts('H2')).toEqual(['Dit moet je echt weten', 'Wie ben ik']);
		expect(texts('H3')).toEqual(['Waar word je blij van?']);
		expect(texts('Lbl')).toEqual(['1.', '2.', '•', '•', 'Gesprek']);
		expect(texts('LBody')).toEqual([
			'Geef mij even tijd.',
			'Їжак любить ґанок і щастя.',
			'Ik ga door Ook als het regent.',
			'Ik luister.',
			'Op 3 maart 2026, met Marieke.'
		]);
		expect(all(elements, 'LI').map(({ kids }) => kids.map(({ role }) => role))).toEqual(all(elements, 'LI').map(() => ['Lbl', 'LBody']));
		expect(texts('P').slice(0, 2)).toEqual(['Overstap naar mbo', 'Van paarden [emoji] en van mijn zusje İpek.']);
	});

	it('has a footer on each page that is not read aloud', () => {
		const { pages } = pdf;
		const read = (elements: ReadElement[]): string => elements.map(({ text }) => text).join('\n');
		pages.forEach(({ text, elements }, index) => {
			expect(text).toContain(`Bladzijde ${index + 1} van ${pages.length}`);
			expect(text).toContain('Paspoort van Çağla, editie 1');
			expect(read(elements)).not.toContain('Bladzijde');
		});
	});

	it('has a link that can be followed, also where it goes on on the next line', () => {
		const { pages } = pdf;
		const links = pages.flatMap((page) => page.links);
		expect(links.length).toBeGreaterThan(1);
		expect(new Set(links)).toEqual(new Set([address]));
		expect(all(pages.at(-1)!.elements, 'Link').map(({ text }) => text.replace(/\s/g, ''))).toEqual([address]);
	});

	it('keeps the real characters behind what could not be printed', async () => {
		const loaded = await PDFDocument.load(made);
		const actual = loaded.context
			.enumerateIndirectObjects()
			.flatMap(([, object]) => (object instanceof PDFDict ? [object.get(PDFName.of('ActualText'))] : []))
			.flatMap((text) => (text && 'decodeText' in text ? [(text as { decodeText(): string }).decodeText()] : []));
		expect(actual).toEqual(['🐴']);
		const pages = loaded.getPages();
		expect(pages.map(({ node }) => node.get(PDFName.of('Tabs'))?.toString())).toEqual(pages.map(() => '/S'));
	});

	it('is small: only the letters that are used go along', () => {
		expect(made.byteLength).toBeLessThan(40_000);
	});

	it('goes to the browser under its name, in letters that every browser knows and in its own', { timeout: patience }, async () => {
		const response = await pdfResponse({ ...document, blocks: [] }, 'Paspoort van Çağla, "editie" 1/2');
		expect(response.headers.get('content-type')).toBe('application/pdf');
		expect(response.headers.get('content-disposition')).toBe(
			`attachment; filename="Paspoort van Cagla, editie 1 2.pdf"; filename*=UTF-8''Paspoort%20van%20%C3%87a%C4%9Fla%2C%20editie%201%202.pdf`
		);
	});
});

describe('making it', () => {
	const words = { page: '{page}', emoji: '', letters: '', maker: '' };
	const limits = { workers: 1, waiting: 1, milliseconds: 30_000, idle: 1000, megabytes: 256 };
	const long: PdfDocument = { ...document, blocks: [{ kind: 'paragraph', text: 'Ik vertel nog iets over mijn week. '.repeat(8000) }] };

	it('leaves the portal free to answer', { timeout: patience }, async () => {
		await makePdf({ ...document, blocks: [] });
		let longest = 0;
		let before = performance.now();
		const ticking = setInterval(() => {
			longest = Math.max(longest, performance.now() - before);
			before = performance.now();
		}, 5);
		const started = performance.now();
		const { pages } = await makePdf(long)
			.then((made) => PDFDocument.load(made))
			.then((pdf) => ({ pages: pdf.getPageCount() }));
		const lasted = performance.now() - started;
		clearInterval(ticking);
		expect(pages).toBeGreaterThan(60);
		/* On the main thread the longest silence would be nearly all of it. */
		expect(longest / lasted).toBeLessThan(0.4);
	});

	it('ends when it takes too long, and the next one is made', { timeout: patience }, async () => {
		const hurried = pool({ ...limits, milliseconds: 1 });
		await expect(hurried({ document: long, words })).rejects.toMatchObject({ name: 'PdfNotMade', why: 'late' });
		expect((await makePdf(document)).byteLength).toBeGreaterThan(1000);
	});

	const small = pool(limits);

	it('says so when too many are waiting', { timeout: patience }, async () => {
		const made = [small({ document, words }), small({ document, words })];
		await expect(small({ document, words })).rejects.toMatchObject({ why: 'busy' });
		expect((await Promise.all(made)).map((each) => each.byteLength > 1000)).toEqual([true, true]);
	});

	it('that fails says where, never what was written, and the worker goes on', { timeout: patience }, async () => {
		const wrong = { ...document, blocks: [{ kind: 'paragraph', text: { geheim: 'niet voor het logboek' } }] } as never;
		const error = await small({ document: wrong, words }).catch((cause: unknown) => cause);
		expect(error).toBeInstanceOf(PdfNotMade);
		expect(error).toMatchObject({ why: 'failed' });
		expect(JSON.stringify(error)).not.toContain('geheim');
		expect((await small({ document, words })).byteLength).toBeGreaterThan(1000);
	});
});
