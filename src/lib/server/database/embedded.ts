import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import postgres from 'postgres';
import { CannotStart } from '../cannot-start';
import {
	createCluster,
	findBarredFolder,
	findEngine,
	inUse,
	readPostmaster,
	startCluster,
	stopCluster,
	stopOrphan,
	type Cluster,
	type Engine
} from './embedded-cluster';
import { claimFolder } from './folder-lock';

/** A running embedded database: the addresses of its three logins, and a secret that is kept beside it. */
export type Embedded = {
	ownerUrl: string;
	webUrl: string;
	systemUrl: string;
	secret: string;
	/** Stops the database and gives the folder back. Safe to call twice. */
	stop(): Promise<void>;
};

/** What is kept in the data folder, for its owner's eyes only. */
type Kept = { port: number } & Record<'admin' | 'owner' | 'web' | 'system' | 'secret', string>;

type Place = Cluster & { folder: string; keptPath: string };

const databaseName = 'pvs';
const ownerName = 'pvs_owner';

/**
 * Starts a real PostgreSQL on this computer, with its data in `folder`, and stops it when this process ends. One that
 * lives on after its process was killed is stopped first. The owner is no superuser, just as on a real server.
 *
 * @param log gets a Dutch line when something takes long
 * @param join use the database of a living process on the same folder, instead of refusing
 * @throws {CannotStart} when the folder is in use, cannot be reached, or holds data of another PostgreSQL version
 */
export async function startEmbedded(options: { folder: string; log: (line: string) => void; join?: boolean }): Promise<Embedded> {
	try {
		const engine = await findEngine();
		const place = await openPlace(options.folder, engine);
		const release = claimFolder(place.folder);
		if (release) return await startClaimed(place, engine, options.log, release);
		if (options.join) return await joinRunning(place);
		throw inUse(place.folder);
	} catch (error) {
		throw describeFileError(error, resolve(options.folder)) ?? error;
	}
}

async function startClaimed(place: Place, engine: Engine, log: (line: string) => void, release: () => void) {
	try {
		await refuseForeignData(place, engine);
		const kept = await readKept(place);
		await stopOrphan(engine, place);
		if (!existsSync(place.data)) {
			log('De database wordt voor het eerst klaargezet.');
			await createCluster(engine, place, kept.admin);
		}
		const pid = await startOnFreePort(place, engine, kept);
		const stop = stopWithProcess(place, engine, pid, release);
		await prepareOwner(kept).catch(async (error) => {
			await stop();
			throw error;
		});
		return { ...addresses(kept), stop };
	} catch (error) {
		release();
		throw error;
	}
}

/** Uses a database that another living process keeps running; stopping it is left to that process. */
async function joinRunning(place: Place): Promise<Embedded> {
	const running = readPostmaster(place);
	if (!running || !existsSync(place.keptPath))
		throw new CannotStart('Het portaal is nog bezig met starten. Probeer het over een halve minuut opnieuw.');
	return { ...addresses({ ...(await readKept(place)), port: running.port }), stop: async () => {} };
}

async function openPlace(given: string, engine: Engine): Promise<Place> {
	const made = await mkdir(given, { recursive: true });
	const folder = await realpath(given);
	// Nobody else needs to see what is in it; the database user must be able to pass.
	for (let path = folder; made && path.length >= made.length; path = dirname(path))
		await chmod(path, engine.account.uid === undefined ? 0o700 : 0o711);
	const barred = findBarredFolder(folder, engine.account);
	if (barred)
		throw new CannotStart(
			`De databasegebruiker 'postgres' mag niet in de map ${barred}. Zet DATA_FOLDER op een map die iedereen mag openen, of start het portaal als gewone gebruiker.`
		);
	return {
		folder,
		data: join(folder, 'database'),
		log: join(folder, 'database.log'),
		keptPath: join(folder, 'database.json')
	};
}

async function refuseForeignData(place: Place, engine: Engine): Promise<void> {
	if (!existsSync(place.data)) return;
	const unchanged = 'Er is niets veranderd';
	const { uid } = await stat(place.data);
	if (process.getuid && uid !== (engine.account.uid ?? process.getuid()))
		throw new CannotStart(
			`De gegevens in ${place.folder} zijn van een andere gebruiker van deze computer. ${unchanged}: start het portaal zoals de eerste keer, of zet DATA_FOLDER op een andere map.`
		);
	const major = Number.parseInt(await readFile(join(place.data, 'PG_VERSION'), 'utf8'), 10);
	if (major !== engine.major)
		throw new CannotStart(
			`De gegevens in ${place.folder} zijn van PostgreSQL ${major}, en deze versie van het portaal heeft PostgreSQL ${engine.major}. ${unchanged}: gebruik de ${major > engine.major ? 'nieuwste' : 'vorige'} versie van het portaal, of zet DATA_FOLDER op een andere map.`
		);
	if (!existsSync(place.keptPath))
		throw new CannotStart(
			`In ${place.folder} ontbreekt het bestand database.json met de wachtwoorden van de database. ${unchanged}: zet het terug, of zet DATA_FOLDER op een andere map.`
		);
}

