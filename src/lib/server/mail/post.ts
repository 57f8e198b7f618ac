/** How a mail leaves: by SMTP, or in the demo into a table that /demo/post shows. */
import { desc, eq, sql } from 'drizzle-orm';
import { asSystem, rows } from '../database';
import type { Settings, Smtp } from '../env';
import type { Letter } from './kind';
import { demoMail } from './tables';

/** Takes a letter away. `id` is the same at each try. Fails when it was not accepted. */
export type Post = (id: string, letter: Letter) => Promise<void>;

/** The post of these settings: SMTP, or the demo's table. */
export async function openPost({ smtp, origin }: Pick<Settings, 'smtp' | 'origin'>): Promise<Post> {
	return smtp ? openSmtp(smtp, new URL(origin).hostname) : keepForDemo;
}

async function openSmtp({ url, from }: Smtp, host: string): Promise<Post> {
	const { createTransport } = await import('nodemailer');
	const local = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
	const transport = createTransport({
		url,
		/* Names travel in it: not in the clear over a network. The address can say ?requireTLS=false. */
		requireTLS: !local,
		/* Well within the time after which another process may try. */
		connectionTimeout: 30_000,
		greetingTimeout: 30_000,
		socketTimeout: 60_000,
		disableFileAccess: true,
		disableUrlAccess: true
	});
	return async (id, { to, subject, text }) => {
		const headers = { 'Auto-Submitted': 'auto-generated' };
		await transport.sendMail({ from, to, subject, text, headers, messageId: `<${id}@${host}>` });
	};
}

const keepForDemo: Post = (id, { to, subject, text }) =>
	asSystem('keep a mail of the demo', async (tx) => {
		await rows(tx, sql`select keep_demo_mail(${id}::uuid, ${JSON.stringify(to)}::text::jsonb, ${subject}, ${text})`);
	});

/** A mail of the demo. */
export interface DemoMail extends Letter {
	id: string;
	/** ISO moment */
	at: string;
}

/** The mails of the demo, newest first. */
export async function demoMails(): Promise<DemoMail[]> {
	const newest = [desc(demoMail.at), desc(demoMail.id)];
	const found = await asSystem('show the mail of the demo', (tx) =>
		tx
			.select()
			.from(demoMail)
			.orderBy(...newest)
			.limit(200)
	);
	return found.map(shown);
}

/** One mail of the demo; undefined when there is none. */
export async function openDemoMail(id: string): Promise<DemoMail | undefined> {
	const [found] = await asSystem('show the mail of the demo', (tx) => tx.select().from(demoMail).where(eq(demoMail.id, id)));
	return found && shown(found);
}

const shown = (row: typeof demoMail.$inferSelect): DemoMail => ({ ...row, at: row.at.toISOString() });
