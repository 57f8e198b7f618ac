/** Sharing, withdrawing, reading what was shared, and who looked. */
import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { makeGuestLink } from '$lib/guest/server';
import { organisation, team } from '$lib/organisation/tables';
import { edition } from '$lib/passport/tables';
import type { EditionLine } from '$lib/passport/server';
import { asUser, outcomeOf, rows, type Tx, type UserRef } from '$lib/server/database';
import { toWhom, type AccessEvent, type ConsentKind, type ConsentStatus, type Purpose } from './rules';
import { accessLog, consent, consentPart } from './tables';

/** What the young person is about to share, and with whom. */
export type NewConsent = {
	/** Made with the page, so that confirming twice is once. */
	id: string;
	editionId: string;
	passportId: string;
	purpose: Purpose;
	parts: string[];
	/** ISO date: the last day on which it can be read. */
	until: string;
} &
	/** `applicationRef`: the name or number used in the application, for finding only; `requestId`: the team's request that it answers. */
	(
		| { kind?: 'team'; teamId: string; applicationRef?: string; requestId?: string | null }
		/** Somebody without an account. `email`: where the link is mailed to, never the code. */
		| { kind: 'link'; recipient: string; email: string | null; maxOpenings: number }
		/** Whoever is given the PDF. */
		| { kind: 'paper'; recipient: string }
	);

/** Gives a consent: the parts of one edition to one recipient. Twice is once. @throws when edition, part or team do not exist for this person */
export async function giveConsent(user: UserRef, given: NewConsent): Promise<void> {
	await asUser(user, async (tx) => {
		const { id, editionId, passportId, purpose, until } = given;
		/* The link has the id of its consent: made twice, it is one. */
		if (given.kind === 'link')
			await makeGuestLink(tx, user, {
				id,
				kind: 'share',
				name: given.recipient,
				email: given.email,
				until,
				maxOpenings: given.maxOpenings
			});
		const made = await tx
			.insert(consent)
			.values({ id, editionId, passportId, youthId: user.id, purpose, until, ...recipientOf(given) })
			.onConflictDoNothing({ target: consent.id })
			.returning({ id: consent.id });
		if (made.length === 0) return;
		await tx.insert(consentPart).values(given.parts.map((part) => ({ consentId: id, editionId, youthId: user.id, part })));
	});
}

function recipientOf(given: NewConsent) {
	if (given.kind === 'link') return { kind: given.kind, recipient: given.recipient, guestLinkId: given.id };
	if (given.kind === 'paper') return { kind: given.kind, recipient: given.recipient };
	return { kind: 'team' as const, teamId: given.teamId, applicationRef: given.applicationRef ?? '', requestId: given.requestId ?? null };
}

/** A consent as its giver sees it. */
export interface GivenConsent {
	id: string;
	passportId: string;
	editionId: string;
	editionNumber: number;
	kind: ConsentKind;
	/** Who reads it, in words. */
	to: string;
	purpose: Purpose;
	parts: string[];
	until: string;
	givenAt: string;
	withdrawnAt: string | null;
	/** When it was first read. */
	readAt: string | null;
	/** What stands on its papers. */
	checkCode: string;
	/** The consent that took its place, with a newer edition. */
	replacedBy: string | null;
	status: ConsentStatus;
}

