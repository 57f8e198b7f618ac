/**
 * The fields that few questions have are a file by themselves. It is fetched before the page of such a question is made, in
 * the browser and on the server, so that every other question weighs less and this one works without JavaScript.
 */
import type { Component } from 'svelte';
import type { QuestionType } from '../schema';
import type { AskedFields } from './index';

const few: readonly QuestionType[] = ['strengths', 'needs', 'course-choice', 'scale', 'people', 'steps'];

/** What QuestionFields shows for a question of this type; undefined when it has those fields itself. */
export async function moreFields(type: QuestionType): Promise<Component<AskedFields> | undefined> {
	return few.includes(type) ? (await import('./MoreFields.svelte')).default : undefined;
}
