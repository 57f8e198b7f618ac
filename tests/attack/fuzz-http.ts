/** Real HTTP, with everything that a browser would never send: other methods, headers that lie, bodies that stop half way. */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';

/** One request, whole. */
export interface Sent {
	method: string;
	/** As it stands in the first line. */
	path: string;
	headers: Record<string, string>;
	body?: Buffer;
	/** Without Content-Length, in pieces. */
	chunked?: boolean;
	/** Says that it is longer than it is, and hangs up after this many milliseconds. */
	hangsUpAfter?: number;
	/** Sent as it is, over a bare socket. */
	raw?: Buffer;
}

/** What came back. */
export interface Answer {
	/** 0: the connection ended without an answer. */
	status: number;
	headers: Record<string, string | string[] | undefined>;
	body: string;
	/** Milliseconds until the whole answer was there. */
	took: number;
	/** Why there is no answer. */
	broken?: string;
}

/** Longest wait for an answer, in milliseconds. */
export const patience = 30_000;

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends a request to the portal at this address. */
export function send(address: string, sent: Sent): Promise<Answer> {
	return sent.raw ? sendRaw(address, sent.raw) : sendWhole(address, sent);
}

/** @param fresh over a connection of its own */
function sendWhole(address: string, sent: Sent, fresh = false): Promise<Answer> {
	const { hostname, port } = new URL(address);
	const started = performance.now();
	const took = () => performance.now() - started;
	const { body = Buffer.alloc(0), hangsUpAfter } = sent;
	return new Promise((done) => {
		const broken = (why: string) => done({ status: 0, headers: {}, body: '', took: took(), broken: why });
		const headers = { ...sent.headers };
		const hasBody = body.length > 0 || !['GET', 'HEAD'].includes(sent.method);
		const names = Object.keys(headers).map((name) => name.toLowerCase());
		if (hasBody && !sent.chunked && !names.includes('content-length'))
			headers['content-length'] = String(body.length + (hangsUpAfter === undefined ? 0 : 1000));
		if (hasBody && sent.chunked) headers['transfer-encoding'] = 'chunked';
		let asked;
		try {
			asked = request({ hostname, port, agent: fresh ? false : agent, method: sent.method, path: sent.path, headers, timeout: patience });
		} catch (error) {
			return broken(`not sent: ${String(error)}`);
		}
		asked.on('response', (response) => {
			const parts: Buffer[] = [];
			response.on('data', (part: Buffer) => parts.push(part));
			response.on('error', (error) => broken(String(error)));
			response.on('end', () =>
				done({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts).toString('utf8'), took: took() })
			);
		});
		asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
		asked.on('error', (error: NodeJS.ErrnoException) => {
			/* The other side had closed a connection that was kept: no answer to this request, as browsers know. */
			if (asked.reusedSocket && error.code === 'ECONNRESET' && hangsUpAfter === undefined && !fresh)
				return void sendWhole(address, sent, true).then(done);
			broken(error.message);
		});
		if (hangsUpAfter !== undefined) {
			asked.write(body);
			setTimeout(() => asked.destroy(new Error('hung up, as meant')), hangsUpAfter);
		} else asked.end(body.length > 0 ? body : undefined);
	});
}

function sendRaw(address: string, bytes: Buffer): Promise<Answer> {
	const { hostname, port } = new URL(address);
	const started = performance.now();
	return new Promise((done) => {
		const socket = connect(Number(port), hostname);
		const parts: Buffer[] = [];
		socket.setTimeout(patience, () => socket.destroy());
		/* The end of the sending side: whatever the other side still waits for will not come. */
		socket.on('connect', () => socket.end(bytes));
		socket.on('data', (part: Buffer) => parts.push(part));
		socket.on('error', () => socket.destroy());
		socket.on('close', () => {
			const text = Buffer.concat(parts).toString('utf8');
			const [head = '', ...rest] = text.split('\r\n\r\n');
			const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0);
			const headers = Object.fromEntries(
				[...head.matchAll(/^([\w-]+): (.*)$/gm)].map(([, name, value]) => [name!.toLowerCase(), value!.trim()])
			);
			const broken = status === 0 ? 'closed without an answer' : undefined;
			done({ status, headers, body: rest.join('\r\n\r\n'), took: performance.now() - started, broken });
		});
	});
}

const shown = (bytes: Buffer, most: number): string => {
	const text = [...bytes.subarray(0, most)]
		.map((byte) =>
			byte === 39 || byte === 92 || byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : String.fromCharCode(byte)
		)
		.join('');
	return `$'${text}'${bytes.length > most ? ` # ... ${bytes.length} bytes in all, sha and rest by the seed` : ''}`;
};

/** The request as somebody would type it, to do it again. */
export function asCurl(address: string, sent: Sent): string {
	const { hostname, port } = new URL(address);
	if (sent.raw) return `printf %b ${shown(sent.raw, 3000)} | nc -N ${hostname} ${port}`;
	const parts = ['curl', '-i', '--path-as-is', '-X', sent.method, shown(Buffer.from(`${address}${sent.path}`), 3000)];
	for (const [name, value] of Object.entries(sent.headers)) parts.push('-H', shown(Buffer.from(`${name}: ${value}`), 2000));
	if (sent.chunked) parts.push('-H', "'Transfer-Encoding: chunked'");
	if (sent.body?.length) parts.push('--data-binary', shown(sent.body, 3000));
	if (sent.hangsUpAfter !== undefined) parts.push(`# and hangs up after ${sent.hangsUpAfter} ms, 1000 bytes short`);
	return parts.join(' ');
}
