import { fail } from '@sveltejs/kit';
import { firstInstrument, newest } from '$lib/instruments';
import { beginning, nextScreen } from '$lib/passport/example-rules';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => {
	const { title, sections } = newest(firstInstrument);
	return { title, parts: sections.map((section) => section.title) };
};

export const actions: Actions = {
	/** Each screen answers the form of the one before; nothing is looked up and nothing is kept. */
	default: async ({ request }) => {
		/* A form that is too large to read, or none at all: begin again, calmly. */
		const form = await request.formData().catch(() => undefined);
		const screen = form ? nextScreen(newest(firstInstrument), form) : beginning(true);
		if (screen.kind === 'question' && screen.errors.length > 0) return fail(400, { screen });
		return { screen };
	}
};