async function select(tx: Tx, user: UserRef, which: ReturnType<typeof eq>): Promise<GivenConsent[]> {
	const found = await tx
		.select({
			id: consent.id,
			passportId: consent.passportId,
			editionId: consent.editionId,
			editionNumber: edition.number,
			kind: consent.kind,
			team: team.name,
			organisation: organisation.name,
			recipient: consent.recipient,
			purpose: consent.purpose,
			until: consent.until,
			givenAt: consent.givenAt,
			withdrawnAt: consent.withdrawnAt,
			checkCode: consent.checkCode,
			replacedBy: consent.replacedBy,
			status: sql<ConsentStatus>`own_consent_status(${consent.id})`,
			readAt: sql<
				string | null
			>`(select min(l.at) from access_log l where l.consent_id = ${consent.id} and l.youth_id = ${consent.youthId})`
		})
		.from(consent)
		.innerJoin(edition, eq(edition.id, consent.editionId))
		.leftJoin(team, eq(team.id, consent.teamId))
		.leftJoin(organisation, eq(organisation.id, team.organisationId))
		.where(and(which, eq(consent.youthId, user.id)))
		.orderBy(desc(consent.givenAt));
	if (found.length === 0) return [];
	const parts = await tx
		.select({ consentId: consentPart.consentId, part: consentPart.part })
		.from(consentPart)
		.where(
			and(
				inArray(
					consentPart.consentId,
					found.map((c) => c.id)
				),
				eq(consentPart.youthId, user.id)
			)
		);
	return found.map(({ team, organisation, recipient, ...c }) => ({
		...c,
		to: toWhom({ kind: c.kind, team, organisation, recipient }),
		givenAt: c.givenAt.toISOString(),
		withdrawnAt: c.withdrawnAt?.toISOString() ?? null,
		readAt: c.readAt ? new Date(c.readAt).toISOString() : null,
		parts: parts.filter((p) => p.consentId === c.id).map((p) => p.part)
	}));
}

/** The own consents of one passport, the newest first. */
export async function consentsOf(user: UserRef, passportId: string): Promise<GivenConsent[]> {
	return asUser(user, (tx) => select(tx, user, eq(consent.passportId, passportId)));
}

/** One own consent; undefined when there is none. */
export async function openConsent(user: UserRef, id: string): Promise<GivenConsent | undefined> {
	return asUser(user, async (tx) => (await select(tx, user, eq(consent.id, id)))[0]);
}

/** Withdraws a consent: reading stops at once, and its link ends. Twice is once. @returns whether there is such a consent of this person */
export async function withdrawConsent(user: UserRef, consentId: string): Promise<boolean> {
	return asUser(user, async (tx) => {
		await tx
			.update(consent)
			.set({ withdrawnAt: sql`app_now()` })
			.where(and(eq(consent.id, consentId), eq(consent.youthId, user.id), isNull(consent.withdrawnAt)));
		return (await tx.$count(consent, and(eq(consent.id, consentId), eq(consent.youthId, user.id)))) > 0;
	});
}

/** What came of replacing: nothing_left when the newer edition has none of the parts; missing when it can't be (any more). */
export type Replaced = 'replaced' | 'nothing_left' | 'missing';

/**
 * "Vervang door editie 2": a newer edition for the same recipient, until the same day, of the parts that were shared already.
 * The old consent closes. Twice is once.
 * @param newId made with the page, the id of the consent that takes its place
 */
export async function replaceConsent(user: UserRef, consentId: string, newId: string, editionId: string): Promise<Replaced> {
	return outcomeOf(user, sql`replace_consent(${consentId}, ${newId}, ${editionId})`);
}

/** Whether an own yes is enough for this young person, and from which age. */
export async function consentAge(user: UserRef): Promise<{ alone: boolean; years: number; today: string }> {
	const [row] = await asUser(user, (tx) =>
		rows<{ alone: boolean; years: number; today: string }>(
			tx,
			sql`select consents_alone(${user.id}) as alone, age_limit_today('own_consent') as years, app_today()::text as today`
		)
	);
	return row!;
}

/** One reading by somebody else. */
export interface Reading {
	event: AccessEvent;
	/** null: the mentor's. */
	consentId: string | null;
	reader: string;
	from: string;
	parts: string[];
	at: string;
}

/** "Wie heeft mijn paspoort bekeken": every reading of this passport, the newest first. */
export async function readingsOf(user: UserRef, passportId: string): Promise<Reading[]> {
	const found = await asUser(user, (tx) =>
		tx
			.select({
				event: accessLog.event,
				consentId: accessLog.consentId,
				reader: accessLog.readerName,
				from: accessLog.readerFrom,
				parts: accessLog.parts,
				at: accessLog.at
			})
			.from(accessLog)
			.where(and(eq(accessLog.youthId, user.id), eq(accessLog.passportId, passportId)))
			.orderBy(desc(accessLog.at))
	);
	return found.map((r) => ({ ...r, at: r.at.toISOString() }));
}

