/** A real mail server for tests, that keeps what it accepts; it can refuse first. */
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Received extends Email {
	/** To whom the server was told to bring it. */
	envelope: string[];
}

/** Starts a mail server on a free port of this computer. */
export async function startMailServer() {
	const received: Received[] = [];
	let refusals = 0;
	let tries = 0;
	let heard = () => {};
	let held = Promise.resolve();
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData(stream, session, done) {
			const parts: Buffer[] = [];
			stream.on('data', (part: Buffer) => parts.push(part));
			stream.on('end', async () => {
				tries++;
				heard();
				await held;
				if (refusals-- > 0) {
					return done(Object.assign(new Error('not now, jan@voorbeeld.nl'), { responseCode: 451 }));
				}
				const mail = await PostalMime.parse(Buffer.concat(parts));
				received.push({ ...mail, envelope: session.envelope.rcptTo.map(({ address }) => address) });
				done();
				heard();
			});
		}
	});
	/* Whoever sends may be killed in the middle of it, as in the kill tests: that ends their connection, and nothing else. */
	server.on('error', () => {});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.server.address() as { port: number };

	/** Waits until something holds of what came in. */
	function until(holds: () => boolean): Promise<void> {
		return new Promise((done) => {
			heard = () => holds() && done();
			heard();
		});
	}
	return {
		url: `smtp://127.0.0.1:${port}`,
		received,
		/** How many mails were offered, the refused ones too. */
		tries: () => tries,
		/** Refuses the next so many. */
		refuse: (count: number) => void (refusals = count),
		/** Resolves when this many were accepted. */
		has: (count: number) => until(() => received.length >= count),
		/** Resolves when this many were offered. */
		offered: (count: number) => until(() => tries >= count),
		/** Lets whoever sends wait for an answer, until the function that it returns is called. */
		hold() {
			let go = () => {};
			held = new Promise((done) => (go = done));
			return () => go();
		},
		stop: () => new Promise<void>((done) => server.close(done))
	};
}
