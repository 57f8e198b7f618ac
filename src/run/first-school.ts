import { hash } from '@node-rs/argon2';
import { and, eq, or, sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { randomInt } from 'node:crypto';
import postgres from 'postgres';
import { cleanLogin, codeAlphabet, codeLength } from '../lib/account/rules';
import { credential, person } from '../lib/account/tables';
import { classMentor, organisation, region, schoolClass, staffRole, team } from '../lib/organisation/tables';
import { CannotStart } from '../lib/server/cannot-start';
import { newId } from '../lib/server/ids';

/** A school with a first class and its mentor. */
export type NewSchool = {
	name: string;
	place: string;
	/** To whom a student can go today, and how. */
	helpPerson: string;
	helpReach: string;
	className: string;
	mentor: NewStaff;
};

/** An mbo with a first intake team and its intaker. */
export type NewMbo = { name: string; place: string; team: string; courses: string; intaker: NewStaff };

/** Who helps where support is asked for, at a school that is there: finds a representative for who cannot ask a parent. */
export type NewCoordinator = { school: string } & NewStaff;

type NewStaff = { name: string; email: string };

/** What was made; the passwords are kept nowhere else. */
export type Made = {
	classCode?: string;
	/** Without a password: the account was there already. */
	accounts: { name: string; role: string; email: string; password?: string }[];
};

type Database = PostgresJsDatabase;

/**
 * Makes schools, teams and the accounts of the people who work there, all of it or nothing.
 *
 * @param add also when there is a school already
 * @throws {CannotStart} when the tables are not there yet, there is a school already, or an e-mail address is taken
 */
export async function makeFirstSchool(
	ownerUrl: string,
	wish: { region: string; school?: NewSchool; mbo?: NewMbo; coordinator?: NewCoordinator; add: boolean }
): Promise<Made> {
	const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
	try {
		const [tables] = await owner`select from pg_tables where schemaname = 'public' and tablename = 'organisation'`;
		if (!tables) throw new CannotStart('De database heeft nog geen tabellen. Voer eerst `npm run db:migrate` uit.');
		return await drizzle(owner).transaction(async (tx) => {
			// Two at once: the second finds what the first has made.
			await tx.execute(sql`lock table ${organisation} in exclusive mode`);
			if (!wish.add) await refuseSecond(tx);
			const regionId = await findOrMakeRegion(tx, wish.region);
			const made: Made = { accounts: [] };
			if (wish.school) await makeSchool(tx, regionId, wish.school, made);
			if (wish.mbo) await makeMbo(tx, regionId, wish.mbo, made);
			if (wish.coordinator) await makeCoordinator(tx, regionId, wish.coordinator, made);
			return made;
		});
	} finally {
		await owner.end();
	}
}

async function refuseSecond(tx: Database): Promise<void> {
	const [school] = await tx.select({ name: organisation.name }).from(organisation).where(eq(organisation.kind, 'vo')).limit(1);
	if (school) throw new CannotStart(`Er is al een school: ${school.name}. Er is niets veranderd. Voeg er een toe met --add.`);
}

async function findOrMakeRegion(tx: Database, name: string): Promise<string> {
	const [known] = await tx.select({ id: region.id }).from(region).where(eq(region.name, name));
	if (known) return known.id;
	const id = newId();
	await tx.insert(region).values({ id, name });
	return id;
}

async function makeSchool(tx: Database, regionId: string, school: NewSchool, made: Made): Promise<void> {
	const { name, place, helpPerson, helpReach } = school;
	const organisationId = await findOrMakeOrganisation(tx, { regionId, kind: 'vo', name, place, helpPerson, helpReach });
	const schoolYear = startOfSchoolYear(new Date());
	const sameClass = and(
		eq(schoolClass.organisationId, organisationId),
		eq(schoolClass.name, school.className),
		eq(schoolClass.schoolYear, schoolYear)
	);
	if ((await tx.select({ id: schoolClass.id }).from(schoolClass).where(sameClass)).length > 0)
		throw new CannotStart(`De klas ${school.className} van ${name} bestaat al. Er is niets veranderd.`);

	const mentorId = await makeStaff(tx, school.mentor, 'mentor', made);
	await tx.insert(staffRole).values({ id: newId(), personId: mentorId, role: 'mentor', organisationId });
	const classId = newId();
	made.classCode = randomLetters(codeLength);
	await tx.insert(schoolClass).values({ id: classId, organisationId, name: school.className, schoolYear, code: made.classCode });
	await tx.insert(classMentor).values({ classId, personId: mentorId });
}

async function makeMbo(tx: Database, regionId: string, mbo: NewMbo, made: Made): Promise<void> {
	const organisationId = await findOrMakeOrganisation(tx, { regionId, kind: 'mbo', name: mbo.name, place: mbo.place });
	const [known] = await tx
		.select({ id: team.id })
		.from(team)
		.where(and(eq(team.organisationId, organisationId), eq(team.name, mbo.team)));
	const teamId = known?.id ?? newId();
	if (!known) await tx.insert(team).values({ id: teamId, organisationId, name: mbo.team, courses: mbo.courses });
	const intakerId = await makeStaff(tx, mbo.intaker, 'intaker', made);
	await tx.insert(staffRole).values({ id: newId(), personId: intakerId, role: 'intaker', organisationId, teamId });
}

/** A colleague who has an account already, a mentor for instance, gets the role as well. */
async function makeCoordinator(tx: Database, regionId: string, { school, ...who }: NewCoordinator, made: Made): Promise<void> {
	const [at] = await tx
		.select({ id: organisation.id })
		.from(organisation)
		.where(and(eq(organisation.regionId, regionId), eq(organisation.kind, 'vo'), eq(organisation.name, school)));
	if (!at) throw new CannotStart(`Er is geen school die ${school} heet. Er is niets veranderd.`);
	const login = cleanLogin(who.email);
	const [known] = await tx
		.select({ id: person.id, name: person.name })
		.from(person)
		.where(and(eq(person.kind, 'staff'), eq(person.email, login)));
	if (known) made.accounts.push({ name: known.name, role: 'zorgcoördinator', email: login });
	const personId = known?.id ?? (await makeStaff(tx, who, 'zorgcoördinator', made));
	await tx.insert(staffRole).values({ id: newId(), personId, role: 'support_coordinator', organisationId: at.id });
}

async function findOrMakeOrganisation(tx: Database, wanted: Omit<typeof organisation.$inferInsert, 'id'>): Promise<string> {
	const same = and(eq(organisation.regionId, wanted.regionId), eq(organisation.kind, wanted.kind), eq(organisation.name, wanted.name));
	const [known] = await tx.select({ id: organisation.id }).from(organisation).where(same);
	if (known) return known.id;
	const id = newId();
	await tx.insert(organisation).values({ ...wanted, id });
	return id;
}

async function makeStaff(tx: Database, { name, email }: NewStaff, role: string, made: Made): Promise<string> {
	const login = cleanLogin(email);
	const taken = await tx
		.select({ id: person.id })
		.from(person)
		.where(or(eq(person.email, login), eq(person.signInName, login)));
	if (taken.length > 0) throw new CannotStart(`Er is al een account met ${login}. Er is niets veranderd.`);

	const id = newId();
	const password = [1, 2, 3].map(() => randomLetters(4).toLowerCase()).join('-');
	await tx.insert(person).values({ id, kind: 'staff', name, called: name.split(' ')[0]!, email: login });
	await tx.insert(credential).values({ personId: id, passwordHash: await hash(password) });
	made.accounts.push({ name, role, email: login, password });
	return id;
}

/** Letters and digits that cannot be mistaken for each other. */
function randomLetters(length: number): string {
	return Array.from({ length }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');
}

/** School years start on 1 August. */
function startOfSchoolYear(today: Date): number {
	return today.getMonth() >= 7 ? today.getFullYear() : today.getFullYear() - 1;
}
