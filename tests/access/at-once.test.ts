/** A mentor who writes while the young person takes the passport back, and while the mentor signs in another tab. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSensitive, readPassport, signOffTalk, takeBackSignOff, writeRemark } from '$lib/conversation/server';
import { handIn, takeBack } from '$lib/passport/server';
import { makeWorld, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

const mentor = () => ({ id: world.ids.ownMentor });
const unsigned = async ({ passportId }: TestYouth) =>
	(await world.owner`select text from remark where passport_id = ${passportId} and sign_off_id is null`).map(({ text }) => text as string);
/** A moment within three milliseconds, another each time, by the number of the round. */
const moment = (round: number, of: number) => pause((round * of * 7) % 4);

test('each gets an answer, and nothing stands beside a passport that the mentor cannot read', async () => {
	const youth = { ...(await world.youth('ready')), sensitiveClosed: false };
	const { passportId } = youth;
	let [kept, missing] = [0, 0];
	for (let round = 0; round < 150; round++) {
		const back = round % 2 === 0;
		const [remarked, opened] = await Promise.all([
			moment(round, 1).then(() => writeRemark(mentor(), passportId, 'wie', `Regel ${round}`)),
			moment(round, 2).then(() => openSensitive(mentor(), passportId, 'thuis')),
			moment(round, 3).then(() => readPassport(mentor(), passportId)),
			moment(round, 5).then(() => (back ? takeBack(youth, passportId) : handIn(youth, passportId, ['thuis'])))
		]);
		expect(['kept', 'missing']).toContain(remarked);
		expect(opened === undefined || 'text' in opened).toBe(true);
		if (remarked === 'kept') {
			kept++;
			expect(await unsigned(youth)).toEqual([`Regel ${round}`]);
		} else missing++;
	}
	expect(kept, 'written before').toBeGreaterThan(5);
	expect(missing, 'written after').toBeGreaterThan(5);
});

test('what was kept before signing is signed; what comes after is not kept', async () => {
	const youth = await world.youth('ready');
	const { passportId } = youth;
	const [{ revision }] = (await world.owner`select revision from passport where id = ${passportId}`) as unknown as [{ revision: number }];
	const outcomes = new Set<string>();
	for (let round = 0; round < 100; round++) {
		const [remarked, signed] = await Promise.all([
			moment(round, 1).then(() => writeRemark(mentor(), passportId, 'kan', `Regel ${round}`)),
			moment(round, 3).then(() => signOffTalk(mentor(), passportId, { revision, heldOn: '2026-10-01', present: '' }))
		]);
		outcomes.add(remarked);
		expect(signed).toBe('signed');
		expect(await unsigned(youth)).toEqual([]);
		expect(await takeBackSignOff(mentor(), passportId)).toBe('taken_back');
		if (remarked === 'kept') expect(await unsigned(youth)).toEqual([`Regel ${round}`]);
	}
	expect([...outcomes].sort()).toEqual(['frozen', 'kept']);
});
