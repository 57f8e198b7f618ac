import { describe, expect, test } from 'vitest';
import { firstInstrument, instruments, newest } from '$lib/instruments';
import { maxSentence, type AnswerValue } from '$lib/instruments/answers';
import { suggestedSentences } from './sentence-rules';

const instrument = newest(firstInstrument);
const said = (answers: Record<string, AnswerValue>) =>
	Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, { status: 'answered' as const, value }]));
const offered = (answers: Record<string, AnswerValue>, taken: string[] = []) => suggestedSentences(instrument, said(answers), taken);

describe('sentences to pick from', () => {
	test('are whole sentences about the young person, as they were written', () => {
		expect(offered({ trots: { text: 'Mijn fiets. Ik heb de fiets van mijn buurman gemaakt. Hij is blij.' } })).toEqual([
			'Ik heb de fiets van mijn buurman gemaakt.'
		]);
	});

	test.each([
		['a list', 'Voetbal en fietsen.'],
		['what leans on the sentence before', 'En dan ben ik helemaal blij.'],
		['what is about somebody else', 'Mijn moeder en mijn zus Rana.'],
		['no sentence, although "ik" is in it', 'Karin van de manege, als ik twijfel.'],
		['what is too long', `Ik ${'heel '.repeat(40)}graag.`]
	])('are not %s', (_name, text) => expect(offered({ blij: { text } })).toEqual([]));

	test('say a strength with what was done, and a need in a whole sentence', () => {
		expect(offered({ kwaliteiten: { cards: [{ key: 'handig', example: 'Ik maak zelf mijn brommer. Ook de rem.' }] } })).toEqual([
			'Ik ben handig. Ik maak zelf mijn brommer.'
		]);
		expect(offered({ nodig: { needs: [{ key: 'vaste-persoon', how: '' }] } })).toEqual(['Ik heb nodig: één vaste persoon.']);
	});

	test('come from every part, and fit', () => {
		const all = offered({
			trots: { text: 'Ik ben trots op mijn diploma.' },
			kwaliteiten: { cards: ['handig', 'eerlijk', 'rustig'].map((key) => ({ key, example: 'x'.repeat(200) })) },
			spannend: { text: 'Ik vind een nieuwe klas spannend.' },
			nodig: { needs: [{ key: 'meer-tijd', how: 'Bij toetsen.' }] }
		});
		expect(all.slice(0, 4)).toEqual([
			'Ik ben trots op mijn diploma.',
			'Ik ben handig.',
			'Ik vind een nieuwe klas spannend.',
			'Ik heb nodig: meer tijd. Bij toetsen.'
		]);
		expect(all.every((sentence) => sentence.length <= maxSentence)).toBe(true);
	});

	test('say of a scale why it is no lower, and not what is only wished for', () => {
		const plan = instruments.find(({ questions }) => questions.some((q) => q.type === 'scale' && !q.sensitive))!;
		const { key } = plan.questions.find((q) => q.type === 'scale' && !q.sensitive)!;
		const value = { score: 6, lower: 'Ik bel mijn oma elke week.', higher: 'Ik heb weer een vriend om mee te sporten.' };
		expect(suggestedSentences(plan, said({ [key]: value }), [])).toEqual(['Ik bel mijn oma elke week.']);
	});

	test('are not offered again once they were picked', () => {
		const answers = { trots: { text: 'Ik ben trots op mijn diploma.' } };
		expect(offered(answers, ['Ik ben trots op mijn diploma.'])).toEqual([]);
	});
});

const secret = 'Ik vertel dit aan bijna niemand.';

test.each(instrument.questions.filter((q) => q.sensitive).map((q) => q.key))(
	'nothing of the sensitive answer to "%s" is ever offered',
	(key) => {
		expect(offered({ [key]: { text: secret } })).toEqual([]);
	}
);

test('nothing about a course choice is offered: an mbo never sees the other one', () => {
	const about = Object.fromEntries(
		instrument.questions.filter((q) => q.choice && q.type === 'long-text').map((q) => [q.key, { text: secret }])
	);
	expect(Object.keys(about).length).toBeGreaterThan(1);
	expect(
		offered({ keuze1: { course: 'Kok', school: '' }, keuze2: { course: 'Bakker', school: '' }, ...about } as Record<string, AnswerValue>)
	).toEqual([]);
});

test('what no longer applies, or was taken back, is not offered', () => {
	const answers = { trots: { status: 'unknown' as const, value: null }, blij: { status: 'empty' as const, value: null } };
	expect(suggestedSentences(instrument, answers, [])).toEqual([]);
});
