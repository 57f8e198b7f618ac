/** `npm run dev`: the demo, with every change of the sources shown at once. */
import { createServer } from 'vite';
import { startEmbedded } from '../lib/server/database/embedded';
import { migrate } from '../lib/server/database/migrate';
import { readGivenSettings } from '../lib/server/env';
import { runCommand, untilAskedToStop } from './command';

await runCommand(async () => {
	const { DATA_FOLDER = '.data/demo', PORT } = process.env;
	const { dataFolder, port = 5173 } = readGivenSettings({ DATA_FOLDER, PORT });
	const stopSignal = untilAskedToStop();
	const database = await startEmbedded({ folder: dataFolder, log: console.log });
	try {
		await migrate(database.ownerUrl, { web: database.webUrl, system: database.systemUrl });
		const { seedDemo } = await import('./demo-region');
		await seedDemo(database.ownerUrl, database);
		Object.assign(process.env, {
			DATABASE_URL: database.webUrl,
			DATABASE_SYSTEM_URL: database.systemUrl,
			SECRET: database.secret,
			ORIGIN: `http://localhost:${port}`,
			DEMO: '1'
		});
		const server = await createServer({ server: { port, strictPort: true } });
		await server.listen();
		server.printUrls();
		await stopSignal;
		await server.close();
	} finally {
		await database.stop();
	}
});
