/** Support agreements: a document of both, that outlives the consent, while the passport does not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
	agreementsOfRepresentative,
	agreeWith,
	askForChange,
	decideAgreement,
	draftAgreement,
	keepAgreement,
	myAgreements,
	ownAgreement,
	ownAgreements,
	proposeAgreement,
	readAgreement,
	readAsRepresentative,
	takeBackAgreement
} from '$lib/agreement/server';
import { readEdition, replaceConsent, withdrawConsent } from '$lib/consent/server';
import { agree, editionsOf, openPassport, saveAnswer, startAgain } from '$lib/passport/server';
import { newId } from '$lib/server/ids';
import { giveSupport, keepSupport, waitingSupport } from '$lib/support/server';
import type { Outcome } from '$lib/support/outcomes';
import { asksFor, denied, instrument, makeWorld, type TestYouth, type World } from './world';

let world: World;
let youth: TestYouth;
let agreement: string;
let intaker: { id: string };
let otherIntaker: { id: string };

beforeAll(async () => {
	world = await makeWorld();
	intaker = { id: world.ids.intaker };
	otherIntaker = { id: world.ids.otherIntaker };
}, 60_000);
afterAll(() => world.end());

const nextYear = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);

/** The team's answer to one support, given. */
async function answer(to: TestYouth, need: string, outcome: Outcome, text = '', revision = 0): Promise<void> {
	await keepSupport(intaker, to.consentId, { question: 'nodig', need, outcome, text, revision });
	await giveSupport(intaker, to.consentId);
}

const filledIn = (revision: number, action = 'Ingrid regelt het.') => ({
	revision,
	lookBackOn: nextYear,
	lines: [{ question: 'nodig', need: 'meer-tijd', action, starts: 'meteen', lookBack: 'na de toetsweek' }]
});

/** A draft with two answers in it, of somebody who asked for three things. */
async function withDraft(of: TestYouth): Promise<string> {
	await answer(of, 'meer-tijd', 'yes');
	await answer(of, 'pauzes', 'no', 'Het rooster ligt vast.');
	return (await draftAgreement(intaker, of.consentId))!;
}

const read = async (id = agreement) => (await readAgreement(intaker, id))!;
const revision = async (id = agreement) => (await read(id)).revision;
const propose = async (id = agreement) => proposeAgreement(intaker, id, await revision(id));

beforeEach(async () => {
	youth = await asksFor(world);
	agreement = await withDraft(youth);
});

describe('a draft', () => {
	test('has what was asked and answered, word for word; what waits is not in it', async () => {
		expect(await read()).toMatchObject({
			status: 'draft',
			team: 'Intake A',
			organisation: 'ROC Proef',
			lines: [
				{ need: 'meer-tijd', how: 'Bij toetsen.', outcome: 'yes', answer: '', action: '' },
				{ need: 'pauzes', how: '', outcome: 'no', answer: 'Het rooster ligt vast.' }
			],
			signatures: []
		});
	});

	test('is one, however often it is made; a newer answer comes in, and what was filled in stays', async () => {
		await keepAgreement(intaker, agreement, filledIn(await revision()));
		await answer(youth, 'other', 'other', 'Er is een kluisje.');
		for (let i = 0; i < 2; i++) expect(await draftAgreement(intaker, youth.consentId)).toBe(agreement);
		const { lines } = await read();
		expect(lines.map((line) => [line.need, line.action])).toEqual([
			['meer-tijd', 'Ingrid regelt het.'],
			['pauzes', ''],
			['other', '']
		]);
	});

	test('is not made of nothing, nor of what another team answered', async () => {
		const quiet = await asksFor(world);
		expect(await draftAgreement(intaker, quiet.consentId)).toBeUndefined();
		expect(await draftAgreement(otherIntaker, youth.consentId)).toBeUndefined();
	});

	test('two intakers do not write over each other; the same twice is once', async () => {
		const was = await revision();
		expect(await keepAgreement(intaker, agreement, filledIn(was))).toEqual({ outcome: 'kept', revision: was + 1 });
		expect(await keepAgreement(intaker, agreement, filledIn(was))).toEqual({ outcome: 'kept', revision: was + 1 });
		expect((await keepAgreement(intaker, agreement, filledIn(was, 'Iets anders.'))).outcome).toBe('moved');
	});

	test('does not exist for the young person before it was proposed', async () => {
		expect(await ownAgreement(youth, agreement)).toBeUndefined();
		expect(await ownAgreements(youth, youth.passportId)).toEqual([]);
		expect(await agreeWith(youth, agreement, await revision())).toBe('missing');
	});
});

