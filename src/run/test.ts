/** `npm test`: everything that is checked, in one command; `npm test -- access` runs one stage of it, or some. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotStart } from '../lib/server/cannot-start';
import { findBrowser } from './browser';
import { buildIfChanged } from './build-if-changed';
import { runCommand } from './command';
import { compileTexts } from './texts';

type Count = { passed: number; failed: number; which?: string[] };

let built: Promise<void> | undefined;
/** The portal, built once for all stages that need it. */
const build = (): Promise<void> => (built ??= buildIfChanged(console.log));

/** The stages in their order; those that cost least come first. */
const stages: Record<string, () => Promise<Count>> = {
	types: () => countAsOne('svelte-check', '--fail-on-warnings'),
	lint: () => countAsOne('eslint', '.', '--max-warnings', '0'),
	unit: () => countVitest('unit'),
	access: () => countVitest('access'),
	running: async () => {
		await build();
		return countVitest('running');
	},
	attack: async () => {
		await build();
		return countVitest('attack');
	},
	histories: async () => {
		await build();
		return countVitest('histories');
	},
	journeys: async () => {
		await build();
		process.env.PVS_CHROMIUM = await findBrowser(console.log);
		return countPlaywright();
	}
};

/** What is run after each other, and of that what beside each other: a lane keeps a processor busy, or waits for what it stopped. */
const beside = [[['types', 'lint', 'unit'], ['access']], [['running'], ['attack'], ['histories']], [['journeys']]];

/** What a stage beside others says, kept until it is done. */
const kept = new AsyncLocalStorage<string[]>();

/** Some stages, or one and which of its tests: `npm test -- journeys --grep @main`. */
const given = process.argv.slice(2);
const places = given.findIndex((name) => !(name in stages));
const wanted = places === -1 ? given : given.slice(0, places);
const selection = given.slice(wanted.length);
/** What failed, told once more at the end: the log of a whole run is long. */
const failures: string[] = [];
const reports = mkdtempSync(join(tmpdir(), 'paspoort-tests-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
process.env.PVS_FIGURES = join(reports, 'figures');

await runCommand(async () => {
	if (given.length > 0 && wanted.length === 0)
		throw new CannotStart(`Dat onderdeel is er niet. Kies uit: ${Object.keys(stages).join(', ')}. Zonder keuze loopt alles.`);

	await prepare();
	const total = { passed: 0, failed: 0 };
	for (const lanes of wanted.length > 0 ? [wanted.map((name) => [name])] : beside) {
		const counts = await Promise.all(lanes.map((names) => runLane(names, lanes.length > 1)));
		for (const { passed, failed } of counts.flat()) {
			total.passed += passed;
			total.failed += failed;
		}
	}
	if (existsSync(process.env.PVS_FIGURES!)) console.log(`\n${figures()}`);
	for (const failure of failures) console.log(`\nFAILED ${failure}`);
	console.log(`\n${total.passed} passed, ${total.failed} failed`);
	return total.failed > 0 ? 1 : 0;
});

async function runLane(names: string[], quiet: boolean): Promise<Count[]> {
	const counts: Count[] = [];
	for (const name of names) {
		const said: string[] = [];
		const started = Date.now();
		if (!quiet) console.log(`\n== ${name}`);
		const count = quiet ? await kept.run(said, stages[name]!) : await stages[name]!();
		if (quiet) console.log(`\n== ${name}\n${said.join('')}`);
		console.log(`== ${name}: ${count.passed} passed, ${count.failed} failed, ${Math.round((Date.now() - started) / 1000)} s`);
		if (count.failed > 0) failures.push(...(count.which?.length ? count.which : ['']).map((which) => `${name} ${which}`.trim()));
		counts.push(count);
	}
	return counts;
}

/** Makes what the checks read: SvelteKit's types and the compiled texts. */
async function prepare(): Promise<void> {
	compileTexts();
	if ((await run('svelte-kit', ['sync'])) !== 0) throw new CannotStart('De voorbereiding van de tests is mislukt; hierboven staat waarom.');
}

async function countAsOne(program: string, ...args: string[]): Promise<Count> {
	const code = await run(program, args);
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function countVitest(project: string): Promise<Count> {
	const report = join(reports, `${project}.json`);
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const code = await run('vitest', ['run', '--project', project, ...reporters, ...selection]);
	type Test = { status: string; fullName: string; failureMessages: string[] };
	type Report = {
		numPassedTests: number;
		numFailedTests: number;
		testResults: { name: string; message: string; assertionResults: Test[] }[];
	};
	const counts = readReport<Report>(report);
	const which = counts?.testResults.flatMap(({ name, message, assertionResults }) => [
		...(message ? [`${name}: ${message}`] : []),
		...assertionResults.filter(({ status }) => status === 'failed').map((t) => `${t.fullName}: ${t.failureMessages[0]?.slice(0, 2000)}`)
	]);
	return { ...check(code, counts?.numPassedTests, counts?.numFailedTests), which };
}

async function countPlaywright(): Promise<Count> {
	const report = join(reports, 'journeys.json');
	const args = ['test', '--config', 'tests/journeys/playwright.config.ts', '--reporter=list,json', ...selection];
	const code = await run('playwright', args, { PLAYWRIGHT_JSON_OUTPUT_NAME: report });
	type Suite = { suites?: Suite[]; specs?: { file: string; title: string; ok: boolean }[] };
	const read = readReport<Suite & { stats: { expected: number; unexpected: number; flaky: number } }>(report);
	const failed = ({ suites = [], specs = [] }: Suite): string[] => [
		...specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`),
		...suites.flatMap(failed)
	];
	// A journey that passes only at the second try has failed somebody at the first.
	const counted = check(code, read?.stats.expected, read && read.stats.unexpected + read.stats.flaky);
	return { ...counted, which: read && failed(read) };
}

/** What the attacks did, summed up (tests/attack/figures.ts): "10000 steps, 50000 reads, 0 losses". */
function figures(): string {
	const sum = new Map<string, number>();
	const lines = existsSync(process.env.PVS_FIGURES!) ? readFileSync(process.env.PVS_FIGURES!, 'utf8').trim().split('\n') : [];
	for (const line of lines)
		for (const [name, count] of Object.entries(JSON.parse(line) as Record<string, number>)) sum.set(name, (sum.get(name) ?? 0) + count);
	return [...sum].map(([name, count]) => `${count} ${name}`).join(', ');
}

/** A stage that ran nothing, or that broke outside its tests, has failed too. */
function check(code: number, passed = 0, failed = 0): Count {
	if (failed === 0 && (code !== 0 || passed === 0)) return { passed, failed: 1 };
	return { passed, failed };
}

function readReport<T>(path: string): T | undefined {
	try {
		return JSON.parse(readFileSync(path, 'utf8')) as T;
	} catch {
		return undefined;
	}
}

function run(program: string, args: string[], env: Record<string, string> = {}): Promise<number> {
	return new Promise((done, fail) => {
		const path = join('node_modules', '.bin', program);
		const said = kept.getStore();
		const output = said ? 'pipe' : 'inherit';
		const child = spawn(path, args, { stdio: ['ignore', output, output], env: { ...process.env, ...env } });
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => said!.push(bytes.toString()));
		child.on('error', fail);
		child.on('close', (code) => done(code ?? 1));
	});
}
