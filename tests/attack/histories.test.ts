/**
 * Random histories: people join, answer, hand in, sign, agree, share, replace, withdraw, leave, come and go as mentors and
 * intakers, turn 16 and let time pass, in any order and two at a time. After each step what the people touched by it can read is
 * compared with the rules of the field as histories/model.ts has them.
 */
import fc from 'fast-check';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase, openDatabase } from '$lib/server/database';
import type { Embedded } from '$lib/server/database/embedded';
import { makeTestDatabase } from '../../src/run/test-database';
import { count, hard, seedOf } from './figures';
import { deedOf } from './histories/act';
import type { Deed } from './histories/deed';
import { makeCast, type Cast } from './histories/cast';
import { allowed, distinct, hour, kinds, mentorReads, onPages, type Person, type Seen, type Step, type World } from './histories/model';
import { openAll, startWeb, type Portal } from './histories/pages';
import { makeEyes, see } from './histories/see';

const seed = seedOf(164567585);
const perHistory = 100;
/** As many of its steps are done, about: some find nothing to do it with. */
const stepsLived = 78;
/** How long `npm run test:hard` goes on with it: less by PVS_MINUTES, to go through a change quickly. */
const minutes = Number(process.env.PVS_MINUTES ?? 55);
/** After how many steps every page and PDF of everybody is opened. */
const everyPages = 500;
let nextPages = everyPages;

let database: Embedded;
let owner: Sql;
let web: Portal;
beforeAll(async () => {
	database = await makeTestDatabase();
	owner = postgres(database.ownerUrl, { max: 4, onnotice: () => {} });
	const settings = {
		DATABASE_URL: database.webUrl,
		DATABASE_SYSTEM_URL: database.systemUrl,
		ORIGIN: 'http://localhost:3000',
		SECRET: 'only for tests, and long enough to be one',
		SMTP_URL: 'smtp://localhost:25',
		MAIL_FROM: 'Paspoort voor Succes <paspoort@voorbeeld.nl>'
	};
	Object.assign(process.env, settings);
	openDatabase({ web: database.webUrl, system: database.systemUrl, poolSize: 4 });
	/* What is written need not survive a power cut. */
	await owner.unsafe(`alter database ${new URL(database.ownerUrl).pathname.slice(1)} set synchronous_commit = off`);
	await makeEyes(owner);
	web = await startWeb(settings);
	console.log(`histories: PVS_SEED=${seed}`);
});
afterAll(async () => {
	await web.stop();
	await closeDatabase();
	await owner.end();
	await database.stop();
});

/** What somebody does often comes up often. */
const often: Partial<Record<(typeof kinds)[number], number>> = {
	answer: 8,
	handIn: 8,
	remark: 4,
	sign: 8,
	agree: 6,
	startAgain: 4,
	share: 10,
	replace: 6,
	mentorReads: 4,
	mentorOpens: 4,
	intakerReads: 10,
	joinTeam: 2,
	askParent: 4,
	parentDecides: 10
};
const step: fc.Arbitrary<Step> = fc.record({
	kind: fc.oneof(...kinds.map((kind) => ({ weight: often[kind] ?? 1, arbitrary: fc.constant(kind) }))),
	who: fc.nat(7),
	a: fc.nat(59),
	b: fc.nat(63)
});
/** A step by itself, or two at the same moment. */
const moment = fc.oneof({ weight: 5, arbitrary: fc.tuple(step) }, { weight: 1, arbitrary: fc.tuple(step, step) });
const history = fc.array(moment, { minLength: perHistory, maxLength: perHistory, size: 'max' });

const figures = { steps: 0, reads: 0, losses: 0 };

/**
 * Does what happens at one moment.
 * @param before the worlds that it can be until then: all that was read agrees with each of them
 * @returns the worlds that it may have led to: two at a time may have been in either order
 */
