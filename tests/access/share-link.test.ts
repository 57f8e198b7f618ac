/** Sharing by a link: only with its code, only what was shared, only while it may, and each reading in the log. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkOf, linkWaits, readByLink } from '$lib/consent/links';
import { consentsOf, giveConsent, openConsent, withdrawConsent } from '$lib/consent/server';
import { guestLinkStatus, guestOf, guestToken, openGuestLink, type Guest } from '$lib/guest/server';
import { kinds } from '$lib/server/mail/kinds';
import { startAgain } from '$lib/passport/server';
import { makeWorld, sharedParts, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

const toOma = { kind: 'link', recipient: 'Oma', email: null, maxOpenings: 3 } as const;
let visitors = 0;

async function withLink(more: { age?: { years: number; daysSinceBirthday: number }; days?: number } = {}): Promise<TestYouth> {
	const youth = await world.youth('agreed', more.age ? { age: more.age } : {});
	await world.shareWith(youth, toOma, sharedParts, more.days);
	return youth;
}

/** Somebody at the door of the link, with its code. */
async function open(youth: TestYouth, name = 'Oma Riet'): Promise<Guest | undefined> {
	const link = (await linkOf(youth, youth.consentId))!;
	const token = link.address.split('/').at(-1)!;
	const opened = await openGuestLink('share', token, link.code, name, `192.0.2.${++visitors}`);
	return opened.outcome === 'in' ? guestOf('share', token, opened.session) : undefined;
}

describe('whoever has the link and its code', () => {
	test('reads exactly what was shared, and the young person sees who read it', async () => {
		const youth = await withLink();
		const before = await world.logged(youth);
		const edition = (await readByLink((await open(youth))!))!;
		expect([...new Set(edition.lines.map((line) => line.part))].sort()).toEqual([...sharedParts].sort());
		expect(edition.heading).toMatchObject({ team: 'Oma', edition: 1 });
		expect(JSON.stringify(edition)).not.toMatch(/keuze2|gezondheid|opmerkingen/);
		expect((await world.logged(youth)) - before).toBe(1);
		const [entry] =
			await world.owner`select event, reader_id, reader_name, reader_from, parts, consent_id, reader_email from access_log where youth_id = ${youth.id} order by at desc limit 1`;
		expect(entry).toEqual({
			event: 'link-read',
			reader_id: null,
			reader_name: 'Oma Riet',
			reader_from: 'Oma',
			parts: [...sharedParts].sort(),
			consent_id: youth.consentId,
			reader_email: null
		});
	});

	test('opens it as often as it may, and the young person sees how often', async () => {
		const youth = await withLink();
		for (let i = 0; i < 3; i++) expect(await open(youth)).toBeDefined();
		expect(await open(youth)).toBeUndefined();
		expect(await linkOf(youth, youth.consentId)).toMatchObject({ openings: 3, maxOpenings: 3 });
	});

	test('reads no words that were changed after the edition', async () => {
		const youth = await withLink();
		await startAgain(youth, youth.passportId);
		await world.owner`update answer set value = '{"text": "iets nieuws"}' where passport_id = ${youth.passportId} and question = 'blij'`;
		expect(JSON.stringify(await readByLink((await open(youth))!))).not.toContain('iets nieuws');
	});
});

describe('nobody else', () => {
	test('a guest of another link reads what that link is for, and nothing of this one', async () => {
		const [mine, other] = [await withLink(), await withLink()];
		const guest = (await open(other))!;
		const before = await world.logged(mine);
		expect(await readByLink({ ...guest, tokenHash: (await open(mine))!.tokenHash })).toBeUndefined();
		expect(await world.logged(mine)).toBe(before);
	});

	test('the team that is shared with beside it opens nothing by the consent of the link', async () => {
		const youth = await withLink();
		const { rows } = await world.attempt({ id: world.ids.intaker }, `select * from read_edition('${youth.consentId}')`);
		expect(rows).toEqual([]);
		const list = await world.attempt({ id: world.ids.intaker }, 'select * from shared_with_my_teams()');
		expect(list.rows.some((row) => row.consent_id === youth.consentId)).toBe(false);
	});

	test('another young person finds neither the link nor how the consent stands', async () => {
		const youth = await withLink();
		const other = await world.youth('agreed');
		expect(await linkOf(other, youth.consentId)).toBeUndefined();
		expect(await openConsent(other, youth.consentId)).toBeUndefined();
		const { rows } = await world.attempt(other, `select own_consent_status('${youth.consentId}') as status`);
		expect(rows[0]!.status).toBeNull();
	});

	test('a link that leads nowhere says so, not that it waits', async () => {
		expect(await linkWaits('A'.repeat(43))).toBe(false);
	});
});

