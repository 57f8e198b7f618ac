import { error as refuse, type Handle, type HandleServerError, type RequestEvent, type ServerInit } from '@sveltejs/kit';
import { forgetExpired, whoIs } from '$lib/account/server';
import { hashToken } from '$lib/account/tokens';
import { sealForm } from '$lib/account/unsent';
import { openDatabase } from '$lib/server/database';
import { asAway, DatabaseAway } from '$lib/server/database/away';
import { savesItself } from '$lib/passport/autosave-header';
import { settings } from '$lib/server/env';
import { startMail, type MailEvent } from '$lib/server/mail/worker';
import { sessionToken } from '$lib/server/cookies';
import { readFormsSafely } from '$lib/server/sent-form';
import { m } from '$lib/text/paraglide/messages';

/** Once an hour: sessions and failures that no longer mean anything. */
const hour = 60 * 60 * 1000;

/** Pages where somebody signed in types. */
const forSignedIn = /^\/(paspoort|begeleiding|intake)\//;

/** Addresses that hold a secret of their own. */
const byLink = /^\/(deel|meelezen|toestemming|controle|verwijderd|inloggen\/nieuw-wachtwoord|account\/bevestigen)\//;

/**
 * Whether a form is sent to an action that nobody made: SvelteKit finds what every object has ("constructor") as well, and takes
 * its own reserved name for an error of ours.
 */
const isNoAction = ({ searchParams }: URL): boolean =>
	[...searchParams.keys()].some((name) => name === '/default' || (name.startsWith('/') && name.slice(1) in {}));

export const init: ServerInit = () => {
	const { webUrl, systemUrl } = settings();
	openDatabase({ web: webUrl, system: systemUrl });
	setInterval(() => void forgetExpired().catch((error) => log('housekeeping failed', error)), hour).unref();
	sendMail();
};

/** Sends mail beside answering, until the portal stops; what is being sent then is finished first (see src/run/server.ts). */
function sendMail(): void {
	const tell = (event: MailEvent) => console.log(JSON.stringify({ time: new Date().toISOString(), ...event }));
	/* The demo's terminal is for people, and shows its mail at /demo/post. */
	const started = startMail(settings(), settings().demo ? () => {} : tell);
	started.catch((error) => {
		log('mail does not start', error);
		setTimeout(sendMail, 30_000).unref();
	});
	process.once('sveltekit:shutdown', (_signal: string, finish?: (stopped: Promise<void>) => void) =>
		finish?.(started.then((worker) => worker.stop()).catch((error) => log('mail does not stop', error)))
	);
}

export const handle: Handle = async ({ event, resolve }) => {
	if (event.request.method === 'POST' && isNoAction(event.url)) refuse(404);
	const token = sessionToken(event.cookies);
	event.locals.tokenHash = token ? hashToken(token) : null;
	/* Saving while typing looks the session up in its own round trip, and keeps its own text; to anything else such a request is
	   a visitor's. */
	const isSaving = event.request.headers.has(savesItself);
	event.locals.user = token && !isSaving ? await whoIsHere(event, token) : null;
	if (!event.locals.user && !isSaving && event.request.method === 'POST' && forSignedIn.test(event.url.pathname))
		event.locals.unsent = await sealForm(event);
	readFormsSafely(event.request);
	const answer = await resolve(event);
	/* SvelteKit calls each error that is not its own a 500. */
	const response =
		event.locals.away && answer.status === 500 ? new Response(answer.body, { status: 503, headers: answer.headers }) : answer;
	const headers = response.headers;
	if (response.status === 503) headers.set('Retry-After', '10');
	headers.set('X-Content-Type-Options', 'nosniff');
	headers.set('X-Frame-Options', 'DENY');
	headers.set('Referrer-Policy', 'same-origin');
	headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()');
	headers.set('Cross-Origin-Opener-Policy', 'same-origin');
	if (settings().secureCookies) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
	/* A page that was read by somebody signed in must not come back from a cache, nor from the back button. */
	headers.set('Cache-Control', 'no-store');
	/* What somebody was given a link to is for no search engine. */
	if (byLink.test(event.url.pathname)) headers.set('X-Robots-Tag', 'noindex, nofollow, noarchive');
	return response;
};

/** Who is signed in. When nobody can say, nothing of the page can be shown: not the sign-in page either. */
async function whoIsHere(event: RequestEvent, token: string): Promise<App.Locals['user']> {
	try {
		return (await whoIs(token)) ?? null;
	} catch (thrown) {
		const away = asAway(thrown);
		if (!(away instanceof DatabaseAway)) throw thrown;
		logAway(event, away);
		refuse(503, { message: m.error_503_text(), away: true });
	}
}

/** A database that is away fails every request: told once in ten seconds for each reason. */
const toldAway = new Map<string, number>();
function logAway(event: RequestEvent, away: DatabaseAway): void {
	if (Date.now() - (toldAway.get(away.code) ?? 0) < 10_000) return;
	toldAway.set(away.code, Date.now());
	log(`database away at ${event.route.id}`, away);
}

/**
 * One line for whoever keeps it running, without addresses, names or what was typed; the person gets our own sentence.
 * PostgreSQL's message names tables and rules, never values; those stand in its detail, which stays behind.
 */
function log(event: string, error: unknown): void {
	const thrown = error instanceof Error ? error : new Error(String(error));
	const { name, message, code } = (thrown.cause instanceof Error ? thrown.cause : thrown) as Error & { code?: string };
	const at = thrown.stack
		?.split('\n')
		.find((line) => /^\s+at /.test(line))
		?.trim();
	console.error(
		JSON.stringify({ time: new Date().toISOString(), event, error: name, code, ...(name === 'PostgresError' ? { message } : {}), at })
	);
}

export const handleError: HandleServerError = ({ error: thrown, event, status }) => {
	const away = asAway(thrown);
	if (away instanceof DatabaseAway) {
		event.locals.away = true;
		logAway(event, away);
		return { message: m.error_503_text(), away: true };
	}
	if (status !== 404) log(`error ${status} at ${event.route.id}`, thrown);
	return { message: m.error_other_text() };
};
