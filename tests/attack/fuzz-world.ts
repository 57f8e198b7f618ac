/** The demo region with everything under way at once, so that each address of the portal is there for somebody. */
import { classmates, demoPassword, region, staff, youths } from '../people';
import { actionOf, formsOf, plain } from './fuzz-forms';
import { learn, Person, walk, type Seen } from './fuzz-people';
import type { Route } from './fuzz-routes';

/** Who is there. */
export interface World {
	people: Person[];
	visitor: Person;
	/** Who work elsewhere: none of what the others come by is theirs. */
	intruders: Person[];
	/** Of nobody's business: their rows never change. */
	bystander: string;
	/** Pages that answered to a form, and stand at no address. */
	pages: { who: Person; path: string; html: string }[];
	/** Where each one's walk begins, beside the front page. */
	starts: Map<Person, string[]>;
}

const youthKinds = ['everybody', 'demo', 'signed-in', 'youth'] as const;
const staffKinds = ['everybody', 'demo', 'signed-in', 'staff'] as const;

/** The link and the six digits that stand on a page for whom they are given to. */
function linkOn(html: string, kind: string): { path: string; code: string } {
	const path = new RegExp(`localhost:\\d+(/${kind}/[\\w-]{43})`).exec(html)?.[1];
	const code = /class="code[^"]*"[^>]*>(?:\s*<span aria-hidden="true">)?([^<]*)/.exec(html)?.[1]?.replace(/\D/g, '');
	if (!path || !/^\d{6}$/.test(code ?? '')) throw new Error(`no link and code of ${kind} on this page: ${path} ${code}`);
	return { path, code: code! };
}

/** Opens a link in a browser of its own, and can do so again. */
async function guestIn(address: string, key: string, { path, code }: { path: string; code: string }, action: string): Promise<Person> {
	/* Whoever is still in sees no door; a link that has ended has none any more. */
	const enter = async (guest: Person): Promise<void> => {
		const isDoor = formsOf((await guest.get(path)).body, path).some((form) => actionOf(form.path) === action);
		if (isDoor) await guest.fill(path, action, { code, name: 'Kees de Boer' });
	};
	const guest = new Person(address, key, ['everybody', 'demo'], undefined, enter);
	await guest.become();
	if (!guest.cookies.has('pvs-gast')) throw new Error(`${key} is not let in at ${path}`);
	return guest;
}

/** Waits until a mail with such a link is there. @returns its path */
async function linkInMail(reader: Person, link: RegExp): Promise<string> {
	for (let tries = 0; tries < 150; tries++) {
		const list = (await reader.get('/demo/post')).body;
		for (const [path] of list.matchAll(/\/demo\/post\/[0-9a-f-]{36}/g)) {
			const found = link.exec((await reader.get(path)).body);
			if (found) return found[0];
		}
		await new Promise((later) => setTimeout(later, 200));
	}
	throw new Error(`no mail with ${link}`);
}

/** Shares the newest edition. @returns the page of what was given */
async function share(who: Person, passport: string, fields: Record<string, string>): Promise<string> {
	const readBack = await who.go(`${passport}/delen/nieuw`, 'nalezen', fields);
	return (await who.go(readBack, 'default')).split('?')[0]!;
}

