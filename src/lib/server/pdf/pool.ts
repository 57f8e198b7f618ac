/** Workers that make PDFs: a few, with a queue that ends and a time that ends. */
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job, Result } from './worker';

export interface Limits {
	workers: number;
	/** How many may wait for a worker. */
	waiting: number;
	/** How long one PDF may take. */
	milliseconds: number;
	/** How long a worker without work keeps its memory, in milliseconds. */
	idle: number;
	/** How much memory a worker may use. */
	megabytes: number;
}

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

/**
 * A pool of workers; they are employed when there is work, and leave when there has been none for a while.
 * @returns makes the PDF of a job, or rejects with PdfNotMade
 */
export function pool(limits: Limits): (job: Job) => Promise<Uint8Array> {
	const queue: Waiting[] = [];
	const employed = new Set<Employed>();

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

	return (job) => {
		if (queue.length >= limits.waiting) return Promise.reject(new PdfNotMade('busy'));
		return new Promise((done, fail) => {
			queue.push({ job, done, fail });
			putToWork();
		});
	};
}
