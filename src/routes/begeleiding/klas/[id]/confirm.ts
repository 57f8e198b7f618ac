/** What the pages of a class share: letting newcomers in. */
import type { RequestEvent } from '@sveltejs/kit';
import { presence } from '$lib/organisation/rules';
import { confirmMembers, openClass } from '$lib/organisation/server';
import { found, id, staff } from '$lib/server/guard';

/**
 * Confirms the newcomers that came with the form, and remembers which name on the list each of them is.
 * @returns the class
 */
export async function confirmShown(event: RequestEvent): Promise<string> {
	const user = staff(event, 'mentor');
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
