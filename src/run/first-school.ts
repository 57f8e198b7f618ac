import { hash } from '@node-rs/argon2';
import { and, eq, or, sql } from 'drizzle-orm';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { randomInt } from 'node:crypto';
import postgres from 'postgres';
import { cleanLogin, codeAlphabet, codeLength } from '../lib/account/rules';
import { credential, person } from '../lib/account/tables';
import type { OrganisationKind } from '../lib/organisation/kinds';
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

/** Who guides students of an mbo that is there, in a group of their own. */
export type NewSlber = { mbo: string; group: string } & NewStaff;

/** A Doorstroompunt with a team that can be shared with, and its consultant with a group. */
export type NewDoorstroompunt = {
	name: string;
	place: string;
	/** To whom a young person can go there today, and how. */
	helpPerson: string;
	helpReach: string;
	group: string;
	consultant: NewStaff;
};

/** Who helps where support is asked for, at a school that is there: finds a representative for who cannot ask a parent. */
export type NewCoordinator = { school: string } & NewStaff;

type NewStaff = { name: string; email: string };

/** What was made; the passwords are kept nowhere else. */
export type Made = {
	/** Of each class and group. */
	codes: { name: string; code: string }[];
	/** Without a password: the account was there already. */
	accounts: { name: string; role: string; email: string; password?: string }[];
};

type Database = PostgresJsDatabase;
type Role = (typeof staffRole.$inferInsert)['role'];

/**
 * Makes schools, teams and the accounts of the people who work there, all of it or nothing.
 *
 * @param add also when there is a school already
 * @throws {CannotStart} when the tables are not there yet, there is a school already, or an e-mail address is taken
 */
export async function makeFirstSchool(
	ownerUrl: string,
	wish: {
		region: string;
		school?: NewSchool;
		mbo?: NewMbo;
		slber?: NewSlber;
		doorstroompunt?: NewDoorstroompunt;
		coordinator?: NewCoordinator;
		add: boolean;
	}
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
			const made: Made = { codes: [], accounts: [] };
			if (wish.school) await makeSchool(tx, regionId, wish.school, made);
			if (wish.mbo) await makeMbo(tx, regionId, wish.mbo, made);
			if (wish.slber) await makeSlber(tx, regionId, wish.slber, made);
			if (wish.doorstroompunt) await makeDoorstroompunt(tx, regionId, wish.doorstroompunt, made);
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
	const mentorId = await makeStaff(tx, school.mentor, 'mentor', made);
	await giveRole(tx, mentorId, 'mentor', organisationId);
	await makeGroup(tx, { organisationId, at: name, name: school.className, guideId: mentorId }, made);
}

/** A class, or the group of somebody who guides young people elsewhere: joined with its code. */
async function makeGroup(
	tx: Database,
	group: { organisationId: string; at: string; name: string; guideId: string },
	made: Made
): Promise<void> {
	const { organisationId, at, name, guideId } = group;
	const schoolYear = startOfSchoolYear(new Date());
	const same = and(eq(schoolClass.organisationId, organisationId), eq(schoolClass.name, name), eq(schoolClass.schoolYear, schoolYear));
	if ((await tx.select({ id: schoolClass.id }).from(schoolClass).where(same)).length > 0)
		throw new CannotStart(`De klas ${name} van ${at} bestaat al. Er is niets veranderd.`);
	const classId = newId();
	const code = randomLetters(codeLength);
	await tx.insert(schoolClass).values({ id: classId, organisationId, name, schoolYear, code });
	await tx.insert(classMentor).values({ classId, personId: guideId });
	made.codes.push({ name, code });
}

async function makeMbo(tx: Database, regionId: string, mbo: NewMbo, made: Made): Promise<void> {
	const organisationId = await findOrMakeOrganisation(tx, { regionId, kind: 'mbo', name: mbo.name, place: mbo.place });
	const teamId = await findOrMakeTeam(tx, organisationId, mbo.team, mbo.courses);
	const intakerId = await makeStaff(tx, mbo.intaker, 'intaker', made);
	await giveRole(tx, intakerId, 'intaker', organisationId, teamId);
}