describe('agreeing', () => {
	test('is of both, each with name and moment, to the same words', async () => {
		await keepAgreement(intaker, agreement, filledIn(await revision()));
		expect(await propose()).toBe('proposed');
		const own = (await ownAgreement(youth, agreement))!;
		expect(own).toMatchObject({
			status: 'proposed',
			signatures: [{ role: 'team', name: 'Medewerker intaker', from: 'ROC Proef, Intake A' }]
		});
		for (let i = 0; i < 2; i++) expect(await agreeWith(youth, agreement, own.revision)).toBe('agreed');
		const agreed = (await ownAgreement(youth, agreement))!;
		expect(agreed.signatures.map((signature) => signature.role)).toEqual(['team', 'youth']);
		expect(agreed.agreedAt).not.toBeNull();
	});

	test('is not to something that was changed since it was read', async () => {
		await propose();
		const own = (await ownAgreement(youth, agreement))!;
		expect(await takeBackAgreement(intaker, agreement)).toBe('draft');
		expect(await agreeWith(youth, agreement, own.revision)).toBe('moved');
		await keepAgreement(intaker, agreement, filledIn(await revision()));
		await propose();
		expect(await agreeWith(youth, agreement, own.revision)).toBe('moved');
		expect(await agreeWith(youth, agreement, own.revision + 2)).toBe('agreed');
	});

	test('the young person asks for something else: the team writes again, and nobody has agreed any more', async () => {
		await propose();
		const own = (await ownAgreement(youth, agreement))!;
		for (let i = 0; i < 2; i++) expect(await askForChange(youth, agreement, own.revision, 'Liever na de herfst.')).toBe('asked');
		/* While they write there is nothing to read. */
		expect(await ownAgreement(youth, agreement)).toMatchObject({ status: 'draft', lines: [], signatures: [] });
		expect((await read()).remarks.map((remark) => remark.text)).toEqual(['Liever na de herfst.']);
	});

	test('what was agreed does not change: not by the team, not by the young person, not by a newer answer, not by the owner', async () => {
		await propose();
		await agreeWith(youth, agreement, await revision());
		const before = await read();
		expect((await keepAgreement(intaker, agreement, filledIn(before.revision))).outcome).toBe('fixed');
		expect(await takeBackAgreement(intaker, agreement)).toBe('too_late');
		expect(await askForChange(youth, agreement, before.revision, 'Toch anders.')).toBe('agreed');
		await answer(youth, 'meer-tijd', 'no', 'Toch niet.', 2);
		expect(await read()).toEqual(before);
		await expect(world.owner`update support_agreement set course = 'x' where id = ${agreement}`).rejects.toThrow('does not change');
		await expect(world.owner`delete from support_agreement_line where agreement_id = ${agreement}`).rejects.toThrow('only a draft');
		/* A newer answer makes a new document, with what was filled in before. */
		const next = (await draftAgreement(intaker, youth.consentId))!;
		expect(next).not.toBe(agreement);
		await propose(next);
		await agreeWith(youth, next, await revision(next));
		expect((await read()).replacedBy).toBe(next);
	});
});

describe('after the consent', () => {
	test.each(['withdrawn', 'ended'] as const)(
		'was %s the team reads what was agreed, and not the passport; the young person both',
		async (how) => {
			await propose();
			await agreeWith(youth, agreement, await revision());
			if (how === 'withdrawn') await withdrawConsent(youth, youth.consentId);
			else await world.owner`update consent set until = app_today() - 1 where id = ${youth.consentId}`;
			expect(await readEdition(intaker, youth.consentId)).toBeUndefined();
			expect(await read()).toMatchObject({ status: 'agreed', open: false, lines: [{ how: 'Bij toetsen.' }, {}] });
			expect((await myAgreements(intaker)).find((one) => one.id === agreement)).toMatchObject({ open: false });
			expect(await ownAgreement(youth, agreement)).toMatchObject({ status: 'agreed' });
		}
	);

	test('what was not agreed is gone for the team: a draft, and a proposal', async () => {
		const proposed = await asksFor(world);
		const proposal = await withDraft(proposed);
		await propose(proposal);
		for (const who of [youth, proposed]) await withdrawConsent(who, who.consentId);
		for (const id of [agreement, proposal]) {
			expect(await readAgreement(intaker, id)).toBeUndefined();
			expect((await keepAgreement(intaker, id, filledIn(1))).outcome).toBe('missing');
			expect(await proposeAgreement(intaker, id, 1)).toBe('missing');
			expect(await takeBackAgreement(intaker, id)).toBe('missing');
		}
		/* The young person still reads what was proposed; agreeing with it makes it a document of both. */
		const own = (await ownAgreement(proposed, proposal))!;
		expect(await agreeWith(proposed, proposal, own.revision)).toBe('agreed');
		expect(await readAgreement(intaker, proposal)).toMatchObject({ status: 'agreed' });
	});
});

