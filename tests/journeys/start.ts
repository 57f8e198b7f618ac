import { startPortal } from '../portal';

/** One portal for all journeys; each journey makes its own young people in it. */
export default async function start(): Promise<() => Promise<void>> {
	const portal = await startPortal();
	process.env.PVS_ADDRESS = portal.address;
	process.env.PVS_OWNER_URL = portal.ownerUrl;
	return () => portal.stop();
}
