/** Conversations: what is planned, held, written beside a passport, signed, and agreed on. */
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
import { organisation } from '../organisation/tables';
import { passport } from '../passport/tables';
import { me, sensitiveOpen, userRole } from '../server/database/roles';
import { agreementDoers, agreementStates, conversationKinds, conversationStates, conversationWays } from './kinds';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * A conversation, from planning it to what came out of it. Written only by functions: the guide's words and the young person's
 * stand in columns of their own, and neither writes the other's.
 */
export const conversation = pgTable(
	'conversation',
	{
		id: uuid().primaryKey(),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		/** What it is about; null: no passport (yet). */
		passportId: uuid('passport_id'),
		/** Whose guides hold it. */
		organisationId: uuid('organisation_id').references(() => organisation.id, { onDelete: 'set null' }),
		kind: text({ enum: conversationKinds }).notNull(),
		state: text({ enum: conversationStates }).notNull().default('held'),
		/** When it is planned, and for how long, in minutes. */
		plannedFor: timestamp('planned_for', { withTimezone: true }),
		minutes: integer().notNull().default(30),
		way: text({ enum: conversationWays }).notNull().default('together'),
		place: text().notNull().default(''),
		/** Who comes besides the young person and the guide, in the guide's words. */
		coming: text().notNull().default(''),
		/** ISO date; null until it was held. */
		heldOn: date('held_on'),
		/** Who was there besides the young person and the guide, in the guide's words; may be empty. */
		present: text().notNull().default(''),
		/** What the guide wrote down; the young person reads it too. */
		notes: text().notNull().default(''),
		/** What came out of it, in the ik-vorm, as the guide proposes it. */
		summary: text().notNull().default(''),
		/** When the young person agreed with the summary, on the spot or later; and how they see it, if differently. */
		agreedAt: at('agreed_at'),
		different: text().notNull().default(''),
		/** When the young person said that they cannot then, which cancels it. */
		declinedAt: timestamp('declined_at', { withTimezone: true }),
		/** Who planned it, as they were then. */
		guideId: uuid('guide_id').references(() => person.id, { onDelete: 'set null' }),
		guideName: text('guide_name').notNull().default(''),
		guideFrom: text('guide_from').notNull().default(''),
		/** Goes up with each change: who agrees says to what, and two pages never overwrite each other. */
		revision: integer().notNull().default(1),
		madeAt: at('made_at')
			.notNull()
			.default(sql`app_now()`)
	},
	(t) => [
		unique('conversation_owner').on(t.id, t.youthId),
		index('conversation_passport').on(t.passportId),
		index('conversation_youth').on(t.youthId),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'conversation_passport_owner'
		}).onDelete('cascade'),
		check('conversation_kind', sql`${t.kind} in ('mentor', 'driehoek', 'intake', 'exit', 'toekomst', 're-entry', 'netwerk', 'nazorg')`),
		check('conversation_state', sql`${t.state} in ('planned', 'held', 'closed', 'cancelled')`),
		check('conversation_way', sql`${t.way} in ('together', 'phone', 'video', 'home')`),
		check('conversation_declined', sql`${t.declinedAt} is null or ${t.state} = 'cancelled'`),
		check('conversation_held', sql`${t.state} in ('planned', 'cancelled') or ${t.heldOn} is not null`),
		check(
			'conversation_words',
			sql`length(${t.place}) <= 200 and length(${t.coming}) <= 200 and length(${t.present}) <= 200 and length(${t.notes}) <= 5000
				and length(${t.summary}) <= 5000 and length(${t.different}) <= 5000`
		),
		pgPolicy('conversation_select', {
			for: 'select',
			to: userRole,
			using: sql`(${t.youthId} = ${me} and ${sensitiveOpen}) or guides_talk(${t.youthId}, ${t.organisationId}, ${t.guideId}, ${t.madeAt})`
		})
	]
);

/**
 * What was agreed on: in own words, who does it, who helps, the first step, when, when both look back. There is no "failed".
 * Written only by functions; each change of its state is an event.
 */
