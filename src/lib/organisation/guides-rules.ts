/** With whom a passport is talked about, in words. Pure. */
import { listed } from '$lib/text/dates';
import { m } from '$lib/text/paraglide/messages';
import type { PassportState } from '../passport/states';
import type { MyGuides } from './guides';

/** Who they are, in a sentence: by name, and as long as there is no name as what they are there. */
export function guidesInWords({ guides, kind }: Pick<MyGuides, 'guides' | 'kind'>): string {
	if (guides.length > 0) return listed(guides);
	return kind === 'vo' ? m.your_mentor() : m.with_your_guide();
}

/** With whom a passport is talked about. */
export interface TalkedWith {
	/** One sentence for its owner. */
	says: string;
	/** The names in a sentence: "Marieke", or "je mentor" as long as there is none. */
	guides: string;
	/** It belongs with an organisation where the young person is in no class or group any more. */
	gone: boolean;
	/** Whether there is something to choose. */
	choice: boolean;
	/** Nobody: it can be agreed on alone. */
	nobody: boolean;
}

/**
 * @param own where the passport belongs, null for nowhere yet; and whether it is still being made
 * @param mine where the young person has guides now
 * @param name of that organisation
 */
export function talkedWith(
	own: { organisationId: string | null; state: PassportState },
	mine: readonly MyGuides[],
	name: string = m.with_former()
): TalkedWith {
	const here = mine.find((one) => one.organisationId === own.organisationId);
	if (here) {
		const guides = guidesInWords(here);
		const says = own.state === 'agreed' ? m.with_was(here) : m.with_whom({ guides, organisation: here.organisation });
		return { says, guides, gone: false, choice: mine.length > 1, nobody: false };
	}
	const gone = own.organisationId !== null;
	const choice = mine.length > 0;
	const draft = own.state === 'draft';
	const formerly = !draft ? m.with_was : choice ? m.with_whom_gone : m.with_gone_alone;
	const says = gone ? formerly({ organisation: name }) : draft ? m.with_nobody() : m.with_was_nobody();
	return { says, guides: m.with_your_guide(), gone, choice, nobody: true };
}
