import type { SignedIn } from '$lib/account/server';

declare global {
	namespace App {
		interface Error {
			/** Words for a person. */
			message: string;
			/** The database cannot answer now: trying again later helps. */
			away?: boolean;
		}
		interface PageState {
			/** How far the back button is, in the example that anybody can try. */
			example?: number;
		}
		interface Locals {
			/** Whoever is signed in; null for a visitor. */
			user: SignedIn | null;
			/** The hash of the token that the browser sent, whether it still holds or not. */
			tokenHash: string | null;
			/** A form that came when the session had ended, sealed. */
			unsent?: string | undefined;
			/** The database could not answer. */
			away?: boolean;
		}
		interface PageData {
			user: { id: string; called: string; kind: 'youth' | 'staff'; home: string; shared: boolean } | null;
			demo: boolean;
			/** Of the pages of a passport: why sensitive answers are closed in this session. */
			sensitiveClosed?: string | null;
		}
	}
}

export {};
