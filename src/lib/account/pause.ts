/** A pause that a young person takes: reminders are silent, and nothing else changes. */
import { and, eq, isNotNull, lt, sql } from 'drizzle-orm';
import { asUser, type UserRef } from '$lib/server/database';
import { pause } from './tables';

/** A pause that lasts today. */
export interface Pause {
	since: string;
	/** ISO date of its last day; null until the person ends it. */
	until: string | null;
}

/** Whose last day has passed is no pause any more. */
const over = and(isNotNull(pause.until), lt(pause.until, sql`app_today()`));

/** The pause that the person has now, or undefined. */
export async function pauseOf(user: UserRef): Promise<Pause | undefined> {
	const [found] = await asUser(user, (tx) =>
		tx
			.select({ since: pause.since, until: pause.until })
			.from(pause)
			.where(and(eq(pause.personId, user.id), sql`not coalesce(${over}, false)`))
	);
	return found && { since: found.since.toISOString(), until: found.until };
}

/** Takes a pause, or changes until when it lasts. Twice is once. @param until ISO date of its last day; null until it is ended */
export async function takePause(user: UserRef, until: string | null): Promise<void> {
	await asUser(user, async (tx) => {
		await tx.delete(pause).where(and(eq(pause.personId, user.id), over));
		await tx.insert(pause).values({ personId: user.id, until }).onConflictDoUpdate({ target: pause.personId, set: { until } });
	});
}

/** Ends the pause. Twice is once. */
export async function endPause(user: UserRef): Promise<void> {
	await asUser(user, (tx) => tx.delete(pause).where(eq(pause.personId, user.id)));
}
