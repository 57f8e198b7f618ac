import { describe, expect, it } from 'vitest';
import { firstInstrument, newest } from '.';
import { inLessons } from './lessons';

const section = (key: string, minutes: number) => ({ key, title: key, minutes });
const spread = (minutes: number[], beside: number[]) =>
	inLessons(
		minutes.map((m, index) => section(`deel${index}`, m)),
		beside
	).map((lesson) => lesson.sections.map((s) => s.minutes));

describe('the parts over the lessons', () => {
	it('stay in their order, and the longest lesson is as short as can be', () => {
		expect(spread([10, 10, 10], [0, 0, 0])).toEqual([[10], [10], [10]]);
		expect(spread([11, 10, 11, 13], [15, 5, 25])).toEqual([[11, 10], [11, 13], []]);
		expect(spread([30, 5, 5], [0, 0])).toEqual([[30], [5, 5]]);
	});
	it('count what else the lesson is for', () => {
		expect(inLessons([section('wie', 10)], [5, 20]).map(({ minutes }) => minutes)).toEqual([15, 20]);
	});
	it('of the passport fit three lesson hours, with every part in one of them', () => {
		const { sections } = newest(firstInstrument);
		const lessons = inLessons(sections, [15, 5, 25]);
		expect(lessons.flatMap((lesson) => lesson.sections.map(({ key }) => key))).toEqual(sections.map(({ key }) => key));
		for (const { minutes } of lessons) expect(minutes).toBeLessThanOrEqual(45);
	});
});
