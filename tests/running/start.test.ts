import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Embedded } from '../../src/lib/server/database/embedded';
import { makeTestDatabase } from '../../src/run/test-database';
import { findPort, makeFolder, run, start } from './portal';

const mailSettings = { SMTP_URL: 'smtp://127.0.0.1:2525', MAIL_FROM: 'Paspoort voor Succes <paspoort@example.nl>' };
let database: Embedded;
let complete: Record<string, string>;

beforeAll(async () => {
	database = await makeTestDatabase();
	complete = {
		DATABASE_URL: database.webUrl,
		DATABASE_SYSTEM_URL: database.systemUrl,
		ORIGIN: 'https://paspoort.example',
		SECRET: 'x'.repeat(32),
		...mailSettings
	};
});
afterAll(() => database.stop());

/** Starts with these settings besides the complete ones, and gives the sentence that it refuses with. */
async function refusal(settings: Record<string, string>): Promise<string> {
	const portal = start({ ...complete, PORT: String(await findPort()), ...settings });
	expect(await portal.ended).toBe(1);
	return portal.said().trim();
}

async function asOwner(statement: string): Promise<void> {
	const owner = postgres(database.ownerUrl, { max: 1 });
	await owner.unsafe(statement);
	await owner.end();
}

describe('npm start', () => {
	test('runs on the logins of the settings, and logs events without persons', async () => {
		const port = await findPort();
		const portal = start({ ...complete, PORT: String(port) });
		await portal.says('"event":"start"');
		expect(portal.said()).toContain('"database":"server"');
		expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
		portal.signal('SIGTERM');
		expect(await portal.ended).toBe(0);
		expect(portal.said()).toContain('"event":"stop"');
	});

	test('without a database in the settings it runs on the embedded one, and says so', async () => {
		const portal = start({ ...mailSettings, DATA_FOLDER: await makeFolder(), PORT: String(await findPort()) });
		await portal.says('"database":"embedded"');
		expect(portal.said()).toContain('Er is geen DATABASE_URL: het portaal gebruikt de ingebouwde database');
	});

	test('names a wrong setting and repeats no password', async () => {
		expect(await refusal({ ORIGIN: 'http://paspoort.example' })).toMatch(/^De instelling ORIGIN klopt niet: .*\.$/);
		expect(await refusal({ DATABASE_SYSTEM_URL: '' })).toMatch(/^De instelling DATABASE_SYSTEM_URL ontbreekt: .*\.$/);
		const wrong = new URL(database.webUrl);
		wrong.password = 'geraden';
		const said = await refusal({ DATABASE_URL: wrong.href });
		expect(said).toContain('de naam of het wachtwoord van de inlog klopt niet');
		expect(said).not.toContain('geraden');
	});

	test('refuses a web login that owns tables', async () => {
		expect(await refusal({ DATABASE_URL: database.ownerUrl })).toContain('is eigenaar van tabellen');
	});

	test('refuses a web login that is also the system', async () => {
		expect(await refusal({ DATABASE_URL: database.systemUrl })).toContain('dezelfde inlog');
		await asOwner('grant pvs_system to pvs_web');
		expect(await refusal({})).toContain('is lid van pvs_system');
		await asOwner('revoke pvs_system from pvs_web');
	});

	test('never migrates: a database that is behind is named, with the command', async () => {
		await asOwner('create table aside as table drizzle.__drizzle_migrations');
		await asOwner('delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from aside)');
		expect(await refusal({})).toContain('Voer eerst `npm run db:migrate` uit.');
		await asOwner('truncate drizzle.__drizzle_migrations');
		await asOwner('insert into drizzle.__drizzle_migrations select * from aside');
		await asOwner('drop table aside');
	});

	test('the demo is not for a real portal', async () => {
		expect(await refusal({ DEMO: '1' })).toContain('DEMO hoort niet bij `npm start`');
	});
});

describe('npm run db:migrate', () => {
	test('asks for the owner', async () => {
		const command = run(['node', '--import', 'tsx', 'src/run/migrate.ts'], complete);
		expect(await command.ended).toBe(1);
		expect(command.said()).toContain('DATABASE_OWNER_URL ontbreekt');
	});

	test('twice at once is fine, and once more says that all was in order', async () => {
		const settings = { ...complete, DATABASE_OWNER_URL: database.ownerUrl };
		const both = [1, 2].map(() => run(['node', '--import', 'tsx', 'src/run/migrate.ts'], settings));
		for (const command of both) {
			expect(await command.ended).toBe(0);
			expect(command.said()).toContain('De database was al bijgewerkt.');
		}
	});
});
