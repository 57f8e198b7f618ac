/** The passport: a young person's answers to one instrument, and the editions that were agreed on. */
import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	foreignKey,
	index,
	integer,
	jsonb,
	pgPolicy,
	pgTable,
	primaryKey,
	text,
	timestamp,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { person } from '../account/tables';
import type { AnswerValue } from '../instruments/answers';
import { organisation } from '../organisation/tables';
import { isSensitivePart, me, sensitiveOpen, userRole } from '../server/database/roles';
import { passportStates } from './states';

const at = (name: string) => timestamp(name, { withTimezone: true });

export const passport = pgTable(
	'passport',
	{
		id: uuid().primaryKey(),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		instrumentKey: text('instrument_key').notNull(),
		instrumentVersion: integer('instrument_version').notNull(),
		/** With whose guides it is talked about: a school, a mbo or a Doorstroompunt. Nobody elsewhere sees that it exists. */
		organisationId: uuid('organisation_id').references(() => organisation.id, { onDelete: 'set null' }),
		state: text({ enum: passportStates }).notNull().default('draft'),
		/** Grows by one with each change of an answer: signing carries the revision that was read. */
		revision: integer().notNull().default(0),
		/** Answered questions per section, kept by save_answer: counting answers halves the speed of lists. */
		progress: jsonb().$type<Record<string, number>>().notNull().default({}),
		/** Since when the mentor may read; null is never, or taken back. */
		handedInAt: at('handed_in_at'),
		lastActivityAt: at('last_activity_at')
			.notNull()
			.default(sql`app_now()`),
		createdAt: at('created_at')
			.notNull()
			.default(sql`app_now()`)
	},
	(t) => [
		unique('passport_owner').on(t.id, t.youthId),
		index('passport_youth').on(t.youthId),
		/* One at a time that is not agreed yet; later years make their own. */
		uniqueIndex('passport_under_way')
			.on(t.youthId, t.instrumentKey)
			.where(sql`${t.state} <> 'agreed'`),
		check('passport_state', sql`${t.state} in ('draft', 'ready', 'discussed', 'agreed')`),
		/* The guide sees progress and state: nothing in this table says what was answered or to whom it went. */
		pgPolicy('passport_select', {
			for: 'select',
			to: userRole,
			using: sql`${t.youthId} = ${me} or guides_youth(${t.youthId}, ${t.organisationId})`
		}),
		pgPolicy('passport_insert', {
			for: 'insert',
			to: userRole,
			withCheck: sql`${t.youthId} = ${me} and ${t.state} = 'draft' and ${t.revision} = 0 and ${t.handedInAt} is null`
		}),
		pgPolicy('passport_update', { for: 'update', to: userRole, using: sql`${t.youthId} = ${me}`, withCheck: sql`${t.youthId} = ${me}` })
	]
);

/** The state table as the database knows it; rules.test holds it equal to states.ts. */
export const passportTransition = pgTable(
	'passport_transition',
	{
		event: text().notNull(),
		actor: text({ enum: ['youth', 'mentor'] }).notNull(),
		fromState: text('from_state', { enum: passportStates }).notNull(),
		toState: text('to_state', { enum: passportStates }).notNull()
	},
	(t) => [
		primaryKey({ columns: [t.event, t.fromState] }),
		pgPolicy('passport_transition_select', { for: 'select', to: userRole, using: sql`true` })
	]
);

/** One answer to one question: only the young person's own row security ever shows it. */
export const answer = pgTable(
	'answer',
	{
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		question: text().notNull(),
		section: text().notNull(),
		/** Place of the question in the instrument. */
		position: integer().notNull(),
		sensitive: boolean().notNull(),
		/** The course choice to which the answer belongs. */
		choice: integer(),
		/** The question that has to be answered for this one to apply. */
		after: text(),
		status: text({ enum: ['answered', 'unknown', 'skipped', 'empty'] }).notNull(),
		value: jsonb().$type<AnswerValue | null>(),
		/** Grows by one with each change of this answer: two devices never overwrite each other. */
		revision: integer().notNull(),
		/** The passport's revision at the last change: what was changed after the conversation. */
		passportRevision: integer('passport_revision').notNull(),
		updatedAt: at('updated_at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.passportId, t.question] }),
		foreignKey({ columns: [t.passportId, t.youthId], foreignColumns: [passport.id, passport.youthId], name: 'answer_passport' }).onDelete(
			'cascade'
		),
		check(
			'answer_status',
			sql`(${t.status} = 'answered') = (${t.value} is not null) and ${t.status} in ('answered', 'unknown', 'skipped', 'empty')`
		),
		check('answer_size', sql`pg_column_size(${t.value}) < 65536`),
		pgPolicy('answer_select', {
			for: 'select',
			to: userRole,
			using: sql`${t.youthId} = ${me} and (not ${t.sensitive} or ${sensitiveOpen})`
		}),
		pgPolicy('answer_insert', {
			for: 'insert',
			to: userRole,
			withCheck: sql`${t.youthId} = ${me} and (not ${t.sensitive} or ${sensitiveOpen})`
		}),
		pgPolicy('answer_update', {
			for: 'update',
			to: userRole,
			using: sql`${t.youthId} = ${me} and (not ${t.sensitive} or ${sensitiveOpen})`,
			withCheck: sql`${t.youthId} = ${me} and (not ${t.sensitive} or ${sensitiveOpen})`
		})
	]
);

/** A sensitive answer that the mentor may open; no row, no trace of the answer. */
export const shownToMentor = pgTable(
	'shown_to_mentor',
	{
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		question: text().notNull(),
		at: at('at')
			.notNull()
			.default(sql`app_now()`)
	},
	(t) => [
		primaryKey({ columns: [t.passportId, t.question] }),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'shown_to_mentor_passport'
		}).onDelete('cascade'),
		pgPolicy('shown_to_mentor_all', {
			for: 'all',
			to: userRole,
			using: sql`${t.youthId} = ${me} and ${sensitiveOpen}`,
			withCheck: sql`${t.youthId} = ${me} and ${sensitiveOpen}`
		})
	]
);

