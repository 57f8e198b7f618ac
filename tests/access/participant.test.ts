/** Others around the young person: they read exactly what was chosen, their words stay theirs, and both end when the young person says so. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guestCode, guestOf, guestToken, newGuestLinkId, openGuestLink, type Guest } from '$lib/guest/server';
import { kinds } from '$lib/server/mail/kinds';
import {
	contributionsOf,
	endParticipant,
	inviteParticipant,
	keepContribution,
	participantsOf,
	readAsParticipant,
	readContributions,
	writeAsParticipant,
	type Invitation
} from '$lib/participant/server';
import { agree, editionsOf, openEdition, openPassport, saveAnswer, startAgain } from '$lib/passport/server';
import { denied, instrument, makeWorld, type TestYouth, type World } from './world';

let world: World;
let day: (days: number) => Promise<string>;
beforeAll(async () => {
	world = await makeWorld();
	day = async (days) => (await world.owner<[{ day: string }]>`select (app_today() + ${days}::int)::text as day`)[0].day;
}, 60_000);
afterAll(() => world.end());

let visitors = 0;
async function enter(linkId: string, name = 'Henk de Boer'): Promise<Guest> {
	const opened = await openGuestLink('participant', guestToken(linkId), guestCode(linkId), name, `192.0.2.${++visitors}`);
	if (opened.outcome !== 'in') throw new Error(opened.outcome);
	return (await guestOf('participant', guestToken(linkId), opened.session))!;
}
async function invite(youth: TestYouth, more: Partial<Invitation> = {}): Promise<{ linkId: string; guest: Guest }> {
	const linkId = newGuestLinkId();
	const who = {
		linkId,
		kind: 'internship' as const,
		name: 'Henk',
		email: null,
		mayWrite: false,
		until: await day(30),
		parts: ['kan'],
		...more
	};
	expect(await inviteParticipant(youth, youth.passportId, who)).toBe('invited');
	return { linkId, guest: await enter(linkId) };
}
const words = { goed: 'Deniz werkt netjes.', blij: '', helpt: 'Een lijstje met drie dingen.' };
const questionsRead = async (guest: Guest) => (await readAsParticipant(guest))?.lines.map(({ about }) => about).sort();

describe('what a participant reads', () => {
	test('exactly the chosen sections, without what is sensitive and without the course choices', async () => {
		const youth = await world.youth('draft');
		expect(await questionsRead((await invite(youth, { parts: ['kan'] })).guest)).toEqual(['goed-in']);
		expect(await questionsRead((await invite(youth, { parts: ['wil', 'heb'] })).guest)).toEqual(['hielp-eerder', 'werk-later']);
		expect(await questionsRead((await invite(youth, { parts: [], mayWrite: true })).guest)).toEqual([]);
	});

	test('one sensitive answer, or one course choice, only when it was chosen by itself', async () => {
		const youth = await world.youth('draft');
		expect(await questionsRead((await invite(youth, { parts: ['gevoelig:thuis'] })).guest)).toEqual(['thuis']);
		expect(await questionsRead((await invite(youth, { parts: ['keuze2'] })).guest)).toEqual(['keuze2', 'keuze2-waarom']);
	});

	test('the answers as they are then, and nothing that was made open again', async () => {
		const youth = await world.youth('draft');
		const { guest } = await invite(youth, { parts: ['kan'] });
		const before = JSON.stringify(await readAsParticipant(guest));
		const { revision } = (await openPassport(youth, youth.passportId))!.answers['goed-in']!;
		await saveAnswer(youth, youth.passportId, instrument, 'goed-in', { status: 'unknown', value: null }, revision);
		expect(before).toContain('goed-in');
		expect(await questionsRead(guest)).toEqual([]);
	});

	test('is in the log, with the name given at the door and exactly those parts; nothing read is no entry', async () => {
		const youth = await world.youth('draft');
		await readAsParticipant((await invite(youth, { parts: [], mayWrite: true })).guest);
		expect(await world.logged(youth)).toBe(0);
		await readAsParticipant((await invite(youth, { parts: ['kan', 'gevoelig:thuis'] })).guest);
		const log = await world.owner`select event, reader_id, reader_name, reader_from, parts from access_log where youth_id = ${youth.id}`;
		expect(log).toEqual([
			{ event: 'participant-read', reader_id: null, reader_name: 'Henk de Boer', reader_from: 'Henk', parts: ['gevoelig:thuis', 'kan'] }
		]);
		expect((await participantsOf(youth, youth.passportId))[0]!.lastReadAt).not.toBeNull();
	});
});

describe('the wrong person, and the wrong time', () => {
	test('a link without the code, or of another, opens nothing', async () => {
		const [youth, other] = [await world.youth('draft'), await world.youth('draft')];
		const { guest } = await invite(youth);
		const theirs = await invite(other, { mayWrite: true });
		for (const ref of [
			{ ...guest, sessionHash: 'somebody else’s browser' },
			{ tokenHash: guest.tokenHash, sessionHash: theirs.guest.sessionHash }
		]) {
			expect(await readAsParticipant(ref)).toBeUndefined();
			expect(await writeAsParticipant(ref, words)).toBe('out');
		}
	});

	test('ending stops whoever is reading at once, for good; over its date, or after half an hour as well', async () => {
		const youth = await world.youth('draft');
		const [one, two] = [await invite(youth, { mayWrite: true }), await invite(youth, { until: await day(0) })];
		const all = await participantsOf(youth, youth.passportId);
		expect(await endParticipant(youth, all.find(({ linkId }) => linkId === one.linkId)!.id)).toBe(true);
		expect(await readAsParticipant(one.guest)).toBeUndefined();
		expect(await writeAsParticipant(one.guest, words)).toBe('out');
		expect((await openGuestLink('participant', guestToken(one.linkId), guestCode(one.linkId), 'Henk', '192.0.2.240')).outcome).toBe(
			'ended'
		);
		const [{ later }] = await world.owner<[{ later: string }]>`select (now() + interval '31 minutes')::text as later`;
		await world.stopClock(later, async () => expect(await readAsParticipant(two.guest)).toBeUndefined());
		const [{ tomorrow }] = await world.owner<[{ tomorrow: string }]>`select (now() + interval '1 day')::text as tomorrow`;
		await world.stopClock(tomorrow, async () => {
			expect((await openGuestLink('participant', guestToken(two.linkId), guestCode(two.linkId), 'Henk', '192.0.2.241')).outcome).toBe(
				'ended'
			);
			expect((await participantsOf(youth, youth.passportId)).every(({ ended }) => ended)).toBe(true);
		});
	});

	test('nobody invites to, ends or keeps in somebody else’s passport', async () => {
		const [youth, other] = [await world.youth('draft'), await world.youth('draft')];
		const { guest } = await invite(youth, { mayWrite: true });
		await writeAsParticipant(guest, words);
		const [mine] = await participantsOf(youth, youth.passportId);
		const [said] = await contributionsOf(youth, youth.passportId);
		const who = {
			linkId: newGuestLinkId(),
			kind: 'other' as const,
			name: 'Ik',
			email: null,
			mayWrite: false,
			until: await day(3),
			parts: ['wie']
		};
		for (const stranger of [other, { id: world.ids.ownMentor }, { id: world.ids.coordinator }]) {
			expect(await inviteParticipant(stranger, youth.passportId, who)).toBe('missing');
			expect(await endParticipant(stranger, mine!.id)).toBe(false);
			expect(await keepContribution(stranger, said!.id, true, said!.text)).toBe('missing');
			expect(await participantsOf(stranger, youth.passportId)).toEqual([]);
			expect(await contributionsOf(stranger, youth.passportId)).toEqual([]);
		}
		const row = `(id, participant_id, passport_id, youth_id, question, author_name, text)
			values (gen_random_uuid(), '${mine!.id}', '${youth.passportId}', '${youth.id}', 'blij', 'Henk', 'Verzonnen')`;
		for (const writer of [youth, other]) expect((await world.attempt(writer, `insert into contribution ${row}`)).code).toBe(denied);
		expect((await world.attempt(youth, `update contribution set text = 'Mooier'`)).code).toBe(denied);
	});

	test('at the longest a year, with something to do, and not without end', async () => {
		const youth = await world.youth('draft');
		const who = { kind: 'other' as const, name: 'Oma', email: null, mayWrite: false, until: await day(3), parts: ['wie'] };
		const ask = async (more: object) => inviteParticipant(youth, youth.passportId, { ...who, linkId: newGuestLinkId(), ...more });
		expect(await ask({ until: await day(-1) })).toBe('until');
		expect(await ask({ until: await day(400) })).toBe('until');
		expect(await ask({ parts: [] })).toBe('nothing');
		for (let i = 0; i < 10; i++) expect(await ask({})).toBe('invited');
		expect(await ask({})).toBe('too_many');
	});
});

describe('what a participant writes', () => {
	test('is theirs, with the name given at the door; only whoever may', async () => {
		const youth = await world.youth('draft');
		expect(await writeAsParticipant((await invite(youth)).guest, words)).toBe('reading_only');
		const { guest } = await invite(youth, { mayWrite: true });
		expect(await writeAsParticipant(guest, { ...words, blij: 'x'.repeat(2001) })).toBe('too_long');
		expect(await contributionsOf(youth, youth.passportId)).toEqual([]);
		expect(await writeAsParticipant(guest, words)).toBe('saved');
		expect(
			(await contributionsOf(youth, youth.passportId)).map(({ name, role, question, text, kept }) => [name, role, question, text, kept])
		).toEqual([
			['Henk de Boer', 'internship', 'goed', words.goed, null],
			['Henk de Boer', 'internship', 'helpt', words.helpt, null]
		]);
		expect((await readAsParticipant(guest))!.texts).toEqual({ goed: words.goed, helpt: words.helpt });
		await writeAsParticipant(guest, { ...words, goed: '' });
		expect((await contributionsOf(youth, youth.passportId)).map(({ question }) => question)).toEqual(['helpt']);
	});

	test('goes into the edition only when the young person keeps it, as a part of its own', async () => {
		const youth = await world.youth('draft');
		const { guest } = await invite(youth, { mayWrite: true });
		await writeAsParticipant(guest, words);
		const [good] = await contributionsOf(youth, youth.passportId);
		expect(await keepContribution(youth, good!.id, true, 'Iets anders dan er staat')).toBe('changed');
		const keep = `select keep_contribution('${good!.id}', true, (select text from contribution where id = '${good!.id}'))`;
		expect((await world.attempt({ ...youth, sensitiveClosed: true }, keep)).code).toBe(denied);
		expect(await keepContribution(youth, good!.id, true, good!.text)).toBe('decided');
		const { revision } = (await openPassport(youth, youth.passportId))!;
		await agree(youth, youth.passportId, { revision, withoutMentor: true, view: 'agree', different: '', withRemarks: false });
		const edition = (await openEdition(youth, youth.passportId, 1))!;
		expect(edition.parts.map(({ part }) => part)).toContain('anderen');
		expect(edition.lines.filter(({ part }) => part === 'anderen')).toEqual([
			{
				part: 'anderen',
				kind: 'other',
				about: good!.id,
				value: { text: words.goed, name: 'Henk de Boer', role: 'internship', question: 'goed' },
				changedAfterTalk: false
			}
		]);
		/* What is written afterwards changes no edition. */
		await writeAsParticipant(guest, { ...words, goed: 'Toch niet.' });
		expect(JSON.stringify(await openEdition(youth, youth.passportId, 1))).toContain(words.goed);
	});

	test('is asked about again when it changes, and what was read and kept cannot change under an agreement', async () => {
		const youth = await world.youth('draft');
		const { guest } = await invite(youth, { mayWrite: true });
		await writeAsParticipant(guest, words);
		const [good] = await contributionsOf(youth, youth.passportId);
		await keepContribution(youth, good!.id, true, good!.text);
		const { revision } = (await openPassport(youth, youth.passportId))!;
		await writeAsParticipant(guest, { ...words, goed: 'Iets heel anders.' });
		expect((await contributionsOf(youth, youth.passportId))[0]!.kept).toBeNull();
		const agreed = await agree(youth, youth.passportId, {
			revision,
			withoutMentor: true,
			view: 'agree',
			different: '',
			withRemarks: false
		});
		expect(agreed.outcome).toBe('moved');
		/* Writing what was there already changes nothing. */
		const now = (await openPassport(youth, youth.passportId))!.revision;
		await writeAsParticipant(guest, { ...words, goed: 'Iets heel anders.' });
		expect((await openPassport(youth, youth.passportId))!.revision).toBe(now);
	});

	test('stays when the young person stops with them, and can be decided about after an edition', async () => {
		const youth = await world.youth('draft');
		const { guest } = await invite(youth, { mayWrite: true });
		await writeAsParticipant(guest, words);
		await endParticipant(youth, (await participantsOf(youth, youth.passportId))[0]!.id);
		const agreeNow = async () =>
			agree(youth, youth.passportId, {
				revision: (await openPassport(youth, youth.passportId))!.revision,
				withoutMentor: true,
				view: 'agree',
				different: '',
				withRemarks: false
			});
		await agreeNow();
		for (const c of await contributionsOf(youth, youth.passportId)) await keepContribution(youth, c.id, true, c.text);
		await startAgain(youth, youth.passportId);
		await agreeNow();
		expect(await editionsOf(youth, youth.passportId)).toHaveLength(2);
		const of = async (number: number) =>
			(await openEdition(youth, youth.passportId, number))!.lines.filter(({ kind }) => kind === 'other').length;
		expect([await of(1), await of(2)]).toEqual([0, 2]);
	});
});

