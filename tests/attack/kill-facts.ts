/** What must be true in the database after every kill, asked as its owner; and whether it holds all that clients were told. */
import type { Sql } from 'postgres';
import type { Career, Kept, Writer } from './kill-load';

/** Each finds the rows that are only half there. */
const half: Record<string, string> = {
	'discussed without a signature and its conversation': `
		select p.id from passport p where p.state = 'discussed' and not exists (
			select 1 from sign_off s join conversation c on c.id = s.conversation_id
			where s.passport_id = p.id and s.taken_back_at is null and s.at >= p.handed_in_at)`,
	'signed, and still waiting for the signature': `
		select p.id from passport p join sign_off s on s.passport_id = p.id
		where p.state = 'ready' and s.taken_back_at is null and s.at >= p.handed_in_at`,
	'a conversation without a signature': `
		select c.id from conversation c where not exists (select 1 from sign_off s where s.conversation_id = c.id)`,
	'signed twice in one round': `
		select s.passport_id from sign_off s join hand_in h on h.passport_id = s.passport_id
			and s.at >= h.at and s.at < coalesce(h.taken_back_at, 'infinity')
		where s.taken_back_at is null group by s.passport_id, h.id having count(*) > 1`,
	'handed in without saying so, or the other way around': `
		select p.id from passport p where (p.state in ('ready', 'discussed')) and not exists (
			select 1 from hand_in h where h.passport_id = p.id and h.taken_back_at is null and h.at = p.handed_in_at)
		union all select p.id from passport p join hand_in h on h.passport_id = p.id where p.state = 'draft' and h.taken_back_at is null
		union all select passport_id from hand_in where taken_back_at is null group by passport_id having count(*) > 1`,
	'agreed without an edition': `
		select p.id from passport p where p.state = 'agreed' and not exists (
			select 1 from edition e where e.passport_id = p.id and e.agreed_at >= p.handed_in_at)`,
	'an edition, and not agreed': `
		select p.id from passport p join edition e on e.passport_id = p.id
		where p.state in ('ready', 'discussed') and e.agreed_at >= p.handed_in_at`,
	'an edition without parts or lines': `
		select e.id from edition e where not exists (select 1 from edition_part x where x.edition_id = e.id)
			or not exists (select 1 from edition_line l where l.edition_id = e.id)`,
	'a part of an edition without lines': `
		select x.edition_id from edition_part x where not exists (
			select 1 from edition_line l where l.edition_id = x.edition_id and l.part = x.part)`,
	'a number left out between editions': `
		select passport_id from edition group by passport_id having max(number) <> count(*)`,
	'a consent without parts': `
		select c.id from consent c where not exists (select 1 from consent_part x where x.consent_id = c.id)`,
	/* Every change of an answer makes both revisions one more. */
	'a revision that is not that of its answers': `
		select p.id from passport p left join answer a on a.passport_id = p.id group by p.id
		having p.revision <> coalesce(sum(a.revision), 0) or p.revision < coalesce(max(a.passport_revision), 0)
			or count(distinct a.passport_revision) <> count(a.passport_revision)`,
	'progress that is not that of its answers': `
		select p.id from passport p join answer a on a.passport_id = p.id group by p.id, p.progress, a.section
		having coalesce((p.progress ->> a.section)::int, 0) <> count(*) filter (where a.status <> 'empty')`,
	'a signature without its mail, or with two': `
		select s.id from sign_off s left join mail m on m.kind = 'signed' and m.subject = s.id group by s.id having count(m.id) <> 1`,
	'a consent without its mail, or with two': `
		select c.id from consent c left join mail m on m.kind = 'shared_with_team' and m.subject = c.id group by c.id having count(m.id) <> 1`,
	'a first reading without its mail, or with two': `
		select l.consent_id from (select distinct consent_id from access_log where event = 'edition-read') l
		left join mail m on m.kind = 'first_read' and m.key = l.consent_id::text group by 1 having count(m.id) <> 1`,
	'a mail about nothing': `
		select m.id from mail m where not exists (select 1 from sign_off where id = m.subject)
			and not exists (select 1 from consent where id = m.subject) and not exists (select 1 from access_log where id = m.subject)`,
	'a mail without a job, or with two': `
		select m.id from mail m left join (select id from pgboss.job union all select id from pgboss.archive) j on j.id = m.id
		group by m.id having count(j.id) <> 1`
};