/** In the same screens as a mentor of a school; an intaker of the mbo can be the slb'er as well. */
async function makeSlber(tx: Database, regionId: string, { mbo, group, ...who }: NewSlber, made: Made): Promise<void> {
	const organisationId = await findOrganisation(tx, regionId, 'mbo', mbo);
	const personId = await findOrMakeStaff(tx, who, 'slb’er', made);
	await giveRole(tx, personId, 'mentor', organisationId);
	await makeGroup(tx, { organisationId, at: mbo, name: group, guideId: personId }, made);
}

/** The consultant reads as an intaker of the team what is shared with the Doorstroompunt. The team is called like it. */
async function makeDoorstroompunt(tx: Database, regionId: string, wanted: NewDoorstroompunt, made: Made): Promise<void> {
	const { name, place, helpPerson, helpReach, group, consultant } = wanted;
	const organisationId = await findOrMakeOrganisation(tx, { regionId, kind: 'doorstroompunt', name, place, helpPerson, helpReach });
	const teamId = await findOrMakeTeam(tx, organisationId, name, '');
	const personId = await makeStaff(tx, consultant, 'consulent', made);
	await giveRole(tx, personId, 'rmc_consultant', organisationId);
	await giveRole(tx, personId, 'intaker', organisationId, teamId);
	await makeGroup(tx, { organisationId, at: name, name: group, guideId: personId }, made);
}

async function makeCoordinator(tx: Database, regionId: string, { school, ...who }: NewCoordinator, made: Made): Promise<void> {
	const organisationId = await findOrganisation(tx, regionId, 'vo', school);
	const personId = await findOrMakeStaff(tx, who, 'zorgcoördinator', made);
	await giveRole(tx, personId, 'support_coordinator', organisationId);
}

const kindWords = { vo: 'school', mbo: 'mbo', doorstroompunt: 'Doorstroompunt' } as const;

async function findOrganisation(tx: Database, regionId: string, kind: OrganisationKind, name: string): Promise<string> {
	const same = and(eq(organisation.regionId, regionId), eq(organisation.kind, kind), eq(organisation.name, name));
	const [found] = await tx.select({ id: organisation.id }).from(organisation).where(same);
	if (!found) throw new CannotStart(`Er is geen ${kindWords[kind]} met de naam ${name}. Er is niets veranderd.`);
	return found.id;
}

async function findOrMakeTeam(tx: Database, organisationId: string, name: string, courses: string): Promise<string> {
	const [known] = await tx
		.select({ id: team.id })
		.from(team)
		.where(and(eq(team.organisationId, organisationId), eq(team.name, name)));
	if (known) return known.id;
	const id = newId();
	await tx.insert(team).values({ id, organisationId, name, courses });
	return id;
}

/** What somebody has already is not given again. */
async function giveRole(tx: Database, personId: string, role: Role, organisationId: string, teamId: string | null = null): Promise<void> {
	const same = and(eq(staffRole.personId, personId), eq(staffRole.role, role), eq(staffRole.organisationId, organisationId));
	const [known] = await tx.select({ id: staffRole.id }).from(staffRole).where(same);
	if (!known) await tx.insert(staffRole).values({ id: newId(), personId, role, organisationId, teamId });
}

/** A colleague who has an account already gets the role as well. */
async function findOrMakeStaff(tx: Database, who: NewStaff, role: string, made: Made): Promise<string> {
	const login = cleanLogin(who.email);
	const [known] = await tx
		.select({ id: person.id, name: person.name })
		.from(person)
		.where(and(eq(person.kind, 'staff'), eq(person.email, login)));
	if (!known) return makeStaff(tx, who, role, made);
	made.accounts.push({ name: known.name, role, email: login });
	return known.id;
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
