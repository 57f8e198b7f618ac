/** Makes the requests: such as must be refused, and such as may do what their sender may do. */
import { routes as whoMay } from '../routes';
import type { Field, Form } from './fuzz-forms';
import type { Sent } from './fuzz-http';
import { elsewhere, marks, tooLong, type Fields } from './fuzz-nasty';
import type { Person, Seen, SeenAddress, SeenForm } from './fuzz-people';
import type { Random } from './fuzz-random';
import type { Route } from './fuzz-routes';
import * as spoil from './fuzz-spoil';
import type { World } from './fuzz-world';

/** A request with what is expected of it. */
export interface Made {
	who: Person;
	/** What is done, in words. */
	what: string;
	sent: Sent;
	/** Which route and action it is about. */
	about: string;
	/** The connection may end without an answer. */
	mayBreak?: boolean;
	/** Has to be answered with no; undefined: whatever is no error. */
	no?: boolean;
}

/** Fields of the few actions whose form stands on no page that the walk comes by. */
export const known: Record<string, Record<string, string>> = {
	/* Shown to a colleague of who holds a case; the demo has one consultant. */
	'/begeleiding/dossiers/[dossier] overnemen': { revision: '1' },
	/* Shown to who turned 16 after a parent had said no. */
	'/paspoort/[id]/delen/[consent]/ouder zelf': {},
	/* Shown where there are more teams than the demo has. */
	'/paspoort/[id]/delen/nieuw zoek': { zoek: 'zorg', met: 'team', editie: '1' }
};

/** All that would be seen if it came back as it was; short enough for a name as well. */
const markup = [`${marks.tag}${marks.attribute}`, `${marks.attribute}${marks.tag}`, `${marks.end}${marks.attribute}`];

const unsafe = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Makes requests out of what was seen, and out of chance. */
export class Maker {
	readonly queries: string[];

	constructor(
		readonly random: Random,
		readonly address: string,
		readonly world: World,
		readonly seen: Seen,
		readonly routes: Route[],
		/** Ids of whatever there is, of everybody. */
		readonly ids: string[]
	) {
		this.queries = [...new Set(routes.flatMap(({ queries }) => queries)), 'id', 'code', 'sealed', 'x-sveltekit-invalidated'];
	}

	/** All actions and endpoints that take a POST, as "route action". */
	static targets(routes: Route[]): string[] {
		return routes.flatMap(({ id, actions, methods }) => [
			...actions.map((action) => `${id} ${action}`),
			...(methods.includes('POST') ? [`${id} POST`] : [])
		]);
	}

	/** A form of this target: as it stood on a page, or of what is known. */
	form(target: string): SeenForm | undefined {
		const [id = '', action = ''] = target.split(' ');
		const forms = this.seen.forms.filter((one) => one.route.id === id && one.action === action);
		if (forms.length > 0) return this.random.one(forms);
		const places = this.seen.addresses.filter(({ route }) => route.id === id);
		const fields = known[target] ?? (action === 'POST' ? {} : undefined);
		if (!fields || (places.length === 0 && id.includes('['))) return undefined;
		const place: SeenAddress = places.length > 0 ? this.random.one(places) : { ...this.anyone(), path: id };
		const path = `${place.path.split('?')[0]}${action === 'POST' ? '' : `?/${action}`}`;
		const made: Form = { path, fields: Object.entries(fields).map(([name, value]) => asField(name, value)) };
		return { who: place.who, route: this.routes.find((route) => route.id === id)!, action, form: made };
	}

	/** An address that was seen; each route as often as another. */
	place(): SeenAddress {
		const { addresses } = this.seen;
		const { id } = this.random.one(this.routes.filter((one) => addresses.some(({ route }) => route === one)));
		return this.random.one(addresses.filter(({ route }) => route.id === id));
	}

	private anyone(): { who: Person; route: Route } {
		return { who: this.random.one(this.world.people), route: this.routes[0]! };
	}

	private post(form: Form, fields: Fields, headers: Record<string, string> = {}): Sent {
		const { headers: typed, body } = spoil.asForm(this.random, fields);
		return { method: 'POST', path: form.path, body, headers: { accept: 'text/html', origin: this.address, ...typed, ...headers } };
	}

