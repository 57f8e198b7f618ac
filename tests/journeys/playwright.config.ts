import { defineConfig } from '@playwright/test';
import { screens } from './screens';

export default defineConfig({
	testDir: '.',
	testMatch: '*.spec.ts',
	outputDir: '../../test-results',
	globalSetup: './start.ts',
	fullyParallel: false,
	workers: 2,
	timeout: 120_000,
	expect: { timeout: 10_000 },
	use: {
		locale: 'nl-NL',
		timezoneId: 'Europe/Amsterdam',
		launchOptions: {
			executablePath: process.env.PVS_CHROMIUM || undefined,
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run'
			]
		}
	},
	/* A journey is made once, by each person on the screen that is theirs, and every page of it is looked at in both sizes. The main
	   story is made on both from beginning to end. */
	projects: [
		{ name: 'telefoon', use: { viewport: screens.telefoon, hasTouch: true } },
		{ name: 'bureau', testMatch: 'main.spec.ts', use: { viewport: screens.bureau } }
	]
});
