/** What can be shared with whom, and what was chosen of it; for the page where it is chosen and the one that reads it back. */
import type { SignedIn } from '$lib/account/server';
import { consentAge } from '$lib/consent/server';
import { defaultUntil, longestMonths, untilAllowed } from '$lib/consent/rules';
import type { CourseChoiceAnswer } from '$lib/instruments/answers';
import { readDate, type FieldError } from '$lib/instruments/question-types';
import { intakeTeams, type IntakeTeam } from '$lib/organisation/server';
import { partKind, partLabel, partOrder, type PartKind } from '$lib/passport/edition-rules';
import { editionsOf, openEdition, type OwnEdition } from '$lib/passport/server';
import { m } from '$lib/text/paraglide/messages';
import { writtenDate } from '$lib/text/dates';

/** A part of the newest edition, as it can be ticked. */
export interface OfferedPart {
	/** Its place in the edition: what stands in the address, so that no address says what is sensitive. */
	value: string;
	part: string;
	kind: PartKind;
	label: string;
	/** Of a course choice. */
	course?: CourseChoiceAnswer;
}

/** Everything there is to choose from. */
export interface Offer {
	edition: OwnEdition;
	parts: OfferedPart[];
	teams: IntakeTeam[];
	/** ISO date */
	today: string;
	/** The age from which an own yes is enough; only for who is younger. */
	alsoParent?: number;
}

/** What can be shared now; undefined without an edition. */
export async function offerOf(user: SignedIn, passportId: string): Promise<Offer | undefined> {
	const [newest] = await editionsOf(user, passportId);
	const edition = newest && (await openEdition(user, passportId, newest.number));
	if (!edition) return undefined;
	const [teams, age] = await Promise.all([intakeTeams(user), consentAge(user)]);
	const parts = edition.parts.map(({ part }, index): OfferedPart => {
		const kind = partKind(part);
		const value = edition.lines.find((line) => line.part === part && line.about === part)?.value;
		const course = kind === 'choice' ? (value as CourseChoiceAnswer | undefined) : undefined;
		const name = course?.course || course?.school;
		const label = partLabel(part, edition.instrument);
		return { value: String(index + 1), part, kind, label: name ? m.consent_choice_of({ choice: label, course: name }) : label, course };
	});
	const order = partOrder(edition.instrument);
	parts.sort((a, b) => order(a.part, b.part));
	return { edition, parts, teams, today: age.today, alsoParent: age.alone ? undefined : age.years };
}

/** What was chosen, right or not yet. */
export interface Chosen {
	/** Chosen from an older edition than there is now: has to be looked at again. */
	outdated: boolean;
	team?: IntakeTeam;
	parts: OfferedPart[];
	/** ISO date: the chosen last day, or that of the rule; undefined when what was typed is no date. */
	until: string | undefined;
	errors: FieldError[];
}

/** Ticked before anything is chosen: the sections, the first choice, the remarks; never anything sensitive. */
const byDefault = ({ kind, part }: OfferedPart): boolean => kind === 'section' || kind === 'remarks' || part === 'keuze1';

/** The last day by the rule, for the first of these parts that is a course choice. */
export function ruledUntil(parts: OfferedPart[], today: string): string {
	return defaultUntil(parts.find((part) => part.course)?.course?.starts, today);
}

/** Reads what was chosen from an address or a form. */
export function chosenOf(params: URLSearchParams, { edition, parts, teams, today }: Offer): Chosen {
	const outdated = params.has('editie') && params.get('editie') !== String(edition.number);
	const fresh = outdated || !params.has('editie');
	const ticked = parts.filter((part) => (fresh ? byDefault(part) : params.getAll('deel').includes(part.value)));
	const team = teams.find((t) => t.id === params.get('team'));
	const form = new FormData();
	for (const [name, value] of params) form.append(name, value);
	const date = readDate(form, 'tot');
	const until = date === '' ? ruledUntil(ticked, today) : date;

	const errors: FieldError[] = [];
	if (!team) errors.push({ field: 'team', message: m.consent_error_team() });
	if (ticked.length === 0) errors.push({ field: 'deel', message: m.consent_error_parts() });
	if (ticked.filter((part) => part.kind === 'choice').length > 1) errors.push({ field: 'deel', message: m.consent_error_choices() });
	if (until === undefined) errors.push({ field: 'tot', message: m.answer_no_date() });
	else if (!untilAllowed(until, today))
		errors.push({ field: 'tot', message: m.consent_error_until({ first: writtenDate(today), years: longestMonths / 12 }) });
	return { outdated, team, parts: ticked, until, errors };
}
