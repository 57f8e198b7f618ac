import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { firstInstrument, instrumentOf, instrumentOfForm, instruments, newest } from '.';
import { applicable, nextQuestion, previousQuestion, progressOf } from './journey';
import { countSentences, countWords, instrumentSchema, type Instrument } from './schema';

/**
 * A version that was published never changes: a passport keeps the questions it was started with. Each is the fingerprint
 * with the questions in it that were taken from another instrument.
 */
const frozen: Record<string, string> = {
	/* Once another, without a change in any question: `short`, `for`, `conversation` and `background` came to stand beside the title. */
	'overstap-mbo-tot-23/2': '6501e37e262372ac',
	'overstap-mbo-23-plus/1': '1d973c6851b88c9c',
	'overstap-werk/1': 'a463dd2b177ea9cb',
	'dagbesteding/1': '43175fc52fe0cce8',
	'exitgesprek/1': 'a58c3d77d0f76e75',
	'toekomstplan/1': '74c6341c0a132a58'
};

describe('every instrument', () => {
	test.each(instruments.map((i) => [`${i.key}/${i.version}`, i] as const))('%s is as it was published', (name, instrument) => {
		const fingerprint = createHash('sha256').update(JSON.stringify(instrument)).digest('hex').slice(0, 16);
		expect(frozen[name], `new, or not published yet? Put '${name}': '${fingerprint}' in frozen`).toBe(fingerprint);
	});

	test.each(instruments.flatMap((i) => i.questions.map((q) => [`${i.key}: ${q.key}`, q] as const)))(
		'%s is short, and says why it is asked',
		(_name, question) => {
			expect(countWords(question.text)).toBeLessThanOrEqual(12);
			if (question.help) expect(countSentences(question.help)).toBeLessThanOrEqual(2);
			expect(question.why).not.toBe('');
			expect(question.followUps.length).toBeGreaterThan(0);
			const choices = (question.options ?? []).flatMap(({ label, hint }) => [label, hint ?? '']);
			for (const text of [question.text, question.help ?? '', question.why, ...choices]) {
				expect(text).not.toMatch(/\b(u|uw)\b/);
				expect(text).not.toMatch(/\b(probleem|stoornis|diagnose|competentie|beperking)/i);
			}
		}
	);

	test.each(instruments.map((i) => [i.key, i] as const))(
		'%s begins easy and ends with something that is not sensitive',
		(_key, instrument) => {
			expect(instrument.questions[0]!.sensitive).toBe(false);
			expect(instrument.questions.at(-1)!.sensitive).toBe(false);
		}
	);

	test.each(instruments.map((i) => [i.key, i] as const))(
		'%s says what somebody is good at, needs, and wants to be known',
		(_key, instrument) => {
			const types = instrument.questions.map(({ type }) => type);
			expect(types).toContain('needs');
			expect(types.includes('strengths') || instrument.questions.some(({ key }) => key === 'trots')).toBe(true);
			expect(instrument.sections.at(-1), 'the last part is "kern", with "onTop": true').toMatchObject({ key: 'kern', onTop: true });
			expect(instrument.questions.filter(({ part }) => part === 'kern').map(({ type }) => type)).toEqual(['three-sentences']);
			const forced = instrument.questions.filter(({ skippable }) => !skippable).map(({ key }) => key);
			expect(forced, 'every question may be skipped: "skippable": true').toEqual([]);
		}
	);

	test.each(instruments.map((i) => [i.key, i] as const))(
		'%s has sensitive questions, and says that nobody reads them',
		(_key, instrument) => {
			const asked = instrument.questions.filter(({ sensitive }) => sensitive);
			expect(asked.length, 'at least one question is sensitive').toBeGreaterThan(0);
			for (const question of asked) expect(question.help, question.key).toContain('Niemand leest dit, behalve als jij dat kiest.');
		}
	);

	test.each(instruments.map((i) => [i.key, i] as const))('%s has examples by the people of the demo', (_key, instrument) => {
		const people = ['Deniz', 'Noah', 'Luka', 'Dylan', 'Bo', 'Joey', 'Sam', 'Mila'];
		const others = instrument.questions.filter(({ example }) => !people.includes(example.name)).map(({ key }) => key);
		expect(others, `examples are by ${people.join(', ')}`).toEqual([]);
	});
});

