/**
 * The only door to the database. It hands out transactions in somebody's name, never a raw handle: row security
 * decides what each of them sees. Opened once, in the server's `init` hook (the build imports endpoints, so nothing
 * may open at module level).
 */
import { sql, type SQL } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import { Pool, transaction, type Client } from './pool';

/** A transaction in somebody's name. */
export type Tx = PgDatabase<PostgresJsQueryResultHKT>;

/** In whose name: all that the database needs to know of a signed-in person. */
export interface UserRef {
	id: string;
	/** Of the session: whether sensitive answers stay closed in it. Where nothing is said they are closed. */
	sensitiveClosed?: boolean;
}

interface Connections {
	web: Pool;
	webCalls: Pool;
	system: Pool;
}

let connections: Connections | undefined;

/** How long somebody waits for the database before a page says that it is away, and how long the portal by itself; in milliseconds. */
const forSomebody = 8000;
const byItself = 60_000;

/**
 * Opens the pools. `web` and `system` are the addresses of two different logins: a statement in a user's transaction
 * can then never become the system.
 */
export function openDatabase(addresses: { web: string; system: string; poolSize?: number }): void {
	if (connections) return;
	const max = addresses.poolSize ?? 10;
	connections = {
		web: new Pool(addresses.web, { max, patience: forSomebody, connection: { role: 'pvs_visitor' } }),
		/* Short calls of functions: few connections that wait little do more than many (measured by npm run bench), and
		   their statements are planned once. */
		webCalls: new Pool(addresses.web, {
			max: Math.ceil(max / 2),
			shared: true,
			patience: forSomebody,
			connection: { role: 'pvs_visitor', plan_cache_mode: 'force_generic_plan' }
		}),
		system: new Pool(addresses.system, { max: 2, patience: byItself, connection: { role: 'pvs_system' } })
	};
}

/** Closes the pools; what is under way is finished first, for five seconds at the most. */
export async function closeDatabase(): Promise<void> {
	const closing = connections;
	connections = undefined;
	if (closing) await Promise.all(Object.values(closing).map((pool: Pool) => pool.end(5)));
}

function pool<K extends keyof Connections>(name: K): Connections[K] {
	if (!connections) throw new Error('the database is not open');
	return connections[name];
}

function inTransaction<T>(name: 'web' | 'system', work: (tx: Tx) => Promise<T>, snapshot = false): Promise<T> {
	return pool(name).use((client: Client) => transaction(client, () => work(drizzle(client)), snapshot));
}

/**
 * Runs `work` in one transaction as a signed-in person, under row security.
 * @param how `snapshot`: for reading what belongs together in several statements, while somebody else may be changing it: all of them
 *   see the same moment. Not for changing what another changes at the same time: the database refuses that then.
 * @returns what `work` returns; an error rolls everything back
 * @throws {DatabaseAway} when the database cannot answer now; see away.ts
 */
export function asUser<T>(user: UserRef, work: (tx: Tx) => Promise<T>, how: { snapshot?: boolean } = {}): Promise<T> {
	const inName = async (tx: Tx): Promise<T> => {
		const closed = user.sensitiveClosed === false ? 'no' : 'yes';
		await tx.execute(
			sql`select set_config('role', 'pvs_user', true), set_config('app.user_id', ${user.id}, true), set_config('app.sensitive_closed', ${closed}, true)`
		);
		return work(tx);
	};
	return inTransaction('web', inName, how.snapshot);
}

/** What the portal may do by itself; each with its caller in tests/conventions. */
export type SystemReason =
	| 'sign in as a demo person'
	| 'forget what has expired'
	| 'send the mail that waits'
	| 'send the reminders'
	| 'keep a mail of the demo'
	| 'show the mail of the demo';

/** Runs `work` in one transaction as the portal itself. Few callers, each listed in a test with its reason. */
export function asSystem<T>(_why: SystemReason, work: (tx: Tx) => Promise<T>): Promise<T> {
	return inTransaction('system', work);
}

/**
 * Calls one function of the database in one round trip, as a visitor. What happens before signing in goes this way;
 * and save_answer(), which enters the user's scope by itself, because saving while typing must cost nearly nothing.
 * @param name a name from the migrations, never from input
 * @returns the rows of the function
 * @throws {DatabaseAway} when the database cannot answer now; what was asked may have happened or not
 */
export async function callAsVisitor<Row>(name: string, values: (string | number | boolean | null)[]): Promise<Row[]> {
	const places = values.map((_, index) => `$${index + 1}`).join(', ');
	const statement = `select * from ${name}(${places})`;
	return pool('webCalls').use(async (client) => (await client.unsafe(statement, values, { prepare: true })) as unknown as Row[]);
}

/** The rows of a statement that drizzle's builder has no words for: a call of a function of ours. */
export async function rows<Row>(tx: Tx, statement: SQL): Promise<Row[]> {
	return (await tx.execute(statement)) as unknown as Row[];
}

/** What a function of ours says came of it, in a transaction that does more. @param call such as "end_talk(...)" */
export async function outcomeIn<Outcome>(tx: Tx, call: SQL): Promise<Outcome> {
	const [row] = await rows<{ outcome: Outcome }>(tx, sql`select ${call} as outcome`);
	return row!.outcome;
}

/** The same, as a signed-in person, and nothing else. */
export const outcomeOf = <Outcome>(user: UserRef, call: SQL): Promise<Outcome> => asUser(user, (tx) => outcomeIn<Outcome>(tx, call));
