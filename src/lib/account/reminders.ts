/** Whether a person gets reminders: the person's own choice. */
import { eq } from 'drizzle-orm';
import { asUser, type UserRef } from '$lib/server/database';
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
