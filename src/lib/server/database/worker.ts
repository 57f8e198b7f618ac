/**
 * Works off the queues of pg-boss with the system's login, through the driver that everything else uses: pg-boss' own one
 * reads an address (sslmode) in its own way.
 */
import postgres from 'postgres';
import { jobSchema } from './jobs';
import { Pool } from './pool';

/** A job as its work sees it. */
export interface Job {
	id: string;
	/** 1 at the first try. */
	try: number;
	/** No other try comes after this one. */
	isLast: boolean;
}

export interface Worker {
	/** Finishes what is under way, for a few seconds at the most, and closes the connection. */
	stop(): Promise<void>;
}

/** The work of each queue: a job that fails comes again, as its queue says. */
type Work = Record<string, { pollSeconds: number; run: (job: Job) => Promise<void> }>;

/**
 * Starts working.
 * @param failed hears the code of what went wrong with the queue itself; the work tells of its own failures
 */
export async function startWorker({ url, work, failed }: { url: string; work: Work; failed: (code: string) => void }): Promise<Worker> {
	const { default: PgBoss } = await import('pg-boss');
	const pool = open(url);
	let started = false;
	/* It looks every few seconds: what goes on going wrong is told once a minute. */
	const told = new Map<string, number>();
	const tell = (error: unknown) => {
		const code = codeOf(error);
		if (Date.now() - (told.get(code) ?? 0) < 60_000) return;
		told.set(code, Date.now());
		failed(code);
	};
	/* pg-boss does not wait for what it writes after a job: a database that is away for a moment would end the process. */
	const executeSql = async (text: string, values?: unknown[]) => {
		try {
			return { rows: await execute(pool, text, values) };
		} catch (error) {
			if (!started) throw error;
			tell(error);
			return undefined as never;
		}
	};
	const boss = new PgBoss({
		db: { executeSql },
		schema: jobSchema,
		migrate: false,
		/* Jobs hold ids only; even so they are gone after two days. */
		archiveCompletedAfterSeconds: 24 * 60 * 60,
		deleteAfterHours: 24,
		cronWorkerIntervalSeconds: 30
	});
	boss.on('error', tell);

	try {
		await boss.start();
	} catch (error) {
		await pool.end(1);
		throw error;
	}
	started = true;
	for (const [queue, { pollSeconds, run }] of Object.entries(work)) {
		const worker = await boss.work(queue, { pollingIntervalSeconds: pollSeconds, includeMetadata: true }, async ([job]) => {
			const { id, retryCount, retryLimit } = job!;
			/* The next one at once, instead of after a pause. */
			await run({ id, try: retryCount + 1, isLast: retryCount >= retryLimit }).finally(() => boss.notifyWorker(worker));
		});
	}
	return {
		async stop() {
			await boss.stop({ graceful: true, timeout: 4000 });
			await pool.end(1);
		}
	};
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? (error as Error).name;

/** One connection: pg-boss sends whole transactions as one text. Some of its JSON it has made text already. */
function open(url: string): Pool {
	const write = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
	const json = { to: 114, from: [114, 3802], serialize: write, parse: (text: string) => JSON.parse(text) };
	const connection = { application_name: 'paspoort jobs', role: 'pvs_system' };
	return new Pool(url, { max: 1, shared: true, patience: 60_000, connection, types: { json } });
}

function execute(pool: Pool, text: string, values?: unknown[]): Promise<unknown[]> {
	return pool.use(async (client) => {
		try {
			return await client.unsafe(text, values?.map((value) => value ?? null) as postgres.ParameterOrJSON<never>[] | undefined);
		} catch (error) {
			/* A text that began a transaction and broke off leaves it open. */
			if (!values)
				await Promise.resolve()
					.then(() => client.unsafe('rollback'))
					.catch(() => {});
			throw error;
		}
	});
}