/** What is shared with the teams in which the person does intakes. */
export interface Received {
	consentId: string;
	team: string;
	called: string;
	name: string;
	pronouns: string;
	/** null: no course choice is among what is shared, or it is unknown. */
	course: string | null;
	/** null: not in a class now. */
	school: string | null;
	sharedAt: string;
	until: string;
	/** null: nobody of the team has read it. */
	readAt: string | null;
	/** The name or number used in the application, for finding only; may be empty. */
	applicationRef: string;
	edition: number;
	/** The edition that the team had before; null: this is the first. */
	replaces: number | null;
}

/** The intaker's list, the newest first. */
export async function received(user: UserRef): Promise<Received[]> {
	type Row = {
		consent_id: string;
		team: string;
		called: string;
		name: string;
		pronouns: string;
		course: string | null;
		school: string | null;
		shared_at: string;
		until: string;
		read_at: string | null;
		application_ref: string;
		edition: number;
		replaces: number | null;
	};
	const found = await asUser(user, (tx) => rows<Row>(tx, sql`select * from shared_with_my_teams()`));
	return found.map(({ consent_id, shared_at, read_at, application_ref, ...r }) => ({
		...r,
		applicationRef: application_ref,
		consentId: consent_id,
		sharedAt: new Date(shared_at).toISOString(),
		readAt: read_at ? new Date(read_at).toISOString() : null
	}));
}

/** The teams in which the person does intakes. */
export async function myTeams(user: UserRef): Promise<{ id: string; name: string; courses: string; organisation: string }[]> {
	return asUser(user, (tx) =>
		rows<{ id: string; name: string; courses: string; organisation: string }>(
			tx,
			sql`select t.id, t.name, t.courses, o.name as organisation from staff_role r join team t on t.id = r.team_id join organisation o on o.id = t.organisation_id
				where r.person_id = ${user.id} and r.role = 'intaker' order by t.name`
		)
	);
}

/** An edition as a recipient reads it: exactly the shared parts. */
export interface ReadEdition {
	heading: {
		name: string;
		called: string;
		pronouns: string;
		school: string | null;
		course: string | null;
		team: string;
		purpose: Purpose;
		sharedAt: string;
		until: string;
		edition: number;
		agreedAt: string;
		instrument: string;
		version: number;
		/** What stands on a paper of it. */
		checkCode: string;
		/** The number of the edition that the recipient read before; null: this is the first. */
		replaces: number | null;
		parts: { part: string; fingerprint: string }[];
		/** null: agreed without a mentor. */
		talk: { heldOn: string; mentor: string; from: string; signedAt: string } | null;
	};
	lines: EditionLine[];
}

/** Opens what was shared. Writes the access log. @returns undefined when it does not exist for this person, now */
export async function readEdition(user: UserRef, consentId: string): Promise<ReadEdition | undefined> {
	const [row] = await asUser(user, (tx) => rows<ReadEdition>(tx, sql`select heading, lines from read_edition(${consentId})`));
	return row;
}

/** Where an address leads now whose consent was replaced by one with a newer edition; undefined for nowhere. */
export async function successorOf(user: UserRef, consentId: string): Promise<string | undefined> {
	const [row] = await asUser(user, (tx) => rows<{ id: string | null }>(tx, sql`select successor_of(${consentId}) as id`));
	return row?.id ?? undefined;
}

/** The same to take along as a PDF. Writes the access log. @returns undefined when it does not exist for this person, now */
export async function takeEdition(user: UserRef, consentId: string): Promise<ReadEdition | undefined> {
	const [row] = await asUser(user, (tx) => rows<ReadEdition>(tx, sql`select heading, lines from take_edition(${consentId})`));
	return row;
}

/** What the young person gives along on paper. @returns undefined when there is no such own consent, or it is not open */
export async function ownPaper(user: UserRef, consentId: string): Promise<ReadEdition | undefined> {
	const [row] = await asUser(user, (tx) => rows<ReadEdition>(tx, sql`select heading, lines from own_paper(${consentId})`));
	return row;
}