describe('reading stops', () => {
	test('at the moment of withdrawing, also for who is reading, and the link has ended', async () => {
		const youth = await withLink();
		const guest = (await open(youth))!;
		const before = await world.logged(youth);
		await withdrawConsent(youth, youth.consentId);
		expect(await readByLink(guest)).toBeUndefined();
		expect(await guestLinkStatus('share', guestToken(youth.consentId))).toBe('ended');
		expect(await world.logged(youth)).toBe(before);
	});

	test('after the last day', async () => {
		const youth = await withLink({ days: 1 });
		const guest = (await open(youth))!;
		const [{ after }] = await world.owner<
			[{ after: string }]
		>`select (until + 1 || ' 00:01 Europe/Amsterdam') as after from consent where id = ${youth.consentId}`;
		await world.owner`update guest_session set expires_at = '2999-01-01'`;
		await world.stopClock(after, async () => {
			expect(await readByLink(guest)).toBeUndefined();
			expect(await open(youth)).toBeUndefined();
			expect((await openConsent(youth, youth.consentId))!.status).toBe('ended');
		});
	});

	test('half an hour after the code', async () => {
		const youth = await withLink();
		const guest = (await open(youth))!;
		const [{ later }] = await world.owner<[{ later: string }]>`select (now() + interval '31 minutes')::text as later`;
		await world.stopClock(later, async () => expect(await readByLink(guest)).toBeUndefined());
	});
});

test('below 16 the link says "nog niet", and opens on the birthday', async () => {
	const youth = await withLink({ age: { years: 15, daysSinceBirthday: 300 } });
	const token = guestToken(youth.consentId);
	expect(await linkWaits(token)).toBe(true);
	expect(await readByLink((await open(youth))!)).toBeUndefined();
	expect((await consentsOf(youth, youth.passportId))[0]!.status).toBe('waiting');
	const [{ birthday }] = await world.owner<
		[{ birthday: string }]
	>`select ((born_on + interval '16 years')::date || ' 00:01 Europe/Amsterdam') as birthday from person where id = ${youth.id}`;
	await world.stopClock(birthday, async () => {
		expect(await linkWaits(token)).toBe(false);
		expect(await readByLink((await open(youth))!)).toBeDefined();
	});
});

test('confirming twice gives one consent with one link', async () => {
	const youth = await world.youth('agreed');
	const id = await world.shareWith(youth, toOma);
	const given = (await openConsent(youth, id))!;
	await giveConsent(youth, { ...given, parts: ['wie'], kind: 'link', recipient: 'Iemand anders', email: null, maxOpenings: 50 });
	expect(await consentsOf(youth, youth.passportId)).toHaveLength(1);
	expect((await openConsent(youth, id))!.to).toContain('Oma');
	expect(await linkOf(youth, id)).toMatchObject({ maxOpenings: 3 });
});

test('the code on papers is drawn by the database, whatever is sent along', async () => {
	const youth = await world.youth('agreed');
	const { rows } = await world.attempt(
		youth,
		`insert into consent (id, edition_id, passport_id, youth_id, kind, recipient, purpose, until, check_code)
		values (gen_random_uuid(), '${youth.editionId}', '${youth.passportId}', '${youth.id}', 'paper', 'mbo', 'intake', app_today(), 'MIJNCODE') returning check_code`
	);
	expect(rows[0]!.check_code).toMatch(/^[BCDFGHJKMPQRTVWX]{12}$/);
});

test('where a reader is reached is not told, not even to the young person', async () => {
	const youth = await withLink();
	expect((await world.attempt(youth, 'select reader_email from access_log')).code).toBe('42501');
});

describe('the mail with the link', () => {
	const toMail = { kind: 'link', recipient: 'Oma', email: 'oma@voorbeeld.nl', maxOpenings: 3 } as const;
	const waiting = async (youth: TestYouth) =>
		(
			await world.owner`select from pgboss.job where name = 'mail' and data ->> 'kind' = 'share_link' and data ->> 'subject' = ${youth.consentId}`
		).length;
	const letter = async (youth: TestYouth) => {
		const [row] = await world.owner<[{ found: unknown }]>`select mail_share_link(${youth.consentId}) as found`;
		return row.found === null ? null : kinds.share_link!.write(row.found, 'https://paspoort.voorbeeld.nl');
	};

	test('holds the link and never the code', async () => {
		const youth = await world.youth('agreed');
		await world.shareWith(youth, toMail);
		expect(await waiting(youth)).toBe(1);
		const link = (await linkOf(youth, youth.consentId))!;
		const mail = (await letter(youth))!;
		expect(mail.to).toEqual(['oma@voorbeeld.nl']);
		expect(mail.text).toContain(link.address);
		expect(mail.text).not.toContain(link.code);
	});

	test('is not made without an address, and not sent after withdrawing', async () => {
		const without = await withLink();
		expect(await waiting(without)).toBe(0);
		const youth = await world.youth('agreed');
		await world.shareWith(youth, toMail);
		await withdrawConsent(youth, youth.consentId);
		expect(await letter(youth)).toBeNull();
	});

	test('below 16 waits until the link opens, and then goes once', async () => {
		const youth = await world.youth('agreed', { age: { years: 15, daysSinceBirthday: 10 } });
		await world.shareWith(youth, toMail);
		expect([await waiting(youth), await letter(youth)]).toEqual([0, null]);
		await world.owner`update person set born_on = born_on - 365 where id = ${youth.id}`;
		for (let i = 0; i < 2; i++) await world.owner`select remind_links()`;
		expect(await waiting(youth)).toBe(1);
	});

	test('goes to no more than twenty people a day', async () => {
		const youth = await world.youth('agreed');
		for (let i = 0; i < 20; i++) await world.shareWith(youth, toMail);
		await expect(world.shareWith(youth, toMail)).rejects.toThrow();
	});
});