/** Sets everything up, with the portal's own forms. */
export async function makeWorld(address: string): Promise<World> {
	const visitor = new Person(address, 'visitor', ['everybody', 'demo']);
	const demo = (await visitor.get('/demo')).body;
	const idOf = (name: string): string => {
		const buttons = [...demo.matchAll(/<button name="id" value="([0-9a-f-]{36})"[^>]*><strong[^>]*>([^<]*)/g)];
		const found = buttons.find(([, , text]) => plain(text!) === name);
		if (!found) throw new Error(`${name} is not at /demo`);
		return found[1]!;
	};
	const youth = ({ name }: { name: string }) => new Person(address, name, [...youthKinds], idOf(name));
	const worker = ({ name }: { name: string }, ...kinds: Person['kinds']) =>
		new Person(address, name, [...staffKinds, ...kinds], idOf(name));
	/* Amina is 15; a team made agreements with Bram and Chay; Elif's talk was held; Joey has no passport. */
	const [mila, sam, luka, joey] = [youths.mila, youths.sam, youths.luka, youths.joey].map(youth) as [Person, Person, Person, Person];
	const [amina, bram, chay, , elif] = classmates.slice(0, 5).map(youth) as [Person, Person, Person, Person, Person];
	const quinty = youth(classmates[16]!);
	const [marieke, ingrid] = [worker(staff.marieke, 'guide'), worker(staff.ingrid, 'intaker')];
	const [fatma, corine] = [worker(staff.fatma, 'coordinator'), worker(staff.corine, 'guide', 'consultant', 'intaker')];
	const people = [mila, sam, luka, joey, amina, bram, chay, elif, quinty, marieke, ingrid, fatma, corine];
	const intruders = [worker(staff.youssef, 'guide'), worker(staff.ravi, 'intaker')];
	await Promise.all([...people, ...intruders].map((one) => one.become()));
	const home = async (who: Person): Promise<string> => String((await who.get('/paspoort')).headers.location);
	const starts = new Map<Person, string[]>();

	const given = await gives(address, chay, await home(chay), ingrid);
	const reader = await guestIn(address, 'reader by a link', given.open, 'openen');
	await reader.go(`${given.open.path}/pdf`, 'default', { email: 'kees@lezer.example' });
	starts.set(reader, [given.open.path, `${given.open.path}/pdf`, `${given.open.path}/pdf/bestand`]);
	starts.set(chay, [given.readBack]);

	/* Somebody from work writes along. */
	const others = linkOn((await luka.get(`${await home(luka)}/anderen`)).body, 'meelezen');
	const along = await guestIn(address, 'writer along', others, 'open');
	starts.set(along, [others.path]);

	/* Luka begins another passport: there is something to take along, and somebody to choose. */
	const plan = (await luka.go('/paspoort/nieuw', 'default', { soort: 'toekomstplan' })).split('?')[0]!;
	starts.set(luka, ['/paspoort/overzicht', plan, `${plan}/meenemen`, `${plan}/met-wie`]);

	const parent = await decidesAlong(address, amina, await home(amina), ingrid);
	starts.set(parent.guest, parent.paths);
	const agreed = await agreements(ingrid, bram, await home(bram));
	starts.set(ingrid, agreed);

	/* A newer edition, to put in the place of what was shared. */
	const brams = await home(bram);
	await bram.go(brams, 'opnieuw');
	await bram.go(`${brams}/akkoord`, 'default', { without: '1', view: 'agree' });
	starts.set(bram, [`${brams}/delen`, `${brams}/gesloten`]);

	/* A team asks by a link that it makes, and Mila follows it. */
	await ingrid.go('/intake/verzoeken', 'maken', { waarvoor: firstOption((await ingrid.get('/intake/verzoeken')).body, 'waarvoor') });
	const [asked] = /\/vraag\/[\w-]+/.exec((await ingrid.get('/intake/verzoeken')).body)!;
	await mila.post('/paspoort', []);
	await mila.go(asked, 'verder');
	const inClass = await mentors(marieke, mila, idOf(classmates[24]!.name));
	/* Something sensitive that the mentor may open. */
	const quintys = await home(quinty);
	await quinty.go(`${quintys}/vraag/thuis`, 'default', { text: 'Thuis is het druk.' });
	await quinty.go(`${quintys}/klaar`, 'default', { shown: 'thuis' });
	const talks = await talkTogether(marieke, mila.demoId!, elif.demoId!);
	await quinty.go('/pauze', 'neem');
	starts.set(quinty, ['/pauze']);
	/* A contact that can be taken back. */
	const [dossier] = /\/begeleiding\/dossiers\/[0-9a-f-]{36}/.exec((await corine.get('/begeleiding/dossiers')).body)!;
	await corine.fill(dossier, 'contact', { channel: 'phone', result: 'no_answer' });
	starts.set(corine, [dossier]);
	starts.set(marieke, [...talks.ofGuide, ...inClass.starts, `/begeleiding${await home(elif)}`, `/begeleiding${quintys}`]);
	await fatma.go('/account/herinneringen', 'uit');

	await mila.go('/account', 'email', { email: 'mila@nieuw.example', password: demoPassword });
	await visitor.go('/inloggen/vergeten', 'default', { login: youths.joey.signInName });
	const mails = [/\/account\/bevestigen\/[\w.-]{20,}/, /\/inloggen\/nieuw-wachtwoord\/[\w.-]{20,}/, /\/verwijderd\/[\w.-]{20,}/];
	const [confirm, fresh, deleted] = await Promise.all(mails.map((link) => linkInMail(visitor, link)));
	starts.set(mila, [...talks.ofYouth, confirm!, asked, '/meedoen/MRW3X8']);
	const open = [given.open.path, others.path, parent.paths[0]!, asked, fresh!, deleted!, `/controle/${given.checkCode}`];
	starts.set(visitor, ['/demo', '/demo/post', '/meedoen/KBD4F7', ...open]);
	return {
		people: [visitor, ...people, reader, along, parent.guest],
		visitor,
		intruders,
		bystander: idOf(youths.deniz.name),
		pages: inClass.pages,
		starts
	};
}

