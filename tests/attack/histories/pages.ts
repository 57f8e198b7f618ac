/** Every page and PDF that somebody can get hold of: found by following links, and by trying the addresses of everything there is. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { readPdf } from '../../pdf';
import type { Cast } from './cast';
import { idOf, wordsIn } from './see';
import type { Person, World } from './model';

export interface Portal {
	address: string;
	/** All that it wrote to its terminal so far. */
	said(): string;
	stop(): Promise<void>;
}

/** The portal itself, built, on the database of the histories. */
export async function startWeb(settings: Record<string, string>): Promise<Portal> {
	const port = await new Promise<number>((done) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => done(port));
		});
	});
	const address = `http://localhost:${port}`;
	const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings, ORIGIN: address, PORT: String(port), HOST: '127.0.0.1' };
	const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/run/start.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<void>((done) => child.on('exit', () => done()));
	let said = '';
	for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()));
	for (let tries = 0; ; tries++) {
		if (
			await fetch(`${address}/gezond`).then(
				({ ok }) => ok,
				() => false
			)
		)
			break;
		if (tries === 150) throw new Error(`the portal did not start:\n${said}`);
		await new Promise((done) => setTimeout(done, 200));
	}
	return {
		address,
		said: () => said,
		async stop() {
			child.kill('SIGTERM');
			await ended;
		}
	};
}

/** Addresses of all that there is, whoever it belongs to. */
function addresses(w: World, cast: Cast): string[] {
	return [
		'/paspoort',
		'/begeleiding',
		'/intake',
		'/intake/afspraken',
		'/account',
		'/afspraken',
		'/gesprekken',
		'/begeleiding/terugkijken',
		'/begeleiding/dossiers',
		...w.cases.map(({ id }) => `/begeleiding/dossiers/${id}`),
		...cast.classes.flatMap(({ id }) => [`/begeleiding/klas/${id}`, `/begeleiding/klas/${id}/leden`, `/begeleiding/klas/${id}/lijst`]),
		...w.youths.flatMap(({ id, passport, editions, consents, talks }) => [
			`/begeleiding/jongere/${id}`,
			...talks.flatMap((talk) => [`/gesprekken/${talk.id}`, `/begeleiding/gesprekken/${talk.id}`]),
			`/paspoort/${passport}`,
			`/paspoort/${passport}/controleren`,
			`/paspoort/${passport}/kaart/pdf`,
			`/begeleiding/paspoort/${passport}`,
			`/begeleiding/paspoort/${passport}/gesprek`,
			...editions.map((_, i) => `/paspoort/${passport}/editie/${i + 1}/pdf`),
			...consents.flatMap(({ id }) => [`/intake/${id}`, `/intake/${id}/pdf`, `/intake/${id}/gesprek`, `/paspoort/${passport}/delen/${id}`])
		])
	];
}

/** Where a link leads that is worth following: not out, and not to a page that was seen under another order of the same list. */
const follow = (href: string): boolean =>
	href.startsWith('/') && !/^\/(uitloggen|hulp|privacy|toegankelijkheid|voorbeeld)|volgorde=|#/.test(href);

/**
 * Opens everything as this person.
 * @returns the words on it, and how many pages and PDFs there were
 */
export async function openAll(
	w: World,
	cast: Cast,
	person: Person,
	{ address, said }: Portal
): Promise<{ words: string[]; opened: number }> {
	const cookie = `pvs=${cast.token(idOf(w, cast, person))}`;
	const words = new Set<string>();
	const known = new Set(addresses(w, cast));
	const queue = [...known];
	let opened = 0;
	const one = async (path: string): Promise<void> => {
		const answer = await fetch(address + path, { headers: { cookie }, redirect: 'manual' });
		if (answer.status >= 500) throw new Error(`${answer.status} at ${path}\n${said().slice(-2000)}`);
		const next = answer.headers.get('location');
		if (next?.startsWith('/') && !known.has(next)) {
			known.add(next);
			queue.push(next);
		}
		if (answer.status !== 200) return;
		opened++;
		if (answer.headers.get('content-type') === 'application/pdf') {
			const { pages } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
			for (const word of wordsIn(pages.map(({ text }) => text).join(' '))) words.add(word);
			return;
		}
		const text = await answer.text();
		for (const word of wordsIn(text)) words.add(word);
		for (const [, href] of text.matchAll(/href="([^"]+)"/g)) {
			const path = href!.replaceAll('&amp;', '&');
			if (!follow(path) || known.has(path)) continue;
			known.add(path);
			queue.push(path);
		}
	};
	while (queue.length > 0) await Promise.all(queue.splice(0, 6).map(one));
	return { words: [...words].sort(), opened };
}
