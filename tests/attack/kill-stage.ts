/** A database and web processes that can be killed, frozen, stopped and started again, as on a server with a supervisor. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbedded, type Embedded } from '../../src/lib/server/database/embedded';
import { findEngine, readPostmaster, startCluster, stopCluster, stopOrphan } from '../../src/lib/server/database/embedded-cluster';
import { migrate } from '../../src/lib/server/database/migrate';
import { findPort } from '../running/portal';
import { pause } from './kill-chance';

/** A PostgreSQL of its own, with all tables. */
export interface Victim extends Embedded {
	folder: string;
	/** kill -9 of the main process of the database. */
	killAll(): void;
	/** kill -9 of one process that serves a connection of the portal; false when there is none. */
	killOne(choose: (pids: number[]) => number): Promise<boolean>;
	/** Nothing in the database moves any more; connections stay open. */
	freeze(): void;
	thaw(): void;
	/** Stops as an operator does. */
	stopNow(): Promise<void>;
	/** Starts it again, on the same port. */
	startAgain(): Promise<void>;
	/** Whether it answers. */
	isThere(): Promise<boolean>;
	/** A connection of the owner; a new one each time, since the old ones die with the database. */
	asOwner<T>(work: (owner: postgres.Sql) => Promise<T>): Promise<T>;
}

/** Makes a database. @param disk where its folder is to be, when that is not just anywhere */
export async function makeVictim(disk?: string): Promise<Victim> {
	const folder = disk ? join(disk, 'data') : newFolder();
	const embedded = await startEmbedded({ folder, log: () => {} });
	await migrate(embedded.ownerUrl, { web: embedded.webUrl, system: embedded.systemUrl });
	const engine = await findEngine();
	const cluster = { data: join(folder, 'database'), log: join(folder, 'database.log') };
	const port = Number(new URL(embedded.ownerUrl).port);
	const signal = (pids: number[], name: NodeJS.Signals) => {
		for (const pid of pids)
			try {
				process.kill(pid, name);
			} catch {
				/* It ended by itself in between. */
			}
	};
	const main = () => readPostmaster(cluster)!.pid;
	let frozen: number[] = [];

	const asOwner = async <T>(work: (owner: postgres.Sql) => Promise<T>): Promise<T> => {
		const owner = postgres(embedded.ownerUrl, { max: 1, onnotice: () => {}, connect_timeout: 10 });
		try {
			return await work(owner);
		} finally {
			await owner.end({ timeout: 1 });
		}
	};
	const startAgain = async () => {
		/* As each start of the portal does: a number that lives on as a zombie is no database. */
		await stopOrphan(engine, cluster);
		for (let tries = 0; ; tries++) {
			const started = await startCluster(engine, cluster, port);
			if (typeof started === 'number') return;
			if (started === 'port taken' || tries === 100) throw new Error(`the database does not start: ${started}`);
			await pause(100);
		}
	};
	return {
		...embedded,
		folder,
		asOwner,
		startAgain,
		isThere: () =>
			asOwner((owner) => owner`select 1`).then(
				() => true,
				() => false
			),
		killAll: () => signal([main()], 'SIGKILL'),
		async killOne(choose) {
			const found = await asOwner(
				(owner) => owner<{ pid: number }[]>`select pid from pg_stat_activity where usename = 'pvs_web' order by 1`
			);
			if (found.length > 0) signal([choose(found.map(({ pid }) => pid))], 'SIGKILL');
			return found.length > 0;
		},
		freeze() {
			frozen = [main(), ...childrenOf(main())];
			signal(frozen, 'SIGSTOP');
		},
		thaw: () => signal(frozen.splice(0), 'SIGCONT'),
		stopNow: () => stopCluster(engine, cluster),
		async stop() {
			signal(frozen.splice(0), 'SIGCONT');
			await embedded.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** A new folder that the user of the database may pass. */
export function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'paspoort-kill-'));
	chmodSync(folder, 0o755);
	return folder;
}

function childrenOf(parent: number): number[] {
	const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
	return stdout
		.split('\n')
		.map((line) => line.trim().split(/\s+/).map(Number))
		.filter(([, of]) => of === parent)
		.map(([pid]) => pid!);
}

/** A web process, started again after each kill as a supervisor does. */
export interface Web {
	port: number;
	pid(): number;
	kill(): Promise<void>;
	/** Starts it, and waits until it answers. */
	startAgain(): Promise<void>;
	/** Ends it in good order. */
	stop(): Promise<void>;
	/** All that its processes have said. */
	said(): string;
}

/**
 * Starts a web process (`npm start`) on this database.
 * @param origin its public address, when that is not its own
 */
export async function startWeb(database: Embedded, mailServer: string, origin?: string): Promise<Web> {
	const port = await findPort();
	const env = {
		PATH: process.env.PATH,
		HOME: process.env.HOME,
		DATABASE_URL: database.webUrl,
		DATABASE_SYSTEM_URL: database.systemUrl,
		ORIGIN: origin ?? `http://localhost:${port}`,
		SECRET: database.secret,
		SMTP_URL: mailServer,
		MAIL_FROM: 'Paspoort voor Succes <paspoort@example.nl>',
		HOST: '127.0.0.1',
		PORT: String(port)
	};
	let child: ChildProcess;
	let ended: Promise<unknown>;
	let said = '';
	const startAgain = () =>
		new Promise<void>((done, fail) => {
			const from = said.length;
			child = spawn(process.execPath, ['--import', 'tsx', 'src/run/start.ts'], { env });
			const hear = (part: Buffer) => {
				said += part.toString();
				if (said.includes('"event":"start"', from)) done();
			};
			child.stdout!.on('data', hear);
			child.stderr!.on('data', hear);
			ended = new Promise((over) => child.on('close', over));
			void ended.then(() => fail(new Error(`the web process ended:\n${said.slice(from)}`)));
		});
	const end = async (signal: NodeJS.Signals) => {
		child.kill(signal);
		await ended;
	};
	await startAgain();
	return { port, startAgain, pid: () => child.pid!, said: () => said, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}
