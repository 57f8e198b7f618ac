/** The intaker's list: what each row stands for, which rows to show, and in which order. Pure. */

/** Which rows are shown: all, unread, answered before the intake, with support that waits, or about to end. */
export const shows = ['alles', 'nieuw', 'beantwoord', 'wacht', 'eindigt'] as const;
export type Show = (typeof shows)[number];

/** By what the list is ordered: newest first, name, what ends first, what waits most. */
export const orders = ['nieuwste', 'naam', 'einde', 'wacht'] as const;
export type Order = (typeof orders)[number];

/** Days before a consent ends from which the team is told what it still has to take over. */
export const endingDays = 14;

/** A row, as far as showing and ordering go. */
export interface Row {
	name: string;
	sharedAt: string;
	/** ISO date */
	until: string;
	read: boolean;
	replied: boolean;
	waiting: number;
	/** How many supports that were asked for stand in no agreed document. */
	left: number;
	/** Days until the last day on which it can be read. */
	daysLeft: number;
}

/** Whether it ends so soon that the team is told what it still has to take over. */
export const endsSoon = (row: Pick<Row, 'daysLeft'>): boolean => row.daysLeft <= endingDays;

const shown: Record<Show, (row: Row) => boolean> = {
	alles: () => true,
	nieuw: (row) => !row.read,
	beantwoord: (row) => row.replied,
	wacht: (row) => row.waiting > 0,
	eindigt: endsSoon
};

const byName = new Intl.Collator('nl').compare;
const newest = (a: Row, b: Row): number => b.sharedAt.localeCompare(a.sharedAt);
const ordered: Record<Order, (a: Row, b: Row) => number> = {
	nieuwste: newest,
	naam: (a, b) => byName(a.name, b.name),
	einde: (a, b) => a.until.localeCompare(b.until) || newest(a, b),
	wacht: (a, b) => b.waiting - a.waiting || newest(a, b)
};

/** The rows that are shown, in their order. */
export function listRows<R extends Row>(rows: readonly R[], show: Show, order: Order): R[] {
	return rows.filter(shown[show]).sort(ordered[order]);
}

/** How many rows each choice would show. */
export function countRows(rows: readonly Row[]): Record<Show, number> {
	return Object.fromEntries(shows.map((show) => [show, rows.filter(shown[show]).length])) as Record<Show, number>;
}

/** What stands in an address, or the first of what can stand there. */
export function chosen<T extends string>(typed: string | null, from: readonly [T, ...T[]]): T {
	return from.find((one) => one === typed) ?? from[0];
}
