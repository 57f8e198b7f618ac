/**
 * Who reads what: the rules of the field, written down a second time in the smallest way, without the database. Every text that
 * anybody writes in a history holds a word of its own ("w12w"); the model says which words somebody may come across.
 */

/** What somebody can do in a history; the numbers choose among what is there by then. */
export interface Step {
	kind: Kind;
	/** Which young person. */
	who: number;
	/** Which mentor, intaker, question, consent ... */
	a: number;
	b: number;
}

export const kinds = [
	'newYouth',
	'answer',
	'clear',
	'handIn',
	'takeBack',
	'startAgain',
	'chooseGuides',
	'agree',
	'share',
	'replace',
	'withdraw',
	'joinClass',
	'letIn',
	'takeOut',
	'remark',
	'sign',
	'takeBackSign',
	'addMentor',
	'removeMentor',
	'mentorReads',
	'mentorOpens',
	'intakerReads',
	'joinTeam',
	'leaveTeam',
	'askParent',
	'endParent',
	'parentDecides',
	'decideAlone',
	'planTalk',
	'closeTalk',
	'agreeTalk',
	'declineTalk',
	'setAgreement',
	'openCase',
	'planNext',
	'moveCase',
	'noteContact',
	'linkCase',
	'wait'
] as const;
export type Kind = (typeof kinds)[number];

/** The questions of a history: each with the part of an edition that it is in. */
export const questions = [
	{ key: 'over-mij', part: 'wie' },
	{ key: 'goed-in', part: 'kan' },
	{ key: 'hielp-eerder', part: 'heb' },
	{ key: 'thuis', part: 'gevoelig:thuis' },
	{ key: 'gezondheid', part: 'gevoelig:gezondheid' }
] as const;
export const sections = ['wie', 'kan'] as const;
export const isSensitive = (part: string): boolean => part.startsWith('gevoelig:');

export interface Line {
	part: string;
	word: string;
}
export interface Consent {
	id: string;
	edition: number;
	team: number;
	parts: string[];
	/** ISO date */
	until: string;
	ref: string;
	withdrawn: boolean;
	replacedBy: string | null;
	/** Per parent the last decision. */
	decisions: Map<number, 'yes' | 'no'>;
	/** From 16 on the young person went past a refusal. */
	alone: boolean;
}
export interface Remark {
	mentor: number;
	section: string;
	word: string;
	sign: number | null;
}
export interface Agreed {
	id: string;
	at: number;
	word: string;
	/** Its history. */
	notes: string[];
}
export interface Talk {
	id: string;
	mentor: number;
	organisation: number;
	at: number;
	/** When it is planned, in milliseconds since 1970. */
	begins: number;
	closed: boolean;
	answered: boolean;
	/** The young person cannot then. */
	declined: boolean;
	/** The place where it is planned, the summary, and how the young person sees it. */
	place: string;
	summary: string;
	different: string;
	agreements: Agreed[];
}
export interface Youth {
	id: string;
	passport: string;
	/** With whose guides it is talked about; null: nobody's. */
	organisation: number | null;
	name: string;
	/** ISO date */
	sixteenOn: string;
	/** Per class since when, while in it; and per class that the mentor took them out of, when. */
	classes: Map<number, number>;
	left: Map<number, number>;
	state: 'draft' | 'ready' | 'discussed' | 'agreed';
	handedInAt: number | null;
	answers: Map<string, string>;
	shown: string[];
	remarks: Remark[];
	signs: { mentor: number; organisation: number | null; at: number; takenBack: boolean }[];
	editions: { id: string; lines: Line[] }[];
	consents: Consent[];
	/** Whether each parent who was asked still decides. */
	parents: boolean[];
	talks: Talk[];
	letIn: { mentor: number; klas: number; allowed: boolean; at: number }[];
	readings: number;
}
/** A case of the Doorstroompunt. */
export interface Case {
	id: string;
	/** Whose it is, how they are reached and what is done next, as the consultant types it. */
	name: string;
	reach: string;
	next: string;
	phase: 'in_view' | 'reaching' | 'guiding' | 'closed';
	/** Whose account it is about, when that is known. */
	youth: number | null;
	attempts: number;
}
export interface World {
	/** Milliseconds since 1970. */
	now: number;
	youths: Youth[];
	/** Per mentor the classes, and since when. */
	mentors: Map<number, number>[];
	/** Per intaker the team. */
	intakers: (number | null)[];
	cases: Case[];
}

