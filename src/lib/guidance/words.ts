/** The words of a caseload on the screen. */
import { m } from '$lib/text/paraglide/messages';
import type { CaseOutcome, Channel, Phase, Result } from './kinds';

export const phaseWords: Record<Phase, () => string> = {
	in_view: m.caseload_phase_in_view,
	reaching: m.caseload_phase_reaching,
	guiding: m.caseload_phase_guiding,
	aftercare: m.caseload_phase_aftercare,
	closed: m.caseload_phase_closed
};

export const channelWords: Record<Channel, () => string> = {
	app: m.caseload_channel_app,
	sms: m.caseload_channel_sms,
	mail: m.caseload_channel_mail,
	letter: m.caseload_channel_letter,
	phone: m.caseload_channel_phone,
	visit: m.caseload_channel_visit
};

export const resultWords: Record<Result, () => string> = {
	reached: m.caseload_result_reached,
	no_answer: m.caseload_result_no_answer,
	appointment: m.caseload_result_appointment,
	not_now: m.caseload_result_not_now,
	wrong_address: m.caseload_result_wrong_address
};

export const outcomeWords: Record<CaseOutcome, () => string> = {
	education: m.caseload_outcome_education,
	learning_working: m.caseload_outcome_learning_working,
	work: m.caseload_outcome_work,
	day_activities: m.caseload_outcome_day_activities,
	care: m.caseload_outcome_care,
	moved: m.caseload_outcome_moved,
	age_limit: m.caseload_outcome_age_limit,
	other: m.caseload_outcome_other
};
