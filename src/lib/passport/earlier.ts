/** All that the young person answered, in every passport of their own: as it stands now, and as it was agreed. */
import { and, eq } from 'drizzle-orm';
import { instrumentOf, questionOf } from '$lib/instruments';
import { asUser, type UserRef } from '$lib/server/database';
import { partKind } from './edition-rules';
import type { AnswerAtAMoment } from './growth-rules';
import { answer, edition, editionLine, passport } from './tables';

/** Every own answer, current and agreed. Sensitive ones only in a session in which they are open. */
export async function ownAnswers(user: UserRef): Promise<AnswerAtAMoment[]> {
	const of = { passportId: passport.id, instrumentKey: passport.instrumentKey, instrumentVersion: passport.instrumentVersion };
	const [now, agreed] = await asUser(user, async (tx) => [
		await tx
			.select({ ...of, question: answer.question, sensitive: answer.sensitive, value: answer.value, at: answer.updatedAt })
			.from(answer)
			.innerJoin(passport, eq(passport.id, answer.passportId))
			.where(and(eq(answer.youthId, user.id), eq(passport.youthId, user.id), eq(answer.status, 'answered'))),
		await tx
			.select({
				...of,
				number: edition.number,
				question: editionLine.about,
				part: editionLine.part,
				value: editionLine.value,
				at: edition.agreedAt
			})
			.from(editionLine)
			.innerJoin(edition, eq(edition.id, editionLine.editionId))
			.innerJoin(passport, eq(passport.id, edition.passportId))
			.where(and(eq(editionLine.youthId, user.id), eq(passport.youthId, user.id), eq(editionLine.kind, 'answer')))
	]);
	return [
		...agreed.map(({ number, part, ...line }) => ({ ...line, edition: number, sensitive: partKind(part) === 'sensitive' })),
		...now.map((line) => ({ ...line, edition: null }))
	].flatMap(({ instrumentKey, instrumentVersion, at, value, ...line }) => {
		const instrument = instrumentOf({ instrumentKey, instrumentVersion });
		const asked = questionOf(instrument, line.question);
		return asked && value ? [{ ...line, instrument, asked, type: asked.type, value, at: at.toISOString() }] : [];
	});
}
