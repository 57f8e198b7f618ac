/** What an intake team writes back: only under a consent that is open for it, only about what was asked for in the shared parts. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { withdrawConsent } from '$lib/consent/server';
import { cameBack, giveSupport, intakeOf, keepSupport, recordIntake, waitingSupport, writeReply } from '$lib/support/server';
import type { Outcome } from '$lib/support/outcomes';
import { asksFor, denied, makeWorld, type TestYouth, type World } from './world';

let world: World;
let youth: TestYouth;
let intaker: { id: string };
let otherIntaker: { id: string };

beforeAll(async () => {
	world = await makeWorld();
	intaker = { id: world.ids.intaker };
	otherIntaker = { id: world.ids.otherIntaker };
}, 60_000);
afterAll(() => world.end());

const typed = (need: string, outcome: Outcome | null, text = '', revision = 0) => ({ question: 'nodig', need, outcome, text, revision });
const back = async (who: TestYouth) => (await cameBack(who, who.passportId)).find((one) => one.consentId === who.consentId)!;
const waits = async (who: { id: string }, of: TestYouth) => (await waitingSupport(who)).find((one) => one.consentId === of.consentId);

beforeEach(async () => {
	youth = await asksFor(world);
});

describe('the answer before the intake', () => {
	test('is read by the young person, with name and place', async () => {
		expect(await writeReply(intaker, youth.consentId, 'Ik wil het graag hebben over je stage.')).toBe('written');
		const { replies } = await back(youth);
		expect(replies).toMatchObject([
			{ author: 'Medewerker intaker', from: 'ROC Proef, Intake A', text: 'Ik wil het graag hebben over je stage.', changedAt: null }
		]);
	});

	test('is one per intaker, and says when it was changed; the same twice is no change', async () => {
		for (const text of ['Eerst dit.', 'Eerst dit.']) await writeReply(intaker, youth.consentId, text);
		expect((await back(youth)).replies).toMatchObject([{ text: 'Eerst dit.', changedAt: null }]);
		await writeReply(intaker, youth.consentId, 'Nu dit.');
		const { replies } = await back(youth);
		expect(replies.map((reply) => [reply.text, reply.changedAt !== null])).toEqual([['Nu dit.', true]]);
	});

	test('stays as it is once the intake was held', async () => {
		await writeReply(intaker, youth.consentId, 'Voor de intake.');
		expect(await recordIntake(intaker, youth.consentId, { heldOn: '2026-01-05', present: 'Rana' })).toBe('held');
		expect(await writeReply(intaker, youth.consentId, 'Na de intake.')).toBe('held');
		expect((await back(youth)).replies.map((reply) => reply.text)).toEqual(['Voor de intake.']);
		expect((await back(youth)).talk).toMatchObject({ heldOn: '2026-01-05', present: 'Rana' });
	});

	test('an intake is not held in the future', async () => {
		expect(await recordIntake(intaker, youth.consentId, { heldOn: '2999-01-05', present: '' })).toBe('future');
	});
});

test('the young person gets a mail that there is an answer: one for each intaker, and one a day about support', async () => {
	const mails = async () =>
		(
			await world.owner`select data from pgboss.job where name = 'mail' and data ->> 'kind' = 'intake_reply' and data ->> 'subject' = ${youth.consentId}`
		).length;
	for (const text of ['Eerst dit.', 'Toen dat.']) await writeReply(intaker, youth.consentId, text);
	expect(await mails()).toBe(1);
	for (const need of ['meer-tijd', 'pauzes']) {
		await keepSupport(intaker, youth.consentId, typed(need, 'yes'));
		expect(await mails()).toBe(need === 'pauzes' ? 2 : 1);
		await giveSupport(intaker, youth.consentId);
	}
	expect(await mails()).toBe(2);
	await world.owner`update person set email = ${`${youth.id}@voorbeeld.nl`} where id = ${youth.id}`;
	const letter = async () => (await world.owner`select mail_intake_reply(${youth.consentId}) as letter`)[0]!.letter;
	expect(Object.keys(await letter()).sort()).toEqual(['called', 'consent', 'passport', 'team', 'to']);
	await withdrawConsent(youth, youth.consentId);
	expect(await letter()).toBeNull();
});

describe('each asked-for support', () => {
	test('waits until the answer is given, and what is being written does not show', async () => {
		expect(await waits(intaker, youth)).toMatchObject({ asked: 3, waiting: 3 });
		expect(await keepSupport(intaker, youth.consentId, typed('meer-tijd', 'yes'))).toEqual({ outcome: 'kept', revision: 1 });
		expect((await back(youth)).answers).toEqual([]);
		expect(await waits(intaker, youth)).toMatchObject({ waiting: 3 });
		expect(await giveSupport(intaker, youth.consentId)).toBe(1);
		expect((await back(youth)).answers).toMatchObject([{ need: 'meer-tijd', outcome: 'yes', author: 'Medewerker intaker' }]);
		expect(await waits(intaker, youth)).toMatchObject({ waiting: 2 });
	});

	test.each(['no', 'other'] as const)('%s is not given without words', async (outcome) => {
		await keepSupport(intaker, youth.consentId, typed('pauzes', outcome, '  '));
		expect(await giveSupport(intaker, youth.consentId)).toBe(0);
		await keepSupport(intaker, youth.consentId, typed('pauzes', outcome, 'Na elk uur.', 1));
		expect(await giveSupport(intaker, youth.consentId)).toBe(1);
		expect((await back(youth)).answers).toMatchObject([{ need: 'pauzes', outcome, text: 'Na elk uur.' }]);
	});

	test('what was given stays while a change is being written, column by column', async () => {
		await keepSupport(intaker, youth.consentId, typed('other', 'yes', 'Die is er.'));
		await giveSupport(intaker, youth.consentId);
		await keepSupport(intaker, youth.consentId, typed('other', 'no', 'Toch niet', 2));
		expect((await back(youth)).answers).toMatchObject([{ outcome: 'yes', text: 'Die is er.' }]);
		for (const column of ['draft_text', 'draft_outcome', 'author_id'])
			expect((await world.attempt(youth, `select ${column} from support_answer`)).code).toBe(denied);
		/* Back to what was given: nothing is being written any more. */
		await keepSupport(intaker, youth.consentId, typed('other', 'yes', 'Die is er.', 3));
		expect((await intakeOf(intaker, youth.consentId))!.answers).toMatchObject([{ draft: null, revision: 4 }]);
	});

	test('two intakers do not write over each other; the same twice is once', async () => {
		await keepSupport(intaker, youth.consentId, typed('pauzes', 'no', 'Kan niet.'));
		expect(await keepSupport(intaker, youth.consentId, typed('pauzes', 'yes', 'Kan wel.'))).toEqual({ outcome: 'moved', revision: 1 });
		expect(await keepSupport(intaker, youth.consentId, typed('pauzes', 'no', 'Kan niet.'))).toEqual({ outcome: 'kept', revision: 1 });
	});

	test('what nobody asked for cannot be answered', async () => {
		for (const need of ['voorlezen', 'bestaat-niet'])
			expect((await keepSupport(intaker, youth.consentId, typed(need, 'yes'))).outcome).toBe('missing');
		expect((await keepSupport(intaker, youth.consentId, { ...typed('other', 'yes'), question: 'trots' })).outcome).toBe('missing');
	});

	test('a need in a part that is not shared cannot be answered, and no count tells of it', async () => {
		const quiet = await asksFor(world, ['wie', 'keuze1']);
		expect(await waits(intaker, quiet)).toMatchObject({ asked: 0, waiting: 0 });
		for (const need of ['meer-tijd', 'pauzes', 'other'])
			expect((await keepSupport(intaker, quiet.consentId, typed(need, 'yes'))).outcome).toBe('missing');
		expect(await intakeOf(intaker, quiet.consentId)).toMatchObject({ answers: [] });
	});
});