export const agreement = pgTable(
	'agreement',
	{
		id: uuid().primaryKey(),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		/** From which conversation; null: the young person's own. */
		conversationId: uuid('conversation_id'),
		/** Whose guides see it; null: nobody's. */
		organisationId: uuid('organisation_id').references(() => organisation.id, { onDelete: 'set null' }),
		what: text().notNull(),
		/** Who does it: the young person, the guide, both, or somebody else by name. */
		who: text({ enum: agreementDoers }).notNull(),
		whoName: text('who_name').notNull().default(''),
		helps: text().notNull().default(''),
		firstStep: text('first_step').notNull().default(''),
		/** In own words or a date: "voor de vakantie". */
		due: text().notNull().default(''),
		/** ISO date */
		lookBackOn: date('look_back_on'),
		state: text({ enum: agreementStates }).notNull().default('open'),
		/** Who wrote it, as they were then; null id: the young person. */
		madeById: uuid('made_by_id').references(() => person.id, { onDelete: 'set null' }),
		madeByName: text('made_by_name').notNull(),
		madeAt: at('made_at')
			.notNull()
			.default(sql`app_now()`),
		/** When the young person said yes to it; their own is so at once. */
		confirmedAt: at('confirmed_at'),
		revision: integer().notNull().default(1)
	},
	(t) => [
		unique('agreement_owner').on(t.id, t.youthId),
		index('agreement_youth').on(t.youthId),
		index('agreement_conversation').on(t.conversationId),
		foreignKey({
			columns: [t.conversationId, t.youthId],
			foreignColumns: [conversation.id, conversation.youthId],
			name: 'agreement_conversation_owner'
		}).onDelete('cascade'),
		check('agreement_who', sql`${t.who} in ('youth', 'guide', 'both', 'other') and (${t.who} = 'other') = (trim(${t.whoName}) <> '')`),
		check('agreement_state', sql`${t.state} in ('open', 'done', 'different', 'paused', 'let_go')`),
		check(
			'agreement_words',
			sql`trim(${t.what}) <> '' and length(${t.what}) <= 1000 and length(${t.whoName}) <= 200 and length(${t.helps}) <= 200
				and length(${t.firstStep}) <= 1000 and length(${t.due}) <= 200`
		),
		pgPolicy('agreement_select', {
			for: 'select',
			to: userRole,
			using: sql`(${t.youthId} = ${me} and ${sensitiveOpen}) or guides_talk(${t.youthId}, ${t.organisationId}, ${t.madeById}, ${t.madeAt})`
		})
	]
);

/** What became of an agreement, each time somebody said so: its history. */
export const agreementEvent = pgTable(
	'agreement_event',
	{
		id: uuid().primaryKey(),
		agreementId: uuid('agreement_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		state: text({ enum: agreementStates }).notNull(),
		/** In own words; may be empty. */
		note: text().notNull().default(''),
		/** As they were then. No foreign key: who said it stays. */
		byId: uuid('by_id').notNull(),
		byName: text('by_name').notNull(),
		at: at('at')
			.notNull()
			.default(sql`app_now()`)
	},
	(t) => [
		index('agreement_event_agreement').on(t.agreementId),
		foreignKey({
			columns: [t.agreementId, t.youthId],
			foreignColumns: [agreement.id, agreement.youthId],
			name: 'agreement_event_owner'
		}).onDelete('cascade'),
		check('agreement_event_state', sql`${t.state} in ('open', 'done', 'different', 'paused', 'let_go') and length(${t.note}) <= 1000`),
		pgPolicy('agreement_event_select', {
			for: 'select',
			to: userRole,
			using: sql`exists (select 1 from agreement a where a.id = ${t.agreementId} and ${me} is not null)`
		})
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
		/* Who reads the passport and sees the conversation; what was signed elsewhere, or before somebody came, stays between them. */
		pgPolicy('sign_off_select', {
			for: 'select',
			to: userRole,
			using: sql`${t.youthId} = ${me} or (mentor_reads(${t.passportId}) and exists (select 1 from conversation c where c.id = ${t.conversationId}))`
		})
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
				or (${t.signOffId} is not null and mentor_reads(${t.passportId}) and exists (select 1 from sign_off s where s.id = ${t.signOffId}))`
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
