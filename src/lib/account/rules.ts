/** What a new account may hold; the sentences are those that the person reads. Pure. */
import { dictionary } from '@zxcvbn-ts/language-common';
import { z } from 'zod';
import { m } from '$lib/text/paraglide/messages';
import type { FieldError } from '$lib/instruments/question-types';
import { readDate } from '$lib/instruments/question-types';

/** Length of a password: long enough to be safe without asking for signs (NIST SP 800-63B: 8, no composition rules). */
export const passwordMin = 8;
export const passwordMax = 200;
/** Longest name, pronouns and the like. */
export const nameMax = 80;
/** The ages a portal for young people is for, as years before now; outside it is a slip of the finger. */
export const ageRange = { youngest: 10, oldest: 35 } as const;

/** The letters of a class code: none that look like another, no vowels that make words. */
export const codeAlphabet = 'BCDFGHJKMNPQRSTVWXZ23456789';
export const codeLength = 6;

/** A class code as somebody types it: spaces, hyphens and small letters don't matter. */
export function cleanCode(typed: string): string {
	return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** A class code as it is written on the board: "KBD-4F7". */
export function writtenCode(code: string): string {
	return `${code.slice(0, 3)}-${code.slice(3)}`;
}

/** Letters and digits in a mentor's one-time code. */
export const signInCodeLength = 8;

/** A one-time code as it is read aloud: "KBDF 4F7X". */
export function spokenCode(code: string): string {
	return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/**
 * The network that an address belongs to, by which failures are counted: of IPv6 the first 64 bits, because one
 * subscriber has all addresses below them.
 */
export function networkOf(address: string): string {
	const plain = address.toLowerCase().split('%')[0]!;
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
	if (mapped) return mapped[1]!;
	if (!plain.includes(':')) return plain;
	const [head, tail] = plain.split('::') as [string, string?];
	const before = head === '' ? [] : head.split(':');
	const after = tail ? tail.split(':') : [];
	const between = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
	const groups = [...before, ...between, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
	return `${groups.join(':')}::/64`;
}

/** A sign-in name or e-mail address as it is kept and looked for. */
export function cleanLogin(typed: string): string {
	return typed.trim().toLowerCase();
}

/** What is tried first: the passwords that come up most in what leaked, and the Dutch ones that are not among them. */
let common: ReadonlySet<string> | undefined;
/* Made when it is first asked for: these rules are in the browser as well, and there the list is left out. */
const commonPasswords = (): ReadonlySet<string> =>
	(common ??= new Set([...dictionary['passwords-common'], 'wachtwoord', 'welkom01', 'welkom123', 'qwertyui', 'abcdefgh']));

/**
 * Words that somebody who knows the portal tries first. A password is more than one of them with numbers and signs around it
 * (OWASP ASVS 5.0, 6.1.2 and 6.2.11).
 */
const ownWords = new Set(
	`paspoort succes paspoortvoorsucces voorbeeld portaal account wachtwoord password welkom hallo geheim inloggen
	school klas mentor leerling student docent intake intaker stage vmbo havo mbo roc college overstap doorstroompunt
	lente zomer herfst winter januari februari maart april juni juli augustus september oktober november december
	maandag dinsdag woensdag donderdag vrijdag nederland amsterdam qwerty qwertyuiop azerty`.split(/\s+/)
);

const numberAsLetter: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };

/** The word that is left without the signs and numbers around it, and the same with numbers read as letters. */
function bareWords(text: string): string[] {
	const plain = text.toLowerCase();
	/* What comes after the last letter, from its first number on, stands for no letters. */
	const signs = [...plain];
	const last = signs.findLastIndex((sign) => /\p{L}/u.test(sign));
	const number = signs.findIndex((sign, at) => at > last && /\d/.test(sign));
	const inLetters = (number === -1 ? plain : signs.slice(0, number).join('')).replace(/[013457@$]/g, (sign) => numberAsLetter[sign]!);
	return [plain, inLetters].map((one) => one.replace(/[^\p{L}]/gu, '')).filter(Boolean);
}

/** What is wrong with a new password, or undefined. */
export function passwordError(password: string, login: string): string | undefined {
	if (password.length < passwordMin) return m.password_too_short({ min: passwordMin });
	if (password.length > passwordMax) return m.password_too_long({ max: passwordMax });
	const plain = password.toLowerCase();
	const isOwn = bareWords(plain).some((word) => ownWords.has(word) || word === bareWords(login)[0]);
	if (commonPasswords().has(plain) || plain === login || isOwn || new Set(plain).size < 3) return m.password_too_easy();
}

/** Whether this looks like an e-mail address: something, an at sign, something with a dot. */
export function looksLikeEmail(text: string): boolean {
	return text.length <= 200 && z.email().safeParse(text).success;
}

/** What somebody who joins a class has filled in. */
export interface NewYouth {
	name: string;
	called: string;
	pronouns: string;
	/** ISO date */
	bornOn: string;
	signInName: string;
	email: string | null;
	password: string;
}

/**
 * Reads the form with which a young person makes an account.
 * @param today ISO date, from the portal's clock
 * @returns the account, or what is wrong at which field, in the order of the form
 */
export function readNewYouth(form: FormData, today: string): { youth: NewYouth } | { errors: FieldError[] } {
	const words = (name: string) => String(form.get(name) ?? '').trim();
	const errors: FieldError[] = [];
	const wrong = (field: string, message: string) => void errors.push({ field, message });

	const name = words('name');
	if (name === '') wrong('name', m.join_name_empty());
	const called = words('called') || name.split(/\s+/)[0]!;
	const pronouns = words('pronouns');
	for (const [field, text] of Object.entries({ name, called, pronouns }))
		if (text.length > nameMax) wrong(field, m.answer_too_long({ max: nameMax }));

	const bornOn = readDate(form, 'born');
	if (!bornOn) wrong('born', m.join_born_wrong());
	else {
		const year = (years: number) => `${Number(today.slice(0, 4)) - years}${today.slice(4)}`;
		if (bornOn > year(ageRange.youngest) || bornOn < year(ageRange.oldest)) wrong('born', m.join_born_age());
	}

	const email = cleanLogin(words('email')) || null;
	if (email && !looksLikeEmail(email)) wrong('email', m.join_email_wrong());

	const signInName = cleanLogin(words('signInName'));
	if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{2,39}$/u.test(signInName)) wrong('signInName', m.join_sign_in_name_wrong());

	const password = String(form.get('password') ?? '');
	const wrongPassword = passwordError(password, signInName);
	if (wrongPassword) wrong('password', wrongPassword);

	if (errors.length > 0) return { errors };
	return { youth: { name, called, pronouns, bornOn: bornOn as string, signInName, email, password } };
}
