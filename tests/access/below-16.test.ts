/** Below 16: who decides along, what each yes and no comes to, and what changes on the birthday. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentsOf, withdrawConsent } from '$lib/consent/server';
import { guestCode, guestOf, guestToken, newGuestLinkId, openGuestLink, type Guest } from '$lib/guest/server';
import {
	askRepresentative,
	decideAlone,
	decideAsRepresentative,
	endRepresentative,
	representativePage,
	representativesOf
} from '$lib/representative/server';
import { kinds } from '$lib/server/mail/kinds';
import { makeWorld, sharedParts, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

/** A birthday is a hundred days away for whoever is 15 and had one 265 days ago. */
const fifteen = { age: { years: 15, daysSinceBirthday: 265 } };
const young = (stage: 'agreed' | 'shared' = 'shared') => world.youth(stage, fifteen);
const afterBirthday = async <T>(work: () => Promise<T>): Promise<T> => {
	const [{ later }] = await world.owner<[{ later: string }]>`select (now() + interval '101 days')::text as later`;
	return world.stopClock(later, work);
};

let visitors = 0;
/** Opens a link with its code, as whoever has both. */
async function enter(linkId: string): Promise<Guest> {
	const opened = await openGuestLink('representative', guestToken(linkId), guestCode(linkId), 'Ouder', `192.0.2.${++visitors}`);
	if (opened.outcome !== 'in') throw new Error(opened.outcome);
	return (await guestOf('representative', guestToken(linkId), opened.session))!;
}
/** Asks somebody, who opens the link with the code. */
async function ask(youth: TestYouth, name = 'Moeder', email: string | null = null): Promise<{ linkId: string; guest: Guest }> {
	const linkId = newGuestLinkId();
	expect(await askRepresentative(youth, linkId, { kind: 'parent', name, email })).toBe('asked');
	return { linkId, guest: await enter(linkId) };
}
const statusOf = async (youth: TestYouth) => (await consentsOf(youth, youth.passportId)).find((c) => c.id === youth.consentId)!.status;
const teamReads = async (youth: TestYouth) =>
	(await world.attempt({ id: world.ids.intaker }, `select * from read_edition('${youth.consentId}')`)).rows.length === 1;
async function expectThat(youth: TestYouth, status: string): Promise<void> {
	expect([await statusOf(youth), await teamReads(youth)]).toEqual([status, status === 'open']);
}

