import { groupReadings } from '$lib/consent/rules';
import { readingsOf } from '$lib/consent/server';
import { partLabel, partOrder } from '$lib/passport/edition-rules';
import { openPassport } from '$lib/passport/server';
import { found, id, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';
import { listed, timeOf, writtenWeekday } from '$lib/text/dates';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const readings = groupReadings(await readingsOf(user, own.id));
	return {
		readings: readings.map(({ day, reader, from, times, parts }) => ({
			day: writtenWeekday(day),
			reader,
			from,
			times: listed([...new Set(times.map(timeOf).reverse())]),
			parts: parts.sort(partOrder(own.instrument)).map((part) => partLabel(part, own.instrument))
		}))
	};
};
