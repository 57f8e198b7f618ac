import { today } from '$lib/account/server';
import { myAgreements } from '$lib/agreement/server';
import { toDelete } from '$lib/consent/deleting';
import { myTeams, received } from '$lib/consent/server';
import { staff } from '$lib/server/guard';
import { chosen, countRows, listRows, orders, shows } from '$lib/support/list-rules';
import { waitingSupport } from '$lib/support/server';
import type { Actions, PageServerLoad } from './$types';
import { dayOf, daysBetween, writtenDate } from '$lib/text/dates';

export const load: PageServerLoad = async (event) => {
	const user = staff(event, 'intaker');
	const { searchParams } = event.url;
	const [teams, shared, waiting, agreements, now, deletions] = await Promise.all([
		myTeams(user),
		received(user),
		waitingSupport(user),
		myAgreements(user),
		today(),
		toDelete(user)
	]);
	const stands = new Map(waiting.map(({ consentId, ...stand }) => [consentId, stand]));
	const all = shared.map((one) => ({
		...{ asked: 0, waiting: 0, left: 0, replied: false, held: false, agreementId: null, agreementStatus: null },
		...stands.get(one.consentId),
		...one,
		read: one.readAt !== null,
		daysLeft: daysBetween(now, one.until)
	}));
	const show = chosen(searchParams.get('toon'), shows);
	const order = chosen(searchParams.get('volgorde'), orders);
	return {
		teams,
		toDelete: deletions.length,
		show,
		order,
		total: all.length,
		agreements: agreements.filter((one) => !one.replaced).length,
		unread: all.filter((one) => !one.read).length,
		counts: countRows(all),
		received: listRows(all, show, order).map((one) => ({
			...one,
			sharedOn: writtenDate(dayOf(one.sharedAt)),
			until: writtenDate(one.until)
		}))
	};
};

export const actions: Actions = {
	/** Without JavaScript. A name that is looked for stands in no address, and so in no log. */
	zoek: async (event) => {
		staff(event, 'intaker');
		return { typed: String((await event.request.formData()).get('zoek') ?? '').slice(0, 200) };
	}
};
