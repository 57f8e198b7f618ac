import { describe, expect, it } from 'vitest';
import { calendarFile, type CalendarEvent } from './calendar-rules';

const event: CalendarEvent = {
	uid: '01990000-0000-7000-8000-000000000001@paspoort.voorbeeld.nl',
	sequence: 3,
	stamp: '2027-06-01T08:00:00.000Z',
	start: '2027-07-01T08:15:00.000Z',
	minutes: 45,
	summary: 'Gesprek met Youssef',
	location: 'lokaal 1.12; ROC, hoofdgebouw',
	description: 'Meer staat hier:\nhttps://paspoort.voorbeeld.nl',
	url: 'https://paspoort.voorbeeld.nl/gesprekken/1',
	cancelled: false
};
const lines = (more: Partial<CalendarEvent> = {}) => calendarFile({ ...event, ...more }).split('\r\n');
const unfolded = (more: Partial<CalendarEvent> = {}) =>
	calendarFile({ ...event, ...more })
		.replace(/\r\n /g, '')
		.split('\r\n');

describe('a conversation for a calendar', () => {
	it('begins and ends by the clock of the world, under one name', () => {
		expect(lines()).toEqual(
			expect.arrayContaining(['DTSTART:20270701T081500Z', 'DTEND:20270701T090000Z', 'DTSTAMP:20270601T080000Z', 'SEQUENCE:3'])
		);
		expect(unfolded()).toContain(`UID:${event.uid}`);
		expect(lines()[0]).toBe('BEGIN:VCALENDAR');
		expect(lines().slice(-2)).toEqual(['END:VCALENDAR', '']);
	});

	it('takes the meaning from signs that have one, so that words add no lines', () => {
		expect(unfolded()).toContain('LOCATION:lokaal 1.12\\; ROC\\, hoofdgebouw');
		const evil = unfolded({ summary: 'Hoi\r\nATTENDEE:mailto:x@y.nl\\' });
		expect(evil).toContain('SUMMARY:Hoi\\nATTENDEE:mailto:x@y.nl\\\\');
		expect(evil.filter((line) => line.startsWith('ATTENDEE'))).toEqual([]);
	});

	it('cuts long lines at 75 octets, and never inside a letter', () => {
		const location = 'Café Zoë — ’t Höfke '.repeat(12).trim();
		for (const line of lines({ location })) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
		expect(unfolded({ location })).toContain(`LOCATION:${location}`);
	});

	it('says that it does not go on', () => {
		expect(lines({ cancelled: true })).toContain('STATUS:CANCELLED');
		expect(lines({ location: '' }).some((line) => line.startsWith('LOCATION'))).toBe(false);
	});
});