/** Everything that somebody of a team can do under a consent, and what comes of it for whom it does not exist. */
async function tries(who: { id: string }, consentId: string) {
	return [
		await writeReply(who, consentId, 'Mag dit?'),
		await recordIntake(who, consentId, { heldOn: '2026-01-05', present: '' }),
		(await keepSupport(who, consentId, typed('pauzes', 'yes'))).outcome,
		await giveSupport(who, consentId),
		await intakeOf(who, consentId),
		(await waitingSupport(who)).filter((one) => one.consentId === consentId).length
	];
}
const nothing = ['missing', 'missing', 'missing', undefined, undefined, 0];

describe('under no consent of theirs', () => {
	test('another team of the same mbo', async () => {
		expect(await tries(otherIntaker, youth.consentId)).toEqual(nothing);
	});

	test('a mentor, a consultant, the young person and another young person', async () => {
		for (const who of [{ id: world.ids.ownMentor }, { id: world.ids.consultant }, youth, await world.youth('draft')])
			expect(await tries(who, youth.consentId)).toEqual(nothing);
	});

	test('somebody who was an intaker of the team before', async () => {
		await keepSupport(intaker, youth.consentId, typed('pauzes', 'yes'));
		const roles = await world.owner`delete from staff_role where person_id = ${intaker.id} returning *`;
		try {
			expect(await tries(intaker, youth.consentId)).toEqual(nothing);
		} finally {
			await world.owner`insert into staff_role ${world.owner(roles)}`;
		}
	});

	test('a consent that was withdrawn, has ended, was replaced, or waits for a representative', async () => {
		await writeReply(intaker, youth.consentId, 'Tot ziens.');
		await withdrawConsent(youth, youth.consentId);
		expect(await tries(intaker, youth.consentId)).toEqual(nothing);
		/* The young person keeps what was said. */
		expect((await back(youth)).replies).toHaveLength(1);

		const ended = await asksFor(world);
		await world.owner`update consent set until = app_today() - 1 where id = ${ended.consentId}`;
		expect(await tries(intaker, ended.consentId)).toEqual(nothing);

		const young = await asksFor(world);
		await world.owner`update person set born_on = app_today() - 5500 where id = ${young.id}`;
		expect(await tries(intaker, young.consentId)).toEqual(nothing);

		const replaced = await asksFor(world);
		const old = replaced.consentId;
		await world.share(replaced, ['wie']);
		await world.owner`update consent set replaced_by = ${replaced.consentId} where id = ${old}`;
		expect(await tries(intaker, old)).toEqual(nothing);
	});
});

test('another young person reads none of it, and nobody of the team selects it', async () => {
	await writeReply(intaker, youth.consentId, 'Alleen voor jou.');
	await recordIntake(intaker, youth.consentId, { heldOn: '2026-01-05', present: '' });
	await keepSupport(intaker, youth.consentId, typed('pauzes', 'yes'));
	await giveSupport(intaker, youth.consentId);
	const somebody = await world.youth('draft');
	for (const who of [somebody, intaker, otherIntaker, { id: world.ids.ownMentor }])
		for (const table of ['intake_reply', 'intake_talk', 'support_answer'])
			expect((await world.attempt(who, `select youth_id from ${table} where consent_id = '${youth.consentId}'`)).rows).toEqual([]);
	expect(await cameBack(somebody, youth.passportId)).toEqual([]);
});
