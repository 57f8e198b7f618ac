/** Regions, schools and other organisations, their teams and classes, and who works where. */
import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgPolicy, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { person } from '../account/tables';
import { me, systemRole, userRole } from '../server/database/roles';
import { organisationKinds } from './kinds';

export const region = pgTable('region', { id: uuid().primaryKey(), name: text().notNull() }, () => [
	pgPolicy('region_select', { for: 'select', to: userRole, using: sql`true` })
]);

/** A school, an mbo or a Doorstroompunt. Their names are public knowledge, so everybody signed in sees them. */
export const organisation = pgTable(
	'organisation',
	{
		id: uuid().primaryKey(),
		regionId: uuid('region_id')
			.notNull()
			.references(() => region.id),
		kind: text({ enum: organisationKinds }).notNull(),
		name: text().notNull(),
		place: text().notNull(),
		/** The own person a student can go to today, and how: shown at "Nu hulp nodig?". */
		helpPerson: text('help_person').notNull().default(''),
		helpReach: text('help_reach').notNull().default('')
	},
	(t) => [
		check('organisation_kind', sql`${t.kind} in ('vo', 'mbo', 'doorstroompunt')`),
		pgPolicy('organisation_select', { for: 'select', to: userRole, using: sql`true` })
	]
);

/** The people of one college who do the intake: a consent opens an edition to a team, never to a whole mbo. */
export const team = pgTable(
	'team',
	{
		id: uuid().primaryKey(),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		name: text().notNull(),
		/** What a young person recognises it by: the courses it does the intake for. */
		courses: text().notNull().default('')
	},
	(t) => [index('team_organisation').on(t.organisationId), pgPolicy('team_select', { for: 'select', to: userRole, using: sql`true` })]
);

/** Who works where, as what. */
export const staffRole = pgTable(
	'staff_role',
	{
		id: uuid().primaryKey(),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		role: text({ enum: ['mentor', 'intaker', 'rmc_consultant', 'support_coordinator'] }).notNull(),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		teamId: uuid('team_id').references(() => team.id)
	},
	(t) => [
		check('staff_role_role', sql`${t.role} in ('mentor', 'intaker', 'rmc_consultant', 'support_coordinator')`),
		check('staff_role_team', sql`(${t.role} = 'intaker') = (${t.teamId} is not null)`),
		unique('staff_role_once').on(t.personId, t.role, t.organisationId, t.teamId),
		index('staff_role_team_index').on(t.teamId),
		pgPolicy('staff_role_select', { for: 'select', to: userRole, using: sql`${t.personId} = ${me}` }),
		/* What the demo people are: person shows the system no others. */
		pgPolicy('staff_role_system_select', {
			for: 'select',
			to: systemRole,
			using: sql`exists (select 1 from person p where p.id = ${t.personId} and p.is_demo)`
		})
	]
);

export const schoolClass = pgTable(
	'class',
	{
		id: uuid().primaryKey(),
		organisationId: uuid('organisation_id')
			.notNull()
			.references(() => organisation.id),
		name: text().notNull(),
		/** The year in which the school year starts: 2026 is 1 August 2026 to 31 July 2027. */
		schoolYear: integer('school_year').notNull(),
		/** Six typable characters, without a hyphen: what is on the board. */
		code: text().notNull().unique()
	},
	(t) => [
		pgPolicy('class_select', {
			for: 'select',
			to: userRole,
			/* A class closes for its mentors at the end of its school year. */
			using: sql`(${t.id} in (select c.class_id from class_mentor c where c.person_id = ${me}) and mentors_class(${t.id}))
				or ${t.id} in (select m.class_id from class_member m where m.youth_id = ${me} and m.removed_at is null)`
		})
	]
);

