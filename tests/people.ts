/**
 * The people of the demo and the tests, all of them fictional: the named young people of the domain, the staff and the
 * classmates around them, in one made-up region. Plain data; ages are relative to a given day, so that they stay right.
 */

import type { CaseOutcome, Channel, Phase, Result } from '../src/lib/guidance/kinds';

/** A young person. */
export interface Youth {
	/** Short name in code and tests. */
	key: string;
	/** As on a diploma. */
	name: string;
	called: string;
	/** As the person writes them; empty when not given. */
	pronouns: string;
	signInName: string;
	/** Age in whole years on the given day, and how many days ago the last birthday was. */
	age: { years: number; daysSinceBirthday: number };
	/** One line on who this is, for whoever picks a demo person. */
	about: string;
}

/** Somebody who works with young people. */
export interface Staff {
	key: string;
	name: string;
	called: string;
	pronouns: string;
	signInName: string;
	role: 'mentor' | 'intaker' | 'rmc_consultant' | 'support_coordinator';
	/** Key of the organisation. */
	at: 'wending' | 'tweestromen' | 'doorstroompunt';
	/** Key of the team whose shared passports they read: of an intaker, and of a consultant who is one of their own team. */
	team?: 'techniek' | 'zorg' | 'doorstroompunt';
	about: string;
}

/** The password of every demo person. */
export const demoPassword = 'demo-paspoort';

/** The one region, its organisations and intake teams. */
export const region = {
	name: 'Regio Tweestromen',
	organisations: {
		wending: {
			kind: 'vo',
			name: 'De Wending',
			place: 'Tweestromen',
			helpPerson: 'Fatma Aslan, zorgcoördinator',
			helpReach: 'kamer 1.12, of bel 000 - 123 45 67'
		},
		tweestromen: {
			kind: 'mbo',
			name: 'ROC Tweestromen',
			place: 'Tweestromen',
			helpPerson: 'het Studentenpunt',
			helpReach: 'begane grond, of bel 000 - 234 56 78'
		},
		doorstroompunt: {
			kind: 'doorstroompunt',
			name: 'Doorstroompunt Tweestromen',
			place: 'Tweestromen',
			helpPerson: 'de consulent van vandaag',
			helpReach: 'app of bel 000 - 345 67 89'
		}
	},
	teams: {
		techniek: { at: 'tweestromen', name: 'Intake College Techniek & ICT', courses: 'Auto, fiets, bouw, elektro, ICT, logistiek en media' },
		zorg: {
			at: 'tweestromen',
			name: 'Intake College Zorg & Welzijn',
			courses: 'Verpleging, verzorging, kinderopvang, maatschappelijke zorg en sport'
		},
		doorstroompunt: {
			at: 'doorstroompunt',
			name: 'Doorstroompunt Tweestromen',
			courses: 'Samen zoeken naar school, werk of iets anders'
		}
	}
} as const;

/** The classes and groups, with their guide and a second one who came later; `code` is what stands on the board. */
export const classes = {
	'4TL-A': { at: 'wending', name: '4TL-A', code: 'KBD4F7', mentor: 'marieke', duo: 'tjeerd' },
	'4B-basis': { at: 'wending', name: '4B-basis', code: 'MRW3X8', mentor: 'marieke', duo: null },
	opnieuw: { at: 'tweestromen', name: 'Opnieuw kiezen', code: 'PTS6H2', mentor: 'youssef', duo: null },
	doorstroompunt: { at: 'doorstroompunt', name: 'Groep van Corine', code: 'WTR5K9', mentor: 'corine', duo: null }
} as const;

