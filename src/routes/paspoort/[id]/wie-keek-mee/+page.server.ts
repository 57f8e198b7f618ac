import { groupReadings, timeOf } from '$lib/consent/rules';
import { readingsOf } from '$lib/consent/server';
import { partLabel, partOrder } from '$lib/passport/edition-rules';
import { listed } from '$lib/passport/rules';
import { openPassport } from '$lib/passport/server';
import { found, id, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

/** A day as it heads a list: "dinsdag 3 maart 2026". */
const weekday = (day: string): string =>
	new Intl.DateTimeFormat('nl-NL', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00Z`)
	);

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const readings = groupReadings(await readingsOf(user, own.id));
	return {
		readings: readings.map(({ day, reader, from, times, parts }) => ({
			day: weekday(day),
			reader,
			from,
			times: listed([...new Set(times.map(timeOf).reverse())]),
			parts: parts.sort(partOrder(own.instrument)).map((part) => partLabel(part, own.instrument))
		}))
	};
};
