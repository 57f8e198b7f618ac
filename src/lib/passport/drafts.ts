/**
 * What was typed and is not saved yet, kept on the device under the account: a dead battery, a lost connection or an
 * expired session loses nothing. Cleared by each save, and on signing out. On a shared device there is no owner: then it
 * is in the page's memory only, and nothing stays behind.
 */
import type { Fields } from '$lib/instruments/question-types';

export interface Draft {
	/** The revision it was typed on top of. */
	base: number;
	fields: Fields;
}

const prefix = (owner: string): string => `pvs:${owner}:`;
const key = (owner: string, address: string): string => prefix(owner) + address;

/** The fields of a form as they are now; what the page itself added (with an underscore) stays behind. */
export function fieldsNow(form: HTMLFormElement): Fields {
	const fields: Fields = {};
	for (const [name, value] of new FormData(form)) if (typeof value === 'string' && !name.startsWith('_')) (fields[name] ??= []).push(value);
	return fields;
}

/** Puts fields into a form. */
export function fill(form: HTMLFormElement, fields: Fields): void {
	for (const element of form.elements) {
		if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) || element.name.startsWith('_') || !element.name)
			continue;
		const values = fields[element.name] ?? [];
		if (element instanceof HTMLInputElement && (element.type === 'radio' || element.type === 'checkbox'))
			element.checked = values.includes(element.value);
		else element.value = values[0] ?? '';
	}
}

/* A browser may refuse storage (private mode, full): then the text is on the page and saved while typing. */
function tolerant<T>(work: () => T): T | undefined {
	try {
		return work();
	} catch {
		return undefined;
	}
}

const memory = new Map<string, Draft>();

export function keepDraft(owner: string | null, address: string, draft: Draft): void {
	if (!owner) memory.set(address, draft);
	else tolerant(() => localStorage.setItem(key(owner, address), JSON.stringify(draft)));
}

export function draftOf(owner: string | null, address: string): Draft | undefined {
	if (!owner) return memory.get(address);
	return tolerant(() => JSON.parse(localStorage.getItem(key(owner, address)) ?? 'null') as Draft | null) ?? undefined;
}

export function dropDraft(owner: string | null, address: string): void {
	if (!owner) memory.delete(address);
	else tolerant(() => localStorage.removeItem(key(owner, address)));
}

/** The addresses of all questions with something unsaved on this device. */
function draftsOf(owner: string): string[] {
	return (
		tolerant(() =>
			Object.keys(localStorage)
				.filter((name) => name.startsWith(prefix(owner)))
				.map((name) => name.slice(prefix(owner).length))
		) ?? []
	);
}

/** Forgets everything of this account on this device. */
export function dropDrafts(owner: string): void {
	for (const address of draftsOf(owner)) dropDraft(owner, address);
}
