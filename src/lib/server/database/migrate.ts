import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import postgres, { type Sql } from 'postgres';
import { CannotStart } from '../cannot-start';
import { prepareJobs } from './jobs';

/** Two people may migrate at the same time: the second waits for the first. Any number that nobody else uses. */
const turn = 7_286_742;

const newerDatabase =
	'De database is van een andere, nieuwere versie van het portaal. Er is niets veranderd: gebruik de nieuwste versie van het portaal, of een andere database.';
const olderDatabase = 'De database is nog niet bijgewerkt voor deze versie van het portaal. Voer eerst `npm run db:migrate` uit.';

/**
 * Brings the tables up to date, and makes sure that the web and the system login exist and may do their part, no more.
 *
 * @returns what was done, as Dutch lines; empty when all was in order
 * @throws {CannotStart} when the database knows migrations that this code does not, or a step is not allowed or fails;
 *   then no table has changed
 */
export async function migrate(ownerUrl: string, logins: { web: string; system: string }, folder = 'drizzle'): Promise<string[]> {
	return connect('DATABASE_OWNER_URL', ownerUrl, async (owner) => {
		await owner`select pg_advisory_lock(${turn})`;
		const [table] = await owner`select from pg_tables where schemaname = 'drizzle' and tablename = '__drizzle_migrations'`;
		const applied = table ? await owner<Applied[]>`select created_at as when from drizzle.__drizzle_migrations` : [];
		const pending = countMissing(applied, folder);
		if (pending > 0) await applyMigrations(owner, folder);
		const done = pending > 0 ? [`De database is bijgewerkt (${pending} ${pending === 1 ? 'stap' : 'stappen'}).`] : [];
		if (await prepareJobs(owner)) done.push('De wachtrij voor mail staat klaar.');

		return [
			...done,
			...(await prepareLogin(owner, logins.web, { memberOf: ['pvs_user', 'pvs_visitor'], inherits: false })),
			...(await prepareLogin(owner, logins.system, { memberOf: ['pvs_system'], inherits: true }))
		];
	});
}

/**
 * Checks, without changing anything, that the portal may run on these logins.
 *
 * @throws {CannotStart} when the web login could get around row-level security (superuser, BYPASSRLS, owner of a table,
 *   member of more than the user and visitor roles), or when the tables are older or newer than this code
 */
export async function checkLogins(webUrl: string, systemUrl: string, folder = 'drizzle'): Promise<void> {
	const web = await connect('DATABASE_URL', webUrl, readPowers);
	const system = await connect('DATABASE_SYSTEM_URL', systemUrl, async (login) => {
		const [known] = await login`select from pg_proc where proname = 'applied_migrations'`;
		if (!known) throw new CannotStart(olderDatabase);
		const powers = await readPowers(login);
		if (powers.memberOf.includes('pvs_system')) {
			const applied = await login<Applied[]>`select applied_migrations() as when`;
			if (countMissing(applied, folder) > 0) throw new CannotStart(olderDatabase);
			const [queue] = await login`select from pg_namespace where nspname = 'pgboss' and has_schema_privilege(oid, 'usage')`;
			if (!queue) throw new CannotStart(olderDatabase);
		} // Another login may not even ask; what is wrong with it is said below.
		return powers;
	});

	if (web.name === system.name)
		throw new CannotStart(
			`DATABASE_URL en DATABASE_SYSTEM_URL gebruiken dezelfde inlog (${web.name}). Geef het web en het systeem elk een eigen inlog.`
		);
	if (web.database !== system.database)
		throw new CannotStart(
			`DATABASE_URL en DATABASE_SYSTEM_URL wijzen naar verschillende databases (${web.database} en ${system.database}).`
		);
	for (const [setting, login] of [
		['DATABASE_URL', web],
		['DATABASE_SYSTEM_URL', system]
	] as const) {
		const refuse = (why: string) =>
			new CannotStart(`De inlog ${login.name} in ${setting} ${why}. Gebruik een inlog die \`npm run db:migrate\` heeft klaargezet.`);
		if (login.superuser) throw refuse('is beheerder van de database en mag daardoor alles lezen');
		if (login.bypasses) throw refuse('mag om de toegangsregels heen (BYPASSRLS)');
		if (login.ownedTables > 0) throw refuse('is eigenaar van tabellen en kan de toegangsregels uitzetten');
		const allowed = setting === 'DATABASE_URL' ? ['pvs_user', 'pvs_visitor'] : ['pvs_system'];
		const missing = allowed.filter((role) => !login.memberOf.includes(role));
		if (missing.length > 0) throw refuse(`is geen lid van ${missing.join(' en ')}`);
		const extra = login.memberOf.filter((role) => !allowed.includes(role));
		if (extra.length > 0) throw refuse(`is lid van ${extra.join(' en ')} en mag daardoor te veel`);
	}
	if (web.inherits)
		throw new CannotStart(
			`De inlog ${web.name} in DATABASE_URL krijgt rechten zonder van rol te wisselen. Voer \`npm run db:migrate\` uit om dat te herstellen.`
		);
}

/** A migration that the database has, by the moment it was generated (in milliseconds). */
type Applied = { when: string };

/** What a login can do beyond what it is for. */
type Powers = {
	name: string;
	database: string;
	superuser: boolean;
	bypasses: boolean;
	inherits: boolean;
	ownedTables: number;
	memberOf: string[];
};

