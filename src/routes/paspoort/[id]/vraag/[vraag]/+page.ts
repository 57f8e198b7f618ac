import { moreFields } from '$lib/instruments/question-types/more';
import type { PageLoad } from './$types';

/** What few visits show, comes only with those: on its first visit a question is to weigh little. */
export const load: PageLoad = async ({ data }) =>
	data.expired ? { ...data, Expired: (await import('./Expired.svelte')).default } : { ...data, More: await moreFields(data.question.type) };
