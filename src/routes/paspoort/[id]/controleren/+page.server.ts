import { applicable } from '$lib/instruments/journey';
import { showAnswer } from '$lib/instruments/question-types';
import { openPassport } from '$lib/passport/server';
import { canEdit, mentorMayRead } from '$lib/passport/states';
import { found, id, youth } from '$lib/server/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const own = found(await openPassport(youth(event), id(event.params.id)));
	const questions = applicable(own.instrument, own.statuses);
	return {
		editable: canEdit(own.state),
		sections: own.instrument.sections.map((section) => ({
			key: section.key,
			title: section.title,
			questions: questions
				.filter((question) => question.part === section.key)
				.map((question) => {
					const answer = own.answers[question.key];
					return {
						key: question.key,
						text: question.text,
						sensitive: question.sensitive,
						/** A sensitive answer that the mentor may open now. */
						shown: mentorMayRead(own) && own.shownToMentor.includes(question.key),
						status: answer?.status ?? ('empty' as const),
						lines: answer?.value ? showAnswer(question, answer.value) : []
					};
				})
		}))
	};
};