async function readPowers(login: Sql): Promise<Powers> {
	const [powers] = await login<Powers[]>`
		select r.rolname as name, current_database() as database, r.rolsuper as superuser, r.rolbypassrls as bypasses,
			coalesce((select pg_has_role(g.oid, 'usage') from pg_roles g where g.rolname = 'pvs_user'), false) as inherits,
			(select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
				where c.relowner = r.oid and c.relkind in ('r', 'p', 'v', 'm') and c.relpersistence <> 't') as "ownedTables",
			array(select g.rolname::text from pg_roles g
				where g.oid <> r.oid and not r.rolsuper and pg_has_role(g.oid, 'member') order by 1) as "memberOf"
		from pg_roles r where r.rolname = current_user`;
	return powers!;
}

/** How many migrations the code has and the database lacks; refuses when it is the other way around. */
function countMissing(applied: Applied[], folder: string): number {
	const ours = readMigrationFiles({ migrationsFolder: folder }).map((step) => step.folderMillis);
	const theirs = applied.map((row) => Number(row.when));
	if (theirs.some((when) => !ours.includes(when))) throw new CannotStart(newerDatabase);
	const missing = ours.filter((when) => !theirs.includes(when));
	if (missing.some((when) => when < Math.max(...theirs)))
		throw new CannotStart(
			'Een stap in drizzle/ is ouder dan wat de database al kent, en zou worden overgeslagen. Maak die stap opnieuw met `npm run db:generate`.'
		);
	return missing.length;
}

async function applyMigrations(owner: Sql, folder: string): Promise<void> {
	try {
		await runMigrations(drizzle(owner), { migrationsFolder: folder });
	} catch (error) {
		const cause = (error as Error).cause ?? error;
		throw new CannotStart(`De database bijwerken is mislukt, en er is niets veranderd. PostgreSQL zegt: ${(cause as Error).message}`, {
			cause
		});
	}
}

/** Makes a login if it is missing and gives it its roles. The password of a login that exists is left alone. */
async function prepareLogin(owner: Sql, url: string, { memberOf, inherits }: { memberOf: string[]; inherits: boolean }): Promise<string[]> {
	const { username, password } = new URL(url);
	const name = decodeURIComponent(username);
	const done: string[] = [];
	try {
		const [known] = await owner`select from pg_roles where rolname = ${name}`;
		if (!known) {
			await owner.unsafe(
				`create role ${identifier(name)} login ${inherits ? 'inherit' : 'noinherit'} password ${literal(decodeURIComponent(password))}`
			);
			done.push(`De inlog ${name} is gemaakt.`);
		}
		const states = await owner<{ role: string; member: boolean; inherits: boolean }[]>`
			select rolname as role, pg_has_role(${name}, oid, 'member') as member, pg_has_role(${name}, oid, 'usage') as inherits
			from pg_roles where rolname = any(${memberOf})`;
		const wrong = states.filter((state) => !state.member || state.inherits !== inherits);
		if (wrong.length > 0) {
			await grantRoles(
				owner,
				name,
				wrong.map((state) => state.role),
				inherits
			);
			if (known) done.push(`De inlog ${name} heeft nu de juiste rollen.`);
		}
	} catch (error) {
		throw new CannotStart(
			`De inlog ${name} kan niet worden klaargezet: de eigenaar van de database mag dat niet. Geef de eigenaar CREATEROLE, of laat de beheerder van de database de inlog maken met: ${grantSentence(name, memberOf, inherits)}`,
			{ cause: error }
		);
	}
	return done;
}

async function grantRoles(owner: Sql, name: string, roles: string[], inherits: boolean): Promise<void> {
	const [{ version }] = await owner<[{ version: number }]>`
		select current_setting('server_version_num')::int as version`;
	// From PostgreSQL 16 on, inheriting belongs to each membership instead of to the login.
	if (version < 160_000) await owner.unsafe(`alter role ${identifier(name)} ${inherits ? 'inherit' : 'noinherit'}`);
	const how = version < 160_000 ? '' : ` with inherit ${inherits}`;
	await owner.unsafe(`grant ${roles.join(', ')} to ${identifier(name)}${how}`);
}

function grantSentence(name: string, memberOf: string[], inherits: boolean): string {
	const login = identifier(name);
	return `create role ${login} login ${inherits ? 'inherit' : 'noinherit'} password '...'; grant ${memberOf.join(', ')} to ${login};`;
}

/** Opens one connection for one piece of work. `setting` is the name that a sentence about this address uses. */
async function connect<T>(setting: string, url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
	const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
	try {
		await sql`select 1`.catch((error) => {
			throw describeConnectionError(setting, error);
		});
		return await work(sql);
	} finally {
		await sql.end({ timeout: 5 });
	}
}

function describeConnectionError(setting: string, error: unknown): CannotStart {
	const { code, message } = error as { code?: string; message: string };
	const why =
		{
			ECONNREFUSED: 'op dat adres draait geen PostgreSQL',
			ENOTFOUND: 'die server bestaat niet',
			CONNECT_TIMEOUT: 'de server antwoordt niet',
			'28P01': 'de naam of het wachtwoord van de inlog klopt niet',
			'28000': 'die inlog mag niet in deze database',
			'3D000': 'die database bestaat niet',
			'53300': 'de server heeft geen verbinding meer vrij'
		}[code ?? ''] ?? `PostgreSQL zegt: ${message}`;
	return new CannotStart(`De database in ${setting} is niet bereikbaar: ${why}.`, { cause: error });
}

function identifier(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

function literal(value: string): string {
	return `'${value.replaceAll("'", "''")}'`;
}
