import { writtenMoment } from '$lib/passport/rules';
import { settings } from '$lib/server/env';
import { notFound } from '$lib/server/guard';
import { demoMails } from '$lib/server/mail/post';
import { listed } from '$lib/text/dates';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	if (!settings().demo) notFound();
	const mails = await demoMails();
	return {
		mails: mails.map(({ id, to, subject, at }) => ({
			id,
			to: listed(to),
			subject,
			at: writtenMoment(at)
		}))
	};
};
