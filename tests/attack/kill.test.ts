/**
 * Processes that die at the worst moment, and a database that is away, full or busy: what somebody was told is saved, is
 * saved; nothing is half done; who waits gets a calm answer; and everything comes back by itself.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { expect, test, type TestContext } from 'vitest';
import { startMailServer } from '../smtp';
import { count, size } from './figures';
import { chanceFor, oneOf, pause, until, type Chance } from './kill-chance';
import { findHalf, findLost, remember } from './kill-facts';
import { Career, fieldAt, keepReading, send, Writer, type Field } from './kill-load';
import { makePeople, type People, type Young } from './kill-people';
import { startProxy } from './kill-proxy';
import { makeVictim, newFolder, startWeb, type Victim, type Web } from './kill-stage';

/** A database, a mail server, and people: everything goes when the test ends. */
async function setStage({ onTestFinished }: TestContext, count: number, folder?: string) {
	const database = await makeVictim(folder);
	onTestFinished(() => database.stop());
	const mailServer = await startMailServer();
	onTestFinished(() => mailServer.stop());
	return { database, mailServer, people: await database.asOwner((owner) => makePeople(owner, count)) };
}

/** A web process, for one test; what it said is shown when the test fails. */
async function setWeb({ onTestFinished, onTestFailed }: TestContext, ...given: Parameters<typeof startWeb>): Promise<Web> {
	const web = await startWeb(...given);
	onTestFailed(() => console.log(web.said()));
	onTestFinished(() => web.stop());
	return web;
}

/** Lets everybody go on until `meanwhile` is done; then they stop. */
async function during(field: Field, doing: Promise<void>[], meanwhile: () => Promise<void>): Promise<void> {
	try {
		await meanwhile();
	} finally {
		field.over = true;
		await Promise.all(doing);
	}
}

const pageOf = ({ passport }: Young): string => `/paspoort/${passport}`;

/** Waits until a page that needs the database is there again. */
async function untilBack(field: Field, young: Young): Promise<void> {
	await until('the page is back', async () => (await send(field, young.token, pageOf(young)))?.status === 200, 40_000);
}

/** What the database lacks of all that was told, or has only half; empty when all is well. */
async function losses(database: Victim, writers: Writer[], careers: Career[] = []): Promise<string[]> {
	const told = remember(writers, careers);
	return database.asOwner(async (owner) => [...(await findLost(owner, told)), ...(await findHalf(owner))]);
}

const savesOf = (writers: Writer[]): number =>
	writers.flatMap(({ kept }) => [...kept.values()]).reduce((total, { told }) => total + told, 0);

/** A page and a save while the database cannot answer: calm, in Dutch, and soon. */
async function expectCalm(field: Field, young: Young): Promise<void> {
	const started = Date.now();
	const answers = await Promise.all([
		send(field, young.token, pageOf(young)),
		send(field, '', '/inloggen', { login: 'leerling-1', password: 'geraden', toestel: 'eigen' }),
		send(
			field,
			young.token,
			`${pageOf(young)}/vraag/trots`,
			{ _instrument: 'overstap-mbo-tot-23/2', _base: '0', _doe: 'bewaar', text: 'Even' },
			true
		)
	]);
	expect(answers.map((answer) => answer?.status)).toEqual([503, 503, 503]);
	for (const answer of answers) {
		expect(answer!.text).toContain('Wat je hebt opgeslagen, is niet weg.');
		expect(answer!.text).not.toMatch(/node_modules|\.[jt]s:\d|DatabaseAway|ECONN|[Pp]ostgres/);
	}
	for (const page of answers.slice(0, 2)) expect(page!.text).toContain('lang="nl"');
	/* What the page takes for "not saved": it keeps the text, and tries again. */
	expect(JSON.parse(answers[2]!.text)).toMatchObject({ type: 'error' });
	expect(Date.now() - started).toBeLessThan(15_000);
}

