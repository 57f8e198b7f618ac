/** A passport that was begun with a version that was replaced: nothing is lost, and it goes on with the new one. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agree, editionsOf, openEdition, openPassport, saveAnswer } from '$lib/passport/server';
import { instrument, makeWorld, type World } from './world';

let world: World;
beforeAll(async () => (world = await makeWorld()), 60_000);
afterAll(() => world.end());

/** The statement of the migration that moves passports, as it stands there. */
const moving = readdirSync('drizzle')
	.filter((name) => name.endsWith('_documents.sql'))
	.flatMap((name) => readFileSync(`drizzle/${name}`, 'utf8').split('--> statement-breakpoint'))
	.find((statement) => statement.includes('set instrument_version = 2'))!;

test.each(['draft', 'agreed'] as const)(
	'a passport of version 1 that is %s is opened, with its answers, and asked the new question',
	async (stage) => {
		const youth = await world.youth(stage);
		const before = (await openPassport(youth, youth.passportId))!;
		await world.owner`update passport set instrument_version = 1 where id = ${youth.passportId}`;
		await world.owner.unsafe(moving);
		const after = (await openPassport(youth, youth.passportId))!;
		expect(after).toEqual(before);
		const given = { status: 'answered' as const, value: { sentences: ['Ik lees langzaam.'] } };
		const saved = await saveAnswer(youth, youth.passportId, instrument, 'drie-zinnen', given, 0);
		expect(saved.outcome).toBe(stage === 'draft' ? 'saved' : 'closed');
		if (stage === 'draft') return;
		const [newest] = await editionsOf(youth, youth.passportId);
		expect((await openEdition(youth, youth.passportId, newest!.number))!.lines.length).toBeGreaterThan(5);
	}
);

test('the three sentences are a part by themselves: read where they are shared, and nowhere else', async () => {
	const youth = await world.youth('draft');
	const given = { status: 'answered' as const, value: { sentences: ['Ik lees langzaam.'] } };
	await saveAnswer(youth, youth.passportId, instrument, 'drie-zinnen', given, 0);
	const { revision } = (await openPassport(youth, youth.passportId))!;
	await agree(youth, youth.passportId, { revision, withoutMentor: true, view: 'agree', different: '', withRemarks: false });
	youth.editionId = (await editionsOf(youth, youth.passportId))[0]!.id;
	const reads = async () => {
		const { rows } = await world.attempt({ id: world.ids.intaker }, `select lines from read_edition('${youth.consentId}')`);
		return JSON.stringify(rows);
	};
	await world.share(youth, ['wie', 'heb']);
	expect(await reads()).not.toContain('Ik lees langzaam.');
	await world.share(youth, ['kern']);
	expect(await reads()).toContain('Ik lees langzaam.');
	expect(await reads()).not.toContain('hielp-eerder');
});
