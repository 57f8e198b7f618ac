/**
 * Makes PDFs, off the main thread: setting thirty pages takes a second in which nobody else would be answered. The worker
 * runs from the sources through tsx, as the commands do, so it is the same one in a built portal, in development and in a
 * test.
 */
import { error } from '@sveltejs/kit';
import { availableParallelism } from 'node:os';
import { m } from '$lib/text/paraglide/messages';
import type { PdfDocument, PdfWords } from './document';
import { PdfNotMade, pool } from './pool';

export type * from './document';

const make = pool({
	/** One core stays free for pages. */
	workers: Math.min(2, Math.max(1, availableParallelism() - 1)),
	/** Who comes after these would wait longer than a browser does. */
	waiting: 60,
	/** Thirty pages take a second, and a few on a slow computer. */
	milliseconds: 20_000,
	idle: 300_000,
	megabytes: 256
});

/**
 * Makes the PDF of a document: tagged, A4.
 * @throws {PdfNotMade} when too many are waiting, it takes too long, or it cannot be made
 */
export function makePdf(document: PdfDocument): Promise<Uint8Array> {
	return make({ document, words: words() });
}

/**
 * The PDF of a document as something to keep under a name.
 * @param name as a person would write it, without .pdf
 * @throws a 503 with our own sentence when there is no PDF to be had now
 */
export async function pdfResponse(document: PdfDocument, name: string): Promise<Response> {
	try {
		const made = await makePdf(document);
		return new Response(made as Uint8Array<ArrayBuffer>, {
			headers: { 'Content-Type': 'application/pdf', 'Content-Length': String(made.byteLength), 'Content-Disposition': attachment(name) }
		});
	} catch (cause) {
		if (!(cause instanceof PdfNotMade)) throw cause;
		console.error(JSON.stringify({ time: new Date().toISOString(), event: 'no pdf', why: cause.why, code: cause.code }));
		error(503);
	}
}

/** For every browser: the name in plain letters, and the name as it is (RFC 6266). */
function attachment(name: string): string {
	/* First the letters that stand for another sign, such as a wide quote: what is taken out must not come back. */
	const whole = `${name
		.normalize('NFKC')
		.replace(/[\p{Cc}\p{Cs}/\\:*?"<>|]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim()}.pdf`;
	const plain = whole
		.normalize('NFKD')
		.replace(/[^\x20-\x7e]/g, '')
		.replace(/\s+/g, ' ');
	const encoded = encodeURIComponent(whole).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
	return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

const words = (): PdfWords => ({
	page: m.document_page({ page: '{page}', pages: '{pages}' }),
	emoji: m.document_emoji(),
	letters: m.document_letters(),
	maker: m.app_name()
});
