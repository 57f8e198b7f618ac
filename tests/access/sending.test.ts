/** Mails as they arrive at a real mail server: once each, to the right people, and never with a word of an answer. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { withdrawConsent } from '$lib/consent/server';
import { readPassport, signOffTalk, takeBackSignOff } from '$lib/conversation/server';
import type { Worker } from '$lib/server/database/worker';
import { kinds } from '$lib/server/mail/kinds';
import { startMail, type MailEvent } from '$lib/server/mail/worker';
import { demoAnswers } from '../demo-answers';
import { startMailServer, type Received } from '../smtp';
import { makeWorld, sharedParts, type TestYouth, type World } from './world';

let world: World;
let server: Awaited<ReturnType<typeof startMailServer>>;
/** Of all the tests here, to look through at the end. */
const everything: Received[] = [];
let events: MailEvent[] = [];
let workers: Worker[] = [];

beforeAll(async () => {
	world = await makeWorld();
	await world.owner`update person set email = called || '@school.example' where kind = 'staff'`;
	await world.owner`update pgboss.queue set retry_delay = 0, retry_backoff = false where name = 'mail'`;
}, 60_000);
beforeEach(async () => {
	await nothingWaits();
	server = await startMailServer();
	events = [];
});
afterEach(async () => {
	await Promise.all(workers.map((worker) => worker.stop()));
	workers = [];
	everything.push(...server.received);
	await server.stop();
});
afterAll(() => world.end());

async function nothingWaits(): Promise<void> {
	await world.owner`delete from pgboss.job where name = 'mail'`;
}

async function startSending(count = 1): Promise<void> {
	const smtp = { url: server.url, from: 'Paspoort voor Succes <paspoort@voorbeeld.nl>' };
	const settings = { systemUrl: inject('database').systemUrl, origin: 'https://paspoort.voorbeeld.nl', smtp };
	for (let i = 0; i < count; i++) workers.push(await startMail(settings, (event) => events.push(event), 0.5));
}

/** Until nothing waits to be sent; fails when that lasts. */
async function allSent(): Promise<void> {
	await expect
		.poll(async () => (await world.owner`select from pgboss.job where name = 'mail' and state in ('created', 'retry', 'active')`).length, {
			timeout: 15_000
		})
		.toBe(0);
}

let number = 0;
async function youthWithMail(stage: Parameters<World['youth']>[0]): Promise<TestYouth & { email: string }> {
	const youth = await world.youth(stage);
	const email = `jongere-${++number}@post.example`;
	await world.owner`update person set email = ${email}, called = 'Noah', pronouns = 'hen/diens' where id = ${youth.id}`;
	await nothingWaits();
	return { ...youth, email };
}

const sign = async (youth: TestYouth) => {
	const { revision } = (await readPassport({ id: world.ids.ownMentor }, youth.passportId))!;
	await signOffTalk({ id: world.ids.ownMentor }, youth.passportId, { revision, heldOn: '2026-02-03', present: '' });
};

