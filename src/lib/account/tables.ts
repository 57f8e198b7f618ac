/** Persons, how they sign in, and their sessions. */
import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgPolicy, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { me, sensitiveOpen, systemRole, userRole } from '../server/database/roles';

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
		/** Always in lower case. The school gave it to a professional, or a link that was mailed to it was opened: see confirm_email(). */
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
		.default(sql`app_now()`),
	/** When a mentor's code last set it: whoever signs in within a day finds the sensitive answers closed. */
	codeUsedAt: timestamp('code_used_at', { withTimezone: true })
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
		expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
		/** On a device of a school or library: ends after a quarter of an hour without use. */
		shared: boolean().notNull().default(false),
		/** Opened with a mentor's code, or within a day after one: sensitive answers stay closed (sensitive_open()). */
		sensitiveClosed: boolean('sensitive_closed').notNull().default(false)
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

/**
 * A one-time code with which a mentor lets a young person in who forgot the password. The row stays, as the young
 * person's log of who made one and whether it was used; of the code itself only an HMAC is kept.
 */
export const signInCode = pgTable(
	'sign_in_code',
	{
		id: uuid().primaryKey(),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		/** Null when the mentor's account is gone; the name stays. */
		mentorId: uuid('mentor_id').references(() => person.id, { onDelete: 'set null' }),
		mentorName: text('mentor_name').notNull(),
		mentorFrom: text('mentor_from').notNull(),
		codeHash: text('code_hash').notNull(),
		madeAt: timestamp('made_at', { withTimezone: true }).notNull(),
		expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
		wrongTries: integer('wrong_tries').notNull().default(0),
		usedAt: timestamp('used_at', { withTimezone: true }),
		/** A newer code was made, or it was guessed at too often. */
		endedAt: timestamp('ended_at', { withTimezone: true }),
		/** When the young person put the notice about it away. */
		seenAt: timestamp('seen_at', { withTimezone: true })
	},
	(t) => [
		index('sign_in_code_youth').on(t.youthId, t.madeAt),
		pgPolicy('sign_in_code_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` }),
		/* Whoever came in with the code does not put the notice away for the one whom it is meant for. */
		pgPolicy('sign_in_code_update', {
			for: 'update',
			to: userRole,
			using: sql`${t.youthId} = ${me} and ${sensitiveOpen}`,
			withCheck: sql`${t.youthId} = ${me} and ${sensitiveOpen}`
		})
	]
);

/**
 * A link in a mail: to a new password, or to confirm an address. The token in it is derived of the id, so that the mail can
 * make it when it is sent; only its hash is kept. Used once, by whoever reads that address.
 */
export const accountLink = pgTable(
	'account_link',
	{
		id: uuid().primaryKey(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		/** Removed: no link, but what tells the address that it was taken away. */
		kind: text({ enum: ['password_reset', 'email_confirm', 'email_removed'] }).notNull(),
		/** The address that it went to: it means nothing any more when the person has another. */
		email: text().notNull(),
		tokenHash: text('token_hash').notNull().unique(),
		madeAt: timestamp('made_at', { withTimezone: true }).notNull(),
		expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
		usedAt: timestamp('used_at', { withTimezone: true }),
		/** A newer link took its place. */
		endedAt: timestamp('ended_at', { withTimezone: true }),
		/** The address that this one took the place of. */
		before: text()
	},
	(t) => [
		index('account_link_person').on(t.personId),
		check('account_link_kind', sql`${t.kind} in ('password_reset', 'email_confirm', 'email_removed')`),
		pgPolicy('account_link_system_select', { for: 'select', to: systemRole, using: sql`${t.expiresAt} < app_now() - interval '1 day'` }),
		pgPolicy('account_link_system_delete', { for: 'delete', to: systemRole, using: sql`${t.expiresAt} < app_now() - interval '1 day'` })
	]
);

/** A notice that a person put away for a while: on every device, so a row and no cookie. */
export const putAway = pgTable(
	'put_away',
	{
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		notice: text({ enum: ['own_address'] }).notNull(),
		/** The day on which it comes back. */
		until: date().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.personId, t.notice] }),
		pgPolicy('put_away_select', { for: 'select', to: userRole, using: sql`${t.personId} = ${me}` })
	]
);

/** A pause that the young person takes: reminders are silent, and nothing else changes. */
export const pause = pgTable(
	'pause',
	{
		personId: uuid('person_id')
			.primaryKey()
			.references(() => person.id, { onDelete: 'cascade' }),
		since: timestamp({ withTimezone: true })
			.notNull()
			.default(sql`app_now()`),
		/** The last day of it; null: until the young person ends it. */
		until: date()
	},
	(t) => [
		pgPolicy('pause_own', { for: 'all', to: userRole, using: sql`${t.personId} = ${me}`, withCheck: sql`${t.personId} = ${me}` }),
		/* Whoever guides them knows not to call. */
		pgPolicy('pause_select', { for: 'select', to: userRole, using: sql`mentors_youth(${t.personId})` })
	]
);
