/** Reminders by the portal's clock: when they are due, once each, and not to who turned them off or has no address. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { reminderNow, remindersOn, setReminders } from '$lib/account/reminders';
import { withdrawConsent } from '$lib/consent/server';
import { readPassport } from '$lib/conversation/server';
import { handIn, takeBack } from '$lib/passport/server';
import { kinds } from '$lib/server/mail/kinds';
import { makeWorld, sharedParts, ticked, type Stage, type TestYouth, type World } from './world';

let world: World;
/* Classes were joined today; what was handed in later can be read. */
const year = new Date().getFullYear() + 2;
beforeAll(async () => {
	world = await makeWorld();
	await world.owner`update person set email = called || '@school.example' where kind = 'staff'`;
	/* The tests play in February and March of the school year that this class is in. */
	await world.owner`update class set school_year = ${year - 1} where id = ${world.ids.class}`;
}, 60_000);
/* Each test is about its own young people: those of another are out of the way. */
beforeEach(async () => {
	await world.owner`delete from person where kind = 'youth'`;
	await world.owner`delete from mail`;
	await world.owner`delete from reminder_off`;
});
afterAll(() => world.end());

async function youth(stage: Stage, name: string): Promise<TestYouth> {
	const made = await world.youth(stage);
	await world.owner`update person set email = ${`${name.toLowerCase()}@post.example`}, called = ${name} where id = ${made.id}`;
	return made;
}

/** The round of one moment: the mails that it put in the queue, as they would arrive. */
async function round(at: string): Promise<{ kind: string; to: string[]; subject: string; text: string }[]> {
	return world.stopClock(at, async () => {
		const before = await world.owner<{ id: string }[]>`select id from mail`;
		expect((await world.attempt('system', 'select remind()', true)).code).toBe('');
		const fresh = await world.owner<{ kind: string; letter: unknown }[]>`
			select kind, mail_to_send(kind, subject) as letter from mail where id <> all(${before.map((row) => row.id)}) order by kind`;
		return fresh.map(({ kind, letter }) => ({ kind, ...kinds[kind]!.write(letter, 'https://paspoort.voorbeeld.nl') }));
	});
}
const kindsOf = async (at: string) => (await round(at)).map(({ kind, to }) => `${kind}: ${to.join(' ')}`);

const day = (text: string, hour = 9) => `${text}T${String(hour).padStart(2, '0')}:00:00+01:00`;
const handedIn = (who: TestYouth, at: string) =>
	world.owner`update passport set handed_in_at = ${at}::text::timestamptz where id = ${who.passportId}`;
const agreed = (who: TestYouth, at: string) =>
	world.owner`update edition set agreed_at = ${at}::text::timestamptz where id = ${who.editionId}`;

describe('ready, and not read', () => {
	test('a week later the own mentor hears how many wait: once, and not who', async () => {
		const noah = await youth('ready', 'Noah');
		await handedIn(noah, day(`${year}-02-02`));
		expect(await kindsOf(day(`${year}-02-08`))).toEqual([]);
		const [mail, ...more] = await round(day(`${year}-02-10`));
		expect(more).toEqual([]);
		expect(mail).toMatchObject({ kind: 'unread', to: ['ownMentor@school.example'] });
		expect(mail!.text).toContain('Er is een jongere klaar voor het gesprek.');
		expect(mail!.text).not.toContain('Noah');
		expect(mail!.text).toContain('https://paspoort.voorbeeld.nl/account/herinneringen');
		for (const later of ['02-10', '02-11', '02-15']) expect(await kindsOf(day(`${year}-${later}`, 17))).toEqual([]);
	});

	test('one more in the same week waits for the next mail, which counts both', async () => {
		await handedIn(await youth('ready', 'Noah'), day(`${year}-02-02`));
		await handedIn(await youth('ready', 'Bo'), day(`${year}-02-05`));
		expect(await kindsOf(day(`${year}-02-10`))).toEqual(['unread: ownMentor@school.example']);
		expect(await kindsOf(day(`${year}-02-13`))).toEqual([]);
		expect((await round(day(`${year}-02-18`))).find(({ kind }) => kind === 'unread')!.text).toContain('Er zijn 2 jongeren klaar');
	});

	test('two weeks later the young person hears that there is a way on', async () => {
		const noah = await youth('ready', 'Noah');
		await handedIn(noah, day(`${year}-02-02`));
		await round(day(`${year}-02-10`));
		const [mail] = await round(day(`${year}-02-17`));
		expect(mail).toMatchObject({ kind: 'still_unread', to: ['noah@post.example'] });
		expect(mail!.text).toContain(`https://paspoort.voorbeeld.nl/paspoort/${noah.passportId}`);
		expect(await kindsOf(day(`${year}-03-10`))).toEqual([]);
	});

	test('what was read, or taken back, is not waited for', async () => {
		const read = await youth('ready', 'Noah');
		await handedIn(read, day(`${year}-02-02`));
		await world.stopClock(day(`${year}-02-03`), () => readPassport({ id: world.ids.ownMentor }, read.passportId));
		const back = await youth('ready', 'Bo');
		await takeBack(back, back.passportId);
		expect(await kindsOf(day(`${year}-02-25`))).toEqual([]);
	});

	test('who says ready again waits anew', async () => {
		const noah = await youth('ready', 'Noah');
		await handedIn(noah, day(`${year}-02-02`));
		await round(day(`${year}-02-17`));
		await takeBack(noah, noah.passportId);
		await world.stopClock(day(`${year}-03-10`), () => handIn(noah, noah.passportId, [ticked]));
		expect(await kindsOf(day(`${year}-03-11`))).toEqual([]);
		expect(await kindsOf(day(`${year}-03-25`))).toEqual(['still_unread: noah@post.example', 'unread: ownMentor@school.example']);
	});
});

