/** An edition as PDF: to keep, to print, to hand over. */
import { readFile } from 'node:fs/promises';
import { all, readPdf } from '../pdf';
import { asOwner, address, become, expect, look, m, someone, test } from './walk';

test('Noah keeps the whole edition as PDF, and it reads aloud in order', async ({ browser }) => {
	const { page, wrong } = await someone(browser);
	await become(page, 'Noah');
	const [edition] = await asOwner(
		(sql) => sql<{ id: string; number: number }[]>`select e.passport_id as id, e.number from edition e join person p on p.id = e.youth_id
			where p.called = 'Noah' and p.is_demo order by e.number limit 1`
	);
	await page.goto(address(`/paspoort/${edition!.id}/editie/${edition!.number}`));
	await look(page);

	const downloading = page.waitForEvent('download');
	await page.getByRole('link', { name: m.document_download() }).click();
	const download = await downloading;
	expect(download.suggestedFilename()).toBe('Paspoort van Noah, editie 1.pdf');
	const pdf = await readPdf(await readFile(await download.path()));

	expect(pdf).toMatchObject({ title: 'Paspoort van Noah, editie 1', showsTitle: true, lang: 'nl', isTagged: true });
	const elements = pdf.pages.flatMap((each) => each.elements);
	expect(all(elements, 'H1').map(({ text }) => text.trim())).toEqual(['Noah']);
	const parts = all(elements, 'H2').map(({ text }) => text.trim());
	const sections = ['Wie ben ik', 'Wat kan ik', 'Wat wil ik', 'Wat heb ik nodig'];
	expect(parts.filter((part) => sections.includes(part))).toEqual(sections);
	expect(all(elements, 'P')[1]!.text).toContain('hen/diens');
	pdf.pages.forEach(({ text }, index) => expect(text).toContain(`Bladzijde ${index + 1} van ${pdf.pages.length}`));

	const response = await page.request.get(address(`/paspoort/${edition!.id}/editie/${edition!.number}/pdf`));
	expect(response.headers()).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
	expect((await page.request.get(address(`/paspoort/${edition!.id}/editie/99/pdf`))).status()).toBe(404);
	expect(wrong).toEqual([]);
});
