import { strengthsCard } from '$lib/passport/card-rules';
import { openPassport } from '$lib/passport/server';
import { strengthsCardDocument, strengthsCardFileName } from '$lib/passport/strengths-card-document';
import { found, id, youth } from '$lib/server/guard';
import { pdfResponse } from '$lib/server/pdf';
import type { RequestHandler } from './$types';

/** The own strengths card, to keep or to print. */
export const GET: RequestHandler = async (event) => {
	const { called, ...user } = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const card = { called, ...found(strengthsCard(own.instrument, own.answers)) };
	return pdfResponse(strengthsCardDocument(card), strengthsCardFileName(card));
};
