/** What one kind of mail is: what the database says of it, and the words that come of that. */
import { z } from 'zod';
import { m } from '$lib/text/paraglide/messages';

/** What a mail says. Plain sentences, one link, never anything that somebody answered. */
export interface Words {
	subject: string;
	/** What the reader is called; absent where several people get the same mail. */
	hello?: string;
	/** A paragraph each. */
	says: string[];
	/** What there is to do, and where: an address inside the portal, or a whole one. */
	link: { says: string; to: string };
}

/** A mail as it goes out, but for the sender. */
export interface Letter {
	to: string[];
	subject: string;
	text: string;
}

/** One kind: `write` makes the letter of what mail_<kind>() returned. */
export interface Kind {
	write(found: unknown, origin: string): Letter;
}

/**
 * Describes one kind of mail.
 * @param fields what mail_<kind>() returns besides `to`
 * @param words what the mail says, of those fields
 * @param more `reminder`: a mail that somebody can turn off; it says where
 */
export function kind<F extends z.ZodRawShape>(
	fields: F,
	words: (fields: z.output<z.ZodObject<F>>) => Words,
	{ reminder = false }: { reminder?: boolean } = {}
): Kind {
	const form = z.object(fields);
	const receivers = z.object({ to: z.array(z.email()).min(1) });
	return {
		write(found, origin) {
			const { subject, hello, says, link } = words(form.parse(found));
			const paragraphs = [
				hello === undefined ? m.mail_hello_all() : m.mail_hello({ name: hello }),
				...says,
				`${link.says}\n${new URL(link.to, origin).href}`,
				m.mail_greeting(),
				reminder ? m.mail_foot_reminder({ address: `${origin}/account/herinneringen` }) : m.mail_foot()
			];
			return { to: receivers.parse(found).to, subject, text: `${paragraphs.join('\n\n')}\n` };
		}
	};
}

/**
 * A name that somebody gave: one line, and nothing that a mail program makes a link of. Otherwise a name could send people
 * somewhere in the portal's name.
 */
export const name = z.string().transform((given) =>
	given
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.replace(/\b\w+:\/+|[<>@]/g, ' ')
		.replace(/(\p{L})\.(?=\p{L}{2})/gu, '$1. ')
		.trim()
		.slice(0, 100)
);

/** An id, for an address. */
export const id = z.uuid();

/** A calendar day. */
export const day = z.iso.date();

/** A moment. */
export const moment = z.iso.datetime();
