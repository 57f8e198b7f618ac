/** The worker's side: a document comes in, a PDF goes out. It knows of no database, no user and no setting. */
import { parentPort } from 'node:worker_threads';
import type { PdfDocument, PdfWords } from './document';
import { draw } from './draw';

export interface Job {
	document: PdfDocument;
	words: PdfWords;
}

export type Result = { made: Uint8Array } | { failed: string };

parentPort!.on('message', async ({ document, words }: Job) => {
	try {
		const made = await draw(document, words);
		const result: Result = { made };
		parentPort!.postMessage(result, made.byteLength === made.buffer.byteLength ? [made.buffer as ArrayBuffer] : []);
	} catch (error) {
		/* Where it went wrong, never what the document says. */
		const { name, stack } = error as Error;
		const at = stack?.split('\n').find((line) => /^\s+at /.test(line));
		const result: Result = { failed: `${name}${at ?? ''}` };
		parentPort!.postMessage(result);
	}
});
