/** Where somebody is guided: at a school, a mbo, or a Doorstroompunt, whose group of young people is no class. */
export const organisationKinds = ['vo', 'mbo', 'doorstroompunt'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];
