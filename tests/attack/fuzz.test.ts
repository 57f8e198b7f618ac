/**
 * Every address, every action, every endpoint, over real HTTP against a portal that really runs, with what no browser would ever
 * send. Never an error of the portal, never a word about how it is made, never a way out of it; and what has to be refused
 * changes nothing.
 */
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPortal, type Portal } from '../portal';
import { routes as whoMay } from '../routes';
import { count, size } from './figures';
import { asCurl, type Answer } from './fuzz-http';
import { changes, fingerprint, fingerprintOf, judge, saysNo } from './fuzz-judge';
import { known, Maker, type Made } from './fuzz-make';
import { learn, type Seen } from './fuzz-people';
import { Random } from './fuzz-random';
import { walkRoutes } from './fuzz-routes';
import { makeWorld, walkAll, type World } from './fuzz-world';

const routes = walkRoutes();
const seed = Number(process.env.PVS_SEED ?? Date.now() % 1_000_000_000);
const rounds = size(1, 5);
/** In each round, of each of both kinds. */
const many = size(500, 2200);
/** Sent at the same time. */
const atOnce = 8;
/** Sent between two looks at the database. */
const batch = 50;

/** What a fault is, with how to see it again. */
const faults: string[] = [];
let requests = 0;

async function each<T>(things: T[], work: (thing: T) => Promise<void>): Promise<void> {
	const waiting = [...things];
	await Promise.all(
		Array.from({ length: atOnce }, async () => {
			for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) await work(thing);
		})
	);
}

/** A portal of its own for each round: what people do in one is not in the way of the next. */
class Round {
	/** What was asked last. */
	private readonly last: string[] = [];

	private constructor(
		readonly portal: Portal,
		readonly owner: postgres.Sql,
		readonly world: World,
		readonly seen: Seen,
		readonly maker: Maker
	) {}

	static async start(number: number): Promise<Round> {
		const portal = await startPortal();
		const owner = postgres(portal.ownerUrl, { max: 1, onnotice: () => {} });
		const world = await makeWorld(portal.address);
		const { seen, requests: walked } = await walkAll(world, routes, 3);
		requests += walked;
		const ids = (
			await owner<{ id: string }[]>`
				select id from passport union all select id from consent union all select id from person union all select id from class
				union all select id from edition union all select id from guest_link union all select id from support_agreement`
		).map(({ id }) => id);
		const maker = new Maker(new Random(seed + number), portal.address, world, seen, routes, ids);
		return new Round(portal, owner, world, seen, maker);
	}

	async stop(): Promise<void> {
		await this.owner.end();
		await this.portal.stop();
	}

	/** Sends one, and looks at what comes back. */
	private async try({ who, sent, mayBreak, no, what, about }: Made, answering?: (answer: Answer) => void): Promise<void> {
		requests++;
		const answer = await who.send(sent);
		if (/ECONNREFUSED/.test(answer.broken ?? ''))
			throw new Error(`the portal has stopped:\n${this.portal.said().slice(-3000)}\n${this.last.join('\n')}`);
		this.last.push(asCurl(this.portal.address, sent).slice(0, 1500));
		if (this.last.length > 2 * atOnce) this.last.shift();
		const wrong = judge(this.portal.address, answer, !!mayBreak);
		if (no && answer.status > 0 && !saysNo(answer)) wrong.push(`is not refused: ${answer.status}`);
		if (wrong.length > 0) this.fault(wrong.join('; '), { who, sent, what, about });
		answering?.(answer);
	}

	private fault(wrong: string, { who, sent, what, about }: Made): void {
		const headers = who.cookie ? { cookie: who.cookie, ...sent.headers } : sent.headers;
		const curl = asCurl(this.portal.address, { ...sent, headers });
		faults.push(`${about}, ${what}, as ${who.key}: ${wrong}\n    ${curl}`);
	}

	/** Whatever tries were counted, is forgotten: guessing is limited, and here everybody guesses. */
	private async forgive(): Promise<void> {
		await this.owner`delete from sign_in_failure`;
		await this.owner`update guest_link set openings = 0, wrong_tries = 0 where openings > 0 or wrong_tries > 0`;
	}

	/** The fingerprint of all tables, when nothing is under way any more: mail is made beside answering. */
	private async still(): Promise<Map<string, string>> {
		for (;;) {
			const [first, waiting] = [await fingerprint(this.owner), await this.owner`select from mail where ended_at is null limit 1`];
			if (waiting.length > 0) await new Promise((later) => setTimeout(later, 100));
			else if (changes(first, await fingerprint(this.owner)).length === 0) return first;
		}
	}

