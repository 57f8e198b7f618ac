/** Reads a PDF back, as a reader program and a screen reader would: its texts in order, and what they are. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A part of the structure: what it is, and the text in it. */
export interface ReadElement {
	role: string;
	text: string;
	kids: ReadElement[];
}

export interface ReadPdf {
	title: string;
	/** Shows its title as the name of the window. */
	showsTitle: boolean;
	lang: string | null;
	isTagged: boolean;
	pages: {
		/** All that is printed, the footer as well. */
		text: string;
		/** What belongs to the structure, in its order. */
		elements: ReadElement[];
		links: string[];
	}[];
}

type Node = { role?: string; children?: Node[]; type?: string; id?: string };

/** Reads a PDF. @throws when it is none */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
	const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
	const pdf = await task.promise;
	try {
		const { info } = await pdf.getMetadata();
		const { Title, Language } = info as { Title?: string; Language?: string };
		const pages: ReadPdf['pages'] = [];
		for (let number = 1; number <= pdf.numPages; number++) {
			const page = await pdf.getPage(number);
			const { items } = await page.getTextContent({ includeMarkedContent: true });
			const marked = new Map<string, string>();
			const open: (string | undefined)[] = [];
			let text = '';
			for (const item of items) {
				if ('str' in item) {
					const words = item.str + (item.hasEOL ? '\n' : '');
					text += words;
					const id = open.findLast(Boolean);
					if (id) marked.set(id, (marked.get(id) ?? '') + words);
				} else if (item.type === 'endMarkedContent') open.pop();
				else open.push((item as { id?: string }).id);
			}
			const links = (await page.getAnnotations()).flatMap(({ url }: { url?: string }) => (url ? [url] : []));
			const read = (node: Node): ReadElement => {
				const kids = (node.children ?? []).map(read);
				const own = node.type === 'content' ? (marked.get(node.id!) ?? '') : '';
				return {
					role: node.role ?? node.type ?? '',
					text: own + kids.map((kid) => kid.text).join(''),
					kids: kids.filter((kid) => kid.role !== 'content')
				};
			};
			const tree = (await page.getStructTree()) as Node | null;
			pages.push({ text, elements: tree ? read(tree).kids : [], links });
		}
		return {
			title: Title ?? '',
			showsTitle: ((await pdf.getViewerPreferences()) as { DisplayDocTitle?: boolean } | null)?.DisplayDocTitle === true,
			lang: Language ?? null,
			isTagged: ((await pdf.getMarkInfo()) as { Marked?: boolean } | null)?.Marked === true,
			pages
		};
	} finally {
		await task.destroy();
	}
}

/** All elements of one kind, in the order in which they are read. */
export function all(elements: ReadElement[], role: string): ReadElement[] {
	return elements.flatMap((each) => [...(each.role === role ? [each] : []), ...all(each.kids, role)]);
}
