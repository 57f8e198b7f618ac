/** "Mijn mbo staat er niet bij", and what a recipient takes along: a PDF of exactly the shared parts, with a code that tells whether it holds. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { readPdf } from '../pdf';
import { said, withEdition } from './edition';
import { address, asOwner, become, expect, follow, look, m, someone, test, visit } from './walk';

/** The words of the PDF that a click brings. */
async function downloaded(page: Page, click: () => Promise<void>): Promise<string> {
	const downloading = page.waitForEvent('download');
	await click();
	const pdf = await readPdf(await readFile(await (await downloading).path()));
	return pdf.pages
		.map((each) => each.text)
		.join(' ')
		.replace(/\s+/g, ' ');
}

test('a PDF for a mbo that is not in the portal, and its code', async ({ page, browser }) => {
	test.setTimeout(180_000);
	const wrong = follow(page);
	const { passport } = await withEdition(page, 'Yara Papier');
	await visit(page, `${passport}/delen/nieuw`);
	await page.getByLabel(m.share_with_paper(), { exact: true }).check();
	await page.getByLabel(m.share_mbo()).fill('Mbo Elders in Utrecht');
	await page.getByLabel('Wat kan ik').uncheck();
	await look(page);
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await look(page);
	await expect(page.getByText(m.share_paper_honest())).toBeVisible();
	await page.getByRole('button', { name: m.share_yes_paper() }).click();
	await page.waitForURL(/gelukt=gedeeld/);
	await look(page);
	const given = new URL(page.url()).pathname;

	const text = await downloaded(page, () => page.getByRole('link', { name: m.document_download() }).click());
	expect(text).toContain(said.trots);
	expect(text).toContain(said['hielp-eerder']);
	expect(text).not.toContain(said['goed-in']);
	expect(text).not.toContain(said.thuis);
	const code = /[A-Z]{4}-[A-Z]{4}-[A-Z]{4}/.exec(text)![0];
	await expect(page.locator('main')).toContainText(code);

	/* Anybody looks up the code, typed as people do, and learns nothing else. */
	const reader = await someone(browser, { screen: 'bureau', expected: [400] });
	await visit(reader.page, '/controle');
	await reader.page.getByLabel(m.controle_code(), { exact: true }).fill('12');
	await reader.page.getByRole('button', { name: m.controle_go() }).click();
	await expect(reader.page.getByRole('link', { name: m.controle_code_form() })).toBeVisible();
	await look(reader.page);
	await reader.page.getByLabel(m.controle_code(), { exact: true }).fill(code.toLowerCase().replace(/-/g, ' '));
	await reader.page.getByRole('button', { name: m.controle_go() }).click();
	await expect(reader.page.getByText(m.controle_valid())).toBeVisible();
	await look(reader.page);
	expect(await reader.page.locator('main').innerText()).not.toMatch(/Yara|Mbo Elders|editie/i);
	await visit(reader.page, '/controle/BBBB-BBBB-BBBB');
	await expect(reader.page.getByText(m.controle_unknown(), { exact: true })).toBeVisible();

	/* Withdrawn: the code says so, there is no PDF any more, and the page is honest about the paper. */
	await visit(page, `${given}/intrekken`);
	await expect(page.getByText(m.withdraw_paper())).toBeVisible();
	await page.getByRole('button', { name: m.withdraw_button() }).click();
	await page.waitForURL(/gelukt=ingetrokken/);
	await visit(reader.page, `/controle/${code}`);
	await expect(reader.page.getByText(m.controle_withdrawn(), { exact: true })).toBeVisible();
	expect((await page.request.get(address(`${given}/pdf`))).status()).toBe(404);
	for (const someones of [wrong, reader.wrong]) expect(someones).toEqual([]);
	await reader.context.close();
});

