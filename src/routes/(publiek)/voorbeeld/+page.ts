import type { PageLoad } from './$types';

/** Any type can follow here. Asked for as a question's page does (see there): it must not be part of another file as well. */
export const load: PageLoad = async ({ data }) => ({
	...data,
	More: (await import('$lib/instruments/question-types/MoreFields.svelte')).default
});
