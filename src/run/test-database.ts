import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbedded, type Embedded } from '../lib/server/database/embedded';
import { migrate } from '../lib/server/database/migrate';

/** A PostgreSQL to test on instead of the embedded one; its owner may make databases and roles. */
export const testOwnerUrl = process.env.PVS_TEST_OWNER_URL;

/**
 * An empty database with all tables, for one run of tests: on the server in PVS_TEST_OWNER_URL, or else an embedded one.
 * Stopping it removes it.
 */
export async function makeTestDatabase(): Promise<Embedded> {
	const database = testOwnerUrl ? await makeOnServer(testOwnerUrl) : await makeEmbedded();
	try {
		await migrate(database.ownerUrl, { web: database.webUrl, system: database.systemUrl });
		return database;
	} catch (error) {
		await database.stop();
		throw error;
	}
}

async function makeEmbedded(): Promise<Embedded> {
	const folder = await mkdtemp(join(tmpdir(), 'paspoort-'));
	await chmod(folder, 0o711);
	const embedded = await startEmbedded({ folder, log: () => {} });
	return {
		...embedded,
		stop: async () => {
			await embedded.stop();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

async function makeOnServer(serverUrl: string): Promise<Embedded> {
	const name = `pvs_test_${randomBytes(6).toString('hex')}`;
	const server = postgres(serverUrl, { max: 1, onnotice: () => {} });
	await server.unsafe(`create database ${name}`);
	const url = new URL(serverUrl);
	url.pathname = `/${name}`;
	const stop = async () => {
		/* The server's own housekeeping may be at work in it, which only a superuser may send away: then a moment later. */
		for (let tries = 1; ; tries++) {
			const refused = await server.unsafe(`drop database if exists ${name} with (force)`).then(
				() => undefined,
				(error) => error
			);
			if (!refused) break;
			if (refused.code !== '42501' || tries === 20) throw refused;
			await new Promise((done) => setTimeout(done, 500));
		}
		await server.end();
	};
	return { ...testDatabaseAt(url.href), stop };
}

/** The logins of a database on a test server. They outlive it, so their password is always the same: the owner's. */
export function testDatabaseAt(ownerUrl: string): Embedded {
	const address = (user: string) => {
		const url = new URL(ownerUrl);
		url.username = user;
		return url.href;
	};
	const secret = randomBytes(32).toString('base64url');
	return { ownerUrl, webUrl: address('pvs_web'), systemUrl: address('pvs_jobs'), secret, stop: async () => {} };
}
