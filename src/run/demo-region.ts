/**
 * Fills the demo region: organisations, people and classes with the owner's login, and then everything that the people
 * did through the very verbs that the pages call, so that states, logs, counters and editions are real.
 */
import { hash } from '@node-rs/argon2';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { giveConsent, readEdition } from '$lib/consent/server';
import { openSensitive, readPassport, signOffTalk, writeRemark } from '$lib/conversation/server';
import { firstInstrument, newest } from '$lib/instruments';
import { guestCode, guestOf, guestToken, newGuestLinkId, openGuestLink } from '$lib/guest/server';
import { agree, editionsOf, handIn, myPassports, openEdition, openPassport, saveAnswer, startPassport } from '$lib/passport/server';
import { contributionsOf, inviteParticipant, keepContribution, writeAsParticipant } from '$lib/participant/server';
import { askForHelp, askRepresentative } from '$lib/representative/server';
import { closeDatabase, openDatabase } from '$lib/server/database';
import { newId } from '$lib/server/ids';
import { fillCaseload } from './demo-caseload';
import { answerSupport } from './demo-support';
import { talkTogether } from './demo-talks';
import { demoAnswers, type DemoAnswers } from '../../tests/demo-answers';
import {
	bornOn,
	classes,
	classmates,
	demoPassword,
	expectedNames,
	newcomers,
	region,
	schoolYear,
	staff,
	youths,
	type Staff,
	type Youth
} from '../../tests/people';

/** Marks a region that was not filled to the end: it is cleared and filled again. */
const unfinished = `${region.name} (wordt gevuld)`;

/** Days before today on which somebody did something. */
interface Days {
	started: number;
	handedIn?: number;
	talked?: number;
	agreed?: number;
	shared?: number;
	read?: number;
	/** Of a draft: the last answer. */
	last?: number;
}

/** How far somebody's passport is, and when each step was. */
interface Story {
	answers: DemoAnswers;
	/** How many questions were dealt with; all of them when absent. */
	upTo?: number;
	/** Sensitive questions that the mentor may open. */
	shown?: string[];
	mentor?: Staff['key'];
	/** What the mentor wrote, per section. */
	remarks?: Record<string, string>;
	/** What the young person sees differently. */
	different?: string;
	days: Days;
}

type Person = (Youth | Staff) & { id: string; sensitiveClosed: false };
type People = Map<string, Person>;
type Ids = Map<string, string>;

/**
 * Fills the demo region, once: when it is there nothing changes, so that what was typed is kept.
 * @param logins the addresses of the web and the system login on the same database, and the secret that links are derived from
 * @returns whether anything was filled
 */
export async function seedDemo(ownerUrl: string, logins: { webUrl: string; systemUrl: string; secret: string }): Promise<boolean> {
	const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
	try {
		const [filled] = await owner`select from region where name = ${region.name}`;
		if (filled) return false;
		await clearUnfinished(owner);
		const [{ today }] = await owner<[{ today: string }]>`select app_today()::text as today`;
		const { people, teams, organisations } = await fillOrganisations(owner, today);

		// What the verbs read of the settings; the address is known only when the portal listens.
		const { webUrl: DATABASE_URL, systemUrl: DATABASE_SYSTEM_URL, secret: SECRET } = logins;
		Object.assign(process.env, { DATABASE_URL, DATABASE_SYSTEM_URL, SECRET, ORIGIN: 'http://localhost', DEMO: '1' });
		// Two thousand small commits need not wait for the disk: a region that is cut off is filled again.
		openDatabase({ web: withoutWaiting(logins.webUrl), system: logins.systemUrl });
		try {
			await Promise.all([...stories()].map(([key, story]) => tell(people.get(key)!, story, people, today)));
			const noahs = await share(people, teams, today);
			await shareBelow16(people, teams, today);
			await writeAlong(people, today);
			await atTheDesk(people, teams, noahs, today);
			await fillCaseload(owner, people.get('corine')!, organisations.get('doorstroompunt')!, people, today);
			await talkOn(people, today);
		} finally {
			await closeDatabase();
		}
		await owner.begin(async (tx) => {
			for (const [key, story] of stories()) await putInThePast(tx, people.get(key)!.id, story.days);
			await tx`delete from session where token_hash like 'verhaal van %'`;
			/* What they did in the past needs no mail today. */
			await tx`delete from pgboss.job where name = 'mail'`;
			await tx`update mail set ended_at = made_at, outcome = 'nothing' where ended_at is null`;
			await tx`update region set name = ${region.name} where name = ${unfinished}`;
		});
		return true;
	} finally {
		await owner.end({ timeout: 5 });
	}
}