export const classMentor = pgTable(
	'class_mentor',
	{
		classId: uuid('class_id')
			.notNull()
			.references(() => schoolClass.id, { onDelete: 'cascade' }),
		personId: uuid('person_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		/** Who is added later reads only what was handed in after this, unless the young person lets them (mentor_let_in). */
		since: timestamp({ withTimezone: true })
			.notNull()
			.default(sql`app_now()`)
	},
	(t) => [
		primaryKey({ columns: [t.classId, t.personId] }),
		index('class_mentor_person').on(t.personId),
		pgPolicy('class_mentor_select', { for: 'select', to: userRole, using: sql`${t.personId} = ${me}` })
	]
);

/** A young person in a class, from joining with the code until the mentor takes them out of it. */
export const classMember = pgTable(
	'class_member',
	{
		classId: uuid('class_id')
			.notNull()
			.references(() => schoolClass.id, { onDelete: 'cascade' }),
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		joinedAt: timestamp('joined_at', { withTimezone: true })
			.notNull()
			.default(sql`app_now()`),
		/** When the mentor said that this newcomer belongs here. */
		confirmedAt: timestamp('confirmed_at', { withTimezone: true }),
		removedAt: timestamp('removed_at', { withTimezone: true })
	},
	(t) => [
		primaryKey({ columns: [t.classId, t.youthId] }),
		index('class_member_youth').on(t.youthId),
		/* Taking somebody out can be undone for an hour; after that the mentor knows nothing of them any more, and only the young
		   person comes back, with the code. */
		pgPolicy('class_member_select', {
			for: 'select',
			to: userRole,
			using: sql`${t.youthId} = ${me}
				or ((${t.removedAt} is null or ${t.removedAt} > app_now() - interval '1 hour') and mentors_class(${t.classId}))`
		}),
		pgPolicy('class_member_update', {
			for: 'update',
			to: userRole,
			using: sql`(${t.removedAt} is null or ${t.removedAt} > app_now() - interval '1 hour') and mentors_class(${t.classId})`,
			withCheck: sql`mentors_class(${t.classId})`
		})
	]
);

/** A name that the mentor expects in the class, from a pasted list: for the mentors of that class only, as long as it lasts. */
export const classExpected = pgTable(
	'class_expected',
	{
		id: uuid().primaryKey(),
		classId: uuid('class_id')
			.notNull()
			.references(() => schoolClass.id, { onDelete: 'cascade' }),
		name: text().notNull(),
		/** Who it turned out to be: said by a mentor, or recognised when confirmed. */
		youthId: uuid('youth_id').references(() => person.id, { onDelete: 'set null' })
	},
	(t) => [
		unique('class_expected_name').on(t.classId, t.name),
		unique('class_expected_youth').on(t.classId, t.youthId),
		check('class_expected_length', sql`length(${t.name}) between 1 and 80`),
		pgPolicy('class_expected_select', { for: 'select', to: userRole, using: sql`mentors_class(${t.classId})` }),
		pgPolicy('class_expected_insert', {
			for: 'insert',
			to: userRole,
			withCheck: sql`mentors_class(${t.classId}) and ${t.youthId} is null`
		}),
		pgPolicy('class_expected_update', {
			for: 'update',
			to: userRole,
			using: sql`mentors_class(${t.classId})`,
			withCheck: sql`mentors_class(${t.classId}) and (${t.youthId} is null
				or exists (select 1 from class_member m where m.class_id = class_expected.class_id and m.youth_id = class_expected.youth_id))`
		}),
		pgPolicy('class_expected_delete', { for: 'delete', to: userRole, using: sql`mentors_class(${t.classId})` }),
		/* The portal itself forgets the names when the class has closed. */
		pgPolicy('class_expected_forget', { for: 'all', to: systemRole, using: sql`not class_lasts(${t.classId})`, withCheck: sql`false` })
	]
);

/** What a young person said when a mentor was added later: may they read what was handed in before. */
export const mentorLetIn = pgTable(
	'mentor_let_in',
	{
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		classId: uuid('class_id')
			.notNull()
			.references(() => schoolClass.id, { onDelete: 'cascade' }),
		mentorId: uuid('mentor_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		allowed: boolean().notNull(),
		at: timestamp({ withTimezone: true }).notNull()
	},
	(t) => [
		primaryKey({ columns: [t.youthId, t.classId, t.mentorId] }),
		pgPolicy('mentor_let_in_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` })
	]
);

/** Limits that a law sets and may change, each with the day from which it holds: "own_consent" is 16 years, "doorstroompunt" 27. */
export const ageLimit = pgTable(
	'age_limit',
	{
		key: text({ enum: ['own_consent', 'doorstroompunt'] }).notNull(),
		validFrom: date('valid_from').notNull(),
		years: integer().notNull()
	},
	(t) => [primaryKey({ columns: [t.key, t.validFrom] }), pgPolicy('age_limit_select', { for: 'select', to: userRole, using: sql`true` })]
);

/** Empty, or one row with the moment at which tests have stopped the clock; no login but the owner can write it. */
export const clock = pgTable(
	'clock',
	{ only: boolean().primaryKey().default(true), at: timestamp({ withTimezone: true }).notNull() },
	(t) => [check('clock_only', sql`${t.only}`), pgPolicy('clock_select', { for: 'select', using: sql`true` })]
);
