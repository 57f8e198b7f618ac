/** With whom a passport is talked about: the young person chooses between the organisations where they have guides. */
import { inArray, sql } from 'drizzle-orm';
import { asUser, outcomeOf, rows, type UserRef } from '$lib/server/database';
import { talkedWith, type TalkedWith } from './guides-rules';
import type { OrganisationKind } from './kinds';
import type { PassportState } from '../passport/states';
import { organisation } from './tables';

/** An organisation where the young person is in a class or group now. */
export interface MyGuides {
	organisationId: string;
	organisation: string;
	kind: OrganisationKind;
	/** By name; empty as long as nobody has the class or group. */
	guides: string[];
}

/** Where a passport can be talked about, the one that was joined last on top; empty outside every class and group. */
export async function myGuides(user: UserRef): Promise<MyGuides[]> {
	type Row = { organisation_id: string; organisation: string; kind: OrganisationKind; guides: string[] | null };
	const found = await asUser(user, (tx) => rows<Row>(tx, sql`select * from my_guides()`));
	return found.map(({ organisation_id, guides, ...row }) => ({ ...row, organisationId: organisation_id, guides: guides ?? [] }));
}

/** The names of organisations, by their id. They are public knowledge. */
export async function organisationNames(user: UserRef, ids: (string | null)[]): Promise<Map<string, string>> {
	const wanted = ids.filter((id) => id !== null);
	if (wanted.length === 0) return new Map();
	const found = await asUser(user, (tx) =>
		tx.select({ id: organisation.id, name: organisation.name }).from(organisation).where(inArray(organisation.id, wanted))
	);
	return new Map(found.map(({ id, name }) => [id, name]));
}

/** With whom an own passport is talked about, in words. */
export async function talkedAbout(user: UserRef, own: { organisationId: string | null; state: PassportState }): Promise<TalkedWith> {
	const [mine, names] = await Promise.all([myGuides(user), organisationNames(user, [own.organisationId])]);
	return talkedWith(own, mine, names.get(own.organisationId ?? ''));
}

/**
 * What came of choosing; `not_now`: it was handed in, and has to be taken back first; `sensitive_closed`: not in a session that a
 * mentor's code opened, because it shows somebody else how far it is.
 */
export type GuidesChosen = 'chosen' | 'not_now' | 'missing' | 'sensitive_closed';

/** Chooses where an own draft is talked about; null is nowhere yet. Whoever saw it before sees nothing of it any more. Twice is once. */
export async function chooseGuides(user: UserRef, passportId: string, organisationId: string | null): Promise<GuidesChosen> {
	return outcomeOf(user, sql`choose_guides(${passportId}, ${organisationId})`);
}
