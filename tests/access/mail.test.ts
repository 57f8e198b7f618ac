/** The queue for mail: in the transaction of the change, closed to users, and without words. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '$lib/server/ids';
import { denied, makeWorld, type TestYouth, type Who, type World } from './world';

let world: World;
let youth: TestYouth;
beforeAll(async () => {
	world = await makeWorld();
	youth = await world.youth('ready');
}, 60_000);
afterAll(() => world.end());

/** What waits to be sent of one kind about one subject. */
const waiting = (subject: string) =>
	world.owner<{ data: unknown; late: boolean }[]>`
		select data, start_after > now() + interval '1 second' as late from pgboss.job where name = 'mail' and data ->> 'subject' = ${subject}`;

const later = (subject: string, key: string | null = null, after = 'null') =>
	`select send_mail_later('signed', '${subject}', ${key === null ? 'null' : `'${key}'`}, ${after})`;

describe('a mail waits', () => {
	test('when the change is kept, and not when it is rolled back', async () => {
		const signing = `select sign_off('${youth.passportId}', 9, app_today(), '', 'mentor')`;
		const signatures = () => world.owner<{ id: string }[]>`select id from sign_off where passport_id = ${youth.passportId}`;
		const all = async () => (await world.owner`select from pgboss.job where name = 'mail'`).length;
		const before = await all();
		await world.attempt({ id: world.ids.ownMentor }, signing);
		expect([(await signatures()).length, await all()]).toEqual([0, before]);
		await world.attempt({ id: world.ids.ownMentor }, signing, true);
		const [signature] = await signatures();
		expect((await waiting(signature!.id)).map((job) => job.data)).toEqual([{ kind: 'signed', subject: signature!.id }]);
	});

	test('once for one key', async () => {
		const [one, other] = [newId(), newId()];
		for (let i = 0; i < 3; i++) await world.owner.unsafe(later(one, 'one'));
		await world.owner.unsafe(later(other, 'other'));
		expect([(await waiting(one)).length, (await waiting(other)).length]).toEqual([1, 1]);
	});

	test("until its moment, by the portal's clock", async () => {
		const [soon, late] = [newId(), newId()];
		await world.stopClock('2030-01-01T12:00:00Z', async () => {
			await world.owner.unsafe(later(soon, null, `'2030-01-01T12:00:00Z'`));
			await world.owner.unsafe(later(late, null, `'2030-01-02T12:00:00Z'`));
		});
		expect([...(await waiting(soon)), ...(await waiting(late))].map((job) => job.late)).toEqual([false, true]);
	});

	test('never of a kind that nobody wrote', async () => {
		await expect(world.owner`select send_mail_later('made_up', ${newId()})`).rejects.toThrow('there is no function mail_made_up(uuid)');
	});
});

describe('the queue', () => {
	const users = (): Who[] => [youth, { id: world.ids.ownMentor }, { id: world.ids.intaker }, 'visitor', 'web login'];

	test('is closed to everybody but the system', async () => {
		for (const who of users()) {
			for (const table of ['job', 'archive', 'queue', 'schedule', 'version'])
				for (const statement of [`select * from pgboss.${table}`, `delete from pgboss.${table}`])
					expect((await world.attempt(who, statement)).code).toBe(denied);
			expect((await world.attempt(who, `insert into pgboss.job (name) values ('mail')`)).code).toBe(denied);
			expect((await world.attempt(who, `select public.send_mail_later('signed', '${newId()}')`)).code).toBe(denied);
		}
	});

	test('is worked off by the system, which makes and removes no queue', async () => {
		expect((await world.attempt('system', 'select * from pgboss.job')).code).toBe('');
		for (const statement of [
			`select pgboss.create_queue('x', '{}')`,
			`select pgboss.delete_queue('mail')`,
			'delete from pgboss.queue',
			'delete from pgboss.schedule',
			'truncate pgboss.job',
			'create table pgboss.x (a int)',
			`select public.send_mail_later('signed', '${newId()}')`
		])
			expect((await world.attempt('system', statement)).code).toBe(denied);
	});
});