/** The named young people of docs: the ones that everybody talks about. */
export const youths = {
	mila: {
		key: 'mila',
		name: 'Mila Brouwer',
		called: 'Mila',
		pronouns: 'zij/haar',
		signInName: 'mila',
		age: { years: 16, daysSinceBirthday: 120 },
		about: '16, vmbo-tl. Weet wat ze wil en moet nog beginnen.'
	},
	sam: {
		key: 'sam',
		name: 'Sam Haddad',
		called: 'Sam',
		pronouns: '',
		signInName: 'sam',
		age: { years: 15, daysSinceBirthday: 200 },
		about: '15, vmbo-basis. Nederlands is de tweede taal. Wil delen en heeft een ouder gevraagd.'
	},
	deniz: {
		key: 'deniz',
		name: 'Deniz Karataş',
		called: 'Deniz',
		pronouns: 'hij/hem',
		signInName: 'deniz',
		age: { years: 20, daysSinceBirthday: 90 },
		about: '20, entree, stage bij een garage. Het gesprek met de mentor is geweest.'
	},
	noah: {
		key: 'noah',
		name: 'Noah van der Veen',
		called: 'Noah',
		pronouns: 'hen/diens',
		signInName: 'noah',
		age: { years: 20, daysSinceBirthday: 30 },
		about: '20, begint opnieuw na een pauze. Heeft een paspoort gedeeld voor een intake.'
	},
	luka: {
		key: 'luka',
		name: 'Luka Horvat',
		called: 'Luka',
		pronouns: 'hij/hem',
		signInName: 'luka',
		age: { years: 19, daysSinceBirthday: 150 },
		about: '19, werkt in een supermarkt. Is halverwege en zit niet op school. Iemand van het werk schreef iets.'
	},
	dylan: {
		key: 'dylan',
		name: 'Dylan Verhoef',
		called: 'Dylan',
		pronouns: 'hij/hem',
		signInName: 'dylan',
		age: { years: 23, daysSinceBirthday: 60 },
		about: '23, vrijwilliger, wil ervaringsdeskundige worden. Wordt begeleid door het Doorstroompunt.'
	},
	bo: {
		key: 'bo',
		name: 'Bo Hendriks',
		called: 'Bo',
		pronouns: 'zij/haar',
		signInName: 'bo',
		age: { years: 17, daysSinceBirthday: 40 },
		about: '17, neemt even pauze. Wordt begeleid door het Doorstroompunt.'
	},
	joey: {
		key: 'joey',
		name: 'Joey de Graaf',
		called: 'Joey',
		pronouns: 'hij/hem',
		signInName: 'joey',
		age: { years: 18, daysSinceBirthday: 10 },
		about: '18, wil eerst dat er geluisterd wordt. Het Doorstroompunt heeft net contact.'
	}
} as const satisfies Record<string, Youth>;

/** Those who work with them. */
export const staff = {
	marieke: {
		key: 'marieke',
		name: 'Marieke Oosterhuis',
		called: 'Marieke',
		pronouns: '',
		signInName: 'marieke',
		role: 'mentor',
		at: 'wending',
		about: 'Mentor van 4TL-A en 4B-basis op De Wending.'
	},
	tjeerd: {
		key: 'tjeerd',
		name: 'Tjeerd Hoekstra',
		called: 'Tjeerd',
		pronouns: '',
		signInName: 'tjeerd',
		role: 'mentor',
		at: 'wending',
		about: 'Sinds kort de tweede mentor van 4TL-A, naast Marieke.'
	},
	youssef: {
		key: 'youssef',
		name: 'Youssef Amrani',
		called: 'Youssef',
		pronouns: '',
		signInName: 'youssef',
		role: 'mentor',
		at: 'tweestromen',
		about: 'Mentor van de groep Opnieuw kiezen op ROC Tweestromen.'
	},
	ingrid: {
		key: 'ingrid',
		name: 'Ingrid Sluijter',
		called: 'Ingrid',
		pronouns: '',
		signInName: 'ingrid',
		role: 'intaker',
		at: 'tweestromen',
		team: 'zorg',
		about: 'Doet intakes bij College Zorg & Welzijn.'
	},
	ravi: {
		key: 'ravi',
		name: 'Ravi Ramdin',
		called: 'Ravi',
		pronouns: '',
		signInName: 'ravi',
		role: 'intaker',
		at: 'tweestromen',
		team: 'techniek',
		about: 'Doet intakes bij College Techniek & ICT.'
	},
	fatma: {
		key: 'fatma',
		name: 'Fatma Aslan',
		called: 'Fatma',
		pronouns: '',
		signInName: 'fatma',
		role: 'support_coordinator',
		at: 'wending',
		about: 'Zorgcoördinator van De Wending.'
	},
	corine: {
		key: 'corine',
		name: 'Corine Wolters',
		called: 'Corine',
		pronouns: '',
		signInName: 'corine',
		role: 'rmc_consultant',
		at: 'doorstroompunt',
		team: 'doorstroompunt',
		about: 'Consulent bij het Doorstroompunt (RMC), met een eigen groep en dossiers.'
	}
} as const satisfies Record<string, Staff>;

/**
 * The caseload of the Doorstroompunt: who it looks for, reaches and guides, most of them without an account. Days are before today;
 * a next step lies after it. Each try is how, what came of it, and how many days ago.
 */
