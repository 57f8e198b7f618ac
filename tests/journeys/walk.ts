/** What every journey uses: pages that are looked at in passing, and the steps that people take. */
import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';
import axe, { type Result } from 'axe-core';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join as pathJoin } from 'node:path';
import postgres from 'postgres';
import * as m from '../../src/lib/text/paraglide/messages.js';
import { screens, type ScreenName } from './screens';

export { expect, m, type ScreenName };

export const address = (path = ''): string => `${process.env.PVS_ADDRESS}${path}`;

/** What is to see on a page in the size that it has now. */
interface Sight {
	/** By how many px it scrolls sideways. */
	sideways: number;
	/** What is styled in the code and has no styles here: without JavaScript they must be there at once. */
	bare: string[];
	/**
	 * Its shape. It is the same shape when the address is of the same kind and every element has the same attributes and the same kind
	 * of content, with equal neighbours (the rows of a table) taken as one: what axe looks for is in there.
	 */
	shape: string;
}

/** Looks at the page as it stands, in both sizes: one h1, a title, nothing sideways, nothing that axe finds. */
export async function look(page: Page): Promise<void> {
	await expect(page.locator('h1')).toHaveCount(1);
	expect(await page.title()).toMatch(/\S.* – Paspoort voor Succes$/);
	await expect(page.locator('html')).toHaveAttribute('lang', 'nl');
	const own = page.viewportSize()!;
	const other = own.width === screens.telefoon.width ? screens.bureau : screens.telefoon;
	for (const size of [other, own]) {
		await page.setViewportSize(size);
		const { sideways, bare, shape } = await page.evaluate(sight);
		expect(sideways, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
		expect(bare, `${page.url()} misses styles`).toEqual([]);
		/* axe runs in the page, so it needs the page's JavaScript; the journeys with it look at the same pages. */
		if (withoutScript.has(page) || !isNew(shape)) continue;
		const violations = await findViolations(page);
		expect(violations.map((v) => `${page.url()} ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
	}
}

/** Asks axe: its program is brought to a page once, and only what is wrong is worked out. */
async function findViolations(page: Page): Promise<Result[]> {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
	return page.evaluate(
		async (tags) => {
			const { axe } = window as unknown as { axe: typeof import('axe-core') };
			return (await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })).violations;
		},
		['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
	);
}

/** Runs in the page. */
function sight(): Sight {
	const ids = /[0-9a-f-]{36}|[A-Za-z0-9_-]{16,}|\d+/g;
	const ofElement = (element: Element): string => {
		const attributes = [...element.attributes].map(({ name, value }) =>
			name === 'value' || name === 'href' || name === 'src' ? `${name}:${value !== ''}` : `${name}=${value.replace(ids, '')}`
		);
		const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '');
		const children = [...element.children].map(ofElement).filter((child, i, all) => child !== all[i - 1]);
		const scrolls = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
		return `<${element.localName} ${attributes.join(' ')} ${own} ${scrolls}>${children.join('')}`;
	};
	const { scrollWidth, clientWidth } = document.documentElement;
	const rules = [...document.styleSheets].map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join('')).join('');
	const scopes = [...document.querySelectorAll('[class*="svelte-"]')].map(
		(element) => /svelte-\w+/.exec(element.getAttribute('class')!)![0]
	);
	return {
		sideways: scrollWidth - clientWidth,
		bare: [...new Set(scopes)].filter((scope) => !rules.includes(`.${scope}`)),
		shape: `${innerWidth} ${location.pathname.replace(ids, '')} ${ofElement(document.body)}`
	};
}

/** Whether nobody in this run has yet shown axe a page of this shape. */
function isNew(shape: string): boolean {
	try {
		writeFileSync(pathJoin(process.env.PVS_LOOKED_AT!, createHash('sha256').update(shape).digest('hex')), '', { flag: 'wx' });
		return true;
	} catch {
		return false;
	}
}

/** Follows a page: no console error, no failed request, nothing from elsewhere, and each page that opens is looked at. */
export function follow(page: Page, options: { javaScriptEnabled?: boolean; expected?: number[] } = {}): string[] {
	const wrong: string[] = [];
	page.on('console', (message) => {
		const isStatus = options.expected?.some((status) => message.text().includes(`status of ${status}`));
		if (message.type() === 'error' && !isStatus) wrong.push(`console: ${message.text()}`);
	});
	page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
	page.on('requestfailed', (request) => {
		/* A page that is left behind gives up what it was still asking for. */
		/* Without JavaScript the browser refuses the scripts that the page would like to have. */
		const refused = options.javaScriptEnabled === false && request.url().endsWith('.js');
		if (request.failure()?.errorText !== 'net::ERR_ABORTED' && !refused) wrong.push(`failed: ${request.url()}`);
	});
	page.on('request', (request) => {
		if (!request.url().startsWith(address()) && !request.url().startsWith('data:')) wrong.push(`elsewhere: ${request.url()}`);
	});
	page.on('response', (response) => {
		if (response.status() >= 400 && !options.expected?.includes(response.status())) wrong.push(`${response.status()}: ${response.url()}`);
	});
	return wrong;
}

const withoutScript = new WeakSet<Page>();

type Someone = { page: Page; context: BrowserContext; wrong: string[] };

/** A browser of somebody's own: on a phone, unless told. */
export async function someone(
	browser: Browser,
	use: { javaScriptEnabled?: boolean; expected?: number[]; screen?: ScreenName } = {}
): Promise<Someone> {
	const context = await browser.newContext({
		locale: 'nl-NL',
		timezoneId: 'Europe/Amsterdam',
		viewport: screens[use.screen ?? 'telefoon'],
		javaScriptEnabled: use.javaScriptEnabled ?? true
	});
	const page = await context.newPage();
	if (use.javaScriptEnabled === false) withoutScript.add(page);
	return { page, context, wrong: follow(page, use) };
}

/** Opens an address and looks at it. */
export async function visit(page: Page, path: string): Promise<void> {
	await page.goto(address(path));
	await look(page);
}

/** The owner of the portal's database: for what no person can do, such as setting the clock. */
export async function asOwner<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const sql = postgres(process.env.PVS_OWNER_URL!, { max: 1, onnotice: () => {} });
	try {
		return await work(sql);
	} finally {
		await sql.end();
	}
}

let count = 0;
/** A name that nobody else in this run has. */
export const fresh = (name: string): string =>
	`${name}-${process.env.TEST_WORKER_INDEX}-${Date.now().toString(36)}-${count++}`.toLowerCase();

export interface NewYouth {
	signInName: string;
	password: string;
	name: string;
}

/** The class that a demo mentor has, with its code. */
export function demoClass(name = '4TL-A'): Promise<{ id: string; code: string }> {
	return asOwner(
		async (sql) =>
			(await sql<{ id: string; code: string }[]>`select id, code from class where name like ${`%${name}%`} order by name limit 1`)[0]!
	);
}

const bornOn = { day: '4', month: '3', year: '2010' };
const newYouth = (name: string): NewYouth => ({ signInName: fresh('mila'), password: 'paarden en pony', name });

/**
 * Sends a form of a page without showing it: how a journey comes quickly to where it begins. Takes what is hidden in the page along.
 * @returns the path that the answer leads to
 */
export async function send(page: Page, path: string, fields: Record<string, string | string[]>): Promise<string> {
	const found = await (await page.request.get(address(path))).text();
	const hidden = [...found.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]);
	const sent = new URLSearchParams(hidden.filter(([name]) => !(name! in fields)));
	for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) sent.append(name, one);
	const answer = await page.request.post(address(path), {
		data: sent.toString(),
		headers: { accept: 'text/html', origin: address(), 'content-type': 'application/x-www-form-urlencoded' },
		maxRedirects: 0
	});
	expect(answer.status(), `${path}: ${(await answer.text()).slice(0, 300)}`).toBe(303);
	return answer.headers()['location']!;
}

/** Joins a class with its code and starts a passport, and is there. @returns the passport's address */
export async function join(
	page: Page,
	code: string,
	name: string,
	born = bornOn,
	pronouns = 'zij/haar'
): Promise<{ youth: NewYouth; passport: string }> {
	const youth = newYouth(name);
	await send(page, `/meedoen/${code}?/nieuw`, {
		name,
		pronouns,
		'born.day': born.day,
		'born.month': born.month,
		'born.year': born.year,
		signInName: youth.signInName,
		password: youth.password,
		toestel: 'eigen'
	});
	const passport = await send(page, '/paspoort', {});
	await page.goto(address(passport));
	return { youth, passport };
}

/** The same on the screen, looking at each page. */
export async function joinOnScreen(page: Page, code: string, name: string, born = bornOn): Promise<{ youth: NewYouth; passport: string }> {
	const youth = newYouth(name);
	await visit(page, '/meedoen');
	await page.goto(address(`/meedoen/${code}`));
	await look(page);
	await page.locator('#name').fill(name);
	await page.locator('#pronouns').fill('zij/haar');
	await page.locator('input[name="born.day"]').fill(born.day);
	await page.locator('input[name="born.month"]').fill(born.month);
	await page.locator('input[name="born.year"]').fill(born.year);
	await page.locator('#signInName').fill(youth.signInName);
	await page.locator('#password').fill(youth.password);
	await sayDevice(page);
	await page.getByRole('button', { name: m.join_go() }).click();
	await page.waitForURL('**/paspoort');
	await look(page);
	await page.getByRole('button', { name: m.start_button() }).click();
	await page.waitForURL(/\/paspoort\/[0-9a-f-]{36}$/);
	return { youth, passport: new URL(page.url()).pathname };
}

/** Says whose device it is, where that is asked: the own one. */
export async function sayDevice(page: Page, whose: 'eigen' | 'gedeeld' = 'eigen'): Promise<void> {
	const choice = page.locator(`input[name="toestel"][value="${whose}"]`);
	if (await choice.count()) await choice.check();
}

/** Signs in on the sign-in page. */
export async function signIn(page: Page, login: string, password: string): Promise<void> {
	await page.locator('#login').fill(login);
	await page.locator('#password').fill(password);
	await sayDevice(page);
	await page.getByRole('button', { name: m.sign_in_go() }).click();
}

/** Ends the session of this browser, as time does. */
export async function endSession(page: Page): Promise<void> {
	const cookies = await page.context().cookies();
	const hashes = cookies.map(({ value }) => createHash('sha256').update(value).digest('hex'));
	await asOwner((sql) => sql`delete from session where token_hash in ${sql(hashes)}`);
}

/** Becomes a demo person. */
export async function become(page: Page, name: string): Promise<void> {
	await page.goto(address('/demo'));
	await page.getByRole('button', { name }).first().click();
	await page.waitForURL((url) => url.pathname !== '/demo');
}

/** What each kind of question is answered with, when it is on the page. */
async function fillIn(page: Page, words: string): Promise<void> {
	const text = page.locator('#text');
	if (await text.count()) return text.fill(words);
	const sentence = page.locator('[id="sentence.1"]');
	if (await sentence.count()) return sentence.fill(words);
	if (await page.locator('#course').count()) {
		await page.locator('#course').fill('Verpleegkundige, niveau 4');
		await page.locator('#school').fill('ROC Tweestromen');
		await page.locator('input[name="starts.day"]').fill('1');
		await page.locator('input[name="starts.month"]').fill('8');
		return page.locator('input[name="starts.year"]').fill('2027');
	}
	const choice = page.locator('input[name="option"], input[name="options"], input[name="cards"], input[name="needs"]').first();
	await choice.check();
	const more = page.locator('textarea[name^="example."]:visible, textarea[name^="how."]:visible').first();
	if (await more.count()) await more.fill(words);
}

/** Fills in every question that is still open, in the order of the passport. @returns how many */
export async function fillAll(
	page: Page,
	passport: string,
	words: (number: number) => string,
	onEach?: (page: Page, number: number) => Promise<void>
): Promise<number> {
	let number = 0;
	for (;;) {
		await page.goto(address(passport));
		const parts = await page
			.locator('main li a[href*="/vraag/"]')
			.evaluateAll((links) => links.map((link) => ({ href: link.getAttribute('href')!, says: link.closest('li')!.textContent ?? '' })));
		const open = parts.find(({ says }) => !says.includes(m.part_done()));
		if (!open) return number;
		await page.goto(address(open.href));
		while (page.url().includes('/vraag/')) {
			const here = page.url();
			await onEach?.(page, number);
			await fillIn(page, words(number++));
			await page.getByRole('button', { name: m.question_next(), exact: true }).click();
			await page.waitForURL((url) => url.href !== here, { timeout: 20_000 });
		}
	}
}

export const test = base;
