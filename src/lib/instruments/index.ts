/** The instruments there are, checked when the module is loaded. Server side only: a page gets the one question it shows. */
import dagbesteding from './dagbesteding.v1.json';
import exitgesprek from './exitgesprek.v1.json';
import overstapMbo23Plus from './overstap-mbo-23-plus.v1.json';
import overstapMboTot23 from './overstap-mbo-tot-23.v2.json';
import overstapWerk from './overstap-werk.v1.json';
import toekomstplan from './toekomstplan.v1.json';
import { withSame } from './same';
import { instrumentSchema, type Instrument, type Question } from './schema';

/** In the order in which they are offered; each can take questions from those before it. */
const files: readonly unknown[] = [overstapMboTot23, overstapMbo23Plus, overstapWerk, dagbesteding, exitgesprek, toekomstplan];

/**
 * The versions that passports have. A passport keeps the version it was started with, unless a newer one only adds to it:
 * then a migration moves all of them, and the older file goes (docs/decisions/0009).
 */
export const instruments: readonly Instrument[] = withSame(files).map(checked);

/** @throws with the file, the question and what is not right, all of it at once */
function checked(file: ReturnType<typeof withSame>[number]): Instrument {
	const { success, data, error } = instrumentSchema.safeParse(file);
	if (success) return data;
	const wrong = error.issues.map(({ path, message }) => {
		const question = path[0] === 'questions' ? file.questions[Number(path[1])]?.key : undefined;
		return [question, path.slice(question ? 2 : 0).join('.'), message].filter(Boolean).join(': ');
	});
	throw new Error(`${file.key}/${file.version}: ${wrong.join('\n')}`);
}

/** The key of the instrument that a young person starts with. */
export const firstInstrument = 'overstap-mbo-tot-23';

/**
 * An instrument in the version that a passport was started with.
 * @throws when the code does not know it: the data is newer than the code
 */
export function instrumentOf(passport: { instrumentKey: string; instrumentVersion: number }): Instrument {
	const found = instruments.find((i) => i.key === passport.instrumentKey && i.version === passport.instrumentVersion);
	if (!found) throw new Error(`unknown instrument ${passport.instrumentKey} ${passport.instrumentVersion}`);
	return found;
}

/**
 * The instrument that a form was made with. Of a version that was replaced while the page was open: the one that
 * replaced it, so that what was typed is saved.
 */
export function instrumentOfForm(key: string, version: number): Instrument | undefined {
	const same = instruments.filter((i) => i.key === key && i.version >= version);
	return same.sort((a, b) => a.version - b.version)[0];
}

/** The newest version of an instrument. */
export function newest(key: string): Instrument {
	const versions = instruments.filter((i) => i.key === key).sort((a, b) => b.version - a.version);
	if (!versions[0]) throw new Error(`unknown instrument ${key}`);
	return versions[0];
}

/** What a young person can choose from: of each instrument the newest version, in their order. */
export const offered: readonly Instrument[] = [...new Set(instruments.map(({ key }) => key))].map(newest);

/** A question by its key, or undefined. */
export function questionOf(instrument: Instrument, key: string): Question | undefined {
	return instrument.questions.find((question) => question.key === key);
}
