/** Persons, how they sign in, and their sessions. */
import { sql } from 'drizzle-orm';
import { boolean, check, date, index, pgPolicy, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { me, systemRole, userRole } from '../server/database/roles';

/** A human being: a young person, or somebody who works with young people. */
export const person = pgTable(
	'person',
	{
		id: uuid().primaryKey(),
		kind: text({ enum: ['youth', 'staff'] }).notNull(),
		/** The name as on a diploma. */
		name: text().notNull(),
		/** What the person wants to be called. */
		called: text().notNull(),
		/** Free text, as the person writes it: "hen/diens". */
		pronouns: text().notNull().default(''),
		/** Of young people only: below 16 a representative decides along about sharing (UAVG 5). */
		bornOn: date('born_on'),
		/** Always in lower case. */
		signInName: text('sign_in_name').unique(),
		/** Always in lower case. */
		email: text().unique(),
		isDemo: boolean('is_demo').notNull().default(false),
		createdAt: timestamp('created_at', { withTimezone: true })
			.notNull()
			.default(sql`app_now()`)
	},
	(t) => [
		check('person_kind', sql`${t.kind} in ('youth', 'staff')`),
		check('person_can_sign_in', sql`${t.signInName} is not null or ${t.email} is not null`),
		check('person_youth_born', sql`${t.kind} <> 'youth' or ${t.bornOn} is not null`),
		pgPolicy('person_select', {
			for: 'select',
			to: userRole,
			using: sql`${t.id} = ${me} or mentors_youth(${t.id})`
		}),
		pgPolicy('person_update', { for: 'update', to: userRole, using: sql`${t.id} = ${me}`, withCheck: sql`${t.id} = ${me}` }),
		pgPolicy('person_system_select', { for: 'select', to: systemRole, using: sql`${t.isDemo}` })
	]
);

/** The password, apart: no role of the web login can read this table. */
export const credential = pgTable('credential', {
	personId: uuid('person_id')
		.primaryKey()
		.references(() => person.id, { onDelete: 'cascade' }),
	/** argon2id */
	passwordHash: text('password_hash').notNull(),
	changedAt: timestamp('changed_at', { withTimezone: true })
		.notNull()
		.default(sql`app_now()`)
}).enableRLS();

/** A signed-in browser. Only the hash of the cookie's token is kept. */
export const session = pgTable(
	'session',
	{
		tokenHash: text('token_hash').primaryKey(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		createdAt: timestamp('created_at', { withTimezone: true })
			.notNull()
			.default(sql`app_now()`),
		expiresAt: timestamp('expires_at', { withTimezone: true }).notNull()
	},
	(t) => [
		index('session_person').on(t.personId),
		pgPolicy('session_select', { for: 'select', to: userRole, using: sql`${t.personId} = ${me}` }),
		pgPolicy('session_delete', { for: 'delete', to: userRole, using: sql`${t.personId} = ${me}` }),
		pgPolicy('session_system_select', { for: 'select', to: systemRole, using: sql`${t.expiresAt} < app_now()` }),
		pgPolicy('session_system_delete', { for: 'delete', to: systemRole, using: sql`${t.expiresAt} < app_now()` })
	]
);

/**
 * A failed try to sign in or to guess a class code. Failures are counted, not visits: a whole school shares one
 * address. Both keys are hashes, so that the table holds no names and no addresses.
 */
export const signInFailure = pgTable(
	'sign_in_failure',
	{
		id: uuid().primaryKey(),
		accountHash: text('account_hash').notNull(),
		addressHash: text('address_hash').notNull(),
		at: timestamp({ withTimezone: true })
			.notNull()
			.default(sql`app_now()`)
	},
	(t) => [
		index('sign_in_failure_account').on(t.accountHash, t.at),
		index('sign_in_failure_address').on(t.addressHash, t.at),
		pgPolicy('sign_in_failure_system_select', { for: 'select', to: systemRole, using: sql`${t.at} < app_now() - interval '1 day'` }),
		pgPolicy('sign_in_failure_system_delete', { for: 'delete', to: systemRole, using: sql`${t.at} < app_now() - interval '1 day'` })
	]
);
