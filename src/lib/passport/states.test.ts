import { describe, expect, test } from 'vitest';
import { canEdit, mentorMayRead, next, passportStates, transitions, type PassportEvent } from './states';

describe('the state table', () => {
	const events = Object.keys(transitions) as PassportEvent[];
	test.each(events.flatMap((event) => passportStates.map((state) => [event, state] as const)))('%s from %s', (event, state) => {
		const { actor, from, to } = transitions[event];
		const allowed = (from as readonly string[]).includes(state);
		expect(next(event, actor, state)).toBe(allowed ? to : undefined);
		expect(next(event, actor === 'youth' ? 'mentor' : 'youth', state)).toBeUndefined();
	});

	test('only the mentor signs, only the young person agrees', () => {
		expect(next('signOff', 'youth', 'ready')).toBeUndefined();
		expect(next('agree', 'mentor', 'discussed')).toBeUndefined();
	});

	test('an absent mentor blocks nobody', () => {
		expect(next('agreeWithoutMentor', 'youth', 'draft')).toBe('agreed');
		expect(next('agreeWithoutMentor', 'youth', 'ready')).toBe('agreed');
	});
});

test('what was agreed is not edited', () => {
	expect(passportStates.filter(canEdit)).toEqual(['draft', 'ready', 'discussed']);
});

test('agreeing opens nothing: the mentor reads only what was handed in', () => {
	expect(mentorMayRead({ state: 'agreed', handedInAt: null })).toBe(false);
	expect(mentorMayRead({ state: 'agreed', handedInAt: '2027-02-02T09:00:00Z' })).toBe(true);
	expect(mentorMayRead({ state: 'draft', handedInAt: '2027-02-02T09:00:00Z' })).toBe(false);
});
