import { describe, expect, test } from 'vitest';
import { firstInstrument, newest } from '$lib/instruments';
import type { AnswerValue } from '$lib/instruments/answers';
import { strengthsCard } from './card-rules';

const instrument = newest(firstInstrument);
const said = (answers: Record<string, AnswerValue>) =>
	Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, { status: 'answered' as const, value }]));
const kwaliteiten = { cards: [{ key: 'handig', example: 'Ik plak banden.' }], other: 'Ik kan goed vissen.' };

describe('the strengths card', () => {
	test('is there once a strength was chosen', () => {
		expect(strengthsCard(instrument, said({ trots: { text: 'Mijn diploma.' } }))).toBeUndefined();
		expect(strengthsCard(instrument, { kwaliteiten: { status: 'unknown', value: null } })).toBeUndefined();
	});

	test('has each strength with its example, and what somebody is proud of', () => {
		expect(strengthsCard(instrument, said({ kwaliteiten, trots: { text: 'Mijn diploma.' } }))).toEqual({
			strengths: [
				{ title: 'Ik ben handig', example: 'Ik plak banden.' },
				{ title: 'Ik kan goed vissen.', example: '' }
			],
			proudOf: 'Mijn diploma.'
		});
		expect(strengthsCard(instrument, said({ kwaliteiten }))!.proudOf).toBe('');
	});

	test('has nothing of a sensitive answer', () => {
		const sensitive = Object.fromEntries(instrument.questions.filter((q) => q.sensitive).map((q) => [q.key, { text: 'Geheim.' }]));
		expect(JSON.stringify(strengthsCard(instrument, said({ kwaliteiten, ...sensitive })))).not.toContain('Geheim');
	});
});
