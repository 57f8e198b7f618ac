/**
 * `npm run setup`: the first school with a mentor, and the first mbo with an intaker; and when asked for a Doorstroompunt with a
 * consultant, a guide at an mbo, or a support coordinator. Asks, or takes it from options.
 */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CannotStart } from '../lib/server/cannot-start';
import { startEmbedded } from '../lib/server/database/embedded';
import { migrate } from '../lib/server/database/migrate';
import { readGivenSettings } from '../lib/server/env';
import { runCommand } from './command';
import { haveTexts } from './texts';

const text = z.string().trim().min(1).max(80);
const email = z.email().trim().max(200);

/** Every question: its option, what it asks, and what is a good answer. */
const questions = {
	region: { ask: 'Naam van de regio', form: text, part: 'both' },
	school: { ask: 'Naam van de school (vo)', form: text, part: 'school' },
	'school-place': { ask: 'Plaats van de school', form: text, part: 'school' },
	'help-person': { ask: 'Naar wie kan een leerling vandaag toe? (naam en functie)', form: text, part: 'school' },
	'help-reach': { ask: 'Hoe is die te bereiken? (kamer, telefoon)', form: text, part: 'school' },
	class: { ask: 'Naam van de eerste klas', form: text, part: 'school' },
	'mentor-name': { ask: 'Naam van de mentor', form: text, part: 'school' },
	'mentor-email': { ask: 'E-mailadres van de mentor', form: email, part: 'school' },
	mbo: { ask: 'Naam van het mbo', form: text, part: 'mbo' },
	'mbo-place': { ask: 'Plaats van het mbo', form: text, part: 'mbo' },
	team: { ask: 'Naam van het intaketeam', form: text, part: 'mbo' },
	'team-courses': { ask: 'Opleidingen waarvoor dit team de intake doet', form: z.string().trim().min(1).max(200), part: 'mbo' },
	'intaker-name': { ask: 'Naam van de intaker', form: text, part: 'mbo' },
	'intaker-email': { ask: 'E-mailadres van de intaker', form: email, part: 'mbo' },
	'slber-mbo': { ask: 'Mbo van de slb’er', form: text, part: 'slber' },
	'slber-group': { ask: 'Naam van de groep van de slb’er', form: text, part: 'slber' },
	'slber-name': { ask: 'Naam van de slb’er', form: text, part: 'slber' },
	'slber-email': { ask: 'E-mailadres van de slb’er', form: email, part: 'slber' },
	doorstroompunt: { ask: 'Naam van het Doorstroompunt (RMC)', form: text, part: 'doorstroompunt' },
	'doorstroompunt-place': { ask: 'Plaats van het Doorstroompunt', form: text, part: 'doorstroompunt' },
	'doorstroompunt-person': { ask: 'Naar wie kan een jongere daar vandaag toe? (naam en functie)', form: text, part: 'doorstroompunt' },
	'doorstroompunt-reach': { ask: 'Hoe is die te bereiken? (adres, telefoon)', form: text, part: 'doorstroompunt' },
	'consultant-name': { ask: 'Naam van de consulent', form: text, part: 'doorstroompunt' },
	'consultant-email': { ask: 'E-mailadres van de consulent', form: email, part: 'doorstroompunt' },
	'consultant-group': { ask: 'Naam van de groep van de consulent', form: text, part: 'doorstroompunt' },
	'coordinator-school': { ask: 'School van de zorgcoördinator', form: text, part: 'coordinator' },
	'coordinator-name': { ask: 'Naam van de zorgcoördinator', form: text, part: 'coordinator' },
	'coordinator-email': { ask: 'E-mailadres van de zorgcoördinator', form: email, part: 'coordinator' }
} as const;

type Name = keyof typeof questions;
type Answers = Partial<Record<Name, string>>;

const names = Object.keys(questions) as Name[];

await runCommand(async () => {
	const { given, add, help } = readOptions();
	if (help) return showHelp();

	const settings = readGivenSettings(process.env);
	const answers = await complete(given, add);
	haveTexts();
	const { makeFirstSchool } = await import('./first-school');
	const { writtenCode } = await import('../lib/account/rules');

	const embedded = settings.ownerUrl ? undefined : await openEmbedded(settings);
	try {
		const made = await makeFirstSchool(settings.ownerUrl ?? embedded!.ownerUrl, { add, ...arrange(answers) });
		console.log('\nKlaar. Dit zijn de accounts. De wachtwoorden zie je alleen nu: geef ze door, en laat ze na de eerste keer wijzigen.\n');
		for (const { name, role, email, password } of made.accounts) {
			console.log(`${name} (${role})\n  e-mailadres  ${email}\n  wachtwoord   ${password ?? 'blijft zoals het was'}\n`);
		}
		for (const { name, code } of made.codes) console.log(`Klassencode van ${name}: ${writtenCode(code)}`);
	} finally {
		await embedded?.stop();
	}
});

