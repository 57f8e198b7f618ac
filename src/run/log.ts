/**
 * The events of the portal as a process, one line of JSON each. Nothing about persons: no names, no addresses of visitors
 * or of pages (they may hold a number or a token), no texts of errors (they may hold what somebody typed).
 */
export type Event =
	| { event: 'start'; address: string; database: 'embedded' | 'server' }
	| { event: 'stop'; signal: string }
	| { event: 'error'; name: string; code?: string; at: string[] };

/** Writes one event to the log. */
export function logEvent(event: Event): void {
	console.log(JSON.stringify({ time: new Date().toISOString(), ...event }));
}

/** Writes an error to the log: what kind, and where in the code. */
export function logError(error: unknown): void {
	const { name = 'Error', stack = '', code } = (error ?? {}) as Error & { code?: string };
	const at = stack.split('\n').filter((line) => /^\s+at /.test(line));
	logEvent({ event: 'error', name, code, at: at.slice(0, 12).map((line) => line.trim()) });
}
