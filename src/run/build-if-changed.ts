import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../lib/server/cannot-start';

const sources = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];
/** Not part of the portal that is served, or made by the build itself. */
const texts = join('src', 'lib', 'text');
const ignored = [join('src', 'run'), join(texts, 'paraglide'), join(texts, 'project.inlang', 'README.md')];
const built = join('build', 'handler.js');
const mark = join('build', '.sources');

/**
 * Builds the portal when its sources changed since the last build. The mark of a build is written last, so that one cut
 * short is made again.
 * @throws {CannotStart} when the build fails, with what the build said
 */
export async function buildIfChanged(log: (line: string) => void): Promise<void> {
	const now = hashSources();
	if (existsSync(built) && existsSync(mark) && readFileSync(mark, 'utf8') === now) return;

	const started = Date.now();
	log('Het portaal wordt gebouwd. Dat duurt hooguit een minuut.');
	rmSync(mark, { force: true });
	await build();
	writeFileSync(mark, now);
	log(`Gebouwd in ${Math.round((Date.now() - started) / 1000)} seconden.`);
}

function hashSources(): string {
	const hash = createHash('sha256').update(process.version);
	for (const path of sources.flatMap(listFiles)) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
	return hash.digest('hex');
}

function listFiles(path: string): string[] {
	if (!existsSync(path) || ignored.includes(path) || path.endsWith('.test.ts')) return [];
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.filter((name) => !name.startsWith('.'))
		.sort()
		.flatMap((name) => listFiles(join(path, name)));
}

function build(): Promise<void> {
	return new Promise((done, fail) => {
		const env = { ...process.env, NODE_ENV: 'production' };
		const child = spawn(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build'], { env });
		let output = '';
		child.stdout.on('data', (part) => (output += part));
		child.stderr.on('data', (part) => (output += part));
		child.on('error', fail);
		child.on('exit', (code) => {
			if (code === 0) done();
			else fail(new CannotStart(`${output.trim()}\n\nHet portaal kon niet gebouwd worden; hierboven staat waarom.`));
		});
	});
}
