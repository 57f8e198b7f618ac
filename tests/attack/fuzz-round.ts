/** One round of the fuzz: a portal with everything under way, requests sent to it, and what is found wrong. */
import postgres from 'postgres';
import { expect } from 'vitest';
import { demoPassword, youths } from '../people';
import { startPortal, type Portal } from '../portal';
import { asCurl, type Answer } from './fuzz-http';
import { changes, fingerprint, fingerprintOf, judge, saysNo } from './fuzz-judge';
import { Maker, type Made } from './fuzz-make';
import { elsewhere, outside } from './fuzz-nasty';
import { learn, type Seen } from './fuzz-people';
import { Random } from './fuzz-random';
import type { Route } from './fuzz-routes';
import { formType, urlencoded } from './fuzz-spoil';
import { makeWorld, walkAll, type World } from './fuzz-world';

/** Sent at the same time. */
const atOnce = 8;

async function each<T>(things: T[], work: (thing: T) => Promise<void>): Promise<void> {
	const waiting = [...things];
	await Promise.all(
		Array.from({ length: atOnce }, async () => {
			for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) await work(thing);
		})
	);
}

/** A portal of its own for each round: what people do in one is not in the way of the next. */
export class Round {
	/** What was found wrong, each with how to see it again. */
	readonly faults: string[] = [];
	/** How many requests were sent, beside those of the walk. */
	requests = 0;
	/** What was asked last. */
	private readonly last: string[] = [];

	private constructor(
		readonly routes: Route[],
		readonly portal: Portal,
		readonly owner: postgres.Sql,
		readonly world: World,
		readonly seen: Seen,
		readonly maker: Maker
	) {}

	/** Starts a portal, sets everything up in it, and walks. @param seed of all chance in this round */
	static async start(routes: Route[], seed: number): Promise<Round> {
		const portal = await startPortal();
		const owner = postgres(portal.ownerUrl, { max: 1, onnotice: () => {} });
		try {
			const world = await makeWorld(portal.address);
			const seen = await walkAll(world, routes, 3);
			const ids = (
				await owner<{ id: string }[]>`
					select id from passport union all select id from consent union all select id from person union all select id from class
					union all select id from edition union all select id from guest_link union all select id from support_agreement`
			).map(({ id }) => id);
			const maker = new Maker(new Random(seed), portal.address, world, seen, routes, ids);
			return new Round(routes, portal, owner, world, seen, maker);
		} catch (error) {
			await owner.end();
			await portal.stop();
			throw error;
		}
	}

	/** Stops the portal. */
	async stop(): Promise<void> {
		await this.owner.end();
		await this.portal.stop();
	}

	/** Sends one, and looks at what comes back. */
	private async try({ who, sent, mayBreak, no, what, about }: Made, answering?: (answer: Answer) => void): Promise<void> {
		this.requests++;
		const answer = await who.send(sent);
		const took = Math.round(answer.took);
		if (answer.status > 0 && took > this.longest.took)
			this.longest = { took, what: `${about}, ${what}, as ${who.key}: ${asCurl(this.portal.address, sent).slice(0, 1500)}` };
		if (/ECONNREFUSED/.test(answer.broken ?? ''))
			throw new Error(`the portal has stopped:\n${this.portal.said().slice(-3000)}\n${this.last.join('\n')}`);
		this.last.push(asCurl(this.portal.address, sent).slice(0, 1500));
		if (this.last.length > 2 * atOnce) this.last.shift();
		const wrong = judge(this.portal.address, answer, !!mayBreak);
		if (no && answer.status > 0 && !saysNo(answer)) wrong.push(`is not refused: ${answer.status}`);
		if (wrong.length > 0) this.fault(wrong.join('; '), { who, sent, what, about });
		answering?.(answer);
	}

	/** The request that waited longest for its answer, in milliseconds, and what it was. */
	longest = { took: 0, what: '' };

	private fault(wrong: string, { who, sent, what, about }: Made): void {
		const headers = who.cookie ? { cookie: who.cookie, ...sent.headers } : sent.headers;
		const curl = asCurl(this.portal.address, { ...sent, headers });
		this.faults.push(`${about}, ${what}, as ${who.key}: ${wrong}\n    ${curl}`);
	}

