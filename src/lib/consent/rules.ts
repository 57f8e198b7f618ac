/** What a consent may be and when it is open. Decides what is shown; the database's functions decide what happens. */

import { dayOf } from '../text/dates';

/** What a passport is shared for. */
export const purposes = ['intake'] as const;
export type Purpose = (typeof purposes)[number];

/** To whom: a team of an mbo, whoever has a link and its code, whoever is given the PDF. */
export const consentKinds = ['team', 'link', 'paper'] as const;
export type ConsentKind = (typeof consentKinds)[number];

/** The closed list of events in the access log. */
export const accessEvents = ['mentor-read', 'mentor-read-sensitive', 'edition-read'] as const;
export type AccessEvent = (typeof accessEvents)[number];

/** Longest time that one consent lasts, in months: whoever still needs it then can ask again. */
export const longestMonths = 24;
/** A consent outlives the start of the course by this, in months: the time in which support is agreed on. */
const monthsAfterStart = 3;

/** An ISO date so many months later; the last day of the month where there is no such day. */
export function addMonths(date: string, months: number): string {
	const [year, month, day] = date.split('-').map(Number) as [number, number, number];
	const last = new Date(Date.UTC(year, month + months, 0));
	last.setUTCDate(Math.min(day, last.getUTCDate()));
	return last.toISOString().slice(0, 10);
}

/** The start of the next school year: 1 August, today included. */
function nextSchoolYear(today: string): string {
	const thisYear = `${today.slice(0, 4)}-08-01`;
	return today <= thisYear ? thisYear : `${Number(today.slice(0, 4)) + 1}-08-01`;
}

/**
 * Until when a passport is shared if nothing else is chosen: three months after the first day of the course. An unknown
 * first day, or one so long ago that those months are over, is the next 1 August. Never beyond the longest time.
 * @param starts ISO date of the first day of the course, where it is known
 */
export function defaultUntil(starts: string | undefined, today: string): string {
	const known = starts ? addMonths(starts, monthsAfterStart) : '';
	const until = known >= today ? known : addMonths(nextSchoolYear(today), monthsAfterStart);
	const latest = addMonths(today, longestMonths);
	return until < latest ? until : latest;
}

/** Whether a passport can be shared until this ISO date: from today up to the longest time. */
export function untilAllowed(until: string, today: string): boolean {
	return until >= today && until <= addMonths(today, longestMonths);
}

/** What one reader read on one day. */
export interface ReadingDay {
	/** ISO date */
	day: string;
	reader: string;
	from: string;
	/** Each moment, the newest first. */
	times: string[];
	/** All that was read that day, each part once, in the order of first reading. */
	parts: string[];
}

/**
 * Readings together per reader and per day, the newest day first.
 * @param readings the newest first
 */
export function groupReadings(readings: readonly { reader: string; from: string; at: string; parts: readonly string[] }[]): ReadingDay[] {
	const days: ReadingDay[] = [];
	for (const { reader, from, at, parts } of readings) {
		const day = dayOf(at);
		let group = days.find((g) => g.day === day && g.reader === reader && g.from === from);
		if (!group) days.push((group = { day, reader, from, times: [], parts: [] }));
		group.times.push(at);
		group.parts = [...new Set([...parts, ...group.parts])];
	}
	return days;
}

/** Plain letters for finding: without capitals, accents and double spaces. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** Whether each word of what was typed is somewhere in these texts. */
export function matches(typed: string, texts: readonly (string | null)[]): boolean {
	const all = plain(texts.filter(Boolean).join(' '));
	return plain(typed)
		.split(/\s+/)
		.every((word) => all.includes(word));
}