describe('once', () => {
	test('a mail server that refuses twice and then accepts gets one mail, the same at each try', async () => {
		const youth = await youthWithMail('ready');
		server.refuse(2);
		await sign(youth);
		await startSending();
		await allSent();
		expect([server.tries(), server.received.length]).toEqual([3, 1]);
		const [job] = await world.owner<{ id: string }[]>`select id from mail where kind = 'signed' order by made_at desc, id desc limit 1`;
		expect(server.received[0]!.messageId).toBe(`<${job!.id}@paspoort.voorbeeld.nl>`);
		expect(events.map((event) => 'outcome' in event && event.outcome)).toEqual(['refused', 'refused', 'sent']);
	});

	test('what was accepted is not sent again, also when the queue brings it back', async () => {
		const youth = await youthWithMail('ready');
		await sign(youth);
		await startSending();
		await server.has(1);
		await allSent();
		await world.owner`update pgboss.job set state = 'retry' where name = 'mail'`;
		await allSent();
		expect(server.received.length).toBe(1);
		expect(events.at(-1)).toMatchObject({ outcome: 'repeated' });
	});

	test('three processes together send each mail once', async () => {
		for (let i = 0; i < 6; i++) await sign(await youthReady());
		await startSending(3);
		await server.has(6);
		await allSent();
		expect(new Set(server.received.map((mail) => mail.messageId)).size).toBe(6);
		expect(server.received.length).toBe(6);
	});
	const waiting: TestYouth[] = [];
	async function youthReady(): Promise<TestYouth> {
		if (waiting.length === 0) for (let i = 0; i < 6; i++) waiting.push(await youthWithMail('ready'));
		return waiting.pop()!;
	}

	test('a failure of the queue itself ends nothing: it is told, and goes on', async () => {
		const youth = await youthWithMail('ready');
		await startSending();
		await world.owner`revoke update on pgboss.job from pvs_system`;
		await sign(youth);
		await expect.poll(() => events.some((event) => event.event === 'queue'), { timeout: 5000 }).toBe(true);
		await world.owner`grant update on pgboss.job to pvs_system`;
		await server.has(1);
	});

	test('a process that stopped while sending is not waited for longer than five minutes', async () => {
		const youth = await youthWithMail('ready');
		await sign(youth);
		await world.owner`update mail set claimed_at = app_now() - interval '4 minutes' where ended_at is null`;
		await startSending();
		await expect.poll(() => events.some((event) => 'code' in event && event.code === 'busy')).toBe(true);
		expect(server.received).toEqual([]);
		await world.owner`update mail set claimed_at = app_now() - interval '6 minutes' where ended_at is null`;
		/* It may have been tried again just before that, and wait for its next turn. */
		const again = async () => {
			await world.owner`update pgboss.job set state = 'retry', start_after = now() where name = 'mail' and state in ('failed', 'retry')`;
			return server.received.length;
		};
		await expect.poll(again, { timeout: 10_000 }).toBe(1);
	});
});

describe('only what still holds', () => {
	test('a consent that was withdrawn before it was sent is not mailed', async () => {
		const youth = await youthWithMail('agreed');
		await world.share(youth, sharedParts);
		await withdrawConsent(youth, youth.consentId);
		await startSending();
		await allSent();
		expect(server.received).toEqual([]);
		expect(events).toMatchObject([{ kind: 'shared_with_team', outcome: 'nothing' }]);
	});

	test('a signature that was taken back is not mailed', async () => {
		const youth = await youthWithMail('ready');
		await sign(youth);
		await takeBackSignOff({ id: world.ids.ownMentor }, youth.passportId);
		await startSending();
		await allSent();
		expect(server.received).toEqual([]);
	});

	test('who has no address gets none, and everything else goes on', async () => {
		const youth = await youthWithMail('ready');
		await world.owner`update person set email = null where id = ${youth.id}`;
		await sign(youth);
		await startSending();
		await allSent();
		expect(server.received).toEqual([]);
	});

	test('below 16 the team hears of it when the passport opens, not before', async () => {
		const young = await world.youth('agreed', { age: { years: 15, daysSinceBirthday: 10 } });
		await nothingWaits();
		await world.share(young, sharedParts);
		expect((await world.owner`select from pgboss.job where name = 'mail'`).length).toBe(0);
	});
});

