/**
 * Connections that may be lost at any moment. Each is its own client of the driver, and one that is lost is never used again:
 * the driver would connect it anew, with what was left of before (half a statement, which nobody sends any more; the rollback
 * of somebody else), and ends the process when it writes to one that is closed. Nobody waits for ever: not for a free
 * connection, and not for an answer.
 */
import { makePgArray } from 'drizzle-orm/pg-core';
import postgres, { type Sql } from 'postgres';
import { parse } from 'postgres-array';
import { asAway, DatabaseAway } from './away';

/** A connection, for as long as a piece of work has it. */
export type Client = Sql<Record<string, unknown>>;

interface Line {
	client: Client;
	/** Who uses it now, the longest first. */
	users: Set<User>;
	isGone: boolean;
}

interface User {
	/** What to call when the connection is lost. */
	fail: Fail;
	/** When they have waited long enough for the database (Date.now()). */
	until: number;
}

type Fail = (why: DatabaseAway) => void;

/** Somebody who waits for a connection. */
interface Waiting {
	take(line: Line): void;
	fail: Fail;
	/** For whom: the work that is to be done on it. */
	user: User;
}

/** How a pool behaves. Times are in milliseconds. */
export interface PoolOptions {
	max: number;
	/** Several statements may be on their way on one connection: for single statements, never for transactions. */
	shared?: boolean;
	/** How long one piece of work may take; each statement of it a little less. */
	patience: number;
	/** Settings of the connection, such as its role. */
	connection: Record<string, string | number>;
	types?: Record<string, postgres.PostgresType>;
}

/** How long one waits for a free connection; and when the database seems to be away. */
const longestWait = 5000;
const longestWaitInDoubt = 2000;
/** How long making a connection may take, in seconds. */
const connectSeconds = 5;
const tryAgainAfter = 250;

/**
 * Lists of texts and of ids (text[], varchar[], uuid[]). Said here, because else the driver asks each new connection for the types that
 * there are; when the connection is lost just then, nobody hears that the question failed, and Node ends the process.
 */
const lists: postgres.PostgresType = {
	to: 1009,
	from: [1009, 1015, 2951],
	serialize: (value: unknown) => (Array.isArray(value) ? makePgArray(value) : value),
	parse: (text: string) => parse(text)
};

/** How often it is looked whether somebody has waited too long for an answer. One look for all costs less than a timer for each. */
const lookEvery = 250;

export class Pool {
	#lines: Line[] = [];
	#waiting: Waiting[] = [];
	#making = 0;
	/** Why the last try to connect failed: until one succeeds, one at a time is tried. */
	#doubt: DatabaseAway | undefined;
	#ended = false;
	#looking: ReturnType<typeof setInterval> | undefined;

	constructor(
		readonly url: string,
		readonly options: PoolOptions
	) {}

