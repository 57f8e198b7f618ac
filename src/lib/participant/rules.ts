/** Who the young person lets read or write along, and what may be typed. Pure. */
import { addMonths } from '../consent/rules';
import { m } from '../text/paraglide/messages';

/** What somebody is to the young person. */
export const participantKinds = ['parent', 'internship', 'helper', 'other'] as const;
export type ParticipantKind = (typeof participantKinds)[number];

export const participantInWords: Record<ParticipantKind, () => string> = {
	parent: m.participant_kind_parent,
	internship: m.participant_kind_internship,
	helper: m.participant_kind_helper,
	other: m.participant_kind_other
};

/** What somebody who writes along is asked: strengths first, then what makes happy, then what helps. */
export const contributionQuestions = ['goed', 'blij', 'helpt'] as const;
export type ContributionQuestion = (typeof contributionQuestions)[number];

/** The question, as the writer reads it. */
export const askAbout: Record<ContributionQuestion, (youth: { called: string }) => string> = {
	goed: m.contribution_ask_good,
	blij: m.contribution_ask_happy,
	helpt: m.contribution_ask_helps
};

/** What it is about, as it stands in the passport. */
const about: Record<ContributionQuestion, () => string> = {
	goed: m.contribution_about_good,
	blij: m.contribution_about_happy,
	helpt: m.contribution_about_helps
};

/** Longest text of one contribution, in characters. */
export const maxContribution = 2000;

/** What is written along. */
export type ContributionTexts = Record<ContributionQuestion, string>;

/** Words of somebody else, as they stand in an edition. */
export interface OthersWords {
	text: string;
	/** As given at the door. */
	name: string;
	role: ParticipantKind;
	question: ContributionQuestion;
}

/** Whose words they are, and about what: "Henk de Boer, stagebegeleider: wat ik goed kan". */
export function whoseWords({ name, role, question }: Omit<OthersWords, 'text'>): string {
	const words = about[question]();
	return role === 'other'
		? m.contribution_by({ name, about: words })
		: m.contribution_by_role({ name, role: roleInWords(role), about: words });
}

/** What somebody is, in the middle of a sentence. */
export const roleInWords = (role: ParticipantKind): string => participantInWords[role]().toLowerCase();

/** Until when somebody is invited if nothing else is chosen, and at the longest. */
export const usualDays = 30;
export const longestMonths = 12;

/** Whether somebody can be invited until this ISO date. */
export const inviteUntilAllowed = (until: string, today: string): boolean => until >= today && until <= addMonths(today, longestMonths);