function withoutWaiting(url: string): string {
	const address = new URL(url);
	address.searchParams.set('synchronous_commit', 'off');
	return address.href;
}

async function clearUnfinished(owner: Sql): Promise<void> {
	await owner.begin(async (tx) => {
		const organisations = tx`select o.id from organisation o join region r on r.id = o.region_id where r.name = ${unfinished}`;
		const [found] = await tx`select from region where name = ${unfinished}`;
		if (!found) return;
		await tx`delete from guidance_case where organisation_id in (${organisations})`;
		await tx`delete from person where is_demo and kind = 'youth'`;
		await tx`delete from person where is_demo`;
		await tx`delete from class where organisation_id in (${organisations})`;
		await tx`delete from team where organisation_id in (${organisations})`;
		await tx`delete from organisation where id in (${organisations})`;
		await tx`delete from region where name = ${unfinished}`;
	});
}

async function fillOrganisations(owner: Sql, today: string): Promise<{ people: People; teams: Ids; organisations: Ids }> {
	const passwordHash = await hash(demoPassword);
	const youthList: Youth[] = [...Object.values(youths), ...classmates];
	const staffList: Staff[] = Object.values(staff);
	const people: People = new Map(
		[...youthList, ...staffList].map((person) => [person.key, { ...person, id: newId(), sensitiveClosed: false }])
	);
	const id = (key: string) => people.get(key)!.id;
	const withIds = <T>(things: Record<string, T>) => new Map(Object.entries(things).map(([key, thing]) => [key, { ...thing, id: newId() }]));
	const regionId = newId();
	const organisations = withIds(region.organisations);
	const teams = withIds(region.teams);
	const groups = withIds(classes);

	await owner.begin(async (tx) => {
		await tx`insert into region ${tx({ id: regionId, name: unfinished })}`;
		await tx`insert into organisation ${tx(
			[...organisations.values()].map((o) => ({
				id: o.id,
				region_id: regionId,
				kind: o.kind,
				name: o.name,
				place: o.place,
				help_person: o.helpPerson,
				help_reach: o.helpReach
			}))
		)}`;
		await tx`insert into team ${tx([...teams.values()].map((t) => ({ id: t.id, organisation_id: organisations.get(t.at)!.id, name: t.name, courses: t.courses })))}`;
		// Those whom everybody talks about come first where people are listed in the order of their making.
		const row = (person: Youth | Staff, index: number) => ({
			id: id(person.key),
			kind: 'age' in person ? 'youth' : 'staff',
			name: person.name,
			called: person.called,
			pronouns: person.pronouns,
			born_on: 'age' in person ? bornOn(person.age, today) : null,
			sign_in_name: person.signInName,
			email: withMail.has(person.key) ? `${person.signInName}@demo.example` : null,
			is_demo: true,
			created_at: new Date(Date.now() - 40 * day + index * 1000)
		});
		await tx`insert into person ${tx([...youthList, ...staffList].map(row))}`;
		await tx`insert into session ${tx([...people.values()].map((p) => ({ token_hash: storySession(p), person_id: p.id, expires_at: '2999-01-01' })))}`;
		await tx`insert into credential ${tx([...people.values()].map((p) => ({ person_id: p.id, password_hash: passwordHash })))}`;
		await tx`insert into staff_role ${tx(
			staffList.flatMap((s) =>
				/* Who has a team reads as its intaker what is shared with it. */
				[...new Set([s.role, ...(s.team ? ['intaker'] : [])])].map((role) => ({
					id: newId(),
					person_id: id(s.key),
					role,
					organisation_id: organisations.get(s.at)!.id,
					team_id: role === 'intaker' ? teams.get(s.team!)!.id : null
				}))
			)
		)}`;
		await tx`insert into class ${tx(
			[...groups.values()].map((c) => ({
				id: c.id,
				organisation_id: organisations.get(c.at)!.id,
				name: c.name,
				school_year: schoolYear(today),
				code: c.code
			}))
		)}`;
		await tx`insert into class_mentor ${tx(
			[...groups.values()].flatMap((c) => [
				{ class_id: c.id, person_id: id(c.mentor), since: new Date(Date.now() - 40 * day) },
				...(c.duo ? [{ class_id: c.id, person_id: id(c.duo), since: new Date(Date.now() - 5 * day) }] : [])
			])
		)}`;
		await tx`insert into class_expected ${tx(expectedNames.map((name) => ({ id: newId(), class_id: groups.get('4TL-A')!.id, name })))}`;
		const member = (group: keyof typeof classes, key: string) => {
			const isNew = newcomers.includes(key);
			const joined = new Date(Date.now() - (isNew ? 1 : 30) * day);
			return { class_id: groups.get(group)!.id, youth_id: id(key), joined_at: joined, confirmed_at: isNew ? null : joined };
		};
		await tx`insert into class_member ${tx([
			...['mila', ...classmates.map((c) => c.key)].map((key) => member('4TL-A', key)),
			member('4B-basis', 'sam'),
			...['noah', 'deniz'].map((key) => member('opnieuw', key)),
			...['bo', 'dylan', 'joey'].map((key) => member('doorstroompunt', key))
		])}`;
	});
	const idsOf = (things: Map<string, { id: string }>): Ids => new Map([...things].map(([key, thing]) => [key, thing.id]));
	return { people, teams: idsOf(teams), organisations: idsOf(organisations) };
}

