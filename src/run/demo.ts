/** `npm run demo`: the whole portal with demo people, on this computer only. What is typed is kept in the data folder. */
import { startEmbedded } from '../lib/server/database/embedded';
import { migrate } from '../lib/server/database/migrate';
import { readGivenSettings } from '../lib/server/env';
import { buildIfChanged } from './build-if-changed';
import { runCommand, untilAskedToStop } from './command';
import { serve } from './server';
import { testDatabaseAt, testOwnerUrl } from './test-database';

await runCommand(async () => {
	// Settings of a real portal say nothing here; a demo never touches its database.
	const { DATA_FOLDER = '.data/demo', HOST, PORT } = process.env;
	const given = readGivenSettings({ DATA_FOLDER, HOST, PORT });
	for (const name of ['DATABASE_OWNER_URL', 'ADDRESS_HEADER', 'XFF_DEPTH']) delete process.env[name];

	await buildIfChanged(console.log);
	const stopSignal = untilAskedToStop();
	const database = testOwnerUrl ? testDatabaseAt(testOwnerUrl) : await startEmbedded({ folder: given.dataFolder, log: console.log });
	try {
		const done = await migrate(database.ownerUrl, { web: database.webUrl, system: database.systemUrl });
		if (done.length > 0) console.log('De demoregio wordt gevuld.');
		const { seedDemo } = await import('./demo-region');
		await seedDemo(database.ownerUrl, database);

		const wanted = given.port ?? 3000;
		const serving = await serve({
			hosts: given.host ? [given.host] : ['127.0.0.1', '::1'],
			port: wanted,
			moves: given.port ? 0 : 10,
			environment: (port) => ({
				DATABASE_URL: database.webUrl,
				DATABASE_SYSTEM_URL: database.systemUrl,
				SECRET: database.secret,
				ORIGIN: `http://localhost:${port}`,
				DEMO: '1'
			})
		});
		if (serving.port !== wanted) console.log(`Poort ${wanted} is bezet. Het portaal gebruikt poort ${serving.port}.`);
		console.log(`\nhttp://localhost:${serving.port}\n`);
		console.log(`Op http://localhost:${serving.port}/demo kies je met één klik wie je bent. Stoppen: Ctrl-C.`);

		await serving.stop(await stopSignal);
	} finally {
		await database.stop();
	}
	console.log('Het portaal is gestopt. Wat je hebt ingevuld, staat er de volgende keer nog.');
});
