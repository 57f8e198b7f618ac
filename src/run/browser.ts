import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';
import { CannotStart } from '../lib/server/cannot-start';

/* The one without a window first: it does the same in a quarter less time, and is what Playwright brings itself. */
const places = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Finds a Chromium that starts on this computer, or gets one: Playwright's own, or else the one of Debian.
 * @returns where it is; empty when it is Playwright's own
 * @throws {CannotStart} when there is none to be had
 */
export async function findBrowser(log: (line: string) => void): Promise<string> {
	const found = await findInstalled();
	if (found !== undefined) return found;

	log('Er is nog geen browser om mee te testen. Die wordt nu opgehaald.');
	spawnSync('npx', ['playwright', 'install', 'chromium'], { timeout: 300_000, stdio: 'ignore' });
	if (await starts('')) return '';
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		spawnSync('apt-get', ['update'], { stdio: 'ignore' });
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		for (const name of ['chromium-headless-shell', 'chromium'])
			if (spawnSync('apt-get', ['install', '-y', name], { stdio: 'ignore', env }).status === 0) break;
	}
	const installed = await findInstalled();
	if (installed !== undefined) return installed;
	throw new CannotStart(
		'Er is geen browser om mee te testen, en die was ook niet op te halen. Installeer Chromium, of zet PVS_CHROMIUM op het pad ervan.'
	);
}

async function findInstalled(): Promise<string | undefined> {
	const given = process.env.PVS_CHROMIUM;
	if (given && !(await starts(given)))
		throw new CannotStart('De browser in PVS_CHROMIUM start niet. Zet die instelling op het pad van Chromium, of haal haar weg.');
	if (given) return given;
	for (const place of places) if (existsSync(place) && (await starts(place))) return place;
	return (await starts('')) ? '' : undefined;
}

async function starts(place: string): Promise<boolean> {
	try {
		const browser = await chromium.launch({ executablePath: place || undefined, args: ['--no-sandbox'] });
		await browser.close();
		return true;
	} catch {
		return false;
	}
}
