/** Classes and their members, teams that can be shared with. */
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { instruments } from '$lib/instruments';
import type { PassportState } from '$lib/passport/states';
import { asUser, callAsVisitor, type UserRef } from '$lib/server/database';
import { couple, type Coupling } from './expected';
import type { OrganisationKind } from './kinds';
import { classMember, classMentor, organisation, schoolClass, team } from './tables';

/** A class as its mentor sees it in a list. */
export interface ClassRef {
	id: string;
	name: string;
	school: string;
	kind: OrganisationKind;
	schoolYear: number;
	code: string;
}

/** With whom to go to at the school, and how; may be empty. */
export interface OwnClass extends ClassRef {
	helpPerson: string;
	helpReach: string;
}

const classRef = {
	id: schoolClass.id,
	name: schoolClass.name,
	school: organisation.name,
	kind: organisation.kind,
	schoolYear: schoolClass.schoolYear,
	code: schoolClass.code,
	helpPerson: organisation.helpPerson,
	helpReach: organisation.helpReach
};

/** The classes of which the person is a mentor. */
export async function myClasses(user: UserRef): Promise<OwnClass[]> {
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
	/** null: a newcomer whom no mentor has confirmed. */
	confirmedAt: string | null;
	/** null: has not started. */
	passportId: string | null;
	instrumentKey: string | null;
	instrumentVersion: number | null;
	state: PassportState | null;
	progress: Record<string, number> | null;
	handedInAt: string | null;
	lastActivityAt: string | null;
	/** Whether this mentor may read the answers now. */
	readable: boolean;
	/** Whether the young person takes a pause now. */
	paused: boolean;
	/** Whether this mentor asks now to go on together with the unfinished passport. */
	together: boolean;
	/** Which of the questions that others depend on were answered: with it, it is known how many questions there are. */
	gates: string[];
}

/** A mentor of a class. */
export interface ClassMentor {
	id: string;
	name: string;
	since: string;
}

/** A name that is expected in a class; `youthId` once it is known who it is. */
export interface Expected {
	id: string;
	name: string;
	youthId: string | null;
}

/** A class as its mentor opens it. */
export interface OpenedClass {
	class: ClassRef & { mentors: ClassMentor[] };
	students: ClassStudent[];
	expected: Expected[];
	/** ISO date, from the portal's clock */
	today: string;
}

const gates = [...new Set(instruments.flatMap(({ questions }) => questions.flatMap(({ after }) => after ?? [])))].join(',');

/**
 * One class on one screen, in one round trip to the database, the check of the session included.
 * @param session the mentor's browser
 * @returns undefined when it is no class of theirs, or has closed
 */
export async function openClass(session: { tokenHash: string }, classId: string): Promise<OpenedClass | undefined> {
	type Row = { heading: OpenedClass['class'] & { today: string }; students: ClassStudent[]; expected: Expected[] };
	const [row] = await callAsVisitor<Row>('open_class', [session.tokenHash, classId, gates]);
	if (!row) return undefined;
	const { today, ...opened } = row.heading;
	const moment = (written: string | null) => written && new Date(written).toISOString();
	const students = row.students.map((s) => ({
		...s,
		joinedAt: moment(s.joinedAt)!,
		confirmedAt: moment(s.confirmedAt),
		handedInAt: moment(s.handedInAt),
		lastActivityAt: moment(s.lastActivityAt)
	}));
	return { class: opened, students, expected: row.expected, today };
}

/**
 * The mentor says that these newcomers belong in the class: those whose names were on the page, and nobody who came since.
 * @param known whose name on the list each of them is, where that is known
 */
export async function confirmMembers(user: UserRef, classId: string, youthIds: string[], known: Coupling[] = []): Promise<void> {
	if (youthIds.length === 0) return;
	await asUser(user, async (tx) => {
		const confirmed = await tx
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
			.returning({ youthId: classMember.youthId });
		for (const coupling of known.filter(({ youthId }) => confirmed.some((member) => member.youthId === youthId)))
			await couple(tx, classId, coupling);
	});
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
	kind: OrganisationKind;
}

/** All teams that can be shared with: of the mbo's, and after them of the Doorstroompunten; by name. */
export async function intakeTeams(user: UserRef): Promise<IntakeTeam[]> {
	return asUser(user, (tx) =>
		tx
			.select({ id: team.id, name: team.name, courses: team.courses, organisation: organisation.name, kind: organisation.kind })
			.from(team)
			.innerJoin(organisation, eq(organisation.id, team.organisationId))
			.where(inArray(organisation.kind, ['mbo', 'doorstroompunt']))
			.orderBy(desc(organisation.kind), sql`${organisation.name} collate "nl-x-icu"`, sql`${team.name} collate "nl-x-icu"`)
	);
}
