/** A database that cannot answer now: it is away, it has no room, or it takes too long. Trying again later helps. */

/**
 * The codes that say so. Of PostgreSQL (https://www.postgresql.org/docs/current/errcodes-appendix.html): connections, no more
 * room or connections, taken too long, shut down or starting, read-only after a move to another server, the disk. Of the
 * driver and of Node: connections.
 */
const codes =
	/^(08\w{3}|53\w{3}|57014|57P0[1-5]|55P03|25P0[34]|25006|58\w{3}|E[A-Z]*(CONN|HOST|NET|ADDR)[A-Z]+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT|CONNECTION_[A-Z]+|ERR_STREAM_\w+|ERR_SOCKET_\w+)$/;

/** Thrown instead of whatever the driver says, when the database cannot answer now. */
export class DatabaseAway extends Error {
	override name = 'DatabaseAway';

	/** @param code why: a code of PostgreSQL, of the driver or of Node, NO_ANSWER (in time) or ALL_BUSY */
	constructor(
		readonly code: string,
		options?: ErrorOptions
	) {
		super('the database cannot answer now', options);
	}
}

/** The same error as a DatabaseAway when it, or what caused it, says that the database cannot answer; otherwise the error itself. */
export function asAway(error: unknown): unknown {
	for (let cause = error; cause instanceof Error; cause = cause.cause) {
		if (cause instanceof DatabaseAway) return cause;
		const { code } = cause as { code?: unknown };
		if (typeof code === 'string' && codes.test(code)) return new DatabaseAway(code, { cause: error });
	}
	return error;
}
