/** What a recipient takes along: exactly the shared parts, in the log, and a code that says whether it still holds and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDocument, paperOf } from '$lib/consent/checking';
import { leaveEmail, linkOf, takeByLink } from '$lib/consent/links';
import { openConsent, ownPaper, takeEdition, withdrawConsent } from '$lib/consent/server';
import { guestOf, openGuestLink, type Guest } from '$lib/guest/server';
import { editionDocument } from '$lib/passport/edition-document';
import { makePdf } from '$lib/server/pdf';
import { readPdf } from '../pdf';
import { makeWorld, sharedParts, staffKeys, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

let visitors = 0;
const address = () => `192.0.2.${++visitors}`;
const toMbo = { kind: 'paper', recipient: 'Mbo Elders' } as const;

async function guestOfNewLink(): Promise<{ youth: TestYouth; guest: Guest }> {
	const youth = await world.youth('agreed');
	await world.shareWith(youth, { kind: 'link', recipient: 'Oma', email: null, maxOpenings: 10 });
	const link = (await linkOf(youth, youth.consentId))!;
	const token = link.address.split('/').at(-1)!;
	const opened = await openGuestLink('share', token, link.code, 'Oma Riet', address());
	return { youth, guest: (await guestOf('share', token, (opened as { session: string }).session))! };
}

async function lastEntry(youth: TestYouth) {
	const [entry] =
		await world.owner`select event, reader_id, reader_name, reader_email, consent_id from access_log where youth_id = ${youth.id} order by at desc, id desc limit 1`;
	return entry;
}

describe('the intaker', () => {
	test('takes along exactly the shared parts, and the young person sees that', async () => {
		const youth = await world.youth('shared');
		const before = await world.logged(youth);
		const taken = (await takeEdition({ id: world.ids.intaker }, youth.consentId))!;
		expect([...new Set(taken.lines.map((line) => line.part))].sort()).toEqual([...sharedParts].sort());
		expect(taken.heading.parts.map(({ part }) => part).sort()).toEqual([...sharedParts].sort());
		expect((await world.logged(youth)) - before).toBe(1);
		expect(await lastEntry(youth)).toMatchObject({ event: 'edition-pdf', reader_id: world.ids.intaker, consent_id: youth.consentId });
	});

	test.each(staffKeys.filter((key) => key !== 'intaker'))('%s takes nothing', async (key) => {
		const youth = await world.youth('shared');
		const before = await world.logged(youth);
		expect(await takeEdition({ id: world.ids[key] }, youth.consentId)).toBeUndefined();
		expect(await world.logged(youth)).toBe(before);
	});

	test('takes nothing any more after withdrawing', async () => {
		const youth = await world.youth('shared');
		await withdrawConsent(youth, youth.consentId);
		expect(await takeEdition({ id: world.ids.intaker }, youth.consentId)).toBeUndefined();
	});
});

describe('whoever has a link', () => {
	test('takes it along only after saying where they are reached, in the log with that', async () => {
		const { youth, guest } = await guestOfNewLink();
		expect(await takeByLink(guest)).toBeUndefined();
		expect(await leaveEmail(guest, 'oma@voorbeeld.nl')).toBe(true);
		expect(await takeByLink(guest)).toBeDefined();
		expect(await lastEntry(youth)).toMatchObject({
			event: 'edition-pdf',
			reader_id: null,
			reader_name: 'Oma Riet',
			reader_email: 'oma@voorbeeld.nl'
		});
	});

	test('leaves no address, and takes nothing, once it was withdrawn', async () => {
		const { youth, guest } = await guestOfNewLink();
		await leaveEmail(guest, 'oma@voorbeeld.nl');
		await withdrawConsent(youth, youth.consentId);
		expect(await leaveEmail(guest, 'anders@voorbeeld.nl')).toBe(false);
		expect(await takeByLink(guest)).toBeUndefined();
	});

	test('leaves no address at another link', async () => {
		const [one, other] = [await guestOfNewLink(), await guestOfNewLink()];
		expect(await leaveEmail({ ...one.guest, tokenHash: other.guest.tokenHash }, 'oma@voorbeeld.nl')).toBe(false);
	});
});

describe('on paper', () => {
	test('the young person prints exactly the chosen parts; that is no reading', async () => {
		const youth = await world.youth('agreed');
		await world.shareWith(youth, toMbo);
		const before = await world.logged(youth);
		const paper = (await ownPaper(youth, youth.consentId))!;
		expect([...new Set(paper.lines.map((line) => line.part))].sort()).toEqual([...sharedParts].sort());
		expect(await world.logged(youth)).toBe(before);
	});

	test('the PDF holds the shared answers and nothing of the others, and its check code', async () => {
		const youth = await world.youth('agreed');
		await world.shareWith(youth, toMbo);
		const paper = await paperOf((await ownPaper(youth, youth.consentId))!);
		const pdf = await readPdf(await makePdf(editionDocument(paper)));
		const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
		const text = plain(pdf.pages.map((page) => page.text).join(' '));
		const words = await world.owner<{ part: string; text: string }[]>`
			select part, coalesce(value ->> 'text', value ->> 'course') as text from edition_line where edition_id = ${youth.editionId} and (value ? 'text' or value ? 'course')`;
		expect(words.filter(({ part }) => !sharedParts.includes(part)).length).toBeGreaterThan(3);
		for (const line of words)
			if (sharedParts.includes(line.part)) expect(text).toContain(plain(line.text));
			else expect(text).not.toContain(plain(line.text));
		expect(text).toContain(paper.check!.code);
		expect(paper.check!.code).toMatch(/^[A-Z]{4}-[A-Z]{4}-[A-Z]{4}$/);
	});

	test('another young person, the team and a visitor get none', async () => {
		const youth = await world.youth('agreed');
		await world.shareWith(youth, toMbo);
		const other = await world.youth('shared');
		expect(await ownPaper(other, youth.consentId)).toBeUndefined();
		expect(await ownPaper(youth, other.consentId)).toBeUndefined();
		expect(await takeEdition({ id: world.ids.intaker }, youth.consentId)).toBeUndefined();
		expect((await world.attempt('visitor', `select * from own_paper('${youth.consentId}')`)).code).toBe('42501');
	});

	test('below 16 there is none before a representative’s yes; after withdrawing there is none', async () => {
		const young = await world.youth('agreed', { age: { years: 15, daysSinceBirthday: 10 } });
		await world.shareWith(young, toMbo);
		expect(await ownPaper(young, young.consentId)).toBeUndefined();
		const youth = await world.youth('agreed');
		await world.shareWith(youth, toMbo);
		await withdrawConsent(youth, youth.consentId);
		expect(await ownPaper(youth, youth.consentId)).toBeUndefined();
	});
});

describe('the code on a paper', () => {
	const codeOf = async (youth: TestYouth) => (await openConsent(youth, youth.consentId))!.checkCode;

	test('says that it holds, that it was withdrawn, that it ended', async () => {
		const youth = await world.youth('agreed');
		await world.shareWith(youth, toMbo, sharedParts, 1);
		const code = await codeOf(youth);
		expect(await checkDocument(code, address())).toBe('valid');
		const [{ after }] = await world.owner<
			[{ after: string }]
		>`select (until + 1 || ' 00:01 Europe/Amsterdam') as after from consent where id = ${youth.consentId}`;
		await world.stopClock(after, async () => expect(await checkDocument(code, address())).toBe('ended'));
		await withdrawConsent(youth, youth.consentId);
		expect(await checkDocument(code, address())).toBe('withdrawn');
	});

	test('says nothing else', async () => {
		const youth = await world.youth('agreed');
		await world.shareWith(youth, toMbo);
		const { rows } = await world.attempt('visitor', `select * from check_document('${await codeOf(youth)}', 'from here')`);
		expect(rows).toEqual([{ blocked: false, status: 'valid' }]);
	});

	test('is not guessed: codes that are not there are counted per address, and the others still look', async () => {
		const youth = await world.youth('agreed');
		await world.shareWith(youth, toMbo);
		const guesser = address();
		expect(await checkDocument('BBBBBBBBBBBB', guesser)).toBe('unknown');
		for (let i = 0; i < 300; i++) await checkDocument('BBBBBBBBBBBB', guesser);
		expect(await checkDocument(await codeOf(youth), guesser)).toBe('blocked');
		expect(await checkDocument(await codeOf(youth), address())).toBe('valid');
	});
});
