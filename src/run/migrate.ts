/** `npm run db:migrate`: brings the database of the settings up to date and prepares its two logins. */
import { CannotStart } from '../lib/server/cannot-start';
import { startEmbedded } from '../lib/server/database/embedded';
import { checkLogins, migrate } from '../lib/server/database/migrate';
import { readGivenSettings } from '../lib/server/env';
import { runCommand } from './command';

await runCommand(async () => {
	const { ownerUrl, webUrl, systemUrl, dataFolder } = readGivenSettings(process.env);
	if (!ownerUrl && (webUrl || systemUrl))
		throw new CannotStart('DATABASE_OWNER_URL ontbreekt: alleen de eigenaar van de database mag die bijwerken.');
	if (ownerUrl && !(webUrl && systemUrl))
		throw new CannotStart('DATABASE_URL en DATABASE_SYSTEM_URL ontbreken: ook hun inlog wordt klaargezet.');

	const embedded = ownerUrl ? undefined : await startEmbedded({ folder: dataFolder, log: console.log, join: true });
	try {
		const web = webUrl ?? embedded!.webUrl;
		const system = systemUrl ?? embedded!.systemUrl;
		const done = await migrate(ownerUrl ?? embedded!.ownerUrl, { web, system });
		await checkLogins(web, system);
		for (const line of done) console.log(line);
		if (done.length === 0) console.log('De database was al bijgewerkt.');
	} finally {
		await embedded?.stop();
	}
});
