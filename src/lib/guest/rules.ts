/** What a guest link is for, and what may be typed at its door. Pure. */
import { z } from 'zod';

/** share: reads an edition; participant: was invited to read or write along; representative: decides along below 16. */
export const guestKinds = ['share', 'participant', 'representative'] as const;
export type GuestKind = (typeof guestKinds)[number];

/** Where each kind of link leads. */
export const guestPaths: Record<GuestKind, string> = {
	share: '/deel',
	participant: '/meelezen',
	representative: '/toestemming'
};

/** How a link stands: ended (by the owner or its date), used up (opened as often as it may), locked (wrong codes). */
export type LinkStatus = 'open' | 'ended' | 'used_up' | 'locked';

/** Longest name that a reader gives. */
export const maxReaderName = 100;

/** A code as it was typed: only its digits. */
export const cleanGuestCode = (typed: string): string => typed.replace(/\D/g, '');

/** A code as it is shown: "123 456". */
export const writtenCode = (code: string): string => code.replace(/^(\d{3})/, '$1 ');

/** The name that a reader gives: it stands in the young person's log. */
export const readerName = z.string().trim().min(2).max(maxReaderName);
