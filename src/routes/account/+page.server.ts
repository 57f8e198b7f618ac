import { fail, redirect } from '@sveltejs/kit';
import { cleanLogin, looksLikeEmail, nameMax, passwordError, passwordMin } from '$lib/account/rules';
import { codesOfMine, putAddressNoticeAway, seeCodes, sendConfirmation } from '$lib/account/recovery';
import { changeEmail, changeNames, changePassword, ownAccount, type EmailChanged } from '$lib/account/server';
import { ownCases } from '$lib/guidance/server';
import { type FieldError } from '$lib/instruments/question-types';
import { writtenMoment } from '$lib/passport/rules';
import { homeOf, signedIn } from '$lib/server/guard';
import { m } from '$lib/text/paraglide/messages';
import type { Actions, PageServerLoad } from './$types';
import { dayOf, writtenDate } from '$lib/text/dates';

export const load: PageServerLoad = async (event) => {
	const user = signedIn(event);
	const own = await ownAccount(user);
	const codes = user.kind === 'youth' ? await codesOfMine(user) : null;
	const cases = user.kind === 'youth' ? await ownCases(user) : [];
	return {
		cases: cases.map((one) => ({ ...one, since: writtenDate(dayOf(one.since)) })),
		codes:
			codes?.map((c) => ({
				term: m.codes_list_row({ mentor: c.mentor, school: c.from }),
				value: writtenMoment(c.madeAt),
				note: c.usedAt ? m.codes_notice_used({ at: writtenMoment(c.usedAt) }) : m.codes_notice_unused()
			})) ?? null,
		own: { ...own, bornOn: own.bornOn && writtenDate(own.bornOn) },
		nameMax,
		passwordMin
	};
};

const words = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();

/** One of the page's forms has to be mended; the others show what is kept. */
const mend = (errors: FieldError[], values: Record<string, string> = {}) => fail(400, { errors, values });

export const actions: Actions = {
	naam: async (event) => {
		const user = signedIn(event);
		const form = await event.request.formData();
		/* The name of a professional is the school's to give: it stands under signatures. */
		const names = {
			name: user.kind === 'youth' ? words(form, 'name') : user.name,
			called: words(form, 'called'),
			pronouns: words(form, 'pronouns')
		};
		const errors: FieldError[] = [];
		if (names.name === '') errors.push({ field: 'name', message: m.join_name_empty() });
		if (names.called === '') errors.push({ field: 'called', message: m.account_called_empty() });
		for (const [field, text] of Object.entries(names))
			if (text.length > nameMax) errors.push({ field, message: m.answer_too_long({ max: nameMax }) });
		if (errors.length > 0) return mend(errors, names);
		await changeNames(user, names);
		redirect(303, '/account?gelukt=naam');
	},
	email: async (event) => {
		const user = signedIn(event);
		const form = await event.request.formData();
		const email = cleanLogin(words(form, 'email'));
		if (email && !looksLikeEmail(email)) return mend([{ field: 'email', message: m.join_email_wrong() }], { email });
		const changed = await changeEmail(user, email || null, String(form.get('password') ?? ''), event.getClientAddress());
		const wrong: Partial<Record<EmailChanged, FieldError>> = {
			closed: { field: 'email', message: m.account_email_closed() },
			needed: { field: 'email', message: m.account_email_needed() },
			too_many: { field: 'email', message: m.account_confirm_not_sent() },
			wrong: { field: 'password', message: m.account_password_own_wrong() },
			blocked: { field: 'password', message: m.sign_in_blocked() }
		};
		if (wrong[changed]) return mend([wrong[changed]], { email });
		redirect(303, `/account?gelukt=${changed === 'mailed' ? 'email' : changed === 'removed' ? 'geen-email' : 'zelfde-email'}`);
	},
	/** The mail with the link to confirm the address, again. */
	bevestig: async (event) => {
		const user = signedIn(event);
		redirect(303, `/account?gelukt=${(await sendConfirmation(user)) ? 'bevestigmail' : 'bevestigmail-niet'}#email`);
	},
	wachtwoord: async (event) => {
		const user = signedIn(event);
		const form = await event.request.formData();
		const fresh = String(form.get('fresh') ?? '');
		const wrong = passwordError(fresh, (await ownAccount(user)).signInName ?? '');
		if (wrong) return mend([{ field: 'fresh', message: wrong }]);
		const changed = await changePassword(user, String(form.get('old') ?? ''), fresh, event.getClientAddress());
		if (changed === 'blocked') return mend([{ field: 'old', message: m.sign_in_blocked() }]);
		if (changed === 'wrong') return mend([{ field: 'old', message: m.account_password_old_wrong() }]);
		redirect(303, '/account?gelukt=wachtwoord');
	},
	/** The notice about an own address comes back in a month. */
	later: async (event) => {
		const user = signedIn(event);
		await putAddressNoticeAway(user);
		redirect(303, homeOf(user));
	},
	/** The notice about a mentor's one-time code was read. */
	gezien: async (event) => {
		const user = signedIn(event);
		await seeCodes(user);
		redirect(303, homeOf(user));
	}
};
