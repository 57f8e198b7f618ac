/** A mentor who writes while the young person takes the passport back, and while the mentor signs in another tab. */
import { setTimeout as pause } from 'node:timers/promises';
import type { TransactionSql } from 'postgres';
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
/** A moment of a few milliseconds; for each of them in an order that changes with the round. */
const moment = (round: number, of: number) => pause((round * of) % 5);

test('writing waits for who takes the passport back, and then nothing is written any more', async () => {
	const youth = { ...(await world.youth('ready')), sensitiveClosed: false };
	const { passportId } = youth;
	let remarked: Promise<string> | undefined;
	const takesBack = async (tx: TransactionSql) => {
		await tx`update passport set state = 'draft', handed_in_at = null where id = ${passportId}`;
		remarked = writeRemark(mentor(), passportId, 'wie', 'Te laat');
		expect(await Promise.race([remarked, pause(300, 'waits')])).toBe('waits');
	};
	await world.within(youth, takesBack, true);
	expect(await remarked).toBe('missing');
	expect((await world.owner`select from remark where passport_id = ${passportId} and text = 'Te laat'`).length).toBe(0);
});

test('whoever does something at the same moment gets an answer, and no error', async () => {
	const youth = { ...(await world.youth('ready')), sensitiveClosed: false };
	const { passportId } = youth;
	const outcomes = new Set<string>();
	for (let round = 0; round < 150; round++) {
		const back = round % 2 === 0;
		const [remarked, opened] = await Promise.all([
			moment(round, 1).then(() => writeRemark(mentor(), passportId, 'wie', `Regel ${round}`)),
			moment(round, 2).then(() => openSensitive(mentor(), passportId, 'thuis')),
			moment(round, 3).then(() => readPassport(mentor(), passportId)),
			moment(round, 4).then(() => (back ? takeBack(youth, passportId) : handIn(youth, passportId, ['thuis'])))
		]);
		outcomes.add(remarked);
		expect(opened === undefined || 'text' in opened).toBe(true);
		if (remarked === 'kept') expect(await unsigned(youth)).toEqual([`Regel ${round}`]);
	}
	expect([...outcomes].sort()).toEqual(['kept', 'missing']);
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