function readOptions(): { given: Answers; add: boolean; help: boolean } {
	const texts = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
	try {
		const { values } = parseArgs({ options: { ...texts, add: { type: 'boolean' }, help: { type: 'boolean' } } });
		const { add = false, help = false, ...given } = values as Answers & { add?: boolean; help?: boolean };
		const wrong = (Object.keys(given) as Name[]).find((name) => !questions[name].form.safeParse(given[name]).success);
		if (wrong) throw new CannotStart(`--${wrong} klopt niet. Gevraagd: ${questions[wrong].ask}.`);
		return { given, add, help };
	} catch (error) {
		if (error instanceof CannotStart) throw error;
		throw new CannotStart('Die optie bestaat niet, of mist een waarde. Alle opties: npm run setup -- --help');
	}
}

function showHelp(): void {
	console.log('npm run setup                      stelt de vragen een voor een');
	console.log('npm run setup -- --optie waarde    neemt de antwoorden uit de opties\n');
	for (const name of names) console.log(`  ${`--${name}`.padEnd(23)} ${questions[name].ask}`);
	console.log(
		`  ${'--add'.padEnd(23)} Voeg toe, ook als er al een school is; dat mag dan ook één ding zijn, zoals alleen een Doorstroompunt`
	);
}

/** Asks what is missing; without a terminal it names what is missing. */
async function complete(given: Answers, add: boolean): Promise<Answers> {
	const missing = needed(given, add).filter((name) => given[name] === undefined);
	if (missing.length === 0) return given;
	if (!process.stdin.isTTY)
		throw new CannotStart(`Dit ontbreekt nog: ${missing.map((name) => `--${name}`).join(', ')}. Uitleg: npm run setup -- --help`);

	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	terminal.on('SIGINT', () => {
		console.log('\nGestopt. Er is niets veranderd.');
		process.exit(130);
	});
	const answers = { ...given };
	for (const name of missing) {
		const { ask, form } = questions[name];
		let answer = form.safeParse(await terminal.question(`${ask}: `));
		while (!answer.success) answer = form.safeParse(await terminal.question(`Dat lukt niet. ${ask}: `));
		answers[name] = answer.data;
	}
	terminal.close();
	return answers;
}

/** Which answers are needed: those of the school and the mbo, or when adding, of the parts that were begun. */
function needed(given: Answers, add: boolean): Name[] {
	const begun = new Set((Object.keys(given) as Name[]).map((name) => questions[name].part));
	begun.delete('both');
	const parts = add && begun.size > 0 ? begun : new Set([...begun, 'school', 'mbo']);
	return names.filter((name) => questions[name].part === 'both' || parts.has(questions[name].part));
}

function arrange(answers: Answers) {
	const a = (name: Name) => answers[name]!.trim();
	return {
		region: a('region'),
		school:
			answers.school === undefined
				? undefined
				: {
						name: a('school'),
						place: a('school-place'),
						helpPerson: a('help-person'),
						helpReach: a('help-reach'),
						className: a('class'),
						mentor: { name: a('mentor-name'), email: a('mentor-email') }
					},
		mbo:
			answers.mbo === undefined
				? undefined
				: {
						name: a('mbo'),
						place: a('mbo-place'),
						team: a('team'),
						courses: a('team-courses'),
						intaker: { name: a('intaker-name'), email: a('intaker-email') }
					},
		slber:
			answers['slber-mbo'] === undefined
				? undefined
				: { mbo: a('slber-mbo'), group: a('slber-group'), name: a('slber-name'), email: a('slber-email') },
		doorstroompunt:
			answers.doorstroompunt === undefined
				? undefined
				: {
						name: a('doorstroompunt'),
						place: a('doorstroompunt-place'),
						helpPerson: a('doorstroompunt-person'),
						helpReach: a('doorstroompunt-reach'),
						group: a('consultant-group'),
						consultant: { name: a('consultant-name'), email: a('consultant-email') }
					},
		coordinator:
			answers['coordinator-school'] === undefined
				? undefined
				: { school: a('coordinator-school'), name: a('coordinator-name'), email: a('coordinator-email') }
	};
}

async function openEmbedded({ webUrl, systemUrl, dataFolder }: ReturnType<typeof readGivenSettings>) {
	if (webUrl || systemUrl)
		throw new CannotStart('DATABASE_OWNER_URL ontbreekt: alleen de eigenaar van de database mag de eerste school maken.');
	const embedded = await startEmbedded({ folder: dataFolder, log: console.log, join: true });
	await migrate(embedded.ownerUrl, { web: embedded.webUrl, system: embedded.systemUrl });
	return embedded;
}