export const hour = 3_600_000;
/** A moment's day in the Netherlands, as an ISO date. */
export const dayOf = (at: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(at);
/** After this day the class of 2026-2027 has closed. */
const lastDay = '2027-07-31';
/** Which of the mentors is a consultant of the Doorstroompunt. */
export const consultant = 3;
/** Two classes of the school, and the group of a Doorstroompunt, which does not close. */
export const organisationOf = (klas: number): number => (klas === 2 ? 1 : 0);
export const lasts = (w: World, klas: number): boolean => organisationOf(klas) === 1 || dayOf(w.now) <= lastDay;

/** Whether this mentor has this young person in a class now; of one organisation, or of any. */
export function mentors(w: World, mentor: number, y: Youth, organisation?: number | null): boolean {
	return [...y.classes.keys()].some(
		(klas) => lasts(w, klas) && w.mentors[mentor]!.has(klas) && (organisation === undefined || organisation === organisationOf(klas))
	);
}

/** Whether this mentor sees what was made at a moment with an organisation: their own, what is newer than they are, or when let in. */
export function seesMade(w: World, mentor: number, y: Youth, by: number, organisation: number, at: number): boolean {
	return [...y.classes.keys()].some((klas) => {
		const since = w.mentors[mentor]!.get(klas);
		if (since === undefined || !lasts(w, klas) || organisationOf(klas) !== organisation) return false;
		return by === mentor || since <= at || y.letIn.some((l) => l.mentor === mentor && l.klas === klas && l.allowed && l.at >= since);
	});
}

/** Whether this mentor reads the answers now: what was handed in while both were in the class, or what the young person let them read. */
export function mentorReads(w: World, mentor: number, y: Youth): boolean {
	if (y.state === 'draft' || y.handedInAt === null) return false;
	return [...y.classes].some(([klas, joined]) => {
		if (!lasts(w, klas) || organisationOf(klas) !== y.organisation) return false;
		const since = w.mentors[mentor]!.get(klas);
		if (since === undefined || joined > y.handedInAt!) return false;
		return since <= y.handedInAt! || y.letIn.some((l) => l.mentor === mentor && l.klas === klas && l.allowed && l.at >= since);
	});
}

export const isAlone = (w: World, y: Youth): boolean => dayOf(w.now) >= y.sixteenOn;
export const isCurrent = (w: World, c: Consent): boolean => !c.withdrawn && c.replacedBy === null && dayOf(w.now) <= c.until;
export const isRefused = (c: Consent): boolean => !c.alone && [...c.decisions.values()].includes('no');

/** Whether a consent opens anything now. */
export function isOpen(w: World, y: Youth, c: Consent): boolean {
	if (!isCurrent(w, c)) return false;
	if (isAlone(w, y)) return !isRefused(c);
	return ![...c.decisions.values()].includes('no') && [...c.decisions].some(([parent, yes]) => yes === 'yes' && y.parents[parent]);
}

/** Somebody of a history. */
export type Person = { kind: 'youth' | 'mentor' | 'intaker'; at: number };

/** What one person comes across. */
export interface Seen {
	/** In rows of any table: words, and whose rows. */
	words: string[];
	ids: string[];
	/** By the functions that open something of these young people: words. */
	opened: string[];
	/** Of a young person: how many readings are in the log. */
	readings: number;
	/** The state of each passport that is seen, and how many editions. */
	states: string[];
	editions: number;
	/** Cases of the Doorstroompunt: all of them for its consultant, that there is one for who it is about; and tries to reach somebody. */
	cases: number;
	attempts: number;
	/** Of an intaker: for which team they read now. */
	teams: number[];
}

/** What a mentor or intaker must find on pages, without a deliberate tap; all of it is in what is allowed as well. */
export function onPages(w: World, person: Person): string[] {
	const about = [...w.youths.keys()];
	if (person.kind === 'youth') return [w.youths[person.at]!.name];
	const { opened } = allowed(w, person, about);
	if (person.kind === 'intaker') return opened;
	const taps = w.youths.flatMap((y) => questions.filter(({ part }) => isSensitive(part)).map(({ key }) => y.answers.get(key)));
	return opened.filter((word) => !taps.includes(word));
}

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].filter(Boolean).sort();