describe('agreed, and not shared', () => {
	test('two reminders in March, and none before, between or after', async () => {
		await agreed(await youth('agreed', 'Noah'), day(`${year}-02-01`));
		const due: string[] = [];
		for (const date of ['02-28', '03-01', '03-01', '03-19', '03-20', '03-31', '04-01', '05-01', '08-01'])
			if ((await kindsOf(day(`${year}-${date}`))).length > 0) due.push(date);
		expect(due).toEqual(['03-01', '03-20']);
	});

	test('who shared, or shared and stopped, hears nothing; neither does who agreed yesterday or last year', async () => {
		await agreed(await youth('shared', 'Noah'), day(`${year}-02-01`));
		await agreed(await youth('withdrawn', 'Bo'), day(`${year}-02-01`));
		await agreed(await youth('agreed', 'Joey'), day(`${year}-03-04`));
		await agreed(await youth('agreed', 'Luka'), day(`${year - 1}-03-04`));
		expect((await kindsOf(day(`${year}-03-05`))).filter((line) => line.startsWith('not_shared'))).toEqual([]);
	});

	test('shared before it was sent: not sent', async () => {
		const noah = await youth('agreed', 'Noah');
		await agreed(noah, day(`${year}-02-01`));
		const letter = async () => (await world.owner`select mail_to_send('not_shared', ${noah.passportId}) as letter`)[0]!.letter;
		await world.stopClock(day(`${year}-03-05`), async () => {
			expect(await letter()).not.toBeNull();
			await world.share(noah, sharedParts);
			expect(await letter()).toBeNull();
		});
	});
});

describe('a consent that ends', () => {
	test('fourteen days before, once; it says with whom and until when', async () => {
		const noah = await youth('shared', 'Noah');
		await world.owner`update consent set until = ${`${year}-03-15`} where id = ${noah.consentId}`;
		expect(await kindsOf(day(`${year}-02-28`))).toEqual([]);
		const [mail, ...more] = (await round(day(`${year}-03-01`))).filter(({ kind }) => kind === 'consent_ends');
		expect(more).toEqual([]);
		expect(mail!.to).toEqual(['noah@post.example']);
		expect(mail!.text).toContain(`Intake A tot en met 15 maart ${year}`);
		expect(await kindsOf(day(`${year}-03-10`))).toEqual([]);
	});

	test('withdrawn is ended already, and a short one needs no reminder', async () => {
		const noah = await youth('shared', 'Noah');
		await world.owner`update consent set until = ${`${year}-03-15`} where id = ${noah.consentId}`;
		await withdrawConsent(noah, noah.consentId);
		const bo = await youth('shared', 'Bo');
		await world.owner`update consent set until = ${`${year}-03-15`}, given_at = ${day(`${year}-03-08`)}::text::timestamptz where id = ${bo.consentId}`;
		expect((await kindsOf(day(`${year}-03-09`))).filter((line) => line.startsWith('consent_ends'))).toEqual([]);
	});
});

