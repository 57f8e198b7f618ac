/** The conversations of the demo: some that were held, with what came out of them, and some that are planned. */
import { agreementsOf, setAgreementState } from '$lib/conversation/agreements';
import type { AgreementWords, ConversationKind, Plan } from '$lib/conversation/kinds';
import { agreeTalk, closeTalk, guidedYouth, ownTalk, planTalk, talksWith } from '$lib/conversation/talks';
import { newId } from '$lib/server/ids';

interface Person {
	id: string;
}

/** Who talk with each other. */
interface Pair {
	guide: Person;
	youth: Person & { sensitiveClosed: false };
}

/**
 * One young person has answered the summary and looked back on an agreement, one still has to answer, and three talks are planned.
 * @param inDays an ISO date so many days from today
 */
export async function talkTogether(pairs: { answered: Pair; waiting: Pair; other: Pair }, inDays: (days: number) => string): Promise<void> {
	const { answered, waiting, other } = pairs;
	const talkId = await close(
		answered,
		'Ik wil in februari beginnen, als het rustig is. Ik loop eerst een ochtend mee. Als het te veel wordt, stuur ik een appje en dan bellen we.',
		[
			deal({
				what: 'Een ochtend meelopen bij de opleiding.',
				who: 'both',
				helps: 'Youssef',
				firstStep: 'Youssef vraagt welke ochtend rustig is.',
				due: 'voor de kerst',
				lookBackOn: inDays(2)
			}),
			deal({
				what: 'Elke week één tekening laten zien.',
				firstStep: 'De schetsen van deze zomer bij elkaar zoeken.',
				due: 'elke vrijdag',
				lookBackOn: inDays(-1)
			})
		]
	);
	const { revision } = (await ownTalk(answered.youth, talkId))!;
	expectOutcome('agreed', await agreeTalk(answered.youth, talkId, revision, ''));
	const weekly = (await agreementsOf(answered.youth)).find(({ due }) => due === 'elke vrijdag')!;
	expectOutcome(
		'set',
		await setAgreementState(
			answered.youth,
			weekly.id,
			weekly.revision,
			'different',
			'Om de week lukt wel. Dan heb ik ook iets om te laten zien.'
		)
	);
	await close(
		waiting,
		'Ik wil werken en leren tegelijk, in een garage. Ik vind het fijn als één docent weet hoe het gaat. Over geld praat ik nog met iemand.',
		[
			deal({
				what: 'Henk vragen of ik na de stage kan blijven.',
				firstStep: 'Opschrijven wat ik al zelf doe.',
				due: 'deze maand',
				lookBackOn: inDays(6)
			}),
			deal({ what: 'Uitzoeken wie er helpt met de brieven over geld.', who: 'guide', due: 'volgende week', lookBackOn: inDays(6) })
		]
	);
	await plan(answered, 'nazorg', { on: inDays(9), at: '13:30', way: 'video', place: '', coming: '' });
	await plan(waiting, 'exit', { on: inDays(5), at: '10:15', way: 'together', place: 'lokaal 1.12', coming: 'Henk, van de garage' });
	await plan(other, 'driehoek', { on: inDays(3), at: '15:45', way: 'together', place: 'kamer van de mentor', coming: 'je moeder' });
}

const deal = (words: Partial<AgreementWords> & { what: string }) => ({
	id: newId(),
	revision: null,
	who: 'youth' as const,
	whoName: '',
	helps: '',
	firstStep: '',
	due: '',
	lookBackOn: null,
	...words
});

/** Closes the conversation that was signed. */
async function close({ guide, youth }: Pair, summary: string, agreements: ReturnType<typeof deal>[]): Promise<string> {
	const talk = (await talksWith(guide, youth.id)).find(({ state }) => state === 'held')!;
	const closing = { revision: talk.revision, heldOn: talk.heldOn!, present: talk.present, summary, agreements };
	expectOutcome('closed', (await closeTalk(guide, talk.id, closing, true)).outcome);
	return talk.id;
}

async function plan({ guide, youth }: Pair, kind: ConversationKind, when: Omit<Plan, 'minutes'>): Promise<void> {
	const { at, passports } = (await guidedYouth(guide, youth.id))!;
	const talk = { id: newId(), youthId: youth.id, organisationId: at[0]!.organisationId, passportId: passports[0]?.id ?? null, kind };
	expectOutcome('planned', await planTalk(guide, talk, { ...when, minutes: 30 }));
}

function expectOutcome(wanted: string, outcome: string): void {
	if (outcome !== wanted) throw new Error(`the demo expected ${wanted}, and got ${outcome}`);
}
