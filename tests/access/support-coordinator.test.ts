/** "Ik kan mijn ouder niet vragen": the support coordinator of the own school finds a representative, and never decides instead. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentsOf } from '$lib/consent/server';
import { guestCode, guestOf, guestToken, newGuestLinkId, openGuestLink } from '$lib/guest/server';
import {
	askForHelp,
	decideAsRepresentative,
	endRepresentative,
	findRepresentative,
	helpOf,
	representativeRequests,
	representativesOf,
	takeBackHelp
} from '$lib/representative/server';
import { newId } from '$lib/server/ids';
import { denied, makeWorld, staffKeys, type TestYouth, type World } from './world';

let world: World;
let coordinator: { id: string };
let elsewhere: { id: string };
beforeAll(async () => {
	world = await makeWorld();
	coordinator = { id: world.ids.coordinator };
	elsewhere = { id: newId() };
	await world.owner`insert into person ${world.owner({ id: elsewhere.id, kind: 'staff', name: 'Elders', called: 'Elders', sign_in_name: 'elders' })}`;
	await world.owner`insert into staff_role ${world.owner({ id: newId(), person_id: elsewhere.id, role: 'support_coordinator', organisation_id: world.ids.mbo })}`;
}, 60_000);
afterAll(() => world.end());

const fifteen = { age: { years: 15, daysSinceBirthday: 265 } };
async function asking(): Promise<{ youth: TestYouth; request: string }> {
	const youth = await world.youth('shared', fifteen);
	expect(await askForHelp(youth)).toBe('asked');
	const [{ id }] = await world.owner<[{ id: string }]>`select id from representative_request where youth_id = ${youth.id}`;
	return { youth, request: id };
}
const guardian = { kind: 'guardian', name: 'Voogd Vermeer', email: 'voogd@instelling.nl' } as const;
const find = (who: { id: string }, request: string, more = {}, link = newGuestLinkId()) =>
	findRepresentative(who, request, link, { ...guardian, ...more });

describe('a request', () => {
	test('is seen by the support coordinator of the own school, with name and class and nothing of the passport', async () => {
		const { youth, request } = await asking();
		const [row] = (await world.attempt(coordinator, `select * from representative_requests() where id = '${request}'`)).rows;
		expect(Object.keys(row!).sort()).toEqual(['at', 'called', 'class_name', 'handled_at', 'handled_by', 'id', 'name']);
		expect(row).toMatchObject({
			name: (await world.owner`select name from person where id = ${youth.id}`)[0]!.name,
			class_name: '4A',
			handled_at: null
		});
	});

	test('is not seen by that of another school, nor by anybody else who works there', async () => {
		const { request } = await asking();
		for (const who of [elsewhere, ...staffKeys.filter((key) => key !== 'coordinator').map((key) => ({ id: world.ids[key] }))])
			expect((await representativeRequests(who)).map(({ id }) => id)).not.toContain(request);
		for (const who of [elsewhere, coordinator, { id: world.ids.ownMentor }])
			expect((await world.attempt(who, 'select * from representative_request')).rows).toEqual([]);
	});

	test('is gone when the young person leaves the class, takes it back or turns 16', async () => {
		const seen = async (request: string) => (await representativeRequests(coordinator)).some(({ id }) => id === request);
		const [left, back, older] = [await asking(), await asking(), await asking()];
		await world.owner`update class_member set removed_at = app_now() where youth_id = ${left.youth.id} and removed_at is null`;
		await takeBackHelp(back.youth);
		await world.owner`update person set born_on = (app_today() - interval '16 years')::date where id = ${older.youth.id}`;
		for (const { request } of [left, back, older]) {
			expect(await seen(request)).toBe(false);
			expect(['missing', 'alone']).toContain((await find(coordinator, request)).outcome);
		}
		expect((await helpOf(back.youth)).askedAt).toBeNull();
	});

	test('is one at a time, and only for who is below 16 and has a support coordinator', async () => {
		const { youth } = await asking();
		expect(await askForHelp(youth)).toBe('asked');
		expect((await world.owner`select from representative_request where youth_id = ${youth.id}`).length).toBe(1);
		expect(await askForHelp(await world.youth('none'))).toBe('alone');
		const alone = await world.youth('none', fifteen);
		await world.owner`update class_member set removed_at = app_now() where youth_id = ${alone.id}`;
		expect(await askForHelp(alone)).toBe('nobody');
	});
});

describe('a representative who was found', () => {
	test('gets a link, and the young person sees who it is and by whom, and can stop with them', async () => {
		const { youth, request } = await asking();
		expect((await find(coordinator, request)).outcome).toBe('mailed');
		const [found] = await representativesOf(youth, youth.consentId);
		expect(found).toMatchObject({ name: 'Voogd Vermeer', kind: 'guardian', foundBy: 'Medewerker coordinator', ended: false });
		expect(await endRepresentative(youth, found!.id)).toBe(true);
		expect((await representativesOf(youth, youth.consentId))[0]!.ended).toBe(true);
	});

	test('once for one request, whoever handles it', async () => {
		const { youth, request } = await asking();
		const link = newGuestLinkId();
		expect((await find(coordinator, request, {}, link)).outcome).toBe('mailed');
		expect((await find(coordinator, request, {}, link)).outcome).toBe('mailed');
		expect((await find(coordinator, request)).outcome).toBe('handled');
		expect((await representativesOf(youth, youth.consentId)).length).toBe(1);
		expect((await representativeRequests(coordinator)).find(({ id }) => id === request)).toMatchObject({
			handledBy: 'Medewerker coordinator'
		});
	});

	test('is found by nobody from another school, and by no mentor', async () => {
		const { youth, request } = await asking();
		for (const who of [elsewhere, { id: world.ids.ownMentor }, { id: world.ids.intaker }, youth])
			expect((await find(who, request)).outcome).toBe('missing');
		expect(await representativesOf(youth, youth.consentId)).toEqual([]);
	});
});

describe('deciding instead', () => {
	const statusOf = async (youth: TestYouth) => (await consentsOf(youth, youth.passportId))[0]!.status;

	test('is not possible as the support coordinator', async () => {
		const { youth, request } = await asking();
		await find(coordinator, request);
		const [representative] = await world.owner`select id from representative where youth_id = ${youth.id}`;
		for (const statement of [
			`select decide_as_representative('x', 'x', '${youth.consentId}', 'yes')`,
			`select decide_alone('${youth.consentId}')`,
			`insert into representative_decision (id, representative_id, youth_id, consent_id, decision)
				values (gen_random_uuid(), '${representative!.id}', '${youth.id}', '${youth.consentId}', 'yes')`,
			`insert into representative (id, youth_id, guest_link_id, kind, asked_by) values (gen_random_uuid(), '${youth.id}', gen_random_uuid(), 'parent', 'youth')`
		]) {
			const result = await world.attempt(coordinator, statement);
			expect(result.code || result.rows[0]!.decide_alone).toBe(statement.includes('decide_alone') ? 'missing' : denied);
		}
		expect(await statusOf(youth)).toBe('waiting');
	});

	test('nor with the form sent again the other way: what went by mail is not shown', async () => {
		const { request } = await asking();
		const link = newGuestLinkId();
		expect(await find(coordinator, request, {}, link)).toEqual({ outcome: 'mailed' });
		expect(await find(coordinator, request, { email: null }, link)).toEqual({ outcome: 'mailed' });
	});

	test('nor with what the page gives: never the code, and the link only for a letter', async () => {
		const [one, two] = [await asking(), await asking()];
		const mailed = await find(coordinator, one.request);
		const written = await find(coordinator, two.request, { email: null });
		expect(mailed).toEqual({ outcome: 'mailed' });
		expect(written).toEqual({ outcome: 'made', address: expect.stringContaining('/toestemming/') });
	});

	test('nor by mailing the link to oneself or a colleague', async () => {
		const { request } = await asking();
		await world.owner`update person set email = 'collega@school.nl' where id = ${world.ids.ownMentor}`;
		expect((await find(coordinator, request, { email: 'collega@school.nl' })).outcome).toBe('staff_address');
	});

	test('and what the representative decided is not seen', async () => {
		const { youth, request } = await asking();
		const link = newGuestLinkId();
		await find(coordinator, request, {}, link);
		const opened = await openGuestLink('representative', guestToken(link), guestCode(link), 'Voogd', '192.0.2.9');
		const guest = (await guestOf('representative', guestToken(link), (opened as { session: string }).session))!;
		await decideAsRepresentative(guest, youth.consentId, 'no');
		expect(await statusOf(youth)).toBe('refused');
		for (const table of ['representative', 'representative_decision', 'guest_link', 'consent'])
			expect((await world.attempt(coordinator, `select id from ${table}`)).rows).toEqual([]);
	});
});
