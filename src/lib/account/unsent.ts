/** A form that was sent when the session had ended: it travels along, sealed, through the sign-in page, and is offered again. */
import type { RequestEvent } from '@sveltejs/kit';
import { maxInAddress, seal, unseal } from '$lib/server/seal';
import type { SignedIn } from './server';

/** The field of a form that says whose page it stood on (Whose.svelte): one person's text never becomes another's. */
const whose = '_van';

/** What was not sent yet. */
export interface UnsentForm {
	/** Path and action. */
	address: string;
	fields: [name: string, value: string][];
}

/** Seals a form that came without a session; undefined when it says not whose it is, or does not fit in an address. */
export async function sealForm({ request, url }: RequestEvent): Promise<string | undefined> {
	const form = await request
		.clone()
		.formData()
		.catch(() => new FormData());
	const from = form.get(whose);
	if (typeof from !== 'string') return undefined;
	const fields = [...form].filter(([name, value]) => name !== whose && typeof value === 'string');
	const sealed = seal({ unsent: { address: url.pathname + url.search, fields }, from });
	return sealed.length <= maxInAddress ? sealed : undefined;
}

/** Opens it, if it is this person's. */
export function unsentForm(user: SignedIn, sealed: string): UnsentForm | undefined {
	const opened = unseal(sealed) as { unsent?: UnsentForm; from?: string } | undefined;
	return opened?.unsent && opened.from === user.id ? opened.unsent : undefined;
}
