import { verify } from '@node-rs/argon2';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Embedded } from '../../src/lib/server/database/embedded';
import { makeTestDatabase } from '../../src/run/test-database';
import { run } from './portal';

const school = [
	...['--region', 'Rijnland', '--school', 'Het Anker', '--school-place', 'Leiden', '--class', '4B'],
	...['--help-person', 'Fatma, zorgcoördinator', '--help-reach', 'kamer 12'],
	...['--mentor-name', 'Jan Smit', '--mentor-email', 'Jan@anker.example']
];
const mbo = [
	...['--mbo', 'Rivier', '--mbo-place', 'Leiden', '--team', 'Zorg', '--team-courses', 'Verzorgende IG'],
	...['--intaker-name', 'Els Vis', '--intaker-email', 'els@rivier.example']
];

let database: Embedded;
beforeAll(async () => {
	database = await makeTestDatabase();
});
afterAll(() => database.stop());

async function setup(...options: string[]): Promise<{ code: number; said: string }> {
	const settings = { DATABASE_OWNER_URL: database.ownerUrl };
	const command = run(['node', '--import', 'tsx', 'src/run/setup.ts', ...options], settings);
	return { code: await command.ended, said: command.said() };
}

async function asOwner<Row extends object>(statement: string): Promise<Row[]> {
	const owner = postgres(database.ownerUrl, { max: 1 });
	const rows = await owner.unsafe<Row[]>(statement);
	await owner.end();
	return [...rows];
}

