/** Conversations and agreements: who plans, writes, answers and sees what, and who does not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
	addOwnAgreement,
	agreementsOf,
	agreementsWith,
	confirmAgreement,
	setAgreementState,
	toLookBack
} from '$lib/conversation/agreements';
import {
	agreeTalk,
	cancelTalk,
	changeTalk,
	closeTalk,
	declineTalk,
	guidedTalk,
	guidedYouth,
	keepNotes,
	ownTalk,
	ownTalks,
	planTalk,
	talksWith,
	type Closing
} from '$lib/conversation/talks';
import type { AgreementWords, Plan } from '$lib/conversation/kinds';
import { addMentor, letMentorIn, removeMentor } from '$lib/organisation/mentors';
import { kinds } from '$lib/server/mail/kinds';
import { newId } from '$lib/server/ids';
import { denied, makeWorld, type TestYouth, type World } from './world';

let world: World;
let youth: TestYouth;
let other: TestYouth;
let guide: { id: string };
let colleague: { id: string };
let doorstroompunt: string;
let consultant: { id: string };
/** Guides at the same organisation, of another class. */
let elsewhere: { id: string };

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const plan = (more: Partial<Plan> = {}): Plan => ({
	on: inDays(10),
	at: '10:15',
	minutes: 30,
	way: 'together',
	place: 'lokaal 12',
	coming: '',
	...more
});
const words = (more: Partial<AgreementWords> = {}): AgreementWords => ({
	what: 'Ik bel de opleiding.',
	who: 'youth',
	whoName: '',
	helps: 'mijn mentor',
	firstStep: 'Het nummer opzoeken.',
	due: 'voor vrijdag',
	lookBackOn: inDays(5),
	...more
});
const closing = (revision: number, more: Partial<Closing> = {}): Closing => ({
	revision,
	heldOn: inDays(0),
	present: '',
	summary: 'Ik weet nu wat ik wil.',
	agreements: [],
	...more
});

beforeAll(async () => {
	world = await makeWorld();
	guide = { id: world.ids.ownMentor };
	colleague = { id: world.ids.otherMentor };
	consultant = { id: world.ids.consultant };
	elsewhere = { id: world.ids.formerMentor };
	await world.owner`update person set email = 'collega@voorbeeld.nl' where id = ${colleague.id}`;
	doorstroompunt = newId();
	await world.owner`insert into organisation ${world.owner({ id: doorstroompunt, region_id: world.ids.region, kind: 'doorstroompunt', name: 'Doorstroompunt Proef', place: 'Proefstad' })}`;
	await world.owner`update staff_role set organisation_id = ${doorstroompunt} where person_id = ${consultant.id}`;
}, 60_000);
beforeEach(async () => {
	await world.owner`delete from class_mentor where class_id = ${world.ids.class} and person_id = ${colleague.id}`;
	youth = await world.youth('ready');
	other = await world.youth('ready');
});
afterAll(() => world.end());

/** Planned by the own mentor, about the passport. */
async function planned(more: Partial<Plan> = {}, of = youth): Promise<string> {
	const id = newId();
	const talk = { id, youthId: of.id, organisationId: world.ids.school, passportId: of.passportId, kind: 'mentor' as const };
	expect(await planTalk(guide, talk, plan(more))).toBe('planned');
	return id;
}

/** Closed with one agreement. */
async function closed(of = youth): Promise<{ talk: string; agreement: string; revision: number }> {
	const talk = await planned({}, of);
	const agreement = newId();
	expect((await closeTalk(guide, talk, closing(1, { agreements: [{ id: agreement, revision: null, ...words() }] }), true)).outcome).toBe(
		'closed'
	);
	return { talk, agreement, revision: (await ownTalk(of, talk))!.revision };
}

/** A group of the Doorstroompunt with the young person in it, and its consultant. */
async function atDoorstroompunt(of = youth): Promise<string> {
	const group = newId();
	await world.owner`insert into class ${world.owner({ id: group, organisation_id: doorstroompunt, name: 'Corine', school_year: 2026, code: `Z${Math.random().toString(36).slice(2, 7).toUpperCase()}` })}`;
	await world.owner`insert into class_mentor ${world.owner({ class_id: group, person_id: consultant.id })}`;
	await world.owner`insert into class_member (class_id, youth_id, joined_at) values (${group}, ${of.id}, app_now())`;
	return group;
}