test('a key asks the same thing everywhere, in the same words', () => {
	const seen = new Map<string, string>();
	for (const { key, questions } of instruments)
		for (const { key: question, type, text, options, other, ends, sensitive, skippable } of questions) {
			const asks = JSON.stringify({ type, text, options, other, ends, sensitive, skippable });
			expect(seen.get(question) ?? asks, `${key}: ${question} is asked elsewhere: take it with "same", or give it another key`).toBe(asks);
			seen.set(question, asks);
		}
});

test('each version of an instrument is there once', () => {
	const names = instruments.map(({ key, version }) => `${key}/${version}`);
	expect(new Set(names).size).toBe(names.length);
	expect(Object.keys(frozen).sort(), 'each has its fingerprint in frozen, and no other has one').toEqual(names.sort());
});

test('a question that is too long, a key used twice and a list without a way out are refused', () => {
	const good = newest(firstInstrument);
	const broken = (change: (i: Instrument) => void) => {
		const copy = structuredClone(good);
		change(copy);
		return instrumentSchema.safeParse(copy).success;
	};
	expect(broken(() => {})).toBe(true);
	expect(broken((i) => (i.questions[0]!.text = 'woord '.repeat(13)))).toBe(false);
	expect(broken((i) => (i.questions[1]!.key = i.questions[0]!.key))).toBe(false);
	expect(broken((i) => delete i.questions.find((q) => q.type === 'needs')!.other)).toBe(false);
	expect(broken((i) => (i.questions[0]!.part = 'heb'))).toBe(false);
	expect(broken((i) => (i.questions[0]!.part = 'weg'))).toBe(false);
	expect(broken((i) => (i.questions[0]!.type = 'scale'))).toBe(false);
	expect(broken((i) => (i.questions[0]!.ends = ['slecht', 'goed']))).toBe(false);
	expect(broken((i) => (i.for = 'Een vragenlijst over jou.'))).toBe(false);
	expect(broken((i) => (i.sections.find(({ key }) => key === 'kern')!.key = 'opmerkingen'))).toBe(false);
});

test('an unknown version is an error, not a guess', () => {
	expect(() => instrumentOf({ instrumentKey: firstInstrument, instrumentVersion: 999 })).toThrow();
});

test('a form that was made before a version was replaced is read with the one that replaced it', () => {
	const now = newest(firstInstrument);
	expect(instrumentOfForm(now.key, now.version - 1)).toBe(now);
	expect(instrumentOfForm(now.key, now.version)).toBe(now);
	expect(instrumentOfForm(now.key, now.version + 1)).toBeUndefined();
	expect(instrumentOfForm('iets-anders', 1)).toBeUndefined();
});

describe('the way through the questions', () => {
	const instrument = newest(firstInstrument);
	const keys = (statuses: Parameters<typeof applicable>[1]) => applicable(instrument, statuses).map((q) => q.key);

	test('questions about a choice come only once the choice was made', () => {
		expect(keys({})).not.toContain('keuze1-waarom');
		expect(keys({ keuze1: 'unknown' })).not.toContain('keuze1-waarom');
		expect(keys({ keuze1: 'answered' })).toContain('keuze1-waarom');
		expect(keys({ keuze1: 'answered' })).not.toContain('keuze2-waarom');
	});

	test('back is where forward came from', () => {
		const all = keys({});
		for (const key of all.slice(0, -1)) {
			const next = nextQuestion(instrument, {}, key)!;
			expect(previousQuestion(instrument, {}, next.key)!.key).toBe(key);
		}
		expect(nextQuestion(instrument, {}, all.at(-1)!)).toBeUndefined();
	});

	test('"weet ik niet" and "sla ik over" count as done, an emptied answer does not', () => {
		const [wie] = progressOf(instrument, { trots: 'unknown', blij: 'skipped', taken: 'empty' });
		expect(wie!.done).toBe(2);
		expect(['trots', 'blij']).not.toContain(wie!.goOn.key);
	});
});
