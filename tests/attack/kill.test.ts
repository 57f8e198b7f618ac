/**
 * Processes that die at the worst moment: what somebody was told is saved, is saved; nothing is half done; and everything
 * comes back by itself.
 */
import { afterEach, beforeEach, expect, onTestFailed, test } from 'vitest';
import { startMailServer } from '../smtp';
import { count, size } from './figures';
import { chanceFor, oneOf, pause } from './kill-chance';
import { findHalf, findLost, remember } from './kill-facts';
import { Career, fieldAt, Writer, type Field } from './kill-load';
import { makePeople } from './kill-people';
import { makeVictim, startWeb, type Victim } from './kill-stage';

let database: Victim;
let mailServer: Awaited<ReturnType<typeof startMailServer>>;

beforeEach(async () => {
	database = await makeVictim();
	mailServer = await startMailServer();
});
afterEach(async () => {
	await mailServer.stop();
	await database.stop();
});

/** Lets writers and careers go on until `meanwhile` is done; then everybody stops. */
async function during(field: Field, writers: Writer[], careers: Career[], meanwhile: () => Promise<void>): Promise<void> {
	const all = [...writers.map((writer) => writer.goOn(150)), ...careers.map((career) => career.goOn())];
	try {
		await meanwhile();
	} finally {
		field.over = true;
		await Promise.all(all);
	}
}

/** Waits until a page that needs the database is there again. */
async function untilBack(field: Field, token: string, path: string): Promise<void> {
	const answers = async () => {
		const signal = AbortSignal.timeout(20_000);
		return fetch(field.address + path, { headers: { cookie: `pvs=${token}` }, signal }).then(
			({ status }) => status,
			() => 0
		);
	};
	await expect.poll(answers, { timeout: 40_000, interval: 50 }).toBe(200);
}

test('kill -9 of the web process, of the database and of one of its processes, at any moment: nothing told is lost, nothing is half done', async () => {
	const chance = chanceFor('kill -9');
	const web = await startWeb(database, mailServer.url);
	onTestFailed(() => console.log(web.said()));
	const people = await database.asOwner((owner) => makePeople(owner, 12));
	const field = fieldAt(web.port, chance);
	const careers = people.young.slice(0, 4).map((young) => new Career(field, people, young));
	const writers = people.young.slice(4).map((young) => new Writer(field, young));
	const everyWriter = [...writers, ...careers.map(({ writer }) => writer)];
	const kinds = ['web', 'database', 'one process of the database'] as const;
	const kills = size(3, 50);
	const losses: string[] = [];

	await during(field, writers, careers, async () => {
		for (let kill = 0; kill < kills; kill++) {
			await pause(500 + 2000 * chance());
			const kind = kill < kinds.length ? kinds[kill]! : oneOf(chance, kinds);
			if (kind === 'web') {
				await web.kill();
				await web.startAgain();
			} else if (kind === 'database') {
				database.killAll();
				await database.startAgain();
			} else await database.killOne((pids) => oneOf(chance, pids));
			await untilBack(field, people.young[0]!.token, `/paspoort/${people.young[0]!.passport}`);
			const told = remember(everyWriter, careers);
			const found = await database.asOwner(async (owner) => [...(await findLost(owner, told)), ...(await findHalf(owner))]);
			losses.push(...found.map((what) => `after kill ${kill + 1}, of the ${kind}: ${what}`));
		}
		await pause(1500);
	});
	losses.push(
		...(await database.asOwner(async (owner) => [...(await findLost(owner, remember(everyWriter, careers))), ...(await findHalf(owner))]))
	);
	const sum = (number: (career: Career) => number) => careers.reduce((total, career) => total + number(career), 0);
	console.log(
		`kill -9: ${kills} kills, ${field.requests} requests, ${field.away} of them tried again, the longest took ${field.longest} ms; ` +
			`${everyWriter.reduce((total, writer) => total + [...writer.kept.values()].reduce((all, { told }) => all + told, 0), 0)} saves, ` +
			`${sum(({ steps }) => steps.signed)} signatures, ${sum(({ steps }) => steps.agreed)} editions, ${sum(({ steps }) => steps.shared.length)} consents`
	);
	count({ kills, losses: losses.length });
	expect(losses).toEqual([]);
	expect([...new Set(field.wrong)]).toEqual([]);
	expect(sum(({ steps }) => steps.agreed)).toBeGreaterThan(0);
});