export interface DemoCase {
	/** Of the young person with an account, whose name and age it has. */
	youth?: keyof typeof youths;
	name: string;
	age: Youth['age'] | null;
	reach: string;
	origin: string;
	phase: Phase;
	outcome?: CaseOutcome;
	opened: number;
	tries: readonly (readonly [Channel, Result, number])[];
	next?: { action: string; inDays: number };
}

export const caseload: readonly DemoCase[] = [
	{
		...{ youth: 'bo', name: youths.bo.name, age: youths.bo.age },
		reach: 'Kort appje, niet bellen. Na 12 uur.',
		origin: 'Kwam zelf langs met haar oma.',
		phase: 'guiding',
		opened: 60,
		tries: [
			['app', 'no_answer', 58],
			['app', 'appointment', 55],
			['visit', 'reached', 48],
			['app', 'not_now', 9]
		],
		next: { action: 'Kort appje: hoe is het?', inDays: 6 }
	},
	{
		...{ youth: 'dylan', name: youths.dylan.name, age: youths.dylan.age },
		reach: 'Mail. Heeft geen vast nummer en geen vast adres.',
		origin: 'Gevraagd door zijn begeleider bij het inloophuis.',
		phase: 'guiding',
		opened: 40,
		tries: [
			['mail', 'appointment', 38],
			['visit', 'reached', 30],
			['mail', 'reached', 4]
		],
		next: { action: 'Samen het toekomstplan openen', inDays: 0 }
	},
	{
		...{ youth: 'joey', name: youths.joey.name, age: youths.joey.age },
		reach: 'Bellen mag, liefst aan het eind van de middag.',
		origin: 'Uitgeschreven bij ROC Tweestromen.',
		phase: 'reaching',
		opened: 20,
		tries: [
			['letter', 'no_answer', 18],
			['phone', 'reached', 3]
		],
		next: { action: 'Bellen, en vooral luisteren', inDays: 2 }
	},
	{
		name: 'Ilse Verbruggen',
		age: { years: 19, daysSinceBirthday: 200 },
		reach: '',
		origin: 'Lijst van augustus: geen school en geen werk bekend.',
		phase: 'in_view',
		opened: 12,
		tries: []
	},
	{
		name: 'Tarik Aydın',
		age: null,
		reach: 'Nummer van zijn zus staat bij de melding van school.',
		origin: 'Gemeld door De Wending: is na de zomer niet gestart.',
		phase: 'in_view',
		opened: 2,
		tries: [],
		next: { action: 'School bellen over een nummer', inDays: 0 }
	},
	{
		name: 'Roos de Bruin',
		age: { years: 18, daysSinceBirthday: 90 },
		reach: 'App en sms tot nu toe geen antwoord.',
		origin: 'Uitgeschreven bij ROC Tweestromen.',
		phase: 'reaching',
		opened: 50,
		tries: [
			['app', 'no_answer', 45],
			['sms', 'no_answer', 38],
			['phone', 'wrong_address', 31]
		]
	},
	{
		name: 'Kevin Mulder',
		age: { years: 22, daysSinceBirthday: 30 },
		reach: 'Bellen, werkt in ploegen: kijk naar het rooster.',
		origin: 'Stopte met zijn opleiding om te gaan werken.',
		phase: 'reaching',
		opened: 25,
		tries: [
			['phone', 'no_answer', 20],
			['phone', 'appointment', 8]
		],
		next: { action: 'Koffie op zijn werk', inDays: -1 }
	},
	{
		name: 'Soraya Benhaddou',
		age: { years: 26, daysSinceBirthday: 320 },
		reach: 'Mailt snel terug.',
		origin: 'Kwam via de gemeente, wil terug naar school.',
		phase: 'guiding',
		opened: 120,
		tries: [
			['mail', 'reached', 110],
			['visit', 'reached', 60],
			['mail', 'reached', 40]
		],
		next: { action: 'Overdracht aan werk en inkomen bespreken', inDays: 12 }
	},
	{
		name: 'Jesse van Loon',
		age: { years: 20, daysSinceBirthday: 10 },
		reach: 'App.',
		origin: 'Uitgeschreven bij ROC Tweestromen.',
		phase: 'aftercare',
		opened: 200,
		tries: [
			['app', 'reached', 190],
			['visit', 'reached', 150],
			['app', 'reached', 35]
		],
		next: { action: 'Vragen hoe het gaat op de nieuwe opleiding', inDays: 25 }
	},
	{
		name: 'Nadia Cornelissen',
		age: { years: 21, daysSinceBirthday: 140 },
		reach: 'Bellen.',
		origin: 'Uitgeschreven bij ROC Tweestromen.',
		phase: 'closed',
		outcome: 'learning_working',
		opened: 240,
		tries: [
			['phone', 'reached', 235],
			['phone', 'reached', 90]
		]
	}
];