const day = 24 * 60 * 60 * 1000;

/** Those who get mail, at /demo/post; a student without an address can do everything. */
const withMail = new Set(['mila', 'deniz', 'noah', 'luka', 'bo', 'joey', ...Object.keys(staff)]);

/** What each person did; who is missing here has not started. */
function stories(): Map<string, Story> {
	const told = new Map<string, Story>([
		[
			'sam',
			{
				answers: demoAnswers.sam,
				shown: ['gezondheid'],
				mentor: 'marieke',
				remarks: { wie: 'Sam vertelt het meest met foto’s erbij. Neem de tijd, dan komt er veel.' },
				days: { started: 15, handedIn: 9, talked: 6, agreed: 4, shared: 3 }
			}
		],
		['luka', { answers: demoAnswers.luka, upTo: 19, days: { started: 9, last: 1 } }],
		[
			'deniz',
			{
				answers: demoAnswers.deniz,
				shown: ['thuis'],
				mentor: 'youssef',
				remarks: {
					wie: 'Deniz kwam op tijd en wist goed wat hij wilde vertellen. Hij praat open als je eerst naar zijn stage vraagt.',
					kan: 'Mooi voorbeeld van de remmen. Henk, zijn stagebegeleider, bevestigt dat hij zelfstandig werkt.',
					heb: 'Eén vaste docent die op de werkplek langskomt, lijkt mij haalbaar. Ik vraag het na bij de opleiding.'
				},
				days: { started: 23, handedIn: 8, talked: 3 }
			}
		],
		[
			'noah',
			{
				answers: demoAnswers.noah,
				shown: ['thuis', 'hulpverleners'],
				mentor: 'youssef',
				remarks: {
					wie: 'Noah heeft rustig verteld wat hen nodig heeft. Diens tekeningen zeggen veel over hoe goed hen kijkt.',
					heb: 'Afgesproken: we lopen samen een ochtend mee voordat de opleiding begint.'
				},
				days: { started: 28, handedIn: 17, talked: 12, agreed: 9, shared: 8, read: 5 }
			}
		]
	]);
	classmates.forEach(({ key }, index) => {
		const answers = classmateAnswers(index);
		if (newcomers.includes(key) || index % 7 === 3) return;
		const place = told.size - 4;
		if (place < 3) {
			const remarks = {
				kan: 'Goed gesprek gehad. Het voorbeeld van het profielwerkstuk past er goed bij.',
				wil: 'Gaat nog naar de open dag en neemt dan een besluit.'
			};
			const different = place === 1 ? 'Ik heb mijn besluit al genomen, de open dag is voor de gezelligheid.' : undefined;
			told.set(key, {
				answers: place === 2 ? { ...answers, 'over-mij': { text: longText } } : answers,
				mentor: 'marieke',
				remarks,
				different,
				days: { started: 26, handedIn: 16 - place, talked: 10 - place, agreed: 6 - place }
			});
		} else if (place < 6)
			told.set(key, {
				answers,
				mentor: 'marieke',
				remarks: { heb: 'We kijken samen elke week even naar de planning.' },
				days: { started: 24, handedIn: 9 - place, talked: 2 }
			});
		else if (place < 10) told.set(key, { answers, days: { started: 20, handedIn: place - 5 } });
		else
			told.set(key, {
				answers,
				upTo: [37, 31, 27, 22, 17, 13, 9, 5, 2][place - 10] ?? 4,
				days: { started: 21 - place, last: 1 + (place % 3) }
			});
	});
	return told;
}

