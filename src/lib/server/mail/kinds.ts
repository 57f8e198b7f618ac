/**
 * Every kind of mail. A new one takes three things:
 * 1. In the migration of its area a function `mail_<kind>(p_subject uuid) returns jsonb`, without grants: null when there is
 *    nothing to send (any more), and otherwise `to` (a list of addresses: address_of(person)), names, and ids for the link.
 *    It runs when the mail is sent, so it asks again whether it still holds. Never anything that was answered.
 * 2. Its words: an entry below, with texts in `nl/mail.json` (or the area's own file). Names by `name`, ids by `id`.
 *    No "hij" or "zij": write so that the name will do. A link of a guest: `guestAddress(kind, linkId)`.
 * 3. `perform send_mail_later('<kind>', subject, key)` in the function or trigger that makes the change. With a key once.
 * A reminder is a kind with `{ reminder: true }`: its mail_<kind>() asks wants_reminders(person), and a function
 * `remind_<what>() returns integer` in the area's migration sends it: remind() calls each of those several times a day.
 * tests/access/mail.test.ts holds these and the functions in the database against each other.
 */
import { deletionPath } from '$lib/consent/deleting';
import { guestAddress } from '$lib/guest/server';
import { linkToken } from '$lib/account/tokens';
import { m } from '$lib/text/paraglide/messages';
import { dayOf, timeOf, writtenDate, writtenWeekday } from '$lib/text/dates';
import { z } from 'zod';
import { day, id, kind, moment, name, type Kind } from './kind';

/** A moment as a mail says it: "dinsdag 3 maart 2026 om 10.15 uur". */
const when = (at: string): string => m.mail_talk_when({ day: writtenWeekday(dayOf(at)), time: timeOf(at) });

