import { fail, redirect } from '@sveltejs/kit';
import { expectNames, unexpectNames } from '$lib/organisation/expected';
import { maxExpected, readNames } from '$lib/organisation/names';
import { openClass } from '$lib/organisation/server';
import { found, guide, id } from '$lib/server/guard';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';

/** Longest list that is read: a hundred names with everything that stands beside them. */
const maxList = 50_000;
const listIn = (form: FormData): string => String(form.get('lijst') ?? '').slice(0, maxList);

export const load: PageServerLoad = async (event) => {
	const user = guide(event);
	const { class: klas, expected, students } = found(await openClass(user, id(event.params.id)));
	const names = new Intl.Collator('nl', { sensitivity: 'base' });
	return {
		class: { id: klas.id, name: klas.name },
		expected: expected
			.map((e) => ({ ...e, who: students.find(({ youthId }) => youthId === e.youthId)?.name ?? null }))
			.sort((a, b) => names.compare(a.name, b.name)),
		kept: event.url.searchParams.get('gelukt') === 'klaar'
	};
};

export const actions: Actions = {
	/** Reads the list and shows what was found; nothing is kept yet. */
	bekijk: async (event) => {
		guide(event);
		const text = listIn(await event.request.formData());
		const preview = readNames(text);
		if (preview.names.length === 0) return fail(400, { text, errors: [{ field: 'lijst', message: m.guidance_names_none() }] });
		return { text, preview, chosen: preview.names };
	},
	/** Keeps the names that are still ticked. */
	bewaar: async (event) => {
		const user = guide(event);
		const classId = id(event.params.id);
		const form = await event.request.formData();
		const text = listIn(form);
		const preview = readNames(text);
		/* Only what can be on the list: a name that readNames() makes of it. */
		const chosen = form.getAll('naam').flatMap((name) => readNames(String(name)).names);
		if (chosen.length === 0) return fail(400, { text, preview, chosen, errors: [{ field: 'naam', message: m.guidance_names_choose() }] });
		found(await openClass(user, classId));
		const kept = await expectNames(user, classId, chosen);
		if (kept.outcome === 'too_many')
			return fail(400, { text, preview, chosen, errors: [{ field: 'naam', message: m.guidance_names_too_many({ max: maxExpected }) }] });
		redirect(303, `/begeleiding/klas/${classId}/namen?gelukt=klaar`);
	},
	/** Takes names off the list; the answer can put them back. */
	weg: async (event) => {
		const user = guide(event);
		const chosen = (await event.request.formData()).getAll('weg').map((one) => id(String(one)));
		if (chosen.length === 0) return fail(400, { errors: [{ field: 'weg', message: m.guidance_names_choose() }] });
		return { removed: await unexpectNames(user, id(event.params.id), chosen) };
	}
};