describe('the mentor', () => {
	test('reads what is kept, of a passport that is ready, and it is in the log', async () => {
		const [draft, ready] = [await world.youth('draft'), await world.youth('ready')];
		for (const youth of [draft, ready]) {
			const { guest } = await invite(youth, { mayWrite: true });
			await writeAsParticipant(guest, words);
		}
		const own = { id: world.ids.ownMentor };
		const logged = await world.logged(ready);
		expect(await readContributions(own, ready.passportId)).toEqual([]);
		expect(await world.logged(ready)).toBe(logged);
		for (const youth of [draft, ready]) {
			const [good] = await contributionsOf(youth, youth.passportId);
			await keepContribution(youth, good!.id, true, good!.text);
		}
		expect(await readContributions(own, ready.passportId)).toEqual([
			{ name: 'Henk de Boer', role: 'internship', question: 'goed', text: words.goed }
		]);
		expect(await world.logged(ready)).toBe(logged + 1);
		expect(await readContributions(own, draft.passportId)).toEqual([]);
		for (const who of [{ id: world.ids.otherMentor }, { id: world.ids.intaker }, { id: world.ids.coordinator }, draft])
			expect(await readContributions(who, ready.passportId)).toEqual([]);
	});
});

test('the mail holds the link and never the code, and none is sent once it ended', async () => {
	const youth = await world.youth('draft');
	const { linkId } = await invite(youth, { email: 'henk@voorbeeld.nl', mayWrite: true });
	const [mine] = await participantsOf(youth, youth.passportId);
	expect(mine!.address).toBeNull();
	const letter = async () => {
		const [{ found }] = await world.owner<[{ found: unknown }]>`select mail_participant_invited(${mine!.id}) as found`;
		return found ? kinds.participant_invited!.write(found, 'https://paspoort.voorbeeld.nl') : null;
	};
	expect(await letter()).toMatchObject({ to: ['henk@voorbeeld.nl'] });
	expect((await letter())!.text).toContain(`/meelezen/${guestToken(linkId)}`);
	expect((await letter())!.text.replace(/\D/g, '')).not.toContain(guestCode(linkId));
	await endParticipant(youth, mine!.id);
	expect(await letter()).toBeNull();
});
