/** What was typed when the session had ended: sealed on its way through the sign-in page, then saved for its owner only. */
import { instrumentOfForm, questionOf } from '$lib/instruments';
import { formOf, readAnswer, type Fields } from '$lib/instruments/question-types';
import { seal, unseal } from '$lib/server/seal';
import { saveAnswer, type SessionRef } from './server';

/** A question's form that could not be saved. */
export interface Unsaved {
	passportId: string;
	/** "key/version" of the instrument */
	instrument: string;
	question: string;
	base: number;
	fields: Fields;
}

/** Seals what was typed, to travel through the sign-in page. */
export const sealUnsaved = (unsaved: Unsaved): string => seal(unsaved);

/** Opens what was sealed, if it is about this question. */
export function openUnsaved(sealed: string | null, passportId: string, question: string): Unsaved | undefined {
	const unsaved = sealed ? (unseal(sealed) as Unsaved | undefined) : undefined;
	return unsaved?.passportId === passportId && unsaved.question === question ? unsaved : undefined;
}

/** The instrument that a page was made with, from its hidden field "key/version". */
export function instrumentNamed(name: string) {
	const [key = '', version] = name.split('/');
	return instrumentOfForm(key, Number(version));
}

/**
 * Saves what was typed when the session had ended. Row security sees to it that only the passport's owner can.
 * @returns the address to go on at: the question, with the text still to be chosen or mended where it could not be saved
 */
export async function saveSealed(session: SessionRef, sealed: string): Promise<string | undefined> {
	const unsaved = unseal(sealed) as Unsaved | undefined;
	/* A mentor's form travels the same way (conversation/sealed.ts). */
	const instrument = unsaved?.instrument ? instrumentNamed(unsaved.instrument) : undefined;
	const question = instrument && questionOf(instrument, unsaved!.question);
	if (!unsaved || !question) return undefined;
	const address = `/paspoort/${unsaved.passportId}/vraag/${unsaved.question}`;
	const reading = readAnswer(question, formOf(unsaved.fields));
	if (reading.kind === 'empty') return address;
	if (reading.kind === 'invalid') return `${address}?terug=${sealed}`;
	const saved = await saveAnswer(
		session,
		unsaved.passportId,
		instrument,
		question.key,
		{ status: 'answered', value: reading.value },
		unsaved.base
	);
	if (saved.outcome === 'missing' || saved.outcome === 'expired') return undefined;
	return saved.outcome === 'conflict' || saved.outcome === 'closed' || saved.outcome === 'sensitive_closed'
		? `${address}?terug=${sealed}`
		: `${address}?bewaard=1`;
}