	/**
	 * Runs `work` on one connection.
	 * @returns what `work` returns
	 * @throws {DatabaseAway} when the database cannot answer (in time): what was asked may have happened or not
	 */
	use<T>(work: (client: Client) => Promise<T>): Promise<T> {
		return new Promise((done, fail) => {
			const user: User = { fail, until: Infinity };
			const start = (line: Line) => {
				user.until = Date.now() + this.options.patience;
				let isOver = false;
				const end = () => {
					isOver = true;
					line.users.delete(user);
					if (this.#waiting.length > 0) this.#serve();
				};
				/* A single statement is over when it is answered; other work may go on when the connection was lost. */
				const lent = this.options.shared ? line.client : lend(line, () => isOver);
				user.fail = (why) => (end(), fail(why));
				work(lent).then(
					(result) => (end(), done(result)),
					(error: unknown) => (end(), fail(asAway(error)))
				);
			};
			const line = this.#takeNow(user);
			if (line) start(line);
			else this.#wait(user).then(start, fail);
		});
	}

	/** Closes all connections; what is under way is finished first, for so many seconds at the most. */
	async end(seconds: number): Promise<void> {
		this.#ended = true;
		clearInterval(this.#looking);
		for (const waiting of this.#waiting.splice(0)) waiting.fail(new DatabaseAway('CONNECTION_ENDED'));
		await Promise.all(this.#lines.splice(0).map(({ client }) => client.end({ timeout: seconds })));
	}

	#takeNow(user: User): Line | undefined {
		const line = this.#ended ? undefined : this.#free();
		line?.users.add(user);
		return line;
	}

	#wait(user: User): Promise<Line> {
		if (this.#ended) return Promise.reject(new DatabaseAway('CONNECTION_ENDED'));
		return new Promise((done, fail) => {
			const end = () => {
				clearTimeout(late);
				this.#waiting = this.#waiting.filter((other) => other !== waiting);
			};
			const waiting: Waiting = { user, take: (line) => (end(), done(line)), fail: (why) => (end(), fail(why)) };
			const late = setTimeout(
				() => waiting.fail(this.#doubt ?? new DatabaseAway('ALL_BUSY')),
				this.#doubt ? longestWaitInDoubt : longestWait
			);
			this.#waiting.push(waiting);
			this.#grow();
		});
	}

	/** A connection that can be used now: one that nobody uses, or with `shared` the least used one. */
	#free(): Line | undefined {
		const idle = this.#lines.find(({ users }) => users.size === 0);
		if (idle || !this.options.shared) return idle;
		if (this.#lines.length + this.#making < this.options.max && !this.#doubt) this.#make();
		return this.#lines.reduce<Line | undefined>((least, line) => (least && least.users.size <= line.users.size ? least : line), undefined);
	}

	#serve(): void {
		for (let line = this.#free(); line && this.#waiting.length > 0; line = this.#free()) {
			const [first] = this.#waiting;
			line.users.add(first!.user);
			first!.take(line);
		}
		this.#grow();
	}

	#grow(): void {
		const most = this.#doubt ? 1 : Math.min(this.#waiting.length, this.options.max - this.#lines.length);
		while (!this.#ended && this.#waiting.length > 0 && this.#making < most && this.#lines.length + this.#making < this.options.max)
			this.#make();
	}

	#make(): void {
		this.#making++;
		this.#connect().then(
			(line) => {
				this.#making--;
				this.#doubt = undefined;
				if (this.#ended) return void line.client.end({ timeout: 0 });
				if (!line.isGone) this.#lines.push(line);
				this.#looking ??= setInterval(() => this.#look(), lookEvery).unref();
				this.#serve();
			},
			(error: unknown) => {
				const why = asAway(error);
				this.#doubt = why instanceof DatabaseAway ? why : new DatabaseAway('NO_CONNECTION', { cause: error });
				setTimeout(() => {
					this.#making--;
					this.#grow();
				}, tryAgainAfter);
			}
		);
	}

	/** Makes a connection, and has heard from the database when it is there. */
	async #connect(): Promise<Line> {
		const { patience, connection, types } = this.options;
		const client = postgres(this.url, {
			max: 1,
			onnotice: () => {},
			connect_timeout: connectSeconds,
			/* Else the driver ends each after half an hour or more, between two statements of a transaction too: it does not know ours. */
			max_lifetime: null,
			onclose: () => this.#drop(line, new DatabaseAway('CONNECTION_CLOSED')),
			/* A statement ends before whoever waits for it gives up; and a process that froze holds no lock for ever. */
			connection: {
				application_name: 'paspoort',
				statement_timeout: patience - 1000,
				idle_in_transaction_session_timeout: patience * 2,
				...connection
			},
			fetch_types: false,
			types: { lists, ...types }
		}) as unknown as Client;
		const line: Line = { client, users: new Set(), isGone: false };
		const why = new DatabaseAway('CONNECT_TIMEOUT');
		let late: ReturnType<typeof setTimeout> | undefined;
		/* The driver's own limit begins again with each try. */
		const inTime = new Promise<never>((_, fail) => (late = setTimeout(() => fail(why), connectSeconds * 1000 + 500)));
		try {
			await Promise.race([client`select 1`, inTime]);
			return line;
		} catch (error) {
			this.#drop(line, why);
			throw error;
		} finally {
			clearTimeout(late);
		}
	}

	/** Gives up each connection on which somebody has waited too long: the first of its users began first. */
	#look(): void {
		const now = Date.now();
		for (const line of [...this.#lines]) {
			const [first] = line.users;
			if (first && first.until < now) this.#giveUp(line);
		}
	}

	/** No answer in time: this connection goes, and so do those that wait idle for the same database. */
	#giveUp(line: Line): void {
		const why = new DatabaseAway('NO_ANSWER');
		this.#doubt = why;
		this.#drop(line, why);
		for (const other of this.#lines.filter(({ users }) => users.size === 0)) this.#drop(other, why);
	}

	#drop(line: Line, why: DatabaseAway): void {
		if (line.isGone) return;
		line.isGone = true;
		this.#lines = this.#lines.filter((other) => other !== line);
		for (const { fail } of [...line.users]) fail(why);
		void line.client.end({ timeout: 0 }).catch(() => {});
	}
}

/** The client of a connection, that takes no statement any more when the connection is lost or the work is over. */
function lend(line: Line, isOver: () => boolean): Client {
	const unsafe: Client['unsafe'] = (...statement) => {
		if (line.isGone || isOver()) throw new DatabaseAway('CONNECTION_CLOSED');
		return line.client.unsafe(...statement);
	};
	return new Proxy(line.client, { get: (client, name) => (name === 'unsafe' ? unsafe : Reflect.get(client, name)) });
}

/**
 * Runs `work` in one transaction. (The driver's own begin() sends its rollback also on a connection that is lost.)
 * @param client a connection that nobody else uses
 * @param snapshot all statements see the same moment; otherwise each sees what is committed by then
 * @returns what `work` returns, when it is committed; an error rolls everything back
 */
export async function transaction<T>(client: Client, work: () => Promise<T>, snapshot = false): Promise<T> {
	await client.unsafe(snapshot ? 'begin isolation level repeatable read' : 'begin');
	let result: T;
	try {
		result = await work();
	} catch (error) {
		/* On a connection that is lost the server does so by itself. */
		await Promise.resolve()
			.then(() => client.unsafe('rollback'))
			.catch(() => {});
		throw error;
	}
	/* After a statement that failed, and whose error was kept silent, PostgreSQL answers a commit with a rollback. */
	const { command } = await client.unsafe('commit');
	if (command !== 'COMMIT') throw new Error('a statement failed, and the transaction was rolled back');
	return result;
}
