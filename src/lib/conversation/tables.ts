/** Conversations about a passport: what the mentor writes beside it, and the signature that one was held. */
import { sql } from 'drizzle-orm';
import {
	check,
	date,
	foreignKey,
	index,
	integer,
	pgPolicy,
	pgTable,
	text,
	timestamp,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { person } from '../account/tables';
import { passport } from '../passport/tables';
import { me, userRole } from '../server/database/roles';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** A conversation that was held. */
export const conversation = pgTable(
	'conversation',
	{
		id: uuid().primaryKey(),
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		kind: text({ enum: ['mentorgesprek'] }).notNull(),
		heldOn: date('held_on').notNull(),
		/** Who was there besides the young person and the mentor, in the mentor's words; may be empty. */
		present: text().notNull()
	},
	(t) => [
		index('conversation_passport').on(t.passportId),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'conversation_passport_owner'
		}).onDelete('cascade'),
		check('conversation_kind', sql`${t.kind} in ('mentorgesprek')`),
		pgPolicy('conversation_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me} or mentor_reads(${t.passportId})` })
	]
);

/** "This conversation was held": written only by sign_off(), with the revision that was talked about. */
export const signOff = pgTable(
	'sign_off',
	{
		id: uuid().primaryKey(),
		conversationId: uuid('conversation_id')
			.notNull()
			.references(() => conversation.id, { onDelete: 'cascade' }),
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		mentorId: uuid('mentor_id')
			.notNull()
			.references(() => person.id),
		/** The mentor's name and school as they were then. */
		mentorName: text('mentor_name').notNull(),
		mentorFrom: text('mentor_from').notNull(),
		revision: integer().notNull(),
		at: at('at').notNull(),
		takenBackAt: at('taken_back_at')
	},
	(t) => [
		unique('sign_off_conversation').on(t.conversationId),
		index('sign_off_passport').on(t.passportId),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'sign_off_passport_owner'
		}).onDelete('cascade'),
		pgPolicy('sign_off_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me} or mentor_reads(${t.passportId})` })
	]
);

/**
 * What the mentor writes beside a section: the mentor's own until the signature, then frozen and read by the young
 * person. The young person's words stand in another table, which no mentor can write.
 */
export const remark = pgTable(
	'remark',
	{
		id: uuid().primaryKey(),
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		section: text().notNull(),
		mentorId: uuid('mentor_id')
			.notNull()
			.references(() => person.id),
		text: text().notNull(),
		updatedAt: at('updated_at')
			.notNull()
			.default(sql`app_now()`),
		signOffId: uuid('sign_off_id').references(() => signOff.id)
	},
	(t) => [
		index('remark_passport').on(t.passportId),
		uniqueIndex('remark_draft')
			.on(t.passportId, t.section, t.mentorId)
			.where(sql`${t.signOffId} is null`),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'remark_passport_owner'
		}).onDelete('cascade'),
		check('remark_length', sql`length(${t.text}) <= 5000`),
		pgPolicy('remark_select', {
			for: 'select',
			to: userRole,
			using: sql`(${t.youthId} = ${me} and ${t.signOffId} is not null) or (${t.mentorId} = ${me} and mentor_reads(${t.passportId}))
				or (${t.signOffId} is not null and mentor_reads(${t.passportId}))`
		}),
		pgPolicy('remark_insert', {
			for: 'insert',
			to: userRole,
			withCheck: sql`${t.mentorId} = ${me} and ${t.signOffId} is null and mentor_reads(${t.passportId})`
		}),
		pgPolicy('remark_update', {
			for: 'update',
			to: userRole,
			using: sql`${t.mentorId} = ${me} and ${t.signOffId} is null and mentor_reads(${t.passportId})`,
			withCheck: sql`${t.mentorId} = ${me} and ${t.signOffId} is null and mentor_reads(${t.passportId})`
		})
	]
);

/**
 * "Samen verder": a mentor asks to go on together with an unfinished passport. It opens nothing by itself: the young person
 * says yes by handing in. It ends after an hour, when it was answered, or when the mentor is no longer theirs.
 */
export const togetherRequest = pgTable(
	'together_request',
	{
		id: uuid().primaryKey(),
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		mentorId: uuid('mentor_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		mentorName: text('mentor_name').notNull(),
		askedAt: at('asked_at').notNull(),
		endedAt: at('ended_at')
	},
	(t) => [
		index('together_request_passport').on(t.passportId),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'together_request_owner'
		}).onDelete('cascade'),
		pgPolicy('together_request_select', {
			for: 'select',
			to: userRole,
			using: sql`${t.youthId} = ${me} or (${t.mentorId} = ${me} and mentors_youth(${t.youthId}))`
		})
	]
);
