/** Whoever the young person lets read or write along, what they may read, and what they wrote. */
import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	foreignKey,
	index,
	integer,
	pgPolicy,
	pgTable,
	primaryKey,
	text,
	timestamp,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import { guestLink } from '../guest/tables';
import { passport } from '../passport/tables';
import { me, userRole } from '../server/database/roles';
import { contributionQuestions, participantKinds } from './rules';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Somebody without an account who reads parts of one passport as they are then, writes along, or both. Name, address and last
 * day stand with the link. Written only by invite_participant(), end_participant() and read_as_participant().
 */
export const participant = pgTable(
	'participant',
	{
		id: uuid().primaryKey(),
		youthId: uuid('youth_id').notNull(),
		passportId: uuid('passport_id').notNull(),
		guestLinkId: uuid('guest_link_id').notNull(),
		kind: text({ enum: participantKinds }).notNull(),
		mayWrite: boolean('may_write').notNull(),
		madeAt: at('made_at')
			.notNull()
			.default(sql`app_now()`),
		lastReadAt: at('last_read_at'),
		endedAt: at('ended_at')
	},
	(t) => [
		unique('participant_owner').on(t.id, t.youthId),
		unique('participant_link').on(t.guestLinkId),
		index('participant_youth').on(t.youthId),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'participant_passport_owner'
		}).onDelete('cascade'),
		foreignKey({
			columns: [t.guestLinkId, t.youthId],
			foreignColumns: [guestLink.id, guestLink.youthId],
			name: 'participant_link_owner'
		}).onDelete('cascade'),
		check('participant_kind', sql`${t.kind} in ('parent', 'internship', 'helper', 'other')`),
		pgPolicy('participant_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);

/** A part that a participant reads: a section without its sensitive answers, a course choice, or one sensitive answer by itself. */
export const participantPart = pgTable(
	'participant_part',
	{
		participantId: uuid('participant_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		/** Named as the parts of an edition. */
		part: text().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.participantId, t.part] }),
		foreignKey({
			columns: [t.participantId, t.youthId],
			foreignColumns: [participant.id, participant.youthId],
			name: 'participant_part_owner'
		}).onDelete('cascade'),
		pgPolicy('participant_part_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);

/**
 * "Wat anderen over mij zeggen": clearly theirs. The writer changes the text, the young person only whether it is kept;
 * each has a function of their own.
 */
export const contribution = pgTable(
	'contribution',
	{
		id: uuid().primaryKey(),
		participantId: uuid('participant_id').notNull(),
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		question: text({ enum: contributionQuestions }).notNull(),
		/** As given at the door, when it was written. */
		authorName: text('author_name').notNull(),
		text: text().notNull(),
		updatedAt: at('updated_at')
			.notNull()
			.default(sql`app_now()`),
		/** Whether it goes into the passport; null: not decided. A change of the text asks again. */
		kept: boolean(),
		/** The passport's revision when it was kept: what came in after the conversation. */
		passportRevision: integer('passport_revision').notNull().default(0)
	},
	(t) => [
		unique('contribution_once').on(t.participantId, t.question),
		index('contribution_passport').on(t.passportId),
		foreignKey({
			columns: [t.participantId, t.youthId],
			foreignColumns: [participant.id, participant.youthId],
			name: 'contribution_by'
		}).onDelete('cascade'),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'contribution_passport_owner'
		}).onDelete('cascade'),
		check('contribution_question', sql`${t.question} in ('goed', 'blij', 'helpt')`),
		check('contribution_text', sql`trim(${t.text}) <> '' and length(${t.text}) <= 2000`),
		pgPolicy('contribution_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);
