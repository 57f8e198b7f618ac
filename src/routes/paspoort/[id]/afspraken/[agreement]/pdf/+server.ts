import { agreementDocument, agreementFileName } from '$lib/agreement/document';
import { shownAgreement } from '$lib/agreement/rules';
import { ownAgreement } from '$lib/agreement/server';
import { instrumentOf } from '$lib/instruments';
import { found, id, notFound, youth } from '$lib/server/guard';
import { pdfResponse } from '$lib/server/pdf';
import type { RequestHandler } from './$types';

/** The own document, to keep or to print. */
export const GET: RequestHandler = async (event) => {
	const user = youth(event);
	const document = found(await ownAgreement(user, id(event.params.agreement)));
	if (document.passportId !== id(event.params.id) || document.status === 'draft') notFound();
	const instrument = instrumentOf({ instrumentKey: document.instrument, instrumentVersion: document.version });
	const shown = shownAgreement(document, instrument);
	return pdfResponse(agreementDocument(shown), agreementFileName(shown));
};
