/** Until when a pause lasts, as it is filled in. Pure. */
import { readDate } from '$lib/instruments/question-types';
import { m } from '$lib/text/paraglide/messages';

/**
 * The last day of a pause, out of the three fields `until`: empty is until the person ends it.
 * @param today ISO date
 */
export function readPauseUntil(form: FormData, today: string): { until: string | null } | { error: string } {
	const until = readDate(form, 'until');
	if (until === undefined) return { error: m.pause_until_wrong() };
	if (until === '') return { until: null };
	return until < today ? { error: m.pause_until_past() } : { until };
}