/** Full name, what they are called, pronouns. */
const names: readonly [name: string, called: string, pronouns?: string][] = [
	['Amina El Idrissi', 'Amina'],
	['Bram van den Heuvel', 'Bram'],
	['Chayenne Rozenblad', 'Chay', 'zij/haar'],
	['Daan de Wit', 'Daan'],
	['Elif Nur Yıldırım-Öztürk', 'Elif'],
	['Finn van ’t Hoff', 'Finn'],
	['Giulia Ferraro', 'Giulia'],
	['Hevin Demirtaş', 'Hevin'],
	['Isa Bakker', 'Isa', 'die/diens'],
	['Jayden Pinas', 'Jayden'],
	['Khadija Benali', 'Khadija'],
	['Łukasz Wiśniewski', 'Łukasz'],
	['Maria-Fernanda dos Santos Évora', 'Nanda'],
	['Nguyễn Thị Lan Anh', 'Lan Anh'],
	['Oleksandra Kovaltsjoek-Melnytsjenko', 'Sasja', 'zij/haar'],
	['Pim Kuipers', 'Pim'],
	['Quinty van der Meulen-van Ommeren', 'Quinty'],
	['Rayan Bouzid', 'Rayan'],
	['Senna ter Horst', 'Senna'],
	['Shanelly Martina', 'Shanelly'],
	['Thijs Dijkstra', 'Thijs'],
	['Ümit Çelik', 'Ümit'],
	['Vera in ’t Veld', 'Vera'],
	['Yonas Tesfay', 'Yonas'],
	['Zoë Lafèvre', 'Zoë']
];

/** The other 25 of class 4TL-A. */
export const classmates: readonly Youth[] = names.map(([name, called, pronouns = ''], index) => ({
	key: `klasgenoot-${index + 1}`,
	name,
	called,
	pronouns,
	signInName: `klas-${plain(called)}`,
	age: { years: index % 5 === 0 ? 15 : 16, daysSinceBirthday: 20 + index * 12 },
	about: 'Klasgenoot in 4TL-A.'
}));

/** In class 4TL-A, and not confirmed by a mentor yet; the second is not on the list. */
export const newcomers: readonly string[] = ['klasgenoot-15', 'klasgenoot-24'];

/** Whom the mentor of 4TL-A expects, in the letters of a school's own list; three of them have not joined. */
export const expectedNames: readonly string[] = [
	...[youths.mila, ...classmates]
		.filter(({ key }) => key !== newcomers[1])
		.map(({ name }) => name.replaceAll('ł', 'l').replaceAll('Ł', 'L')),
	'Aaliyah Sewnath',
	'Jan-Willem van den Broek-Oudenaarden',
	'Tygo Blom'
];

/** The birth date (ISO) of somebody who has this age on the given day (ISO). */
export function bornOn(age: Youth['age'], today: string): string {
	const birthday = new Date(`${today}T12:00:00Z`);
	birthday.setUTCDate(birthday.getUTCDate() - age.daysSinceBirthday);
	// The 29th of February would not exist in most other years.
	if (birthday.getUTCMonth() === 1 && birthday.getUTCDate() === 29) birthday.setUTCDate(28);
	birthday.setUTCFullYear(birthday.getUTCFullYear() - age.years);
	return birthday.toISOString().slice(0, 10);
}

/** The school year (its first calendar year) on the given day (ISO): it begins on 1 August. */
export function schoolYear(today: string): number {
	return Number(today.slice(0, 4)) - (today.slice(5, 7) < '08' ? 1 : 0);
}

/** A young person for one test: 17 years old, nobody in particular, except for what is given. */
export function someYouth(key: string, more: Partial<Youth> = {}): Youth {
	return {
		key,
		name: `Jongere ${key}`,
		called: key,
		pronouns: '',
		signInName: `jongere-${key}`,
		age: { years: 17, daysSinceBirthday: 100 },
		about: '',
		...more
	};
}

function plain(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replaceAll('ł', 'l')
		.replaceAll('Ł', 'L')
		.toLowerCase()
		.replace(/[^a-z]/g, '');
}
