import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { instrumentOf } from '$lib/instruments';
import { askAbout, contributionQuestions, maxContribution, type ContributionTexts } from '$lib/participant/rules';
import { readAsParticipant, writeAsParticipant } from '$lib/participant/server';
import { blocksOf } from '$lib/passport/edition-rules';
import { isReading, notFound } from '$lib/server/guard';
import { guestAt, leaveDoor, openDoor } from '$lib/server/guest-door';
import { seal, unseal } from '$lib/server/seal';
import { writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/** What somebody who was invited reads and writes; nothing before the code was right. Each reading is in the log. */
export const load: PageServerLoad = async (event) => {
	const { guest, status } = await guestAt(event, 'participant');
	if (guest && !isReading(event)) notFound();
	const page = guest && (await readAsParticipant(guest));
	if (!page) return { door: status ?? ('ended' as const), page: null };
	const { called, name, mayWrite, reads, texts } = page;
	return {
		door: 'open' as const,
		page: {
			called,
			name,
			mayWrite,
			reads,
			reader: guest.readerName,
			until: writtenDate(page.until),
			blocks: blocksOf(page.lines, instrumentOf({ instrumentKey: page.instrument, instrumentVersion: page.version }), 'recipient'),
			questions: contributionQuestions.map((key) => ({ key, ask: askAbout[key]({ called }), text: texts[key] ?? '' })),
			hasWritten: Object.keys(texts).length > 0
		},
		done: event.url.searchParams.get('gelukt'),
		maxContribution
	};
};

/** What was typed, sealed for whoever opens this same link again. */
const sealTexts = (event: RequestEvent, texts: ContributionTexts): string => seal({ link: event.params, texts });

function unsealTexts(event: RequestEvent, sealed: string): ContributionTexts | undefined {
	const found = unseal(sealed) as { link: unknown; texts: ContributionTexts } | undefined;
	return found && JSON.stringify(found.link) === JSON.stringify(event.params) ? found.texts : undefined;
}

export const actions: Actions = {
	open: async (event) =>
		openDoor(event, 'participant', {
			/* The half hour was over when this was sent: it is kept now. */
			after: async (guest, sealed) => {
				const texts = unsealTexts(event, sealed);
				return texts && (await writeAsParticipant(guest, texts)) === 'saved' ? '?gelukt=bewaard' : '';
			}
		}),
	schrijf: async (event) => {
		const form = await event.request.formData();
		const text = (key: string) =>
			String(form.get(key) ?? '')
				.replace(/\r\n/g, '\n')
				.trim();
		const texts = Object.fromEntries(contributionQuestions.map((key) => [key, text(key)])) as ContributionTexts;
		const errors = contributionQuestions
			.filter((key) => texts[key].length > maxContribution)
			.map((field) => ({ field, message: m.answer_too_long({ max: maxContribution }) }));
		if (errors.length > 0) return fail(400, { errors, texts });
		const { guest } = await guestAt(event, 'participant');
		const outcome = guest ? await writeAsParticipant(guest, texts) : 'out';
		if (outcome === 'out') return fail(403, { sealed: sealTexts(event, texts), expired: true });
		redirect(303, `${event.url.pathname}${outcome === 'saved' ? '?gelukt=bewaard' : ''}`);
	},
	klaar: async (event) => {
		await leaveDoor(event);
		redirect(303, event.url.pathname);
	}
};
