/**
 * What the mbo says back: an answer before the intake, that the intake was held, and an answer to each support that the
 * young person asks for. Written by functions that check that the consent is open for a team of the writer.
 */
import { sql } from 'drizzle-orm';
import {
	check,
	date,
	foreignKey,
	index,
	integer,
	pgPolicy,
	pgTable,
	primaryKey,
	text,
	timestamp,
	unique,
	uuid,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import { person } from '../account/tables';
import { consent } from '../consent/tables';
import { me, userRole } from '../server/database/roles';
import { outcomes } from './outcomes';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** What the intaker wants to talk about, with name and place as they were then: one per intaker. */
export const intakeReply = pgTable(
	'intake_reply',
	{
		id: uuid().primaryKey(),
		consentId: uuid('consent_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		authorId: uuid('author_id')
			.notNull()
			.references(() => person.id),
		authorName: text('author_name').notNull(),
		authorFrom: text('author_from').notNull(),
		text: text().notNull(),
		at: at('at').notNull(),
		changedAt: at('changed_at')
	},
	(t) => [
		unique('intake_reply_once').on(t.consentId, t.authorId),
		index('intake_reply_youth').on(t.youthId),
		foreignKey({ columns: [t.consentId, t.youthId], foreignColumns: [consent.id, consent.youthId], name: 'intake_reply_consent' }).onDelete(
			'cascade'
		),
		check('intake_reply_text', sql`trim(${t.text}) <> '' and length(${t.text}) <= 5000`),
		pgPolicy('intake_reply_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);

/** That the intake was held, when and with whom. From then on the answers before it stay as they are. */
export const intakeTalk = pgTable(
	'intake_talk',
	{
		consentId: uuid('consent_id').primaryKey(),
		youthId: uuid('youth_id').notNull(),
		heldOn: date('held_on').notNull(),
		/** Who was there besides the young person and the intaker, in the intaker's words; may be empty. */
		present: text().notNull(),
		authorId: uuid('author_id')
			.notNull()
			.references(() => person.id),
		authorName: text('author_name').notNull(),
		authorFrom: text('author_from').notNull(),
		at: at('at').notNull()
	},
	(t) => [
		index('intake_talk_youth').on(t.youthId),
		foreignKey({ columns: [t.consentId, t.youthId], foreignColumns: [consent.id, consent.youthId], name: 'intake_talk_consent' }).onDelete(
			'cascade'
		),
		check('intake_talk_present', sql`length(${t.present}) <= 200`),
		pgPolicy('intake_talk_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);

const reasoned = (outcome: AnyPgColumn, words: AnyPgColumn) =>
	sql`${outcome} in ('yes', 'no', 'other') and (${outcome} = 'yes' or trim(${words}) <> '')`;

/**
 * The answer to one support that was asked for. What the team is still writing stands beside what it gave: the young
 * person gets to read only the latter, whole.
 */
export const supportAnswer = pgTable(
	'support_answer',
	{
		consentId: uuid('consent_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		question: text().notNull(),
		/** The key of the need, or 'other' for what was asked in own words. */
		need: text().notNull(),
		/** Given; null together until then. */
		outcome: text({ enum: outcomes }),
		text: text().notNull().default(''),
		authorId: uuid('author_id').references(() => person.id),
		authorName: text('author_name'),
		authorFrom: text('author_from'),
		givenAt: at('given_at'),
		/** Being written, by whoever of the team; null when there is nothing but what was given. */
		draftOutcome: text('draft_outcome', { enum: outcomes }),
		draftText: text('draft_text'),
		/** Goes up with every change, so that two intakers don't write over each other. */
		revision: integer().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.consentId, t.question, t.need] }),
		index('support_answer_youth').on(t.youthId),
		foreignKey({
			columns: [t.consentId, t.youthId],
			foreignColumns: [consent.id, consent.youthId],
			name: 'support_answer_consent'
		}).onDelete('cascade'),
		check(
			'support_answer_given',
			sql`(${t.givenAt} is null and ${t.outcome} is null and ${t.authorId} is null)
				or (${t.givenAt} is not null and ${t.authorId} is not null and ${t.authorName} is not null and ${t.authorFrom} is not null
					and ${t.outcome} is not null and ${reasoned(t.outcome, t.text)})`
		),
		check('support_answer_draft', sql`${t.draftOutcome} in ('yes', 'no', 'other')`),
		check('support_answer_length', sql`length(${t.text}) <= 5000 and length(${t.draftText}) <= 5000`),
		pgPolicy('support_answer_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me} and ${t.givenAt} is not null` })
	]
);