async function readKept(place: Place): Promise<Kept> {
	if (existsSync(place.keptPath)) return JSON.parse(await readFile(place.keptPath, 'utf8')) as Kept;
	const fresh = () => randomBytes(32).toString('base64url');
	const kept = { port: 0, admin: fresh(), owner: fresh(), web: fresh(), system: fresh(), secret: fresh() };
	await writeKept(place, kept);
	return kept;
}

async function writeKept(place: Place, kept: Kept): Promise<void> {
	await writeFile(`${place.keptPath}.new`, JSON.stringify(kept, null, '\t'), { mode: 0o600 });
	await rename(`${place.keptPath}.new`, place.keptPath);
}

/** The same port every time, as long as nobody else has it. */
async function startOnFreePort(place: Place, engine: Engine, kept: Kept): Promise<number> {
	for (let attempt = 0; attempt < 8; attempt++) {
		if (kept.port === 0) {
			kept.port = await findFreePort();
			await writeKept(place, kept);
		}
		const started = await startCluster(engine, place, kept.port);
		if (typeof started === 'number') return started;
		if (started === 'port taken') kept.port = 0;
		else await setTimeout(1000);
	}
	throw new CannotStart(
		'De database kon niet starten: er is geen vrije poort, of een vorige is nog bezig. Probeer het over een minuut opnieuw.'
	);
}

function findFreePort(): Promise<number> {
	return new Promise((done, fail) => {
		const probe = createServer();
		probe.on('error', fail);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as { port: number };
			probe.close(() => done(port));
		});
	});
}

/** Makes the owner and its database; each start repeats it, so that a start cut short does no harm. */
async function prepareOwner(kept: Kept): Promise<void> {
	const admin = postgres(address('postgres', kept.admin, kept.port, 'postgres'), { max: 1, onnotice: () => {} });
	try {
		const roles = await admin`select from pg_roles where rolname = ${ownerName}`;
		if (roles.length === 0) await admin.unsafe(`create role ${ownerName} login createrole password '${kept.owner}'`);
		const databases = await admin`select from pg_database where datname = ${databaseName}`;
		if (databases.length === 0) await admin.unsafe(`create database ${databaseName} owner ${ownerName}`);
	} finally {
		await admin.end();
	}
}

function addresses(kept: Kept): Omit<Embedded, 'stop'> {
	return {
		ownerUrl: address(ownerName, kept.owner, kept.port),
		webUrl: address('pvs_web', kept.web, kept.port),
		systemUrl: address('pvs_jobs', kept.system, kept.port),
		secret: kept.secret
	};
}

function address(user: string, password: string, port: number, database = databaseName): string {
	return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** Lets the database end together with this process, however that ends. */
function stopWithProcess(place: Place, engine: Engine, pid: number, release: () => void): () => Promise<void> {
	let stopping: Promise<void> | undefined;
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

	const onExit = () => {
		try {
			process.kill(pid, 'SIGINT'); // to PostgreSQL: close connections and stop in good order
		} catch {
			// It has stopped already.
		}
		release();
	};
	const onSignal = (signal: NodeJS.Signals) => {
		// A command that ends in its own way calls stop() itself.
		if (process.listenerCount(signal) === 1) stop().finally(() => process.exit(130));
	};
	const stop = () =>
		(stopping ??= stopCluster(engine, place).then(() => {
			process.off('exit', onExit);
			for (const signal of signals) process.off(signal, onSignal);
			release();
		}));

	process.on('exit', onExit);
	for (const signal of signals) process.on(signal, onSignal);
	return stop;
}

/** What went wrong with a file or folder, in a sentence; nothing for other errors. */
function describeFileError(error: unknown, folder: string): CannotStart | undefined {
	const { code } = (error ?? {}) as NodeJS.ErrnoException;
	const other = 'Zet DATA_FOLDER op een andere map';
	switch (code) {
		case 'EACCES':
		case 'EPERM':
			return new CannotStart(`De map ${folder} is voor jou niet te lezen of te schrijven. ${other}, of pas de rechten aan.`);
		case 'EROFS':
			return new CannotStart(`De map ${folder} staat op een schijf waar niet op geschreven kan worden. ${other}.`);
		case 'EEXIST':
		case 'ENOTDIR':
			return new CannotStart(`${folder} is geen map. ${other}.`);
		case 'ENOSPC':
			return new CannotStart(`De schijf met ${folder} is vol. Maak ruimte, of zet DATA_FOLDER op een andere map.`);
		default:
			return undefined;
	}
}
