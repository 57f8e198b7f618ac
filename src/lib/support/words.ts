/** An answer to asked-for support in words. Apart from the rules, so that a page brings no more to the browser than this. */
import { m } from '$lib/text/paraglide/messages';
import type { Outcome } from './outcomes';

/** An outcome in words, as it begins a sentence. */
export function outcomeWords(outcome: Outcome): string {
	return { yes: m.support_yes, no: m.support_no, other: m.support_other }[outcome]();
}
