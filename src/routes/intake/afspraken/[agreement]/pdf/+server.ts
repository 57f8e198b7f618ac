import { agreementDocument, agreementFileName } from '$lib/agreement/document';
import { shownAgreement } from '$lib/agreement/rules';
import { readAgreement } from '$lib/agreement/server';
import { instrumentOf } from '$lib/instruments';
import { found, id, isReading, notFound, staff } from '$lib/server/guard';
import { pdfResponse } from '$lib/server/pdf';
import type { RequestHandler } from './$types';

/** The document, to keep or to print; a reading like any other, so readAgreement() writes the log. */
export const GET: RequestHandler = async (event) => {
	const user = staff(event, 'intaker');
	if (!isReading(event)) notFound();
	const document = found(await readAgreement(user, id(event.params.agreement)));
	const instrument = instrumentOf({ instrumentKey: document.instrument, instrumentVersion: document.version });
	const shown = shownAgreement(document, instrument);
	return pdfResponse(agreementDocument(shown), agreementFileName(shown));
};
