import { resolve } from 'node:path';
import { z } from 'zod';
import { CannotStart } from './cannot-start';

/** Every setting of the portal, all of them checked: what the web process runs on. */
export type Settings = {
	/** Address of the database with the web login, which may only act as a user or a visitor. */
	webUrl: string;
	/** Address of the same database with the system login. */
	systemUrl: string;
	/** Public address without a path. */
	origin: string;
	/** Cookies travel over https only. */
	secureCookies: boolean;
	/** Seals text that has to survive an expired session. */
	secret: string;
	/** Demo people may sign in with one click. */
	demo: boolean;
	/** The server that mail goes out by, and the sender; absent in demo mode only. */
	smtp?: Smtp;
	host: string;
	port: number;
	dataFolder: string;
};

/** How mail goes out. */
export type Smtp = { url: string; from: string };

/** What was given in the environment, checked for form; a command decides what it needs of it. */
export type GivenSettings = {
	ownerUrl?: string;
	webUrl?: string;
	systemUrl?: string;
	origin?: string;
	secret?: string;
	smtpUrl?: string;
	mailFrom?: string;
	host?: string;
	/** Absent when nobody asked for a port: then a demo may choose one. */
	port?: number;
	demo: boolean;
	dataFolder: string;
};

type Environment = Record<string, string | undefined>;

const databaseAddress = z.url({ protocol: /^postgres(ql)?$/, abort: true }).refine((value) => new URL(value).username !== '');

