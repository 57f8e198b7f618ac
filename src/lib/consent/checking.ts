/** Papers made under a consent, and whether they still hold. */
import { today } from '$lib/account/server';
import { instrumentOf } from '$lib/instruments';
import type { EditionOnPaper } from '$lib/passport/edition-document';
import { callAsVisitor } from '$lib/server/database';
import { blindAddress } from '$lib/account/tokens';
import { settings } from '$lib/server/env';
import { writtenCheckCode, type PaperStatus } from './rules';
import type { ReadEdition } from './server';

/** What a recipient's PDF says: exactly the shared parts, and how to see whether it still holds. */
export async function paperOf({ heading, lines }: ReadEdition): Promise<EditionOnPaper> {
	const code = writtenCheckCode(heading.checkCode);
	return {
		person: { name: heading.name, called: heading.called, pronouns: heading.pronouns },
		instrument: instrumentOf({ instrumentKey: heading.instrument, instrumentVersion: heading.version }),
		number: heading.edition,
		agreedAt: heading.agreedAt,
		talk: heading.talk,
		lines,
		parts: heading.parts,
		reader: 'recipient',
		madeOn: await today(),
		check: { code, until: heading.until, address: `${settings().origin}/controle/${code}` }
	};
}

/** What came of looking up a code: how its paper stands, that there is none, or that this address tried too many. */
export type Checked = PaperStatus | 'unknown' | 'blocked';

/**
 * Looks up the code on a paper. Codes that are not there are counted per address.
 * @param address the visitor's network address
 */
export async function checkDocument(code: string, address: string): Promise<Checked> {
	const [row] = await callAsVisitor<{ blocked: boolean; status: PaperStatus | null }>('check_document', [
		code,
		blindAddress('address of checks', address)
	]);
	return row!.blocked ? 'blocked' : (row!.status ?? 'unknown');
}
