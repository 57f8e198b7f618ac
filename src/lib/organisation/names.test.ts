import { describe, expect, it } from 'vitest';
import { nameKey, readNames, recognise } from './names';

const names = (text: string) => readNames(text).names;

describe('a pasted list of names', () => {
	it('is one name a line', () => {
		expect(names('Mila Brouwer\nSam Haddad\r\n\r\n  Noah van der Veen  ')).toEqual(['Mila Brouwer', 'Sam Haddad', 'Noah van der Veen']);
	});
	it('is all names in one line, with commas, semicolons or tabs', () => {
		const three = ['Mila Brouwer', 'Sam Haddad', 'Noah van der Veen'];
		expect(names('Mila Brouwer, Sam Haddad, Noah van der Veen')).toEqual(three);
		expect(names('Mila Brouwer; Sam Haddad;Noah van der Veen;')).toEqual(three);
		expect(names('Mila Brouwer\tSam Haddad\tNoah van der Veen')).toEqual(three);
		expect(names('Mila, Sam, Noah')).toEqual(['Mila', 'Sam', 'Noah']);
	});
	it('turns "Achternaam, Voornaam" round, with the words between where they belong', () => {
		expect(names('Brouwer, Mila\nVeen, Noah van der\nvan ’t Hoff, Finn\nVeld, in ’t, Vera\nEl Idrissi, Amina Nur')).toEqual([
			'Mila Brouwer',
			'Noah van der Veen',
			'Finn van ’t Hoff',
			'Vera in ’t Veld',
			'Amina Nur El Idrissi'
		]);
		expect(names('"Brouwer, Mila";4TL-A\n"Haddad, Sam";4TL-A')).toEqual(['Mila Brouwer', 'Sam Haddad']);
	});
	it('leaves out numbers, e-mail addresses, classes and single letters', () => {
		expect(
			names(
				'1. Mila Brouwer 4TL-A\n2) Sam Haddad (4TL-A)\n3.Bo Hendriks <bo@school.nl>\n- Joey de Graaf joey@school.nl\n12 Luka Horvat klas 4TL-A'
			)
		).toEqual(['Mila Brouwer', 'Sam Haddad', 'Bo Hendriks', 'Joey de Graaf', 'Luka Horvat']);
		expect(names('104233\tMila Brouwer\t4TL-A\tmila@school.nl\tV\n104234\tSam Haddad\t4TL-A\tsam@school.nl\tM')).toEqual([
			'Mila Brouwer',
			'Sam Haddad'
		]);
	});
	it('leaves out what stands against it or within more brackets', () => {
		expect(names('Mila Brouwer/klas 4A\nSam Haddad -klas: 4A\nBo Hendriks (uitgeschreven (per 1-2))\nJoey de Graaf|groep 3b')).toEqual([
			'Mila Brouwer',
			'Sam Haddad',
			'Bo Hendriks',
			'Joey de Graaf'
		]);
	});
	it('follows the headings of an export', () => {
		expect(names('Stamnr;Achternaam;Tussenvoegsel;Roepnaam;Klas\n1;Veen;van der;Noah;4TL-A\n2;Brouwer;;Mila;4TL-A')).toEqual([
			'Noah van der Veen',
			'Mila Brouwer'
		]);
		expect(names('Naam\nMila Brouwer')).toEqual(['Mila Brouwer']);
		expect(names('Leerling\tKlas\nBrouwer, Mila\t4TL-A')).toEqual(['Mila Brouwer']);
	});
	it('takes who is there twice once, however it was written', () => {
		expect(readNames('Zoë Lafèvre\nLafevre, Zoe\nSam Haddad')).toEqual({ names: ['Zoë Lafèvre', 'Sam Haddad'], unread: [], doubles: 1 });
	});
	it('says which lines held no name, and keeps letters of every alphabet', () => {
		expect(readNames('Klas 4TL-A\n28\nŁukasz Wiśniewski\nОлена Коваль')).toEqual({
			names: ['Łukasz Wiśniewski', 'Олена Коваль'],
			unread: ['Klas 4TL-A', '28'],
			doubles: 0
		});
		expect(readNames('x'.repeat(81)).unread).toHaveLength(1);
		expect(readNames('').names).toEqual([]);
	});
	it('knows a name in any order, with or without accents', () => {
		expect(nameKey('Veen, Noah van der')).toBe(nameKey('noah VAN DER veen'));
		expect(nameKey('Łukasz Wiśniewski')).toBe(nameKey('lukasz wisniewski'));
	});
});

