import { error } from '@sveltejs/kit';
import { checkDocument } from '$lib/consent/checking';
import { cleanCheckCode, isCheckCode, writtenCheckCode } from '$lib/consent/rules';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ getClientAddress, params }) => {
	const code = cleanCheckCode(params.code);
	if (!isCheckCode(code)) return { code: params.code.slice(0, 50), status: 'unknown' as const };
	const status = await checkDocument(code, getClientAddress());
	if (status === 'blocked') error(429);
	return { code: writtenCheckCode(code), status };
};