	/** In how many ways a request can be such that it has to be refused. */
	static readonly ways = 5;

	/** A request that has to be refused in this way, and changes nothing: about this target; or a look, where there is none. */
	refused(target: string, way: number): Made {
		const { random } = this;
		const { who, route, action, form } = this.form(target)!;
		const fields = random.often(0.7) ? spoil.filled(random, form) : spoil.spoiled(random, spoil.filled(random, form), this.ids);
		const about = target;
		const whose = whoMay[route.id]!;
		const isOpen = whose === 'everybody' || whose === 'demo';
		const ways: (() => Made | undefined)[] = [
			() => {
				const wrong = [
					'null',
					`https://${elsewhere}`,
					`${this.address}.${elsewhere}`,
					'http://localhost',
					this.address.toUpperCase(),
					`${this.address}/`
				];
				const sent = this.post(form, fields);
				if (random.often(0.3)) delete sent.headers.origin;
				else sent.headers.origin = random.one(wrong);
				return { who, what: 'from another origin', sent, about, no: true };
			},
			() => {
				if (isOpen) return undefined;
				/* Forged, cut, ended, somebody's in the wrong cookie, or none. */
				const real = who.cookies.get('pvs') ?? 'x';
				const tokens = [
					'',
					'x',
					'a'.repeat(43),
					real.slice(0, -1),
					real.toUpperCase(),
					`${real}x`,
					'%00',
					'%',
					'"',
					'x'.repeat(5000),
					"' or 1=1"
				];
				const cookie = random.one([
					...tokens.map((token) => `pvs=${token}`),
					`pvs-gast=${real}`,
					`PVS=${real}`,
					`__Host-pvs=${real}`,
					`x=${real}`
				]);
				const saves: Record<string, string> = random.often(0.2)
					? { 'x-pvs-bewaar': '1', 'x-sveltekit-action': 'true', accept: 'application/json' }
					: {};
				return { who: this.world.visitor, what: 'without a session', sent: this.post(form, fields, { cookie, ...saves }), about, no: true };
			},
			() => {
				const other = this.wrongFor(who, route);
				return (
					other && { who: other, what: 'of somebody else', sent: this.post(form, fields), about, no: !route.id.startsWith('/account/') }
				);
			},
			() => {
				const method = random.one(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'QUERY', 'MOVE', 'LINK']);
				return { who, what: 'with another method', sent: { ...this.post(form, fields), method }, about, no: method !== 'OPTIONS' };
			},
			() => {
				if (route.formless.includes(action) || action === 'POST') return undefined;
				const spoiled = spoil.noForm(random, fields);
				const headers = { accept: 'text/html', origin: this.address, ...spoiled.headers };
				const chunked = random.often(0.2);
				const sent: Sent = { method: 'POST', path: form.path, headers, body: spoiled.body, chunked };
				return {
					who,
					what: 'no form',
					sent,
					about,
					mayBreak: (spoiled.body?.length ?? 0) > tooLong - 2,
					no: route.id !== '/voorbeeld'
				};
			}
		];
		return ways[way % ways.length]!() ?? this.refusedLook(this.place());
	}

	/** A look that has to be refused, or that shows nothing: at this address. */
	refusedLook({ who, route, path }: SeenAddress): Made {
		const { random } = this;
		const about = route.id;
		const whose = whoMay[route.id]!;
		const isOpen = whose === 'everybody' || whose === 'demo';
		const other = this.wrongFor(who, route);
		const at = random.often(0.3) ? `${path.split('?')[0]!.replace(/\/$/, '')}/__data.json?${path.split('?')[1] ?? ''}` : path;
		if (other && random.often(0.5))
			return {
				who: other,
				what: 'of somebody else',
				sent: { method: 'GET', path: at, headers: {} },
				about,
				no: !route.id.startsWith('/account/')
			};
		if (!isOpen && random.often(0.5))
			return {
				who: this.world.visitor,
				what: 'without a session',
				sent: { method: 'GET', path: at, headers: { cookie: 'pvs=x' } },
				about,
				no: true
			};
		const method = random.one(['HEAD', 'OPTIONS', ...unsafe.slice(1), 'PROPFIND', 'REPORT']);
		const sent = { method, path, headers: { origin: this.address } };
		return { who, what: 'with another method', sent, about, no: method !== 'OPTIONS' && method !== 'HEAD' };
	}

	/** Somebody who may not do what this one may do here. */
	private wrongFor(who: Person, route: Route): Person | undefined {
		const whose = whoMay[route.id]!;
		if (whose === 'everybody' || whose === 'demo') return undefined;
		const { people, intruders, visitor } = this.world;
		const isOwn = route.id.includes('[');
		const others = [...people, ...intruders].filter((one) => {
			if (one === who || one === visitor || !one.demoId) return false;
			if (!one.kinds.includes(whose)) return true;
			/* The same kind of person, at an address with somebody else's id. */
			return isOwn && (whose === 'youth' || intruders.includes(one));
		});
		return others.length > 0 ? this.random.one(others) : undefined;
	}

	/** A form with markup in everything that is typed: about this target. */
	marked(target: string): Made {
		const { who, form } = this.form(target)!;
		const typed = new Set(form.fields.filter(({ type }) => /^(text|textarea|search|email|tel)$/.test(type)).map(({ name }) => name));
		const fields = this.harmless(target, who, spoil.filled(this.random, form));
		const sent = this.post(
			form,
			fields.map(([name, value]) => [name, typed.has(name) ? this.random.one(markup) : value])
		);
		return { who, what: 'markup', sent, about: target };
	}

	/** A request that its sender may send, with whatever in it: about this target. */
	allowed(target: string): Made {
		const { random } = this;
		const found = this.form(target)!;
		const fields = this.harmless(target, found.who, spoil.filled(random, found.form));
		const sent = this.post(found.form, random.often(0.85) ? spoil.spoiled(random, fields, this.ids) : fields);
		if (random.often(0.3)) Object.assign(sent.headers, spoil.oddHeaders(random));
		if (random.often(0.15)) sent.path = spoil.spoiledPath(random, sent.path, this.queries, this.ids);
		if (random.often(0.1)) sent.chunked = true;
		const made: Made = { who: found.who, what: 'a form', sent, about: target };
		if (random.often(0.04)) return { ...made, sent: { ...sent, hangsUpAfter: 20 + random.below(200), chunked: false }, mayBreak: true };
		return made;
	}

	/** Two acts would spoil the rest: signing in as whom nobody is, and taking oneself out of the class. */
	private harmless(target: string, who: Person, fields: Fields): Fields {
		if (target === '/demo default') return fields.map(([name]) => [name, this.random.one(this.world.people).demoId ?? '']);
		if (target === '/begeleiding/klas/[id]/mentoren eruit') return fields.filter(([, value]) => value !== who.demoId);
		return fields;
	}

	/** A look at an address, with whatever in it. */
	allowedLook({ who, route, path }: SeenAddress): Made {
		const { random } = this;
		if (random.often(0.08)) {
			const raw = spoil.rawRequest(random, new URL(this.address).host, path.replace(/[^!-~]/g, 'x'));
			return { who, what: 'hardly HTTP', sent: { method: 'raw', path, headers: {}, raw }, about: route.id, mayBreak: true };
		}
		const queries = route.queries.length > 0 && random.often(0.7) ? route.queries : this.queries;
		const to = random.often(0.75) ? spoil.spoiledPath(random, path, queries, this.ids) : path;
		if (route.queries.length > 0 && random.often(0.3)) {
			const query = new URLSearchParams(route.queries.map((name) => [name, random.one(markup)]));
			return { who, what: 'markup', sent: { method: 'GET', path: `${path.split('?')[0]}?${query}`, headers: {} }, about: route.id };
		}
		const headers: Record<string, string> = random.often(0.4) ? spoil.oddHeaders(random) : {};
		if (random.often(0.1))
			headers.cookie = [who.cookie, `pvs-vraag=${random.one(['%00', 'x', '%F0%9F', marks.tag.replace(/;/g, '')])}`]
				.filter(Boolean)
				.join('; ');
		return { who, what: 'a look', sent: { method: random.often(0.95) ? 'GET' : 'HEAD', path: to, headers }, about: route.id };
	}
}

const asField = (name: string, value: string): Field => ({ name, type: 'hidden', value, checked: false, options: [] });
