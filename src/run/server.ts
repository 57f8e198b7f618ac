import compression from 'compression';
import { createServer, type RequestListener, type Server } from 'node:http';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { savesItself } from '../lib/passport/autosave-header';
import { CannotStart } from '../lib/server/cannot-start';

export type Serving = {
	port: number;
	/** Finishes what is under way, for four seconds at the most, and closes. */
	stop(signal: string): Promise<void>;
};

/**
 * Serves the built portal.
 *
 * @param hosts addresses to listen on; one that this computer does not have is left out, as long as one remains
 * @param port where to listen
 * @param moves how many next ports may be tried when this one is taken
 * @param environment what the built portal finds in its environment, once the port is known
 * @throws {CannotStart} when it cannot listen there
 */
export async function serve(options: {
	hosts: string[];
	port: number;
	moves?: number;
	environment: (port: number) => Record<string, string>;
}): Promise<Serving> {
	const { servers, port } = await listen(options.hosts, options.port, options.moves ?? 0);
	// The built portal reads its environment when it is imported, and opens the database.
	Object.assign(process.env, { BODY_SIZE_LIMIT: '512K' }, options.environment(port));
	const { handler } = (await import(pathToFileURL(resolve('build/handler.js')).href)) as { handler: RequestListener };

	const compress = compression({ threshold: 512 }) as unknown as (...args: [...Parameters<RequestListener>, () => void]) => void;
	for (const server of servers) {
		server.on('request', (request, response) => {
			/* Here for what no page answers: files, and what SvelteKit refuses by itself. src/hooks.server.ts has the rest. */
			response.setHeader('X-Content-Type-Options', 'nosniff');
			if (process.env.ORIGIN?.startsWith('https:')) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
			// adapter-node compresses files when it builds; pages and answers are compressed here, but not the few words after saving.
			if (request.headers[savesItself]) handler(request, response);
			else compress(request, response, () => handler(request, response));
		});
		server.emit('ready');
	}
	return { port, stop: (signal) => stop(servers, signal) };
}

async function listen(hosts: string[], port: number, moves: number): Promise<{ servers: Server[]; port: number }> {
	const servers: Server[] = [];
	try {
		for (const host of hosts) {
			const server = await listenOn(host, port).catch((error: NodeJS.ErrnoException) => {
				const isAbsent = error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT';
				if (isAbsent && hosts.length > 1) return undefined;
				throw error;
			});
			if (server) servers.push(server);
		}
		return { servers, port };
	} catch (error) {
		for (const server of servers) server.close();
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'EADDRINUSE' && moves > 0) return listen(hosts, port + 1, moves - 1);
		throw describeListenError(code, hosts, port) ?? error;
	}
}

/** Requests that come in before the portal is ready wait for it. */
function listenOn(host: string, port: number): Promise<Server> {
	return new Promise((done, fail) => {
		const server = createServer();
		const early: Parameters<RequestListener>[] = [];
		const keep: RequestListener = (request, response) => void early.push([request, response]);
		server.on('request', keep);
		server.once('ready', () => {
			server.off('request', keep);
			for (const [request, response] of early) server.emit('request', request, response);
		});
		server.once('error', fail);
		server.listen({ host, port, exclusive: true }, () => {
			server.off('error', fail);
			done(server);
		});
	});
}

function describeListenError(code: string | undefined, hosts: string[], port: number): CannotStart | undefined {
	switch (code) {
		case 'EADDRINUSE':
			return new CannotStart(
				`Poort ${port} is al in gebruik door een ander programma. Stop dat, of kies een andere poort met de instelling PORT, zoals PORT=${port + 1}.`
			);
		case 'EACCES':
			return new CannotStart(`Poort ${port} mag je niet gebruiken. Kies met de instelling PORT een poort boven 1023.`);
		case 'EADDRNOTAVAIL':
		case 'EAFNOSUPPORT':
		case 'ENOTFOUND':
			return new CannotStart(
				`Het adres ${hosts.join(', ')} hoort niet bij deze computer. Zet de instelling HOST op 0.0.0.0 of op 127.0.0.1.`
			);
		default:
			return undefined;
	}
}

async function stop(servers: Server[], signal: string): Promise<void> {
	const closed = servers.map(
		(server) =>
			new Promise<void>((done) => {
				server.on('request', (_, response) => response.setHeader('Connection', 'close'));
				server.close(() => done());
				server.closeIdleConnections();
			})
	);
	const idle = setInterval(() => servers.forEach((server) => server.closeIdleConnections()), 100);
	const late = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), 4000);
	await Promise.all(closed);
	clearInterval(idle);
	clearTimeout(late);
	// SvelteKit's own event. What the portal is doing beside answering hands over a promise, and is waited for.
	const finishing: Promise<void>[] = [];
	const emit = process.emit.bind(process) as (event: string, ...more: unknown[]) => boolean;
	emit('sveltekit:shutdown', signal, (stopped: Promise<void>) => finishing.push(stopped));
	await Promise.all(finishing);
}