const courses = [
	['Pedagogisch medewerker kinderopvang (mbo 3)', 'zorg'],
	['Verpleegkundige (mbo 4)', 'zorg'],
	['Sport- en bewegingsleider (mbo 3)', 'zorg'],
	['Software developer (mbo 4)', 'techniek'],
	['Elektromonteur (mbo 2)', 'techniek'],
	['Mediavormgever (mbo 4)', 'techniek']
] as const;
const joys = [
	'Voetballen met mijn team.',
	'Muziek maken en dansen.',
	'Bakken. Vooral taarten met veel lagen.',
	'Paardrijden, ook als het regent.',
	'Gamen met mijn neven.'
];
const prides = [
	'Dat ik over ben gegaan.',
	'Mijn zwemdiploma’s, die heb ik laat gehaald.',
	'Dat ik mijn oma elke week help.',
	'Onze tweede plaats op het toernooi.'
];

/** The answers of a classmate, a little different for each. */
function classmateAnswers(index: number): DemoAnswers {
	const [course, team] = courses[index % courses.length]!;
	const school = `${region.organisations.tweestromen.name}, ${region.teams[team].name.replace('Intake ', '')}`;
	return {
		...demoAnswers.classmate,
		blij: { text: joys[index % joys.length]! },
		trots: { text: prides[index % prides.length]! },
		keuze1: { course, school, starts: `${schoolYear(new Date().toISOString()) + 1}-08-01` }
	};
}

/** Somebody always writes a lot: pages must stand it. */
const longText = Array.from(
	{ length: 9 },
	(_, index) =>
		`${['Eerst over thuis.', 'Dan over school.', 'Over sport kan ik lang praten.', 'Op vakantie is het anders.', 'Met mijn vrienden ook.', 'In de klas ben ik rustiger.', 'Op mijn bijbaan leer ik veel.', 'Over later denk ik vaak na.', 'En dan nog dit.'][index]} Het gaat goed met mij als de dag een beetje klopt. Dat ik weet hoe laat ik ergens moet zijn, wie er is en wat er van mij verwacht wordt. Als het anders loopt, wil ik dat graag even horen. Dan kan ik het in mijn hoofd omgooien en doe ik gewoon weer mee. Ik vind het fijn als mensen lachen, maar niet om iemand.`
).join('\n\n');

/** Saving asks for a session; those of the stories are forgotten when the region is filled. */
const storySession = (person: { id: string }): string => `verhaal van ${person.id}`;