describe('recognising who joined', () => {
	const list = (...all: string[]) => all.map((name) => ({ id: `lijst ${name}`, name, youthId: null as string | null }));
	const members = (...all: [name: string, called?: string][]) =>
		all.map(([name, called]) => ({ youthId: `jongere ${name}`, name, called: called ?? name.split(' ')[0]! }));
	const pairs = (expected: string[], joined: [string, string?][]) =>
		recognise(list(...expected), members(...joined)).map(({ expectedId, youthId, sure }) => [
			expectedId.replace('lijst ', ''),
			youthId.replace('jongere ', ''),
			sure
		]);

	it('looks at letters, not at accents, capitals and order', () => {
		expect(pairs(['Zoë Lafèvre', 'Finn van ’t Hoff'], [['lafevre zoe'], ["Finn van 't hoff"]])).toEqual([
			['Zoë Lafèvre', 'lafevre zoe', true],
			['Finn van ’t Hoff', "Finn van 't hoff", true]
		]);
	});
	it('knows what somebody is called, second names and initials', () => {
		expect(pairs(['Nanda dos Santos'], [['Maria-Fernanda dos Santos Évora', 'Nanda']])).toEqual([
			['Nanda dos Santos', 'Maria-Fernanda dos Santos Évora', true]
		]);
		expect(pairs(['Mila Johanna Brouwer'], [['Mila Brouwer']])[0]![2]).toBe(true);
		expect(pairs(['M. Brouwer'], [['Mila Brouwer']])[0]![2]).toBe(true);
	});
	it('only supposes on a first name or a slip of the finger', () => {
		expect(pairs(['Mila Brouwer'], [['Mila']])).toEqual([['Mila Brouwer', 'Mila', false]]);
		expect(pairs(['Mila'], [['Mila Brouwer']])).toEqual([['Mila', 'Mila Brouwer', false]]);
		expect(pairs(['Mila Brouwer'], [['Mila Bruwer']])).toEqual([['Mila Brouwer', 'Mila Bruwer', false]]);
	});
	it('says nothing when there are two that it could be', () => {
		expect(pairs(['Daan Bakker', 'Daan de Wit'], [['Daan']])).toEqual([]);
		expect(pairs(['Daan'], [['Daan Bakker'], ['Daan de Wit']])).toEqual([]);
		expect(pairs(['Sam Haddad'], [['Mila Brouwer']])).toEqual([]);
	});
	it('takes the surer likeness first', () => {
		expect(pairs(['Daan', 'Daan de Wit'], [['Daan de Wit'], ['Daan Bakker']])).toEqual([
			['Daan de Wit', 'Daan de Wit', true],
			['Daan', 'Daan Bakker', false]
		]);
	});
	it('leaves what a mentor said as it is', () => {
		const expected = [
			{ id: 'a', name: 'Mila Brouwer', youthId: 'jongere Sam Haddad' },
			{ id: 'b', name: 'Sam Haddad', youthId: null }
		];
		expect(recognise(expected, members(['Sam Haddad'], ['Mila Brouwer']))).toEqual([
			{ expectedId: 'a', youthId: 'jongere Sam Haddad', sure: true }
		]);
	});
});

describe('a text that is no list', () => {
	const long = 50_000;
	it.each([
		['one word', 'a'.repeat(long)],
		['numbers', `${'1'.repeat(long)}a`],
		['signs', `a${'-'.repeat(long)}a`],
		['spaces', `klas${' '.repeat(long)}x`],
		['brackets', '([<'.repeat(long / 3)],
		['quotes', '"'.repeat(long)],
		['commas', ','.repeat(long)],
		['lines', 'a\n'.repeat(long / 2)]
	])('%s: is read at once, so that nobody else waits', (_, text) => {
		const from = performance.now();
		readNames(text);
		/* What takes longer the longer it is, squared, takes twenty seconds here. */
		expect(performance.now() - from).toBeLessThan(2000);
	});
});