describe('what arrives', () => {
	test('the team hears who shared, and with whom; only who does its intakes', async () => {
		const youth = await youthWithMail('agreed');
		await world.share(youth, sharedParts);
		await startSending();
		await server.has(1);
		const [mail] = server.received;
		expect(mail!.envelope).toEqual(['intaker@school.example']);
		expect(mail!.from).toMatchObject({ name: 'Paspoort voor Succes', address: 'paspoort@voorbeeld.nl' });
		expect(mail!.subject).toBe('Noah heeft een paspoort met jullie gedeeld');
		expect(mail!.text).toContain(`https://paspoort.voorbeeld.nl/intake/${youth.consentId}`);
		expect(mail!.text).toContain('Intake A');
	});

	test('the young person hears of the first reading, and not of the second', async () => {
		const youth = await youthWithMail('agreed');
		await world.share(youth, sharedParts);
		await nothingWaits();
		for (let i = 0; i < 2; i++) await world.attempt({ id: world.ids.intaker }, `select * from read_edition('${youth.consentId}')`, true);
		await startSending();
		await allSent();
		expect(server.received.map((mail) => mail.subject)).toEqual(['Je paspoort is gelezen']);
		expect(server.received[0]!.text).toContain('Medewerker intaker (ROC Proef, Intake A) heeft voor het eerst gelezen');
		expect(server.received[0]!.envelope).toEqual([youth.email]);
	});

	test('who came by a link is no more than the name given at the door', async () => {
		const youth = await youthWithMail('shared');
		await world.owner`insert into access_log (id, youth_id, passport_id, consent_id, event, reader_name, reader_from, parts, at)
			values (new_id(), ${youth.id}, ${youth.passportId}, ${youth.consentId}, 'link-read', 'De Koning', 'ROC Ergens', '{}', app_now())`;
		await startSending();
		await server.has(1);
		expect(server.received[0]!.text).toContain('en gaf deze naam op: De Koning.');
	});

	test('a name cannot make a link, nor a second line', async () => {
		const youth = await youthWithMail('agreed');
		await world.owner`update person set called = ${'Win\nhttps://evil.example/x nu@evil.example'} where id = ${youth.id}`;
		await world.share(youth, sharedParts);
		await startSending();
		await server.has(1);
		expect(server.received[0]!.subject).not.toContain('\n');
		expect(server.received[0]!.text).not.toMatch(/https?:\/\/(?!paspoort\.voorbeeld\.nl)|evil\.example/);
	});
});

test('no mail of this run has a word of an answer or a remark in it, more than its own links, or "hij" and "zij"', () => {
	expect(everything.length).toBeGreaterThan(10);
	const words = Object.values(demoAnswers.noah).flatMap((value) => JSON.stringify(value).match(/[^"\\{}[\]:,]{12,}/g) ?? []);
	expect(words.length).toBeGreaterThan(20);
	for (const { subject, text, html, envelope } of everything) {
		const all = `${subject}\n${text}`;
		for (const word of [...words, 'Mooi verteld']) expect(all).not.toContain(word);
		expect(html).toBeUndefined();
		expect(all).not.toMatch(/\b(hij|zij|hem|haar|ze|zijn paspoort)\b/i);
		expect(envelope.length).toBe(1);
		const links = all.match(/https?:\/\/\S+/g) ?? [];
		expect(links.filter((link) => !link.endsWith('/account/herinneringen')).length).toBe(1);
		expect(links.every((link) => link.startsWith('https://paspoort.voorbeeld.nl/'))).toBe(true);
	}
});

test('the log has no address and no name, and neither has the queue', async () => {
	expect(JSON.stringify(events)).not.toMatch(/@|Noah|Medewerker/);
	const [kept] = await world.owner<
		{ all: string }[]
	>`select coalesce(string_agg(j::text, ' '), '') as all from pgboss.job j where name = 'mail'`;
	expect(kept!.all).not.toMatch(/@|Noah|Medewerker/);
});

test('each kind has its function in the database, and each function its kind', async () => {
	const found = await world.owner<{ kind: string }[]>`
		select substring(proname from 6) as kind from pg_proc
		where pronamespace = 'public'::regnamespace and proname like 'mail\\_%' and pg_get_function_identity_arguments(oid) = 'p_subject uuid'`;
	expect(found.map(({ kind }) => kind).sort()).toEqual(Object.keys(kinds).sort());
});
