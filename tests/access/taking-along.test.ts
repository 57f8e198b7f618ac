/** "Neem mee" and with whom it is talked about: only the own passports, only what was chosen, nothing lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { firstInstrument } from '$lib/instruments';
import { chooseGuides, myGuides } from '$lib/organisation/guides';
import { setMember } from '$lib/organisation/server';
import { ownAnswers } from '$lib/passport/earlier';
import { agree, handIn, myPassports, openPassport, saveAnswer, startAgain, startPassport } from '$lib/passport/server';
import { offersFor, takeAlong } from '$lib/passport/taking-along';
import { everything, type Offer } from '$lib/passport/taking-along-rules';
import { newId } from '$lib/server/ids';
import { classCode, instrument, makeWorld, ticked, type TestYouth, type World } from './world';

let world: World;
let noah: TestYouth;
/** The new passport. */
let fresh: string;
beforeAll(async () => (world = await makeWorld()), 60_000);
beforeEach(async () => {
	noah = await world.youth('agreed');
	fresh = await startPassport(noah, firstInstrument);
});
afterAll(() => world.end());

const opened = async (who: TestYouth, id = fresh) => (await openPassport(who, id))!;
const offered = async (who: TestYouth, id = fresh) => (await offersFor(who, await opened(who, id))).map(({ question }) => question.key);
/** Takes the first that is offered for each of these questions, as the page showed them. */
async function take(who: TestYouth, questions: string[], bases: Record<string, number> = {}, id = fresh) {
	const choose = (offers: readonly Offer[]) =>
		new Map(offers.flatMap(({ question, candidates }) => (questions.includes(question.key) ? [[question.key, candidates[0]!.from]] : [])));
	const taken = await takeAlong(who, id, choose, new Map(Object.entries(bases)));
	return taken && Object.fromEntries(Object.entries(taken).map(([what, all]) => [what, all.map(({ key }: { key: string }) => key)]));
}
const said = (text: string) => ({ status: 'answered' as const, value: { text } });

describe('a new passport', () => {
	test('begins empty, beside the old one: nothing comes along unasked', async () => {
		expect(fresh).not.toBe(noah.passportId);
		expect(await startPassport(noah, firstInstrument)).toBe(fresh);
		expect((await opened(noah)).answers).toEqual({});
		expect((await myPassports(noah)).map(({ id }) => id)).toEqual([fresh, noah.passportId]);
	});

	test('takes along what was chosen, a sensitive one too, and nothing else; the old one stays as it was', async () => {
		const before = await opened(noah, noah.passportId);
		expect(await take(noah, ['blij', ticked])).toEqual({ taken: ['blij', ticked], waits: [], moved: [] });
		const { answers } = await opened(noah);
		expect(Object.keys(answers).sort()).toEqual(['blij', ticked]);
		expect(answers.blij!.value).toEqual(before.answers.blij!.value);
		expect(await opened(noah, noah.passportId)).toEqual(before);
		expect(await take(noah, ['blij', ticked])).toEqual({ taken: [], waits: [], moved: [] });
	});

	test('"alles" takes nothing that is sensitive', async () => {
		const own = await opened(noah);
		await takeAlong(noah, fresh, (offers) => everything(offers, own.answers), new Map());
		const { answers } = await opened(noah);
		expect(Object.keys(answers)).toEqual(expect.arrayContaining(['blij', 'keuze1', 'keuze1-waarom', 'keuze2-waarom']));
		expect(instrument.questions.filter(({ key, sensitive }) => sensitive && answers[key])).toEqual([]);
	});

	test('what was answered on another device in the meantime stays, and is told', async () => {
		await saveAnswer(noah, fresh, instrument, 'blij', said('Op mijn telefoon.'), 0);
		expect(await take(noah, ['blij', 'over-mij'], { blij: 0, 'over-mij': 0 })).toEqual({ taken: ['over-mij'], waits: [], moved: ['blij'] });
		expect((await opened(noah)).answers.blij!.value).toEqual({ text: 'Op mijn telefoon.' });
		expect(await take(noah, ['blij'], { blij: 1 })).toMatchObject({ taken: ['blij'] });
	});

	test('takes nothing along once it was agreed', async () => {
		await saveAnswer(noah, fresh, instrument, 'trots', said('x'), 0);
		const { revision } = await opened(noah);
		await agree(noah, fresh, { revision, withoutMentor: true, view: 'agree', different: '', withRemarks: false });
		expect(await offered(noah)).toEqual([]);
		expect(await take(noah, ['blij'])).toEqual({ taken: [], waits: [], moved: [] });
	});

	test('is the only one under way: the old one is not opened again beside it', async () => {
		expect(await startAgain(noah, noah.passportId)).toEqual({ outcome: 'under_way', other: fresh });
		expect((await opened(noah, noah.passportId)).state).toBe('agreed');
	});
});

