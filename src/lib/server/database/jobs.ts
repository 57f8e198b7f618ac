/**
 * The queue of pg-boss in the same database, in a schema of its own. The owner makes it in the migrate step, so that the web
 * process runs with `migrate: false` on a login that can make nothing. Only the system's role may look into it: what
 * users do puts jobs in by send_mail_later(), a function of the owner.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Sql } from 'postgres';
import { CannotStart } from '../cannot-start';

/** Where pg-boss keeps its tables. */
export const jobSchema = 'pgboss';

/** A mail is tried for about a day, each time after a longer wait; the daily round comes again by itself. */
const queues = {
	mail: { policy: 'standard', retryLimit: 12, retryDelay: 20, retryBackoff: true, expireInSeconds: 600, retentionMinutes: 7 * 24 * 60 },
	remind: { policy: 'standard', retryLimit: 2, retryDelay: 60, retryBackoff: false, expireInSeconds: 600, retentionMinutes: 24 * 60 },
	/** pg-boss puts what the clock starts into this queue of its own first. */
	'__pgboss__send-it': { policy: 'standard' }
};

/** In daytime, several times, so that a portal that was down at one of them is not a day late. Each reminder is once. */
const schedules = [{ name: 'remind', cron: '10 8,11,14,17 * * *', timezone: 'Europe/Amsterdam' }];

/** What the worker does: fetch, finish and retry jobs, tidy up, look at the clock. It makes no queue and no schedule. */
const grants = [
	'usage on schema pgboss',
	'select, insert, update, delete on pgboss.job',
	'select, insert, delete on pgboss.archive',
	'select, update on pgboss.version',
	'select on pgboss.queue, pgboss.schedule'
];

/**
 * Makes the queues, or brings them up to date; changes nothing when all is in order.
 * @param owner the owner's login, on one connection
 * @returns whether anything was made or changed
 * @throws {CannotStart} when the queue is of another version of the portal, or when making it is not allowed
 */
export async function prepareJobs(owner: Sql): Promise<boolean> {
	const { schema: wanted } = createRequire(import.meta.url)('pg-boss/version.json') as { schema: number };
	const plan = JSON.stringify({ wanted, queues, schedules, grants });
	const mark = createHash('sha256').update(plan).digest('hex');
	const [is] = await owner<[{ made: boolean; mark: string | null }]>`
		select to_regclass('pgboss.version') is not null as made, obj_description(to_regnamespace('pgboss')::oid, 'pg_namespace') as mark`;
	if (is.mark === mark) return false;

	const { default: PgBoss } = await import('pg-boss');
	try {
		if (!is.made) await owner.unsafe(PgBoss.getConstructionPlans(jobSchema));
		const [{ version }] = await owner<[{ version: number }]>`select version from pgboss.version`;
		if (version !== wanted)
			throw new CannotStart('De wachtrij voor mail is van een andere versie van het portaal. Er is niets veranderd: gebruik die versie.');
		await owner.begin(async (tx) => {
			for (const [name, options] of Object.entries(queues)) {
				await tx`select pgboss.create_queue(${name}, ${JSON.stringify(options)}::text::json)`;
				if ('retryLimit' in options)
					await tx`update pgboss.queue set retry_limit = ${options.retryLimit}, retry_delay = ${options.retryDelay}, retry_backoff = ${options.retryBackoff},
						expire_seconds = ${options.expireInSeconds}, retention_minutes = ${options.retentionMinutes}, updated_on = now() where name = ${name}`;
			}
			await tx`delete from pgboss.schedule`;
			for (const { name, cron, timezone } of schedules)
				await tx`insert into pgboss.schedule (name, cron, timezone, options) values (${name}, ${cron}, ${timezone}, '{}')`;
			for (const grant of grants) await tx.unsafe(`grant ${grant} to pvs_system`);
			await tx.unsafe(`comment on schema ${jobSchema} is '${mark}'`);
		});
		return true;
	} catch (error) {
		if (error instanceof CannotStart) throw error;
		throw new CannotStart(`De wachtrij voor mail kon niet gemaakt worden. PostgreSQL zegt: ${(error as Error).message}`, { cause: error });
	}
}
