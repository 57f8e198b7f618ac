/** The people of the fuzz: each with cookies of their own, who can follow the links of the portal and send its forms. */
import type { Who } from '../routes';
import { actionOf, formsOf, plain, untouched, type Form } from './fuzz-forms';
import { send, type Answer, type Sent } from './fuzz-http';
import { routeOf, type Route } from './fuzz-routes';

/** A form that stood on a page for somebody. */
export interface SeenForm {
	who: Person;
	route: Route;
	action: string;
	form: Form;
}

/** An address that somebody came by. */
export interface SeenAddress {
	who: Person;
	route: Route;
	/** With its question mark. */
	path: string;
}

/** What was found by walking, for the fuzz to spoil. */
export interface Seen {
	forms: SeenForm[];
	addresses: SeenAddress[];
}

/** Whatever a form needs that nobody fills in by not touching it. */
export type Changes = Record<string, string | string[] | null>;

/** Somebody with a browser, or none at all. */
export class Person {
	readonly cookies = new Map<string, string>();
	constructor(
		readonly address: string,
		readonly key: string,
		/** Which kinds of addresses are theirs, as in tests/routes.ts. */
		readonly kinds: Who[],
		/** Of the demo person, to sign in with. */
		readonly demoId?: string,
		/** How somebody without an account comes in. */
		private readonly enter?: (who: Person) => Promise<void>
	) {}

	get cookie(): string {
		return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
	}

	/** Signs in as the demo person, as the page /demo does; or opens the own link. */
	async become(): Promise<void> {
		if (!this.demoId) return this.enter?.(this);
		this.cookies.delete('pvs');
		const answer = await this.post('/demo', [['id', this.demoId]]);
		if (!this.cookies.has('pvs')) throw new Error(`${this.key} cannot sign in: ${answer.status}`);
	}

	/** Sends a request of this person's browser, and keeps its cookies. */
	async send(sent: Sent): Promise<Answer> {
		const headers = this.cookies.size > 0 ? { cookie: this.cookie, ...sent.headers } : sent.headers;
		const answer = await send(this.address, { ...sent, headers });
		for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
			const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
			if (!name) continue;
			if (!value || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(name);
			else this.cookies.set(name, value);
		}
		return answer;
	}

	/** Reads a page. */
	get(path: string): Promise<Answer> {
		return this.send({ method: 'GET', path, headers: { accept: 'text/html' } });
	}

	/** Sends fields as a form does. */
	post(path: string, fields: [string, string][]): Promise<Answer> {
		const headers = { accept: 'text/html', origin: this.address, 'content-type': 'application/x-www-form-urlencoded' };
		return this.send({ method: 'POST', path, headers, body: Buffer.from(new URLSearchParams(fields).toString()) });
	}

	/**
	 * Sends a form of a page, filled in.
	 * @param changes null leaves a field out; a name that ends with "*" means every field that begins so
	 */
	async fill(page: string, action: string, changes: Changes = {}): Promise<Answer> {
		const read = await this.get(page);
		const isHere = ({ path }: Form) => path.split('?')[0] === page.split('?')[0] && actionOf(path) === action;
		const form = formsOf(read.body, page).find(isHere);
		if (!form) throw new Error(`${this.key}: no form ${action} at ${page} (${read.status} ${String(read.headers.location ?? '')})`);
		const names = [...new Set([...form.fields.map(({ name }) => name), ...Object.keys(changes).filter((name) => !name.endsWith('*'))])];
		const valueOf = (name: string) => {
			const key = Object.keys(changes).find((one) => one === name || (one.endsWith('*') && name.startsWith(one.slice(0, -1))));
			return key === undefined ? undefined : { to: changes[key]! };
		};
		const rest = untouched(form).filter(([name]) => !valueOf(name));
		const changed = names.flatMap((name) => {
			const to = valueOf(name)?.to;
			return to === null || to === undefined ? [] : [to].flat().map((one): [string, string] => [name, one]);
		});
		return this.post(form.path, [...rest, ...changed]);
	}

	/** The same, where it has to lead on. @returns the path that the answer leads to */
	async go(page: string, action: string, changes: Changes = {}): Promise<string> {
		const answer = await this.fill(page, action, changes);
		const to = answer.headers.location;
		if (answer.status !== 303 || typeof to !== 'string') {
			const says = plain(answer.body.replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
			throw new Error(`${this.key}: ${action} at ${page} answers ${answer.status}: ${says.slice(0, 1500)}`);
		}
		return to;
	}
}

/** Puts down the forms of a page that somebody got. */
export function learn(who: Person, path: string, html: string, routes: Route[], seen: Seen): void {
	for (const form of formsOf(html, path)) {
		const route = routeOf(routes, new URL(form.path, who.address).pathname);
		if (route) seen.forms.push({ who, route, action: actionOf(form.path), form });
	}
}

/** Follows the links from these paths, a few of each kind of address, and puts down what was found. */
export async function walk(who: Person, starts: string[], routes: Route[], seen: Seen, most: number): Promise<void> {
	const waiting = [...starts];
	const times = new Map<string, number>();
	const done = new Set<string>();
	const one = async (path: string): Promise<void> => {
		const answer = await who.get(path);
		const at = new URL(path, who.address);
		const route = routeOf(routes, at.pathname);
		if (route && answer.status < 400) seen.addresses.push({ who, route, path });
		const to = answer.headers.location;
		const links = typeof to === 'string' ? [to] : [];
		if (String(answer.headers['content-type']).startsWith('text/html')) {
			for (const [, href] of answer.body.matchAll(/\shref="([^"]*)"/g)) links.push(plain(href!));
			for (const [, place] of answer.body.matchAll(/localhost:\d+(\/[\w/?=&%.-]+)/g)) links.push(place!);
			learn(who, path, answer.body, routes, seen);
		}
		for (const link of links) {
			if (!URL.canParse(link, at)) continue;
			const next = new URL(link, at);
			if (next.origin === at.origin) waiting.push(next.pathname + next.search);
		}
	};
	while (waiting.length > 0) {
		const batch: string[] = [];
		while (waiting.length > 0 && batch.length < 8) {
			const path = waiting.shift()!;
			const at = new URL(path, who.address);
			const route = routeOf(routes, at.pathname);
			if (!route || done.has(path)) continue;
			/* A word in the address chooses what stands there, such as a stage of a conversation; an id or a number only which one. */
			const chosen = [...at.searchParams].map(([name, value]) => (/^[a-z-]+$/.test(value) ? `${name}=${value}` : name));
			const kind = `${route.id}?${chosen.sort().join('&')}`;
			const count = times.get(kind) ?? 0;
			if (count >= most) continue;
			times.set(kind, count + 1);
			done.add(path);
			batch.push(path);
		}
		await Promise.all(batch.map(one));
	}
}
