/** What is shown of a passport, and to whom it is open. Pure. */
import { m } from '$lib/text/paraglide/messages';
import { mentorMayRead, type PassportState } from './states';

/** Names as a list in a sentence: "Mila, Sam en Noah". */
export function listed(names: string[]): string {
	return new Intl.ListFormat('nl', { type: 'conjunction' }).format(names);
}

/** Who can read this passport now, in one sentence for its owner. */
export function whoReads(
	passport: { state: PassportState; handedInAt: string | null },
	mentors: (string | null)[],
	sharedWith: string[]
): string {
	const names = [...new Set(mentors.filter((name) => name !== null))];
	const readers = [
		...(mentorMayRead(passport) && names.length > 0 ? [m.who_mentor({ names: listed(names) })] : []),
		...[...new Set(sharedWith)].map((team) => m.who_team({ team }))
	];
	if (readers.length === 0) return passport.state === 'draft' ? m.who_only_you_draft() : m.who_only_you();
	return m.who_you_and({ readers: listed(readers) });
}

/* Made once: making a formatter costs more than everything else that a save does. */
const zone = { timeZone: 'Europe/Amsterdam' } as const;
const day = new Intl.DateTimeFormat('nl-NL', { ...zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const time = new Intl.DateTimeFormat('nl-NL', { ...zone, hour: '2-digit', minute: '2-digit' });

let latest = { minutes: '', words: '' };

/** A moment in words: "vandaag om 10.15 uur", or "dinsdag 3 maart 2026 om 10.15 uur". */
export function moment(iso: string, now: Date = new Date()): string {
	/* A class that is typing asks for the same minute again and again. */
	const minutes = `${iso.slice(0, 16)} ${now.toISOString().slice(0, 16)}`;
	if (latest.minutes !== minutes) {
		const at = new Date(iso);
		const clock = time.format(at).replace(':', '.');
		const words = day.format(at) === day.format(now) ? m.moment_today({ time: clock }) : m.moment_on({ day: day.format(at), time: clock });
		latest = { minutes, words };
	}
	return latest.words;
}
