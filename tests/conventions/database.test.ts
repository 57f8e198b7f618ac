import { expect, test } from 'vitest';
import { sources } from './sources';

const code = sources('src', '.ts', '.svelte');

test('only the database module and the commands open a connection', () => {
	const opens = code.filter(({ text }) => /from 'postgres'|from 'drizzle-orm\/postgres-js'/.test(text)).map(({ path }) => path);
	expect(opens.filter((path) => !path.startsWith('src/lib/server/database/') && !path.startsWith('src/run/'))).toEqual([]);
});

test('the database module gives out no raw handle', async () => {
	const door = await import('$lib/server/database');
	expect(Object.keys(door).sort()).toEqual([
		'asSystem',
		'asUser',
		'callAsVisitor',
		'closeDatabase',
		'openDatabase',
		'outcomeIn',
		'outcomeOf',
		'rows'
	]);
});

test('asSystem has few callers, and each is known', () => {
	const callers = code.flatMap(({ path, text }) => [...text.matchAll(/asSystem\(\s*'([^']+)'/g)].map(([, why]) => `${path}: ${why}`));
	expect([...new Set(callers)].sort()).toEqual([
		'src/lib/account/server.ts: forget what has expired',
		'src/lib/account/server.ts: sign in as a demo person',
		'src/lib/server/mail/post.ts: keep a mail of the demo',
		'src/lib/server/mail/post.ts: show the mail of the demo',
		'src/lib/server/mail/worker.ts: send the mail that waits',
		'src/lib/server/mail/worker.ts: send the reminders'
	]);
});

test('what is called before signing in is a list of functions, each named in the code', () => {
	const names = code.flatMap(({ text }) => [...text.matchAll(/callAsVisitor(?:<[^(]*>)?\(\s*'([^']+)'/g)].map(([, name]) => name));
	expect([...new Set(names)].sort()).toEqual([
		'agreements_of_representative',
		'ask_password_reset',
		'check_document',
		'decide_agreement',
		'decide_as_representative',
		'deletion_by_link',
		'find_class',
		'find_credential',
		'find_password_reset',
		'find_request',
		'find_sign_in_code',
		'guest_link_status',
		'join_class',
		'leave_as_guest',
		'leave_reader_email',
		'open_class',
		'open_guest_link',
		'open_session',
		'read_agreement_as_representative',
		'read_as_participant',
		'read_by_link',
		'representative_page',
		'reset_password',
		'save_answer',
		'share_link_waits',
		'take_by_link',
		'today_written',
		'use_sign_in_code',
		'who_is',
		'who_is_guest',
		'write_as_participant'
	]);
	const unnamed = code.filter(
		({ path, text }) => !path.endsWith('server/database/index.ts') && /callAsVisitor(?:<[^(]*>)?\(\s*[^'\s]/.test(text)
	);
	expect(unnamed.map(({ path }) => path)).toEqual([]);
});

test('rules, instruments, texts and components import no server code, directly or by a neighbour', () => {
	const pure = code.filter(({ path }) => /src\/lib\/(instruments|components|text)\//.test(path) || /\/(rules|states)\.ts$/.test(path));
	expect(pure.length).toBeGreaterThan(20);
	const wrong = pure.filter(({ text }) => /from '[^']*(\/server['/]|\/tables'|drizzle-orm)/.test(text)).map(({ path }) => path);
	expect(wrong).toEqual([]);
});

test('a route speaks to a domain, never to the database', () => {
	const wrong = sources('src/routes', '.ts', '.svelte').filter(({ text }) =>
		/from '[^']*(server\/database|\/tables'|drizzle-orm)/.test(text)
	);
	expect(wrong.map(({ path }) => path)).toEqual([]);
});