/** One person's passport, from the first answer to as far as the story goes. */
async function tell(person: Person, story: Story, people: People, today: string): Promise<void> {
	const user = { ...person, tokenHash: storySession(person) };
	const passportId = await startPassport(user, firstInstrument);
	const instrument = newest(firstInstrument);
	let dealtWith = 0;
	for (const { key } of instrument.questions) {
		const given = story.answers[key];
		if (given === undefined || dealtWith === story.upTo) continue;
		const answer = typeof given === 'string' ? { status: given, value: null } : { status: 'answered' as const, value: given };
		expectOutcome('saved', (await saveAnswer(user, passportId, instrument, key, answer, 0)).outcome);
		dealtWith++;
	}
	if (!story.days.handedIn) return;
	expectOutcome('done', (await handIn(user, passportId, story.shown ?? [])).outcome);

	const mentor = story.mentor && people.get(story.mentor);
	if (!mentor) return;
	const read = (await readPassport(mentor, passportId))!;
	if (story.shown?.[0]) await openSensitive(mentor, passportId, story.shown[0]);
	for (const [section, text] of Object.entries(story.remarks ?? {}))
		expectOutcome('kept', await writeRemark(mentor, passportId, section, text));
	const heldOn = daysBefore(today, story.days.talked!);
	expectOutcome('signed', await signOffTalk(mentor, passportId, { revision: read.revision, heldOn, present: '' }));

	if (!story.days.agreed) return;
	const own = (await openPassport(user, passportId))!;
	const view = story.different ? 'different' : 'agree';
	expectOutcome(
		'agreed',
		(
			await agree(user, passportId, {
				revision: own.revision,
				withoutMentor: false,
				view,
				different: story.different ?? '',
				withRemarks: true
			})
		).outcome
	);
}

/** Gives a consent on the newest edition, as far as it has these parts. @returns its id */
async function give(person: Person, teamId: string, wanted: string[], today: string, days = 180): Promise<string> {
	const { id: passportId } = (await myPassports(person))[0]!;
	const { id: editionId, number } = (await editionsOf(person, passportId))[0]!;
	const edition = (await openEdition(person, passportId, number))!;
	const parts = edition.parts.map(({ part }) => part).filter((part) => wanted.includes(part));
	const id = newId();
	await giveConsent(person, { id, editionId, passportId, teamId, purpose: 'intake', parts, until: daysBefore(today, -days) });
	return id;
}

/** Noah shares with the intake team of the second choice, where it is read once. */
async function share(people: People, teams: Map<string, string>, today: string): Promise<string> {
	const wanted = ['kern', 'wie', 'kan', 'wil', 'heb', 'keuze2', 'gevoelig:hulpverleners', 'opmerkingen'];
	const id = await give(people.get('noah')!, teams.get('zorg')!, wanted, today);
	if (!(await readEdition(people.get('ingrid')!, id))) throw new Error('what Noah shared cannot be read');
	return id;
}

/** Sam asked a parent to decide along; a classmate cannot ask one, and asked for help. */
async function shareBelow16(people: People, teams: Map<string, string>, today: string): Promise<void> {
	const sam = people.get('sam')!;
	await give(sam, teams.get('techniek')!, ['kern', 'wie', 'kan', 'wil', 'heb', 'keuze1', 'gevoelig:gezondheid'], today);
	expectOutcome(
		'asked',
		await askRepresentative(sam, newGuestLinkId(), { kind: 'parent', name: 'Rania Haddad', email: 'rania@voorbeeld.nl' })
	);
	const classmate = people.get('klasgenoot-1')!;
	await give(classmate, teams.get('zorg')!, ['wie', 'kan', 'wil', 'keuze1'], today);
	expectOutcome('asked', await askForHelp(classmate));
}

/** Luka let somebody from the supermarket read and write along, and kept one of the two texts. */
async function writeAlong(people: People, today: string): Promise<void> {
	const luka = people.get('luka')!;
	const passportId = await startPassport(luka, firstInstrument);
	const linkId = newGuestLinkId();
	const who = {
		linkId,
		kind: 'internship' as const,
		name: 'Ahmed Yılmaz',
		email: null,
		mayWrite: true,
		until: daysBefore(today, -30),
		parts: ['kan']
	};
	expectOutcome('invited', await inviteParticipant(luka, passportId, who));
	const opened = await openGuestLink('participant', guestToken(linkId), guestCode(linkId), who.name, 'demo');
	const guest = opened.outcome === 'in' && (await guestOf('participant', guestToken(linkId), opened.session));
	if (!guest) throw new Error('nobody can write along with Luka');
	const goed =
		'Luka vult de koeling alsof het een puzzel is. Alles staat recht, en hij ziet meteen wat er mist. Klanten vragen hem graag iets.';
	const helpt = 'Eén ding tegelijk vertellen. En even rust na een drukke zaterdag.';
	expectOutcome('saved', await writeAsParticipant(guest, { goed, blij: '', helpt }));
	const said = (await contributionsOf(luka, passportId)).find(({ question }) => question === 'goed')!;
	expectOutcome('decided', await keepContribution(luka, said.id, true, said.text));
}

