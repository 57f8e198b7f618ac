import { describe, expect, it } from 'vitest';
import type { AnswerValue } from '$lib/instruments/answers';
import { firstInstrument, newest } from '$lib/instruments';
import { fittingQuestions, openQuestions, talkSheet } from './talk-rules';

const instrument = newest(firstInstrument);
const question = (key: string) => instrument.questions.find((q) => q.key === key)!;
const answer = (key: string, value: AnswerValue | null, more: { status?: string; closed?: boolean; passportRevision?: number } = {}) => ({
	question: key,
	closed: false,
	status: value ? 'answered' : 'unknown',
	value,
	passportRevision: 1,
	...more
});
const strengths = question('kwaliteiten').options![0]!;
const need = question('nodig').options![0]!;

describe('the sheet of a short talk', () => {
	const answers = [
		answer('trots', { text: 'Mijn zusje leren fietsen' }),
		answer('kwaliteiten', { cards: [{ key: strengths.key, example: 'Toen het druk was' }] }),
		answer('nodig', { needs: [{ key: need.key, how: 'Achterin het lokaal' }] }),
		answer('drie-zinnen', { sentences: ['Ik werk graag alleen.'] } as AnswerValue),
		answer('thuis', null, { status: 'answered', closed: true })
	];

	it('begins with what somebody is proud of and good at, and says what they ask for and how', () => {
		const sheet = talkSheet(instrument, answers, null);
		expect(sheet.proud).toEqual([{ text: 'Mijn zusje leren fietsen' }, { title: strengths.label, text: 'Toen het druk was' }]);
		expect(sheet.asks).toEqual([{ title: need.label, text: 'Achterin het lokaal' }]);
		expect(sheet.core[0]!.text).toBe('Ik werk graag alleen.');
	});

	it('says of a closed answer that it is there, and no word of it', () => {
		expect(talkSheet(instrument, answers, null).closed).toBe(1);
	});

	it('asks on beside the first "weet ik niet", and keeps others for later', () => {
		const unknown = ['blij', 'goed-in', 'werk-later', 'spannend', 'signalen'].map((key) => answer(key, null));
		const { ask, more } = talkSheet(instrument, [...answers, ...unknown], null);
		expect(ask).toEqual({ text: question('blij').followUps[0], about: question('blij').text, unknown: true });
		expect(more.map(({ about }) => about)).toEqual(['goed-in', 'werk-later', 'spannend'].map((key) => question(key).text));
	});

	it('else opens the part about which least was told', () => {
		const all = instrument.questions
			.filter(({ part, sensitive }) => part !== 'wil' && !sensitive)
			.map(({ key }) => answer(key, { text: 'Iets' }));
		const wil = instrument.sections.find(({ key }) => key === 'wil')!;
		const shown = talkSheet(
			instrument,
			all.map((a) => ({ ...a, closed: true })),
			null
		);
		expect(shown.ask).toEqual({ text: wil.talk.openers[0], about: wil.title, unknown: false });
	});

	it('compares with the last time, when there was one', () => {
		expect(talkSheet(instrument, answers, null).changed).toBeNull();
		const later = [
			answer('trots', { text: 'Iets anders' }, { passportRevision: 9 }),
			answer('blij', { text: 'Zon' }, { passportRevision: 4 })
		];
		expect(talkSheet(instrument, later, 5).changed).toEqual([question('trots').text]);
	});
});

describe('what is still open', () => {
	it('is what was not dealt with, without sensitive questions and without those that do not apply', () => {
		const open = openQuestions(instrument, [
			answer('blij', null),
			answer('trots', { text: 'Iets' }),
			answer('taken', null, { status: 'skipped' })
		]);
		expect(open).not.toContain(question('blij').text);
		expect(open).not.toContain(question('taken').text);
		expect(open).toContain(question('keuze2').text);
		expect(open).not.toContain(question('keuze2-waarom').text);
		expect(open).not.toContain(question('thuis').text);
	});
});

describe('questions that fit the answers', () => {
	const answers = [
		answer('trots', { text: 'Mijn zusje leren fietsen' }),
		answer('blij', null),
		answer('nodig', { needs: [{ key: need.key, how: '' }] }),
		answer('over-mij', { text: 'Rustig' }, { passportRevision: 8 }),
		answer('taken', null, { status: 'skipped' }),
		answer('thuis', null, { status: 'answered', closed: true })
	];

	it('begin with what changed, then what is asked for, what is not known yet, and the rest', () => {
		const keys = ['over-mij', 'nodig', 'blij', 'trots'];
		expect(fittingQuestions(instrument, answers, 5)).toEqual(
			keys.map((key) => ({ text: question(key).followUps[0], about: question(key).text }))
		);
	});

	it('are never about a closed or sensitive answer, nor about what was skipped, and few', () => {
		const all = instrument.questions.map(({ key }) => answer(key, { text: 'Iets' }));
		const abouts = fittingQuestions(instrument, [...answers, ...all], null).map(({ about }) => about);
		expect(abouts).toHaveLength(6);
		expect(fittingQuestions(instrument, answers, null).map(({ about }) => about)).not.toContain(question('thuis').text);
	});
});
