import { expect, test } from 'vitest';
import { m } from '$lib/text/paraglide/messages';
import { readPauseUntil } from './pause-rules';

const read = (day: string, month: string, year: string) => {
	const form = new FormData();
	for (const [part, value] of Object.entries({ day, month, year })) form.set(`until.${part}`, value);
	return readPauseUntil(form, '2026-03-03');
};

test('a pause lasts until a day from today on, or until it is ended', () => {
	expect(read('', '', '')).toEqual({ until: null });
	expect(read('3', '3', '2026')).toEqual({ until: '2026-03-03' });
	expect(read('1', '4', '2026')).toEqual({ until: '2026-04-01' });
});

test('a day that is over, or that there is not, is told', () => {
	expect(read('2', '3', '2026')).toEqual({ error: m.pause_until_past() });
	expect(read('31', '2', '2026')).toEqual({ error: m.pause_until_wrong() });
	expect(read('', '4', '2026')).toEqual({ error: m.pause_until_wrong() });
});
