import QRCode from 'qrcode';
import { deletionsOf } from '$lib/consent/deleting';
import { linkOf } from '$lib/consent/links';
import { groupReadings, isCurrent, writtenCheckCode, writtenReading } from '$lib/consent/rules';
import { openConsent, readingsOf } from '$lib/consent/server';
import { partLabel, partOrder } from '$lib/passport/edition-rules';
import { editionsOf, openPassport } from '$lib/passport/server';
import { settings } from '$lib/server/env';
import { found, id, notFound, youth } from '$lib/server/guard';
import { dayOf, writtenDate } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const consent = found(await openConsent(user, id(event.params.consent)));
	if (consent.passportId !== own.id) notFound();
	const current = isCurrent(consent.status);
	const [link, readings, [newest], deletions] = await Promise.all([
		current ? linkOf(user, consent.id) : undefined,
		readingsOf(user, own.id),
		editionsOf(user, own.id),
		consent.withdrawnAt ? deletionsOf(user, consent.id) : []
	]);
	const under = groupReadings(readings.filter((reading) => reading.consentId === consent.id));
	const svg = link && (await QRCode.toString(link.address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }));
	const on = (moment: string | null) => moment && writtenDate(dayOf(moment));
	return {
		done: event.url.searchParams.get('gelukt'),
		consent: {
			kind: consent.kind,
			to: consent.to,
			status: consent.status,
			current,
			newer: current && newest && newest.number > consent.editionNumber ? newest.number : null,
			replacedBy: consent.replacedBy,
			edition: consent.editionNumber,
			parts: [...consent.parts].sort(partOrder(own.instrument)).map((part) => partLabel(part, own.instrument)),
			until: writtenDate(consent.until),
			givenOn: on(consent.givenAt)!,
			withdrawnOn: on(consent.withdrawnAt)
		},
		link: link && { ...link, qr: `data:image/svg+xml,${encodeURIComponent(svg!)}` },
		paper:
			current && consent.kind === 'paper'
				? { code: writtenCheckCode(consent.checkCode), address: `${settings().origin.replace(/^https?:\/\//, '')}/controle` }
				: null,
		deletions: deletions.map(({ reader, from, confirmedAt }) => ({
			term: `${reader} (${from})`,
			value: confirmedAt ? m.given_deletion_done({ day: on(confirmedAt)! }) : m.given_deletion_waits()
		})),
		readings: under.map(writtenReading)
	};
};
