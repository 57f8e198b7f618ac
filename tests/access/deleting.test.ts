/** After withdrawing: whoever took a PDF along is asked to delete it, and only they say that they did. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmDeletion, deletionByLink, deletionPath, deletionsOf, toDelete } from '$lib/consent/deleting';
import { leaveEmail, linkOf, takeByLink } from '$lib/consent/links';
import { readEdition, replaceConsent, takeEdition, withdrawConsent } from '$lib/consent/server';
import { guestOf, openGuestLink, type Guest } from '$lib/guest/server';
import { agree, editionsOf, openPassport, startAgain } from '$lib/passport/server';
import { kinds } from '$lib/server/mail/kinds';
import { newId } from '$lib/server/ids';
import { makeWorld, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
	await world.owner`update person set email = called || '@school.example' where kind = 'staff'`;
}, 60_000);
afterAll(() => world.end());

const intaker = () => ({ id: world.ids.intaker });
let visitors = 0;

async function guestOfLink(youth: TestYouth, name = 'Oma Riet'): Promise<Guest> {
	const link = (await linkOf(youth, youth.consentId))!;
	const token = link.address.split('/').at(-1)!;
	const opened = await openGuestLink('share', token, link.code, name, `192.0.2.${++visitors}`);
	return (await guestOf('share', token, (opened as { session: string }).session))!;
}

async function takenByGuest(): Promise<TestYouth> {
	const youth = await world.youth('agreed');
	await world.shareWith(youth, { kind: 'link', recipient: 'Oma', email: null, maxOpenings: 10 });
	const guest = await guestOfLink(youth);
	await leaveEmail(guest, 'oma@voorbeeld.nl');
	await takeByLink(guest);
	return youth;
}

const requestOf = async (youth: TestYouth): Promise<string> => {
	const [row] = await world.owner<{ id: string }[]>`select id from deletion_request where youth_id = ${youth.id}`;
	return row!.id;
};
const letter = async (id: string) => {
	const [row] = await world.owner<[{ found: unknown }]>`select mail_please_delete(${id}) as found`;
	return row.found === null ? null : kinds.please_delete!.write(row.found, 'https://paspoort.voorbeeld.nl');
};

describe('withdrawing', () => {
	test('asks whoever took a PDF along, once, and not who only read', async () => {
		const youth = await world.youth('shared');
		await readEdition(intaker(), youth.consentId);
		await withdrawConsent(youth, youth.consentId);
		expect(await deletionsOf(youth, youth.consentId)).toEqual([]);

		const other = await world.youth('shared');
		for (let i = 0; i < 3; i++) await takeEdition(intaker(), other.consentId);
		for (let i = 0; i < 2; i++) await withdrawConsent(other, other.consentId);
		expect(await deletionsOf(other, other.consentId)).toMatchObject([
			{ reader: 'Medewerker intaker', from: 'ROC Proef, Intake A', confirmedAt: null }
		]);
		const jobs =
			await world.owner`select from pgboss.job where data ->> 'kind' = 'please_delete' and data ->> 'subject' = ${await requestOf(other)}`;
		expect(jobs.length).toBe(1);
	});

	test('asks who took along what was replaced before', async () => {
		const youth = await world.youth('shared');
		await takeEdition(intaker(), youth.consentId);
		await startAgain(youth, youth.passportId);
		const { revision } = (await openPassport(youth, youth.passportId))!;
		await agree(youth, youth.passportId, { revision, withoutMentor: true, view: 'agree', different: '', withRemarks: false });
		const newer = newId();
		await replaceConsent(youth, youth.consentId, newer, (await editionsOf(youth, youth.passportId))[0]!.id);
		expect(await deletionsOf(youth, youth.consentId)).toEqual([]);
		await withdrawConsent(youth, newer);
		expect(await deletionsOf(youth, newer)).toHaveLength(1);
	});
});

describe('a professional', () => {
	test('finds the request, confirms it, and it is gone; the young person sees that', async () => {
		const youth = await world.youth('shared');
		await takeEdition(intaker(), youth.consentId);
		await withdrawConsent(youth, youth.consentId);
		const id = await requestOf(youth);
		expect((await toDelete(intaker())).filter((one) => one.id === id)).toHaveLength(1);
		const mail = (await letter(id))!;
		expect(mail.to).toEqual(['intaker@school.example']);
		expect(mail.text).toContain('https://paspoort.voorbeeld.nl/intake/verwijderen');
		for (let i = 0; i < 2; i++) expect(await confirmDeletion(intaker(), id)).toBe(true);
		expect((await toDelete(intaker())).filter((one) => one.id === id)).toEqual([]);
		expect((await deletionsOf(youth, youth.consentId))[0]!.confirmedAt).not.toBeNull();
		expect(await letter(id)).toBeNull();
	});

	test('confirms for nobody else', async () => {
		const youth = await world.youth('shared');
		await takeEdition(intaker(), youth.consentId);
		await withdrawConsent(youth, youth.consentId);
		const id = await requestOf(youth);
		for (const who of [{ id: world.ids.otherIntaker }, { id: world.ids.ownMentor }, youth]) {
			expect(await confirmDeletion(who, id)).toBe(false);
			expect(await toDelete(who)).toEqual([]);
		}
		expect((await deletionsOf(youth, youth.consentId))[0]!.confirmedAt).toBeNull();
	});
});

describe('a reader without an account', () => {
	test('is mailed at the address that was left, and confirms by the link in that mail', async () => {
		const youth = await takenByGuest();
		await withdrawConsent(youth, youth.consentId);
		const id = await requestOf(youth);
		const mail = (await letter(id))!;
		expect(mail.to).toEqual(['oma@voorbeeld.nl']);
		expect(mail.text).toContain(deletionPath(id));
		const token = deletionPath(id).split('/').at(-1)!;
		expect(await deletionByLink(token)).toMatchObject({ confirmed: false });
		for (let i = 0; i < 2; i++) expect(await deletionByLink(token, true)).toMatchObject({ confirmed: true });
		expect(await deletionsOf(youth, youth.consentId)).toMatchObject([{ reader: 'Oma Riet', from: 'Oma' }]);
		expect((await deletionsOf(youth, youth.consentId))[0]!.confirmedAt).not.toBeNull();
	});

	test('a link that is guessed, changed, or of another request does nothing', async () => {
		const [mine, other] = [await takenByGuest(), await takenByGuest()];
		for (const youth of [mine, other]) await withdrawConsent(youth, youth.consentId);
		const [id, otherId] = [await requestOf(mine), await requestOf(other)];
		const signature = deletionPath(otherId).split('.').at(-1)!;
		for (const token of [id, `${id}.`, `${id}.${signature}`, `${id}.${'A'.repeat(24)}`, `x.${signature}`])
			expect(await deletionByLink(token, true), token).toBeUndefined();
		expect((await deletionsOf(mine, mine.consentId))[0]!.confirmedAt).toBeNull();
	});

	test('does not confirm for a professional', async () => {
		const youth = await world.youth('shared');
		await takeEdition(intaker(), youth.consentId);
		await withdrawConsent(youth, youth.consentId);
		const id = await requestOf(youth);
		expect(await deletionByLink(deletionPath(id).split('/').at(-1)!, true)).toBeUndefined();
	});

	test('the young person sees the name that was given, never the address', async () => {
		const youth = await takenByGuest();
		await withdrawConsent(youth, youth.consentId);
		expect((await world.attempt(youth, 'select email from deletion_request')).code).toBe('42501');
	});
});