test.concurrent('kill -9 of the web process, of the database and of one of its processes, at any moment', async (context) => {
	const chance = chanceFor('kill -9');
	const { database, mailServer, people } = await setStage(context, 12);
	const web = await setWeb(context, database, mailServer.url);
	const field = fieldAt(web.port, chance);
	const careers = people.young.slice(0, 4).map((young) => new Career(field, people, young));
	const writing = people.young.slice(4).map((young) => new Writer(field, young));
	const writers = [...writing, ...careers.map(({ writer }) => writer)];
	const kinds = ['web', 'database', 'one process of the database'] as const;
	const kills = size(3, 50);
	const lost: string[] = [];

	await during(field, [...writing.map((writer) => writer.goOn(150)), ...careers.map((career) => career.goOn())], async () => {
		for (let kill = 0; kill < kills; kill++) {
			await pause(300 + 1500 * chance());
			const kind = kill < kinds.length ? kinds[kill]! : oneOf(chance, kinds);
			if (kind === 'web') {
				await web.kill();
				await web.startAgain();
			} else if (kind === 'database') {
				database.killAll();
				await database.startAgain();
			} else await database.killOne((pids) => oneOf(chance, pids));
			await untilBack(field, people.young[0]!);
			lost.push(...(await losses(database, writers, careers)).map((what) => `after kill ${kill + 1}, of the ${kind}: ${what}`));
		}
		await pause(1000);
	});
	lost.push(...(await losses(database, writers, careers)));
	const sum = (number: (career: Career) => number) => careers.reduce((total, career) => total + number(career), 0);
	console.log(
		`kill -9: ${kills} kills, ${field.requests} requests, ${field.away} of them sent again, the longest took ${field.longest} ms; ` +
			`${savesOf(writers)} saves, ${sum(({ steps }) => steps.signed)} signatures, ${sum(({ steps }) => steps.agreed)} editions, ` +
			`${sum(({ steps }) => steps.shared.length)} consents, ${lost.length} losses`
	);
	count({ kills, losses: lost.length });
	expect(lost).toEqual([]);
	expect([...new Set(field.wrong)]).toEqual([]);
	expect(sum(({ steps }) => steps.agreed)).toBeGreaterThan(0);
});

test.concurrent('a database that is away, frozen, or has no connection left: a calm page, and back without a restart', async (context) => {
	const { database, mailServer, people } = await setStage(context, 6);
	const web = await setWeb(context, database, mailServer.url);
	const field = fieldAt(web.port, Math.random);
	const pid = web.pid();
	const writers = people.young.slice(1).map((young) => new Writer(field, young));
	const [young] = people.young as [Young];
	const awayFor = size(10_000, 60_000);
	const back = async () => {
		await untilBack(field, young);
		const before = savesOf(writers);
		await until('saving goes on', () => savesOf(writers) > before + writers.length);
	};

	/* No connection is left for the portal, which has just started. */
	const others = await takeConnections(database);
	await expectCalm(field, young);
	await Promise.all(others.map((other) => other.end({ timeout: 1 })));
	await untilBack(field, young);

	await during(
		field,
		writers.map((writer) => writer.goOn(200)),
		async () => {
			await back();
			/* Stopped: nobody listens. */
			const stopped = Date.now();
			await database.stopNow();
			await expectCalm(field, young);
			await pause(stopped + size(1000, awayFor) - Date.now());
			await database.startAgain();
			await back();
			/* Frozen: it listens, and says nothing. */
			const frozen = Date.now();
			database.freeze();
			await expectCalm(field, young);
			await expectCalm(field, young);
			await pause(frozen + awayFor - Date.now());
			database.thaw();
			await back();
		}
	);
	expect(await losses(database, writers)).toEqual([]);
	expect([...new Set(field.wrong)]).toEqual([]);
	expect(web.pid()).toBe(pid);
	console.log(
		`away: ${field.requests} requests, ${field.away} of them sent again, the longest took ${field.longest} ms; ${savesOf(writers)} saves`
	);
});

/** Takes every connection that the database still gives to an ordinary login. */
async function takeConnections(database: Victim): Promise<postgres.Sql[]> {
	const taken: postgres.Sql[] = [];
	for (let refused = ''; refused !== '53300';) {
		const one = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
		taken.push(one);
		refused = await one`select 1`.then(
			() => '',
			(error: { code: string }) => error.code
		);
		expect(taken.length).toBeLessThan(200);
	}
	return taken;
}

test.concurrent('all connections busy with statements that wait for somebody else: a calm page, and back by itself', async (context) => {
	const { database, mailServer, people } = await setStage(context, 6);
	const web = await setWeb(context, database, mailServer.url);
	const field = fieldAt(web.port, Math.random);
	const writers = people.young.slice(1).map((young) => new Writer(field, young));
	const doing = writers.map((writer) => writer.goOn(200));
	await during(field, doing, async () => {
		const saved = async (more: number) => {
			const before = savesOf(writers);
			await until('saving goes on', () => savesOf(writers) > before + more);
		};
		await saved(5);
		for (let round = 0; round < size(1, 5); round++) {
			await database.asOwner((owner) =>
				owner.begin(async (tx) => {
					await tx`lock table person, credential, session, passport, answer in access exclusive mode`;
					await Promise.all(Array.from({ length: 30 }, () => expectCalm(field, people.young[0]!)));
				})
			);
			await untilBack(field, people.young[0]!);
			await saved(10);
		}
	});
	expect(await losses(database, writers)).toEqual([]);
	expect([...new Set(field.wrong)]).toEqual([]);
	console.log(`busy: ${field.requests} requests, the longest took ${field.longest} ms; ${savesOf(writers)} saves`);
});