const mails = async (subject: string) =>
	(
		await world.owner<{ kind: string; letter: unknown }[]>`
			select kind, mail_to_send(kind, subject) as letter from mail where subject = ${subject} order by made_at, id`
	).map(({ kind, letter }) => ({ kind, ...(letter ? kinds[kind]!.write(letter, 'https://paspoort.voorbeeld.nl') : {}) }));
const addressed = (of: { id: string }) => world.owner`update person set email = ${`${of.id}@post.example`} where id = ${of.id}`;

describe('planning', () => {
	test('is for a guide of the young person: once for one id, at a time by the clocks of the Netherlands', async () => {
		const id = await planned({ on: '2027-07-01', at: '10:15' });
		expect(await planTalk(guide, { id, youthId: youth.id, organisationId: world.ids.school, passportId: null, kind: 'exit' }, plan())).toBe(
			'planned'
		);
		expect(
			(await ownTalks(youth)).map(({ id, kind, plannedFor, guideName, guideFrom }) => ({ id, kind, plannedFor, guideName, guideFrom }))
		).toEqual([{ id, kind: 'mentor', plannedFor: '2027-07-01T08:15:00.000Z', guideName: 'Medewerker ownMentor', guideFrom: 'De Proef' }]);
	});

	test('is for nobody else, nor about a passport that is talked about elsewhere, nor in the name of another organisation', async () => {
		const talk = () => ({ id: newId(), youthId: youth.id, organisationId: world.ids.school, passportId: null, kind: 'mentor' as const });
		for (const who of [elsewhere, colleague, consultant, { id: world.ids.intaker }, youth, other])
			expect(await planTalk(who, talk(), plan())).toBe('missing');
		expect(await planTalk(guide, { ...talk(), passportId: other.passportId }, plan())).toBe('missing');
		expect(await planTalk(guide, { ...talk(), organisationId: world.ids.mbo }, plan())).toBe('missing');
		await atDoorstroompunt();
		expect(await planTalk(consultant, { ...talk(), organisationId: doorstroompunt, passportId: youth.passportId }, plan())).toBe('missing');
		expect(await planTalk(consultant, { ...talk(), organisationId: doorstroompunt }, plan())).toBe('planned');
	});

	test('is changed and cancelled as it was read: twice is once, and what moved says so', async () => {
		const id = await planned();
		expect(await changeTalk(guide, id, 1, plan({ at: '11:00' }))).toBe('changed');
		expect(await changeTalk(guide, id, 1, plan({ at: '11:00' }))).toBe('changed');
		expect(await changeTalk(guide, id, 1, plan({ at: '12:00' }))).toBe('moved');
		expect(await cancelTalk(guide, id, 1)).toBe('moved');
		for (const who of [elsewhere, colleague, youth, other]) {
			expect(await changeTalk(who, id, 2, plan({ at: '13:00' }))).toBe('missing');
			expect(await cancelTalk(who, id, 2)).toBe('missing');
		}
		expect(await cancelTalk(guide, id, 2)).toBe('cancelled');
		expect(await cancelTalk(guide, id, 2)).toBe('cancelled');
		expect(await changeTalk(guide, id, 3, plan())).toBe('not_now');
	});

	test('is declined by the young person alone, who need not say why; its guide gets a mail, and plans anew', async () => {
		await addressed(guide);
		const id = await planned({ on: '2027-07-01', place: 'bij de garage van Henk' });
		expect(await changeTalk(guide, id, 1, plan({ on: '2027-07-01', at: '11:00', place: 'bij de garage van Henk' }))).toBe('changed');
		expect(await declineTalk(youth, id, 1)).toBe('moved');
		for (const who of [guide, elsewhere, colleague, consultant, { id: world.ids.intaker }, other])
			expect(await declineTalk(who, id, 2)).toBe('missing');
		expect(await declineTalk({ ...youth, sensitiveClosed: true }, id, 2)).toBe('closed');
		expect(await ownTalk(youth, id)).toMatchObject({ declined: false, ahead: true });
		for (let twice = 0; twice < 2; twice++) expect(await declineTalk(youth, id, 2)).toBe('declined');
		expect(await ownTalk(youth, id)).toMatchObject({ state: 'cancelled', declined: true, ahead: false });
		expect(await guidedTalk(guide, id)).toMatchObject({ state: 'cancelled', declined: true });
		const sent = (await mails(id)).filter(({ kind }) => kind === 'talk_declined');
		expect(sent).toMatchObject([{ to: [`${guide.id}@post.example`] }]);
		expect(JSON.stringify(sent)).toContain('donderdag 1 juli 2027 om 11.00 uur');
		expect(JSON.stringify(sent)).not.toContain('garage');
		expect(await planned()).not.toBe(id);

		const past = await planned();
		await world.owner`update conversation set planned_for = app_now() - interval '1 hour' where id = ${past}`;
		expect(await declineTalk(youth, past, 1)).toBe('not_now');
		expect(await ownTalk(youth, past)).toMatchObject({ state: 'planned', ahead: false });

		const cancelled = await planned();
		expect(await cancelTalk(guide, cancelled, 1)).toBe('cancelled');
		expect(await declineTalk(youth, cancelled, 2)).toBe('not_now');
	});

	test('is not there in a session that a code of a mentor opened', async () => {
		const id = await planned();
		const closed = { ...youth, sensitiveClosed: true };
		expect((await world.attempt(closed, `select * from conversation where id = '${id}'`)).count).toBe(0);
		expect((await world.attempt(youth, `select * from conversation where id = '${id}'`)).count).toBe(1);
	});

	test('goes by mail, with when and with whom and no more', async () => {
		await addressed(youth);
		const id = await planned({ on: '2027-07-01', place: 'bij de garage van Henk', coming: 'je vader' });
		await changeTalk(guide, id, 1, plan({ on: '2027-07-02', place: 'bij de garage van Henk' }));
		const sent = await mails(id);
		expect(sent.map(({ kind }) => kind)).toEqual(['talk_planned', 'talk_changed']);
		for (const mail of sent) {
			expect(mail).toMatchObject({ to: [`${youth.id}@post.example`] });
			expect(JSON.stringify(mail)).toContain('vrijdag 2 juli 2027 om 10.15 uur');
			expect(JSON.stringify(mail)).not.toMatch(/garage|vader/);
		}
		await cancelTalk(guide, id, 2);
		expect((await mails(id)).map(({ kind, ...mail }) => [kind, 'to' in mail])).toEqual([
			['talk_planned', false],
			['talk_changed', false],
			['talk_cancelled', true]
		]);
	});
});

