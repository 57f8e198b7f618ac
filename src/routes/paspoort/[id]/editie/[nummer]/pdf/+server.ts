import { redirect } from '@sveltejs/kit';
import { today } from '$lib/account/server';
import { editionDocument, editionFileName } from '$lib/passport/edition-document';
import { openEdition } from '$lib/passport/server';
import { found, id, notFound, youth } from '$lib/server/guard';
import { pdfResponse } from '$lib/server/pdf';
import type { RequestHandler } from './$types';

/** The own edition, whole, to keep or to print. */
export const GET: RequestHandler = async (event) => {
	const person = youth(event);
	const { nummer } = event.params;
	if (!/^[1-9]\d{0,5}$/.test(nummer)) notFound();
	const passportId = id(event.params.id);
	/* The page says why: on paper nobody would see that something was left out. */
	if (person.sensitiveClosed) redirect(303, `/paspoort/${passportId}/editie/${nummer}`);
	const edition = found(await openEdition(person, passportId, Number(nummer)));
	const paper = { ...edition, person, reader: 'owner' as const, madeOn: await today() };
	return pdfResponse(editionDocument(paper), editionFileName(paper));
};