/** What is only half there, in words; empty when all is well. */
export async function findHalf(owner: Sql): Promise<string[]> {
	const found: string[] = [];
	for (const [what, statement] of Object.entries(half)) {
		const rows = await owner.unsafe(statement);
		if (rows.length > 0) found.push(`${rows.length} times: ${what}`);
	}
	return found;
}

/** Remembers what clients were told up to now, to be held against what the database says a moment later. */
export function remember(writers: Writer[], careers: Career[]) {
	return {
		writers: writers.map((writer) => ({ writer, kept: new Map([...writer.kept].map(([q, k]): [string, Kept] => [q, { ...k }])) })),
		careers: careers.map(({ young, steps }) => ({
			young,
			steps: { ...steps, shared: [...steps.shared], readings: new Map(steps.readings) }
		}))
	};
}

/** What clients were told that is not there, or is there more than once. */
export async function findLost(owner: Sql, told: ReturnType<typeof remember>): Promise<string[]> {
	const found: string[] = [];
	const answers = await owner<{ passport_id: string; question: string; text: string; revision: number }[]>`
		select passport_id, question, value ->> 'text' as text, revision from answer`;
	const there = new Map(answers.map((a) => [`${a.passport_id} ${a.question}`, a]));
	for (const { writer, kept } of told.writers)
		for (const [question, { told: last }] of kept) {
			const is = there.get(`${writer.young.passport} ${question}`);
			const n = Number(/poging (\d+) /.exec(is?.text ?? '')?.[1] ?? 0);
			/* Read after `told`, so a save of a moment later may be there as well; never one that was not sent. */
			const { sent } = writer.kept.get(question)!;
			if (n < last) found.push(`${question}: ${last} was saved, ${n} is there`);
			if (n > sent || (is && is.text !== writer.text(question, n)))
				found.push(`${question}: ${sent} was sent last, and "${is?.text.slice(0, 60)}" is there`);
			/* Every text is one change, however often it was sent. */
			if ((is?.revision ?? 0) !== n) found.push(`${question}: ${n} texts made ${is?.revision} changes`);
		}
	for (const { young, steps } of told.careers) {
		const [is] = await owner<[Record<'hand_ins' | 'signed' | 'agreed' | 'read', number>]>`select
			(select count(*)::int from hand_in where passport_id = ${young.passport}) as hand_ins,
			(select count(*)::int from sign_off where passport_id = ${young.passport}) as signed,
			(select count(*)::int from edition where passport_id = ${young.passport}) as agreed,
			(select count(*)::int from access_log where passport_id = ${young.passport} and event = 'mentor-read') as read`;
		const compare = (what: string, there: number, told: number, most = told + 1) => {
			if (there < told) found.push(`${what}: ${told} were told, ${there} are there`);
			if (there > most) found.push(`${what}: ${told} were told, and ${there} are there`);
		};
		/* One more may be there than was told, and one more after that while the database was asked. */
		compare('hand-ins', is.hand_ins, steps.handedIn, steps.handedIn + 2);
		compare('signatures', is.signed, steps.signed, steps.signed + 2);
		compare('editions', is.agreed, steps.agreed, steps.agreed + 2);
		/* A reading whose answer got lost was a reading all the same. */
		compare('readings by the mentor', is.read, steps.read, Infinity);
		const consents = await owner<{ id: string; read: number }[]>`
			select c.id, (select count(*)::int from access_log l where l.consent_id = c.id and l.event = 'edition-read') as read
			from consent c where c.passport_id = ${young.passport}`;
		compare('consents', consents.length, steps.shared.length, steps.shared.length + 2);
		for (const id of steps.shared) {
			const consent = consents.find((one) => one.id === id);
			compare('readings of a consent', consent?.read ?? -1, steps.readings.get(id) ?? 0, Infinity);
		}
	}
	return found;
}
