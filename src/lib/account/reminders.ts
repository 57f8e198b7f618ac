/** Whether a person gets reminders: the person's own choice. */
import { eq, sql } from 'drizzle-orm';
import { asUser, rows, type UserRef } from '$lib/server/database';
import { reminderOff } from '$lib/server/mail/tables';

/** Whether reminders are on. */
export async function remindersOn(user: UserRef): Promise<boolean> {
	return asUser(user, async (tx) => (await tx.$count(reminderOff, eq(reminderOff.personId, user.id))) === 0);
}

/** Turns reminders on or off. Twice is once. */
export async function setReminders(user: UserRef, on: boolean): Promise<void> {
	await asUser(user, async (tx) => {
		if (on) await tx.delete(reminderOff).where(eq(reminderOff.personId, user.id));
		else await tx.insert(reminderOff).values({ personId: user.id }).onConflictDoNothing();
	});
}

/** What a page reminds of. */
export type Reminder = 'still_unread' | 'not_shared' | 'consent_ends';

/** What the young person is reminded of now, about an own passport; undefined: nothing, or reminders are off. */
export async function reminderNow(user: UserRef, passportId: string): Promise<Reminder | undefined> {
	type Row = { reminder: Reminder | null };
	const [row] = await asUser(user, (tx) => rows<Row>(tx, sql`select own_reminder(${passportId}) as reminder`));
	return row?.reminder ?? undefined;
}