describe('who sees a conversation', () => {
	test('the young person and the guides of its organisation who were there, nobody else', async () => {
		const { talk, agreement } = await closed();
		expect((await ownTalk(youth, talk))?.summary).toContain('Ik weet');
		expect((await guidedTalk(guide, talk))?.youth.id).toBe(youth.id);
		await atDoorstroompunt();
		for (const who of [elsewhere, colleague, consultant, { id: world.ids.intaker }, other]) {
			expect(await guidedTalk(who, talk)).toBeUndefined();
			expect(await talksWith(who, youth.id)).toEqual([]);
			expect(await agreementsWith(who, youth.id)).toEqual([]);
			for (const table of ['conversation', 'agreement'])
				expect((await world.attempt(who, `select * from ${table} where id in ('${talk}', '${agreement}')`)).count).toBe(0);
		}
		expect(await ownTalk(other, talk)).toBeUndefined();
	});

	test('what a consultant makes is not seen by the school, nor the other way round', async () => {
		await atDoorstroompunt();
		const id = newId();
		const talk = { id, youthId: youth.id, organisationId: doorstroompunt, passportId: null, kind: 'toekomst' as const };
		expect(await planTalk(consultant, talk, plan())).toBe('planned');
		expect(await guidedTalk(guide, id)).toBeUndefined();
		expect((await talksWith(consultant, youth.id)).map((one) => one.id)).toEqual([id]);
		expect((await ownTalk(youth, id))?.at).toBe('doorstroompunt');
	});

	test('a colleague who came later sees nothing of before, unless the young person lets them in', async () => {
		const { talk, agreement } = await closed();
		await addMentor(guide, world.ids.class, 'collega@voorbeeld.nl');
		expect((await guidedYouth(colleague, youth.id))?.called).toBe((await guidedYouth(guide, youth.id))?.called);
		expect(await guidedTalk(colleague, talk)).toBeUndefined();
		expect(await agreementsWith(colleague, youth.id)).toEqual([]);
		expect(await setAgreementState(colleague, agreement, 1, 'done', '')).toBe('missing');
		expect((await guidedYouth(colleague, youth.id))?.passports.map(({ readable }) => readable)).toEqual([false]);
		const later = await planned();
		expect((await talksWith(colleague, youth.id)).map(({ id }) => id)).toEqual([later]);
		await letMentorIn(youth, world.ids.class, colleague.id, true);
		expect((await talksWith(colleague, youth.id)).map(({ id }) => id).sort()).toEqual([talk, later].sort());
	});

	test('who guides no more sees and writes nothing: taken out of the class, or the young person is', async () => {
		await addMentor(guide, world.ids.class, 'collega@voorbeeld.nl');
		const talk = await planned();
		expect(await guidedTalk(colleague, talk)).toBeDefined();
		await removeMentor(guide, world.ids.class, colleague.id);
		expect(await guidedTalk(colleague, talk)).toBeUndefined();
		expect(await guidedYouth(colleague, youth.id)).toBeUndefined();
		await world.owner`update class_member set removed_at = app_now() where youth_id = ${youth.id}`;
		expect(await guidedTalk(guide, talk)).toBeUndefined();
		expect(await guidedYouth(guide, youth.id)).toBeUndefined();
		expect((await keepNotes(guide, talk, 1, 'Nog iets.')).outcome).toBe('missing');
		expect((await closeTalk(guide, talk, closing(1), true)).outcome).toBe('missing');
		expect((await ownTalk(youth, talk))?.state).toBe('planned');
	});

	test('in a session that a mentor’s code opened there is nothing to read, and nothing to say yes to', async () => {
		const { talk, agreement, revision } = await closed();
		const session = { ...youth, sensitiveClosed: true };
		expect([await ownTalks(session), await ownTalk(session, talk), await agreementsOf(session)]).toEqual([[], undefined, []]);
		expect(await agreeTalk(session, talk, revision, '')).toBe('closed');
		expect(await confirmAgreement(session, agreement, 1)).toBe('closed');
		expect(await setAgreementState(session, agreement, 1, 'done', '')).toBe('closed');
		expect(await addOwnAgreement(session, newId(), words())).toBe('closed');
	});

	test('nobody writes the tables by hand', async () => {
		const { talk, agreement } = await closed();
		for (const who of [youth, guide, 'visitor', 'system'] as const)
			for (const statement of [
				`update conversation set summary = 'x', different = 'x' where id = '${talk}'`,
				`delete from conversation where id = '${talk}'`,
				`update agreement set what = 'x' where id = '${agreement}'`,
				`delete from agreement where id = '${agreement}'`,
				`insert into agreement_event (id, agreement_id, youth_id, state, by_id, by_name) values ('${newId()}', '${agreement}', '${youth.id}', 'done', '${youth.id}', 'x')`
			])
				expect((await world.attempt(who, statement)).code).toBe(denied);
	});
});

