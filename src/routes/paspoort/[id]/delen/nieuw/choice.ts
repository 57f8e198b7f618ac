/** What can be shared with whom, and what was chosen of it; for the page where it is chosen and the one that reads it back. */
import { looksLikeEmail } from '$lib/account/rules';
import type { SignedIn } from '$lib/account/server';
import { consentAge } from '$lib/consent/server';
import {
	addDays,
	consentKinds,
	defaultUntil,
	linkDays,
	linkOpenings,
	longestMonths,
	longestUntil,
	untilAllowed,
	type ConsentKind
} from '$lib/consent/rules';
import type { CourseChoiceAnswer } from '$lib/instruments/answers';
import { readDate, type FieldError } from '$lib/instruments/question-types';
import { intakeTeams, type IntakeTeam } from '$lib/organisation/server';
import { partKind, partLabel, partOrder, type PartKind } from '$lib/passport/edition-rules';
import { editionsOf, openEdition, type OwnEdition } from '$lib/passport/server';
import { seal, unseal } from '$lib/server/seal';
import { waitingRequests, type WaitingRequest } from '$lib/request/server';
import { m } from '$lib/text/paraglide/messages';
import { writtenDate } from '$lib/text/dates';

/** A part of the newest edition, as it can be ticked. */
export interface OfferedPart {
	/** Its place in the edition: what is sent, so that no form says what is sensitive. */
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
	/** What teams asked this young person for. */
	requests: WaitingRequest[];
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
	const [teams, age, requests] = await Promise.all([intakeTeams(user), consentAge(user), waitingRequests(user)]);
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
	return { edition, parts, teams, requests, today: age.today, alsoParent: age.alone ? undefined : age.years };
}

/** With whom: a team, or what was typed about somebody else. */
export type To =
	| { kind: 'team'; team: IntakeTeam; applicationRef: string; request?: WaitingRequest }
	| { kind: 'link'; recipient: string; email: string | null; maxOpenings: number }
	| { kind: 'paper'; recipient: string };

/** What was chosen, right or not yet. */
export interface Chosen {
	/** Chosen from an older edition than there is now: has to be looked at again. */
	outdated: boolean;
	kind: ConsentKind;
	/** Undefined when it is not right yet. */
	to?: To;
	parts: OfferedPart[];
	/** ISO date: the chosen last day, or that of the rule; undefined when what was typed is no date. */
	until: string | undefined;
	errors: FieldError[];
}

/** Everything chosen is right: it can be read back and confirmed. */
export type RightChoice = Chosen & { to: To; until: string };
export const isRight = (chosen: Chosen): chosen is RightChoice => !chosen.outdated && chosen.errors.length === 0;

/**
 * What was chosen travels from page to page in the address, sealed: it holds a name and an address of somebody else. Only
 * the person who chose opens it, for a day.
 */
export const sealChoice = (user: SignedIn, params: URLSearchParams): string => seal([user.id, params.toString()]);

/** Opens what sealChoice() sealed; empty when there is nothing (any more). */
export function openChoice(user: SignedIn, sealed: string | null): URLSearchParams {
	const [owner, params] = (unseal(sealed ?? '') as [string, string] | undefined) ?? [];
	return new URLSearchParams(owner === user.id ? params : '');
}

/** Ticked before anything is chosen: the sections, the first choice, the remarks; never anything sensitive. */
const byDefault = ({ kind, part }: OfferedPart): boolean => kind === 'section' || kind === 'remarks' || part === 'keuze1';

/** The last day by the rule: for a team and on paper, of the first of these parts that is a course choice. */
export function ruledUntil(kind: ConsentKind, parts: OfferedPart[], today: string): string {
	if (kind === 'link') return addDays(today, linkDays.usual);
	return defaultUntil(parts.find((part) => part.course)?.course?.starts, today);
}

/** Longest name of a recipient. */
export const longestRecipient = 100;

/** Reads what was chosen. */
export function chosenOf(params: URLSearchParams, { edition, parts, teams, requests, today }: Offer): Chosen {
	const outdated = params.has('editie') && params.get('editie') !== String(edition.number);
	const fresh = outdated || !params.has('editie');
	const ticked = parts.filter((part) => (fresh ? byDefault(part) : params.getAll('deel').includes(part.value)));
	const kind = consentKinds.find((one) => one === params.get('met')) ?? 'team';
	const form = new FormData();
	for (const [name, value] of params) form.append(name, value);
	const date = readDate(form, 'tot');
	const until = date === '' ? ruledUntil(kind, ticked, today) : date;

	const errors: FieldError[] = [];
	const to = readTo(kind, params, teams, requests, errors);
	if (ticked.length === 0) errors.push({ field: 'deel', message: m.consent_error_parts() });
	if (ticked.filter((part) => part.kind === 'choice').length > 1) errors.push({ field: 'deel', message: m.consent_error_choices() });
	if (until === undefined) errors.push({ field: 'tot', message: m.answer_no_date() });
	else if (!untilAllowed(until, today, kind)) errors.push({ field: 'tot', message: wrongUntil(kind, today) });
	return { outdated, kind, to, parts: ticked, until, errors };
}

function wrongUntil(kind: ConsentKind, today: string): string {
	if (kind === 'link') return m.consent_error_until_link({ first: writtenDate(today), last: writtenDate(longestUntil(kind, today)) });
	return m.consent_error_until({ first: writtenDate(today), years: longestMonths / 12 });
}

function readTo(
	kind: ConsentKind,
	params: URLSearchParams,
	teams: IntakeTeam[],
	requests: WaitingRequest[],
	errors: FieldError[]
): To | undefined {
	const wrong = (field: string, message: string) => void errors.push({ field, message });
	const words = (field: string) => (params.get(field) ?? '').trim();
	if (kind === 'team') {
		const team = teams.find((t) => t.id === params.get('team'));
		const applicationRef = words('kenmerk');
		if (!team) wrong('team', m.consent_error_team());
		if (applicationRef.length > longestRecipient) wrong('kenmerk', m.answer_too_long({ max: longestRecipient }));
		const request = requests.find((one) => one.id === params.get('vraag') && one.teamId === team?.id);
		return team && applicationRef.length <= longestRecipient ? { kind, team, applicationRef, request } : undefined;
	}
	const before = errors.length;
	if (kind === 'paper') {
		const recipient = words('mbo');
		if (recipient === '') wrong('mbo', m.consent_error_mbo());
		else if (recipient.length > longestRecipient) wrong('mbo', m.answer_too_long({ max: longestRecipient }));
		return errors.length > before ? undefined : { kind, recipient };
	}
	const recipient = words('wie');
	const email = words('mail').toLowerCase() || null;
	const maxOpenings = Number(words('keer') || linkOpenings.usual);
	if (recipient === '') wrong('wie', m.consent_error_recipient());
	else if (recipient.length > longestRecipient) wrong('wie', m.answer_too_long({ max: longestRecipient }));
	if (email && !looksLikeEmail(email)) wrong('mail', m.consent_error_email());
	if (!Number.isInteger(maxOpenings) || maxOpenings < 1 || maxOpenings > linkOpenings.most)
		wrong('keer', m.consent_error_openings({ most: linkOpenings.most }));
	return errors.length > before ? undefined : { kind, recipient, email, maxOpenings };
}
