/** What is to be sent and what was: kinds, ids and moments, never an address, a name or a word of the mail itself. */
import { sql } from 'drizzle-orm';
import { check, pgPolicy, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { person } from '../../account/tables';
import { me, systemRole, userRole } from '../database/roles';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * A mail that somebody will get, was sent, or turned out not to be needed. Written by send_mail_later() in the transaction
 * of the change; the worker claims it before it sends and marks it afterwards, so that a second try sends no second mail.
 */
export const mail = pgTable(
	'mail',
	{
		/** Also the id of the job, and the Message-ID that the mail carries at each try. */
		id: uuid().primaryKey(),
		kind: text().notNull(),
		/** What it is about: a consent, a signature, a person; the kind knows. */
		subject: uuid().notNull(),
		/** What happens once: the same kind and key give one mail. */
		key: text(),
		madeAt: at('made_at')
			.notNull()
			.default(sql`app_now()`),
		/** Since when a worker is sending it. */
		claimedAt: at('claimed_at'),
		/** When it ended, and how: sent, or nothing to send any more. */
		endedAt: at('ended_at'),
		outcome: text({ enum: ['sent', 'nothing'] })
	},
	(t) => [
		unique('mail_once').on(t.kind, t.key),
		check('mail_outcome', sql`${t.outcome} in ('sent', 'nothing') and (${t.outcome} is null) = (${t.endedAt} is null)`)
	]
).enableRLS();

/** In the demo no mail leaves the computer: it is kept here, and shown at /demo/post. */
export const demoMail = pgTable(
	'demo_mail',
	{
		id: uuid().primaryKey(),
		to: text().array().notNull(),
		subject: text().notNull(),
		text: text().notNull(),
		at: at('at')
			.notNull()
			.default(sql`app_now()`)
	},
	() => [pgPolicy('demo_mail_system_select', { for: 'select', to: systemRole, using: sql`true` })]
);

/** Who turned reminders off. */
export const reminderOff = pgTable(
	'reminder_off',
	{
		personId: uuid('person_id')
			.primaryKey()
			.references(() => person.id, { onDelete: 'cascade' })
	},
	(t) => [
		pgPolicy('reminder_off_all', { for: 'all', to: userRole, using: sql`${t.personId} = ${me}`, withCheck: sql`${t.personId} = ${me}` })
	]
);
