/** What the intake desk of the demo wrote back: some answers, agreements in draft, and agreements that stand for both. */
import { agreeWith, draftAgreement, keepAgreement, ownAgreement, proposeAgreement } from '$lib/agreement/server';
import { giveSupport, keepSupport, recordIntake, writeReply } from '$lib/support/server';
import type { Outcome } from '$lib/support/outcomes';

interface Person {
	id: string;
}

/** A consent, with who gave it. */
interface Shared {
	youth: Person;
	consentId: string;
}

/**
 * Answers under three consents: one of which some support waits, one with agreements in draft, one with agreements that both agreed with.
 * @param dates ISO dates: of the intake, and of looking back
 */
export async function answerSupport(
	intaker: Person,
	shared: { waiting: Shared; drafted: Shared; agreed: Shared },
	dates: { held: string; lookBack: string }
): Promise<void> {
	const { waiting, drafted, agreed } = shared;
	await writeReply(
		intaker,
		waiting.consentId,
		'Wat fijn dat je zo duidelijk vertelt hoe je rustig begint. Ik wil het graag hebben over de eerste weken, en over een plek waar je kunt tekenen.'
	);
	await answer(intaker, waiting.consentId, 'vaste-persoon', 'yes', 'Dat word ik zelf, het hele eerste jaar.');
	await answer(intaker, waiting.consentId, 'later-beginnen', 'other', 'De eerste twee weken drie ochtenden. Daarna kijken we samen.');

	await recordIntake(intaker, drafted.consentId, { heldOn: dates.held, present: '' });
	await draft(intaker, drafted.consentId, dates.lookBack, { action: '', starts: '', lookBack: '' });

	await recordIntake(intaker, agreed.consentId, { heldOn: dates.held, present: 'haar moeder' });
	const id = await draft(intaker, agreed.consentId, dates.lookBack, {
		action: 'De mentor kijkt elke maandag om 9.00 uur mee naar de planning. Lukt het niet, dan laat zij het dezelfde dag weten.',
		starts: 'vanaf de eerste lesweek',
		lookBack: 'in de week voor de herfstvakantie'
	});
	expectOutcome('proposed', await proposeAgreement(intaker, id.agreement, id.revision));
	const { revision } = (await ownAgreement(agreed.youth, id.agreement))!;
	expectOutcome('agreed', await agreeWith(agreed.youth, id.agreement, revision));
}

async function answer(intaker: Person, consentId: string, need: string, outcome: Outcome, text: string): Promise<void> {
	const kept = await keepSupport(intaker, consentId, { question: 'nodig', need, outcome, text, revision: 0 });
	expectOutcome('kept', kept.outcome);
	if ((await giveSupport(intaker, consentId)) !== 1) throw new Error(`the demo could not answer ${need}`);
}

/** The draft about help with planning, which is what every classmate asks for. */
async function draft(
	intaker: Person,
	consentId: string,
	lookBackOn: string,
	words: { action: string; starts: string; lookBack: string }
): Promise<{ agreement: string; revision: number }> {
	await answer(intaker, consentId, 'hulp-plannen', 'yes', 'De mentor helpt hierbij.');
	const agreement = (await draftAgreement(intaker, consentId))!;
	/* Made, and filled with the answers: the second revision. */
	const kept = await keepAgreement(intaker, agreement, {
		revision: 2,
		lookBackOn,
		lines: [{ question: 'nodig', need: 'hulp-plannen', ...words }]
	});
	expectOutcome('kept', kept.outcome);
	return { agreement, revision: kept.revision };
}

function expectOutcome(wanted: string, outcome: string): void {
	if (outcome !== wanted) throw new Error(`the demo expected ${wanted}, and got ${outcome}`);
}
