/** One fresh database with all tables for the access tests: in PVS_TEST_OWNER_URL, or else an embedded one. */
import type { TestProject } from 'vitest/node';
import { makeTestDatabase } from '../../src/run/test-database';

declare module 'vitest' {
	export interface ProvidedContext {
		database: { ownerUrl: string; webUrl: string; systemUrl: string };
	}
}

/** Makes the database before the tests and removes it afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const database = await makeTestDatabase();
	const { ownerUrl, webUrl, systemUrl } = database;
	project.provide('database', { ownerUrl, webUrl, systemUrl });
	return () => database.stop();
}