/** Two classmates share as well, one of them for twelve more days; the intaker answers all three. */
async function atTheDesk(people: People, teams: Map<string, string>, noahs: string, today: string): Promise<void> {
	const shares = async (key: string, days: number) => {
		const youth = people.get(key)!;
		return { youth, consentId: await give(youth, teams.get('zorg')!, ['kern', 'wie', 'kan', 'wil', 'heb', 'keuze1'], today, days) };
	};
	const shared = {
		waiting: { youth: people.get('noah')!, consentId: noahs },
		drafted: await shares('klasgenoot-2', 12),
		agreed: await shares('klasgenoot-3', 200)
	};
	await answerSupport(people.get('ingrid')!, shared, { held: daysBefore(today, 2), lookBack: daysBefore(today, -300) });
}

/** Youssef and Marieke planned and held conversations. */
async function talkOn(people: People, today: string): Promise<void> {
	const pair = (guide: Staff['key'], youth: string) => ({ guide: people.get(guide)!, youth: people.get(youth)! });
	const pairs = { answered: pair('youssef', 'noah'), waiting: pair('youssef', 'deniz'), other: pair('marieke', 'sam') };
	await talkTogether(pairs, (days) => daysBefore(today, -days));
}

/** Moves what was just done to the days on which it would have been done, at ten o'clock in the lesson. */
async function putInThePast(tx: TransactionSql, youthId: string, days: Days): Promise<void> {
	const at = (ago: number) => tx`((app_today() - ${ago}::int) + time '10:10') at time zone 'Europe/Amsterdam'`;
	const done = days.handedIn ?? days.last ?? days.started;
	const newestDay = Math.min(...Object.values(days));
	await tx`update answer set updated_at = ${at(days.started)} + (position / 39.0) * (${at(done)} - ${at(days.started)} + interval '20 minutes') where youth_id = ${youthId}`;
	await tx`update passport set created_at = ${at(days.started)}, handed_in_at = case when handed_in_at is not null then ${at(done)} + interval '25 minutes' end,
		last_activity_at = ${at(days.agreed ?? days.talked ?? done)} + interval '30 minutes' where youth_id = ${youthId}`;
	await tx`update hand_in set at = ${at(done)} + interval '25 minutes' where youth_id = ${youthId}`;
	await tx`update shown_to_mentor set at = ${at(done)} + interval '25 minutes' where youth_id = ${youthId}`;
	const talked = at(days.talked ?? newestDay);
	await tx`update remark set updated_at = ${talked} + interval '20 minutes' where youth_id = ${youthId}`;
	await tx`update sign_off set at = ${talked} + interval '25 minutes' where youth_id = ${youthId}`;
	await tx`update conversation set made_at = ${talked} + interval '25 minutes', agreed_at = case when agreed_at is not null then ${talked} + interval '1 day' end
		where youth_id = ${youthId} and held_on is not null`;
	await tx`update agreement set made_at = ${talked} + interval '25 minutes' where youth_id = ${youthId}`;
	await tx`update edition set agreed_at = ${at(days.agreed ?? newestDay)} + interval '30 minutes' where youth_id = ${youthId}`;
	await tx`update consent set given_at = ${at(days.shared ?? newestDay)} + interval '35 minutes' where youth_id = ${youthId}`;
	await tx`update access_log set at = case event when 'edition-read' then ${at(days.read ?? newestDay)} + interval '40 minutes'
		when 'mentor-read' then ${talked} else ${talked} + interval '5 minutes' end where youth_id = ${youthId}`;
}

function daysBefore(today: string, days: number): string {
	const date = new Date(`${today}T12:00:00Z`);
	date.setUTCDate(date.getUTCDate() - days);
	return date.toISOString().slice(0, 10);
}

function expectOutcome(wanted: string, outcome: string): void {
	if (outcome !== wanted) throw new Error(`the demo expected ${wanted}, and got ${outcome}`);
}