describe('one yes opens, any no closes', () => {
	test('the own yes alone opens nothing', async () => expectThat(await young(), 'waiting'));

	test('a yes of one representative opens', async () => {
		const youth = await young();
		const { guest } = await ask(youth);
		await expectThat(youth, 'waiting');
		expect(await decideAsRepresentative(guest, youth.consentId, 'yes')).toBe('decided');
		await expectThat(youth, 'open');
	});

	test('a no of another closes, whoever said yes, in whatever order', async () => {
		for (const order of [
			['yes', 'no'],
			['no', 'yes']
		] as const) {
			const youth = await young();
			const both = [await ask(youth, 'Moeder'), await ask(youth, 'Vader')];
			for (const [index, decision] of order.entries()) await decideAsRepresentative(both[index]!.guest, youth.consentId, decision);
			await expectThat(youth, 'refused');
		}
	});

	test('a later yes of the same person takes the place of the own no, and the other way round', async () => {
		const youth = await young();
		const { guest } = await ask(youth);
		await decideAsRepresentative(guest, youth.consentId, 'no');
		await expectThat(youth, 'refused');
		await decideAsRepresentative(guest, youth.consentId, 'yes');
		await expectThat(youth, 'open');
		await decideAsRepresentative(guest, youth.consentId, 'no');
		await expectThat(youth, 'refused');
	});

	test('saying the same twice is once', async () => {
		const youth = await young();
		const { guest } = await ask(youth);
		await Promise.all([1, 2, 3].map(() => decideAsRepresentative(guest, youth.consentId, 'yes')));
		expect((await world.owner`select from representative_decision where youth_id = ${youth.id}`).length).toBe(1);
	});

	test('a yes is about one consent: what is shared next waits again, for the same representative', async () => {
		const youth = await young();
		const { guest } = await ask(youth);
		await decideAsRepresentative(guest, youth.consentId, 'yes');
		await world.share(youth, ['wie']);
		await expectThat(youth, 'waiting');
		await decideAsRepresentative(guest, youth.consentId, 'yes');
		await expectThat(youth, 'open');
	});

	test('the young person withdraws whatever the representatives said', async () => {
		const youth = await young();
		const { guest } = await ask(youth);
		await decideAsRepresentative(guest, youth.consentId, 'yes');
		await withdrawConsent(youth, youth.consentId);
		await expectThat(youth, 'withdrawn');
		expect(await decideAsRepresentative(guest, youth.consentId, 'yes')).toBe('gone');
		await expectThat(youth, 'withdrawn');
	});

	test('when the young person stops with somebody, that yes falls away', async () => {
		const youth = await young();
		const { linkId, guest } = await ask(youth);
		await decideAsRepresentative(guest, youth.consentId, 'yes');
		const [asked] = await representativesOf(youth, youth.consentId);
		expect(await endRepresentative(youth, asked!.id)).toBe(true);
		await expectThat(youth, 'waiting');
		expect(await decideAsRepresentative(guest, youth.consentId, 'yes')).toBe('out');
		expect((await openGuestLink('representative', guestToken(linkId), guestCode(linkId), 'Ouder', '192.0.2.250')).outcome).toBe('ended');
	});

	test('a no is not asked away by stopping with whoever said it', async () => {
		const youth = await young();
		const { guest } = await ask(youth, 'Vader');
		await decideAsRepresentative(guest, youth.consentId, 'no');
		await endRepresentative(youth, (await representativesOf(youth, youth.consentId))[0]!.id);
		const mother = await ask(youth, 'Moeder');
		await decideAsRepresentative(mother.guest, youth.consentId, 'yes');
		await expectThat(youth, 'refused');
	});
});

describe('what a representative sees', () => {
	test('what kind of things, to whom, until when; never an answer, never which sensitive one', async () => {
		const youth = await young();
		const { guest } = await ask(youth);
		const page = (await representativePage(guest))!;
		expect(page.consents).toHaveLength(1);
		expect(page.consents[0]).toMatchObject({ recipient: 'Intake A (ROC Proef)', sensitive: 1, decision: null, open: false });
		expect(page.consents[0]!.parts).toEqual(sharedParts.filter((part) => !part.startsWith('gevoelig:')).sort());
		const all = JSON.stringify(page);
		const lines = await world.owner<
			{ value: string }[]
		>`select value ->> 'text' as value from edition_line where youth_id = ${youth.id} and value ? 'text'`;
		expect(lines.length).toBeGreaterThan(0);
		for (const { value } of lines) expect(all).not.toContain(value);
		expect(all).not.toContain('gevoelig');
		expect(all).not.toContain('thuis');
	});

	test('seeing it is no reading: nothing is in the log', async () => {
		const youth = await young();
		const before = await world.logged(youth);
		await representativePage((await ask(youth)).guest);
		expect(await world.logged(youth)).toBe(before);
	});

	test('the own decisions, and not those of another', async () => {
		const youth = await young();
		const [one, two] = [await ask(youth, 'Moeder'), await ask(youth, 'Vader')];
		await decideAsRepresentative(one.guest, youth.consentId, 'yes');
		expect((await representativePage(one.guest))!.history.map(({ decision }) => decision)).toEqual(['yes']);
		expect((await representativePage(two.guest))!.history).toEqual([]);
	});
});

