/** What an attacker writes stays text: on a page, in a PDF, in a mail; docs/threats.md says of every risk which test shows it. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import ErrorSummary from '$lib/components/ErrorSummary.svelte';
import SummaryList from '$lib/components/SummaryList.svelte';
import TextArea from '$lib/components/TextArea.svelte';
import TextField from '$lib/components/TextField.svelte';
import AnswerLines from '$lib/passport/AnswerLines.svelte';
import EditionView from '$lib/passport/EditionView.svelte';
import { name } from '$lib/server/mail/kind';
import { makePdf } from '$lib/server/pdf';
import Replies from '$lib/support/Replies.svelte';
import config from '../../svelte.config.js';
import { readPdf } from '../pdf';
import { sources } from './sources';

const evil = `"'></p></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>{7*7}`;

const code = sources('src', '.ts', '.svelte', '.html', '.js');
const having = (pattern: RegExp) => code.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe('XSS', () => {
	test('no line of the portal makes HTML or a program of a text', () => {
		const makes =
			/\{@html|\b(innerHTML|outerHTML|insertAdjacentHTML|srcdoc|createContextualFragment)\b|document\.write|\beval\(|new Function\(|['"`]javascript:/;
		expect(makes.test('element.innerHTML = said;') && makes.test('{@html said}')).toBe(true);
		expect(having(makes)).toEqual([]);
	});

	test('the browser runs only scripts of the portal, each with a number of its own', () => {
		const { mode, directives } = config.kit!.csp!;
		expect(mode).toBe('nonce');
		expect(directives).toMatchObject({ 'default-src': ['none'], 'script-src': ['self'], 'base-uri': ['none'], 'form-action': ['self'] });
		expect(JSON.stringify(directives)).not.toMatch(/unsafe-(inline|eval)|https?:|\*/);
	});

	const line = { title: evil, text: evil };
	const shown: [string, () => { head: string; body: string }][] = [
		['an answer', () => render(AnswerLines, { props: { lines: [{ text: evil }] } })],
		['answers with titles', () => render(AnswerLines, { props: { lines: [line, line], lang: evil } })],
		[
			'an edition',
			() =>
				render(EditionView, {
					props: {
						blocks: [
							{
								kind: 'section',
								title: evil,
								intro: evil,
								onTop: false,
								items: [{ title: evil, lines: [line], changedAfterTalk: true, followUps: [evil] }]
							}
						] as never,
						followUps: true
					}
				})
		],
		[
			'what an intaker wrote',
			() => render(Replies, { props: { replies: [{ author: evil, from: evil, text: evil, on: evil, changedOn: evil }] } })
		],
		['a list of facts', () => render(SummaryList, { props: { rows: [{ term: evil, value: evil, note: evil }] as never } })],
		[
			'a field that gives back what was typed',
			() => render(TextField, { props: { name: 'x', label: evil, value: evil, error: evil } as never })
		],
		[
			'a long field that gives back what was typed',
			() => render(TextArea, { props: { name: 'x', label: evil, value: evil, error: evil } as never })
		],
		['what has to be mended', () => render(ErrorSummary, { props: { errors: [{ field: 'x', message: evil }] } as never })]
	];
	test.each(shown)('%s is shown as it was written', (_, draw) => {
		const { head, body } = draw();
		const html = head + body;
		expect(html).toContain('&lt;script>alert(1)');
		expect(html).not.toMatch(/<script>alert|<img src=x|<a href="javascript:|["']><\/p>/);
		/* Each of our own textareas ends once. */
		expect(html.split('</textarea>').length).toBe(html.split('<textarea').length);
	});

	test('in a PDF it is text: no link, no action, no program', { timeout: 60_000 }, async () => {
		const said = `${evil} ) >> endobj /OpenAction << /S /JavaScript /JS (app.alert(1)) >> https://evil.example`;
		const made = await makePdf({
			title: said,
			lang: 'nl',
			blocks: [
				{ kind: 'heading', level: 1, text: said },
				{ kind: 'paragraph', text: said }
			]
		});
		const read = await readPdf(made);
		expect(read.title).toContain('<script>alert(1)</script>');
		const plain = (text: string) => text.replace(/\s+/g, '');
		expect(plain(read.pages.map(({ text }) => text).join(''))).toContain(plain('<script>alert(1)</script>'));
		expect(read.pages.flatMap(({ links }) => links)).toEqual([]);
		const task = getDocument({ data: new Uint8Array(made), verbosity: 0 });
		const pdf = await task.promise;
		expect(await pdf.getJSActions()).toBeNull();
		expect(await pdf.getOpenAction()).toBeNull();
		await task.destroy();
	});

	test.each(['https://evil.example', 'evil.example', 'nu@evil.example', 'a\r\nBcc: b@evil.example', '<b>x</b>', 'JAVASCRIPT:alert(1)//x'])(
		'in a mail the name %j is one line and no link',
		(given) => {
			const said = name.parse(given);
			expect(said).not.toMatch(/[\r\n<>@]|:\/\/|\w\.\w/);
		}
	);
});

test('HEAD: each page that reads in the log asks first whether it is a reading', () => {
	const reads =
		/await (readPassport|readEdition|takeEdition|readByLink|takeByLink|readAsParticipant|readAsRepresentative|readAgreement)\(|found\(await take/;
	const pages = sources('src/routes', '.ts').filter(({ text }) => reads.test(text));
	expect(pages.length).toBeGreaterThanOrEqual(9);
	const asks = (text: string) => /!isReading\(event\)/.test(text.slice(0, text.search(reads)));
	expect(pages.filter(({ text }) => !asks(text)).map(({ path }) => path)).toEqual([]);
});

test('formula injection: nothing goes out as a spreadsheet', () => {
	const sheet = /text\/csv|\.csv\b|\.xlsx\b|spreadsheetml|application\/vnd\.ms-excel/;
	expect(sheet.test("'Content-Type': 'text/csv'")).toBe(true);
	expect(having(sheet)).toEqual([]);
});

test('host header: nothing asks which host a request names', () => {
	const asks =
		/\burl\.(origin|host|hostname)\b|\b(HOST|PROTOCOL|PORT)_HEADER\b|x-forwarded-(host|proto)|headers\.get\('(host|origin|forwarded)'\)/i;
	expect(asks.test('const link = event.url.origin + path')).toBe(true);
	expect(having(asks)).toEqual([]);
});

describe('CSRF', () => {
	test('a form from another site is refused: nothing turns that off, and no other site is trusted', () => {
		expect(config.kit!.csrf).toBeUndefined();
	});

	test('an address without a page changes nothing: it takes no form', () => {
		const takes = sources('src/routes', '+server.ts').filter(({ text }) =>
			/export (const|async function|function) (POST|PUT|PATCH|DELETE|fallback)\b/.test(text)
		);
		/* Asks whether the session is there; reads no form. */
		expect(takes.map(({ path }) => path)).toEqual(['src/routes/account/blijf/+server.ts']);
		expect(takes[0]!.text).not.toMatch(/request/);
	});
});