async function happen(deeds: Deed[], before: World[]): Promise<World[]> {
	await owner`update clock set at = ${new Date(before[0]!.now)}`;
	const done = await Promise.all(deeds.map((deed) => deed.portal()));
	figures.steps += deeds.length;
	const orders =
		deeds.length === 1
			? [[0]]
			: [
					[0, 1],
					[1, 0]
				];
	/* What two do to the same young person may be in each other's way. */
	const meet = deeds.length === 2 && deeds[0]!.youths.some((at) => deeds[1]!.youths.includes(at));
	const worlds: World[] = [];
	const expected: boolean[][] = [];
	for (const w of before)
		for (const order of orders) {
			const then = structuredClone(w);
			const may: boolean[] = [];
			for (const at of order) {
				/* What the other of the two was quicker with may be refused as out of date: then nothing of it happened. */
				const tried = structuredClone(then);
				may[at] = deeds[at]!.model(tried);
				if (done[at] !== false || !may[at] || !meet) Object.assign(then, tried);
				else may[at] = false;
			}
			expected.push(may);
			if (done.every((was, at) => was === undefined || was === may[at])) worlds.push(then);
		}
	expect(
		worlds.length,
		`${deeds.map(({ kind }) => kind).join(' and ')}: done ${done}, allowed ${JSON.stringify(expected)}`
	).toBeGreaterThan(0);
	return distinct(worlds);
}

/**
 * What people read is what the rules let them, in at least one of the worlds that it can be. A change that was made at the same
 * moment as another may show only later which came last: until then each stays possible.
 * @returns the worlds that it can still be
 */
async function compare(worlds: World[], people: Person[], about: number[], cast: Cast): Promise<World[]> {
	const found: Seen[] = await see(worlds[0]!, cast, people, about);
	figures.reads += people.length;
	const still = worlds.filter((w) => people.every((person, i) => same(found[i], allowed(w, person, about))));
	if (still.length > 0) return still;
	const last = worlds.at(-1)!;
	for (const [i, person] of people.entries())
		expect(found[i], `what ${person.kind} ${person.at} reads`).toEqual(allowed(last, person, about));
	throw new Error('what is read is not what is allowed, and no difference shows');
}
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Everybody in a world, and the people whom some deeds touch. */
const as = (kind: Person['kind'], at: number[]): Person[] => [...new Set(at)].map((one) => ({ kind, at: one }));
const touched = (deeds: Deed[]): Person[] => [
	...as(
		'youth',
		deeds.flatMap((deed) => deed.youths)
	),
	...as(
		'mentor',
		deeds.flatMap((deed) => deed.mentors)
	),
	...as(
		'intaker',
		deeds.flatMap((deed) => deed.intakers)
	)
];

/** Whom it concerns: the young people; who reads or read what was touched; and of the others one in turn, who must not notice. */
function concerns({ kind, at }: Person, deeds: Deed[], worlds: World[], turn: number): boolean {
	if (kind !== 'mentor' || turn % 4 === at || deeds.some((deed) => deed.youths.length !== 1)) return true;
	return worlds.some((w) => w.youths.some((y, i) => deeds.some((deed) => deed.youths.includes(i)) && mentorReads(w, at, y)));
}

