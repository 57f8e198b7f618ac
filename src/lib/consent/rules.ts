/** What a consent may be and when it is open. Decides what is shown; the database's functions decide what happens. */

import type { OrganisationKind } from '../organisation/kinds';
import { dayOf, listed, timeOf, writtenWeekday } from '../text/dates';
import { m } from '../text/paraglide/messages';

/** What a passport is shared for: the intake at a mbo, or being guided by a Doorstroompunt. */
export const purposes = ['intake', 'guidance'] as const;
export type Purpose = (typeof purposes)[number];

/** What sharing with a team is for; without an account somebody reads it for an intake. */
export const purposeOf = (kind: OrganisationKind | undefined): Purpose => (kind === 'doorstroompunt' ? 'guidance' : 'intake');

/** To whom: a team, whoever has a link and its code, whoever is given the PDF. */
export const consentKinds = ['team', 'link', 'paper'] as const;
export type ConsentKind = (typeof consentKinds)[number];

/**
 * How a consent stands. Waiting: below 16, until a representative says yes as well; refused: a representative said no;
 * replaced: a newer edition took its place.
 */
export const consentStatuses = ['open', 'waiting', 'refused', 'withdrawn', 'ended', 'replaced'] as const;
export type ConsentStatus = (typeof consentStatuses)[number];

/** Whether the young person still shares by it, or has to wait for somebody: it can be withdrawn. */
export const isCurrent = (status: ConsentStatus): boolean => status === 'open' || status === 'waiting' || status === 'refused';

/** How a paper stands, for whoever has its code; nothing else is told. */
export type PaperStatus = 'valid' | 'withdrawn' | 'ended' | 'replaced';

/** The code on a paper as somebody types it: spaces, hyphens and small letters don't matter. */
export const cleanCheckCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Whether a code can be one: twelve signs. */
export const isCheckCode = (code: string): boolean => /^[A-Z0-9]{12}$/.test(code);

/** The code on a paper as it is printed: "BCDF-GHJK-MPQR". */
export const writtenCheckCode = (code: string): string => code.match(/.{1,4}/g)!.join('-');

/** Who reads by a consent, in words. */
export function toWhom(to: { kind: ConsentKind; team: string | null; organisation: string | null; recipient: string }): string {
	if (to.kind === 'link') return m.consent_link_of({ recipient: to.recipient });
	if (to.kind === 'paper') return m.consent_paper_of({ recipient: to.recipient });
	return m.consent_team_of({ team: to.team ?? '', organisation: to.organisation ?? '' });
}

/** The closed list of events in the access log. */
export const accessEvents = [
	'mentor-read',
	'mentor-read-sensitive',
	'edition-read',
	'edition-pdf',
	'link-read',
	'participant-read',
	'agreement-read'
] as const;
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

/** The last ISO date until which a passport can be shared in this way: a link, which travels easily, lasts shorter. */
export function longestUntil(kind: ConsentKind, today: string): string {
	return kind === 'link' ? addDays(today, linkDays.longest) : addMonths(today, longestMonths);
}

/** Whether a passport can be shared until this ISO date: from today up to the longest time. */
export function untilAllowed(until: string, today: string, kind: ConsentKind = 'team'): boolean {
	return until >= today && until <= longestUntil(kind, today);
}

/** Of a link to somebody without an account: how long it opens by default, at the most, and how often. */
export const linkDays = { usual: 30, longest: 180 } as const;
export const linkOpenings = { usual: 10, most: 50 } as const;

/** An ISO date so many days later. */
export function addDays(date: string, days: number): string {
	const day = new Date(`${date}T12:00:00Z`);
	day.setUTCDate(day.getUTCDate() + days);
	return day.toISOString().slice(0, 10);
}

/** What one reader read on one day. */
export interface ReadingDay {
	/** ISO date */
	day: string;
	reader: string;
	from: string;
	/** Each moment, the newest first. */
	times: string[];
	/** The moments at which a PDF was taken along. */
	taken: string[];
	/** All that was read that day, each part once, in the order of first reading. */
	parts: string[];
}

/** A reading as it is grouped. */
interface ReadOnce {
	event: AccessEvent;
	reader: string;
	from: string;
	at: string;
	parts: readonly string[];
}

/**
 * Readings together per reader and per day, the newest day first.
 * @param readings the newest first
 */
export function groupReadings(readings: readonly ReadOnce[]): ReadingDay[] {
	const days: ReadingDay[] = [];
	for (const { event, reader, from, at, parts } of readings) {
		const day = dayOf(at);
		let group = days.find((g) => g.day === day && g.reader === reader && g.from === from);
		if (!group) days.push((group = { day, reader, from, times: [], taken: [], parts: [] }));
		(event === 'edition-pdf' ? group.taken : group.times).push(at);
		group.parts = [...new Set([...parts, ...group.parts])];
	}
	return days;
}

const times = (moments: string[]): string => listed([...new Set(moments.map(timeOf).reverse())]);

/** What one reader did on one day, as a row: who, when, and whether it was taken along as a PDF. */
export function writtenReading({ reader, day, times: read, taken }: Omit<ReadingDay, 'from' | 'parts'>): {
	term: string;
	value: string;
	note?: string;
} {
	const note = taken.length > 0 ? m.readings_taken({ times: times(taken) }) : undefined;
	if (read.length === 0) return { term: reader, value: writtenWeekday(day), note };
	return { term: reader, value: m.readings_times({ day: writtenWeekday(day), times: times(read) }), note };
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
