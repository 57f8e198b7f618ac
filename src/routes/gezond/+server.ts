import type { RequestHandler } from './$types';

/** For whoever watches the process: it answers. Reads nothing, says nothing. */
export const GET: RequestHandler = () => new Response('ok', { headers: { 'content-type': 'text/plain' } });
