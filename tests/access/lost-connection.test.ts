/** A connection that is lost at a moment when the driver, and not somebody, is asking. */
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { DatabaseAway } from '$lib/server/database/away';
import { Pool, transaction, type Client } from '$lib/server/database/pool';

let proxy: Server;
/** How many connections are cut at their first question after signing in. */
let cut: number;
const unheard: unknown[] = [];
const hear = (why: unknown) => void unheard.push(why);

beforeEach(async () => {
	const { hostname, port } = new URL(inject('database').webUrl);
	proxy = createServer((client) => {
		const server = connect(Number(port), hostname);
		server.pipe(client);
		let asked = false;
		client.on('data', (bytes) => {
			/* A message of this kind (Parse) begins a question. */
			const isFirst = !asked && bytes[0] === 'P'.charCodeAt(0);
			asked ||= isFirst;
			if (isFirst && cut-- > 0) client.resetAndDestroy();
			else server.write(bytes);
		});
		for (const socket of [client, server]) socket.on('error', () => {}).on('close', () => [client, server].map((one) => one.destroy()));
	});
	await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
	unheard.length = 0;
	process.on('unhandledRejection', hear);
});
afterEach(async () => {
	process.off('unhandledRejection', hear);
	await new Promise((done) => proxy.close(done));
});

test('is an answer to whoever waits, and nothing else: the process lives on, and so does the next connection', async () => {
	const url = new URL(inject('database').webUrl);
	url.hostname = '127.0.0.1';
	url.port = String((proxy.address() as AddressInfo).port);
	cut = 3;
	const pool = new Pool(url.href, { max: 1, patience: 4000, connection: { role: 'pvs_visitor' } });
	const tries = await Promise.allSettled(Array.from({ length: 4 }, () => pool.use((client) => client.unsafe('select 1 as one'))));
	for (const tried of tries) if (tried.status === 'rejected') expect(tried.reason).toBeInstanceOf(DatabaseAway);
	await new Promise((later) => setTimeout(later, 500));
	expect(cut).toBeLessThan(3);
	expect(unheard).toEqual([]);
	expect(await pool.use((client) => client.unsafe('select 1 as one'))).toMatchObject([{ one: 1 }]);
	await pool.end(1);
});

test('no connection is ended for its age, in the middle of a transaction', async () => {
	const aged = `${inject('database').webUrl}?max_lifetime=1`;
	const pool = new Pool(aged, { max: 1, patience: 6000, connection: { role: 'pvs_visitor' } });
	const pid = 'select pg_backend_pid() as pid';
	const work = (client: Client) =>
		transaction(client, async () => {
			const [before] = await client.unsafe(pid);
			await new Promise((later) => setTimeout(later, 1500));
			const [after] = await client.unsafe(pid);
			return [before!.pid, after!.pid];
		});
	const [before, after] = await pool.use(work);
	expect(after).toBe(before);
	await pool.end(1);
});

test('lists of texts and of ids come and go as lists', async () => {
	const pool = new Pool(inject('database').webUrl, { max: 1, patience: 4000, connection: { role: 'pvs_visitor' } });
	const texts = ['a', 'b, c', '{d}', 'e"f\\g', ''];
	const id = '01a22544-aadd-7244-b6b7-3112e9a19fef';
	const found = await pool.use((client) =>
		client.unsafe('select $1::text[] as texts, $2::uuid[] as ids, array[]::text[] as none', [texts, [id]])
	);
	expect(found).toMatchObject([{ texts, ids: [id], none: [] }]);
	await pool.end(1);
});
