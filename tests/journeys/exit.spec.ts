/**
 * Deniz: an exit talk with the slb'er of the mbo, shared with the Doorstroompunt, and a plan for the future with its consultant. What is
 * made with the one, the other sees only when it is shared.
 */
import { answer } from './edition';
import { address, asOwner, become, demoClass, expect, follow, join, look, m, send, someone, test, visit } from './walk';

const good = 'In de werkplaats wist iedereen mij te vinden.';
const outside = 'Thuis liep het niet, met het geld.';
const need = 'Eén iemand die belt, en niet vijf.';
const now = 'Ik leer het meest van Henk, op het werk.';

test('an exit talk at the mbo, read by the Doorstroompunt after consent, and a plan that the mbo does not see', async ({
	page,
	browser
}) => {
	test.setTimeout(240_000);
	const wrong = follow(page);
	const { id: klas, code } = await demoClass('Opnieuw kiezen');
	const name = 'Deniz Reis';
	await join(page, code, name, { day: '4', month: '3', year: '2006' });
	const exit = (await send(page, '/paspoort/nieuw', { soort: 'exitgesprek' })).split('?')[0]!;

	await visit(page, `${exit}/vraag/exit-reden`);
	await page.getByLabel(/De stage lukte niet/).check();
	await page.getByRole('button', { name: m.question_next() }).click();
	await page.waitForURL('**/vraag/**');
	await answer(page, exit, 'exit-goed', good);
	await answer(page, exit, 'exit-buiten-school', outside);
	await send(page, `${exit}/vraag/nodig-nu`, { needs: 'vaste-persoon', 'how.vaste-persoon': need });
	await send(page, `${exit}/klaar`, {});

	/* The slb'er works in the mentor's screens. */
	const slber = await someone(browser, { screen: 'bureau', expected: [404] });
	await become(slber.page, 'Youssef');
	await visit(slber.page, `/begeleiding/klas/${klas}`);
	await slber.page.getByRole('row').filter({ hasText: name }).filter({ hasText: 'Exitgesprek' }).getByRole('link', { name }).click();
	await slber.page.waitForURL(`**/begeleiding${exit}`);
	await look(slber.page);
	await expect(slber.page.getByText(good)).toBeVisible();
	await expect(slber.page.getByText(outside)).toHaveCount(0);
	await slber.page.getByRole('button', { name: m.guidance_sign() }).click();
	await slber.page.waitForURL('**gelukt=**');

	/* With consent the consultant reads what was shared, and answers what is asked for. */
	await send(page, `${exit}/akkoord`, { view: 'agree' });
	await page.goto(address(`${exit}/delen/nieuw`));
	await page.getByRole('radio', { name: 'Doorstroompunt Tweestromen' }).check();
	await page.getByRole('button', { name: m.share_next() }).click();
	await page.waitForURL('**/nalezen**');
	await look(page);
	await expect(page.getByText(m.consent_purpose_guidance())).toBeVisible();
	await page.getByRole('button', { name: m.share_yes() }).click();
	await page.waitForURL(/\/delen(\?.*)?$/);

	const consultant = await someone(browser, { screen: 'bureau' });
	await become(consultant.page, 'Corine');
	await visit(consultant.page, '/intake');
	await consultant.page.getByRole('link', { name }).first().click();
	await consultant.page.waitForURL(/\/intake\/[0-9a-f-]{36}$/);
	await look(consultant.page);
	await expect(consultant.page.getByText(good)).toBeVisible();
	await expect(consultant.page.getByText(need)).toBeVisible();
	await expect(consultant.page.getByText(outside)).toHaveCount(0);

	/* A plan for the future, made with the consultant: the young person joins the group, and tells how it is now. */
	const group = await demoClass('Groep van Corine');
	await send(page, `/meedoen/${group.code}?/ook`, {});
	const plan = (await send(page, '/paspoort/nieuw', { soort: 'toekomstplan' })).split('?')[0]!;
	await visit(page, `${plan}/vraag/leren-cijfer`);
	await page.getByLabel('4', { exact: true }).check();
	await page.locator('#lower').fill(now);
	await page.getByRole('button', { name: m.question_next() }).click();
	await page.waitForURL(/\/vraag\/(?!leren-cijfer)/);
	await send(page, `${plan}/klaar`, {});
	await visit(consultant.page, `/begeleiding/klas/${group.id}`);
	await consultant.page.getByRole('row').filter({ hasText: name }).getByRole('link', { name }).click();
	await consultant.page.waitForURL(`**/begeleiding${plan}`);
	await look(consultant.page);
	await expect(consultant.page.getByText(now)).toBeVisible();

	/* The mbo does not know that there is a plan; the young person sees who read what. */
	const youth = await asOwner(
		async (sql) => (await sql<{ id: string }[]>`select youth_id as id from passport where id = ${plan.split('/').at(-1)!}`)[0]!.id
	);
	expect((await slber.page.request.get(address(`/begeleiding${plan}`))).status()).toBe(404);
	await visit(slber.page, `/begeleiding/jongere/${youth}`);
	await expect(slber.page.locator('main')).toContainText('Exitgesprek');
	await expect(slber.page.locator('main')).not.toContainText('Toekomstplan');
	await visit(page, '/paspoort/overzicht');
	await expect(page.locator(`a[href="${exit}"], a[href="${plan}"]`)).toHaveCount(2);
	await visit(page, `${exit}/wie-keek-mee`);
	for (const reader of ['Youssef', 'Corine']) await expect(page.getByText(new RegExp(reader)).first()).toBeVisible();

	expect([...wrong, ...slber.wrong, ...consultant.wrong]).toEqual([]);
	await slber.context.close();
	await consultant.context.close();
});
