/** How an edition reads: its parts in words, and its lines as blocks. Pure. */
import { showAnswer, type AnswerLine } from '$lib/instruments/question-types';
import type { TextAnswer } from '$lib/instruments/answers';
import type { Instrument, Question } from '$lib/instruments/schema';
import { m } from '$lib/text/paraglide/messages';
import type { EditionLine } from './server';

/** What kind of part it is: each is shown, and shared, in its own way. */
export type PartKind = 'section' | 'choice' | 'sensitive' | 'remarks';

const sensitivePrefix = 'gevoelig:';

/** The kind of a part, by its name in the edition. */
export function partKind(part: string): PartKind {
	if (part.startsWith(sensitivePrefix)) return 'sensitive';
	if (part === 'opmerkingen') return 'remarks';
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
		case 'choice':
			return part === 'keuze1' ? m.edition_part_choice_1() : m.edition_part_choice_2();
		case 'section':
			return instrument.sections.find((section) => section.key === part)?.title ?? part;
	}
}

/** Parts by name in the order in which they are read; for sorting. */
export function partOrder(instrument: Instrument): (a: string, b: string) => number {
	const kinds: PartKind[] = ['section', 'choice', 'sensitive', 'remarks'];
	const places = [...instrument.sections.map((section) => section.key), ...instrument.questions.flatMap((q) => [q.key, sensitivePrefix + q.key])];
	const place = (part: string) => kinds.indexOf(partKind(part)) * places.length + places.indexOf(part);
	return (a, b) => place(a) - place(b);
}

/** One thing to read: a question with its answer, or a remark with where it was written. */
export interface ViewItem {
	title: string;
	lines: AnswerLine[];
	changedAfterTalk: boolean;
}

/** What stands together under one heading. */
export interface ViewBlock {
	kind: PartKind;
	title: string;
	intro?: string;
	items: ViewItem[];
}

function itemOf(line: EditionLine, instrument: Instrument): ViewItem {
	const changedAfterTalk = line.changedAfterTalk;
	if (line.kind === 'answer') {
		const asked = question(instrument, line.about);
		return { title: asked.text, lines: showAnswer(asked, line.value), changedAfterTalk };
	}
	const title = line.kind === 'remark' ? partLabel(line.about, instrument) : m.edition_different();
	return { title, lines: [{ text: (line.value as TextAnswer).text }], changedAfterTalk };
}

/**
 * The lines of an edition as blocks, in the order of the lines: the sections, each course choice apart, all sensitive
 * answers in one block, the mentor's remarks. Only what is there makes a block, so nothing shows what was left out.
 * @param reader the owner, or somebody it was shared with
 */
export function blocksOf(lines: readonly EditionLine[], instrument: Instrument, reader: 'owner' | 'recipient'): ViewBlock[] {
	const blocks = new Map<string, ViewBlock>();
	for (const line of lines) {
		const kind = partKind(line.part);
		const name = kind === 'sensitive' ? kind : line.part;
		let block = blocks.get(name);
		if (!block) {
			const own = reader === 'owner';
			block =
				kind === 'sensitive'
					? { kind, title: own ? m.edition_sensitive() : m.edition_sensitive_shared(), intro: own ? m.edition_sensitive_intro() : m.edition_sensitive_shared_intro(), items: [] }
					: { kind, title: partLabel(line.part, instrument), items: [] };
			blocks.set(name, block);
		}
		block.items.push(itemOf(line, instrument));
	}
	const order = [...blocks.values()];
	/* The hardest to tell and the words of somebody else come after the young person's own story. */
	return [...order.filter((b) => b.kind !== 'sensitive' && b.kind !== 'remarks'), ...order.filter((b) => b.kind === 'sensitive'), ...order.filter((b) => b.kind === 'remarks')];
}
