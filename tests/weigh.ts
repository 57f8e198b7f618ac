/** `npm run weigh`: what a question page costs over the line, in a real browser. */
import { chromium, type Page } from 'playwright';
import { findBrowser } from '../src/run/browser';
import { startPortal } from './portal';

/** Kilobytes of 1,000 bytes. */
export const limits = { first: 100, firstScript: 45, next: 15 };

export interface Weight {
	/** Everything that was transferred, in bytes, headers included. */
	all: number;
	script: number;
	perKind: Record<string, number>;
}

/** Weighs what a page transfers while something is done. */
export async function weigh(page: Page, action: () => Promise<unknown>): Promise<Weight> {
	const session = await page.context().newCDPSession(page);
	await session.send('Network.enable');
	const kinds = new Map<string, string>();
	const perKind: Record<string, number> = {};
	session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		const kind = kinds.get(requestId) ?? 'Other';
		perKind[kind] = (perKind[kind] ?? 0) + encodedDataLength;
	});
	await action();
	await page.waitForLoadState('networkidle');
	await session.detach();
	return { all: Object.values(perKind).reduce((sum, bytes) => sum + bytes, 0), script: perKind.Script ?? 0, perKind };
}

/** Weighs the first visit of a question page, and the next question, in a browser that has seen nothing yet. */
export async function weighQuestion(page: Page, question: string, next: string): Promise<{ first: Weight; next: Weight }> {
	const first = await weigh(page, () => page.goto(question, { waitUntil: 'networkidle' }));
	const after = await weigh(page, async () => {
		await page.getByRole('button', { name: next, exact: true }).click();
		await page.waitForURL((url) => url.href !== question);
	});
	return { first, next: after };
}

if (import.meta.url === `file://${process.argv[1]}`) {
	const executablePath = (await findBrowser(console.log)) || undefined;
	const portal = await startPortal();
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
	try {
		const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
		await page.goto(`${portal.address}/demo`);
		await page.getByRole('button', { name: /Mila/ }).click();
		await page.waitForURL('**/paspoort');
		await page.getByRole('button', { name: 'Begin' }).click();
		await page.waitForURL(/paspoort\/[0-9a-f-]{36}$/);
		const question = `${page.url()}/vraag/trots`;
		/* Another tab of the same person, with an empty cache. */
		const fresh = await browser.newContext({ storageState: await page.context().storageState(), viewport: { width: 360, height: 640 } });
		const { first, next } = await weighQuestion(await fresh.newPage(), question, 'Verder');
		const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
		console.log(
			`eerste bezoek van een vraag   ${kb(first.all)} (grens ${limits.first} kB), waarvan script ${kb(first.script)} (grens ${limits.firstScript} kB)`
		);
		console.log(
			Object.entries(first.perKind)
				.map(([kind, bytes]) => `   ${kind}: ${kb(bytes)}`)
				.join('\n')
		);
		console.log(`de volgende vraag             ${kb(next.all)} (grens ${limits.next} kB)`);
		if (first.all > limits.first * 1000 || first.script > limits.firstScript * 1000 || next.all > limits.next * 1000) process.exitCode = 1;
	} finally {
		await browser.close();
		await portal.stop();
	}
}