describe('holding and closing', () => {
	test('is written by the guide whose conversation it is: a colleague reads, and writes nothing', async () => {
		await addMentor(guide, world.ids.class, 'collega@voorbeeld.nl');
		const talk = await planned();
		expect((await keepNotes(guide, talk, 1, 'Wilde eerst over de stage praten.')).outcome).toBe('kept');
		expect((await guidedTalk(colleague, talk))?.notes).toContain('stage');
		for (const who of [colleague, elsewhere, youth, other]) {
			expect((await keepNotes(who, talk, 2, 'Van een ander.')).outcome).toBe('missing');
			expect((await closeTalk(who, talk, closing(2), true)).outcome).toBe('missing');
		}
		expect((await ownTalk(youth, talk))?.notes).toBe('Wilde eerst over de stage praten.');
	});

	test('notes: twice is once, and an older page overwrites nothing', async () => {
		const talk = await planned();
		expect(await keepNotes(guide, talk, 1, 'Eerst.')).toEqual({ outcome: 'kept', revision: 2 });
		expect(await keepNotes(guide, talk, 1, 'Eerst.')).toEqual({ outcome: 'kept', revision: 2 });
		expect((await keepNotes(guide, talk, 1, 'Van een oude pagina.')).outcome).toBe('moved');
		await closeTalk(guide, talk, closing(2), true);
		expect((await keepNotes(guide, talk, 3, 'Na het afsluiten.')).outcome).toBe('fixed');
	});

	test('keeps summary and agreements together, all or nothing, and twice is once', async () => {
		const talk = await planned();
		const agreement = newId();
		const form = closing(1, { agreements: [{ id: agreement, revision: null, ...words() }] });
		for (let i = 0; i < 2; i++) expect((await closeTalk(guide, talk, form, false)).outcome).toBe('held');
		expect((await agreementsWith(guide, youth.id)).map(({ what }) => what)).toEqual([words().what]);
		const { revision } = (await guidedTalk(guide, talk))!;
		await confirmAgreement(youth, agreement, 1);
		const changed = closing(revision, {
			summary: 'Anders.',
			agreements: [{ id: agreement, revision: 1, ...words({ what: 'Iets anders.' }) }]
		});
		expect((await closeTalk(guide, talk, changed, true)).outcome).toBe('fixed');
		expect((await guidedTalk(guide, talk))?.summary).toBe('Ik weet nu wat ik wil.');
		expect((await closeTalk(guide, talk, closing(1, { summary: 'Van een oude pagina.' }), true)).outcome).toBe('moved');
	});

	test('what was written down by mistake goes again, as long as it is not confirmed', async () => {
		const talk = await planned();
		const [stays, goes] = [newId(), newId()];
		const both = [stays, goes].map((id) => ({ id, revision: null, ...words() }));
		await closeTalk(guide, talk, closing(1, { agreements: both }), false);
		const { revision } = (await guidedTalk(guide, talk))!;
		const form = closing(revision, { summary: 'Korter.', agreements: [{ id: goes, revision: 1, ...words({ what: '' }) }] });
		for (let i = 0; i < 2; i++) expect((await closeTalk(guide, talk, form, false)).outcome).toBe('held');
		expect((await agreementsOf(youth)).map(({ id }) => id)).toEqual([stays]);
	});

	test('the summary waits for the young person, by mail, without a word of it', async () => {
		await addressed(youth);
		const { talk } = await closed();
		const [, mail] = await mails(talk);
		expect(mail).toMatchObject({ kind: 'talk_summary', to: [`${youth.id}@post.example`] });
		expect(JSON.stringify(mail)).not.toMatch(/Ik weet|bel de opleiding/);
	});
});