describe('is of nobody else', () => {
	test('another team of the same mbo, a former intaker, a mentor, another young person', async () => {
		await propose();
		await agreeWith(youth, agreement, await revision());
		const somebody = await world.youth('draft');
		const none = async (who: { id: string }) => [
			await readAgreement(who, agreement),
			(await myAgreements(who)).filter((one) => one.id === agreement).length,
			(await keepAgreement(who, agreement, filledIn(1))).outcome,
			await proposeAgreement(who, agreement, 1),
			await takeBackAgreement(who, agreement)
		];
		const nothing = [undefined, 0, 'missing', 'missing', 'missing'];
		for (const who of [otherIntaker, { id: world.ids.ownMentor }, { id: world.ids.consultant }, somebody, youth])
			expect(await none(who)).toEqual(nothing);
		const roles = await world.owner`delete from staff_role where person_id = ${intaker.id} returning *`;
		try {
			expect(await none(intaker)).toEqual(nothing);
		} finally {
			await world.owner`insert into staff_role ${world.owner(roles)}`;
		}
		for (const who of [somebody, intaker]) {
			expect(await ownAgreement(who, agreement)).toBeUndefined();
			expect(await ownAgreements(who, youth.passportId)).toEqual([]);
			expect(await agreeWith(who, agreement, 1)).toBe('missing');
			expect(await askForChange(who, agreement, 1, 'x')).toBe('missing');
		}
	});

	test('each reading by the team is in the log; the list is not', async () => {
		const before = await world.logged(youth);
		await myAgreements(intaker);
		expect(await world.logged(youth)).toBe(before);
		await read();
		expect(await world.logged(youth)).toBe(before + 1);
		const [entry] = await world.owner`select event, parts from access_log where youth_id = ${youth.id} order by at desc limit 1`;
		expect(entry).toMatchObject({ event: 'agreement-read', parts: ['afspraken'] });
	});
});

describe('fourteen days before the end', () => {
	const left = async () => (await waitingSupport(intaker)).find((one) => one.consentId === youth.consentId)!.left;
	/** The mails that wait about taking over, by how many things they count. */
	async function reminded(): Promise<number[]> {
		await world.owner`select remind()`;
		const found = await world.owner<{ letter: { count: number } | null }[]>`
			select mail_take_over(${youth.consentId}) as letter from pgboss.job
			where name = 'mail' and data ->> 'kind' = 'take_over' and data ->> 'subject' = ${youth.consentId}`;
		return found.flatMap(({ letter }) => (letter ? [letter.count] : []));
	}

	test('the team hears once how much it still has to take over, and not a day before', async () => {
		await world.owner`update person set email = 'intaker@post.example' where id = ${intaker.id}`;
		expect(await left()).toBe(3);
		await world.owner`update consent set until = app_today() + 15 where id = ${youth.consentId}`;
		expect(await reminded()).toEqual([]);
		await world.owner`update consent set until = app_today() + 14 where id = ${youth.consentId}`;
		expect(await reminded()).toEqual([3]);
		expect(await reminded()).toEqual([3]);
		/* What was taken over in the meantime is not counted when the mail goes out. */
		await propose();
		await agreeWith(youth, agreement, await revision());
		expect(await left()).toBe(1);
		expect(await reminded()).toEqual([1]);
	});

	test('nobody hears anything when all was taken over, when nothing was asked, or after a withdrawal', async () => {
		await answer(youth, 'other', 'yes');
		await draftAgreement(intaker, youth.consentId);
		await propose();
		await agreeWith(youth, agreement, await revision());
		await world.owner`update consent set until = app_today() + 3 where id = ${youth.consentId}`;
		expect(await reminded()).toEqual([]);

		youth = await asksFor(world, ['wie', 'keuze1']);
		await world.owner`update consent set until = app_today() + 3 where id = ${youth.consentId}`;
		expect(await reminded()).toEqual([]);

		youth = await asksFor(world);
		await world.owner`update consent set until = app_today() + 3 where id = ${youth.consentId}`;
		expect(await reminded()).toEqual([3]);
		await withdrawConsent(youth, youth.consentId);
		expect(await reminded()).toEqual([]);
	});
});

