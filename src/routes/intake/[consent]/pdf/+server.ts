import { paperOf } from '$lib/consent/checking';
import { takeEdition } from '$lib/consent/server';
import { editionDocument, editionFileName } from '$lib/passport/edition-document';
import { found, id, isReading, notFound, staff } from '$lib/server/guard';
import { pdfResponse } from '$lib/server/pdf';
import type { RequestHandler } from './$types';

/** What was shared with the team, to take along: exactly the shared parts. The young person sees that it was taken. */
export const GET: RequestHandler = async (event) => {
	const user = staff(event, 'intaker');
	if (!isReading(event)) notFound();
	const paper = await paperOf(found(await takeEdition(user, id(event.params.consent))));
	return pdfResponse(editionDocument(paper), editionFileName(paper));
};
