/** An edition on paper, for its owner or for somebody it was shared with. Pure. */
import type { AnswerLine } from '$lib/instruments/question-types';
import type { Instrument } from '$lib/instruments/schema';
import type { Block, ListItem, PdfDocument, Span } from '$lib/server/pdf/document';
import { dayOf, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import { blocksOf, partKind, partLabel, partOrder, type ViewBlock, type ViewItem } from './edition-rules';
import type { EditionLine } from './server';

/** What is printed of an edition: exactly these lines. */
export interface EditionOnPaper {
	person: { name: string; called: string; pronouns: string };
	instrument: Instrument;
	number: number;
	/** The moment of agreeing. */
	agreedAt: string;
	/** null: agreed without a mentor. */
	talk: { mentor: string; from: string; heldOn: string; signedAt: string } | null;
	/** The lines of the parts that are shown, and no other. */
	lines: readonly EditionLine[];
	/** The fingerprints of parts, where they are known; those of parts without lines are left out. */
	parts: readonly { part: string; fingerprint: string }[];
	/** To a recipient no title tells what was left out. */
	reader: 'owner' | 'recipient';
	/** ISO date of today, from the portal's clock. */
	madeOn: string;
	/** How anybody can see whether the consent still holds. */
	check?: { code: string; /** ISO date */ until: string; /** Where to look, with the code in it. */ address: string };
}

/** The edition as a document to print: who, the three sentences, the parts in their order, how it was agreed, and how to check it. */
export function editionDocument(edition: EditionOnPaper): PdfDocument {
	const { person, instrument, number, reader } = edition;
	const title = m.edition_title({ called: person.called, number });
	return {
		title,
		lang: 'nl',
		subject: instrument.title,
		footer: edition.check ? `${title}\n${m.document_footer_check({ address: edition.check.address })}` : title,
		blocks: [
			{ kind: 'heading', level: 1, text: person.called, eyebrow: instrument.title },
			{ kind: 'paragraph', look: 'lead', text: nameLine(person, number) },
			...blocksOf(edition.lines, instrument, reader).flatMap((block) => (block.onTop ? onTop(block) : part(block))),
			...agreed(edition),
			...checks(edition)
		]
	};
}

/** A name for the file that a browser keeps. */
export function editionFileName({ person, number }: Pick<EditionOnPaper, 'person' | 'number'>): string {
	return m.document_edition_file({ called: person.called, number });
}

function nameLine({ name, pronouns }: EditionOnPaper['person'], number: number): string {
	return [name, pronouns, m.document_edition({ number })].filter(Boolean).join(' · ');
}

function onTop({ title, items }: ViewBlock): Block {
	const sentences = items.flatMap(({ lines }) => lines).map(({ title: words, text }) => ({ text: text || words }));
	return {
		kind: 'card',
		look: 'proud',
		blocks: [
			{ kind: 'heading', level: 2, text: title },
			{ kind: 'list', mark: 'number', look: 'lead', items: sentences }
		]
	};
}

/** What a mentor wrote and what was told in confidence stand in a box of their own. */
function part({ kind, title, intro, items }: ViewBlock): Block[] {
	const heading: Block = { kind: 'heading', level: 2, text: title };
	const inside: Block[] = [...(intro ? [{ kind: 'paragraph', look: 'soft', text: intro } as const] : []), ...items.flatMap(answer)];
	if (kind !== 'sensitive' && kind !== 'remarks') return [heading, ...inside];
	return [heading, { kind: 'card', look: kind === 'sensitive' ? 'closed' : 'calm', blocks: inside }];
}

function answer({ title, lines, changedAfterTalk }: ViewItem): Block[] {
	return [
		...(title ? [{ kind: 'heading', level: 3, text: title } as const] : []),
		...said(lines),
		...(changedAfterTalk ? [{ kind: 'paragraph', look: 'soft', text: m.edition_changed() } as const] : [])
	];
}

function said(lines: AnswerLine[]): Block[] {
	const isTitled = lines.some((line) => line.title);
	if (lines.length === 1 && !isTitled) return [{ kind: 'paragraph', text: lines[0]!.text ?? '' }];
	return [{ kind: 'list', mark: isTitled ? 'none' : 'point', items: lines satisfies ListItem[] }];
}

function agreed({ talk, agreedAt, person, number }: EditionOnPaper): Block[] {
	const facts = talk
		? [
				{
					label: m.document_talk(),
					value: m.document_talk_held({ day: writtenDate(talk.heldOn), mentor: talk.mentor, school: talk.from })
				},
				{ label: m.document_signed(), value: m.document_signed_by({ day: writtenDate(dayOf(talk.signedAt)), mentor: talk.mentor }) }
			]
		: [{ label: m.document_talk(), value: m.document_without_mentor() }];
	return [
		{ kind: 'heading', level: 2, text: m.document_agreed() },
		{
			kind: 'facts',
			facts: [
				...facts,
				{ label: m.document_agreement(), value: m.document_agreement_by({ called: person.called, day: writtenDate(dayOf(agreedAt)) }) },
				{ label: m.document_number(), value: m.document_edition({ number }) }
			]
		}
	];
}

function checks(edition: EditionOnPaper): Block[] {
	const { check, madeOn, lines, instrument } = edition;
	const shown = new Set(lines.map((line) => line.part));
	const order = partOrder(instrument);
	const parts = edition.parts.filter(({ part }) => shown.has(part)).sort((a, b) => order(a.part, b.part));
	const day = writtenDate(madeOn);
	return [
		{ kind: 'note', text: check ? stillHolds(check, day) : m.document_made({ day }) },
		...(parts.length === 0
			? []
			: ([
					{ kind: 'heading', level: 3, text: m.document_fingerprints() },
					{ kind: 'paragraph', look: 'soft', text: m.document_fingerprints_text() },
					{
						kind: 'facts',
						look: 'small',
						facts: parts.map(({ part, fingerprint }) => ({ label: labelOf(part, edition), value: shortFingerprint(fingerprint) }))
					}
				] satisfies Block[]))
	];
}

/** The sentence about the consent, with its address as a link. */
function stillHolds({ until, address }: NonNullable<EditionOnPaper['check']>, day: string): Span[] {
	const [before, after] = m.document_made_check({ day, until: writtenDate(until), address: '\n' }).split('\n');
	return [{ text: before! }, { text: address, href: address }, { text: after! }];
}

/** A recipient does not read whether a course was the first or the second choice. */
function labelOf(part: string, { reader, instrument, lines }: EditionOnPaper): string {
	const isOne = new Set(lines.map((line) => line.part).filter((each) => partKind(each) === 'choice')).size === 1;
	return reader === 'recipient' && partKind(part) === 'choice' && isOne ? m.edition_part_choice() : partLabel(part, instrument);
}

/** The first twelve signs in groups of four: enough to compare by eye with the whole one in the portal. */
export const shortFingerprint = (fingerprint: string): string =>
	fingerprint
		.slice(0, 12)
		.match(/.{1,4}/g)
		?.join(' ') ?? '';