/** "Klaar voor het gesprek", each time it was said, and taken back. */
export const handIn = pgTable(
	'hand_in',
	{
		id: uuid().primaryKey(),
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		revision: integer().notNull(),
		at: at('at')
			.notNull()
			.default(sql`app_now()`),
		takenBackAt: at('taken_back_at'),
		/** "Samen verder": opened unfinished, at the table, by both. */
		together: boolean().notNull().default(false)
	},
	(t) => [
		index('hand_in_passport').on(t.passportId),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'hand_in_passport_owner'
		}).onDelete('cascade'),
		pgPolicy('hand_in_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` }),
		pgPolicy('hand_in_insert', { for: 'insert', to: userRole, withCheck: sql`${t.youthId} = ${me}` }),
		pgPolicy('hand_in_update', { for: 'update', to: userRole, using: sql`${t.youthId} = ${me}`, withCheck: sql`${t.youthId} = ${me}` })
	]
);

/**
 * What the young person agreed on: numbered, never changed. Written only by agree_passport(), which copies the answers
 * and the mentor's frozen remarks; read by the owner, and by others only through read_edition().
 */
export const edition = pgTable(
	'edition',
	{
		id: uuid().primaryKey(),
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		number: integer().notNull(),
		agreedAt: at('agreed_at').notNull(),
		/** Whether the young person agrees with the mentor's remarks or sees it differently: both are an agreement. */
		view: text({ enum: ['agree', 'different'] }).notNull(),
		/** Whether the mentor's remarks are a part of this edition. */
		withRemarks: boolean('with_remarks').notNull(),
		/** The conversation it rests on; null is agreed without a mentor. */
		signOffId: uuid('sign_off_id')
	},
	(t) => [
		unique('edition_owner').on(t.id, t.youthId),
		unique('edition_number').on(t.passportId, t.number),
		foreignKey({ columns: [t.passportId, t.youthId], foreignColumns: [passport.id, passport.youthId], name: 'edition_passport' }).onDelete(
			'cascade'
		),
		check('edition_view', sql`${t.view} in ('agree', 'different')`),
		pgPolicy('edition_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);

/** What can be shared apart, with its own salted fingerprint: nobody can guess a part that was not shared. */
export const editionPart = pgTable(
	'edition_part',
	{
		editionId: uuid('edition_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		/** A section ("wie"), "gevoelig:<question>", "keuze1", "keuze2", "opmerkingen", "anders" or "anderen". */
		part: text().notNull(),
		position: integer().notNull(),
		salt: text().notNull(),
		/** sha256 over the salt and the part's lines, in hexadecimal. */
		fingerprint: text().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.editionId, t.part] }),
		foreignKey({ columns: [t.editionId, t.youthId], foreignColumns: [edition.id, edition.youthId], name: 'edition_part_edition' }).onDelete(
			'cascade'
		),
		pgPolicy('edition_part_select', {
			for: 'select',
			to: userRole,
			using: sql`${t.youthId} = ${me} and (not ${isSensitivePart(t.part)} or ${sensitiveOpen})`
		})
	]
);

/** One line of an edition: an answer, a remark of the mentor, or how the young person sees it. */
export const editionLine = pgTable(
	'edition_line',
	{
		editionId: uuid('edition_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		part: text().notNull(),
		position: integer().notNull(),
		kind: text({ enum: ['answer', 'remark', 'different', 'other'] }).notNull(),
		/** The question's key; for a remark the section it was written beside; for another's words their id; for a different view empty. */
		about: text().notNull(),
		value: jsonb().$type<AnswerValue>().notNull(),
		changedAfterTalk: boolean('changed_after_talk').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.editionId, t.kind, t.about] }),
		foreignKey({
			columns: [t.editionId, t.part],
			foreignColumns: [editionPart.editionId, editionPart.part],
			name: 'edition_line_part'
		}).onDelete('cascade'),
		foreignKey({ columns: [t.editionId, t.youthId], foreignColumns: [edition.id, edition.youthId], name: 'edition_line_edition' }).onDelete(
			'cascade'
		),
		check('edition_line_kind', sql`${t.kind} in ('answer', 'remark', 'different', 'other')`),
		pgPolicy('edition_line_select', {
			for: 'select',
			to: userRole,
			using: sql`${t.youthId} = ${me} and (not ${isSensitivePart(t.part)} or ${sensitiveOpen})`
		})
	]
);
