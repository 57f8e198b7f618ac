/**
 * The database's group roles. They are made by the first migration (roles live in the whole cluster, so
 * drizzle-kit must not try to make them), and the logins are members of them.
 */
import { sql } from 'drizzle-orm';
import { pgRole, type AnyPgColumn } from 'drizzle-orm/pg-core';

/** A signed-in person: row security decides by app_user(). */
export const userRole = pgRole('pvs_user').existing();
/** Before signing in: may only call a handful of functions. */
export const visitorRole = pgRole('pvs_visitor').existing();
/** What the portal does by itself; has a login of its own. */
export const systemRole = pgRole('pvs_system').existing();

/** The person in whose name the statement runs. */
export const me = sql`app_user()`;

/** Whether the sensitive answers are open in this session: not in one that a mentor's code opened. */
export const sensitiveOpen = sql`sensitive_open()`;
/** What stands in front of the question in the name of a sensitive part. */
export const isSensitivePart = (part: AnyPgColumn) => sql`${part} like 'gevoelig:%'`;
