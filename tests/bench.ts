/**
 * `npm run bench`: what saving an answer and the class page cost, beside an empty endpoint and a bare upsert loop in the
 * same run. The machines that measure differ and are noisy, so ratios are what counts.
 */
import autocannon from 'autocannon';
import { createHash } from 'node:crypto';
import postgres from 'postgres';
import { newest, firstInstrument } from '../src/lib/instruments';
import { savesItself } from '../src/lib/passport/autosave-header';
import { startPortal } from './portal';

const connections = 32;
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const passports = 20_000;
/** The least that saving may reach of the empty endpoint's requests a second. */
const goal = 0.3;

const portal = await startPortal();
const owner = postgres(portal.ownerUrl, { max: connections, onnotice: () => {} });
try {
	const instrument = newest(firstInstrument);
	console.log(`${passports} paspoorten maken …`);
	const target = await fill(instrument.key, instrument.version);

	/* In rounds, and the median of each: what else the machine does then falls on all of them. */
	const rounds: Record<'empty' | 'save' | 'page' | 'upserts', number>[] = [];
	for (let round = 0; round < 3; round++) {
		rounds.push({
			empty: await load({ url: `${portal.address}/gezond` }),
			save: await load(saving(target.youths, round)),
			page: await load({ url: `${portal.address}/begeleiding/klas/${target.classId}`, headers: { cookie: `pvs=${target.mentor}` } }),
			upserts: await bareUpserts(target.youths)
		});
	}
	const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
	const rate = (name: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[name]));
	const share = (name: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[name] / round.empty));
	const line = (words: string, name: keyof (typeof rounds)[number]) =>
		console.log(
			`${words.padEnd(20)} ${String(Math.round(rate(name))).padStart(6)} per seconde, ${Math.round(share(name) * 100)}% van een leeg adres`
		);
	line('leeg adres', 'empty');
	line('kale upserts', 'upserts');
	line('antwoord bewaren', 'save');
	line('klas van 30', 'page');
	const reached = share('save');
	if (reached < goal) {
		console.log(`Bewaren haalt minder dan ${goal * 100}% van een leeg adres.`);
		process.exitCode = 1;
	}
} finally {
	await owner.end();
	await portal.stop();
}

type Youth = { passportId: string; token: string };

/** 20,000 young people with a passport and ten answers each, by set-based SQL; sessions for those who do the work. */
async function fill(key: string, version: number): Promise<{ youths: Youth[]; classId: string; mentor: string }> {
	const hash = (token: string) => createHash('sha256').update(token).digest('hex');
	await owner.unsafe(`
		create temporary table made as
			select new_id() as youth, new_id() as passport, n from generate_series(1, ${passports}) n;
		insert into person (id, kind, name, called, born_on, sign_in_name)
			select youth, 'youth', 'Leerling ' || n, 'Leerling ' || n, '2011-03-04', 'meting-' || n from made;
		insert into passport (id, youth_id, instrument_key, instrument_version, revision, progress)
			select passport, youth, '${key}', ${version}, 10, '{"wie": 10}' from made;
		insert into answer (passport_id, youth_id, question, section, position, sensitive, status, value, revision, passport_revision, updated_at)
			select passport, youth, 'vraag-' || q, 'wie', q, false, 'answered', jsonb_build_object('text', 'Een antwoord van gewone lengte, zo lang als een berichtje.'), 1, q, now()
			from made, generate_series(1, 10) q;
		insert into class (id, organisation_id, name, school_year, code)
			select new_id(), (select id from organisation where kind = 'vo' limit 1), 'M' || k, 2026, 'M' || lpad(k::text, 5, '0') from generate_series(1, ${Math.ceil(passports / 30)}) k;
		insert into class_member (class_id, youth_id, confirmed_at)
			select k.id, made.youth, now() from made join class k on k.code = 'M' || lpad(ceil(made.n / 30.0)::int::text, 5, '0');
		insert into person (id, kind, name, called, email) values (new_id(), 'staff', 'Mentor van de meting', 'Mentor', 'meting@voorbeeld.nl');
		insert into class_mentor (class_id, person_id) select id, (select id from person where email = 'meting@voorbeeld.nl') from class where code = 'M00001';
		insert into staff_role (id, person_id, role, organisation_id)
			select new_id(), p.id, 'mentor', (select id from organisation where kind = 'vo' limit 1) from person p where email = 'meting@voorbeeld.nl';
		analyze`);
	const youths = await owner<{ id: string; youth_id: string }[]>`
		select p.id, p.youth_id from passport p join person y on y.id = p.youth_id
		where y.sign_in_name like 'meting-%' order by random() limit ${connections}`;
	const [mentor] = await owner<{ id: string }[]>`select id from person where email = 'meting@voorbeeld.nl'`;
	const [klas] = await owner<{ id: string }[]>`select id from class where code = 'M00001'`;
	const session = (token: string, person: string) =>
		owner`insert into session (token_hash, person_id, expires_at) values (${hash(token)}, ${person}, now() + interval '14 days')`;
	for (const { youth_id } of youths) await session(`jongere-${youth_id}`, youth_id);
	await session('mentor-van-de-meting', mentor!.id);
	return {
		youths: youths.map((y) => ({ passportId: y.id, token: `jongere-${y.youth_id}` })),
		classId: klas!.id,
		mentor: 'mentor-van-de-meting'
	};
}

