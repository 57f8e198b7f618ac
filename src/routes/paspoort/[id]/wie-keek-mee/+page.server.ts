import { groupReadings, writtenReading } from '$lib/consent/rules';
import { readingsOf } from '$lib/consent/server';
import { partLabel, partOrder } from '$lib/passport/edition-rules';
import { openPassport } from '$lib/passport/server';
import { found, id, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const readings = groupReadings(await readingsOf(user, own.id));
	return {
		readings: readings.map(({ from, parts, ...reading }) => ({
			...writtenReading(reading),
			from,
			parts: parts.sort(partOrder(own.instrument)).map((part) => partLabel(part, own.instrument))
		}))
	};
};
