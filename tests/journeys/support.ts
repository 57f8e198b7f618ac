/** A young person who asks for support, and shares that. */
import type { Page } from '@playwright/test';
import { agreeAlone } from './edition';
import { address, demoClass, join, m, send } from './walk';

/** Joins, asks for two supports and something in own words, agrees without a mentor, and shares what is ticked by itself. @returns the passport's address */
export async function shares(page: Page, name: string): Promise<string> {
	const { code } = await demoClass();
	const { passport } = await join(page, code, name);
	await send(page, `${passport}/vraag/nodig`, {
		needs: ['meer-tijd', 'pauzes'],
		'how.meer-tijd': 'Een half uur erbij, bij toetsen.',
		other: 'Een kapstok voor mijn brommerhelm.'
	});
	await agreeAlone(page, passport);
	await page.goto(address(`${passport}/delen/nieuw`));
	await page.getByLabel(/Intake College Zorg & Welzijn/).check();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await page.getByRole('button', { name: m.share_yes() }).click();
	await page.waitForURL(/\/delen(\?.*)?$/);
	return passport;
}