describe('what the young person says of it', () => {
	test('"klopt zo" is about what was read, confirms the agreements, and then the guide changes nothing any more', async () => {
		const { talk, agreement, revision } = await closed();
		for (const who of [other, guide]) expect(await agreeTalk({ ...who, sensitiveClosed: false }, talk, revision, '')).toBe('missing');
		expect(await agreeTalk(youth, talk, revision - 1, '')).toBe('moved');
		for (let i = 0; i < 2; i++) expect(await agreeTalk(youth, talk, revision, '')).toBe('agreed');
		expect((await agreementsOf(youth)).map(({ id, confirmed }) => ({ id, confirmed }))).toEqual([{ id: agreement, confirmed: true }]);
		expect((await closeTalk(guide, talk, closing(revision, { summary: 'Toch anders.' }), true)).outcome).toBe('fixed');
		const later = closing(revision, { agreements: [{ id: newId(), revision: null, ...words() }] });
		expect((await closeTalk(guide, talk, later, true)).outcome).toBe('fixed');
	});

	test('"ik zie dit anders" stands beside it in their own words, and confirms nothing', async () => {
		const { talk, agreement, revision } = await closed();
		expect(await agreeTalk(youth, talk, revision, 'Ik weet het juist nog niet.')).toBe('agreed');
		expect(await guidedTalk(guide, talk)).toMatchObject({ summary: 'Ik weet nu wat ik wil.', different: 'Ik weet het juist nog niet.' });
		expect((await agreementsOf(youth))[0]!.confirmed).toBe(false);
		expect(await confirmAgreement(youth, agreement, 7)).toBe('moved');
		expect(await confirmAgreement(other, agreement, 1)).toBe('missing');
		for (let i = 0; i < 2; i++) expect(await confirmAgreement(youth, agreement, 1)).toBe('confirmed');
	});

	test('there is nothing to say before it is closed', async () => {
		expect(await agreeTalk(youth, await planned(), 1, '')).toBe('not_now');
	});
});

