/** What the home of a young person says about the own account. */
import { writtenMoment } from '$lib/passport/rules';
import { addressNotice, codesOfMine } from './recovery';
import type { SignedIn } from './server';

/** The notices that stand, with their moments in words. */
export async function accountNotices(user: SignedIn) {
	const [codes, address] = await Promise.all([codesOfMine(user, true), addressNotice(user)]);
	return {
		codes: codes.map((c) => ({ ...c, madeAt: writtenMoment(c.madeAt), usedAt: c.usedAt && writtenMoment(c.usedAt) })),
		canPutAway: !user.sensitiveClosed,
		address
	};
}