test('a consent that opens on a birthday is told to the team then, once', async () => {
	const young = await world.youth('shared', { age: { years: 15, daysSinceBirthday: 360 } });
	const told = async () =>
		(await world.owner<{ to: string }[]>`select mail_to_send(kind, subject) ->> 'to' as to from mail where kind = 'shared_with_team'`).map(
			(row) => row.to
		);
	await world.attempt('system', 'select remind()', true);
	expect(await told()).toEqual([]);
	await world.owner`update person set born_on = born_on - 30 where id = ${young.id}`;
	for (let i = 0; i < 2; i++) await world.attempt('system', 'select remind()', true);
	expect(await told()).toEqual(['["intaker@school.example"]']);
});

test('the own page says it as well, to nobody else, and not to who turned reminders off', async () => {
	const noah = await youth('ready', 'Noah');
	const bo = await youth('draft', 'Bo');
	await world.owner`update person set email = null where id = ${noah.id}`;
	await handedIn(noah, day(`${year}-02-02`));
	await world.stopClock(day(`${year}-02-10`), async () => expect(await reminderNow(noah, noah.passportId)).toBeUndefined());
	await world.stopClock(day(`${year}-02-17`), async () => {
		expect(await reminderNow(noah, noah.passportId)).toBe('still_unread');
		expect(await reminderNow(bo, noah.passportId)).toBeUndefined();
		expect(await reminderNow({ id: world.ids.ownMentor }, noah.passportId)).toBeUndefined();
		await setReminders(noah, false);
		expect(await reminderNow(noah, noah.passportId)).toBeUndefined();
	});
	const joey = await youth('agreed', 'Joey');
	await agreed(joey, day(`${year}-02-01`));
	await world.stopClock(day(`${year}-03-05`), async () => expect(await reminderNow(joey, joey.passportId)).toBe('not_shared'));
	const mila = await youth('shared', 'Mila');
	await world.owner`update consent set until = ${`${year}-03-15`} where id = ${mila.consentId}`;
	await world.stopClock(day(`${year}-03-05`), async () => expect(await reminderNow(mila, mila.passportId)).toBe('consent_ends'));
});

test('a mentor who may not read is not told that somebody waits', async () => {
	const noah = await youth('ready', 'Noah');
	await handedIn(noah, day(`${year}-02-02`));
	await world.owner`update class_member set removed_at = app_now() where youth_id = ${noah.id}`;
	expect(await kindsOf(day(`${year}-02-17`))).toEqual(['still_unread: noah@post.example']);
});

test('what was sent is forgotten after 400 days, and what still waits is not', async () => {
	await world.owner`insert into mail (id, kind, subject, made_at, ended_at, outcome) values
		(new_id(), 'signed', new_id(), app_now() - interval '500 days', app_now() - interval '401 days', 'sent'),
		(new_id(), 'unread', new_id(), app_now() - interval '500 days', app_now() - interval '399 days', 'sent'),
		(new_id(), 'still_unread', new_id(), app_now() - interval '500 days', null, null)`;
	await world.attempt('system', 'select remind()', true);
	expect((await world.owner`select kind from mail order by kind`).map((row) => row.kind)).toEqual(['still_unread', 'unread']);
});

describe('turned off', () => {
	test('nothing is put in the queue, and what was in it is not sent', async () => {
		const noah = await youth('ready', 'Noah');
		await handedIn(noah, day(`${year}-02-02`));
		expect(await kindsOf(day(`${year}-02-17`))).toHaveLength(2);
		await world.owner`delete from mail`;
		await setReminders(noah, false);
		await setReminders({ id: world.ids.ownMentor }, false);
		expect(await kindsOf(day(`${year}-02-18`))).toEqual([]);
		await world.stopClock(day(`${year}-02-18`), async () => {
			for (const [kind, subject] of [
				['still_unread', noah.passportId],
				['unread', world.ids.ownMentor]
			])
				expect((await world.owner`select mail_to_send(${kind!}, ${subject!}) as letter`)[0]!.letter).toBeNull();
		});
	});

	test('and on again, twice is once', async () => {
		const noah = await youth('draft', 'Noah');
		for (const on of [false, false, true, true, false]) {
			await setReminders(noah, on);
			expect(await remindersOn(noah)).toBe(on);
		}
	});

	test('who has no address gets none', async () => {
		const noah = await youth('ready', 'Noah');
		await handedIn(noah, day(`${year}-02-02`));
		await world.owner`update person set email = null where id = ${noah.id}`;
		expect(await kindsOf(day(`${year}-02-17`))).toEqual(['unread: ownMentor@school.example']);
	});
});
