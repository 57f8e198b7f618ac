import { redirect } from '@sveltejs/kit';
import { paperOf } from '$lib/consent/checking';
import { openConsent, ownPaper } from '$lib/consent/server';
import { editionDocument, editionFileName } from '$lib/passport/edition-document';
import { found, id, notFound, youth } from '$lib/server/guard';
import { pdfResponse } from '$lib/server/pdf';
import type { RequestHandler } from './$types';

/** The chosen parts on paper, for the young person to give to whom they like. */
export const GET: RequestHandler = async (event) => {
	const user = youth(event);
	const consent = found(await openConsent(user, id(event.params.consent)));
	if (consent.passportId !== id(event.params.id)) notFound();
	if (user.sensitiveClosed) redirect(303, `/paspoort/${consent.passportId}/gesloten`);
	const paper = await paperOf(found(await ownPaper(user, consent.id)));
	return pdfResponse(editionDocument(paper), editionFileName(paper));
};