/** Shares by a link, on paper and with a team; some of it was taken along and has to be deleted. */
async function gives(address: string, who: Person, passport: string, intaker: Person) {
	const byLink = { met: 'link', wie: 'Meester Kees', mail: '', keer: '9' };
	const open = linkOn((await who.get(await share(who, passport, byLink))).body, 'deel');
	const stopped = await share(who, passport, byLink);
	const link = linkOn((await who.get(stopped)).body, 'deel');
	const taker = await guestIn(address, 'taker', link, 'openen');
	await taker.get(await taker.go(`${link.path}/pdf`, 'default', { email: 'kees@lezer.example' }));
	await who.go(`${stopped}/intrekken`, 'default');

	const paper = (await who.get(await share(who, passport, { met: 'paper', mbo: 'ROC Verweg' }))).body;
	const [checkCode] = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(paper)!;

	const before = (await intaker.get('/intake')).body;
	await share(who, passport, { met: 'team', team: await teamOfCare(who, passport) });
	const isNew = ([path]: RegExpMatchArray) => !before.includes(path!);
	const [theirs] = [...(await intaker.get('/intake')).body.matchAll(/\/intake\/[0-9a-f-]{36}/g)].find(isNew)!;
	await intaker.get(`${theirs}/pdf`);
	await who.go(`${passport}/delen/${theirs.split('/').at(-1)}/intrekken`, 'default');
	const readBack = await who.go(`${passport}/delen/nieuw`, 'nalezen', { met: 'paper', mbo: 'ROC Dichtbij' });
	return { open, checkCode, readBack };
}

/** The value of the team that Ingrid works for. */
async function teamOfCare(who: Person, passport: string): Promise<string> {
	const choices = (await who.get(`${passport}/delen/nieuw`)).body.split('<input');
	const team = choices.find((choice) => choice.includes('name="team"') && choice.includes(region.teams.zorg.name.split(' & ')[0]!));
	return /value="([^"]*)"/.exec(team!)![1]!;
}

/** Agreements in draft, and agreements that wait for a young person. @returns their addresses for the team */
async function agreements(intaker: Person, youth: Person, passport: string): Promise<string[]> {
	const paths: string[] = [];
	const list = (await intaker.get('/intake')).body;
	for (const consent of new Set([...list.matchAll(/\/intake\/([0-9a-f-]{36})/g)].map(([, id]) => id!))) {
		const talk = `/intake/${consent}/gesprek`;
		const isYouths = (await youth.get(`${passport}/delen/${consent}`)).status === 200;
		const read = (await intaker.get(talk)).body;
		/* A first draft of the others. */
		if (!isYouths && read.includes('?/afspraken')) paths.push((await intaker.go(talk, 'afspraken')).split('?')[0]!);
		if (!isYouths) continue;
		const draft = /\/intake\/afspraken\/[0-9a-f-]{36}/.exec((await intaker.get(`/intake/${consent}`)).body)?.[0];
		const path = draft ?? (await intaker.go(talk, 'afspraken')).split('?')[0]!;
		await intaker.go(path, 'voorleggen', { 'action.*': 'Wij kijken samen.', ...lookBack() });
		paths.unshift(path);
	}
	return paths;
}

function lookBack(): Record<string, string> {
	const soon = new Date(Date.now() + 60 * 24 * 60 * 60 * 1000);
	const date = { day: soon.getUTCDate(), month: soon.getUTCMonth() + 1, year: soon.getUTCFullYear() };
	return Object.fromEntries(Object.entries(date).map(([part, value]) => [`lookBackOn.${part}`, String(value)]));
}

/** What a mentor does with a class: a question, a code, a list of names, somebody taken out. */
async function mentors(mentor: Person, who: Person, out: string): Promise<{ starts: string[]; pages: World['pages'] }> {
	const together = await samenOf(mentor, who);
	const klas = together.split('/samen/')[0]!;
	await mentor.go(together, 'vraag');
	await mentor.fill(`${klas}/inlogcode/${who.demoId}`, 'default');
	const read = await mentor.fill(`${klas}/namen`, 'bekijk', { lijst: 'Piet Jansen\nKeesje de Wit' });
	const back = await mentor.go(`${klas}/uit/${out}`, 'default');
	return { starts: [back, klas], pages: [{ who: mentor, path: `${klas}/namen`, html: read.body }] };
}

