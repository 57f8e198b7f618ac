/** The caseload of the demo's Doorstroompunt, through the verbs of its consultant, and then moved to the days on which it was done. */
import type { Sql } from 'postgres';
import { linkCase, moveCase, noteContact, openCase, openedCase, planNext } from '$lib/guidance/server';
import { newId } from '$lib/server/ids';
import { bornOn, caseload, type DemoCase } from '../../tests/people';

interface Person {
	id: string;
}

/**
 * Opens all cases of the demo at one Doorstroompunt.
 * @param people who has an account, by key
 * @param today ISO date
 */
export async function fillCaseload(
	owner: Sql,
	consultant: Person,
	organisationId: string,
	people: Map<string, Person>,
	today: string
): Promise<void> {
	for (const told of caseload) {
		const id = newId();
		const { name, age, reach, origin } = told;
		const facts = { name, bornOn: age && bornOn(age, today), reach, origin };
		expectOutcome('opened', await openCase(consultant, id, organisationId, facts));
		const tries = told.tries.map(([channel, result, ago]) => ({ id: newId(), channel, result, ago }));
		for (const { id: attempt, channel, result } of tries)
			expectOutcome('noted', await noteContact(consultant, attempt, id, channel, result));
		if (told.youth) expectOutcome('linked', await linkCase(consultant, id, people.get(told.youth)!.id));
		const { revision } = (await openedCase(consultant, id))!;
		const { action = '', inDays } = told.next ?? {};
		expectOutcome(
			'planned',
			await planNext(consultant, id, revision, { action, on: inDays === undefined ? null : daysAfter(today, inDays) })
		);
		const planned = (await openedCase(consultant, id))!;
		expectOutcome('changed', await moveCase(consultant, id, planned.revision, told.phase, told.outcome ?? null));
		await putInThePast(owner, id, told, tries);
	}
}

/** At eleven o'clock on the day. A phase begins with the last try but one, as far as there is one. */
async function putInThePast(owner: Sql, id: string, told: DemoCase, tries: { id: string; ago: number }[]): Promise<void> {
	const at = (ago: number) => owner`((app_today() - ${ago}::int) + time '11:00') at time zone 'Europe/Amsterdam'`;
	const phaseSince = tries.at(-2)?.ago ?? tries.at(-1)?.ago ?? told.opened;
	await owner`update guidance_case set opened_at = ${at(told.opened)}, consultant_since = ${at(told.opened)}, phase_since = ${at(phaseSince)},
		closed_at = case when phase = 'closed' then ${at(phaseSince)} end where id = ${id}`;
	for (const attempt of tries) await owner`update contact_attempt set at = ${at(attempt.ago)} where id = ${attempt.id}`;
}

function daysAfter(today: string, days: number): string {
	const date = new Date(`${today}T12:00:00Z`);
	date.setUTCDate(date.getUTCDate() + days);
	return date.toISOString().slice(0, 10);
}

function expectOutcome(wanted: string, outcome: string): void {
	if (outcome !== wanted) throw new Error(`the demo expected ${wanted}, and got ${outcome}`);
}