/** One entry per setting: its form, and the Dutch words that complete "De instelling X klopt niet: het moet ... zijn." */
const declared = {
	DATABASE_OWNER_URL: {
		form: databaseAddress,
		must: 'het adres van de database met de inlog van de eigenaar zijn, zoals postgres://eigenaar:wachtwoord@server:5432/portaal'
	},
	DATABASE_URL: {
		form: databaseAddress,
		must: 'het adres van de database met de inlog voor het web zijn, zoals postgres://pvs_web:wachtwoord@server:5432/portaal'
	},
	DATABASE_SYSTEM_URL: {
		form: databaseAddress,
		must: 'het adres van de database met de inlog voor het systeem zijn, zoals postgres://pvs_jobs:wachtwoord@server:5432/portaal'
	},
	ORIGIN: {
		form: z.url({ protocol: /^https?$/, abort: true }).refine(isPublicAddress),
		must: 'het openbare adres zonder pad zijn, met https, zoals https://paspoort.voorbeeld.nl (http mag alleen bij localhost)'
	},
	SECRET: {
		form: z.string().min(32),
		must: 'een geheim van minstens 32 tekens zijn (maak er een met: openssl rand -base64 48)'
	},
	SMTP_URL: {
		form: z.url({ protocol: /^smtps?$/, abort: true }).refine((value) => new URL(value).hostname !== ''),
		must: 'het adres van de mailserver zijn, zoals smtps://naam:wachtwoord@mail.voorbeeld.nl:465 of smtp://mail.voorbeeld.nl:587'
	},
	MAIL_FROM: {
		form: z.string().regex(/^(?:[^<>"\r\n]+ <[^\s@<>,]+@[^\s@<>,]+>|[^\s@<>,]+@[^\s@<>,]+)$/),
		must: 'de afzender van mail zijn, zoals Paspoort voor Succes <paspoort@voorbeeld.nl>'
	},
	HOST: { form: z.string().regex(/^[\w.:-]+$/), must: 'een netwerkadres zijn om op te luisteren, zoals 127.0.0.1' },
	PORT: {
		form: z.coerce.number().int().min(1).max(65535),
		must: 'een poortnummer van 1 tot en met 65535 zijn, zoals 3000'
	},
	DATA_FOLDER: { form: z.string(), must: 'een map zijn, zoals ./.data' },
	DEMO: { form: z.literal('1'), must: '1 zijn, en wordt alleen gezet door `npm run demo`' },
	// The two below are read by adapter-node; they are declared here so that a wrong one is named at start.
	ADDRESS_HEADER: {
		form: z.string().regex(/^[\w-]+$/),
		must: 'de naam van de header zijn waarin de proxy het adres van de bezoeker zet, zoals X-Forwarded-For'
	},
	XFF_DEPTH: { form: z.coerce.number().int().min(1), must: "het aantal proxy's voor het portaal zijn, zoals 1" }
} satisfies Record<string, { form: z.ZodType; must: string }>;

type Name = keyof typeof declared;

/**
 * Reads and checks what is given, without demanding anything.
 * @throws {CannotStart} naming each wrong setting, never its value: it may be a password
 */
export function readGivenSettings(env: Environment): GivenSettings {
	const wrong: string[] = [];
	const read = <N extends Name>(name: N): z.output<(typeof declared)[N]['form']> | undefined => {
		const value = env[name]?.trim();
		if (!value) return undefined;
		const result = declared[name].form.safeParse(value);
		if (!result.success) wrong.push(`De instelling ${name} klopt niet: het moet ${declared[name].must}.`);
		return result.data as z.output<(typeof declared)[N]['form']> | undefined;
	};

	const origin = read('ORIGIN');
	const given: GivenSettings = {
		ownerUrl: read('DATABASE_OWNER_URL'),
		webUrl: read('DATABASE_URL'),
		systemUrl: read('DATABASE_SYSTEM_URL'),
		origin: origin && new URL(origin).origin,
		secret: read('SECRET'),
		smtpUrl: read('SMTP_URL'),
		mailFrom: read('MAIL_FROM'),
		host: read('HOST'),
		port: read('PORT'),
		demo: read('DEMO') === '1',
		dataFolder: resolve(read('DATA_FOLDER') ?? '.data')
	};
	read('ADDRESS_HEADER');
	if (read('XFF_DEPTH') && !env.ADDRESS_HEADER)
		wrong.push('De instelling XFF_DEPTH werkt alleen samen met ADDRESS_HEADER: zet die ook, of haal XFF_DEPTH weg.');

	if (wrong.length > 0) throw new CannotStart(wrong.join('\n'));
	return given;
}

/**
 * Reads all settings of a web process.
 * @throws {CannotStart} naming each setting that is wrong or missing
 */
export function readSettings(env: Environment): Settings {
	const given = readGivenSettings(env);
	const missing: string[] = [];
	const need = (name: Name, value: string | undefined): string => {
		if (!value) missing.push(`De instelling ${name} ontbreekt: het moet ${declared[name].must}.`);
		return value ?? '';
	};

	const origin = need('ORIGIN', given.origin);
	const settings: Settings = {
		webUrl: need('DATABASE_URL', given.webUrl),
		systemUrl: need('DATABASE_SYSTEM_URL', given.systemUrl),
		origin,
		secureCookies: origin.startsWith('https:'),
		secret: need('SECRET', given.secret),
		demo: given.demo,
		/* The demo keeps its mail on this computer, also where a mail server is known. */
		...(!given.demo && { smtp: { url: need('SMTP_URL', given.smtpUrl), from: need('MAIL_FROM', given.mailFrom) } }),
		host: given.host ?? '0.0.0.0',
		port: given.port ?? 3000,
		dataFolder: given.dataFolder
	};

	if (missing.length > 0) throw new CannotStart(missing.join('\n'));
	return settings;
}

let known: Settings | undefined;

/**
 * The settings of this process, read from its environment at the first call.
 * @throws {CannotStart} naming each setting that is wrong or missing
 */
export function settings(): Settings {
	return (known ??= readSettings(process.env));
}

function isPublicAddress(value: string): boolean {
	const address = new URL(value);
	const here = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
	const bare = address.pathname === '/' && !address.search && !address.hash && !address.username;
	return bare && (address.protocol === 'https:' || here);
}