/** A conversation that is planned, and one that was held: with an agreement to look back on this week. */
async function talkTogether(guide: Person, held: string, planned: string): Promise<{ ofGuide: string[]; ofYouth: string[] }> {
	const inDays = (days: number, name: string): Record<string, string> => {
		const date = new Date(Date.now() + days * 86_400_000);
		return { [`${name}.day`]: `${date.getDate()}`, [`${name}.month`]: `${date.getMonth() + 1}`, [`${name}.year`]: `${date.getFullYear()}` };
	};
	const plan = async (youth: string) =>
		(
			await guide.go(`/begeleiding/jongere/${youth}/gesprek`, 'default', {
				kind: 'mentor',
				way: 'together',
				minutes: '30',
				at: '10.15',
				place: 'kamer 1',
				...inDays(4, 'on')
			})
		).split('?')[0]!;
	const later = await plan(planned);
	const talk = await plan(held);
	const closing = `${talk}?stap=afsluiten`;
	const [, first] = /name="what\.([0-9a-f-]{36})"/.exec((await guide.get(closing)).body)!;
	await guide.go(closing, 'afronden', {
		summary: 'Ik ga eerst kijken.',
		[`what.${first}`]: 'Ik bel de opleiding.',
		[`who.${first}`]: 'youth',
		...inDays(3, `back.${first}`)
	});
	return {
		ofGuide: [`${later}?stap=plan`, talk, `/begeleiding/jongere/${held}`, '/begeleiding/terugkijken'],
		ofYouth: [talk.replace('/begeleiding', ''), '/afspraken']
	};
}

function firstOption(html: string, name: string): string {
	return plain(new RegExp(`name="${name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="${name}"`).exec(html)!.slice(1).find(Boolean)!);
}

/** The page where a mentor asks somebody of the class to go on together. */
async function samenOf(mentor: Person, who: Person): Promise<string> {
	const overview = (await mentor.get('/begeleiding')).body;
	for (const [klas] of overview.matchAll(/\/begeleiding\/klas\/[0-9a-f-]{36}/g)) {
		const path = `${klas}/samen/${who.demoId}`;
		if ((await mentor.get(path)).status === 200) return path;
	}
	throw new Error(`${who.key} is in no class of ${mentor.key}`);
}

/** Below 16: a parent says yes, the team makes agreements, the young person agrees; the parent reads them and decides. */
async function decidesAlong(
	address: string,
	youth: Person,
	passport: string,
	intaker: Person
): Promise<{ guest: Person; paths: string[] }> {
	const sharing = await share(youth, passport, { met: 'team', team: await teamOfCare(youth, passport) });
	const given = sharing.replace(/\/ouder$/, '');
	const consent = given.split('/').at(-1)!;
	await youth.go(`${given}/ouder`, 'vraag', { kind: 'parent', name: 'Nadia', how: 'hand' });
	const link = linkOn((await youth.get(`${given}/ouder`)).body, 'toestemming');
	const guest = await guestIn(address, 'parent', link, 'open');
	await guest.go(`${link.path}/${consent}?keuze=ja`, 'default');
	const talk = `/intake/${consent}/gesprek`;
	const answers = { 'outcome.*': 'yes', 'text.*': 'Dat regelen we.' };
	await intaker.go(talk, 'geef', answers);
	const draft = await intaker.go(talk, 'afspraken', answers);
	await intaker.go(draft, 'voorleggen', { 'action.*': 'Wij kijken samen.', ...lookBack() });
	const agreement = draft.split('/').at(-1)!.split('?')[0]!;
	await youth.go(`${passport}/afspraken/${agreement}`, 'akkoord');
	return { guest, paths: [link.path, `${link.path}/afspraken/${agreement}`, `${link.path}/${consent}?keuze=nee`] };
}

/** Everybody walks, each in their own browser. @param most how many addresses of each kind @returns what was found */
export async function walkAll({ people, pages, starts }: World, routes: Route[], most: number): Promise<Seen> {
	const seen: Seen = { forms: [], addresses: [] };
	const everywhere = ['/', '/account', '/paspoort', '/begeleiding', '/intake'];
	const walks = people.map((who) => walk(who, [...(starts.get(who) ?? []), ...everywhere], routes, seen, most));
	for (const { who, path, html } of pages) learn(who, path, html, routes, seen);
	await Promise.all(walks);
	return seen;
}
