/** Days and times in words, all in the Netherlands. Formatters are made once: making one costs more than a whole save. */

const zone = 'Europe/Amsterdam';
const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
const time = new Intl.DateTimeFormat('nl-NL', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
/* Of a calendar day, which is the same everywhere. */
const long = new Intl.DateTimeFormat('nl-NL', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
const withWeekday = new Intl.DateTimeFormat('nl-NL', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const list = new Intl.ListFormat('nl', { type: 'conjunction' });

const atNoon = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** The calendar day of a moment, as an ISO date. */
export const dayOf = (moment: string): string => isoDay.format(new Date(moment));

/** The time of day of a moment: "10.15". */
export const timeOf = (moment: string): string => time.format(new Date(moment)).replace(':', '.');

/** An ISO date in a sentence: "1 augustus 2027". */
export const writtenDate = (day: string): string => long.format(atNoon(day));

/** An ISO date at the head of a list: "dinsdag 3 maart 2026". */
export const writtenWeekday = (day: string): string => withWeekday.format(atNoon(day));

/** Names or times as a list in a sentence: "Mila, Sam en Noah". */
export const listed = (words: string[]): string => list.format(words);

/** How many days the second ISO date is after the first. */
export const daysBetween = (from: string, to: string): number => Math.round((atNoon(to).getTime() - atNoon(from).getTime()) / 86_400_000);
