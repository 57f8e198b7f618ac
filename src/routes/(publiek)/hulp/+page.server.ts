import { myMentors } from '$lib/organisation/mentors';
import type { PageServerLoad } from './$types';

/** A phone number or e-mail address as something to tap; other words stay words. */
function reachable(text: string): string | undefined {
	if (/^[\w.+-]+@[\w.-]+\.\w+$/.test(text)) return `mailto:${text}`;
	if (/^\+?[\d\s()-]{8,}$/.test(text)) return `tel:${text.replace(/[^\d+]/g, '')}`;
}

/** The young person's own schools, each once, with whom to turn to there. */
export const load: PageServerLoad = async ({ locals }) => {
	const mentors = locals.user?.kind === 'youth' ? await myMentors(locals.user) : [];
	const schools = [...new Set(mentors.map((mentor) => mentor.school))].map((school) => {
		const here = mentors.filter((mentor) => mentor.school === school);
		const { helpPerson, helpReach } = here[0]!;
		return {
			school,
			person: helpPerson,
			reach: helpReach,
			href: reachable(helpReach),
			mentors: [...new Set(here.flatMap(({ mentor }) => mentor ?? []))]
		};
	});
	return { schools };
};
