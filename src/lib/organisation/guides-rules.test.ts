import { describe, expect, test } from 'vitest';
import type { PassportState } from '../passport/states';
import { talkedWith } from './guides-rules';

const school = { organisationId: 'school', organisation: 'De Wending', kind: 'vo' as const, guides: ['Marieke', 'Tjeerd'] };
const desk = { organisationId: 'desk', organisation: 'Doorstroompunt Tweestromen', kind: 'doorstroompunt' as const, guides: [] };

const at = (organisationId: string | null, state: PassportState = 'draft') => ({ organisationId, state });

describe('with whom it is talked about', () => {
	test('is told by name, and by what they are as long as there is none', () => {
		expect(talkedWith(at('school'), [school], 'De Wending')).toMatchObject({
			says: 'Je praat hierover met Marieke en Tjeerd, van De Wending.',
			choice: false,
			nobody: false
		});
		expect(talkedWith(at('desk'), [desk, school], 'x')).toMatchObject({ guides: 'je begeleider', choice: true, gone: false });
	});

	test('is asked anew when the organisation is no longer theirs', () => {
		expect(talkedWith(at('school'), [desk], 'De Wending')).toMatchObject({ gone: true, choice: true, nobody: true });
		expect(talkedWith(at('school'), [], 'De Wending')).toMatchObject({ gone: true, choice: false, nobody: true });
	});

	test('of what is made already it says where', () => {
		expect(talkedWith(at('school', 'agreed'), [desk], 'De Wending').says).toBe('Dit maakte je bij De Wending.');
		expect(talkedWith(at('school', 'agreed'), [school], 'De Wending').says).toBe('Dit maakte je bij De Wending.');
		expect(talkedWith(at(null, 'agreed'), [desk]).says).toBe('Dit maakte je alleen.');
	});

	test('may be nobody', () => {
		expect(talkedWith(at(null), [], undefined)).toMatchObject({ gone: false, choice: false, nobody: true });
		expect(talkedWith(at(null), [school], undefined)).toMatchObject({ choice: true });
	});
});