test('a newer edition takes the draft along; what is asked in other words comes out of it, and waits again', async () => {
	await startAgain(youth, youth.passportId);
	const { answers } = (await openPassport(youth, youth.passportId))!;
	const needs = [
		{ key: 'meer-tijd', how: 'Bij toetsen.' },
		{ key: 'pauzes', how: 'Na een uur.' }
	];
	await saveAnswer(youth, youth.passportId, instrument, 'nodig', { status: 'answered', value: { needs } }, answers.nodig!.revision);
	const { revision: read2 } = (await openPassport(youth, youth.passportId))!;
	await agree(youth, youth.passportId, { revision: read2, withoutMentor: true, view: 'agree', different: '', withRemarks: false });
	const [newest] = await editionsOf(youth, youth.passportId);
	const newer = newId();
	expect(await replaceConsent(youth, youth.consentId, newer, newest!.id)).toBe('replaced');
	expect(await draftAgreement(intaker, newer)).toBe(agreement);
	expect(await read()).toMatchObject({ consentId: newer, lines: [{ need: 'meer-tijd' }] });
	expect((await waitingSupport(intaker)).find((one) => one.consentId === newer)).toMatchObject({ asked: 2, waiting: 1 });
});

describe('below 16', () => {
	/** Says yes or no as a representative of this young person, whose link and code stand apart from this. */
	async function represented(of: TestYouth) {
		const [link, id] = [newId(), newId()];
		await world.owner`insert into guest_link (id, youth_id, kind, token_hash, code_hash, name, until, max_openings)
			values (${link}, ${of.id}, 'representative', ${`t${link}`}, 'c', 'Rana Haddad', '2999-01-01', 1000)`;
		await world.owner`insert into representative (id, youth_id, guest_link_id, kind, asked_by) values (${id}, ${of.id}, ${link}, 'parent', 'youth')`;
		await world.owner`insert into guest_session (token_hash, link_id, reader_name, expires_at) values (${`s${link}`}, ${link}, 'Rana Haddad', '2999-01-01')`;
		await world.owner`insert into representative_decision (id, representative_id, youth_id, consent_id, decision) values (${newId()}, ${id}, ${of.id}, ${of.consentId}, 'yes')`;
		return { tokenHash: `t${link}`, sessionHash: `s${link}` };
	}

	async function ofFifteen() {
		const young = await asksFor(world);
		await world.owner`update person set born_on = app_today() - interval '15 years' - interval '300 days' where id = ${young.id}`;
		const guest = await represented(young);
		const id = await withDraft(young);
		await propose(id);
		return { young, guest, id, at: await revision(id) };
	}

	test('it waits for a representative, who reads it, says yes, and stands below it', async () => {
		const { young, guest, id, at } = await ofFifteen();
		/* Not before the young person's own yes. */
		expect(await agreementsOfRepresentative(guest)).toEqual([]);
		expect(await readAsRepresentative(guest, id)).toBeUndefined();
		expect(await decideAgreement(guest, id, at, 'yes')).toBe('gone');
		expect(await agreeWith(young, id, at)).toBe('waiting');
		expect(await agreementsOfRepresentative(guest)).toMatchObject([{ id, status: 'waiting', decision: null }]);
		const before = await world.logged(young);
		expect(await readAsRepresentative(guest, id)).toMatchObject({ lines: [{ how: 'Bij toetsen.' }, {}] });
		expect(await world.logged(young)).toBe(before + 1);
		expect(await decideAgreement(guest, id, at - 1, 'yes')).toBe('gone');
		for (let i = 0; i < 2; i++) expect(await decideAgreement(guest, id, at, 'yes')).toBe('decided');
		expect(await ownAgreement(young, id)).toMatchObject({ status: 'agreed' });
		expect((await ownAgreement(young, id))!.signatures.map(({ role, name }) => [role, name])).toContainEqual([
			'representative',
			'Rana Haddad'
		]);
		expect(await decideAgreement(guest, id, at, 'no')).toBe('gone');
	});

	test('a no stands in the way; after a change it is asked anew; a yes to older words is no yes', async () => {
		const { young, guest, id, at } = await ofFifteen();
		await agreeWith(young, id, at);
		await decideAgreement(guest, id, at, 'no');
		expect(await ownAgreement(young, id)).toMatchObject({ status: 'refused' });
		expect(await askForChange(young, id, at, 'Met mama erbij.')).toBe('asked');
		await propose(id);
		expect(await agreeWith(young, id, await revision(id))).toBe('waiting');
	});

	test('who turns 16 while it waits needs nobody; after a no it takes an own yes again', async () => {
		const waiting = await ofFifteen();
		await agreeWith(waiting.young, waiting.id, waiting.at);
		const refused = await ofFifteen();
		await agreeWith(refused.young, refused.id, refused.at);
		await decideAgreement(refused.guest, refused.id, refused.at, 'no');
		for (const { young } of [waiting, refused])
			await world.owner`update person set born_on = app_today() - interval '16 years' where id = ${young.id}`;
		expect(await ownAgreement(waiting.young, waiting.id)).toMatchObject({ status: 'agreed' });
		expect(await ownAgreement(refused.young, refused.id)).toMatchObject({ status: 'refused' });
		expect(await agreeWith(refused.young, refused.id, refused.at)).toBe('agreed');
		/* Who decided before, is told of it, and reads no more. */
		expect(await agreementsOfRepresentative(refused.guest)).toMatchObject([{ id: refused.id, decision: 'no' }]);
		expect(await readAsRepresentative(refused.guest, refused.id)).toBeUndefined();
	});

	test('nobody signs in a session that a mentor’s code opened', async () => {
		const young = await asksFor(world);
		const id = await withDraft(young);
		await propose(id);
		const sign = `select agree_agreement('${id}', ${await revision(id)}) as outcome`;
		expect((await world.attempt({ ...young, sensitiveClosed: true }, sign)).code).toBe(denied);
		expect((await world.attempt(young, sign)).rows[0]!.outcome).toBe('agreed');
	});

	test('the representative gets a mail when it waits, and the young person when it is decided', async () => {
		const { young, guest, id, at } = await ofFifteen();
		await world.owner`update guest_link set email = 'rana@voorbeeld.nl' where youth_id = ${young.id}`;
		await world.owner`update person set email = ${`${young.id}@voorbeeld.nl`} where id = ${young.id}`;
		const waits = async (kind: string) =>
			world.owner<{ found: unknown }[]>`select mail_to_send(${kind}, (j.data ->> 'subject')::uuid) as found from pgboss.job j
				left join representative r on r.id::text = j.data ->> 'subject' left join representative_decision d on d.id::text = j.data ->> 'subject'
				where j.name = 'mail' and j.data ->> 'kind' = ${kind} and coalesce(r.youth_id, d.youth_id) = ${young.id}`;
		await agreeWith(young, id, at);
		const [asked] = await waits('agreement_asked');
		expect(asked!.found).toMatchObject({ to: ['rana@voorbeeld.nl'], team: 'Intake A' });
		await decideAgreement(guest, id, at, 'no');
		const [decided] = await waits('agreement_decided');
		expect(decided!.found).toMatchObject({ to: [`${young.id}@voorbeeld.nl`], decision: 'no', agreement: id });
		expect((await waits('agreement_asked'))[0]!.found).toBeNull();
	});

	test('a representative of somebody else has nothing to do with it', async () => {
		const { young, id, at } = await ofFifteen();
		const other = await ofFifteen();
		await agreeWith(young, id, at);
		expect(await agreementsOfRepresentative(other.guest)).toEqual([]);
		expect(await readAsRepresentative(other.guest, id)).toBeUndefined();
		expect(await decideAgreement(other.guest, id, at, 'yes')).toBe('gone');
		expect(await decideAgreement({ tokenHash: 'x', sessionHash: 'x' }, id, at, 'yes')).toBe('out');
	});
});
