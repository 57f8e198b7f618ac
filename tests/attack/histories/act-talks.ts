/** The steps about a conversation: it is planned, closed with a summary and an agreement, answered, and looked back on. */
import { setAgreementState } from '$lib/conversation/agreements';
import { agreeTalk, closeTalk, declineTalk, planTalk } from '$lib/conversation/talks';
import { newId } from '$lib/server/ids';
import { pick, type Deed, type Here } from './deed';
import { consultant, dayOf, hour, mentors, seesMade, type Talk, type World, type Youth } from './model';

const someAgreement = { who: 'both' as const, whoName: '', helps: '', firstStep: '', due: '', lookBackOn: null };

const inTwoDays = (w: World): string => dayOf(w.now + 48 * hour);
/** Ten o'clock in the Netherlands on an ISO date, in milliseconds since 1970. */
function tenOn(day: string): number {
	const nine = Date.parse(`${day}T09:00:00Z`);
	const clock = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hour: 'numeric', hourCycle: 'h23' });
	return clock.format(nine) === '10' ? nine : nine - hour;
}

/** Makes a deed of such a step; undefined when there is nothing to do it with. */
export function talkDeed(
	kind: 'planTalk' | 'closeTalk' | 'agreeTalk' | 'declineTalk' | 'setAgreement',
	{ w, cast, owner, y, at, me, mentor, a, b, base }: Here
): Deed | undefined {
	const of = (x: World): Youth => x.youths[at]!;
	const revisionOf = async ({ id }: Talk) =>
		(await owner<{ revision: number }[]>`select revision from conversation where id = ${id}`)[0]!.revision;
	switch (kind) {
		case 'planTalk': {
			const organisation = mentor === consultant ? 1 : 0;
			const talk: Talk = {
				id: newId(),
				mentor,
				organisation,
				at: 0,
				begins: 0,
				closed: false,
				answered: false,
				declined: false,
				place: cast.word(),
				summary: '',
				different: '',
				agreements: []
			};
			return {
				...base,
				portal: async () => {
					const { id, place } = talk;
					const about = { id, youthId: y.id, organisationId: cast.organisations[organisation]!, passportId: null, kind: 'nazorg' as const };
					const plan = { on: inTwoDays(w), at: '10:00', minutes: 30, way: 'together' as const, place, coming: '' };
					return (await planTalk(cast.user(cast.mentors[mentor]!), about, plan)) === 'planned';
				},
				model: (x) =>
					mentors(x, mentor, of(x), organisation) &&
					of(x).talks.push({ ...structuredClone(talk), at: x.now, begins: tenOn(inTwoDays(x)) }) > 0
			};
		}
		case 'closeTalk': {
			const talk = pick(y.talks, a);
			if (!talk) return undefined;
			const [summary, word, agreementId] = [cast.word(), cast.word(), newId()];
			return {
				...base,
				portal: async () => {
					const revision = await revisionOf(talk);
					const agreed = { ...someAgreement, id: agreementId, revision: null, what: word };
					const closing = { revision, heldOn: dayOf(w.now), present: '', summary, agreements: [agreed] };
					return (await closeTalk(cast.user(cast.mentors[talk.mentor]!), talk.id, closing, true)).outcome === 'closed';
				},
				model: (x) => {
					const it = of(x).talks.find(({ id }) => id === talk.id)!;
					if (it.answered || it.declined || !seesMade(x, it.mentor, of(x), it.mentor, it.organisation, it.at)) return false;
					Object.assign(it, { closed: true, summary });
					return it.agreements.push({ id: agreementId, at: x.now, word, notes: [] }) > 0;
				}
			};
		}
		case 'agreeTalk': {
			const talk = pick(y.talks, a);
			if (!talk) return undefined;
			const different = b % 2 ? cast.word() : '';
			return {
				...base,
				portal: async () => {
					const revision = await revisionOf(talk);
					return (await agreeTalk(me, talk.id, revision, different)) === 'agreed';
				},
				model: (x) => {
					const it = of(x).talks.find(({ id }) => id === talk.id)!;
					if (!it.closed) return false;
					Object.assign(it, { answered: true, different });
					return true;
				}
			};
		}
		case 'declineTalk': {
			const talk = pick(y.talks, a);
			if (!talk) return undefined;
			return {
				...base,
				portal: async () => (await declineTalk(me, talk.id, await revisionOf(talk))) === 'declined',
				model: (x) => {
					const it = of(x).talks.find(({ id }) => id === talk.id)!;
					if (it.declined) return true;
					if (it.closed || it.begins <= x.now) return false;
					it.declined = true;
					return true;
				}
			};
		}
		case 'setAgreement': {
			const agreed = pick(
				y.talks.flatMap(({ agreements }) => agreements),
				a
			);
			if (!agreed) return undefined;
			const note = cast.word();
			return {
				...base,
				portal: async () => {
					const [{ revision }] = (await owner`select revision from agreement where id = ${agreed.id}`) as unknown as [{ revision: number }];
					return (await setAgreementState(me, agreed.id, revision, 'different', note)) === 'set';
				},
				model: (x) => {
					const all = of(x).talks.flatMap(({ agreements }) => agreements);
					return all.find(({ id }) => id === agreed.id)!.notes.push(note) > 0;
				}
			};
		}
	}
}
