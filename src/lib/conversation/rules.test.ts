import { describe, expect, it } from 'vitest';
import { firstInstrument, newest } from '$lib/instruments';
import { inReadingOrder, readRemarks, readTalk } from './rules';

const form = (fields: Record<string, string>): FormData => {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, value);
	return data;
};
const held = (day: string, month: string, year: string) => ({ 'held.day': day, 'held.month': month, 'held.year': year });
const today = '2027-02-10';

describe('the day of the conversation', () => {
	it('is today or earlier, at most a year ago', () => {
		expect(readTalk(form({ ...held('10', '2', '2027'), present: ' haar moeder ' }), today)).toEqual({
			talk: { heldOn: '2027-02-10', present: 'haar moeder' }
		});
		expect(readTalk(form(held('10', '2', '2026')), today)).toEqual({ talk: { heldOn: '2026-02-10', present: '' } });
	});
	it.each([
		['tomorrow', held('11', '2', '2027')],
		['more than a year ago', held('9', '2', '2026')],
		['no day at all', held('31', '2', '2027')],
		['not filled in', held('', '', '')]
	])('is not %s', (_why, fields) => {
		expect(readTalk(form(fields), today)).toMatchObject({ errors: [{ field: 'held' }] });
	});
	it('comes with who was there in one line', () => {
		expect(readTalk(form({ ...held('1', '2', '2027'), present: 'x'.repeat(201) }), today)).toMatchObject({
			errors: [{ field: 'present' }]
		});
	});
});

describe('the remarks of a form', () => {
	const instrument = { sections: [{ key: 'wie' }, { key: 'kan' }] };

	it('are only those the form has a field for', () => {
		expect(readRemarks(form({ 'opmerking.kan': ' Goed\r\ngesprek ', 'opmerking.iets': 'x' }), instrument)).toEqual({
			remarks: { kan: 'Goed\ngesprek' },
			errors: []
		});
	});
	it('that are too long come back with what was typed', () => {
		const read = readRemarks(form({ 'opmerking.wie': 'x'.repeat(5001) }), instrument);
		expect(read.errors).toMatchObject([{ field: 'opmerking.wie' }]);
		expect(read.remarks.wie).toHaveLength(5001);
	});
});

describe('the answers as the mentor reads them', () => {
	const given = (question: string, status: string, more: object = {}) => ({
		question,
		closed: false,
		status,
		value: null,
		passportRevision: 1,
		...more
	});
	const instrument = newest(firstInstrument);
	const { sections, noticed } = inReadingOrder(
		instrument,
		[
			given('nodig', 'answered', { value: { needs: [{ key: 'meer-tijd', how: 'Bij toetsen' }] }, passportRevision: 5 }),
			given('blij', 'answered', { value: { text: 'Paarden' } }),
			given('trots', 'skipped'),
			given('doorgaan', 'unknown'),
			given('thuis', 'answered', { closed: true })
		],
		4
	);

	it('stand in the order of the instrument, per section, with what has to be known first on top', () => {
		expect(sections.map((s) => [s.key, s.items.map((i) => i.key)])).toEqual([
			['kern', []],
			['wie', ['blij']],
			['kan', []],
			['wil', ['doorgaan']],
			['heb', ['nodig', 'thuis']]
		]);
	});
	it('say of a ticked sensitive answer only that it can be opened', () => {
		expect(sections.find((s) => s.key === 'heb')!.items[1]).toMatchObject({ kind: 'closed', lines: [] });
	});
	it('count what was skipped without naming it', () => {
		expect(sections.find((s) => s.key === 'wie')!.skipped).toBe(1);
		expect(JSON.stringify(sections)).not.toContain('Waar ben je trots op');
	});
	it('show what stands out: asked-for support, what is not known yet, what changed', () => {
		expect(noticed).toMatchObject({ unknown: 1, skipped: 1, closed: 1, changed: ['Wat heb je nodig op je nieuwe school?'] });
		expect(noticed.needs).toHaveLength(1);
	});
	it('have not changed when there is nothing to compare with', () => {
		expect(
			inReadingOrder(instrument, [given('blij', 'answered', { value: { text: 'x' }, passportRevision: 9 })], undefined).noticed.changed
		).toEqual([]);
	});
});
