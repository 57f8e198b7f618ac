/** "Vervang door editie 2": the same recipient, parts and end, in one step; the old one closes, and nobody gets more than before. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkDocument } from '$lib/consent/checking';
import { linkOf, readByLink } from '$lib/consent/links';
import { consentsOf, openConsent, readEdition, received, replaceConsent, successorOf, withdrawConsent } from '$lib/consent/server';
import { guestOf, openGuestLink } from '$lib/guest/server';
import { agree, editionsOf, openPassport, saveAnswer, startAgain } from '$lib/passport/server';
import { newId } from '$lib/server/ids';
import { writeReply } from '$lib/support/server';
import { instrument, makeWorld, sharedParts, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

const intaker = () => ({ id: world.ids.intaker });

/** Makes a newer edition, without a mentor, with these answers changed. @returns its id */
async function newerEdition(youth: TestYouth, changes: Record<string, string | null> = { blij: 'Nieuw: zwemmen.' }): Promise<string> {
	await startAgain(youth, youth.passportId);
	const own = (await openPassport(youth, youth.passportId))!;
	for (const [question, text] of Object.entries(changes))
		await saveAnswer(
			youth,
			youth.passportId,
			instrument,
			question,
			text === null ? { status: 'skipped', value: null } : { status: 'answered', value: { text } },
			own.answers[question]?.revision ?? 0
		);
	const { revision } = (await openPassport(youth, youth.passportId))!;
	await agree(youth, youth.passportId, { revision, withoutMentor: true, view: 'agree', different: '', withRemarks: false });
	return (await editionsOf(youth, youth.passportId))[0]!.id;
}

async function replaced(youth: TestYouth, changes?: Record<string, string | null>): Promise<string> {
	const id = newId();
	expect(await replaceConsent(youth, youth.consentId, id, await newerEdition(youth, changes))).toBe('replaced');
	return id;
}

describe('stopping on a page from before it was replaced', () => {
	test.each(['afterwards', 'at the same moment'])('stops the newer one too (%s)', async (when) => {
		const youth = await world.youth('shared');
		const edition = await newerEdition(youth);
		const id = newId();
		const replace = () => replaceConsent(youth, youth.consentId, id, edition);
		if (when === 'afterwards') {
			await replace();
			await withdrawConsent(youth, youth.consentId);
		} else await Promise.all([replace(), withdrawConsent(youth, youth.consentId)]);
		for (const consent of [youth.consentId, id]) expect(await readEdition(intaker(), consent)).toBeUndefined();
		expect((await received(intaker())).some((one) => [id, youth.consentId].includes(one.consentId))).toBe(false);
	});
});

describe('replacing', () => {
	test('opens the newer edition to the same team until the same day, and closes the old one', async () => {
		const youth = await world.youth('shared');
		const before = (await openConsent(youth, youth.consentId))!;
		const id = await replaced(youth);
		const after = (await openConsent(youth, id))!;
		expect(after).toMatchObject({ to: before.to, until: before.until, editionNumber: 2, status: 'open' });
		expect(after.parts.sort()).toEqual([...sharedParts].sort());
		expect(await openConsent(youth, youth.consentId)).toMatchObject({ status: 'replaced', replacedBy: id });
		expect(await readEdition(intaker(), youth.consentId)).toBeUndefined();
		const read = (await readEdition(intaker(), id))!;
		expect(JSON.stringify(read.lines)).toContain('Nieuw: zwemmen.');
		expect(read.heading).toMatchObject({ edition: 2, replaces: 1 });
		const list = (await received(intaker())).filter((one) => [id, youth.consentId].includes(one.consentId));
		expect(list).toMatchObject([{ consentId: id, edition: 2, replaces: 1 }]);
	});

	test('leads an address that the team kept to the newer one, and nobody else', async () => {
		const youth = await world.youth('shared');
		const id = await replaced(youth);
		expect(await successorOf(intaker(), youth.consentId)).toBe(id);
		expect(await successorOf({ id: world.ids.otherIntaker }, youth.consentId)).toBeUndefined();
		expect(await successorOf(youth, youth.consentId)).toBeUndefined();
		await withdrawConsent(youth, id);
		expect(await successorOf(intaker(), youth.consentId)).toBeUndefined();
	});

	test('adds no part that was not shared, and drops what the newer edition lacks', async () => {
		const youth = await world.youth('shared');
		const id = await replaced(youth, { thuis: null, gezondheid: 'Nieuw over gezondheid.', 'over-mij': 'Nieuw.' });
		expect((await openConsent(youth, id))!.parts.sort()).toEqual(sharedParts.filter((part) => part !== 'gevoelig:thuis').sort());
		expect(JSON.stringify(await readEdition(intaker(), id))).not.toContain('gezondheid');
	});

	test('twice is once, also from two browsers at the same moment', async () => {
		const youth = await world.youth('shared');
		const edition = await newerEdition(youth);
		const outcomes = await Promise.all([1, 2, 3].map(() => replaceConsent(youth, youth.consentId, newId(), edition)));
		expect(outcomes).toEqual(['replaced', 'replaced', 'replaced']);
		expect((await consentsOf(youth, youth.passportId)).map((one) => one.status)).toEqual(['open', 'replaced']);
	});

	test('needs a newer edition that has something of it', async () => {
		const youth = await world.youth('shared');
		expect(await replaceConsent(youth, youth.consentId, newId(), youth.editionId)).toBe('missing');
		await world.shareWith(youth, { kind: 'team', teamId: world.ids.otherTeam }, ['gevoelig:thuis']);
		const edition = await newerEdition(youth, { thuis: null });
		expect(await replaceConsent(youth, youth.consentId, newId(), edition)).toBe('nothing_left');
		expect((await openConsent(youth, youth.consentId))!.status).toBe('open');
	});

	test.each(['withdrawn', 'ended'] as const)('does not open again what is %s', async (stage) => {
		const youth = await world.youth(stage);
		expect(await replaceConsent(youth, youth.consentId, newId(), await newerEdition(youth))).toBe('missing');
	});

	test('is for the owner alone, and with an own edition', async () => {
		const [youth, other] = [await world.youth('shared'), await world.youth('shared')];
		const [mine, theirs] = [await newerEdition(youth), await newerEdition(other)];
		expect(await replaceConsent(other, youth.consentId, newId(), mine)).toBe('missing');
		expect(await replaceConsent(youth, youth.consentId, newId(), theirs)).toBe('missing');
		expect(await replaceConsent(intaker(), youth.consentId, newId(), mine)).toBe('missing');
		expect((await world.attempt(youth, `update consent set replaced_by = id where id = '${youth.consentId}'`)).code).toBe('42501');
	});

	test('takes along what the team wrote', async () => {
		const youth = await world.youth('shared');
		await writeReply(intaker(), youth.consentId, 'Over de stage.');
		const id = await replaced(youth);
		const [reply] = await world.owner`select consent_id, text from intake_reply where youth_id = ${youth.id}`;
		expect(reply).toEqual({ consent_id: id, text: 'Over de stage.' });
	});
});

