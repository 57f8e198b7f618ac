import { today } from '$lib/account/server';
import { ageOf, casesIn, countCases, inOrder, needOf, readOrder, readTab } from '$lib/guidance/rules';
import { caseload } from '$lib/guidance/server';
import { agoInWords } from '$lib/organisation/rules';
import { staff } from '$lib/server/guard';
import { dayOf, writtenDate } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'rmc_consultant');
	const { searchParams } = event.url;
	const [everybodys, now] = await Promise.all([caseload(user), today()]);
	const mine = searchParams.get('van') === 'mij';
	const all = mine ? everybodys.filter((one) => one.consultantId === user.id) : everybodys;
	const tab = readTab(searchParams.get('fase'));
	const order = readOrder(searchParams.get('volgorde'));
	const shown = casesIn(all, tab);
	return {
		tab,
		order,
		mine,
		counts: countCases(all),
		total: everybodys.length,
		/* Whose case it is only matters where there are colleagues. */
		several: new Set(everybodys.map((one) => one.consultantId).concat(user.id)).size > 1,
		due: shown.filter((one) => needOf(one, now) === 'due').length,
		quiet: shown.filter((one) => needOf(one, now) === 'quiet').length,
		cases: inOrder(shown, order, now).map((one) => ({
			id: one.id,
			name: one.name,
			phase: one.phase,
			consultant: one.consultant,
			linked: one.youthId !== null,
			paused: one.paused,
			need: needOf(one, now),
			nextAction: one.nextAction,
			nextOn: one.nextOn && writtenDate(one.nextOn),
			isToday: one.nextOn === now,
			outcome: one.outcome,
			attempts: one.attempts,
			last: one.lastAt && agoInWords(one.lastAt, now),
			lastOn: one.lastAt && writtenDate(dayOf(one.lastAt)),
			lastChannel: one.lastChannel,
			lastResult: one.lastResult,
			age: ageOf(one, now),
			until: one.until && writtenDate(one.until)
		}))
	};
};

export const actions: Actions = {
	/** Without JavaScript. A name that is looked for stands in no address, and so in no log. */
	zoek: async (event) => {
		staff(event, 'rmc_consultant');
		return { typed: String((await event.request.formData()).get('zoek') ?? '').slice(0, 200) };
	}
};