describe('npm run setup', () => {
	test('names what is missing, and makes nothing', async () => {
		const { code, said } = await setup(...school);
		expect(code).toBe(1);
		expect(said).toContain('Dit ontbreekt nog: --mbo, ');
		expect(await asOwner('select from region')).toHaveLength(0);
	});

	test('makes the first school and the first mbo, with passwords that are right', async () => {
		const { code, said } = await setup(...school, ...mbo);
		expect(code).toBe(0);
		expect(said).toMatch(/Klassencode van 4B: [A-Z0-9]{3}-[A-Z0-9]{3}/);

		const password = /jan@anker\.example\s+wachtwoord\s+(\S+)/.exec(said)![1]!;
		const [mentor] = await asOwner<{ hash: string; class: string }>(`
			select password_hash as hash, k.name as class
			from person p join credential c on c.person_id = p.id
			join class_mentor m on m.person_id = p.id join class k on k.id = m.class_id
			where p.email = 'jan@anker.example'`);
		expect(mentor!.class).toBe('4B');
		expect(await verify(mentor!.hash, password)).toBe(true);
	});

	test('refuses a second school, unless asked to add one', async () => {
		const second = await setup(...school, ...mbo);
		expect(second.code).toBe(1);
		expect(second.said).toContain('Er is al een school: Het Anker. Er is niets veranderd.');

		const other = school.map((word) => ({ '4B': '4C', 'Jan@anker.example': 'bo@anker.example' })[word] ?? word);
		expect((await setup('--add', ...other)).code).toBe(0);
		expect(await asOwner('select from organisation')).toHaveLength(2);
		expect(await asOwner('select from class')).toHaveLength(2);
	});

	test('an address that has an account already: nothing is made', async () => {
		const { code, said } = await setup('--add', ...school.map((word) => (word === '4B' ? '4D' : word)));
		expect(code).toBe(1);
		expect(said).toContain('Er is al een account met jan@anker.example. Er is niets veranderd.');
		expect(await asOwner('select from class')).toHaveLength(2);
	});

	test('adds a support coordinator to a school, also one who is a mentor there', async () => {
		const coordinator = (name: string, email: string, school = 'Het Anker') => [
			...['--add', '--region', 'Rijnland', '--coordinator-school', school, '--coordinator-name', name, '--coordinator-email', email]
		];
		const added = await setup(...coordinator('Fatma Aslan', 'fatma@anker.example'));
		expect(added.code).toBe(0);
		expect(added.said).toMatch(/Fatma Aslan \(zorgcoördinator\)/);
		expect((await setup(...coordinator('Jan Smit', 'jan@anker.example'))).said).toContain('blijft zoals het was');
		expect(
			await asOwner(`select p.email from staff_role r join person p on p.id = r.person_id where r.role = 'support_coordinator' order by 1`)
		).toEqual([{ email: 'fatma@anker.example' }, { email: 'jan@anker.example' }]);
		const nowhere = await setup(...coordinator('Wie', 'wie@anker.example', 'Het Roer'));
		expect(nowhere.said).toContain('Er is geen school met de naam Het Roer. Er is niets veranderd.');
	});

	const rolesOf = (login: string) =>
		asOwner<{ role: string; at: string; team: string | null; guides: string | null }>(`
			select r.role, o.name as at, t.name as team, k.name as guides
			from person p join staff_role r on r.person_id = p.id join organisation o on o.id = r.organisation_id
			left join team t on t.id = r.team_id
			left join (class_mentor m join class k on k.id = m.class_id) on m.person_id = p.id and k.organisation_id = o.id
			where p.email = '${login}' order by r.role`);

	test('adds a Doorstroompunt: a team to share with, and a consultant of it who has a group with a code', async () => {
		const doorstroompunt = [
			...['--add', '--region', 'Rijnland', '--doorstroompunt', 'Doorstroompunt Rijnland', '--doorstroompunt-place', 'Leiden'],
			...['--doorstroompunt-person', 'Anouk, consulent', '--doorstroompunt-reach', 'app 06'],
			...['--consultant-name', 'Anouk Vos', '--consultant-email', 'anouk@rijnland.example', '--consultant-group', 'Groep van Anouk']
		];
		const { code, said } = await setup(...doorstroompunt);
		expect(code).toBe(0);
		expect(said).toMatch(/Anouk Vos \(consulent\)/);
		expect(said).toMatch(/Klassencode van Groep van Anouk: [A-Z0-9]{3}-[A-Z0-9]{3}/);
		const at = { at: 'Doorstroompunt Rijnland', guides: 'Groep van Anouk' };
		expect(await rolesOf('anouk@rijnland.example')).toEqual([
			{ ...at, role: 'intaker', team: 'Doorstroompunt Rijnland' },
			{ ...at, role: 'rmc_consultant', team: null }
		]);
		/* A second time nothing is made twice. */
		expect((await setup(...doorstroompunt)).said).toContain('Er is al een account met anouk@rijnland.example. Er is niets veranderd.');
		expect(await asOwner(`select from team where name = 'Doorstroompunt Rijnland'`)).toHaveLength(1);
	});

	test('adds a slb’er with a group to an mbo, also one who does the intake there', async () => {
		const slber = (email: string, group: string, mbo = 'Rivier') => [
			...['--add', '--region', 'Rijnland', '--slber-mbo', mbo, '--slber-name', 'Els Vis', '--slber-email', email, '--slber-group', group]
		];
		const { code, said } = await setup(...slber('els@rivier.example', 'Groep Els'));
		expect(code).toBe(0);
		expect(said).toContain('blijft zoals het was');
		expect(said).toMatch(/Klassencode van Groep Els: /);
		const at = { at: 'Rivier', guides: 'Groep Els' };
		expect(await rolesOf('els@rivier.example')).toEqual([
			{ ...at, role: 'intaker', team: 'Zorg' },
			{ ...at, role: 'mentor', team: null }
		]);
		expect((await setup(...slber('els@rivier.example', 'Groep Els'))).said).toContain('De klas Groep Els van Rivier bestaat al.');
		const nowhere = await setup(...slber('wie@rivier.example', 'Groep', 'De Zee'));
		expect(nowhere.said).toContain('Er is geen mbo met de naam De Zee. Er is niets veranderd.');
	});
});
