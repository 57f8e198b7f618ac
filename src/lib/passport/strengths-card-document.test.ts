import { expect, it } from 'vitest';
import { strengthsCardDocument, strengthsCardFileName } from './strengths-card-document';

const card = { called: 'Sam', strengths: [{ title: 'Handig', example: 'Ik maak band, rem en ketting.' }, { title: 'Ik help graag' }] };

it('is a certificate with the name, each strength with its example, and what somebody is proud of', () => {
	const { look, blocks } = strengthsCardDocument({ ...card, proudOf: 'Ik heb een fiets gemaakt.' });
	expect(look).toBe('certificate');
	expect(blocks).toMatchObject([
		{ kind: 'heading', level: 1, text: 'Sam', eyebrow: 'Hier ben ik goed in' },
		{ kind: 'card', blocks: [{ text: 'Handig' }, { text: 'Ik maak band, rem en ketting.' }] },
		{ kind: 'card', blocks: [{ text: 'Ik help graag' }] },
		{ kind: 'card', look: 'proud', blocks: [{ text: 'Hier ben ik trots op' }, { text: 'Ik heb een fiets gemaakt.' }] }
	]);
	expect(strengthsCardFileName(card)).toBe('Sterke kanten van Sam');
});

it('leaves out what was not told', () => {
	expect(strengthsCardDocument({ ...card, proudOf: ' ' }).blocks).toHaveLength(3);
});
