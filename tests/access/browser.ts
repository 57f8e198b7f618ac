/** A browser for the access tests: it keeps cookies and sends requests to the pages' own functions, through the portal's own hook. */
import { isActionFailure, isHttpError, isRedirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { handle } from '../../src/hooks.server';

/** What came back: of a redirect where it leads, of an action or a load what it gives to the page. */
export interface Came {
	status: number;
	location?: string;
	data?: unknown;
}

/** A function of a page: its load, an action, or a handler of an address without a page. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each page has an event of its own
type Part = (event: any) => unknown;

/** What is asked besides the address. */
export interface Asked {
	/** Parameters of the address. */
	params?: Record<string, string>;
	/** Makes it a POST; a field more than once by a list. */
	form?: Record<string, string | string[]>;
	method?: string;
	headers?: Record<string, string>;
}

const portal = 'https://paspoort.voorbeeld.nl';

/** The name of the cookie that holds the session. */
export const sessionCookie = '__Host-pvs';
/** The same for a guest of a link. */
export const guestCookie = '__Host-pvs-gast';

/** A new browser at this network address. */
export class Browser {
	readonly cookies = new Map<string, string>();
	constructor(readonly address: string) {}

	/** The session's token; undefined when nobody signed in. */
	get token(): string | undefined {
		return this.cookies.get(sessionCookie);
	}

	/** Asks one part of a page. */
	async ask(part: Part, path: string, { params = {}, form, method, headers }: Asked = {}): Promise<Came> {
		const url = new URL(path, portal);
		const body = new URLSearchParams();
		for (const [name, values] of Object.entries(form ?? {})) for (const value of [values].flat()) body.append(name, value);
		const request = new Request(url, { method: method ?? (form ? 'POST' : 'GET'), headers: headers ?? {}, ...(form && { body }) });
		const event = {
			request,
			url,
			params,
			cookies: this.#jar(),
			locals: {},
			route: { id: null },
			getClientAddress: () => this.address,
			setHeaders: () => {}
		} as unknown as RequestEvent;
		let came: Came = { status: 0 };
		await handle({
			event,
			resolve: async () => {
				came = await answer(part, event);
				return new Response(null);
			}
		});
		return came;
	}

	#jar(): Cookies {
		return {
			get: (name) => this.cookies.get(name),
			getAll: () => [...this.cookies].map(([name, value]) => ({ name, value })),
			set: (name, value) => void this.cookies.set(name, value),
			delete: (name) => void this.cookies.delete(name),
			serialize: () => ''
		};
	}
}

async function answer(part: Part, event: RequestEvent): Promise<Came> {
	try {
		const data = await part(event);
		if (isActionFailure(data)) return { status: data.status, data: data.data };
		return data instanceof Response ? { status: data.status, data } : { status: 200, data };
	} catch (thrown) {
		if (isRedirect(thrown)) return { status: thrown.status, location: thrown.location };
		if (isHttpError(thrown)) return { status: thrown.status };
		throw thrown;
	}
}
