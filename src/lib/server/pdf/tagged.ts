/**
 * The structure of a PDF: which text is a heading, a list, a link, in which order it is read. pdf-lib has none of this;
 * the names are those of ISO 32000-1, 14.7 and 14.8.
 */
import { PDFDict, PDFHexString, PDFName, PDFRef, PDFString, type PDFDocument, type PDFObject, type PDFPage } from 'pdf-lib';

export type Role = 'Document' | 'Sect' | 'H1' | 'H2' | 'H3' | 'P' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Link' | 'Span';

/** A sequence of text on a page, or a link that can be clicked. */
export type Mark = { page: PDFPage; mcid: number } | { page: PDFPage; link: PDFRef; key: number };

/** A part of the structure. */
export interface Element {
	role: Role;
	kids: (Element | Mark)[];
	/** Of a list: what its labels are. */
	numbering?: 'Disc' | 'Decimal';
	/** What was written, where something else is printed. */
	actual?: string;
}

/** A new element, as the last in its parent. */
export function element(role: Role, parent?: Element): Element {
	const made: Element = { role, kids: [] };
	parent?.kids.push(made);
	return made;
}

const isElement = (kid: Element | Mark): kid is Element => 'role' in kid;

/** Whether there is any text in it. */
const isFilled = (kid: Element | Mark): boolean => !isElement(kid) || kid.kids.some(isFilled);

/**
 * Writes the structure into a document whose pages are drawn: the tree, the way back from each text to its element, and
 * that the document has both, its language and its title.
 */
export function writeStructure(pdf: PDFDocument, root: Element, lang: string, title: string): void {
	const { context, catalog } = pdf;
	const pages = pdf.getPages();
	const ofPage = pages.map((): PDFRef[] => []);
	const ofLink = new Map<number, PDFRef>();
	const treeRef = context.nextRef();

	const write = (part: Element, parent: PDFRef): PDFRef => {
		const ref = context.nextRef();
		const kids = part.kids.filter(isFilled).map((kid): PDFObject => {
			if (isElement(kid)) return write(kid, ref);
			if ('link' in kid) {
				ofLink.set(kid.key, ref);
				return context.obj({ Type: 'OBJR', Pg: kid.page.ref, Obj: kid.link });
			}
			ofPage[pages.indexOf(kid.page)]![kid.mcid] = ref;
			return context.obj({ Type: 'MCR', Pg: kid.page.ref, MCID: kid.mcid });
		});
		const dict = context.obj({ Type: 'StructElem', S: part.role, P: parent, K: kids });
		if (part.numbering) dict.set(PDFName.of('A'), context.obj({ O: 'List', ListNumbering: part.numbering }));
		if (part.actual) dict.set(PDFName.of('ActualText'), PDFHexString.fromText(part.actual));
		context.assign(ref, dict);
		return ref;
	};

	const top = write(root, treeRef);
	const back = [
		...ofPage.map((refs, index) => [index, context.register(context.obj(refs))] as const),
		...[...ofLink].sort(([a], [b]) => a - b)
	];
	const tree = context.obj({
		Type: 'StructTreeRoot',
		K: [top],
		ParentTree: context.register(context.obj({ Nums: back.flat() })),
		ParentTreeNextKey: back.length
	});
	context.assign(treeRef, tree);
	pages.forEach(({ node }, index) => {
		node.set(PDFName.of('StructParents'), context.obj(index));
		node.set(PDFName.of('Tabs'), PDFName.of('S'));
	});
	catalog.set(PDFName.of('StructTreeRoot'), treeRef);
	catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
	pdf.setLanguage(lang);
	pdf.setTitle(title, { showInWindowTitleBar: true });
}

/** A rectangle on a page that leads to an address. @returns what the link's element holds */
export function addLink(pdf: PDFDocument, page: PDFPage, href: string, rectangle: [number, number, number, number], key: number): Mark {
	const { context } = pdf;
	const annotation = context.obj({
		Type: 'Annot',
		Subtype: 'Link',
		Rect: rectangle,
		Border: [0, 0, 0],
		F: 4,
		StructParent: key
	}) as PDFDict;
	annotation.set(PDFName.of('Contents'), PDFString.of(href));
	annotation.set(PDFName.of('A'), context.obj({ Type: 'Action', S: 'URI', URI: PDFString.of(href) }));
	const link = context.register(annotation);
	page.node.addAnnot(link);
	return { page, link, key };
}
