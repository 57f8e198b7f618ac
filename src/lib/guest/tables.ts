/** Links by which somebody without an account reads or decides: a link and a code that travel by different ways. */
import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgPolicy, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { person } from '../account/tables';
import { me, sensitiveOpen, systemRole, userRole } from '../server/database/roles';
import { guestKinds } from './rules';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * A link that belongs to one young person. Token and code are derived from the portal's secret (guest/server.ts), so
 * that the owner can see them again; the table holds hashes only, and nobody selects those.
 */
export const guestLink = pgTable(
	'guest_link',
	{
		id: uuid().primaryKey(),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		kind: text({ enum: guestKinds }).notNull(),
		tokenHash: text('token_hash').notNull(),
		codeHash: text('code_hash').notNull(),
		/** Whom it is meant for, as the young person (or the support coordinator) wrote it. */
		name: text().notNull(),
		/** Where the link is mailed to; null: it goes by hand. The code is never mailed. */
		email: text(),
		/** The last day on which it opens. */
		until: date().notNull(),
		/** How often it may be opened; null is without a limit. */
		maxOpenings: integer('max_openings'),
		openings: integer().notNull().default(0),
		/** Wrong codes in all; ten lock the link. */
		wrongTries: integer('wrong_tries').notNull().default(0),
		madeAt: at('made_at')
			.notNull()
			.default(sql`app_now()`),
		endedAt: at('ended_at')
	},
	(t) => [
		unique('guest_link_owner').on(t.id, t.youthId),
		unique('guest_link_token').on(t.tokenHash),
		index('guest_link_youth').on(t.youthId),
		check('guest_link_kind', sql`${t.kind} in ('share', 'participant', 'representative')`),
		check('guest_link_name', sql`length(${t.name}) between 1 and 200`),
		/* Who knows a link and its code reads what it opens: closed where the sensitive answers are. */
		pgPolicy('guest_link_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me} and ${sensitiveOpen}` }),
		pgPolicy('guest_link_insert', {
			for: 'insert',
			to: userRole,
			withCheck: sql`${t.youthId} = ${me} and ${t.endedAt} is null and ${t.openings} = 0 and ${t.wrongTries} = 0 and ${t.until} >= app_today()`
		}),
		/* Ending is for good: a new link is a new row. */
		pgPolicy('guest_link_update', {
			for: 'update',
			to: userRole,
			using: sql`${t.youthId} = ${me} and ${t.endedAt} is null`,
			withCheck: sql`${t.youthId} = ${me} and ${t.endedAt} is not null`
		})
	]
);

/** A browser in which link and code were right, for half an hour. The system sees only what has ended. */
export const guestSession = pgTable(
	'guest_session',
	{
		tokenHash: text('token_hash').primaryKey(),
		linkId: uuid('link_id')
			.notNull()
			.references(() => guestLink.id, { onDelete: 'cascade' }),
		/** Who it is, in the reader's own words: what the access log shows. */
		readerName: text('reader_name').notNull(),
		/** Where the reader is reached, once it was asked: before taking a PDF along. */
		readerEmail: text('reader_email'),
		expiresAt: at('expires_at').notNull()
	},
	(t) => [
		index('guest_session_link').on(t.linkId),
		pgPolicy('guest_session_system_select', { for: 'select', to: systemRole, using: sql`${t.expiresAt} < app_now()` }),
		pgPolicy('guest_session_system_delete', { for: 'delete', to: systemRole, using: sql`${t.expiresAt} < app_now()` })
	]
);
