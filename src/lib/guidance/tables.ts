/**
 * The caseload of a Doorstroompunt: whom it looks for, reaches and guides. A case says nothing of a passport; who is in it sees that
 * it exists, who holds it and since when.
 */
import { sql } from 'drizzle-orm';
import { check, date, foreignKey, index, integer, pgPolicy, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { person } from '../account/tables';
import { organisation } from '../organisation/tables';
import { me, userRole } from '../server/database/roles';
import { caseOutcomes, channels, phases, results } from './kinds';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** One young person in the caseload; often somebody who has no account here. Written only by functions. */
export const guidanceCase = pgTable(
	'guidance_case',
	{
		id: uuid().primaryKey(),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		/** Who holds it now. */
		consultantId: uuid('consultant_id')
			.notNull()
			.references(() => person.id),
		consultantSince: at('consultant_since').notNull(),
		/** The account of the young person, once they are in a group of this Doorstroompunt. */
		youthId: uuid('youth_id').references(() => person.id, { onDelete: 'set null' }),
		name: text().notNull(),
		/** ISO date; null: unknown. */
		bornOn: date('born_on'),
		/** How to be reached, in the consultant's words. */
		reach: text().notNull().default(''),
		/** Who reported them, or where they came from: facts, no judgement. */
		origin: text().notNull().default(''),
		phase: text({ enum: phases }).notNull().default('in_view'),
		phaseSince: at('phase_since').notNull(),
		nextAction: text('next_action').notNull().default(''),
		nextOn: date('next_on'),
		outcome: text({ enum: caseOutcomes }),
		openedAt: at('opened_at').notNull(),
		closedAt: at('closed_at'),
		revision: integer().notNull().default(1)
	},
	(t) => [
		unique('guidance_case_youth').on(t.organisationId, t.youthId),
		index('guidance_case_organisation').on(t.organisationId),
		index('guidance_case_youth_index').on(t.youthId),
		check('guidance_case_phase', sql`${t.phase} in ('in_view', 'reaching', 'guiding', 'aftercare', 'closed')`),
		check(
			'guidance_case_outcome',
			sql`(${t.outcome} is null or ${t.outcome} in ('education', 'learning_working', 'work', 'day_activities', 'care', 'moved', 'age_limit', 'other'))
				and (${t.phase} = 'closed') = (${t.closedAt} is not null) and (${t.phase} = 'closed') = (${t.outcome} is not null)`
		),
		check(
			'guidance_case_words',
			sql`trim(${t.name}) <> '' and length(${t.name}) <= 80 and length(${t.reach}) <= 200 and length(${t.origin}) <= 200 and length(${t.nextAction}) <= 200`
		),
		/* Everybody at the same Doorstroompunt: colleagues stand in for each other. The young person asks own_cases(), which says less. */
		pgPolicy('guidance_case_select', { for: 'select', to: userRole, using: sql`consults_at(${t.organisationId})` })
	]
);

/** A try to reach somebody, by which way and what came of it. */
export const contactAttempt = pgTable(
	'contact_attempt',
	{
		id: uuid().primaryKey(),
		caseId: uuid('case_id').notNull(),
		channel: text({ enum: channels }).notNull(),
		result: text({ enum: results }).notNull(),
		/** As they were then. No foreign key: who tried stays. */
		byId: uuid('by_id').notNull(),
		byName: text('by_name').notNull(),
		at: at('at')
			.notNull()
			.default(sql`app_now()`)
	},
	(t) => [
		index('contact_attempt_case').on(t.caseId),
		foreignKey({ columns: [t.caseId], foreignColumns: [guidanceCase.id], name: 'contact_attempt_of' }).onDelete('cascade'),
		check('contact_attempt_channel', sql`${t.channel} in ('app', 'sms', 'mail', 'letter', 'phone', 'visit')`),
		check('contact_attempt_result', sql`${t.result} in ('reached', 'no_answer', 'appointment', 'not_now', 'wrong_address')`),
		pgPolicy('contact_attempt_select', {
			for: 'select',
			to: userRole,
			using: sql`exists (select 1 from guidance_case g where g.id = ${t.caseId} and ${me} is not null)`
		})
	]
);
