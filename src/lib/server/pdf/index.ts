/**
 * Makes PDFs, off the main thread: setting thirty pages takes a second in which nobody else would be answered. The worker
 * runs from the sources through tsx, as the commands do, so it is the same one in a built portal, in development and in a
 * test.
 */
import { error } from '@sveltejs/kit';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { m } from '$lib/text/paraglide/messages';
import type { PdfDocument, PdfWords } from './document';
import type { Job, Result } from './worker';

export type * from './document';

const limits = {
	/** One core stays free for pages. */
	workers: Math.min(2, Math.max(1, availableParallelism() - 1)),
	/** Who comes after these waits longer than a browser does. */
	waiting: 60,
	/** A paper of thirty pages takes one second, on a slow computer a few. */
	milliseconds: 20_000,
	/** A worker without work keeps its memory for this long. */
	idle: 60_000,
	megabytes: 256
};

/** Why there is no PDF: too many are waiting, it took too long, or something is wrong with the portal. */
export class PdfNotMade extends Error {
	override name = 'PdfNotMade';
	constructor(
		readonly why: 'busy' | 'late' | 'failed',
		readonly code?: string
	) {
		super(why);
	}
}

interface Waiting {
	job: Job;
	done: (made: Uint8Array) => void;
	fail: (error: PdfNotMade) => void;
}

interface Employed {
	worker: Worker;
	work?: Waiting;
	timer?: NodeJS.Timeout;
}

const queue: Waiting[] = [];
const employed = new Set<Employed>();

/**
 * Makes the PDF of a document: tagged, A4.
 * @throws {PdfNotMade} when too many are waiting, it takes too long, or it cannot be made
 */
export function makePdf(document: PdfDocument): Promise<Uint8Array> {
	if (queue.length >= limits.waiting) return Promise.reject(new PdfNotMade('busy'));
	return new Promise((done, fail) => {
		queue.push({ job: { document, words: words() }, done, fail });
		putToWork();
	});
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
	const whole = `${name
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

function putToWork(): void {
	if (queue.length === 0) return;
	let free = [...employed].find(({ work }) => !work);
	if (!free && employed.size < limits.workers) employed.add((free = employ()));
	if (!free) return;
	const { worker } = free;
	const next = (free.work = queue.shift()!);
	clearTimeout(free.timer);
	free.timer = setTimeout(() => leave(free, new PdfNotMade('late')), limits.milliseconds);
	worker.ref();
	worker.postMessage(next.job);
}

function employ(): Employed {
	const worker = new Worker(resolve('src/lib/server/pdf/start-worker.js'), {
		execArgv: [],
		/* It needs no setting of the portal, so it has none. */
		env: {},
		resourceLimits: { maxOldGenerationSizeMb: limits.megabytes }
	});
	const one: Employed = { worker };
	worker.on('message', (result: Result) => {
		const { work } = one;
		one.work = undefined;
		clearTimeout(one.timer);
		worker.unref();
		one.timer = setTimeout(() => leave(one), limits.idle).unref();
		if ('made' in result) work?.done(result.made);
		else work?.fail(new PdfNotMade('failed', result.failed));
		putToWork();
	});
	worker.on('error', (error: NodeJS.ErrnoException) => leave(one, new PdfNotMade('failed', error.code ?? error.name)));
	worker.on('exit', () => leave(one, new PdfNotMade('failed', 'exit')));
	return one;
}

/** A worker goes; what it was doing is not made, and the next one in the queue gets another worker. */
function leave(one: Employed, why?: PdfNotMade): void {
	if (!employed.delete(one)) return;
	clearTimeout(one.timer);
	void one.worker.terminate();
	if (why) one.work?.fail(why);
	putToWork();
}
