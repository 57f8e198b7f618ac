/** `npm start`: the portal for real, on the database of the settings or else on the embedded one. */
import { existsSync } from 'node:fs';
import { CannotStart } from '../lib/server/cannot-start';
import { startEmbedded, type Embedded } from '../lib/server/database/embedded';
import { checkLogins, migrate } from '../lib/server/database/migrate';
import { readGivenSettings, readSettings } from '../lib/server/env';
import { buildIfChanged } from './build-if-changed';
import { runCommand, untilAskedToStop } from './command';
import { logError, logEvent } from './log';
import { serve } from './server';

/** Lines for the person who starts it; the log on standard output has nothing but events. */
const say = (line: string) => console.error(line);

process.on('uncaughtException', (error) => {
	logError(error);
	process.exit(1);
});

await runCommand(async () => {
	const given = readGivenSettings(process.env);
	if (given.demo) throw new CannotStart('DEMO hoort niet bij `npm start`. Haal die instelling weg, of gebruik `npm run demo`.');
	const onServer = Boolean(given.webUrl || given.systemUrl);
	if (onServer) readSettings(process.env);
	// The process that answers visitors has no use for the owner's login.
	delete process.env.DATABASE_OWNER_URL;

	await haveBuild();
	const stopSignal = untilAskedToStop();
	const embedded = onServer ? undefined : await startOnEmbedded(given.dataFolder);
	try {
		const port = given.port ?? 3000;
		const environment: Record<string, string> = embedded
			? {
					DATABASE_URL: embedded.webUrl,
					DATABASE_SYSTEM_URL: embedded.systemUrl,
					SECRET: given.secret ?? embedded.secret,
					ORIGIN: given.origin ?? `http://localhost:${port}`
				}
			: {};
		const settings = readSettings({ ...process.env, ...environment });
		await checkLogins(settings.webUrl, settings.systemUrl);

		const serving = await serve({ hosts: [settings.host], port, environment: () => environment });
		logEvent({ event: 'start', address: settings.origin, database: embedded ? 'embedded' : 'server' });
		const signal = await stopSignal;
		await serving.stop(signal);
		logEvent({ event: 'stop', signal });
	} finally {
		await embedded?.stop();
	}
});

/** On a server without the tools to build, the build that came along is used. */
async function haveBuild(): Promise<void> {
	if (existsSync('node_modules/vite')) return buildIfChanged(say);
	if (!existsSync('build/handler.js'))
		throw new CannotStart('Het portaal is nog niet gebouwd. Voer eerst `npm ci` en `npm run build` uit.');
}

async function startOnEmbedded(folder: string): Promise<Embedded> {
	say(`Er is geen DATABASE_URL: het portaal gebruikt de ingebouwde database in ${folder}.`);
	const embedded = await startEmbedded({ folder, log: say });
	try {
		const done = await migrate(embedded.ownerUrl, { web: embedded.webUrl, system: embedded.systemUrl });
		done.forEach(say);
		return embedded;
	} catch (error) {
		await embedded.stop();
		throw error;
	}
}
