import { writtenMoment } from '$lib/passport/rules';
import { settings } from '$lib/server/env';
import { found, id, notFound } from '$lib/server/guard';
import { openDemoMail } from '$lib/server/mail/post';
import { listed } from '$lib/text/dates';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	if (!settings().demo) notFound();
	const { to, subject, text, at } = found(await openDemoMail(id(params.id)));
	return {
		to: listed(to),
		subject,
		at: writtenMoment(at),
		/* As a mail program shows it: an address of the portal can be followed. */
		lines: text
			.trim()
			.split('\n')
			.map((line) => (line.startsWith(`${settings().origin}/`) ? { link: line } : { line }))
	};
};
