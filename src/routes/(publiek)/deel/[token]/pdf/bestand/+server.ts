import { paperOf } from '$lib/consent/checking';
import { takeByLink } from '$lib/consent/links';
import { editionDocument, editionFileName } from '$lib/passport/edition-document';
import { found, isReading, notFound } from '$lib/server/guard';
import { guestIn } from '$lib/server/guest-door';
import { pdfResponse } from '$lib/server/pdf';
import type { RequestHandler } from './$types';

/** What was shared by the link, to take along. The young person sees that it was taken. */
export const GET: RequestHandler = async (event) => {
	if (!isReading(event)) notFound();
	const guest = await guestIn(event, 'share', `/deel/${event.params.token}`);
	const paper = await paperOf(found(await takeByLink(guest)));
	return pdfResponse(editionDocument(paper), editionFileName(paper));
};