describe('somebody else', () => {
	test('gets nothing offered of it, takes nothing along out of it, and nothing into it', async () => {
		const other = await world.youth('draft');
		expect(await offered(other, other.passportId)).toEqual([]);
		expect((await ownAnswers(other)).some(({ passportId }) => passportId !== other.passportId)).toBe(false);
		const out = () => new Map([['blij', `${noah.passportId}/1`]]);
		expect(await takeAlong(other, other.passportId, out, new Map())).toEqual({ taken: [], waits: [], moved: [] });
		expect(await takeAlong(other, fresh, out, new Map())).toBeUndefined();
		for (const key of ['ownMentor', 'intaker', 'consultant'] as const) {
			const staff = { id: world.ids[key], sensitiveClosed: false, tokenHash: `browser of ${key}` };
			expect(await ownAnswers(staff)).toEqual([]);
			expect(await takeAlong(staff, fresh, out, new Map())).toBeUndefined();
		}
	});
});

describe('in a session that a mentor’s code opened', () => {
	test('nothing sensitive is offered or taken along, not even by name', async () => {
		const closed = { ...noah, sensitiveClosed: true };
		expect(await offered(noah)).toContain(ticked);
		expect(await offered(closed)).not.toContain(ticked);
		expect((await ownAnswers(closed)).filter(({ sensitive }) => sensitive)).toEqual([]);
		const forced = await takeAlong(closed, fresh, () => new Map([[ticked, `${noah.passportId}/1`]]), new Map());
		expect(forced).toEqual({ taken: [], waits: [], moved: [] });
		expect(await take(closed, ['blij'])).toMatchObject({ taken: ['blij'] });
	});
});

describe('with whom it is talked about', () => {
	/** A Doorstroompunt with a group that the young person is in as well. */
	async function desk(who: TestYouth): Promise<string> {
		const [id, group, guide] = [newId(), newId(), newId()];
		await world.owner`insert into organisation ${world.owner({ id, region_id: world.ids.region, kind: 'doorstroompunt', name: `Doorstroompunt ${id}`, place: 'Proefstad' })}`;
		await world.owner`insert into person ${world.owner({ id: guide, kind: 'staff', name: 'Consulent Proef', called: 'Consulent', sign_in_name: guide })}`;
		await world.owner`insert into class ${world.owner({ id: group, organisation_id: id, name: 'Groep', school_year: 2026, code: group.slice(-6).toUpperCase() })}`;
		await world.owner`insert into class_mentor (class_id, person_id) values (${group}, ${guide})`;
		await world.owner`insert into class_member (class_id, youth_id, joined_at) values (${group}, ${who.id}, app_now())`;
		return id;
	}

	test('the young person chooses between the own guides; who is not chosen sees nothing of it', async () => {
		const there = await desk(noah);
		expect((await myGuides(noah)).map(({ organisationId, guides }) => [organisationId, guides])).toEqual(
			expect.arrayContaining([
				[there, ['Consulent Proef']],
				[world.ids.school, ['Medewerker ownMentor']]
			])
		);
		const seen = async () => (await world.attempt({ id: world.ids.ownMentor }, `select * from passport where id = '${fresh}'`)).count;
		expect(await seen()).toBe(1);
		expect(await chooseGuides(noah, fresh, there)).toBe('chosen');
		expect(await chooseGuides(noah, fresh, there)).toBe('chosen');
		expect(await seen()).toBe(0);
		expect(await chooseGuides(noah, fresh, null)).toBe('chosen');
		expect((await opened(noah)).organisationId).toBeNull();
		/* Neither the code again nor being put back after a slip undoes that. */
		await world.attempt(noah, `select join_class_too('${classCode}')`, true);
		for (const inClass of [false, true]) await setMember({ id: world.ids.ownMentor }, world.ids.class, noah.id, inClass);
		expect((await opened(noah)).organisationId).toBeNull();
		expect(await seen()).toBe(0);
	});

	test('not in a session that a mentor’s code opened', async () => {
		const there = await desk(noah);
		expect(await chooseGuides({ ...noah, sensitiveClosed: true }, fresh, there)).toBe('sensitive_closed');
		expect((await opened(noah)).organisationId).toBe(world.ids.school);
	});

	test('not where they are not, not for somebody else, and not while it is handed in', async () => {
		const there = await desk(noah);
		const other = await world.youth('draft');
		expect(await chooseGuides(other, other.passportId, there)).toBe('missing');
		expect(await chooseGuides(other, fresh, world.ids.school)).toBe('missing');
		await handIn(noah, fresh, []);
		expect(await chooseGuides(noah, fresh, there)).toBe('not_now');
	});
});
