/** A portal of its own for a journey, a weighing or a measurement: the demo, on a fresh data folder and a free port. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../src/lib/server/database/embedded';
import { makeTestDatabase, testOwnerUrl } from '../src/run/test-database';

export interface Portal {
	/** The address it answers at, without a slash at the end. */
	address: string;
	/** The owner's address of its database. */
	ownerUrl: string;
	/** All that it wrote to its terminal so far. */
	said(): string;
	stop(): Promise<void>;
}

function freePort(): Promise<number> {
	return new Promise((done) => {
		const server = createServer();
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => done(port));
		});
	});
}

/** Starts a portal with the demo region; stops it, and its database, with stop(). */
export async function startPortal(): Promise<Portal> {
	const folder = mkdtempSync(join(tmpdir(), 'paspoort-'));
	/* The database runs as another user when this one is root. */
	chmodSync(folder, 0o755);
	const port = await freePort();
	const onServer = testOwnerUrl ? await makeTestDatabase() : undefined;
	const child = spawn(process.execPath, ['--import', 'tsx', 'src/run/demo.ts'], {
		env: {
			...process.env,
			DATA_FOLDER: join(folder, 'data'),
			PORT: String(port),
			...(onServer && { PVS_TEST_OWNER_URL: onServer.ownerUrl })
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const ended = new Promise<number | null>((done) => child.on('exit', done));
	const address = `http://localhost:${port}`;
	let said = '';
	await new Promise<void>((done, fail) => {
		const hear = (bytes: Buffer) => {
			said += bytes.toString();
			if (said.includes(`${address}/demo`)) done();
		};
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		void ended.then(() => fail(new Error(`the portal did not start:\n${said}`)));
	});
	const database = onServer ?? (await startEmbedded({ folder: join(folder, 'data'), log: () => {}, join: true }));
	return {
		address,
		ownerUrl: database.ownerUrl,
		said: () => said,
		async stop() {
			child.kill('SIGTERM');
			await ended;
			await onServer?.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}
