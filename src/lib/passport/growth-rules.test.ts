import { describe, expect, test } from 'vitest';
import type { AnswerValue } from '$lib/instruments/answers';
import type { Question } from '$lib/instruments/schema';
import { growthOf, type AnswerAtAMoment, type Growth } from './growth-rules';

const scale = { key: 'school-cijfer', type: 'scale', text: 'Hoe gaat het op school?', ends: ['slecht', 'goed'] } as unknown as Question;
const strengths = {
	key: 'kwaliteiten',
	type: 'strengths',
	text: 'Wat kun jij goed?',
	options: [
		{ key: 'handig', label: 'Ik ben handig' },
		{ key: 'helpen', label: 'Ik help graag' }
	]
} as unknown as Question;

function at(day: string, asked: Question, value: AnswerValue, more: Partial<AnswerAtAMoment> = {}): AnswerAtAMoment {
	const { key: question, type } = asked;
	return {
		passportId: 'een',
		edition: null,
		instrument: { short: 'Toekomstplan' },
		question,
		type,
		asked,
		sensitive: false,
		value,
		at: `${day}T10:00:00.000Z`,
		...more
	};
}
const scores = (growth: Growth[]) => growth.flatMap((one) => (one.type === 'scale' ? [one.moments.map(({ score }) => score)] : []));

describe('what is growth', () => {
	test('one moment is none, and neither is a question of another kind', () => {
		const text = { key: 'blij', type: 'long-text', text: 'Waar word je blij van?' } as unknown as Question;
		expect(growthOf([])).toEqual([]);
		expect(growthOf([at('2025-01-01', scale, { score: 3 })])).toEqual([]);
		expect(growthOf([at('2025-01-01', text, { text: 'x' }), at('2026-01-01', text, { text: 'y' }, { passportId: 'twee' })])).toEqual([]);
	});

	test('the oldest first, whatever passport it is from', () => {
		const twice = [
			at('2026-03-01', scale, { score: 7 }, { passportId: 'twee' }),
			at('2025-03-01', scale, { score: 4, lower: 'Ik heb vrienden.' }, { edition: 1 })
		];
		expect(growthOf(twice)).toEqual([
			{
				key: 'school-cijfer',
				text: 'Hoe gaat het op school?',
				sensitive: false,
				type: 'scale',
				ends: ['slecht', 'goed'],
				moments: [
					{ day: '2025-03-01', short: 'Toekomstplan', edition: 1, score: 4, lower: 'Ik heb vrienden.', higher: '' },
					{ day: '2026-03-01', short: 'Toekomstplan', edition: null, score: 7, lower: '', higher: '' }
				]
			}
		]);
	});

	test('what an edition agreed and still stands there is one moment; the same number a year later is one of its own', () => {
		const agreed = [at('2025-03-01', scale, { score: 4 }), at('2025-03-02', scale, { score: 4 }, { edition: 1 })];
		expect(growthOf(agreed)).toEqual([]);
		expect(scores(growthOf([...agreed, at('2026-03-01', scale, { score: 4 }, { passportId: 'twee' })]))).toEqual([[4, 4]]);
		expect(scores(growthOf([...agreed, at('2025-09-01', scale, { score: 6 }, { edition: 2 })]))).toEqual([[4, 6]]);
	});

	test('a strength is new the first time after the beginning, and a new example makes no moment', () => {
		const named = (...keys: string[]) => ({ cards: keys.map((key) => ({ key, example: '' })) });
		const [grown] = growthOf([
			at('2025-03-01', strengths, named('handig'), { edition: 1 }),
			at('2025-04-01', strengths, { cards: [{ key: 'handig', example: 'Een band geplakt.' }] }),
			at('2026-03-01', strengths, { ...named('helpen', 'handig'), other: 'Ik kan tekenen' }, { passportId: 'twee' })
		]);
		expect(grown).toMatchObject({
			moments: [
				{ strengths: [{ label: 'Ik ben handig', isNew: false }] },
				{
					strengths: [
						{ label: 'Ik help graag', isNew: true },
						{ label: 'Ik ben handig', isNew: false },
						{ label: 'Ik kan tekenen', isNew: true }
					]
				}
			]
		});
	});
});
