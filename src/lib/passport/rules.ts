/** What is shown of a passport, and to whom it is open. Pure. */
import { dayOf, listed, timeOf, writtenWeekday } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import { mentorMayRead, type PassportState } from './states';

/**
 * Who can read this passport now, in one sentence for its owner.
 * @param nobody what it says when nobody else can
 */
export function whoReads(
	passport: { state: PassportState; handedInAt: string | null },
	mentors: (string | null)[],
	sharedWith: string[],
	nobody: string = passport.state === 'draft' ? m.who_only_you_draft() : m.who_only_you()
): string {
	const names = [...new Set(mentors.filter((name) => name !== null))];
	const readers = [...(mentorMayRead(passport) ? names : []), ...new Set(sharedWith)];
	if (readers.length === 0) return nobody;
	return m.who_you_and({ readers: listed(readers) });
}

let latest = { minutes: '', words: '' };

/** A moment in words: "vandaag om 10.15 uur", or "dinsdag 3 maart 2026 om 10.15 uur". */
export function writtenMoment(moment: string, now: Date = new Date()): string {
	/* A class that is typing asks for the same minute again and again. */
	const minutes = `${moment.slice(0, 16)} ${now.toISOString().slice(0, 16)}`;
	if (latest.minutes !== minutes) {
		const day = dayOf(moment);
		const words =
			day === dayOf(now.toISOString())
				? m.moment_today({ time: timeOf(moment) })
				: m.moment_on({ day: writtenWeekday(day), time: timeOf(moment) });
		latest = { minutes, words };
	}
	return latest.words;
}

/** Why the sensitive answers are closed in this session and what opens them, in words; null where they are open. */
export function whyClosed(session: { sensitiveClosed: boolean; sensitiveFrom: string | null }): string | null {
	if (!session.sensitiveClosed) return null;
	return session.sensitiveFrom ? m.closed_why({ from: writtenMoment(session.sensitiveFrom) }) : m.closed_why_now();
}
