/** Who agreed, in words. Apart from the rules, so that a page brings no more to the browser than this. */
import { m } from '$lib/text/paraglide/messages';

/** One of those who agreed: with name, place and day. */
export function agreedWords({
	role,
	name,
	from,
	on
}: {
	role: 'team' | 'youth' | 'representative';
	name: string;
	from: string;
	on: string;
}): string {
	if (role === 'team') return m.agreement_agreed_team({ name, from, day: on });
	return role === 'youth' ? m.agreement_agreed_other({ name, day: on }) : m.agreement_agreed_representative({ name, day: on });
}