/** Each connection is a young person who changes one answer again and again, each time on top of the last. */
function saving(youths: Youth[], round: number): Partial<autocannon.Options> & { url: string } {
	const instrument = newest(firstInstrument);
	/* Each round changes another question, from nothing. */
	const questions = instrument.questions.filter((q) => q.type === 'long-text');
	let client = 0;
	return {
		url: portal.address,
		setupClient(connection) {
			const youth = youths[client % youths.length]!;
			const question = questions[round]!;
			client++;
			let base = 0;
			const request = () => ({
				method: 'POST' as const,
				path: `/paspoort/${youth.passportId}/vraag/${question.key}`,
				headers: {
					cookie: `pvs=${youth.token}`,
					origin: portal.address,
					accept: 'application/json',
					'x-sveltekit-action': 'true',
					[savesItself]: '1',
					'content-type': 'application/x-www-form-urlencoded'
				},
				body: new URLSearchParams({
					_instrument: `${instrument.key}/${instrument.version}`,
					_base: String(base++),
					_doe: 'bewaar',
					text: `Ik heb vandaag voor de ${base}e keer geholpen in de kantine, en dat ging goed.`
				}).toString()
			});
			connection.setRequests([{ setupRequest: (given: object) => ({ ...given, ...request() }) } as autocannon.Request]);
			connection.on('body', (body: Buffer) => {
				if (!body.toString().includes('"success"')) throw new Error(`a save was refused: ${body.toString().slice(0, 200)}`);
			});
		}
	};
}

/** Requests a second that were answered well. */
async function load(options: Partial<autocannon.Options> & { url: string }): Promise<number> {
	const result = await autocannon({ ...options, connections, duration: seconds });
	if (result.non2xx > 0 || result.errors > 0)
		throw new Error(`${options.url}: ${result.non2xx} answers and ${result.errors} connections failed`);
	return result.requests.average;
}

/** What the database can do at most: the same upsert, without a portal around it. */
async function bareUpserts(youths: Youth[]): Promise<number> {
	let count = 0;
	const until = Date.now() + seconds * 1000;
	await Promise.all(
		youths.map(async ({ passportId }) => {
			for (let n = 0; Date.now() < until; n++, count++) {
				await owner`insert into answer (passport_id, youth_id, question, section, position, sensitive, status, value, revision, passport_revision, updated_at)
					select id, youth_id, 'kaal', 'wie', 0, false, 'answered', jsonb_build_object('text', ${`Een antwoord nummer ${n}.`}::text), 1, 1, now() from passport where id = ${passportId}
					on conflict (passport_id, question) do update set value = excluded.value, revision = answer.revision + 1`;
			}
		})
	);
	return count / seconds;
}
