/** What a consent may be and when it is open. Decides what is shown; the database's functions decide what happens. */

/** What a passport is shared for. */
export const purposes = ['intake'] as const;
export type Purpose = (typeof purposes)[number];

/** The closed list of events in the access log. */
export const accessEvents = ['mentor-read', 'mentor-read-sensitive', 'edition-read'] as const;
export type AccessEvent = (typeof accessEvents)[number];