/** What the rules let a person come across, of these young people. */
export function allowed(w: World, person: Person, about: number[]): Seen {
	if (person.kind === 'youth') {
		const y = w.youths[person.at]!;
		const words = [
			y.name,
			...y.answers.values(),
			...y.editions.flatMap((e) => e.lines.map((line) => line.word)),
			...y.remarks.filter((r) => r.sign !== null).map((r) => r.word),
			...y.consents.map((c) => c.ref),
			...y.talks.flatMap((t) => [t.place, t.summary, t.different, ...t.agreements.flatMap((a) => [a.word, ...a.notes])])
		];
		const states = [`${y.passport} ${y.state}`];
		const cases = w.cases.filter(({ youth }) => youth === person.at).length;
		return {
			words: sorted(words),
			ids: [y.id],
			opened: [],
			readings: y.readings,
			states,
			editions: y.editions.length,
			cases,
			attempts: 0,
			teams: []
		};
	}
	const words: string[] = [];
	const ids: string[] = [];
	const opened: string[] = [];
	const states: string[] = [];
	for (const [at, y] of w.youths.entries()) {
		if (person.kind === 'mentor') {
			/* For an hour it can be undone. */
			if ([...y.left].some(([klas, at]) => lasts(w, klas) && at > w.now - hour && w.mentors[person.at]!.has(klas))) ids.push(y.id);
			if (!mentors(w, person.at, y)) continue;
			ids.push(y.id);
			words.push(y.name);
			for (const t of y.talks) {
				if (seesMade(w, person.at, y, t.mentor, t.organisation, t.at)) words.push(t.place, t.summary, t.different);
				for (const a of t.agreements) if (seesMade(w, person.at, y, t.mentor, t.organisation, a.at)) words.push(a.word, ...a.notes);
			}
			if (!mentors(w, person.at, y, y.organisation)) continue;
			states.push(`${y.passport} ${y.state}`);
			if (!mentorReads(w, person.at, y)) continue;
			/* What was signed at another organisation, or before they came, stays between them. */
			const here = ({ mentor, sign }: Remark) => {
				if (mentor === person.at || sign === null) return mentor === person.at;
				const { organisation, at } = y.signs[sign]!;
				return organisation !== null && seesMade(w, person.at, y, mentor, organisation, at);
			};
			words.push(...y.remarks.filter(here).map((r) => r.word));
			if (!about.includes(at)) continue;
			for (const { key, part } of questions)
				if (y.answers.has(key) && (!isSensitive(part) || y.shown.includes(key))) opened.push(y.answers.get(key)!);
		} else {
			const open = y.consents.filter((c) => isOpen(w, y, c) && c.team === w.intakers[person.at]);
			/* The list of the team is of everybody. */
			opened.push(...open.flatMap((c) => [c.ref, y.name]));
			if (about.includes(at))
				for (const c of open) opened.push(...y.editions[c.edition]!.lines.filter((l) => c.parts.includes(l.part)).map((l) => l.word));
		}
	}
	/* The caseload is of its consultant alone; whose account it is about stands in it, and nothing of theirs. */
	const cases = person.kind === 'mentor' && person.at === consultant ? w.cases : [];
	for (const { name, reach, next, youth } of cases) {
		words.push(name, reach, next);
		opened.push(name, reach, next);
		if (youth !== null) ids.push(w.youths[youth]!.id);
	}
	return {
		words: sorted(words),
		ids: sorted(ids),
		opened: sorted(opened),
		readings: 0,
		states: sorted(states),
		editions: 0,
		cases: cases.length,
		attempts: cases.reduce((sum, { attempts }) => sum + attempts, 0),
		teams: person.kind === 'intaker' ? [w.intakers[person.at]!].filter((team) => team !== null) : []
	};
}

/** What a world is, in one text: the same for two of which no rule can tell the difference, whatever the order they were written in. */
function textOf(w: World): string {
	const plain = (_: string, value: unknown): unknown => (value instanceof Map ? [...value].sort((a, b) => (a[0] < b[0] ? -1 : 1)) : value);
	const text = (value: unknown): string => JSON.stringify(value, plain);
	const inAnyOrder = (list: unknown[]): string => text(list.map(text).sort());
	const youths = w.youths.map((y) => {
		const talks = y.talks.map((t) => ({ ...t, agreements: inAnyOrder(t.agreements.map((a) => ({ ...a, notes: inAnyOrder(a.notes) }))) }));
		return { ...y, remarks: inAnyOrder(y.remarks), consents: inAnyOrder(y.consents), letIn: inAnyOrder(y.letIn), talks: inAnyOrder(talks) };
	});
	return text({ ...w, youths, cases: inAnyOrder(w.cases) });
}

/** Of worlds that come to the same, one. */
export const distinct = (worlds: World[]): World[] => [...new Map(worlds.map((w) => [textOf(w), w])).values()];
