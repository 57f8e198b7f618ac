import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startPortal } from '../portal';

/** One portal for all journeys; each journey makes its own young people in it. */
export default async function start(): Promise<() => Promise<void>> {
	const portal = await startPortal();
	process.env.PVS_ADDRESS = portal.address;
	process.env.PVS_OWNER_URL = portal.ownerUrl;
	const lookedAt = mkdtempSync(join(tmpdir(), 'paspoort-looked-at-'));
	process.env.PVS_LOOKED_AT = lookedAt;
	return async () => {
		const told = await answersInMail(portal.ownerUrl);
		await portal.stop();
		rmSync(lookedAt, { recursive: true, force: true });
		if (told.length > 0) throw new Error(`what somebody wrote stands in a mail: ${told.join(', ')}`);
	};
}

/** The mails of this run in which something stands that somebody answered or that a mentor remarked: there must be none. */
async function answersInMail(ownerUrl: string): Promise<string[]> {
	const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
	const found = await owner<{ subject: string }[]>`
		with words as (
			select distinct w.said from answer a, jsonb_path_query(a.value, '$.**') as part, lateral (select part #>> '{}' as said) w
			where jsonb_typeof(part) = 'string'
			union select text from remark
		)
		select distinct d.subject from demo_mail d join words w on length(w.said) > 15 and position(w.said in d.text) > 0`;
	await owner.end();
	return found.map(({ subject }) => subject);
}
