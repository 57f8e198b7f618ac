import { fail, redirect } from '@sveltejs/kit';
import { readEdition, successorOf } from '$lib/consent/server';
import { instrumentOf } from '$lib/instruments';
import { blocksOf } from '$lib/passport/edition-rules';
import { found, id, isReading, notFound, staff } from '$lib/server/guard';
import { askedSupport, readReply, shownReply } from '$lib/support/rules';
import { intakeOf, writeReply } from '$lib/support/server';
import type { Actions, PageServerLoad } from './$types';
import { dayOf, writtenDate } from '$lib/text/dates';

/** readEdition() writes the log, so nothing may load this page ahead. */
export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	if (!isReading(event)) notFound();
	const consentId = id(event.params.consent);
	const read = await readEdition(user, consentId);
	if (!read) {
		const successor = found(await successorOf(user, consentId));
		redirect(303, `/intake/${successor}`);
	}
	const { heading, lines } = read;
	const { replies, talk, answers } = found(await intakeOf(user, consentId));
	const instrument = instrumentOf({ instrumentKey: heading.instrument, instrumentVersion: heading.version });
	const asked = askedSupport(lines, instrument).length;
	return {
		person: { name: heading.name, called: heading.called, pronouns: heading.pronouns, school: heading.school, course: heading.course },
		team: heading.team,
		title: instrument.title,
		edition: heading.edition,
		replaces: heading.replaces,
		agreedOn: writtenDate(dayOf(heading.agreedAt)),
		sharedOn: writtenDate(dayOf(heading.sharedAt)),
		until: writtenDate(heading.until),
		talk: heading.talk && { mentor: heading.talk.mentor, from: heading.talk.from, heldOn: writtenDate(heading.talk.heldOn) },
		changed: lines.some((line) => line.changedAfterTalk),
		blocks: blocksOf(lines, instrument, 'recipient'),
		asked,
		waiting: asked - answers.filter((answer) => answer.givenAt).length,
		held: talk !== null,
		mine: replies.find((reply) => reply.mine)?.text ?? null,
		replies: replies.filter((reply) => !reply.mine || talk).map(shownReply)
	};
};

export const actions: Actions = {
	/** The answer before the intake. */
	antwoord: async (event) => {
		const user = staff(event, 'intaker');
		const { text, errors } = readReply(await event.request.formData());
		if (errors.length > 0) return fail(400, { errors, text });
		const outcome = await writeReply(user, id(event.params.consent), text);
		if (outcome !== 'written') return fail(409, { problem: outcome, text });
		return { sent: true, text };
	}
};