/** A disk of its own for a database, or undefined where mounting one is impossible. */
function mountSmallDisk({ onTestFinished }: TestContext, megabytes: number): string | undefined {
	const folder = newFolder();
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder], { stdio: 'ignore' });
	} catch {
		return undefined;
	}
	onTestFinished(() => void execFileSync('umount', ['-l', folder]));
	return folder;
}

/** A file that takes all the room there is. */
function fill(path: string): void {
	const file = openSync(path, 'w');
	const block = Buffer.alloc(64 * 1024);
	try {
		for (;;) writeSync(file, block);
	} catch (error) {
		expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
	} finally {
		closeSync(file);
	}
}

/** Writes to the log of changes until there is no room, and leaves nothing behind. */
async function useUpRoom(owner: postgres.Sql): Promise<void> {
	for (let megabyte = 0; megabyte < 1000; megabyte++) await owner`select pg_logical_emit_message(true, 'room', repeat('x', 1000000))`;
}

test.concurrent('a full disk: nothing told is lost, and with room again it goes on', async (context) => {
	const disk = mountSmallDisk(context, 256);
	if (!disk) return context.skip('a small disk cannot be mounted here: that takes root on Linux');
	const { database, mailServer, people } = await setStage(context, 10, disk);
	const web = await setWeb(context, database, mailServer.url);
	const field = fieldAt(web.port, Math.random);
	/* Long texts, so that room is really needed. */
	const writers = people.young.map((young) => new Writer(field, young, ' en verder.'.repeat(150)));
	const ballast = join(disk, 'ballast');
	let refused = 0;

	await during(
		field,
		writers.map((writer) => writer.goOn(50)),
		async () => {
			for (let round = 0; round < size(1, 5); round++) {
				await untilBack(field, people.young[0]!);
				const before = savesOf(writers);
				await until('saving goes on', () => savesOf(writers) > before + 10);
				fill(ballast);
				const [full, away] = [Date.now(), field.away];
				/* The files that changes are written to first still have room: somebody else uses that up. */
				await database.asOwner(useUpRoom).catch(() => {});
				await until('the disk is full for the portal', () => field.away > away + 5, 30_000);
				await pause(full + size(3000, 10_000) - Date.now());
				refused += field.away - away;
				rmSync(ballast);
				if (!(await database.isThere())) await database.startAgain();
				await untilBack(field, people.young[0]!);
				expect(await losses(database, writers)).toEqual([]);
			}
			const before = savesOf(writers);
			await until('saving goes on', () => savesOf(writers) > before + 10);
		}
	);
	expect(await losses(database, writers)).toEqual([]);
	expect([...new Set(field.wrong)]).toEqual([]);
	console.log(`a full disk: ${field.requests} requests, ${refused} refused while it was full; ${savesOf(writers)} saves`);
});

test.concurrent(
	'two web processes behind a proxy, one killed in the middle of a lesson: no save lost or doubled, no error page',
	async (context) => {
		const chance: Chance = chanceFor('two web processes');
		const { database, mailServer, people } = await setStage(context, 28);
		const proxy = await startProxy();
		context.onTestFinished(() => proxy.stop());
		const origin = `http://localhost:${proxy.port}`;
		const webs = await Promise.all([1, 2].map(() => setWeb(context, database, mailServer.url, origin)));
		proxy.targets.push(...webs.map(({ port }) => port));
		const field = fieldAt(proxy.port, chance, origin);
		const writers = people.young.map((young) => new Writer(field, young));
		const kills = size(1, 12);

		const reading = (people: People) => people.young.slice(0, 4).map((young) => keepReading(field, young.token, pageOf(young)));
		await during(field, [...writers.map((writer) => writer.goOn(400)), ...reading(people)], async () => {
			await pause(1000);
			for (let kill = 0; kill < kills; kill++) {
				await pause(1000 * chance());
				const web = oneOf(chance, webs);
				await web.kill();
				const before = savesOf(writers);
				/* The lesson goes on without it. */
				await until('saving goes on', () => savesOf(writers) > before + 28);
				await web.startAgain();
				expect(await losses(database, writers)).toEqual([]);
			}
			await pause(500);
		});
		const lost = await losses(database, writers);
		const replays = writers.reduce((total, writer) => total + writer.replays, 0);
		console.log(
			`two web processes: ${kills} kills, ${field.requests} requests, ${proxy.again} tried again by the proxy, ${field.away} by the page, ` +
				`the longest took ${field.longest} ms; ${savesOf(writers)} saves, ${replays} of them twice, ${lost.length} losses`
		);
		count({ kills, losses: lost.length });
		expect(lost).toEqual([]);
		expect([...new Set(field.wrong)]).toEqual([]);
		expect(replays).toBeGreaterThan(0);
	}
);
