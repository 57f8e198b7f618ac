/** A pause: only the young person takes and ends it; reminders are silent while it lasts; a guide sees that it is there, and nobody else. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endPause, pauseOf, takePause } from '$lib/account/pause';
import { reminderNow } from '$lib/account/reminders';
import { openClass } from '$lib/organisation/server';
import { denied, makeWorld, type TestYouth, type World } from './world';

let world: World;
let bo: TestYouth;
beforeAll(async () => (world = await makeWorld()), 60_000);
beforeEach(async () => {
	bo = await world.youth('draft');
});
afterAll(() => world.end());

const day = (days: number) => world.owner<[{ day: string }]>`select (app_today() + ${days}::int)::text as day`.then(([{ day }]) => day);
const sees = async (who: { id: string }) => (await world.attempt(who, `select * from pause where person_id = '${bo.id}'`)).count;

describe('the young person', () => {
	test('takes one without an end, gives it a last day, and ends it; each twice is once', async () => {
		expect(await pauseOf(bo)).toBeUndefined();
		await takePause(bo, null);
		await takePause(bo, null);
		const begun = (await pauseOf(bo))!;
		expect(begun.until).toBeNull();
		await takePause(bo, await day(7));
		expect(await pauseOf(bo)).toEqual({ since: begun.since, until: await day(7) });
		await endPause(bo);
		await endPause(bo);
		expect(await pauseOf(bo)).toBeUndefined();
	});

	test('has none any more after its last day, and begins a new one then', async () => {
		await takePause(bo, await day(0));
		expect(await pauseOf(bo)).toBeDefined();
		await world.owner`update pause set since = app_now() - interval '9 days', until = app_today() - 1 where person_id = ${bo.id}`;
		expect(await pauseOf(bo)).toBeUndefined();
		await takePause(bo, null);
		expect(Date.now() - new Date((await pauseOf(bo))!.since).getTime()).toBeLessThan(60_000);
	});

	test('takes and ends it in a session that a mentor’s code opened as well: it opens nothing', async () => {
		await takePause({ ...bo, sensitiveClosed: true }, null);
		expect(await pauseOf(bo)).toBeDefined();
	});
});

test('reminders are silent as long as it lasts, and come back afterwards', async () => {
	const noah = await world.youth('shared');
	await world.owner`update consent set given_at = app_now() - interval '30 days', until = app_today() + 3 where youth_id = ${noah.id}`;
	expect(await reminderNow(noah, noah.passportId)).toBe('consent_ends');
	await takePause(noah, null);
	expect(await reminderNow(noah, noah.passportId)).toBeUndefined();
	await endPause(noah);
	expect(await reminderNow(noah, noah.passportId)).toBe('consent_ends');
});

describe('somebody else', () => {
	test('who guides them sees that there is one, and who does not, or no longer does, sees nothing', async () => {
		await takePause(bo, null);
		expect(await sees({ id: world.ids.ownMentor })).toBe(1);
		const { students } = (await openClass({ tokenHash: await world.tokenOf({ id: world.ids.ownMentor }) }, world.ids.class))!;
		expect(students.find(({ youthId }) => youthId === bo.id)!.paused).toBe(true);
		for (const key of ['otherMentor', 'formerMentor', 'intaker', 'consultant', 'coordinator'] as const)
			expect(await sees({ id: world.ids[key] }), key).toBe(0);
		expect(await sees(await world.youth('draft'))).toBe(0);
		expect((await world.attempt('visitor', 'select * from pause')).code).toBe(denied);
	});

	test('takes, changes or ends none for them', async () => {
		const others = [{ id: world.ids.ownMentor }, { id: world.ids.consultant }, await world.youth('draft')];
		for (const other of others) expect((await world.attempt(other, `insert into pause (person_id) values ('${bo.id}')`)).code).toBe(denied);
		await takePause(bo, null);
		for (const other of others) {
			expect((await world.attempt(other, `update pause set until = app_today() where person_id = '${bo.id}'`)).count).toBe(0);
			expect((await world.attempt(other, `delete from pause where person_id = '${bo.id}'`)).count).toBe(0);
		}
		expect(await pauseOf(bo)).toBeDefined();
	});
});
