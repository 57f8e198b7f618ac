import { describe, expect, it } from 'vitest';
import { firstInstrument, newest } from '$lib/instruments';
import { agreementDocument, agreementFileName } from './document';
import {
	lookBackState,
	notProposable,
	readAgreementForm,
	readChange,
	shownAgreement,
	typedAgreement,
	type AgreementDocument
} from './rules';

const instrument = newest(firstInstrument);

const draft: AgreementDocument = {
	id: 'a',
	status: 'draft',
	revision: 3,
	name: 'Noah van der Veen',
	called: 'Noah',
	pronouns: 'hen/diens',
	passportId: 'p',
	consentId: 'c',
	team: 'Intake Zorg',
	organisation: 'ROC Proef',
	course: 'Verzorgende (mbo 3)',
	instrument: instrument.key,
	version: instrument.version,
	lookBackOn: '2027-11-01',
	madeAt: '2027-02-01T10:00:00Z',
	proposedAt: null,
	agreedAt: null,
	replaces: null,
	replacedBy: null,
	lines: [
		{
			question: 'nodig',
			need: 'meer-tijd',
			how: 'Bij toetsen.',
			outcome: 'yes',
			answer: '',
			action: 'Ingrid regelt het.',
			starts: 'meteen',
			lookBack: ''
		},
		{
			question: 'nodig',
			need: 'other',
			how: 'Een kapstok.',
			outcome: 'no',
			answer: 'Er is geen plek.',
			action: '',
			starts: '',
			lookBack: ''
		}
	],
	signatures: [],
	remarks: []
};
const agreed: AgreementDocument = {
	...draft,
	status: 'agreed',
	agreedAt: '2027-02-03T10:00:00Z',
	signatures: [
		{ role: 'team', name: 'Ingrid Sluijter', from: 'ROC Proef, Intake Zorg', at: '2027-02-02T10:00:00Z' },
		{ role: 'youth', name: 'Noah van der Veen', from: '', at: '2027-02-03T10:00:00Z' },
		{ role: 'representative', name: 'Rana Haddad', from: '', at: '2027-02-04T10:00:00Z' }
	]
};

function formOf(fields: Record<string, string>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	return form;
}
const filledIn = {
	revision: '3',
	consent: 'c',
	'outcome.nodig.meer-tijd': 'yes',
	'action.nodig.meer-tijd': ' Ingrid regelt het. ',
	'starts.nodig.meer-tijd': 'meteen',
	'lookBack.nodig.meer-tijd': '',
	'lookBackOn.day': '1',
	'lookBackOn.month': '11',
	'lookBackOn.year': '2027'
};

describe('what the team fills in', () => {
	it('is read line by line, with the revision it was made with', () => {
		expect(readAgreementForm(formOf(filledIn), '2027-02-01')).toEqual({
			filledIn: {
				revision: 3,
				lookBackOn: '2027-11-01',
				lines: [{ question: 'nodig', need: 'meer-tijd', action: 'Ingrid regelt het.', starts: 'meteen', lookBack: '' }]
			}
		});
	});

	it.each([
		['2027-11-01', '2027-10-31', true],
		['2027-11-01', '2027-11-01', false],
		['2027-11-01', '2026-11-01', true],
		['2027-11-01', '2026-10-31', false]
	])('looks back on %s, seen from %s: %s', (_, today, right) => {
		expect('filledIn' in readAgreementForm(formOf(filledIn), today)).toBe(right);
	});

	it('keeps what is too long, and says where', () => {
		const form = formOf({ ...filledIn, 'starts.nodig.meer-tijd': 'a'.repeat(201) });
		expect(readAgreementForm(form, '2027-02-01')).toMatchObject({ errors: [{ field: 'starts.nodig.meer-tijd' }] });
		expect(typedAgreement(form).lines[0]!.starts).toHaveLength(201);
	});

	it('says who does what wherever something is going to happen, before it is proposed', () => {
		const lines = (outcome: string, action: string) =>
			typedAgreement(formOf({ ...filledIn, 'outcome.nodig.meer-tijd': outcome, 'action.nodig.meer-tijd': action })).lines;
		expect(notProposable(lines('yes', '')).map((error) => error.field)).toEqual(['action.nodig.meer-tijd']);
		expect(notProposable(lines('other', '')).map((error) => error.field)).toEqual(['action.nodig.meer-tijd']);
		expect(notProposable(lines('no', ''))).toEqual([]);
		expect(notProposable(lines('yes', 'Ingrid'))).toEqual([]);
	});
});

it('a wish to change says something', () => {
	expect(readChange(formOf({ change: '  ' })).errors.map((error) => error.field)).toEqual(['change']);
	expect(readChange(formOf({ change: ' Liever later. ' }))).toEqual({ text: 'Liever later.', errors: [] });
});

it('both look back when the day has come, and see it a month before', () => {
	expect(lookBackState('2027-11-01', '2027-11-01')).toBe('now');
	expect(lookBackState('2027-11-01', '2027-10-01')).toBe('soon');
	expect(lookBackState('2027-11-01', '2027-09-30')).toBeNull();
});

describe('on paper', () => {
	const written = (found: AgreementDocument) => JSON.stringify(agreementDocument(shownAgreement(found, instrument)));

	it('a draft says on every page that it is one, and the name of the file too', () => {
		const shown = shownAgreement(draft, instrument);
		expect(agreementDocument(shown).footer).toContain('Concept');
		expect(agreementFileName(shown)).toContain('concept');
		expect(written(draft)).toContain('Nog niemand');
	});

	it('says what was asked, what the answer is and who does what, and who agreed; what is not there has no label', () => {
		const text = written(agreed);
		for (const words of [
			'Meer tijd',
			'Bij toetsen.',
			'Ingrid regelt het.',
			'Er is geen plek.',
			'Rana Haddad (ouder of verzorger)',
			'1 november 2027'
		])
			expect(text).toContain(words);
		expect(text).not.toContain('Concept');
		expect(text).not.toContain('Terugkijken');
		expect(agreementFileName(shownAgreement(agreed, instrument))).not.toContain('concept');
	});
});
