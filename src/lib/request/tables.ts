/** The mbo's own request to share: a public link of a team, for one course, and who is following it. */
import { sql } from 'drizzle-orm';
import { check, index, pgPolicy, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { person } from '../account/tables';
import { team } from '../organisation/tables';
import { me, userRole } from '../server/database/roles';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Whether the person does intakes in the team of this row. */
const inTeam = (column: unknown) =>
	sql`exists (select 1 from staff_role r where r.person_id = ${me} and r.role = 'intaker' and r.team_id = ${column})`;

/** A link for posters and letters. It holds no words of the mbo but the name of a course from its own list. */
export const requestLink = pgTable(
	'request_link',
	{
		id: uuid().primaryKey(),
		teamId: uuid('team_id')
			.notNull()
			.references(() => team.id),
		/** Empty: for every course of the team. */
		course: text().notNull(),
		/** What stands in its public address. */
		token: text().notNull(),
		madeBy: uuid('made_by')
			.notNull()
			.references(() => person.id),
		madeAt: at('made_at')
			.notNull()
			.default(sql`app_now()`),
		endedAt: at('ended_at')
	},
	(t) => [
		unique('request_link_token').on(t.token),
		index('request_link_team').on(t.teamId),
		check('request_link_course', sql`length(${t.course}) <= 100`),
		pgPolicy('request_link_select', { for: 'select', to: userRole, using: inTeam(t.teamId) }),
		pgPolicy('request_link_insert', {
			for: 'insert',
			to: userRole,
			withCheck: sql`${inTeam(t.teamId)} and ${t.madeBy} = ${me} and ${t.endedAt} is null`
		}),
		/* Ending is for good: what hangs on a wall leads nowhere from then on. */
		pgPolicy('request_link_update', {
			for: 'update',
			to: userRole,
			using: sql`${inTeam(t.teamId)} and ${t.endedAt} is null`,
			withCheck: sql`${inTeam(t.teamId)} and ${t.endedAt} is not null`
		})
	]
);

/** A young person who opened a request and has not shared by it yet: found again at the own passport, until it is put away. */
export const requestFollowed = pgTable(
	'request_followed',
	{
		youthId: uuid('youth_id')
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		requestId: uuid('request_id')
			.notNull()
			.references(() => requestLink.id),
		at: at('at')
			.notNull()
			.default(sql`app_now()`),
		putAwayAt: at('put_away_at')
	},
	(t) => [
		primaryKey({ columns: [t.youthId, t.requestId] }),
		pgPolicy('request_followed_select', { for: 'select', to: userRole, using: sql`${t.youthId} = ${me}` }),
		pgPolicy('request_followed_update', {
			for: 'update',
			to: userRole,
			using: sql`${t.youthId} = ${me}`,
			withCheck: sql`${t.youthId} = ${me}`
		})
	]
);
