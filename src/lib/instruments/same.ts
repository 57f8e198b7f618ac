/**
 * The same thing is asked with the same key, and the words of a question stand in one file only: another file takes it
 * with `same`, and may tell its own reason and example with it. Pure.
 */
import { z } from 'zod';

/** What a file may say in its own words of a question that it takes; what is asked, and how it is answered, stays as it is. */
const own = ['part', 'help', 'why', 'helps', 'example', 'followUps', 'after', 'choice'];

/** As much of a file as is needed to find questions in it; the schema checks the rest once they are found. */
const fileSchema = z.looseObject({
	key: z.string(),
	version: z.number(),
	questions: z.array(z.looseObject({ key: z.string(), same: z.string().optional() }))
});
type File = z.infer<typeof fileSchema>;

/**
 * Puts in each file the questions that it takes from a file before it: `"same": "naar-school/2"` is the question with this key
 * in version 2 of that instrument.
 * @throws when there is no such file or question before it, or when a file changes what stays as it is
 */
export function withSame(files: readonly unknown[]): File[] {
	const whole: File[] = [];
	for (const given of files) {
		const file = fileSchema.parse(given);
		whole.push({ ...file, questions: file.questions.map((question) => taken(question, file, whole)) });
	}
	return whole;
}

function taken(question: File['questions'][number], file: File, before: readonly File[]): File['questions'][number] {
	const { same, ...words } = question;
	if (same === undefined) return question;
	const complain = (what: string) => new Error(`${file.key}/${file.version}, ${question.key}: ${what}`);
	const source = before.find(({ key, version }) => `${key}/${version}` === same);
	if (!same.includes('/')) throw complain(`"same" names a version too: "${same}/1"`);
	if (!source) throw complain(`no instrument ${same} stands before it in the list`);
	const found = source.questions.find(({ key }) => key === question.key);
	if (!found) throw complain(`${same} has no question with this key`);
	const changed = Object.keys(words).filter((name) => name !== 'key' && !own.includes(name));
	if (changed.length > 0) throw complain(`what is taken with "same" keeps its own ${changed.join(', ')}`);
	return { ...found, ...words };
}
