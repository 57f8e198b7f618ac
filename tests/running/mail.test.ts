/** A real portal, a real mail server: what is put in the queue arrives, and what is being sent at a stop is finished. */
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Embedded } from '../../src/lib/server/database/embedded';
import { newId } from '../../src/lib/server/ids';
import { makeTestDatabase } from '../../src/run/test-database';
import { startMailServer } from '../smtp';
import { findPort, start } from './portal';

let database: Embedded;
let owner: postgres.Sql;
let server: Awaited<ReturnType<typeof startMailServer>>;

beforeAll(async () => {
	database = await makeTestDatabase();
	owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
	server = await startMailServer();
	const [region, school, group, mentor, youth] = [newId(), newId(), newId(), newId(), newId()];
	await owner`insert into region (id, name) values (${region}, 'Proefregio')`;
	await owner`insert into organisation (id, region_id, kind, name, place) values (${school}, ${region}, 'vo', 'De Proef', 'Proefstad')`;
	await owner`insert into class (id, organisation_id, name, school_year, code) values (${group}, ${school}, '4A', ${new Date().getFullYear()}, 'KBD4F7')`;
	await owner`insert into person (id, kind, name, called, email) values (${mentor}, 'staff', 'Jan Proef', 'Jan', 'jan@school.example')`;
	await owner`insert into person (id, kind, name, called, sign_in_name, born_on) values (${youth}, 'youth', 'Noah Proef', 'Noah', 'noah', '2008-01-01')`;
	await owner`insert into class_mentor (class_id, person_id, since) values (${group}, ${mentor}, now() - interval '30 days')`;
	await owner`insert into class_member (class_id, youth_id, joined_at) values (${group}, ${youth}, now() - interval '30 days')`;
	await owner`insert into passport (id, youth_id, instrument_key, instrument_version, state, handed_in_at)
		values (${newId()}, ${youth}, 'proef', 1, 'ready', now() - interval '8 days')`;
});
afterAll(async () => {
	await server.stop();
	await owner.end();
	await database.stop();
});

async function startPortal() {
	const port = await findPort();
	const portal = start({
		DATABASE_URL: database.webUrl,
		DATABASE_SYSTEM_URL: database.systemUrl,
		ORIGIN: 'https://paspoort.example',
		SECRET: 'x'.repeat(32),
		SMTP_URL: server.url,
		MAIL_FROM: 'Paspoort voor Succes <paspoort@example.nl>',
		PORT: String(port)
	});
	await portal.says('"event":"start"');
	const open = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
	const isOpen = async () => (await open('/gezond').catch(() => undefined)) !== undefined;
	return { ...portal, open, isOpen };
}

const outcomes = async () => (await owner`select outcome from mail order by made_at`).map((row) => row.outcome);

test('a reminder that is due arrives at the mail server, and the log tells it without persons', async () => {
	const portal = await startPortal();
	await owner`select remind()`;
	await server.has(1);
	expect(server.received[0]).toMatchObject({
		envelope: ['jan@school.example'],
		from: { name: 'Paspoort voor Succes', address: 'paspoort@example.nl' },
		subject: 'Er wachten paspoorten op je'
	});
	expect(server.received[0]!.text).toContain('https://paspoort.example/begeleiding');
	await portal.says('"outcome":"sent"');
	expect(portal.said()).toContain('"kind":"unread"');
	expect(portal.said()).not.toMatch(/jan@|Jan Proef|Noah/);
	expect((await portal.open('/demo/post')).status).toBe(404);
	portal.signal('SIGTERM');
	expect(await portal.ended).toBe(0);
});

test('a mail that is being sent when the portal stops is sent once, and known to be sent', async () => {
	await owner`delete from mail`;
	const accept = server.hold();
	const portal = await startPortal();
	await owner`select remind()`;
	await server.offered(2);
	portal.signal('SIGTERM');
	await expect.poll(portal.isOpen).toBe(false);
	accept();
	expect(await portal.ended).toBe(0);
	expect(server.received.length).toBe(2);
	expect(await outcomes()).toEqual(['sent']);
});