test('a link stays the same link, for who is reading too', async () => {
	const youth = await world.youth('agreed');
	await world.shareWith(youth, { kind: 'link', recipient: 'Oma', email: 'oma@voorbeeld.nl', maxOpenings: 5 });
	const link = (await linkOf(youth, youth.consentId))!;
	const token = link.address.split('/').at(-1)!;
	const opened = await openGuestLink('share', token, link.code, 'Oma Riet', '192.0.2.1');
	const guest = (await guestOf('share', token, (opened as { session: string }).session))!;
	expect((await readByLink(guest))!.heading.edition).toBe(1);
	const id = await replaced(youth);
	expect((await readByLink(guest))!.heading).toMatchObject({ edition: 2, replaces: 1 });
	expect(await linkOf(youth, id)).toMatchObject({ address: link.address, code: link.code, openings: 1 });
	const mails = await world.owner`select from mail where kind = 'share_link' and key = ${youth.consentId}`;
	expect(mails.length).toBe(1);
	await withdrawConsent(youth, id);
	expect(await readByLink(guest)).toBeUndefined();
});

test('the paper of the old one says that it was replaced, and withdrawn once that is withdrawn', async () => {
	const youth = await world.youth('agreed');
	await world.shareWith(youth, { kind: 'paper', recipient: 'Mbo Elders' });
	const { checkCode } = (await openConsent(youth, youth.consentId))!;
	const id = await replaced(youth);
	const newer = (await openConsent(youth, id))!.checkCode;
	expect([await checkDocument(checkCode, '192.0.2.2'), await checkDocument(newer, '192.0.2.2')]).toEqual(['replaced', 'valid']);
	await withdrawConsent(youth, id);
	expect(await checkDocument(checkCode, '192.0.2.2')).toBe('withdrawn');
});

describe('below 16', () => {
	async function decidedBy(youth: TestYouth, decision: 'yes' | 'no'): Promise<void> {
		const [link, representative] = [newId(), newId()];
		await world.owner`insert into guest_link (id, youth_id, kind, token_hash, code_hash, name, email, until)
			values (${link}, ${youth.id}, 'representative', ${newId()}, 'x', 'Moeder', 'moeder@voorbeeld.nl', '2999-01-01')`;
		await world.owner`insert into representative (id, youth_id, guest_link_id, kind, asked_by) values (${representative}, ${youth.id}, ${link}, 'parent', 'youth')`;
		await world.owner`insert into representative_decision (id, representative_id, youth_id, consent_id, decision)
			values (${newId()}, ${representative}, ${youth.id}, ${youth.consentId}, ${decision})`;
	}
	const mailed = async (youth: TestYouth) =>
		(
			await world.owner`select from mail m where m.kind = 'representative_asked' and m.subject in (select id from representative where youth_id = ${youth.id})`
		).length +
		(
			await world.owner`select from mail m where m.kind = 'representative_decided' and m.subject in (select id from representative_decision where youth_id = ${youth.id})`
		).length;

	test('a yes of a representative holds for the newer edition, of no more parts, and nobody is asked or told again', async () => {
		const youth = await world.youth('shared', { age: { years: 14, daysSinceBirthday: 10 } });
		await decidedBy(youth, 'yes');
		expect(await readEdition(intaker(), youth.consentId)).toBeDefined();
		const before = await mailed(youth);
		const id = await replaced(youth);
		expect(await readEdition(intaker(), id)).toBeDefined();
		expect(await mailed(youth)).toBe(before);
	});

	test('a no, and waiting, hold too', async () => {
		const refused = await world.youth('shared', { age: { years: 14, daysSinceBirthday: 10 } });
		await decidedBy(refused, 'no');
		expect((await openConsent(refused, await replaced(refused)))!.status).toBe('refused');
		const waiting = await world.youth('shared', { age: { years: 14, daysSinceBirthday: 10 } });
		const id = await replaced(waiting);
		expect((await openConsent(waiting, id))!.status).toBe('waiting');
		expect(await readEdition(intaker(), id)).toBeUndefined();
	});
});
