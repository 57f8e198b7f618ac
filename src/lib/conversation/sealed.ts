/** What a mentor typed when the session had ended: sealed on its way through the sign-in page, then kept for that mentor only. */
import { maxInAddress, seal, unseal } from '$lib/server/seal';
import type { UserRef } from '$lib/server/database';
import type { TypedTalk } from './rules';
import { writeRemark } from './server';

/** The form beside a passport that could not be kept. */
export interface UnsavedTalk {
	/** Whose form it was: what one mentor typed never becomes another's. */
	mentorId: string;
	/** Where it was typed. */
	address: string;
	passportId: string;
	/** The remark per section. */
	remarks: Record<string, string>;
	talk: TypedTalk;
}

/** Seals what was typed, to travel through the sign-in page. */
export const sealTalk = (unsaved: UnsavedTalk): string => seal({ unsavedTalk: unsaved });

/** Opens what was sealed, if it is this mentor's and about this passport. */
export function openTalk(sealed: string | null, mentorId: string, passportId: string): UnsavedTalk | undefined {
	const unsaved = sealed ? (unseal(sealed) as { unsavedTalk?: UnsavedTalk } | undefined)?.unsavedTalk : undefined;
	return unsaved?.mentorId === mentorId && unsaved.passportId === passportId ? unsaved : undefined;
}

/**
 * Keeps the remarks that were typed when the session had ended.
 * @returns the address to go on at, with what could not be kept; undefined when it is not this person's
 */
export async function saveSealedTalk(user: UserRef, sealed: string): Promise<string | undefined> {
	const unsaved = (unseal(sealed) as { unsavedTalk?: UnsavedTalk } | undefined)?.unsavedTalk;
	if (!unsaved || unsaved.mentorId !== user.id) return undefined;
	const left: Record<string, string> = {};
	for (const [section, text] of Object.entries(unsaved.remarks))
		if ((await writeRemark(user, unsaved.passportId, section, text)) !== 'kept') left[section] = text;
	const rest = sealTalk({ ...unsaved, remarks: left });
	return rest.length < maxInAddress ? `${unsaved.address}?terug=${rest}` : unsaved.address;
}