export const kinds: Record<string, Kind> = {
	signed: kind({ called: name, mentor: name, passport: id }, ({ called, mentor, passport }) => ({
		subject: m.mail_signed_subject(),
		hello: called,
		says: [m.mail_signed_says({ mentor }), m.mail_signed_different()],
		link: { says: m.mail_signed_link(), to: `/paspoort/${passport}/akkoord` }
	})),
	shared_with_team: kind({ called: name, team: name, consent: id, replaces: z.boolean() }, ({ called, team, consent, replaces }) => ({
		subject: replaces ? m.mail_replaced_subject({ name: called }) : m.mail_shared_subject({ name: called }),
		says: [
			replaces ? m.mail_replaced_says({ name: called, team }) : m.mail_shared_says({ name: called, team }),
			m.mail_shared_log({ name: called })
		],
		link: { says: m.mail_shared_link(), to: `/intake/${consent}` }
	})),
	share_link: kind({ called: name, until: day, link: id }, ({ called, until, link }) => ({
		subject: m.mail_share_link_subject({ name: called }),
		says: [m.mail_share_link_says({ name: called, day: writtenDate(until) }), m.mail_share_link_code({ name: called })],
		link: { says: m.mail_share_link_link(), to: guestAddress('share', link) }
	})),
	please_delete: kind({ called: name, taken: day, request: id, guest: z.boolean() }, ({ called, taken, request, guest }) => ({
		subject: m.mail_please_delete_subject(),
		says: [m.mail_please_delete_says({ name: called, day: writtenDate(taken) }), m.mail_please_delete_also()],
		link: { says: m.mail_please_delete_link(), to: guest ? deletionPath(request) : '/intake/verwijderen' }
	})),
	first_read: kind({ called: name, reader: name, from: name, passport: id }, ({ called, reader, from, passport }) => ({
		subject: m.mail_first_read_subject(),
		hello: called,
		says: [from ? m.mail_first_read_says({ reader, from }) : m.mail_first_read_says_guest({ reader }), m.mail_first_read_more()],
		link: { says: m.mail_first_read_link(), to: `/paspoort/${passport}/wie-keek-mee` }
	})),
	unread: kind(
		{ called: name, count: z.number() },
		({ called, count }) => ({
			subject: m.mail_unread_subject(),
			hello: called,
			says: [count === 1 ? m.mail_unread_one() : m.mail_unread_more({ count }), m.mail_unread_why()],
			link: { says: m.mail_unread_link(), to: '/begeleiding' }
		}),
		{ reminder: true }
	),
	still_unread: kind(
		{ called: name, passport: id },
		({ called, passport }) => ({
			subject: m.mail_still_unread_subject(),
			hello: called,
			says: [m.mail_still_unread_says(), m.mail_still_unread_alone()],
			link: { says: m.mail_still_unread_link(), to: `/paspoort/${passport}` }
		}),
		{ reminder: true }
	),
	not_shared: kind(
		{ called: name, passport: id },
		({ called, passport }) => ({
			subject: m.mail_not_shared_subject(),
			hello: called,
			says: [m.mail_not_shared_says(), m.mail_not_shared_apply()],
			link: { says: m.mail_not_shared_link(), to: `/paspoort/${passport}/delen` }
		}),
		{ reminder: true }
	),
	consent_ends: kind(
		{ called: name, recipient: name, until: day, passport: id },
		({ called, recipient, until, passport }) => ({
			subject: m.mail_consent_ends_subject(),
			hello: called,
			says: [m.mail_consent_ends_says({ recipient, until: writtenDate(until) }), m.mail_consent_ends_choice()],
			link: { says: m.mail_consent_ends_link(), to: `/paspoort/${passport}/delen` }
		}),
		{ reminder: true }
	),
	intake_reply: kind({ called: name, team: name, passport: id, consent: id }, ({ called, team, passport, consent }) => ({
		subject: m.mail_intake_reply_subject(),
		hello: called,
		says: [m.mail_intake_reply_says({ team })],
		link: { says: m.mail_intake_reply_link(), to: `/paspoort/${passport}/delen/${consent}/antwoord` }
	})),
	representative_asked: kind({ called: name, representative: name, link: id }, ({ called, representative, link }) => ({
		subject: m.mail_representative_asked_subject({ name: called }),
		hello: representative,
		says: [m.mail_representative_asked_says({ name: called }), m.mail_representative_asked_code({ name: called })],
		link: { says: m.mail_representative_asked_link(), to: guestAddress('representative', link) }
	})),
	representative_decided: kind(
		{ called: name, representative: name, recipient: name, decision: z.enum(['yes', 'no']), open: z.boolean(), passport: id, consent: id },
		({ called, representative, recipient, decision, open, passport, consent }) => ({
			subject: m.mail_representative_decided_subject({ name: representative }),
			hello: called,
			says: [
				decision === 'yes'
					? m.mail_representative_decided_yes({ name: representative, recipient })
					: m.mail_representative_decided_no({ name: representative, recipient }),
				open ? m.mail_representative_decided_open() : m.mail_representative_decided_closed()
			],
			link: { says: m.mail_representative_decided_link(), to: `/paspoort/${passport}/delen/${consent}/ouder` }
		})
	),
	agreement_asked: kind({ called: name, representative: name, team: name, link: id }, ({ called, representative, team, link }) => ({
		subject: m.mail_agreement_asked_subject({ name: called }),
		hello: representative,
		says: [m.mail_agreement_asked_says({ name: called, team }), m.mail_representative_asked_code({ name: called })],
		link: { says: m.mail_representative_asked_link(), to: guestAddress('representative', link) }
	})),
	agreement_decided: kind(
		{ called: name, representative: name, team: name, decision: z.enum(['yes', 'no']), passport: id, agreement: id },
		({ called, representative, team, decision, passport, agreement }) => ({
			subject: m.mail_representative_decided_subject({ name: representative }),
			hello: called,
			says: [
				decision === 'yes'
					? m.mail_agreement_decided_yes({ name: representative, team })
					: m.mail_agreement_decided_no({ name: representative, team })
			],
			link: { says: m.mail_agreement_decided_link(), to: `/paspoort/${passport}/afspraken/${agreement}` }
		})
	),
	decides_alone: kind(
		{ called: name, recipient: name, open: z.boolean(), years: z.int(), passport: id, consent: id },
		({ called, recipient, open, years, passport, consent }) => ({
			subject: m.mail_alone_subject(),
			hello: called,
			says: [m.mail_alone_says({ years }), open ? m.mail_alone_open({ recipient }) : m.mail_alone_refused({ recipient })],
			link: { says: m.mail_alone_link(), to: `/paspoort/${passport}/delen/${consent}/ouder` }
		})
	),
	representative_request: kind({}, () => ({
		subject: m.mail_request_subject(),
		says: [m.mail_request_says()],
		link: { says: m.mail_request_link(), to: '/begeleiding/vertegenwoordigers' }
	})),
	participant_invited: kind(
		{ called: name, participant: name, link: id, until: day, reads: z.boolean(), writes: z.boolean() },
		({ called, participant, link, until, reads, writes }) => ({
			subject: m.mail_participant_invited_subject({ name: called }),
			hello: participant,
			says: [
				reads && writes
					? m.mail_participant_invited_both({ name: called })
					: reads
						? m.mail_participant_invited_reads({ name: called })
						: m.mail_participant_invited_writes({ name: called }),
				m.mail_participant_invited_code({ name: called, until: writtenDate(until) })
			],
			link: { says: m.mail_participant_invited_link(), to: guestAddress('participant', link) }
		})
	),
	agreement_proposed: kind({ called: name, team: name, passport: id, agreement: id }, ({ called, team, passport, agreement }) => ({
		subject: m.mail_agreement_proposed_subject(),
		hello: called,
		says: [m.mail_agreement_proposed_says({ team })],
		link: { says: m.mail_agreement_proposed_link(), to: `/paspoort/${passport}/afspraken/${agreement}` }
	})),
	agreement_answered: kind({ called: name, team: name, agreement: id }, ({ called, team, agreement }) => ({
		subject: m.mail_agreement_answered_subject({ name: called }),
		says: [m.mail_agreement_answered_says({ name: called, team })],
		link: { says: m.mail_agreement_answered_link(), to: `/intake/afspraken/${agreement}` }
	})),
	take_over: kind(
		{ called: name, count: z.number(), until: day, consent: id },
		({ called, count, until, consent }) => {
			const words = { name: called, until: writtenDate(until) };
			return {
				subject: m.mail_take_over_subject(),
				says: [count === 1 ? m.mail_take_over_one(words) : m.mail_take_over_more({ ...words, count }), m.mail_take_over_how()],
				link: { says: m.mail_take_over_link(), to: `/intake/${consent}/gesprek` }
			};
		},
		{ reminder: true }
	),
	talk_planned: kind({ called: name, guide: name, talk: id, at: moment }, ({ called, guide, talk, at }) => ({
		subject: m.mail_talk_planned_subject({ guide }),
		hello: called,
		says: [m.mail_talk_planned_says({ guide, when: when(at) }), m.mail_talk_not_then({ guide })],
		link: { says: m.mail_talk_link(), to: `/gesprekken/${talk}` }
	})),
	talk_changed: kind({ called: name, guide: name, talk: id, at: moment }, ({ called, guide, talk, at }) => ({
		subject: m.mail_talk_changed_subject({ guide }),
		hello: called,
		says: [m.mail_talk_changed_says({ guide, when: when(at) }), m.mail_talk_not_then({ guide })],
		link: { says: m.mail_talk_link(), to: `/gesprekken/${talk}` }
	})),
	talk_cancelled: kind({ called: name, guide: name, talk: id, at: moment }, ({ called, guide, talk, at }) => ({
		subject: m.mail_talk_cancelled_subject({ guide }),
		hello: called,
		says: [m.mail_talk_cancelled_says({ guide, when: when(at) })],
		link: { says: m.mail_talk_link(), to: `/gesprekken/${talk}` }
	})),
	talk_declined: kind({ called: name, guide: name, talk: id, at: moment }, ({ called, guide, talk, at }) => ({
		subject: m.mail_talk_declined_subject({ name: called }),
		hello: guide,
		says: [m.mail_talk_declined_says({ name: called, when: when(at) })],
		link: { says: m.mail_talk_link(), to: `/begeleiding/gesprekken/${talk}` }
	})),
	talk_summary: kind({ called: name, guide: name, talk: id }, ({ called, guide, talk }) => ({
		subject: m.mail_talk_summary_subject({ guide }),
		hello: called,
		says: [m.mail_talk_summary_says({ guide }), m.mail_talk_summary_different()],
		link: { says: m.mail_talk_summary_link(), to: `/gesprekken/${talk}` }
	})),
	talk_tomorrow: kind(
		{ called: name, guide: name, talk: id, at: moment },
		({ called, guide, talk, at }) => ({
			subject: m.mail_talk_tomorrow_subject({ guide }),
			hello: called,
			says: [m.mail_talk_tomorrow_says({ guide, time: timeOf(at) }), m.mail_talk_not_then({ guide })],
			link: { says: m.mail_talk_link(), to: `/gesprekken/${talk}` }
		}),
		{ reminder: true }
	),
	look_back: kind(
		{ called: name, count: z.number() },
		({ called, count }) => ({
			subject: m.mail_look_back_subject(),
			hello: called,
			says: [count === 1 ? m.mail_look_back_one() : m.mail_look_back_more({ count }), m.mail_look_back_calm()],
			link: { says: m.mail_look_back_link(), to: '/afspraken' }
		}),
		{ reminder: true }
	),
	password_reset: kind({ called: name, link: id }, ({ called, link }) => ({
		subject: m.mail_password_reset_subject(),
		hello: called,
		says: [m.mail_password_reset_says(), m.mail_password_reset_not_you()],
		link: { says: m.mail_password_reset_link(), to: `/inloggen/nieuw-wachtwoord/${linkToken(link)}` }
	})),
	email_confirm: kind({ called: name, link: id }, ({ called, link }) => ({
		subject: m.mail_email_confirm_subject(),
		hello: called,
		says: [m.mail_email_confirm_says(), m.mail_email_confirm_not_you()],
		link: { says: m.mail_email_confirm_link(), to: `/account/bevestigen/${linkToken(link)}` }
	})),
	email_changed: kind({ called: name }, ({ called }) => ({
		subject: m.mail_email_changed_subject(),
		hello: called,
		says: [m.mail_email_changed_says(), m.mail_email_changed_not_you()],
		link: { says: m.mail_email_changed_link(), to: '/account' }
	})),
	password_changed: kind({ called: name }, ({ called }) => ({
		subject: m.mail_password_changed_subject(),
		hello: called,
		says: [m.mail_password_changed_says(), m.mail_password_changed_not_you()],
		link: { says: m.mail_password_changed_link(), to: '/inloggen/vergeten' }
	})),
	sign_in_code: kind({ called: name, mentor: name }, ({ called, mentor }) => ({
		subject: m.mail_sign_in_code_subject(),
		hello: called,
		says: [m.mail_sign_in_code_says({ mentor }), m.mail_sign_in_code_not_you()],
		link: { says: m.mail_sign_in_code_link(), to: '/inloggen/vergeten' }
	}))
};