describe('the wrong person', () => {
	test('a parent of another young person decides nothing here', async () => {
		const [youth, other] = [await young(), await young()];
		const { guest } = await ask(other);
		expect(await decideAsRepresentative(guest, youth.consentId, 'yes')).toBe('gone');
		expect((await representativePage(guest))!.consents.map((c) => c.id)).toEqual([other.consentId]);
		await expectThat(youth, 'waiting');
	});

	test('whoever got the link without the code decides nothing, and sees nothing', async () => {
		const youth = await young();
		const { linkId, guest } = await ask(youth);
		const forwarded = { tokenHash: guest.tokenHash, sessionHash: 'somebody else’s browser' };
		expect(await representativePage(forwarded)).toBeUndefined();
		expect(await decideAsRepresentative(forwarded, youth.consentId, 'yes')).toBe('out');
		const wrong = String((Number(guestCode(linkId)) + 1) % 1_000_000).padStart(6, '0');
		expect((await openGuestLink('representative', guestToken(linkId), wrong, 'Ouder', '192.0.2.251')).outcome).toBe('wrong');
	});

	test('an old page in a browser decides nothing after half an hour', async () => {
		const youth = await young();
		const { guest } = await ask(youth);
		const [{ later }] = await world.owner<[{ later: string }]>`select (now() + interval '31 minutes')::text as later`;
		await world.stopClock(later, async () => expect(await decideAsRepresentative(guest, youth.consentId, 'yes')).toBe('out'));
	});

	test('nobody who is signed in decides, and no young person about another', async () => {
		const [youth, other] = [await young(), await young()];
		const { guest } = await ask(youth);
		const call = `select decide_as_representative('${guest.tokenHash}', '${guest.sessionHash}', '${youth.consentId}', 'yes')`;
		const signedIn = [youth, other, { id: world.ids.ownMentor }, { id: world.ids.intaker }, { id: world.ids.coordinator }];
		for (const who of signedIn) expect((await world.attempt(who, call)).code).toBe('42501');
		for (const who of signedIn) {
			const row = `(id, youth_id, consent_id, decision) values (gen_random_uuid(), '${youth.id}', '${youth.consentId}', 'yes')`;
			expect((await world.attempt(who, `insert into representative_decision ${row}`)).code).toBe('42501');
		}
		const [mine] = await representativesOf(youth, youth.consentId);
		expect(await endRepresentative(other, mine!.id)).toBe(false);
		expect(await representativesOf(other, youth.consentId)).toEqual([]);
		expect(await decideAlone(other, youth.consentId)).toBe('missing');
	});

	test('nobody asks in the name of an adult, and no young person the own address', async () => {
		const adult = await world.youth('shared');
		expect(await askRepresentative(adult, newGuestLinkId(), { kind: 'parent', name: 'Moeder', email: null })).toBe('alone');
		const youth = await young();
		await world.owner`update person set email = 'zelf@voorbeeld.nl' where id = ${youth.id}`;
		expect(await askRepresentative(youth, newGuestLinkId(), { kind: 'parent', name: 'Moeder', email: 'zelf@voorbeeld.nl' })).toBe(
			'own_address'
		);
		await expect(
			askRepresentative({ id: world.ids.ownMentor }, newGuestLinkId(), { kind: 'parent', name: 'Moeder', email: null })
		).rejects.toThrow();
	});

	test('nobody sends mail without end: four at a time, eight a day', async () => {
		const youth = await young();
		for (let i = 0; i < 8; i++) {
			await ask(youth, `Ouder ${i}`);
			if (i >= 3) await endRepresentative(youth, (await representativesOf(youth, youth.consentId)).find((r) => !r.ended)!.id);
			if (i === 2) {
				await ask(youth, 'Nummer vier');
				expect(await askRepresentative(youth, newGuestLinkId(), { kind: 'parent', name: 'Nummer vijf', email: null })).toBe('too_many');
				await endRepresentative(youth, (await representativesOf(youth, youth.consentId)).find((r) => r.name === 'Nummer vier')!.id);
				i++;
			}
		}
		expect(await askRepresentative(youth, newGuestLinkId(), { kind: 'parent', name: 'Nog een', email: null })).toBe('too_many');
	});
});

