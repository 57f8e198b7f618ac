/** A young person with a short passport, agreed on, to share from. */
import type { Page } from '@playwright/test';
import { demoClass, expect, join, send, type NewYouth } from './walk';

/** What the short passport says, per question: of each kind of part something. */
export const said = {
	trots: 'Ik heb een kast gemaakt voor mijn oma.',
	'goed-in': 'Ik ben goed in rekenen.',
	'hielp-eerder': 'Een vaste plek hielp mij.',
	thuis: 'Thuis is het druk, met vier kinderen.'
};

/** Answers one question with these words. */
export async function answer(page: Page, passport: string, question: string, words: string): Promise<void> {
	await send(page, `${passport}/vraag/${question}`, { text: words });
}

/** Says that it is right, without a mentor. */
export async function agreeAlone(page: Page, passport: string, number = 1): Promise<void> {
	expect(await send(page, `${passport}/akkoord`, { without: '1', view: 'agree' })).toContain(`/editie/${number}`);
}

/** Joins the demo class, answers a few questions and agrees. @returns the passport's address */
export async function withEdition(
	page: Page,
	name: string,
	born?: { day: string; month: string; year: string }
): Promise<{ passport: string; youth: NewYouth }> {
	const { code } = await demoClass();
	const joined = await join(page, code, name, born);
	for (const [question, words] of Object.entries(said)) await answer(page, joined.passport, question, words);
	await agreeAlone(page, joined.passport);
	return joined;
}
