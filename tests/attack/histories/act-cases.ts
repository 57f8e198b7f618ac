/** The steps about a case of the Doorstroompunt. Whoever is no consultant there tries as well, and gets nowhere. */
import { linkCase, moveCase, noteContact, openCase, planNext } from '$lib/guidance/server';
import { newId } from '$lib/server/ids';
import { pick, type Deed, type Here } from './deed';
import { consultant, mentors, type Case, type World, type Youth } from './model';

/** Makes a deed of such a step; undefined when there is nothing to do it with. */
export function caseDeed(
	kind: 'openCase' | 'planNext' | 'moveCase' | 'noteContact' | 'linkCase',
	{ w, cast, owner, y, at, mentor, a, b, base }: Here
): Deed | undefined {
	/* Mostly the consultant. */
	const who = b % 4 === 0 ? mentor : consultant;
	const user = cast.user(cast.mentors[who]!);
	const may = who === consultant;
	const of = (x: World): Youth => x.youths[at]!;
	/* Of nobody in particular: everybody is compared. */
	const all = { ...base, youths: [...w.youths.keys()], intakers: [...cast.intakers.keys()] };
	if (kind === 'openCase') {
		const made: Case = { id: newId(), name: cast.word(), reach: cast.word(), next: '', phase: 'in_view', youth: null, attempts: 0 };
		const facts = { name: made.name, bornOn: null, reach: made.reach, origin: '' };
		return {
			...all,
			portal: async () => (await openCase(user, made.id, cast.organisations[1]!, facts)) === 'opened',
			model: (x) => may && x.cases.push({ ...made }) > 0
		};
	}
	const one = pick(w.cases, a);
	if (!one) return undefined;
	const inModel = (x: World): Case => x.cases.find(({ id }) => id === one.id)!;
	const revision = async () => (await owner`select revision from guidance_case where id = ${one.id}`)[0]!.revision as number;
	switch (kind) {
		case 'planNext': {
			const next = cast.word();
			return {
				...all,
				portal: async () => (await planNext(user, one.id, await revision(), { action: next, on: '2027-01-04' })) === 'planned',
				model: (x) => may && !!Object.assign(inModel(x), { next })
			};
		}
		case 'moveCase': {
			const phase = b % 3 === 0 ? 'closed' : 'guiding';
			return {
				...all,
				portal: async () => (await moveCase(user, one.id, await revision(), phase, phase === 'closed' ? 'work' : null)) === 'changed',
				model: (x) => may && !!Object.assign(inModel(x), { phase })
			};
		}
		case 'noteContact':
			return {
				...all,
				portal: async () => (await noteContact(user, newId(), one.id, 'phone', 'no_answer')) === 'noted',
				model: (x) => {
					const it = inModel(x);
					if (!may || it.phase === 'closed') return false;
					if (it.phase === 'in_view') it.phase = 'reaching';
					return ++it.attempts > 0;
				}
			};
		case 'linkCase': {
			const takesOff = b % 5 === 0;
			return {
				...all,
				portal: async () => (await linkCase(user, one.id, takesOff ? null : y.id)) === 'linked',
				model: (x) => {
					const it = inModel(x);
					if (!may || (!takesOff && !mentors(x, who, of(x), 1))) return false;
					if (takesOff) it.youth = null;
					if (takesOff || it.youth === at) return true;
					if (it.youth !== null || x.cases.some(({ youth }) => youth === at)) return false;
					it.youth = at;
					return true;
				}
			};
		}
	}
}
