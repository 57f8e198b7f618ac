/** How an edition reads: its parts in words, and its lines as blocks. Pure. */
import { showAnswer, type AnswerLine } from '$lib/instruments/question-types';
import type { TextAnswer } from '$lib/instruments/answers';
import { sectionsAsRead } from '$lib/instruments/journey';
import type { Instrument, Question } from '$lib/instruments/schema';
import { m } from '$lib/text/paraglide/messages';
import { whoseWords, type OthersWords } from '../participant/rules';
import type { EditionLine } from './server';

/** What kind of part it is: each is shown, and shared, in its own way. */
export type PartKind = 'section' | 'choice' | 'sensitive' | 'remarks' | 'different' | 'others';

const sensitivePrefix = 'gevoelig:';

/** What stands in the log when support agreements were read: no part of an edition, a document by itself. */
const agreementPart = 'afspraken';

/** The part that a sensitive answer is, all by itself. */
export const sensitivePart = (question: string): string => sensitivePrefix + question;

/** The kind of a part, by its name in the edition. */
export function partKind(part: string): PartKind {
	if (part.startsWith(sensitivePrefix)) return 'sensitive';
	if (part === 'opmerkingen') return 'remarks';
	if (part === 'anders') return 'different';
	if (part === 'anderen') return 'others';
	return /^keuze\d$/.test(part) ? 'choice' : 'section';
}

/** @throws when the instrument does not have it: the data is newer than the code */
function question(instrument: Instrument, key: string): Question {
	const found = instrument.questions.find((q) => q.key === key);
	if (!found) throw new Error(`unknown question ${key} in ${instrument.key} ${instrument.version}`);
	return found;
}

/** A part in words: a section by its title, a sensitive answer by its question. */
export function partLabel(part: string, instrument: Instrument): string {
	switch (partKind(part)) {
		case 'sensitive':
			return question(instrument, part.slice(sensitivePrefix.length)).text;
		case 'remarks':
			return m.edition_part_remarks();
		case 'different':
			return m.edition_different();
		case 'others':
			return m.edition_part_others();
		case 'choice':
			return part === 'keuze1' ? m.edition_part_choice_1() : m.edition_part_choice_2();
		case 'section':
			if (part === agreementPart) return m.agreement_title();
			return instrument.sections.find((section) => section.key === part)?.title ?? part;
	}
}

/**
 * Sorts parts in the order in which they are read: what has to be known first, the sections, each course choice after the section it is asked in, then
 * what is sensitive, then the words of somebody else.
 */
export function partOrder(instrument: Instrument): (a: string, b: string) => number {
	const sections = sectionsAsRead(instrument.sections).map((section) => section.key);
	const place = (part: string): number => {
		const kind = partKind(part);
		const asked = instrument.questions.findIndex((q) => q.key === part.replace(sensitivePrefix, ''));
		if (kind === 'remarks') return 20_000;
		if (kind === 'different') return 20_001;
		if (kind === 'others') return 20_002;
		if (part === agreementPart) return 20_003;
		if (kind === 'sensitive') return 10_000 + asked;
		const section = kind === 'choice' ? (instrument.questions[asked]?.part ?? part) : part;
		return sections.indexOf(section) * 1000 + (kind === 'choice' ? 1 + asked : 0);
	};
	return (a, b) => place(a) - place(b);
}

/** One thing to read: a question with its answer, or a remark with where it was written. */
export interface ViewItem {
	/** None where it would tell a recipient of something that may not be shared. */
	title?: string;
	lines: AnswerLine[];
	changedAfterTalk: boolean;
	/** What a recipient can ask further about it. */
	followUps?: string[];
}

/** What stands together under one heading. */
export interface ViewBlock {
	kind: PartKind;
	title: string;
	intro?: string;
	/** What has to be known first: it stands out, and its title says enough. */
	onTop?: true;
	items: ViewItem[];
}

/**
 * The title of an answer. To a recipient of one course choice nothing says that it is the first or the second: the
 * course stands without its question, and the rest reads as it is asked about the first choice.
 */
function answerTitle(line: EditionLine, instrument: Instrument, neutral: boolean): string | undefined {
	if (neutral && partKind(line.part) === 'choice' && line.about === line.part) return undefined;
	return askedAs(line, instrument, neutral).text;
}

/** The question as the reader gets it: of a neutral course choice the one about the first choice. */
function askedAs(line: EditionLine, instrument: Instrument, neutral: boolean): Question {
	const first = neutral && partKind(line.part) === 'choice' ? line.about.replace(line.part, 'keuze1') : line.about;
	return instrument.questions.find((q) => q.key === first) ?? question(instrument, line.about);
}

/**
 * The lines of an edition as blocks: the sections in their order, each course choice after the section it is asked in, all
 * sensitive answers in one block, the mentor's remarks. Only what is there makes a block, and no title names what may not
 * be there, so nothing shows a recipient what was left out.
 * @param reader the owner, or somebody it was shared with
 */
export function blocksOf(lines: readonly EditionLine[], instrument: Instrument, reader: 'owner' | 'recipient'): ViewBlock[] {
	const own = reader === 'owner';
	const neutral = !own && new Set(lines.map((line) => line.part).filter((part) => partKind(part) === 'choice')).size === 1;

	const isOnTop = (part: string): boolean => instrument.sections.some((section) => section.key === part && section.onTop);
	const item = (line: EditionLine): ViewItem => {
		const changedAfterTalk = line.changedAfterTalk;
		if (line.kind === 'answer') {
			return {
				title: isOnTop(line.part) ? undefined : answerTitle(line, instrument, neutral),
				lines: showAnswer(question(instrument, line.about), line.value),
				changedAfterTalk,
				...(own || isOnTop(line.part) ? {} : { followUps: askedAs(line, instrument, neutral).followUps })
			};
		}
		if (line.kind === 'other') {
			const said = line.value as OthersWords;
			return { title: whoseWords(said), lines: [{ text: said.text }], changedAfterTalk };
		}
		const title = line.kind === 'remark' && own ? partLabel(line.about, instrument) : undefined;
		return { title, lines: [{ text: (line.value as TextAnswer).text }], changedAfterTalk };
	};
	const heading = (part: string, kind: PartKind): Pick<ViewBlock, 'title' | 'intro' | 'onTop'> => {
		if (isOnTop(part)) return { title: partLabel(part, instrument), onTop: true };
		if (kind === 'choice' && neutral) return { title: m.edition_part_choice() };
		if (kind === 'others') return { title: partLabel(part, instrument), intro: m.edition_others_intro() };
		if (kind !== 'sensitive') return { title: partLabel(part, instrument) };
		return own
			? { title: m.edition_sensitive(), intro: m.edition_sensitive_intro() }
			: { title: m.edition_sensitive_shared(), intro: m.edition_sensitive_shared_intro() };
	};

	const blocks = new Map<string, ViewBlock>();
	const order = partOrder(instrument);
	for (const line of [...lines].sort((a, b) => order(a.part, b.part))) {
		const kind = partKind(line.part);
		const name = kind === 'sensitive' ? kind : line.part;
		const block = blocks.get(name) ?? { kind, ...heading(line.part, kind), items: [] };
		blocks.set(name, block);
		block.items.push(item(line));
	}
	return [...blocks.values()];
}
