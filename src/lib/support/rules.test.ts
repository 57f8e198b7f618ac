import { describe, expect, it } from 'vitest';
import { firstInstrument, instruments, newest } from '$lib/instruments';
import { countRows, listRows, type Row } from './list-rules';
import { askedSupport, besideEachOther, inForm, notWhole, otherNeed, readAnswers, type TypedAnswer } from './rules';

const instrument = newest(firstInstrument);
const needs = (value: object) => ({ kind: 'answer', about: 'nodig', value }) as Parameters<typeof askedSupport>[0][number];

function formOf(fields: Record<string, string>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
}

describe('what somebody asks for', () => {
	it('is each ticked need with "hoe dan?", and own words after them', () => {
		const asked = askedSupport(
			[
				needs({
					needs: [
						{ key: 'meer-tijd', how: 'Bij toetsen.' },
						{ key: 'pauzes', how: '' }
					],
					other: 'Een kapstok.'
				})
			],
			instrument
		);
		expect(asked.map(({ label, how }) => [label, how])).toEqual([
			['Meer tijd', 'Bij toetsen.'],
			['Extra pauzes', ''],
			['Iets anders', 'Een kapstok.']
		]);
	});

	it('is nothing where the part with the needs is not among the lines, or a mentor only writes about them', () => {
		const wie = { kind: 'answer', about: 'trots', value: { text: 'Ik heb een fiets gemaakt.' } };
		const remark = { kind: 'remark', about: 'heb', value: { text: 'Samen plannen.' } };
		expect(askedSupport([wie, remark], instrument)).toEqual([]);
	});

	it('is there once, however often it was ticked', () => {
		const twice = {
			needs: [
				{ key: 'pauzes', how: 'Kort.' },
				{ key: 'pauzes', how: 'Lang.' }
			]
		};
		expect(askedSupport([needs(twice)], instrument)).toHaveLength(1);
	});

	it('can be told from own words: no need on a list has their key', () => {
		const lists = instruments.flatMap(({ questions }) => questions.filter((question) => question.type === 'needs'));
		expect(lists.length).toBeGreaterThan(0);
		expect(lists.flatMap((question) => question.options ?? []).filter((option) => option.key === otherNeed)).toEqual([]);
	});
});

describe('the form with answers', () => {
	it('has an answer for each support that the page had, with the revision it was made with', () => {
		const { answers, errors } = readAnswers(
			formOf({
				'revision.nodig.meer-tijd': '3',
				'outcome.nodig.meer-tijd': 'no',
				'text.nodig.meer-tijd': ' Er is\r\nal tijd. ',
				'revision.nodig.other': 'x',
				'outcome.nodig.other': 'misschien'
			})
		);
		expect(errors).toEqual([]);
		expect(answers).toEqual([
			{ question: 'nodig', need: 'meer-tijd', outcome: 'no', text: 'Er is\nal tijd.', revision: 3 },
			{ question: 'nodig', need: 'other', outcome: null, text: '', revision: 0 }
		]);
	});

	it('says what is too long, and keeps it', () => {
		const { answers, errors } = readAnswers(formOf({ 'revision.nodig.pauzes': '0', 'text.nodig.pauzes': 'a'.repeat(5001) }));
		expect(errors.map((error) => error.field)).toEqual(['text.nodig.pauzes']);
		expect(answers[0]!.text).toHaveLength(5001);
	});

	it.each([
		['yes', '', undefined],
		['no', '', 'text.nodig.pauzes'],
		['other', '', 'text.nodig.pauzes'],
		['no', 'Het rooster ligt vast.', undefined],
		[null, 'Ja hoor.', 'outcome.nodig.pauzes'],
		[null, '', undefined]
	] as const)('%s with "%s" misses %s', (outcome, text, field) => {
		const answer: TypedAnswer = { question: 'nodig', need: 'pauzes', outcome, text, revision: 0 };
		expect(notWhole([answer]).map((error) => error.field)).toEqual(field ? [field] : []);
	});

	it('goes on with what was being written, and otherwise with what was given', () => {
		const given = { outcome: 'yes' as const, text: '', draft: null };
		expect(inForm(given)).toEqual({ outcome: 'yes', text: '' });
		expect(inForm({ ...given, draft: { outcome: 'no', text: 'Toch niet' } })).toEqual({ outcome: 'no', text: 'Toch niet' });
		expect(inForm(undefined)).toEqual({ outcome: null, text: '' });
	});
});

it('puts question and answer beside each other, in the order in which was asked; the rest waits', () => {
	const asked = askedSupport(
		[
			needs({
				needs: [
					{ key: 'pauzes', how: '' },
					{ key: 'taal', how: '' }
				]
			})
		],
		instrument
	);
	const answer = {
		question: 'nodig',
		need: 'taal',
		outcome: 'yes' as const,
		text: '',
		author: 'Ingrid',
		from: 'ROC',
		givenAt: '2027-03-02T10:00:00Z'
	};
	expect(besideEachOther(asked, [answer]).map((pair) => [pair.label, pair.answer?.by ?? null, pair.answer?.on ?? null])).toEqual([
		['Extra pauzes', null, null],
		['Hulp met taal', 'Ingrid, ROC', '2 maart 2027']
	]);
});

describe("the intaker's list", () => {
	const row = (name: string, more: Partial<Row>): Row => ({
		name,
		sharedAt: '2027-02-01T10:00:00Z',
		until: '2027-11-01',
		read: true,
		replied: false,
		waiting: 0,
		left: 0,
		daysLeft: 200,
		...more
	});
	const rows = [
		row('Éva', { sharedAt: '2027-02-03T10:00:00Z', read: false, waiting: 1 }),
		row('Bas', { until: '2027-02-20', daysLeft: 14, waiting: 4, replied: true }),
		row('Zoë', { sharedAt: '2027-02-02T10:00:00Z', daysLeft: 15 })
	];

	it('shows who is new, answered, waiting for support, or about to end', () => {
		expect(countRows(rows)).toEqual({ alles: 3, nieuw: 1, beantwoord: 1, wacht: 2, eindigt: 1 });
		expect(listRows(rows, 'eindigt', 'nieuwste').map(({ name }) => name)).toEqual(['Bas']);
	});

	it.each([
		['nieuwste', ['Éva', 'Zoë', 'Bas']],
		['naam', ['Bas', 'Éva', 'Zoë']],
		['einde', ['Bas', 'Éva', 'Zoë']],
		['wacht', ['Bas', 'Éva', 'Zoë']]
	] as const)('stands in the order %s', (order, names) => {
		expect(listRows(rows, 'alles', order).map(({ name }) => name)).toEqual(names);
	});
});
