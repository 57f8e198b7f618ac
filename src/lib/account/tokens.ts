/** Tokens and codes that open something: how they are made, and what is kept of them instead. */
import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { settings } from '$lib/server/env';
import { codeAlphabet, networkOf } from './rules';

/** What the database knows of a token. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A token that nobody can guess. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** The token of a link in a mail: derived of its id, so that the mail can make it when it is sent and nothing secret is kept. */
export const linkToken = (linkId: string): string =>
	createHmac('sha256', settings().secret).update(`account link:${linkId}`).digest('base64url');

/** A short code of letters and digits that cannot be mistaken for each other. */
export const newCode = (length: number): string => Array.from({ length }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('');

/** A key that says nothing about what it is made of: to count failures by, or to keep instead of a short code. */
export const blind = (kind: string, value: string): string =>
	createHmac('sha256', settings().secret).update(`${kind}:${value}`).digest('hex');

/** A key to count the failures of a network address by. */
export const blindAddress = (kind: string, address: string): string => blind(kind, networkOf(address));