describe('turning 16', () => {
	test('while waiting: the own yes is enough', async () => {
		const youth = await young();
		await ask(youth);
		await afterBirthday(async () => {
			await world.owner`update consent set until = app_today() + 5 where id = ${youth.consentId}`;
			await expectThat(youth, 'open');
		});
	});

	test('after a yes: it stays open', async () => {
		const youth = await young();
		await decideAsRepresentative((await ask(youth)).guest, youth.consentId, 'yes');
		await afterBirthday(async () => {
			await world.owner`update consent set until = app_today() + 5 where id = ${youth.consentId}`;
			await expectThat(youth, 'open');
		});
	});

	test('after a no: it stays closed until the young person says so again, alone', async () => {
		const youth = await young();
		await decideAsRepresentative((await ask(youth)).guest, youth.consentId, 'no');
		expect(await decideAlone(youth, youth.consentId)).toBe('not_yet');
		await expectThat(youth, 'refused');
		await afterBirthday(async () => {
			await world.owner`update consent set until = app_today() + 5 where id = ${youth.consentId}`;
			await expectThat(youth, 'refused');
			expect(await decideAlone(youth, youth.consentId)).toBe('decided');
			expect(await decideAlone(youth, youth.consentId)).toBe('decided');
			await expectThat(youth, 'open');
		});
		expect(
			(await world.owner`select from representative_decision where consent_id = ${youth.consentId} and representative_id is null`).length
		).toBe(1);
	});

	test('a representative decides nothing any more, and sees only what they decided before', async () => {
		const youth = await young();
		const { linkId, guest } = await ask(youth);
		await decideAsRepresentative(guest, youth.consentId, 'yes');
		await afterBirthday(async () => {
			await world.owner`update consent set until = app_today() + 5 where id = ${youth.consentId}`;
			await world.owner`update guest_link set until = app_today() + 5 where id = ${linkId}`;
			const later = await enter(linkId);
			expect(await decideAsRepresentative(later, youth.consentId, 'no')).toBe('alone');
			await expectThat(youth, 'open');
			expect(await representativePage(later)).toMatchObject({ alone: true, consents: [], history: [{ decision: 'yes' }] });
		});
	});

	test('is when the own yes was given as well: a consent of an adult waits for nobody', async () => {
		const adult = await world.youth('shared', { age: { years: 16, daysSinceBirthday: 0 } });
		await expectThat(adult, 'open');
	});
});

test('the link lasts as long as the longest consent, also one that is given later', async () => {
	const youth = await young();
	const { linkId } = await ask(youth);
	const until = async () => (await world.owner<[{ until: string }]>`select until::text from guest_link where id = ${linkId}`)[0].until;
	const [{ far }] = await world.owner<[{ far: string }]>`select (app_today() + 400)::text as far`;
	await world.owner`insert into consent (id, edition_id, passport_id, youth_id, team_id, purpose, until)
		values (gen_random_uuid(), ${youth.editionId}, ${youth.passportId}, ${youth.id}, ${world.ids.team}, 'intake', ${far})`;
	expect(await until()).toBe(far);
});

describe('support agreements', () => {
	const agreed = async (agreement: string, youth: TestYouth) =>
		(await world.owner<[{ yes: boolean }]>`select representative_agreed(${agreement}, ${youth.id}) as yes`)[0].yes;

	test('go by the same rule: one yes, and no no', async () => {
		const youth = await young();
		await ask(youth, 'Moeder');
		await ask(youth, 'Vader');
		const agreement = newGuestLinkId();
		const both = await representativesOf(youth, youth.consentId);
		const decide = (who: number, decision: string) =>
			world.owner`insert into representative_decision (id, representative_id, youth_id, agreement_id, decision, at)
				values (gen_random_uuid(), ${both[who]!.id}, ${youth.id}, ${agreement}, ${decision}, clock_timestamp())`;
		expect(await agreed(agreement, youth)).toBe(false);
		await decide(0, 'yes');
		expect(await agreed(agreement, youth)).toBe(true);
		await decide(1, 'no');
		expect(await agreed(agreement, youth)).toBe(false);
		await decide(1, 'yes');
		expect(await agreed(agreement, youth)).toBe(true);
	});
});