describe('agreements', () => {
	test('say how they go: by both, each in their own name, once for a double tap', async () => {
		const { agreement } = await closed();
		for (let i = 0; i < 2; i++) expect(await setAgreementState(youth, agreement, 1, 'different', 'Ik heb gemaild.')).toBe('set');
		expect(await setAgreementState(guide, agreement, 1, 'done', '')).toBe('moved');
		expect(await setAgreementState(guide, agreement, 2, 'open', 'We proberen het nog eens.')).toBe('set');
		expect((await agreementsOf(youth))[0]).toMatchObject({
			state: 'open',
			events: [
				{ state: 'open', note: 'We proberen het nog eens.', by: 'Medewerker ownMentor' },
				{ state: 'different', note: 'Ik heb gemaild.' }
			]
		});
		for (const who of [elsewhere, colleague, consultant, { ...other }])
			expect(await setAgreementState(who, agreement, 3, 'done', '')).toBe('missing');
	});

	test('of one’s own are seen by no guide', async () => {
		const id = newId();
		for (let i = 0; i < 2; i++) expect(await addOwnAgreement(youth, id, words())).toBe('added');
		expect((await agreementsOf(youth)).map((one) => ({ id: one.id, confirmed: one.confirmed }))).toEqual([{ id, confirmed: true }]);
		expect(await agreementsWith(guide, youth.id)).toEqual([]);
		expect(await setAgreementState(guide, id, 1, 'done', '')).toBe('missing');
		expect(await addOwnAgreement(other, id, words())).toBe('missing');
		expect(await addOwnAgreement(guide, newId(), words())).toBe('missing');
		expect(await agreementsOf(other)).toEqual([]);
	});

	test('are looked back on by who made them, while they are open and within a week', async () => {
		await world.owner`delete from agreement`;
		const soon = await closed();
		await closed(other);
		const mine = (await agreementsWith(guide, other.id))[0]!;
		await world.owner`update agreement set look_back_on = app_today() - 20 where id = ${mine.id}`;
		expect((await toLookBack(guide)).map(({ id }) => id)).toEqual([mine.id, soon.agreement]);
		expect(await toLookBack(elsewhere)).toEqual([]);
		await addMentor(guide, world.ids.class, 'collega@voorbeeld.nl');
		expect(await toLookBack(colleague)).toEqual([]);
		await setAgreementState(guide, mine.id, mine.revision, 'paused', '');
		await world.owner`update agreement set look_back_on = app_today() + 8 where id = ${soon.agreement}`;
		expect(await toLookBack(guide)).toEqual([]);
	});
});

describe('reminders', () => {
	const at = (day: string) => `${day}T09:00:00+01:00`;
	async function round(moment: string): Promise<string[]> {
		return world.stopClock(moment, async () => {
			const before = await world.owner<{ id: string }[]>`select id from mail`;
			await world.attempt('system', 'select remind()', true);
			const fresh = await world.owner<{ kind: string; letter: unknown }[]>`
				select kind, mail_to_send(kind, subject) as letter from mail
				where id <> all(${before.map((row) => row.id)}) and kind in ('talk_tomorrow', 'look_back')`;
			return fresh.map(({ kind, letter }) => `${kind}: ${kinds[kind]!.write(letter, 'https://paspoort.voorbeeld.nl').to.join(' ')}`);
		});
	}
	const date = (days: number) => inDays(days);

	test('the day before a planned talk, once; not to who takes a pause, nor for a guide who is gone', async () => {
		await addressed(youth);
		await planned({ on: date(40), at: '10:15' });
		expect(await round(at(date(38)))).toEqual([]);
		expect(await round(at(date(39)))).toEqual([`talk_tomorrow: ${youth.id}@post.example`]);
		expect(await round(at(date(39)))).toEqual([]);
		await planned({ on: date(50) });
		await world.within(youth, (tx) => tx`insert into pause (person_id) values (${youth.id})`, true);
		expect(await round(at(date(49)))).toEqual([]);
		await world.owner`delete from pause`;
		await planned({ on: date(60) });
		await world.owner`update class_member set removed_at = app_now() where youth_id = ${youth.id}`;
		expect(await round(at(date(59)))).toEqual([]);
	});

	test('at a look-back date, one for a day, while it is open and confirmed; not in a pause', async () => {
		await addressed(youth);
		const on = (days: number) => words({ lookBackOn: date(days) });
		await addOwnAgreement(youth, newId(), on(30));
		await addOwnAgreement(youth, newId(), on(30));
		const done = newId();
		await addOwnAgreement(youth, done, on(35));
		await setAgreementState(youth, done, 1, 'let_go', '');
		expect(await round(at(date(29)))).toEqual([]);
		expect(await round(at(date(30)))).toEqual([`look_back: ${youth.id}@post.example`]);
		expect(await round(at(date(31)))).toEqual([]);
		expect(await round(at(date(35)))).toEqual([]);
		await addOwnAgreement(youth, newId(), on(45));
		await world.within(youth, (tx) => tx`insert into pause (person_id, until) values (${youth.id}, ${date(60)})`, true);
		expect(await round(at(date(45)))).toEqual([]);
	});
});
