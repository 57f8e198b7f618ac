import { redirect } from '@sveltejs/kit';
import { isCurrent } from '$lib/consent/rules';
import { reminderNow } from '$lib/account/reminders';
import { ownAgreements } from '$lib/agreement/server';
import { accountNotices } from '$lib/account/notices';
import { consentsOf } from '$lib/consent/server';
import { askedTogether } from '$lib/conversation/server';
import { pauseOf } from '$lib/account/pause';
import { talkedAbout } from '$lib/organisation/guides';
import { letMentorIn, myMentors } from '$lib/organisation/mentors';
import { strengthsCard } from '$lib/passport/card-rules';
import { partTasks } from '$lib/passport/screen-rules';
import { editionsOf, openPassport, signatureOf, startAgain, takeBack } from '$lib/passport/server';
import { offersFor } from '$lib/passport/taking-along';
import { whoAsks } from '$lib/request/rules';
import { putAway, waitingRequests } from '$lib/request/server';
import { found, id, opens, youth } from '$lib/server/guard';
import { cameBackInShort } from '$lib/support/rules';
import { cameBack } from '$lib/support/server';
import { listed } from '$lib/text/dates';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = youth(event);
	const own = found(await openPassport(user, id(event.params.id)));
	const [editions, consents, mentors, back, reminder, asked, requests, agreements, talked, pause, offers] = await Promise.all([
		editionsOf(user, own.id),
		consentsOf(user, own.id),
		myMentors(user),
		cameBack(user, own.id),
		reminderNow(user, own.id),
		askedTogether(user, own.id),
		waitingRequests(user),
		ownAgreements(user, own.id),
		talkedAbout(user, own),
		pauseOf(user),
		own.state === 'draft' ? offersFor(user, own) : []
	]);
	const parts = partTasks(own.instrument, own.answers);
	const done = parts.reduce((sum, part) => sum + part.done, 0);
	return {
		called: user.called,
		parts,
		notices: await accountNotices(user),
		started: done > 0,
		card: strengthsCard(own.instrument, own.answers) !== undefined,
		complete: parts.every((part) => part.done === part.total),
		editions,
		open: consents.filter((consent) => isCurrent(consent.status)).length,
		talked,
		pause: pause ?? null,
		/** How many questions could be answered with what was told before. */
		takeAlong: offers.length,
		/** Mentors who ask now to go on together. */
		asked: listed(asked) || null,
		newMentors: mentors.filter((mentor) => mentor.asks).map(({ mentorId, mentor, classId }) => ({ mentorId, mentor: mentor!, classId })),
		agreements,
		answers: consents.flatMap(({ id: consentId, to }) => {
			const inShort = cameBackInShort(back.find((one) => one.consentId === consentId));
			return inShort.length > 0 ? [{ consentId, to, inShort: listed(inShort) }] : [];
		}),
		signed: own.state === 'discussed' ? ((await signatureOf(user, own.id)) ?? null) : null,
		requests: requests.map((request) => ({ id: request.id, who: whoAsks(request) })),
		reminder,
		done: event.url.searchParams.get('gelukt')
	};
};

export const actions: Actions = {
	/** A team's request to share: not now. */
	wegleggen: async (event) => {
		const user = youth(event);
		const { id: passportId } = found(await openPassport(user, id(event.params.id)));
		await putAway(user, id(String((await event.request.formData()).get('vraag') ?? '')));
		redirect(303, `/paspoort/${passportId}`);
	},
	/** "Mag X lezen wat je al klaar hebt gezet?" */
	mentor: async (event) => {
		const user = youth(event);
		const { id: passportId } = found(await openPassport(user, id(event.params.id)));
		const form = await event.request.formData();
		const allowed = form.get('mag') === 'ja';
		if (allowed) opens(user, passportId);
		found((await letMentorIn(user, id(String(form.get('klas'))), id(String(form.get('mentor'))), allowed)) || null);
		redirect(303, `/paspoort/${passportId}?gelukt=${allowed ? 'mentor-ja' : 'mentor-nee'}`);
	},
	terugnemen: async (event) => {
		const passportId = id(event.params.id);
		const { outcome } = await takeBack(youth(event), passportId);
		/* Agreed or signed in the meantime: the page says where it stands. */
		redirect(303, `/paspoort/${passportId}${outcome === 'done' ? '?gelukt=teruggenomen' : ''}`);
	},
	opnieuw: async (event) => {
		const passportId = id(event.params.id);
		const again = await startAgain(youth(event), passportId);
		if (again.outcome === 'under_way') redirect(303, `/paspoort/${again.other}?gelukt=al-bezig`);
		redirect(303, `/paspoort/${passportId}?gelukt=opnieuw`);
	}
};