describe('mail', () => {
	const origin = 'https://paspoort.voorbeeld.nl';
	/** What waits of one kind about this young person's things, as it would be sent now. */
	async function letters(kind: string, table: string, youth: TestYouth) {
		const jobs = await world.owner.unsafe<{ subject: string; late: boolean }[]>(
			`select j.data ->> 'subject' as subject, j.start_after > now() + interval '1 day' as late from pgboss.job j
			join ${table} t on t.id::text = j.data ->> 'subject' where j.name = 'mail' and j.data ->> 'kind' = '${kind}' and t.youth_id = '${youth.id}'`
		);
		return Promise.all(
			jobs.map(async ({ subject, late }) => {
				const [{ found }] = await world.owner.unsafe<[{ found: unknown }]>(`select mail_${kind}('${subject}') as found`);
				return { late, letter: found ? kinds[kind]!.write(found, origin) : null };
			})
		);
	}

	test('the representative gets the link and never the code, once when asked and once for what is shared later', async () => {
		const youth = await young();
		const { linkId } = await ask(youth, 'Moeder', 'moeder@voorbeeld.nl');
		const [asked] = await letters('representative_asked', 'representative', youth);
		expect(asked!.letter).toMatchObject({ to: ['moeder@voorbeeld.nl'] });
		expect(asked!.letter!.text).toContain(`${origin}/toestemming/${guestToken(linkId)}`);
		expect(asked!.letter!.text.replace(/\D/g, '')).not.toContain(guestCode(linkId));
		await world.share(youth, ['wie']);
		expect(await letters('representative_asked', 'representative', youth)).toHaveLength(2);
		await endRepresentative(youth, (await representativesOf(youth, youth.consentId))[0]!.id);
		expect((await letters('representative_asked', 'representative', youth)).map(({ letter }) => letter)).toEqual([null, null]);
	});

	test('the young person hears what was decided, and the team that it can read', async () => {
		const youth = await young();
		await world.owner`update person set email = ${`${youth.id}@voorbeeld.nl`} where id = ${youth.id}`;
		const { guest } = await ask(youth, 'Moeder');
		await decideAsRepresentative(guest, youth.consentId, 'no');
		await decideAsRepresentative(guest, youth.consentId, 'yes');
		const decided = (await letters('representative_decided', 'representative_decision', youth)).map(({ letter }) => letter);
		expect(decided.filter((letter) => letter === null)).toHaveLength(1);
		expect(decided.find((letter) => letter)!.text).toContain('Moeder zegt ja');
		expect(await letters('shared_with_team', 'consent', youth)).toHaveLength(1);
	});

	test('on the birthday the young person hears to decide alone, and what was refused', async () => {
		const youth = await young('agreed');
		await world.owner`update person set email = ${`${youth.id}@voorbeeld.nl`}, born_on = (app_today() + 50 - interval '16 years')::date where id = ${youth.id}`;
		await world.share(youth, ['wie']);
		await decideAsRepresentative((await ask(youth)).guest, youth.consentId, 'no');
		expect(await letters('decides_alone', 'consent', youth)).toEqual([{ late: true, letter: null }]);
		await world.owner`update person set born_on = (app_today() - interval '16 years')::date where id = ${youth.id}`;
		expect((await letters('decides_alone', 'consent', youth))[0]!.letter!.text).toContain('dicht gebleven');
	});
});
