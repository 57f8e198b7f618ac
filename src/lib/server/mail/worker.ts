/** Sends what waits, and goes round for the reminders; in the web process, with the system's login. */
import { sql } from 'drizzle-orm';
import { asSystem, rows } from '../database';
import { startWorker, type Job, type Worker } from '../database/worker';
import type { Settings } from '../env';
import { kinds } from './kinds';
import { openPost, type Post } from './post';

/** What happens, one line each; no address, no name, no word of a mail or of a mail server. */
export type MailEvent =
	| { event: 'mail'; id: string; kind: string; outcome: 'sent' | 'nothing' | 'repeated' }
	| { event: 'mail'; id: string; kind: string; outcome: 'refused' | 'given up'; code: string; try: number }
	| { event: 'remind'; reminders: number }
	| { event: 'queue'; code: string };

/**
 * Starts sending. Several processes may do this at once: each mail is claimed by one.
 * @param pollSeconds how long after a look into an empty queue the next one is
 */
export async function startMail(
	settings: Pick<Settings, 'systemUrl' | 'origin' | 'smtp'>,
	log: (event: MailEvent) => void,
	pollSeconds = 2
): Promise<Worker> {
	const post = await openPost(settings);
	return startWorker({
		url: settings.systemUrl,
		work: {
			mail: { pollSeconds, run: (job) => send(job, post, settings.origin, log) },
			remind: { pollSeconds: 60, run: () => goRound(log) }
		},
		failed: (code) => log({ event: 'queue', code })
	});
}

/** Sends one mail, if it is still to be sent. Fails when it is to be tried again. */
async function send(job: Job, post: Post, origin: string, log: (event: MailEvent) => void): Promise<void> {
	const { id } = job;
	let kind = '';
	try {
		const claim = await claimMail(id);
		kind = claim.kind;
		if (claim.outcome === 'send') {
			await deliver(id, async () => post(id, kinds[kind]!.write(claim.letter, origin)));
			log({ event: 'mail', id, kind, outcome: 'sent' });
		} else if (claim.outcome === 'busy') throw new TryAgain('busy');
		else log({ event: 'mail', id, kind, outcome: claim.outcome });
	} catch (error) {
		const code = codeOf(error);
		log({ event: 'mail', id, kind, outcome: job.isLast ? 'given up' : 'refused', code, try: job.try });
		throw new TryAgain(code);
	}
}

/** Marks afterwards what came of it: a second try of what was accepted sends nothing. */
async function deliver(id: string, sending: () => Promise<void>): Promise<void> {
	try {
		await sending();
	} catch (error) {
		await endMail(id, false);
		throw error;
	}
	await endMail(id, true);
}

type Claim = { outcome: 'send' | 'nothing' | 'repeated' | 'busy'; kind: string; letter: unknown };

/** Takes a mail, so that no other process sends it. Without a row there is nothing to send. */
async function claimMail(id: string): Promise<Claim> {
	const [claim] = await asSystem('send the mail that waits', (tx) => rows<Claim>(tx, sql`select * from claim_mail(${id}::uuid)`));
	return claim ?? { outcome: 'nothing', kind: '', letter: null };
}

async function endMail(id: string, sent: boolean): Promise<void> {
	await asSystem('send the mail that waits', (tx) => rows(tx, sql`select end_mail(${id}::uuid, ${sent})`));
}

/** What the queue keeps of a failure: the message of a mail server may hold an address. */
class TryAgain extends Error {
	constructor(code: string) {
		super(code);
		this.stack = undefined;
	}
}

function codeOf(error: unknown): string {
	const { name, code, responseCode } = ((error as Error).cause ?? error) as { name?: string; code?: string; responseCode?: number };
	return error instanceof TryAgain ? error.message : [code ?? name ?? 'Error', responseCode].filter(Boolean).join(' ');
}

/** Puts the reminders in the queue that are due today. Fails when it is to be tried again. */
async function goRound(log: (event: MailEvent) => void): Promise<void> {
	try {
		const [row] = await asSystem('send the reminders', (tx) => rows<{ count: number }>(tx, sql`select remind() as count`));
		log({ event: 'remind', reminders: row!.count });
	} catch (error) {
		log({ event: 'queue', code: codeOf(error) });
		throw new TryAgain(codeOf(error));
	}
}
