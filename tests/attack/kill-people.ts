/** The people of these attacks: a class with a mentor, and a team with an intaker, all signed in already. */
import { createHash, randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { firstInstrument, newest } from '../../src/lib/instruments';
import { newId } from '../../src/lib/server/ids';

/** A young person with an empty passport. */
export interface Young {
	id: string;
	passport: string;
	token: string;
}

/** Everybody, with the token of a session of each. */
export interface People {
	young: Young[];
	mentor: { id: string; token: string };
	intaker: { id: string; token: string };
	team: string;
}

/** Makes them. @param count how many young people */
export async function makePeople(owner: Sql, count: number): Promise<People> {
	const instrument = newest(firstInstrument);
	const person = () => ({ id: newId(), token: randomBytes(32).toString('base64url') });
	const [mentor, intaker] = [person(), person()];
	const young = Array.from({ length: count }, () => ({ ...person(), passport: newId() }));
	const [region, school, mbo, group, team] = [newId(), newId(), newId(), newId(), newId()];
	await owner.begin(async (tx) => {
		await tx`insert into region (id, name) values (${region}, 'Proefregio')`;
		await tx`insert into organisation (id, region_id, kind, name, place) values
			(${school}, ${region}, 'vo', 'De Proef', 'Proefstad'), (${mbo}, ${region}, 'mbo', 'ROC Proef', 'Proefstad')`;
		await tx`insert into team (id, organisation_id, name, courses) values (${team}, ${mbo}, 'Intake', 'Alles')`;
		await tx`insert into class (id, organisation_id, name, school_year, code) values (${group}, ${school}, '4A', ${new Date().getFullYear()}, 'KBD4F7')`;
		await tx`insert into person (id, kind, name, called, email) values
			(${mentor.id}, 'staff', 'Jan Proef', 'Jan', 'jan@school.example'), (${intaker.id}, 'staff', 'Els Proef', 'Els', 'els@mbo.example')`;
		await tx`insert into staff_role (id, person_id, role, organisation_id, team_id) values
			(${newId()}, ${mentor.id}, 'mentor', ${school}, null), (${newId()}, ${intaker.id}, 'intaker', ${mbo}, ${team})`;
		await tx`insert into class_mentor (class_id, person_id, since) values (${group}, ${mentor.id}, now() - interval '30 days')`;
		for (const [index, { id, passport }] of young.entries()) {
			const name = `leerling-${index + 1}`;
			await tx`insert into person (id, kind, name, called, sign_in_name, email, born_on)
				values (${id}, 'youth', ${name}, ${name}, ${name}, ${`${name}@thuis.example`}, '2005-01-01')`;
			await tx`insert into class_member (class_id, youth_id, joined_at, confirmed_at)
				values (${group}, ${id}, now() - interval '20 days', now() - interval '20 days')`;
			await tx`insert into passport (id, youth_id, instrument_key, instrument_version)
				values (${passport}, ${id}, ${instrument.key}, ${instrument.version})`;
		}
		for (const { id, token } of [mentor, intaker, ...young])
			await tx`insert into session (token_hash, person_id, expires_at)
				values (${createHash('sha256').update(token).digest('hex')}, ${id}, now() + interval '14 days')`;
	});
	return { young, mentor, intaker, team };
}
