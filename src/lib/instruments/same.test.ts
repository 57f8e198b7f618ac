import { describe, expect, test } from 'vitest';
import { withSame } from './same';

const school = {
	key: 'naar-school',
	version: 2,
	questions: [{ key: 'trots', part: 'wie', type: 'long-text', text: 'Waar ben je trots op?', why: 'Voor school.' }]
};
const taking = (more: object, key = 'naar-werk') => ({
	key,
	version: 1,
	questions: [{ key: 'trots', part: 'kan', same: 'naar-school/2', ...more }]
});
const trots = (files: unknown[]) => withSame(files).at(-1)!.questions[0];

describe('a question that is taken from another instrument', () => {
	test('is that question, in the part where it is asked', () => {
		expect(trots([school, taking({})])).toEqual({ ...school.questions[0], part: 'kan' });
	});

	test('may have its own reason, help and example', () => {
		expect(trots([school, taking({ why: 'Voor werk.', help: 'Klein telt ook.' })])).toMatchObject({
			text: 'Waar ben je trots op?',
			why: 'Voor werk.',
			help: 'Klein telt ook.'
		});
	});

	test('can be taken on from an instrument that took it itself', () => {
		const third = taking({ same: 'naar-werk/1', part: 'nu' }, 'plan');
		expect(trots([school, taking({ why: 'Voor werk.' }), third])).toMatchObject({ part: 'nu', why: 'Voor werk.', type: 'long-text' });
	});

	test.each([
		['an instrument that is not there', [school, taking({ same: 'naar-zee/1' })], 'no instrument naar-zee/1'],
		['another version', [school, taking({ same: 'naar-school/1' })], 'no instrument naar-school/1'],
		['no version', [school, taking({ same: 'naar-school' })], 'names a version too: "naar-school/1"'],
		['an instrument that comes later', [taking({}), school], 'no instrument naar-school/2'],
		['a question that it does not have', [school, taking({ key: 'blij' })], 'no question with this key'],
		['other words', [school, taking({ text: 'Waarop?' })], 'keeps its own text'],
		['less care', [school, taking({ sensitive: false, type: 'short-text' })], 'keeps its own sensitive, type']
	])('is refused with %s', (_name, files, says) => expect(() => withSame(files)).toThrow(says));
});