	/** Everybody is signed in, and the visitor is nobody. */
	private async signIn(): Promise<void> {
		const { people, intruders, visitor } = this.world;
		await Promise.all(
			[...people, ...intruders].filter((who) => !who.cookies.has('pvs') && !who.cookies.has('pvs-gast')).map((who) => who.become())
		);
		visitor.cookies.clear();
	}

	/** Sends what must be refused, and compares the whole database. */
	async refuse(made: Made[]): Promise<void> {
		await this.forgive();
		await this.signIn();
		const before = await this.still();
		await each(made, (one) => this.try(one));
		const changed = changes(before, await fingerprint(this.owner));
		if (changed.length > 0) await this.whichChanged(made, changed);
	}

	/** Does it again, one at a time, to say which of them it is. */
	private async whichChanged(made: Made[], changed: string[]): Promise<void> {
		let found = 0;
		for (const one of made) {
			await this.forgive();
			await this.signIn();
			const before = await this.still();
			await this.try(one);
			const again = changes(before, await fingerprint(this.owner));
			if (again.length > 0 && ++found) this.fault(`changes ${again.join(', ')}`, one);
		}
		if (found === 0) for (const one of made) this.fault(`one of ${made.length} changes ${changed.join(', ')}`, one);
	}

	/** Sends what may be sent, and sees that it touches nobody else. */
	async allow(made: Made[]): Promise<void> {
		await this.forgive();
		await this.signIn();
		const before = await fingerprintOf(this.owner, this.world.bystander);
		await each(made, (one) =>
			this.try(one, ({ headers, body }) => {
				/* The next form is on the page that answers. */
				if (body.length < 300_000 && String(headers['content-type']).startsWith('text/html'))
					learn(one.who, one.sent.path, body, routes, this.seen);
			})
		);
		const changed = changes(before, await fingerprintOf(this.owner, this.world.bystander));
		if (changed.length > 0) for (const one of made) this.fault(`one of ${made.length} changes what is Deniz's: ${changed.join(', ')}`, one);
	}
}

let round: Round;
beforeAll(async () => {
	console.log(`PVS_SEED=${seed}`);
	round = await Round.start(0);
});
afterAll(async () => {
	await round.stop();
	count({ requests });
});

test('the walk knows an address of each route, and a form of each action', () => {
	expect(routes.map(({ id }) => id).sort()).toEqual(Object.keys(whoMay).sort());
	const { addresses, forms } = round.seen;
	const open = routes.filter((route) => route.id.includes('[') && !addresses.some((one) => one.route === route));
	expect(open.map(({ id }) => id)).toEqual([]);
	const unseen = routes.flatMap((route) =>
		route.actions
			.filter((action) => !forms.some((one) => one.route === route && one.action === action))
			.map((action) => `${route.id} ${action}`)
	);
	expect(unseen.sort()).toEqual(Object.keys(known).sort());
});

/** As many as asked, each target in its turn. */
const inTurn = <T, R>(of: T[], amount: number, make: (one: T) => R): R[] =>
	Array.from({ length: amount }, (_, index) => make(of[index % of.length]!));

test('nothing that is sent breaks the portal, opens it, or leads out of it', async () => {
	for (let number = 0; number < rounds; number++) {
		if (number > 0) {
			await round.stop();
			round = await Round.start(number);
		}
		const { maker, seen } = round;
		const targets = Maker.targets(routes);
		const looks = () => {
			const route = maker.random.one(routes.filter((one) => seen.addresses.some((address) => address.route === one)));
			return maker.random.one(seen.addresses.filter((address) => address.route === route));
		};
		let turn = 0;
		for (let sent = 0; sent < many; sent += batch) {
			const forms = inTurn(targets, batch, () => targets[turn++ % targets.length]!);
			await round.refuse(forms.map((target) => (maker.random.often(0.7) ? maker.refused(target) : maker.refusedLook(looks()))));
		}
		for (let sent = 0; sent < many; sent += batch) {
			const forms = inTurn(targets, batch, () => targets[turn++ % targets.length]!);
			await round.allow(forms.map((target) => (maker.random.often(0.7) ? maker.allowed(target) : maker.allowedLook(looks()))));
		}
	}
	if (process.env.DBG) (await import('node:fs')).writeFileSync('/tmp/fz/faults.txt', faults.join('\n') + round.portal.said());
	const shown = faults.slice(0, 20).join('\n');
	expect(faults.length, `PVS_SEED=${seed}: ${faults.length} faults\n${shown}\n`).toBe(0);
});
