/** What the pages of a class share. */
import type { RequestEvent } from '@sveltejs/kit';
import { firstInstrument, instrumentOf, newest } from '$lib/instruments';
import type { Instrument } from '$lib/instruments/schema';
import { presence } from '$lib/organisation/rules';
import { confirmMembers, openClass, type ClassStudent } from '$lib/organisation/server';
import { found, guide, id } from '$lib/server/guard';

/** The instrument of a student's passport; of who has not started, the one that they will start with. */
export const instrumentFor = ({ instrumentKey, instrumentVersion }: ClassStudent): Instrument =>
	instrumentKey === null || instrumentVersion === null ? newest(firstInstrument) : instrumentOf({ instrumentKey, instrumentVersion });

/**
 * Confirms the newcomers that came with the form, and remembers which name on the list each of them is.
 * @returns the class
 */
export async function confirmShown(event: RequestEvent): Promise<string> {
	const user = guide(event);
	const classId = id(event.params.id);
	const shown = (await event.request.formData()).getAll('youth').map((youth) => id(String(youth)));
	const opened = found(await openClass(user, classId));
	const { matches } = presence(opened.students, opened.expected, opened.today);
	const known = shown.flatMap((youthId) => {
		const match = matches.get(youthId);
		return match && !match.said ? [{ youthId, expectedId: match.expectedId }] : [];
	});
	await confirmMembers(user, classId, shown, known);
	return classId;
}
