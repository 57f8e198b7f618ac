import QRCode from 'qrcode';
import { whoAsks, writtenToken } from '$lib/request/rules';
import { requestsOfMyTeams } from '$lib/request/server';
import { settings } from '$lib/server/env';
import { found, id, staff } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

/** A poster to hang up. */
export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	const wanted = id(event.params.verzoek);
	const request = found((await requestsOfMyTeams(user)).find((one) => one.id === wanted));
	const { origin } = settings();
	const path = `/vraag/${writtenToken(request.token)}`;
	const svg = await QRCode.toString(`${origin}${path}`, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
	return {
		who: whoAsks(request),
		organisation: request.organisation,
		address: `${origin.replace(/^https?:\/\//, '')}${path}`,
		qr: `data:image/svg+xml,${encodeURIComponent(svg)}`
	};
};
