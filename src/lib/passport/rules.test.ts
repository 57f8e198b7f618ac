import { describe, expect, test } from 'vitest';
import { whoReads, writtenMoment } from './rules';

describe('a moment in words', () => {
	const now = new Date('2027-02-09T12:00:00Z');
	test('today, on a clock in the Netherlands', () => expect(writtenMoment('2027-02-09T09:15:30.000Z', now)).toBe('vandaag om 10.15 uur'));
	test('another day', () => expect(writtenMoment('2027-02-08T09:15:00.000Z', now)).toBe('maandag 8 februari 2027 om 10.15 uur'));
	test('just past midnight here is another day than in Greenwich', () =>
		expect(writtenMoment('2027-02-08T23:30:00.000Z', now)).toBe('vandaag om 00.30 uur'));
	test('the same moment is no longer today tomorrow', () =>
		expect(writtenMoment('2027-02-09T09:15:30.000Z', new Date('2027-02-10T12:00:00Z'))).toContain('dinsdag 9 februari'));
});

describe('who can read it now', () => {
	const draft = { state: 'draft', handedInAt: null } as const;
	const ready = { state: 'ready', handedInAt: '2027-02-09T09:15:30.000Z' } as const;
	test('a draft: nobody else', () => expect(whoReads(draft, ['Marieke'], [])).toMatch(/^Alleen jij/));
	test('handed in: the mentor', () => expect(whoReads(ready, ['Marieke'], [])).toContain('Marieke'));
	test('a new draft after sharing: the team still reads the edition', () =>
		expect(whoReads(draft, ['Marieke'], ['Intake A'])).toContain('Intake A'));
	test('agreed without handing in: not the mentor', () =>
		expect(whoReads({ state: 'agreed', handedInAt: null }, ['Marieke'], [])).not.toContain('Marieke'));
	test('a sensitive answer that was not ticked says so, instead of naming the mentor', () =>
		expect(whoReads({ state: 'ready', handedInAt: null }, ['Marieke'], [], 'Niemand anders.')).toBe('Niemand anders.'));
});
