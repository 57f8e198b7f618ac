/** Who is a mentor of a class, and of a young person. */
import { sql } from 'drizzle-orm';
import { asUser, outcomeOf, rows, type UserRef } from '$lib/server/database';
import type { OrganisationKind } from './kinds';

/** What came of adding a colleague; `unknown` is the same for nobody, for no mentor and for another school. */
export type MentorAdded = 'added' | 'already' | 'unknown' | 'blocked' | 'missing';

/** Adds a colleague of the same school as a mentor, by e-mail address or sign-in name (cleanLogin). */
export async function addMentor(user: UserRef, classId: string, login: string): Promise<MentorAdded> {
	return outcomeOf(user, sql`add_mentor(${classId}, ${login})`);
}

/** Takes a mentor out of the class, a colleague or oneself; what that one could see ends at once. The last one stays. */
export async function removeMentor(user: UserRef, classId: string, mentorId: string): Promise<'removed' | 'last' | 'missing'> {
	return outcomeOf(user, sql`remove_mentor(${classId}, ${mentorId})`);
}

/** A mentor of the young person, with the school and whom to turn to there. */
export interface MyMentor {
	/** null: the class has no mentor yet, or has closed. */
	mentorId: string | null;
	mentor: string | null;
	classId: string;
	className: string;
	organisationId: string;
	school: string;
	kind: OrganisationKind;
	helpPerson: string;
	helpReach: string;
	/** The own passports that this mentor reads now. */
	reads: string[];
	/** Was added after something had been handed in, and waits to hear whether that may be read. */
	asks: boolean;
}

/** The young person's own mentors and schools; empty outside a class. */
export async function myMentors(user: UserRef): Promise<MyMentor[]> {
	type Row = {
		mentor_id: string | null;
		mentor: string | null;
		class_id: string;
		class_name: string;
		organisation_id: string;
		school: string;
		kind: OrganisationKind;
		help_person: string;
		help_reach: string;
		reads: string[];
		asks: boolean;
	};
	const found = await asUser(user, (tx) => rows<Row>(tx, sql`select * from my_mentors()`));
	return found.map((row) => ({
		mentorId: row.mentor_id,
		mentor: row.mentor,
		classId: row.class_id,
		className: row.class_name,
		organisationId: row.organisation_id,
		school: row.school,
		kind: row.kind,
		helpPerson: row.help_person,
		helpReach: row.help_reach,
		reads: row.reads,
		asks: row.asks
	}));
}

/** Says whether a mentor who was added later reads what was handed in before. @returns whether there is such a mentor */
export async function letMentorIn(user: UserRef, classId: string, mentorId: string, allowed: boolean): Promise<boolean> {
	const [row] = await asUser(user, (tx) =>
		rows<{ done: boolean }>(tx, sql`select let_mentor_in(${classId}, ${mentorId}, ${allowed}) as done`)
	);
	return row!.done;
}
