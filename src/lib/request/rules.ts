/** The mbo's request to share. Pure. */
import { codeAlphabet } from '../account/rules';
import { m } from '../text/paraglide/messages';

/** Signs in the public address of a request: short enough to type from a poster; it opens nothing by itself. */
export const tokenLength = 8;

/** A token as somebody types it: small letters and hyphens don't matter. */
export const cleanToken = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Whether it can be one. */
export const isToken = (token: string): boolean => token.length === tokenLength && [...token].every((sign) => codeAlphabet.includes(sign));

/** A token as it is printed: "KBDF-4T7M". */
export const writtenToken = (token: string): string => `${token.slice(0, 4)}-${token.slice(4)}`;

/** The courses that a request can be about: those that the team is known by, so that nobody writes words of their own. */
export function coursesOf(courses: string): string[] {
	return courses
		.split(/,|\ben\b/)
		.map((course) => course.trim())
		.filter(Boolean)
		.map((course) => course[0]!.toUpperCase() + course.slice(1));
}

/** Who asks, and for which course, in words. */
export function whoAsks(request: { team: string; organisation: string; course: string }): string {
	const team = m.consent_team_of(request);
	return request.course ? m.request_for_course({ team, course: request.course }) : team;
}
