/** Consents, and the log of every reading by somebody else. */
import { sql } from 'drizzle-orm';
import {
	check,
	date,
	foreignKey,
	index,
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
import { guestLink } from '../guest/tables';
import { team } from '../organisation/tables';
import { requestLink } from '../request/tables';
import { edition, editionPart, passport } from '../passport/tables';
import { me, userRole } from '../server/database/roles';
import { accessEvents, consentKinds, purposes } from './rules';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Opens parts of one edition to one recipient, for one purpose, until one date. The recipient itself never selects it. */
export const consent = pgTable(
	'consent',
	{
		id: uuid().primaryKey(),
		editionId: uuid('edition_id').notNull(),
		passportId: uuid('passport_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		/** Whom it opens to: a team, whoever has a link with its code, or whoever is given the PDF. */
		kind: text({ enum: consentKinds }).notNull().default('team'),
		teamId: uuid('team_id').references(() => team.id),
		/** Who reads it, in the young person's words, where it is no team. */
		recipient: text().notNull().default(''),
		/** The link that opens it. */
		guestLinkId: uuid('guest_link_id'),
		/** Name or number used in the application, for finding only. */
		applicationRef: text('application_ref').notNull().default(''),
		purpose: text({ enum: purposes }).notNull(),
		/** The last day on which it can be read. */
		until: date().notNull(),
		/** The young person's own yes. Below 16 it opens nothing by itself (UAVG 5). */
		givenAt: at('given_at')
			.notNull()
			.default(sql`app_now()`),
		withdrawnAt: at('withdrawn_at'),
		/** The consent that took its place, with a newer edition. */
		replacedBy: uuid('replaced_by'),
		/** The team's own request that it answers. */
		requestId: uuid('request_id').references(() => requestLink.id),
		/** What stands on a PDF made under it: /controle says whether it still holds. Of 48 random bits; docs/decisions/0017. */
		checkCode: text('check_code')
			.notNull()
			.default(sql`translate(right(gen_random_uuid()::text, 12), '0123456789abcdef', 'BCDFGHJKMPQRTVWX')`)
	},
	(t) => [
		unique('consent_owner').on(t.id, t.youthId),
		unique('consent_edition').on(t.id, t.editionId),
		index('consent_youth').on(t.youthId),
		index('consent_team').on(t.teamId),
		foreignKey({
			columns: [t.editionId, t.youthId],
			foreignColumns: [edition.id, edition.youthId],
			name: 'consent_edition_owner'
		}).onDelete('cascade'),
		foreignKey({
			columns: [t.passportId, t.youthId],
			foreignColumns: [passport.id, passport.youthId],
			name: 'consent_passport_owner'
		}).onDelete('cascade'),
		/* A newer edition comes under the same link. */
		uniqueIndex('consent_guest_link')
			.on(t.guestLinkId)
			.where(sql`${t.replacedBy} is null`),
		unique('consent_check_code').on(t.checkCode),
		foreignKey({
			columns: [t.guestLinkId, t.youthId],
			foreignColumns: [guestLink.id, guestLink.youthId],
			name: 'consent_guest_link_owner'
		}),
		foreignKey({ columns: [t.replacedBy, t.youthId], foreignColumns: [t.id, t.youthId], name: 'consent_replaced_by' }),
		check(
			'consent_kind',
			sql`${t.kind} in ('team', 'link', 'paper') and (${t.kind} = 'team') = (${t.teamId} is not null)
				and (${t.kind} = 'link') = (${t.guestLinkId} is not null) and (${t.kind} = 'team' or trim(${t.recipient}) <> '')`
		),
		check('consent_words', sql`length(${t.recipient}) <= 200 and length(${t.applicationRef}) <= 200`),
		check('consent_purpose', sql`${t.purpose} in ('intake', 'guidance')`),
		pgPolicy('consent_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` }),
		pgPolicy('consent_insert', {
			for: 'insert',
			to: userRole,
			withCheck: sql`${t.youthId} = ${me} and ${t.withdrawnAt} is null and ${t.replacedBy} is null and ${t.until} >= app_today()`
		}),
		/* Withdrawing is for good: sharing again is a new consent. */
		pgPolicy('consent_update', {
			for: 'update',
			to: userRole,
			using: sql`${t.youthId} = ${me} and ${t.withdrawnAt} is null`,
			withCheck: sql`${t.youthId} = ${me} and ${t.withdrawnAt} is not null`
		})
	]
);

/** A part that a consent opens; only what the edition has can be opened. */
export const consentPart = pgTable(
	'consent_part',
	{
		consentId: uuid('consent_id').notNull(),
		editionId: uuid('edition_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		part: text().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.consentId, t.part] }),
		/* A recipient sees only the choice that the consent names: an mbo never sees the second one. */
		uniqueIndex('consent_part_one_choice')
			.on(t.consentId)
			.where(sql`${t.part} like 'keuze%'`),
		foreignKey({
			columns: [t.consentId, t.editionId],
			foreignColumns: [consent.id, consent.editionId],
			name: 'consent_part_consent'
		}).onDelete('cascade'),
		foreignKey({ columns: [t.consentId, t.youthId], foreignColumns: [consent.id, consent.youthId], name: 'consent_part_owner' }).onDelete(
			'cascade'
		),
		foreignKey({
			columns: [t.editionId, t.part],
			foreignColumns: [editionPart.editionId, editionPart.part],
			name: 'consent_part_part'
		}).onDelete('cascade'),
		pgPolicy('consent_part_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` }),
		/* The parts are read back and confirmed with the consent: nothing is added to it afterwards. */
		pgPolicy('consent_part_insert', {
			for: 'insert',
			to: userRole,
			withCheck: sql`${t.youthId} = ${me} and exists (
				select 1 from consent c where c.id = ${t.consentId} and c.youth_id = ${me} and c.withdrawn_at is null and c.given_at = app_now())`
		})
	]
);

/** Each reading of answers by somebody else. Written only by the functions that return what was read. */
export const accessLog = pgTable(
	'access_log',
	{
		id: uuid().primaryKey(),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		passportId: uuid('passport_id').notNull(),
		/** The consent it was read under; null for the mentor. */
		consentId: uuid('consent_id'),
		event: text({ enum: accessEvents }).notNull(),
		/** null: somebody without an account. */
		readerId: uuid('reader_id'),
		/** Name and place of work of the reader as they were then; without an account, the name given and whom it was meant for. */
		readerName: text('reader_name').notNull(),
		readerFrom: text('reader_from').notNull(),
		/** Where whoever took a PDF without an account is reached, to ask for it to be deleted. Nobody selects it. */
		readerEmail: text('reader_email'),
		parts: text().array().notNull(),
		at: at('at').notNull()
	},
	(t) => [
		index('access_log_youth').on(t.youthId, t.at),
		index('access_log_consent').on(t.consentId),
		check(
			'access_log_event',
			sql`${t.event} in ('mentor-read', 'mentor-read-sensitive', 'edition-read', 'edition-pdf', 'link-read', 'participant-read', 'agreement-read')
				and (${t.readerId} is not null or ${t.event} in ('edition-pdf', 'link-read', 'participant-read', 'agreement-read'))`
		),
		pgPolicy('access_log_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);

/**
 * To somebody who took a PDF along: please delete it, because it was withdrawn. Written by the withdrawal itself; confirmed by
 * that reader.
 */
export const deletionRequest = pgTable(
	'deletion_request',
	{
		id: uuid().primaryKey(),
		/** The consent that was withdrawn; what was taken under the ones it replaced counts as well. */
		consentId: uuid('consent_id').notNull(),
		youthId: uuid('youth_id').notNull(),
		/** null: somebody without an account, who left an address. */
		readerId: uuid('reader_id').references(() => person.id, { onDelete: 'cascade' }),
		readerName: text('reader_name').notNull(),
		readerFrom: text('reader_from').notNull(),
		/** Nobody selects it. */
		email: text(),
		/** When a PDF was taken along last. */
		takenAt: at('taken_at').notNull(),
		askedAt: at('asked_at')
			.notNull()
			.default(sql`app_now()`),
		confirmedAt: at('confirmed_at')
	},
	(t) => [
		index('deletion_request_consent').on(t.consentId),
		index('deletion_request_reader').on(t.readerId),
		foreignKey({
			columns: [t.consentId, t.youthId],
			foreignColumns: [consent.id, consent.youthId],
			name: 'deletion_request_consent_owner'
		}).onDelete('cascade'),
		check('deletion_request_reach', sql`(${t.readerId} is null) = (${t.email} is not null)`),
		pgPolicy('deletion_request_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);