	/** Whatever tries were counted, is forgotten: guessing is limited, and here everybody guesses. */
	private async forgive(): Promise<void> {
		await this.owner`delete from sign_in_failure`;
		await this.owner`update guest_link set openings = 0, wrong_tries = 0 where openings > 0 or wrong_tries > 0`;
	}

	/** The fingerprint of all tables, when nothing is under way any more: mail is made beside answering. */
	private async still(): Promise<Map<string, string>> {
		for (let tries = 0; ; tries++) {
			const first = await fingerprint(this.owner);
			const waiting = await this.owner`select from mail where ended_at is null limit 1`;
			if ((waiting.length === 0 || tries > 50) && changes(first, await fingerprint(this.owner)).length === 0) return first;
			await new Promise((later) => setTimeout(later, 100));
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

	/** Reads the pages again: whatever was kept of all this has to be shown well. */
	async lookAround(most: number): Promise<void> {
		await this.signIn();
		const addresses = [...new Map(this.seen.addresses.map((one) => [`${one.route.id} ${one.who.key}`, one])).values()];
		const step = Math.max(1, addresses.length / most);
		const some = Array.from({ length: Math.min(most, addresses.length) }, (_, index) => addresses[Math.floor(index * step)]!);
		await each(some, ({ who, route, path }) => {
			const sent = { method: 'GET', path, headers: { accept: 'text/html' } };
			return this.try({ who, what: 'a page afterwards', sent, about: route.id });
		});
	}

	/** Asks for the headers of an address of each route, as each kind of person who found one. */
	async askHeads(): Promise<void> {
		const kinds = new Map(this.seen.addresses.map((one) => [`${one.route.id} ${one.who.kinds.join()}`, one]));
		await this.refuse(
			[...kinds.values()].map(({ who, route, path }) => ({
				who,
				what: 'headers only',
				sent: { method: 'HEAD', path, headers: {} },
				about: route.id
			}))
		);
	}

	/** Tries each way to be sent out of the portal: in a link to the sign-in page, in its form, in headers about where this is. */
	async leadOut(): Promise<void> {
		const { people, visitor } = this.world;
		const signedIn = people.find(({ demoId }) => demoId)!;
		for (const trick of outside) {
			await this.forgive();
			const headers = { accept: 'text/html', origin: this.portal.address };
			const about = '/inloggen';
			const link = `/inloggen?naar=${encodeURIComponent(trick)}`;
			for (const who of [signedIn, visitor]) await this.try({ who, what: 'a link', sent: { method: 'GET', path: link, headers }, about });
			const fields: [string, string][] = [
				['login', youths.bo.signInName],
				['password', demoPassword],
				['toestel', 'eigen'],
				['naar', trick]
			];
			const typed = { ...headers, 'content-type': formType };
			const sent = { method: 'POST', path: link, headers: typed, body: urlencoded(fields) };
			await this.try({ who: visitor, what: 'signing in', sent, about }, ({ status }) =>
				expect(status, `signing in with naar=${trick}`).toBe(303)
			);
			visitor.cookies.clear();
		}
		const lies: Record<string, string>[] = [
			{ host: elsewhere },
			{ 'x-forwarded-host': elsewhere, 'x-forwarded-proto': 'https' },
			{ forwarded: `host=${elsewhere}` }
		];
		for (const path of ['/account', '/paspoort', '/begeleiding/', '/inloggen', '//inloggen', `//${elsewhere}/`])
			for (const headers of lies)
				for (const who of [signedIn, visitor])
					await this.try({
						who,
						what: 'another host',
						sent: { method: 'GET', path, headers: { accept: 'text/html', ...headers } },
						about: path
					});
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
					learn(one.who, one.sent.path, body, this.routes, this.seen);
			})
		);
		const changed = changes(before, await fingerprintOf(this.owner, this.world.bystander));
		if (changed.length > 0) for (const one of made) this.fault(`one of ${made.length} changes what is Deniz's: ${changed.join(', ')}`, one);
	}
}
