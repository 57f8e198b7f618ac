/** The form of a request, as every action gets it: read safely, whatever was sent. */
import { error } from '@sveltejs/kit';

/**
 * Makes request.formData() safe for all actions at once. What is no form, or is cut off, is answered with 400 and not taken for
 * an error of ours; a form that is too large keeps its 413. NUL, which PostgreSQL holds in no text, and names that are no field of
 * any page are left out.
 */
export function readFormsSafely(request: Request): void {
	request.formData = () => readForm(request).catch(refuse);
}

/** Read as text where it can be: the general way costs a tenth of the whole save while typing. */
async function readForm(request: Request): Promise<FormData> {
	if (request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded'))
		return cleaned(new URLSearchParams(await request.text()));
	return cleaned(await Request.prototype.formData.call(request));
}

/** The limit of the server's adapter says 413; anything else that stops the reading is in what was sent. */
function refuse(why: unknown): never {
	const cause = why instanceof Error && why.cause ? why.cause : why;
	error((cause as { status?: number }).status === 413 ? 413 : 400);
}

const nul = '\0';

/** A name that every object has by itself ("constructor"), so that it would not only be what somebody sent. */
const anObject = {};
const isOfObjects = (name: string): boolean => name in anObject;

function cleaned(sent: Iterable<[string, FormDataEntryValue]>): FormData {
	const clean = new FormData();
	for (const [dirty, value] of sent) {
		const name = dirty.replaceAll(nul, '');
		if (isOfObjects(name)) continue;
		clean.append(name, typeof value === 'string' ? value.replaceAll(nul, '') : value);
	}
	return clean;
}
