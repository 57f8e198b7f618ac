import { calendarFile } from '$lib/conversation/calendar-rules';
import { wayWords } from '$lib/conversation/talk-words';
import { ownTalk } from '$lib/conversation/talks';
import { settings } from '$lib/server/env';
import { found, id, notFound, opensTalks, youth } from '$lib/server/guard';
import { m } from '$lib/text/paraglide/messages';
import type { RequestHandler } from './$types';

/** A conversation for the own calendar. Others may see that, so it says with whom and where, and not what it is about. */
export const GET: RequestHandler = async (event) => {
	const talk = found(await ownTalk(opensTalks(youth(event)), id(event.params.id)));
	if (!talk.plannedFor) notFound();
	const { origin } = settings();
	const file = calendarFile({
		uid: `${talk.id}@${new URL(origin).hostname}`,
		sequence: talk.revision,
		stamp: new Date().toISOString(),
		start: talk.plannedFor,
		minutes: talk.minutes,
		summary: m.talk_with_name({ guide: talk.guideName }),
		location: [wayWords(talk.way), talk.place].filter(Boolean).join(', '),
		description: m.own_talk_calendar_more(),
		url: `${origin}/gesprekken/${talk.id}`,
		cancelled: talk.state === 'cancelled'
	});
	return new Response(file, {
		headers: { 'Content-Type': 'text/calendar; charset=utf-8', 'Content-Disposition': 'attachment; filename="gesprek.ics"' }
	});
};
