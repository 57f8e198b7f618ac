/** Parents and guardians who decide along below 16 (UAVG 5), what they decided, and the request for help to find one. */
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgPolicy, pgTable, text, timestamp, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { person } from '../account/tables';
import { consent } from '../consent/tables';
import { guestLink } from '../guest/tables';
import { me, userRole } from '../server/database/roles';
import { decisions, representativeKinds } from './rules';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Somebody who decides along about everything that this young person shares, by one link. Name and address stand with the
 * link. Written only by ask_representative(), find_representative() and end_representative().
 */
export const representative = pgTable(
	'representative',
	{
		id: uuid().primaryKey(),
		youthId: uuid('youth_id').notNull(),
		guestLinkId: uuid('guest_link_id').notNull(),
		kind: text({ enum: representativeKinds }).notNull(),
		askedBy: text('asked_by', { enum: ['youth', 'support_coordinator'] }).notNull(),
		/** The name of the support coordinator who found this representative, as it was then. */
		foundBy: text('found_by'),
		madeAt: at('made_at')
			.notNull()
			.default(sql`app_now()`),
		/** Since when this person decides no more: a yes falls away with it, a no stays. */
		endedAt: at('ended_at')
	},
	(t) => [
		unique('representative_owner').on(t.id, t.youthId),
		unique('representative_link').on(t.guestLinkId),
		index('representative_youth').on(t.youthId),
		foreignKey({
			columns: [t.guestLinkId, t.youthId],
			foreignColumns: [guestLink.id, guestLink.youthId],
			name: 'representative_link_owner'
		}).onDelete('cascade'),
		check('representative_kind', sql`${t.kind} in ('parent', 'guardian', 'institution')`),
		check(
			'representative_asked_by',
			sql`${t.askedBy} in ('youth', 'support_coordinator') and (${t.askedBy} = 'youth') = (${t.foundBy} is null)`
		),
		pgPolicy('representative_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);

/**
 * A yes or a no about one thing; the newest of each person counts, and none is ever changed. Written only by
 * decide_as_representative(), and by decide_alone() for the young person who turned 16 after a no.
 */
export const representativeDecision = pgTable(
	'representative_decision',
	{
		id: uuid().primaryKey(),
		/** null: the young person, who is old enough now. */
		representativeId: uuid('representative_id'),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		consentId: uuid('consent_id'),
		/** Of support agreements; they outlive every consent. */
		agreementId: uuid('agreement_id'),
		decision: text({ enum: decisions }).notNull(),
		at: at('at')
			.notNull()
			.default(sql`app_now()`)
	},
	(t) => [
		index('representative_decision_representative').on(t.representativeId),
		index('representative_decision_consent').on(t.consentId),
		index('representative_decision_agreement').on(t.agreementId),
		foreignKey({
			columns: [t.representativeId, t.youthId],
			foreignColumns: [representative.id, representative.youthId],
			name: 'representative_decision_by'
		}).onDelete('cascade'),
		foreignKey({
			columns: [t.consentId, t.youthId],
			foreignColumns: [consent.id, consent.youthId],
			name: 'representative_decision_consent_owner'
		}).onDelete('cascade'),
		check('representative_decision_decision', sql`${t.decision} in ('yes', 'no')`),
		check('representative_decision_about', sql`(${t.consentId} is null) <> (${t.agreementId} is null)`),
		check('representative_decision_alone', sql`${t.representativeId} is not null or ${t.decision} = 'yes'`),
		pgPolicy('representative_decision_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);

/**
 * "Ik kan mijn ouder niet vragen": the support coordinators of the own school are asked to find the lawful representative.
 * They read it only through representative_requests().
 */
export const representativeRequest = pgTable(
	'representative_request',
	{
		id: uuid().primaryKey(),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		at: at('at')
			.notNull()
			.default(sql`app_now()`),
		takenBackAt: at('taken_back_at'),
		handledAt: at('handled_at'),
		handledBy: uuid('handled_by').references(() => person.id, { onDelete: 'set null' })
	},
	(t) => [
		/* One at a time. */
		uniqueIndex('representative_request_open')
			.on(t.youthId)
			.where(sql`${t.handledAt} is null and ${t.takenBackAt} is null`),
		pgPolicy('representative_request_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);
