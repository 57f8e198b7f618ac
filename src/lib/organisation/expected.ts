/** The names that a mentor expects in a class: kept from a pasted list, and who each of them turned out to be. */
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { asUser, type Tx, type UserRef } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import { maxExpected, nameKey } from './names';
import { classExpected } from './tables';

/** Which name on the list is which young person. */
export interface Coupling {
	expectedId: string;
	youthId: string;
}

/** What came of keeping names; `added` counts only those that were not on the list yet. */
export type Kept = { outcome: 'kept'; added: number } | { outcome: 'too_many' };

/** Puts names on the list of a class; who is on it already is there once. Row security refuses whoever is no mentor of it. */
export async function expectNames(user: UserRef, classId: string, names: string[]): Promise<Kept> {
	return asUser(user, async (tx) => {
		const there = await tx.select({ name: classExpected.name }).from(classExpected).where(eq(classExpected.classId, classId));
		const known = new Set(there.map(({ name }) => nameKey(name)));
		const fresh = names.filter((name, index) => !known.has(nameKey(name)) && names.indexOf(name) === index);
		if (there.length + fresh.length > maxExpected) return { outcome: 'too_many' };
		if (fresh.length > 0)
			await tx
				.insert(classExpected)
				.values(fresh.map((name) => ({ id: newId(), classId, name })))
				.onConflictDoNothing();
		return { outcome: 'kept', added: fresh.length };
	});
}

/** Takes names off the list. @returns the names, so that it can be undone */
export async function unexpectNames(user: UserRef, classId: string, ids: string[]): Promise<string[]> {
	if (ids.length === 0) return [];
	const gone = await asUser(user, (tx) =>
		tx
			.delete(classExpected)
			.where(and(eq(classExpected.classId, classId), inArray(classExpected.id, ids)))
			.returning({ name: classExpected.name })
	);
	return gone.map(({ name }) => name);
}

/** The mentor says by hand which name on the list a member is; without an id, that the member is none of them. */
export async function sayWhoItIs(user: UserRef, classId: string, youthId: string, expectedId: string | null): Promise<void> {
	await asUser(user, async (tx) => {
		if (expectedId) await couple(tx, classId, { expectedId, youthId });
		else await uncouple(tx, classId, youthId);
	});
}

/** Couples a name that is nobody's yet to a member, who is nobody else on the list from then on. */
export async function couple(tx: Tx, classId: string, { expectedId, youthId }: Coupling): Promise<void> {
	const [free] = await tx
		.select({ id: classExpected.id })
		.from(classExpected)
		.where(and(eq(classExpected.classId, classId), eq(classExpected.id, expectedId), isNull(classExpected.youthId)));
	if (!free) return;
	await uncouple(tx, classId, youthId);
	await tx.update(classExpected).set({ youthId }).where(eq(classExpected.id, free.id));
}

async function uncouple(tx: Tx, classId: string, youthId: string): Promise<void> {
	await tx
		.update(classExpected)
		.set({ youthId: null })
		.where(and(eq(classExpected.classId, classId), eq(classExpected.youthId, youthId)));
}
