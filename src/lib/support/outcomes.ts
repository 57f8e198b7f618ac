/** What an mbo can answer to a support that was asked for: "ja", "nee, want ..." or "anders, namelijk ...". */
export const outcomes = ['yes', 'no', 'other'] as const;
export type Outcome = (typeof outcomes)[number];
