/**
 * Seals text that has to travel through a browser without being read or changed there: what somebody typed when the
 * session had ended. AES-256-GCM under the portal's secret, with the moment it was sealed; made short, because it goes in an address.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { settings } from './env';

const key = (): Buffer => createHash('sha256').update('seal').update(settings().secret).digest();
/** How long a sealed text can be opened, in milliseconds: a day. */
const lasts = 24 * 60 * 60 * 1000;

/** Longest sealed text that still fits in an address, behind a proxy as well. */
export const maxInAddress = 6000;

/** Seals a JSON value. */
export function seal(value: unknown): string {
	const iv = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', key(), iv);
	const sealed = Buffer.concat([cipher.update(deflateRawSync(JSON.stringify({ at: Date.now(), value }))), cipher.final()]);
	return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Opens what was sealed; undefined when it was tampered with, or is older than a day. */
export function unseal(text: string): unknown {
	try {
		const bytes = Buffer.from(text, 'base64url');
		const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12));
		decipher.setAuthTag(bytes.subarray(12, 28));
		const opened = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
		const { at, value } = JSON.parse(inflateRawSync(opened).toString('utf8'));
		return Date.now() - at < lasts ? value : undefined;
	} catch {
		return undefined;
	}
}
