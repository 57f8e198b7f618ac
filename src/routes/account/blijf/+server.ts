import type { RequestHandler } from './$types';

/** "Blijf ingelogd": being asked for is what keeps the session; says whether there still is one. */
export const POST: RequestHandler = ({ locals }) => new Response(null, { status: locals.user ? 204 : 401 });
