/** What a class is called: of a Doorstroompunt it is a group, which has no school year. */
import { m } from '$lib/text/paraglide/messages';
import type { OrganisationKind } from './kinds';

interface Group {
	kind: OrganisationKind;
	name: string;
	school: string;
	schoolYear: number;
}

/** "Klas 4TL-A", or "Jongeren van Anouk". */
export const groupTitle = ({ kind, name }: Pick<Group, 'kind' | 'name'>): string =>
	kind === 'doorstroompunt' ? name : m.guidance_class({ name });

/** Where it is, and of which school year. */
export const groupPlace = ({ kind, school, schoolYear }: Group): string =>
	kind === 'doorstroompunt' ? school : m.guidance_class_school({ school, from: schoolYear, to: schoolYear + 1 });
