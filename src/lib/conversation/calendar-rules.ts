/** One conversation for somebody's own calendar (RFC 5545). Pure. */

/** What goes into the calendar. */
export interface CalendarEvent {
	/** The same at each download, so that a newer one takes the place of the older. */
	uid: string;
	/** Goes up with each change. */
	sequence: number;
	/** ISO moments: when it was written, and when it begins. */
	stamp: string;
	start: string;
	minutes: number;
	summary: string;
	location: string;
	description: string;
	url: string;
	cancelled: boolean;
}

/** Longest line, in octets, without its end. */
const longest = 75;

const utc = (moment: string | number): string => new Date(moment).toISOString().replace(/[-:]|\.\d+/g, '');

/** Text as a value: what has a meaning in the file loses it. */
const escaped = (text: string): string =>
	text
		.replace(/[\\;,]/g, (sign) => `\\${sign}`)
		.replace(/\r\n?|\n/g, '\\n')
		.replace(/\p{Cc}/gu, ' ');

/** A line cut where it gets too long, never inside a letter; each next piece begins with a space. */
function folded(line: string): string {
	const encoder = new TextEncoder();
	const pieces: string[] = [];
	let piece = '';
	let room = longest;
	for (const letter of line) {
		const octets = encoder.encode(letter).length;
		if (octets > room) {
			pieces.push(piece);
			piece = ' ';
			room = longest - 1;
		}
		piece += letter;
		room -= octets;
	}
	return [...pieces, piece].join('\r\n');
}

/** The file for one event. */
export function calendarFile(event: CalendarEvent): string {
	const start = new Date(event.start).getTime();
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Paspoort voor Succes//NL',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		'BEGIN:VEVENT',
		`UID:${escaped(event.uid)}`,
		`SEQUENCE:${event.sequence}`,
		`DTSTAMP:${utc(event.stamp)}`,
		`DTSTART:${utc(start)}`,
		`DTEND:${utc(start + event.minutes * 60_000)}`,
		`SUMMARY:${escaped(event.summary)}`,
		...(event.location ? [`LOCATION:${escaped(event.location)}`] : []),
		`DESCRIPTION:${escaped(event.description)}`,
		`URL:${event.url}`,
		`STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
		'END:VEVENT',
		'END:VCALENDAR'
	];
	return `${lines.map(folded).join('\r\n')}\r\n`;
}
