/** The mbo's own request: public, in fixed words, of the own team, and never a way to be taken for another's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveConsent, received, withdrawConsent } from '$lib/consent/server';
import { endRequest, findRequest, followRequest, makeRequest, putAway, requestsOfMyTeams, waitingRequests } from '$lib/request/server';
import { newId } from '$lib/server/ids';
import { makeWorld, type TestYouth, type World } from './world';

let world: World;
beforeAll(async () => {
	world = await makeWorld();
}, 60_000);
afterAll(() => world.end());

const intaker = () => ({ id: world.ids.intaker });
const otherIntaker = () => ({ id: world.ids.otherIntaker });

async function request(course = 'Kok'): Promise<{ id: string; token: string }> {
	const id = newId();
	await makeRequest(intaker(), id, world.ids.team, course);
	return (await requestsOfMyTeams(intaker())).find((one) => one.id === id)!;
}

async function share(youth: TestYouth, requestId: string, teamId = world.ids.team): Promise<string> {
	return world.shareWith(youth, { kind: 'team', teamId, requestId }, ['wie']);
}

test('anybody who has the address reads which team asks, and for which course', async () => {
	const { token } = await request();
	expect(await findRequest(token.toLowerCase())).toEqual({ team: 'Intake A', organisation: 'ROC Proef', course: 'Kok', ended: false });
	expect(await findRequest('BBBBBBBB')).toBeUndefined();
	expect(await findRequest("x' or true --")).toBeUndefined();
});

test('an intaker asks for the own team only, and sees and ends no other', async () => {
	const { id } = await request();
	await expect(makeRequest(otherIntaker(), newId(), world.ids.team, '')).rejects.toThrow();
	await expect(makeRequest({ id: world.ids.ownMentor }, newId(), world.ids.team, '')).rejects.toThrow();
	expect((await requestsOfMyTeams(otherIntaker())).map((one) => one.id)).not.toContain(id);
	await endRequest(otherIntaker(), id);
	expect((await requestsOfMyTeams(intaker())).map((one) => one.id)).toContain(id);
});

test('sending it twice makes one', async () => {
	const id = newId();
	for (let i = 0; i < 2; i++) await makeRequest(intaker(), id, world.ids.team, '');
	expect((await requestsOfMyTeams(intaker())).filter((one) => one.id === id)).toHaveLength(1);
});

test('a young person finds it at the own passport until something is shared by it', async () => {
	const { id, token } = await request();
	const youth = await world.youth('agreed');
	expect(await followRequest(youth, token)).toBe(true);
	expect(await waitingRequests(youth)).toMatchObject([{ id, teamId: world.ids.team, course: 'Kok' }]);
	const consent = await share(youth, id);
	expect(await waitingRequests(youth)).toEqual([]);
	/* The course shows to the team, though no course choice was shared. */
	expect((await received(intaker())).find((one) => one.consentId === consent)).toMatchObject({ course: 'Kok' });
});

test('putting it away is fine, and opening it again brings it back', async () => {
	const { id, token } = await request();
	const youth = await world.youth('draft');
	await followRequest(youth, token);
	await putAway(youth, id);
	expect(await waitingRequests(youth)).toEqual([]);
	await followRequest(youth, token);
	expect(await waitingRequests(youth)).toHaveLength(1);
});

test('a request that has ended is neither followed nor waiting, and what was shared by it stays shared', async () => {
	const { id, token } = await request();
	const [early, late] = [await world.youth('agreed'), await world.youth('draft')];
	await followRequest(early, token);
	await share(early, id);
	await endRequest(intaker(), id);
	expect((await findRequest(token))!.ended).toBe(true);
	expect(await followRequest(late, token)).toBe(false);
	expect(await waitingRequests(late)).toEqual([]);
	expect((await received(intaker())).map((one) => one.consentId)).toContain(early.consentId);
	await withdrawConsent(early, early.consentId);
});

test('no professional follows a request, and nobody sees who else does', async () => {
	const { token } = await request();
	const youth = await world.youth('draft');
	await followRequest(youth, token);
	expect(await followRequest(intaker(), token)).toBe(false);
	for (const who of [intaker(), await world.youth('draft')])
		expect((await world.attempt(who, 'select * from request_followed')).rows).toEqual([]);
});

test('a consent answers only a request of the team that it opens to, that the young person was given', async () => {
	const { id, token } = await request();
	const youth = await world.youth('agreed');
	await expect(share(youth, id)).rejects.toThrow();
	await followRequest(youth, token);
	await expect(share(youth, id, world.ids.otherTeam)).rejects.toThrow();
	await share(youth, id);
});

test('the name in the application is for finding: the team reads it, whatever else is shared', async () => {
	const youth = await world.youth('agreed');
	const consentId = await world.shareWith(youth, { kind: 'team', teamId: world.ids.team, applicationRef: 'A-2027-118' }, ['wie']);
	expect((await received(intaker())).find((one) => one.consentId === consentId)).toMatchObject({ applicationRef: 'A-2027-118' });
	expect((await received(otherIntaker())).map((one) => one.consentId)).not.toContain(consentId);
	await expect(
		giveConsent(youth, {
			id: newId(),
			editionId: youth.editionId,
			passportId: youth.passportId,
			purpose: 'intake',
			parts: ['wie'],
			until: '2999-01-01',
			kind: 'team',
			teamId: world.ids.team,
			applicationRef: 'x'.repeat(201)
		})
	).rejects.toThrow();
});
