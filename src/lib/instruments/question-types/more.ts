/**
 * The fields that are more than text are a file by themselves. It is there before the page of such a question is made, in the
 * browser and on the server: a first visit to a question of text weighs less, and all of them work without JavaScript. Nothing
 * imports it at once: it would have no styles on the pages where it comes later (`look` in the journeys sees it).
 */
import type { Component } from 'svelte';
import type { QuestionType } from '../schema';
import type { AskedFields } from './index';

const text: readonly QuestionType[] = ['short-text', 'long-text', 'three-sentences'];

/** What QuestionFields shows for a question of this type; undefined when it has those fields itself. */
export async function moreFields(type: QuestionType): Promise<Component<AskedFields> | undefined> {
	return text.includes(type) ? undefined : (await import('./MoreFields.svelte')).default;
}
