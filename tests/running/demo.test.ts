import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { startEmbedded } from '../../src/lib/server/database/embedded';
import { findProcess } from '../../src/lib/server/database/folder-lock';
import { demo, findPort, makeFolder, occupyPort, run } from './portal';

const isRoot = process.getuid?.() === 0;

async function isAnswering(port: number): Promise<boolean> {
	return (await fetch(`http://localhost:${port}/`)).ok;
}

/** The process number of the database in a data folder. */
async function databaseProcess(folder: string): Promise<number> {
	return Number((await readFile(join(folder, 'database', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

function isAlive(pid: number): boolean {
	return findProcess(pid) !== undefined;
}

describe('npm run demo', () => {
	test('prints where it is, answers there, and Ctrl-C stops the database too', async () => {
		const folder = await makeFolder();
		const port = await findPort();
		const portal = run(['npm', 'run', 'demo'], { DATA_FOLDER: folder, PORT: String(port) });
		await portal.says(`\nhttp://localhost:${port}\n`);
		expect(await isAnswering(port)).toBe(true);
		const database = await databaseProcess(folder);
		expect(isAlive(database)).toBe(true);

		portal.signal('SIGINT');
		await portal.ended;
		expect(portal.said()).toContain('staat er de volgende keer nog');
		expect(isAlive(database)).toBe(false);
	});

	test('keeps what was typed, and starts the second time within five seconds', async () => {
		const folder = await makeFolder();
		const before = await startEmbedded({ folder, log: () => {} });
		await writeRow(before.ownerUrl);
		await before.stop();

		const port = await findPort();
		const first = demo({ DATA_FOLDER: folder, PORT: String(port) });
		await first.says(`http://localhost:${port}`);
		first.signal('SIGINT');
		expect(await first.ended).toBe(0);

		const started = Date.now();
		const second = demo({ DATA_FOLDER: folder, PORT: String(port) });
		await second.says(`http://localhost:${port}`);
		expect(Date.now() - started).toBeLessThan(5000);
		second.signal('SIGTERM');
		expect(await second.ended).toBe(0);
		expect(await readRow(folder)).toBe('getypt');
	});

	test('stops within five seconds, also with a connection that a browser keeps open', async () => {
		const folder = await makeFolder();
		const port = await findPort();
		const portal = demo({ DATA_FOLDER: folder, PORT: String(port) });
		await portal.says('/demo');
		const agent = new Agent({ keepAlive: true, keepAliveMsecs: 60_000 });
		await new Promise((done) => get({ port, host: '127.0.0.1', agent }, (answer) => answer.resume().on('end', done)));

		const asked = Date.now();
		portal.signal('SIGINT');
		await portal.ended;
		expect(Date.now() - asked).toBeLessThan(5000);
		agent.destroy();
	});

	test('moves to the next port when nobody chose one, and says so', async () => {
		const taken = await occupyPort(3000).catch(() => undefined);
		const portal = demo({ DATA_FOLDER: await makeFolder() });
		await portal.says('/demo');
		expect(portal.said()).toContain('Poort 3000 is bezet.');
		expect(portal.said()).toMatch(/\nhttp:\/\/localhost:30(0[1-9]|10)\n/);
		await taken?.close();
	});

	test('a chosen port that is taken: one sentence, and no database is left running', async () => {
		const folder = await makeFolder();
		const taken = await occupyPort(0);
		const portal = demo({ DATA_FOLDER: folder, PORT: String(taken.port) });
		expect(await portal.ended).toBe(1);
		expect(portal.said()).toContain(`Poort ${taken.port} is al in gebruik`);
		expect(existsSync(join(folder, 'database', 'postmaster.pid'))).toBe(false);
		await taken.close();
	});

	test('a folder that another portal runs on: one sentence, and the other goes on', async () => {
		const folder = await makeFolder();
		const port = await findPort();
		const first = demo({ DATA_FOLDER: folder, PORT: String(port) });
		await first.says('/demo');

		const second = demo({ DATA_FOLDER: folder, PORT: String(await findPort()) });
		expect(await second.ended).toBe(1);
		expect(second.said().trim()).toMatch(/^De map .* is al in gebruik door een ander portaal dat nu draait\. .*$/);
		expect(await isAnswering(port)).toBe(true);
	});

	test('a database that lives on after its portal was killed is taken over', async () => {
		const folder = await makeFolder();
		const port = await findPort();
		const killed = demo({ DATA_FOLDER: folder, PORT: String(port) });
		await killed.says('/demo');
		const orphan = await databaseProcess(folder);
		killed.signal('SIGKILL');
		await killed.ended;
		expect(isAlive(orphan)).toBe(true);

		const next = demo({ DATA_FOLDER: folder, PORT: String(port) });
		await next.says('/demo');
		expect(isAlive(orphan)).toBe(false);
		expect(await isAnswering(port)).toBe(true);
	});

	test('starts again after a power cut, also when the old number of the database is now something else', async () => {
		const folder = await makeFolder();
		const port = await findPort();
		const cut = demo({ DATA_FOLDER: folder, PORT: String(port) });
		await cut.says('/demo');
		process.kill(await databaseProcess(folder), 'SIGKILL');
		cut.signal('SIGKILL');
		await cut.ended;
		const lock = join(folder, 'database', 'postmaster.pid');
		await writeFile(lock, (await readFile(lock, 'utf8')).replace(/^\d+/, String(process.pid)));

		const next = demo({ DATA_FOLDER: folder, PORT: String(port) });
		await next.says('/demo');
		expect(await isAnswering(port)).toBe(true);
	});

	test('data of a newer PostgreSQL: one sentence, untouched', async () => {
		const folder = await makeFolder();
		const embedded = await startEmbedded({ folder, log: () => {} });
		await embedded.stop();
		await writeFile(join(folder, 'database', 'PG_VERSION'), '99\n');

		const portal = demo({ DATA_FOLDER: folder });
		expect(await portal.ended).toBe(1);
		expect(portal.said()).toMatch(/PostgreSQL 99.*Er is niets veranderd/);
		expect(existsSync(join(folder, 'database', 'postmaster.pid'))).toBe(false);
	});

	test('data of a newer portal: one sentence, untouched', async () => {
		const folder = await makeFolder();
		const embedded = await startEmbedded({ folder, log: () => {} });
		const owner = postgres(embedded.ownerUrl, { max: 1 });
		await owner`create schema drizzle`;
		await owner`create table drizzle.__drizzle_migrations (id serial, hash text, created_at bigint)`;
		await owner`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`;
		await owner.end();
		await embedded.stop();

		const portal = demo({ DATA_FOLDER: folder });
		expect(await portal.ended).toBe(1);
		expect(portal.said().trim()).toMatch(/^De database is van een andere, nieuwere versie .* Er is niets veranderd: .*$/);
	});

	test.runIf(isRoot)('a folder that the database user may not enter: one sentence with the way out', async () => {
		const home = join(await makeFolder(), 'home');
		await mkdir(home);
		await chmod(home, 0o700);
		const portal = demo({ DATA_FOLDER: join(home, 'data') });
		expect(await portal.ended).toBe(1);
		expect(portal.said()).toContain(`mag niet in de map ${home}.`);
		expect(portal.said()).toContain('Zet DATA_FOLDER op een map');
	});

	test('a file where the folder should be: one sentence', async () => {
		const path = join(await makeFolder(), 'data');
		await writeFile(path, 'van iemand');
		const portal = demo({ DATA_FOLDER: path });
		expect(await portal.ended).toBe(1);
		expect(portal.said()).toContain('is geen map');
		expect(await readFile(path, 'utf8')).toBe('van iemand');
	});
});

async function writeRow(ownerUrl: string): Promise<void> {
	const owner = postgres(ownerUrl, { max: 1 });
	await owner`create schema kept`;
	await owner`create table kept.word as select 'getypt'::text as word`;
	await owner.end();
}

async function readRow(folder: string): Promise<string> {
	const embedded = await startEmbedded({ folder, log: () => {} });
	const owner = postgres(embedded.ownerUrl, { max: 1 });
	const [row] = await owner<{ word: string }[]>`select word from kept.word`;
	await owner.end();
	await embedded.stop();
	return row!.word;
}
