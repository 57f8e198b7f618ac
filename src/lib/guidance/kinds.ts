/** The words of a caseload, the same in the database and on the page; from the field (JVS, IJssel-Vecht). */

/** in beeld, bereiken, begeleiden, nazorg, afgesloten. */
export const phases = ['in_view', 'reaching', 'guiding', 'aftercare', 'closed'] as const;
export type Phase = (typeof phases)[number];

/** By which way somebody was tried to be reached. */
export const channels = ['app', 'sms', 'mail', 'letter', 'phone', 'visit'] as const;
export type Channel = (typeof channels)[number];

/** What came of it. */
export const results = ['reached', 'no_answer', 'appointment', 'not_now', 'wrong_address'] as const;
export type Result = (typeof results)[number];

/** How a case ends. */
export const caseOutcomes = ['education', 'learning_working', 'work', 'day_activities', 'care', 'moved', 'age_limit', 'other'] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];