async function live(moments: Step[][]): Promise<void> {
	const cast = await makeCast(owner);
	let before = [cast.world];
	await owner`update clock set at = ${new Date(cast.world.now)}`;
	const first: Step = { kind: 'newYouth', who: 0, a: 0, b: moments[0]?.[0]!.b ?? 0 };
	for (const steps of [[first], ...moments]) {
		for (const w of before) w.now += hour / 60;
		const [likely] = before as [World, ...World[]];
		/* Two new young people, or two long waits, are no two at a time. */
		const deeds = steps
			.slice(0, steps.some(({ kind }) => kind === 'newYouth' || kind === 'wait') ? 1 : 2)
			.map((one) => deedOf(one, likely, cast, owner))
			.filter((deed) => deed !== undefined);
		if (deeds.length === 0) continue;
		const worlds = await happen(deeds, before);
		const { now } = worlds[0]!;
		if (now !== likely.now) await owner`update clock set at = ${new Date(now)}`;
		const people = touched(deeds).filter((person) => concerns(person, deeds, [...before, ...worlds], figures.steps));
		before = await compare(worlds, people, [...new Set(deeds.flatMap((deed) => deed.youths))], cast);
	}
	const { youths } = before[0]!;
	const everybody = [...as('youth', [...youths.keys()]), ...as('mentor', [...cast.mentors.keys()]), ...as('intaker', [0, 1, 2])];
	/* Nothing was done in the last moments, perhaps; time passed all the same. */
	await owner`update clock set at = ${new Date(before[0]!.now)}`;
	/* From here on each of the worlds lets everybody read the same. */
	const [w] = (await compare(before, everybody, [...youths.keys()], cast)) as [World, ...World[]];
	if (figures.steps < nextPages) return;
	nextPages += everyPages;
	for (const person of everybody) {
		const { words, opened } = await openAll(w, cast, person, web);
		figures.reads += opened;
		const rules = allowed(w, person, [...w.youths.keys()]);
		const may = new Set([...rules.words, ...rules.opened]);
		expect(
			words.filter((word) => !may.has(word)),
			`what ${person.kind} ${person.at} may not read, on pages`
		).toEqual([]);
		expect(
			onPages(w, person).filter((word) => !words.includes(word)),
			`what ${person.kind} ${person.at} misses on pages`
		).toEqual([]);
	}
}

/**
 * As many histories as there is time for. One that has begun is lived to its end: what goes on in the background would be in the way
 * of the next.
 */
const histories = (numRuns: number, milliseconds: number) => {
	const until = Date.now() + milliseconds;
	const inTime = async (moments: Step[][]) => {
		if (Date.now() < until) await live(moments);
	};
	return fc.assert(fc.asyncProperty(history, inTime), {
		seed,
		numRuns,
		interruptAfterTimeLimit: milliseconds + 60_000,
		markInterruptAsFailure: false
	});
};

test('nobody reads more, or less, than the rules of the field say', async () => {
	/* As many as fit in an hour, or in so many minutes; otherwise so many that a minute or two is enough, or what was asked for. */
	const wanted = hard ? 10_000_000 : Number(process.env.PVS_STEPS ?? 2_500);
	await histories(Math.ceil(wanted / stepsLived), hard ? minutes * 60_000 : wanted * 150);
	count(figures);
	expect(figures.steps).toBeGreaterThanOrEqual(hard ? perHistory : wanted);
});

/* Each in a copy of the rules that is put back: a test that cannot find a planted fault finds no other. */
const faults: [string, string, RegExp, string][] = [
	[
		'a policy that is too wide',
		'create policy planted on answer for select to pvs_user using (mentors_youth(youth_id))',
		/what mentor \d reads/,
		'drop policy planted on answer'
	],
	[
		'a consent that is not checked for being withdrawn',
		`create or replace function consent_is_open(c consent) returns boolean language sql stable security definer set search_path = public, pg_temp
			as $$ select c.replaced_by is null and c.until >= app_today()
				and case when old_enough(c.youth_id) then not representative_refused(c) else representative_allows(c) end $$`,
		/what intaker \d reads/,
		''
	],
	[
		'a reading that is not logged',
		`create or replace function log_reading(p_youth uuid, p_passport uuid, p_consent uuid, p_event text, p_from text, p_parts text[]) returns void
			language sql volatile security definer set search_path = public, pg_temp as $$ select $$`,
		/what youth \d reads/,
		''
	]
];
test.each(faults)('%s is found', async (_, plant, noticed, back) => {
	const before = await owner<{ source: string }[]>`
		select pg_get_functiondef(p.oid) as source from pg_proc p
		where p.pronamespace = 'public'::regnamespace and p.proname in ('consent_is_open', 'log_reading')`;
	await owner.unsafe(plant);
	try {
		const failed = await fc.check(fc.asyncProperty(history, live), { seed, numRuns: 30, endOnFailure: true });
		expect(String(failed.errorInstance)).toMatch(noticed);
	} finally {
		for (const { source } of before) await owner.unsafe(source);
		if (back) await owner.unsafe(back);
	}
});
