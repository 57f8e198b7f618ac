/**
 * Every address, every action, every endpoint, over real HTTP against a portal that really runs, with what no browser would ever
 * send. Never an error of the portal, never a word about how it is made, never a way out of it; and what has to be refused
 * changes nothing. `PVS_SEED=...` does a run again.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes as whoMay } from '../routes';
import { count, seedOf, size } from './figures';
import { known, Maker } from './fuzz-make';
import { Round } from './fuzz-round';
import { walkRoutes } from './fuzz-routes';

const routes = walkRoutes();
const seed = seedOf(463666020);
const rounds = size(1, 5);
/** In each round, of what must be refused and of what may be sent each. */
const many = size(500, 2200);
/** Sent between two looks at the database. */
const batch = 50;

let round: Round | undefined;
let requests = 0;

async function stop(): Promise<void> {
	requests += round?.requests ?? 0;
	await round?.stop();
	round = undefined;
}

beforeAll(async () => {
	console.log(`PVS_SEED=${seed}`);
	round = await Round.start(routes, seed);
});

afterAll(async () => {
	await stop();
	count({ requests });
});

/** Fails with what was found, if anything was. */
function nothingWrong(): void {
	const faults = round!.faults.splice(0);
	/* Of each kind the first. */
	const kinds = new Map(faults.map((fault) => [fault.replace(/^[^,]*/, '').slice(0, 60), fault]).reverse() as [string, string][]);
	const shown = [...kinds.values()].slice(0, 20).join('\n');
	/* What the portal itself says of its last errors, for whoever looks for the cause. */
	const told = round!.portal
		.said()
		.split('\n')
		.filter((line) => line.startsWith('{"time"'))
		.slice(-5)
		.join('\n');
	expect(faults.length, `PVS_SEED=${seed}: ${faults.length} faults\n${shown}\n${told}\n`).toBe(0);
}

test('the walk knows an address of each route, and a form of each action', () => {
	expect(routes.map(({ id }) => id).sort()).toEqual(Object.keys(whoMay).sort());
	const { addresses, forms } = round!.seen;
	const open = routes.filter((route) => route.id.includes('[') && !addresses.some((one) => one.route === route));
	expect(open.map(({ id }) => id)).toEqual([]);
	const unseen = routes.flatMap((route) =>
		route.actions
			.filter((action) => !forms.some((one) => one.route === route && one.action === action))
			.map((action) => `${route.id} ${action}`)
	);
	expect(unseen.sort()).toEqual(Object.keys(known).sort());
});

test('a question for the headers only changes nothing, and is no reading', async () => {
	await round!.askHeads();
	nothingWrong();
});

test('no address leads out of the portal', async () => {
	await round!.leadOut();
	nothingWrong();
});

/** So many, each of these in its turn. */
const inTurn = <T>(of: T[], amount: number, from: number): T[] =>
	Array.from({ length: amount }, (_, index) => of[(from + index) % of.length]!);

test('nothing that is sent breaks the portal, opens it, or changes what it may not', async () => {
	const targets = Maker.targets(routes);
	for (let number = 0; number < rounds; number++) {
		if (number > 0) {
			await stop();
			round = await Round.start(routes, seed + number);
		}
		const here = round!;
		const { maker } = here;
		for (let sent = 0; sent < many; sent += batch) {
			/* Each target in each way before any twice. */
			const now = inTurn(targets, batch, sent);
			await here.refuse(now.map((target, index) => maker.refused(target, Math.floor((sent + index) / targets.length))));
		}
		for (let sent = 0; sent < many; sent += batch) {
			const now = inTurn(targets, batch, sent);
			const isFirst = (index: number) => sent + index < targets.length;
			const made = now.map((target, index) =>
				isFirst(index) ? maker.marked(target) : maker.random.often(0.7) ? maker.allowed(target) : maker.allowedLook(maker.place())
			);
			await here.allow(made);
		}
		await here.lookAround(size(200, 1000));
		console.log(`round ${number + 1}: the longest answer took ${here.longest.took} ms: ${here.longest.what}`);
		nothingWrong();
	}
});