test('the intaker and the reader of a link take along exactly what was shared, and it shows', async ({ page, browser }) => {
	test.setTimeout(180_000);
	const name = 'Yara Pdf';
	const { passport } = await withEdition(page, name);
	await visit(page, `${passport}/delen/nieuw`);
	await page.getByLabel(/Intake College Techniek/).check();
	await page.getByLabel('Wat heb ik nodig').uncheck();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.getByRole('button', { name: m.share_yes(), exact: true }).click();
	await page.waitForURL(/gelukt=gedeeld/);

	const intaker = await someone(browser, { screen: 'bureau', expected: [404] });
	await become(intaker.page, 'Ravi Ramdin');
	await intaker.page.goto(address('/intake'));
	await intaker.page.getByRole('link', { name: new RegExp(name) }).click();
	await intaker.page.waitForURL(/\/intake\/.+/);
	const reading = new URL(intaker.page.url()).pathname;
	const text = await downloaded(intaker.page, () => intaker.page.getByRole('link', { name: m.document_download() }).click());
	expect(text).toContain(said.trots);
	expect(text).not.toContain(said['hielp-eerder']);
	expect(text).not.toContain(said.thuis);

	await visit(page, `${passport}/delen/nieuw`);
	await page.getByLabel(m.share_with_link(), { exact: true }).check();
	await page.getByLabel(m.share_recipient()).fill('Oma');
	await page.getByLabel('Wat kan ik').uncheck();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.getByRole('button', { name: m.share_yes_link() }).click();
	await page.waitForURL(/gelukt=gedeeld/);
	const link = (await page.locator('.address').innerText()).trim();
	const reader = await someone(browser, { screen: 'bureau', expected: [400, 404] });
	await reader.page.goto(link);
	await reader.page.getByLabel(m.guest_code(), { exact: true }).fill(await page.locator('.code').innerText());
	await reader.page.getByLabel(m.guest_name(), { exact: true }).fill('Oma Riet');
	await reader.page.getByRole('button', { name: m.guest_open() }).click();
	/* No address, no PDF. */
	expect((await reader.page.request.get(`${link}/pdf/bestand`)).status()).toBe(404);
	await reader.page.getByRole('link', { name: m.deel_pdf() }).click();
	await reader.page.waitForURL('**/pdf');
	await look(reader.page);
	await reader.page.getByLabel(m.deel_pdf_email()).fill('oma');
	await reader.page.getByRole('button', { name: m.document_download() }).click();
	await expect(reader.page.getByRole('link', { name: m.consent_error_email() })).toBeVisible();
	await look(reader.page);
	await reader.page.getByLabel(m.deel_pdf_email()).fill('oma@voorbeeld.nl');
	const along = await downloaded(reader.page, () => reader.page.getByRole('button', { name: m.document_download() }).click());
	expect(along).toContain(said['hielp-eerder']);
	expect(along).not.toContain(said['goed-in']);

	/* Both show, also that it was taken along; the address of Oma does not. */
	await visit(page, `${passport}/wie-keek-mee`);
	const seen = await page.locator('main').innerText();
	expect(seen.match(/meegenomen als PDF/g)).toHaveLength(2);
	expect(seen).not.toContain('oma@voorbeeld.nl');
	/* Withdrawn in an open tab: the PDF is not there any more. */
	await visit(page, `${passport}/delen`);
	await page.getByRole('link', { name: new RegExp(`^${m.consent_withdraw()}.*Techniek`) }).click();
	await page.getByRole('button', { name: m.withdraw_button() }).click();
	expect((await intaker.page.request.get(address(`${reading}/pdf`))).status()).toBe(404);

	/* Whoever took it along is asked to delete it, and says so; the young person sees that. */
	await visit(intaker.page, '/intake');
	await intaker.page.locator('a[href="/intake/verwijderen"]').click();
	await intaker.page.waitForURL('**/verwijderen');
	await look(intaker.page);
	await intaker.page.getByRole('button', { name: new RegExp(`${m.delete_confirm()}.*${name}`) }).click();
	await expect(intaker.page.getByText(m.delete_done())).toBeVisible();
	await expect(intaker.page.getByRole('heading', { name: m.delete_of({ name }) })).toHaveCount(0);
	await look(intaker.page);
	await visit(page, reading.replace('/intake/', `${passport}/delen/`));
	await expect(page.locator('main')).toContainText('Kopie verwijderd');
	/* Oma by the link in her mail. */
	await visit(page, `${passport}/delen`);
	await page.getByRole('link', { name: new RegExp(`^${m.consent_withdraw()}.*Oma`) }).click();
	await page.waitForURL('**/intrekken');
	await look(page);
	await expect(page.getByText(m.withdraw_taken())).toBeVisible();
	const withdrawn = new URL(page.url()).pathname.replace('/intrekken', '');
	await page.getByRole('button', { name: m.withdraw_button() }).click();
	await page.waitForURL(/gelukt=ingetrokken/);
	const [request] = await asOwner(
		(sql) => sql<{ id: string; mail: string }[]>`
			select d.id, m.id as mail from deletion_request d join person p on p.id = d.youth_id join mail m on m.subject = d.id
			where p.name = ${name} and d.email is not null`
	);
	const post = reader.page.locator(`main a[href*="/verwijderd/${request!.id}"]`);
	await expect
		.poll(async () => reader.page.goto(address(`/demo/post/${request!.mail}`)).then(() => post.count()), { timeout: 20_000 })
		.toBeGreaterThan(0);
	await post.first().click();
	await reader.page.waitForURL('**/verwijderd/**');
	await look(reader.page);
	await reader.page.getByRole('button', { name: m.delete_confirm() }).click();
	await expect(reader.page.getByText(m.delete_guest_done({ called: 'Yara' }))).toBeVisible();
	await look(reader.page);
	await visit(page, withdrawn);
	await expect(page.locator('main')).toContainText('Kopie verwijderd');
	expect((await reader.page.request.get(address(`/verwijderd/${request!.id}.${'A'.repeat(24)}`))).status()).toBe(404);
	for (const someones of [intaker.wrong, reader.wrong]) expect(someones).toEqual([]);
	await intaker.context.close();
	await reader.context.close();
});
