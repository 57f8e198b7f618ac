/**
 * Support agreements ("ondersteuningsafspraken"): a document of the young person and the mbo together. It is a snapshot, so
 * that it outlives the consent; the passport's words do not. Nobody selects or changes these tables: the functions that do
 * say who may.
 */
import { sql } from 'drizzle-orm';
import {
	check,
	date,
	foreignKey,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	timestamp,
	unique,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import { person } from '../account/tables';
import { team } from '../organisation/tables';
import { outcomes } from '../support/outcomes';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** The document. Once agreed_at is set nothing of it changes any more. */
export const supportAgreement = pgTable(
	'support_agreement',
	{
		id: uuid().primaryKey(),
		/** The consent under which it is being made: no foreign key, because the document outlives it. */
		consentId: uuid('consent_id').notNull(),
		/** On whose page it stands. */
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		teamId: uuid('team_id')
			.notNull()
			.references(() => team.id),
		/** As they were then. */
		teamName: text('team_name').notNull(),
		organisationName: text('organisation_name').notNull(),
		course: text().notNull(),
		/** In whose words the needs stand. */
		instrumentKey: text('instrument_key').notNull(),
		instrumentVersion: integer('instrument_version').notNull(),
		/** draft: the team writes; proposed: the team agrees; signed: the young person agrees as well. */
		state: text({ enum: ['draft', 'proposed', 'signed'] })
			.notNull()
			.default('draft'),
		/** Goes up with every change: who agrees says to what. */
		revision: integer().notNull().default(1),
		/** Drawn anew with each proposal: a representative decides about this one, and not about what is changed later. */
		proposal: uuid(),
		/** When both look back on it together: at least every year. */
		lookBackOn: date('look_back_on').notNull(),
		madeAt: at('made_at').notNull(),
		/** When the young person could read it first. */
		proposedAt: at('proposed_at'),
		/** When everybody who has to had agreed. */
		agreedAt: at('agreed_at'),
		/** The agreed document that this one takes the place of. */
		replaces: uuid()
	},
	(t) => [
		unique('support_agreement_owner').on(t.id, t.youthId),
		index('support_agreement_youth').on(t.youthId),
		index('support_agreement_team').on(t.teamId),
		index('support_agreement_consent').on(t.consentId),
		/* One at a time under a consent. */
		uniqueIndex('support_agreement_open')
			.on(t.consentId)
			.where(sql`${t.agreedAt} is null`),
		check('support_agreement_state', sql`${t.state} in ('draft', 'proposed', 'signed')`),
		check('support_agreement_proposed', sql`${t.state} = 'draft' or (${t.proposedAt} is not null and ${t.proposal} is not null)`),
		check('support_agreement_agreed', sql`${t.agreedAt} is null or ${t.state} = 'signed'`)
	]
).enableRLS();

/** One support: what was asked, what the mbo answered, and what both do about it. */
export const supportAgreementLine = pgTable(
	'support_agreement_line',
	{
		agreementId: uuid('agreement_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		question: text().notNull(),
		need: text().notNull(),
		place: integer().notNull(),
		/** In the young person's words, and in the team's: copied from what was shared and what was given. */
		how: text().notNull(),
		outcome: text({ enum: outcomes }).notNull(),
		answer: text().notNull(),
		/** Who does what, from when, and when both look back on this one. */
		action: text().notNull().default(''),
		starts: text().notNull().default(''),
		lookBack: text('look_back').notNull().default('')
	},
	(t) => [
		primaryKey({ columns: [t.agreementId, t.question, t.need] }),
		foreignKey({
			columns: [t.agreementId, t.youthId],
			foreignColumns: [supportAgreement.id, supportAgreement.youthId],
			name: 'support_agreement_line_owner'
		}).onDelete('cascade'),
		check('support_agreement_line_outcome', sql`${t.outcome} in ('yes', 'no', 'other')`),
		check('support_agreement_line_words', sql`length(${t.action}) <= 5000 and length(${t.starts}) <= 200 and length(${t.lookBack}) <= 200`)
	]
).enableRLS();

/** Who agreed with the document as it stands: one of the team, the young person, and below 16 a representative. */
export const supportAgreementSignature = pgTable(
	'support_agreement_signature',
	{
		agreementId: uuid('agreement_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		role: text({ enum: ['team', 'youth', 'representative'] }).notNull(),
		/** null: a representative has no account. No foreign key: who signed stays, as in the log. */
		personId: uuid('person_id'),
		/** As they were then. */
		name: text().notNull(),
		/** Where somebody of the team works; empty for the others. */
		from: text().notNull(),
		at: at('at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.agreementId, t.role] }),
		foreignKey({
			columns: [t.agreementId, t.youthId],
			foreignColumns: [supportAgreement.id, supportAgreement.youthId],
			name: 'support_agreement_signature_owner'
		}).onDelete('cascade'),
		check(
			'support_agreement_signature_role',
			sql`${t.role} in ('team', 'youth', 'representative') and (${t.role} = 'representative') = (${t.personId} is null)`
		)
	]
).enableRLS();

/** What the young person wants to be different: the team writes again. */
export const supportAgreementRemark = pgTable(
	'support_agreement_remark',
	{
		agreementId: uuid('agreement_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		/** The revision that it is about: one remark on each. */
		revision: integer().notNull(),
		text: text().notNull(),
		at: at('at').notNull()
	},
	(t) => [
		primaryKey({ columns: [t.agreementId, t.revision] }),
		foreignKey({
			columns: [t.agreementId, t.youthId],
			foreignColumns: [supportAgreement.id, supportAgreement.youthId],
			name: 'support_agreement_remark_owner'
		}).onDelete('cascade'),
		check('support_agreement_remark_text', sql`trim(${t.text}) <> '' and length(${t.text}) <= 5000`)
	]
).enableRLS();
