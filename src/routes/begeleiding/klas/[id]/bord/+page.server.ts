import QRCode from 'qrcode';
import { writtenCode } from '$lib/account/rules';
import { openClass } from '$lib/organisation/server';
import { settings } from '$lib/server/env';
import { found, guide, id } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

/** For the projector: how to get in, and how many are; no names. */
export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const opened = found(await openClass(user, id(event.params.id)));
	const { origin } = settings();
	const address = `${origin}/meedoen/${opened.class.code}`;
	const svg = await QRCode.toString(address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
	return {
		class: { id: opened.class.id, name: opened.class.name },
		code: writtenCode(opened.class.code),
		address: `${origin.replace(/^https?:\/\//, '')}/meedoen`,
		qr: `data:image/svg+xml,${encodeURIComponent(svg)}`,
		count: opened.students.length
	};
};
