/** Runs the portal's own commands as somebody at a terminal would, and listens to what they say. */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { onTestFinished } from 'vitest';

export type Running = {
	/** All that it has printed so far. */
	said(): string;
	/** Resolves at the first line with this text; fails when the command ends without it. */
	says(text: string): Promise<void>;
	/** A signal to the whole group, as Ctrl-C in a terminal gives. */
	signal(name: NodeJS.Signals): void;
	/** The exit code, once it has ended; 128 and up is a signal. */
	ended: Promise<number>;
};

/** Starts a command with only these settings. What is still running after the test is killed. */
export function run(command: string[], settings: Record<string, string> = {}): Running {
	const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings };
	const child = spawn(command[0]!, command.slice(1), { env, detached: true });
	let output = '';
	let heard = () => {};
	const hear = (part: Buffer) => {
		output += part.toString();
		heard();
	};
	child.stdout.on('data', hear);
	child.stderr.on('data', hear);
	const ended = new Promise<number>((done) => child.on('close', (code, signal) => done(code ?? (signal ? 128 : 1))));

	const signal = (name: NodeJS.Signals) => {
		try {
			process.kill(-child.pid!, name);
		} catch {
			// It has ended already.
		}
	};
	onTestFinished(async () => {
		signal('SIGTERM');
		await ended;
	});
	const says = (text: string) =>
		new Promise<void>((done, fail) => {
			heard = () => output.includes(text) && done();
			heard();
			ended.then((code) => fail(new Error(`ended with ${code} without saying "${text}":\n${output}`)));
		});
	return { said: () => output, says, signal, ended };
}

export const demo = (settings: Record<string, string>) => run(['node', '--import', 'tsx', 'src/run/demo.ts'], settings);
export const start = (settings: Record<string, string>) => run(['node', '--import', 'tsx', 'src/run/start.ts'], settings);

/** A new folder that every user of this computer may pass, removed after the test. */
export async function makeFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'paspoort-running-'));
	await chmod(folder, 0o755);
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	return folder;
}

/** A port that nobody listens on. */
export async function findPort(): Promise<number> {
	const { port, close } = await occupyPort(0);
	await close();
	return port;
}

/** Another program that listens on a port. */
export async function occupyPort(wanted: number): Promise<{ port: number; close(): Promise<void> }> {
	const server = createServer();
	await new Promise<void>((done, fail) => server.once('error', fail).listen(wanted, '127.0.0.1', done));
	const { port } = server.address() as { port: number };
	return { port, close: () => new Promise((done) => server.close(() => done())) };
}
