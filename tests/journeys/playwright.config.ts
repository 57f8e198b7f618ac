import { defineConfig } from '@playwright/test';

/* The main story on PostgreSQL 15 is this one file; without a choice everything runs. */
const only = process.env.PVS_JOURNEY;

export default defineConfig({
	testDir: '.',
	testMatch: only ? `${only}.spec.ts` : '*.spec.ts',
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
	projects: [
		{ name: 'telefoon', use: { viewport: { width: 360, height: 640 }, hasTouch: true } },
		{ name: 'bureau', use: { viewport: { width: 1280, height: 800 } } }
	]
});
