/** A small proxy before several web processes, that does what real ones do when one of them is gone. */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** A running proxy. */
export interface Proxy {
	port: number;
	/** Where it passes requests on to: in turn. */
	targets: number[];
	/** How many requests it tried again at another process. */
	again: number;
	stop(): void;
}

/**
 * Starts one. A request that no process took (connection refused) goes to the next one; one that was cut off halfway only
 * when reading it twice does no harm (GET), as in nginx's proxy_next_upstream. Anything else that is cut off gets a 502.
 */
export async function startProxy(): Promise<Proxy> {
	let turn = 0;
	const pass = (asked: IncomingMessage, body: Buffer, answer: ServerResponse, first: number, tries = 0) => {
		const port = proxy.targets[(first + tries) % proxy.targets.length]!;
		const { method, url: path, headers } = asked;
		const onward = request({ host: '127.0.0.1', port, method, path, headers }, (got) => {
			answer.writeHead(got.statusCode!, got.headers);
			got.on('error', () => answer.destroy());
			got.pipe(answer);
		});
		onward.on('error', (error: NodeJS.ErrnoException) => {
			if (answer.headersSent) return answer.destroy();
			const nobodyTookIt = error.code === 'ECONNREFUSED';
			if (tries + 1 < proxy.targets.length && (nobodyTookIt || method === 'GET')) {
				proxy.again++;
				pass(asked, body, answer, first, tries + 1);
			} else answer.writeHead(502).end();
		});
		onward.end(body);
	};
	const server = createServer((asked, answer) => {
		const parts: Buffer[] = [];
		asked.on('data', (part: Buffer) => parts.push(part));
		asked.on('end', () => pass(asked, Buffer.concat(parts), answer, turn++));
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const stop = () => {
		server.close();
		server.closeAllConnections();
	};
	const proxy: Proxy = { port: (server.address() as { port: number }).port, targets: [], again: 0, stop };
	return proxy;
}
