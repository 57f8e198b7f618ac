/** Classes and their members, teams that can be shared with. */
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { person } from '$lib/account/tables';
import { passport } from '$lib/passport/tables';
import type { PassportState } from '$lib/passport/states';
import { asUser, rows, type UserRef } from '$lib/server/database';
import { classMember, classMentor, organisation, schoolClass, team } from './tables';

/** A class as its mentor sees it in a list. */
export interface ClassRef {
	id: string;
	name: string;
	school: string;
	schoolYear: number;
	code: string;
}

const classRef = {
	id: schoolClass.id,
	name: schoolClass.name,
	school: organisation.name,
	schoolYear: schoolClass.schoolYear,
	code: schoolClass.code
};

/** The classes of which the person is a mentor. */
export async function myClasses(user: UserRef): Promise<ClassRef[]> {
	return asUser(user, (tx) =>
		tx
			.select(classRef)
			.from(classMentor)
			.innerJoin(schoolClass, eq(schoolClass.id, classMentor.classId))
			.innerJoin(organisation, eq(organisation.id, schoolClass.organisationId))
			.where(eq(classMentor.personId, user.id))
			.orderBy(asc(schoolClass.name))
	);
}

/** A young person in a class: progress and state, never an answer. */
export interface ClassStudent {
	youthId: string;
	name: string;
	called: string;
	pronouns: string;
	joinedAt: string;
	/** null: a newcomer whom the mentor has not confirmed. */
	confirmedAt: string | null;
	/** null: has not started. */
	passportId: string | null;
	instrumentKey: string | null;
	instrumentVersion: number | null;
	state: PassportState | null;
	progress: Record<string, number> | null;
	handedInAt: string | null;
	lastActivityAt: string | null;
}

/** One class on one screen; undefined when it is not the person's. */
export async function openClass(user: UserRef, classId: string): Promise<{ class: ClassRef; students: ClassStudent[] } | undefined> {
	return asUser(user, async (tx) => {
		const [found] = await tx
			.select(classRef)
			.from(classMentor)
			.innerJoin(schoolClass, eq(schoolClass.id, classMentor.classId))
			.innerJoin(organisation, eq(organisation.id, schoolClass.organisationId))
			.where(and(eq(classMentor.personId, user.id), eq(schoolClass.id, classId)));
		if (!found) return undefined;
		const students = await tx
			.select({
				youthId: person.id,
				name: person.name,
				called: person.called,
				pronouns: person.pronouns,
				joinedAt: classMember.joinedAt,
				confirmedAt: classMember.confirmedAt,
				passportId: passport.id,
				instrumentKey: passport.instrumentKey,
				instrumentVersion: passport.instrumentVersion,
				state: passport.state,
				progress: passport.progress,
				handedInAt: passport.handedInAt,
				lastActivityAt: passport.lastActivityAt
			})
			.from(classMember)
			.innerJoin(person, eq(person.id, classMember.youthId))
			.leftJoin(passport, eq(passport.youthId, classMember.youthId))
			.where(and(eq(classMember.classId, classId), isNull(classMember.removedAt)))
			.orderBy(sql`${person.name} collate "nl-x-icu"`);
		const text = (date: Date | null) => date?.toISOString() ?? null;
		return {
			class: found,
			students: students.map((s) => ({
				...s,
				joinedAt: text(s.joinedAt)!,
				confirmedAt: text(s.confirmedAt),
				handedInAt: text(s.handedInAt),
				lastActivityAt: text(s.lastActivityAt)
			}))
		};
	});
}

/** The mentor says that these newcomers belong in the class: those whose names were on the page, and nobody who came since. */
export async function confirmMembers(user: UserRef, classId: string, youthIds: string[]): Promise<void> {
	if (youthIds.length === 0) return;
	await asUser(user, (tx) =>
		tx
			.update(classMember)
			.set({ confirmedAt: sql`app_now()` })
			.where(
				and(
					eq(classMember.classId, classId),
					inArray(classMember.youthId, youthIds),
					isNull(classMember.confirmedAt),
					isNull(classMember.removedAt)
				)
			)
	);
}

/** Takes a young person out of the class, or puts them back: the passport stays theirs. @returns the name, or undefined */
export async function setMember(user: UserRef, classId: string, youthId: string, inClass: boolean): Promise<boolean> {
	const changed = await asUser(user, (tx) =>
		tx
			.update(classMember)
			.set({ removedAt: inClass ? null : sql`app_now()`, confirmedAt: sql`app_now()` })
			.where(and(eq(classMember.classId, classId), eq(classMember.youthId, youthId)))
			.returning({ youthId: classMember.youthId })
	);
	return changed.length > 0;
}

/** An intake team that can be shared with. */
export interface IntakeTeam {
	id: string;
	name: string;
	courses: string;
	organisation: string;
}

/** All intake teams of the mbo's, by mbo and name. */
export async function intakeTeams(user: UserRef): Promise<IntakeTeam[]> {
	return asUser(user, (tx) =>
		tx
			.select({ id: team.id, name: team.name, courses: team.courses, organisation: organisation.name })
			.from(team)
			.innerJoin(organisation, eq(organisation.id, team.organisationId))
			.where(eq(organisation.kind, 'mbo'))
			.orderBy(sql`${organisation.name} collate "nl-x-icu"`, sql`${team.name} collate "nl-x-icu"`)
	);
}

/** A mentor of the young person, with the school and whom to turn to there. */
export interface MyMentor {
	/** null: the class has no mentor yet. */
	mentor: string | null;
	className: string;
	school: string;
	helpPerson: string;
	helpReach: string;
}

/** The young person's own mentors and schools; empty outside a class. */
export async function myMentors(user: UserRef): Promise<MyMentor[]> {
	type Row = { mentor: string | null; class_name: string; school: string; help_person: string; help_reach: string };
	const found = await asUser(user, (tx) =>
		rows<Row>(tx, sql`select mentor, class_name, school, help_person, help_reach from my_mentors()`)
	);
	return found.map((row) => ({
		mentor: row.mentor,
		className: row.class_name,
		school: row.school,
		helpPerson: row.help_person,
		helpReach: row.help_reach
	}));
}
