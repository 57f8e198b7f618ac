/** Clients that do what the pages do, go on until they are told that it worked, and remember what they were told. */
import { newest, firstInstrument } from '../../src/lib/instruments';
import { savesItself } from '../../src/lib/passport/autosave-header';
import { oneOf, pause, type Chance } from './kill-chance';
import type { People, Young } from './kill-people';

const instrument = newest(firstInstrument);
/** Questions that take any text and have no conditions. */
const questions = instrument.questions.filter((q) => q.type === 'long-text' && !q.sensitive && !q.after).map((q) => q.key);

/** Where the clients go, and what they met there. */
export interface Field {
	/** Where to connect. */
	address: string;
	/** The portal's own public address. */
	origin: string;
	/** Set to stop everybody. */
	over: boolean;
	chance: Chance;
	/** Answers that no client should ever get, such as a 500; and answers that did not come. */
	wrong: string[];
	requests: number;
	/** Requests that were answered with 503 (or 502 by a proxy), or with nothing because a process was down. */
	away: number;
	/** The longest that an answer took, in milliseconds. */
	longest: number;
}

/** A field to play on. */
export const fieldAt = (port: number, chance: Chance, origin = `http://localhost:${port}`): Field => ({
	address: `http://127.0.0.1:${port}`,
	origin,
	over: false,
	chance,
	wrong: [],
	requests: 0,
	away: 0,
	longest: 0
});

/** What came back. */
export interface Told {
	status: number;
	text: string;
	location: string;
}

/** Longer than this no answer may take. */
const longestWait = 20_000;

/** Sends one request; undefined when no process answered. */
export async function send(
	field: Field,
	token: string,
	path: string,
	form?: Record<string, string>,
	own = false
): Promise<Told | undefined> {
	field.requests++;
	const started = Date.now();
	const headers: Record<string, string> = { cookie: `pvs=${token}`, origin: field.origin, accept: 'text/html' };
	if (own) Object.assign(headers, { accept: 'application/json', 'x-sveltekit-action': 'true', [savesItself]: '1' });
	try {
		const answer = await fetch(field.address + path, {
			method: form ? 'POST' : 'GET',
			headers,
			redirect: 'manual',
			body: form && new URLSearchParams(form),
			signal: AbortSignal.timeout(longestWait)
		});
		return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
	} catch (error) {
		if ((error as Error).name === 'TimeoutError') field.wrong.push(`${path.replace(/[0-9a-f-]{36}/g, '*')}: no answer`);
		return undefined;
	} finally {
		field.longest = Math.max(field.longest, Date.now() - started);
	}
}

/** Sends again and again, until the answer is there. @returns undefined when it is over before that, or the answer is wrong */
async function insist(field: Field, trying: () => Promise<Told | undefined>, good: (told: Told) => boolean): Promise<Told | undefined> {
	for (;;) {
		const told = await trying();
		if (told && told.status !== 503 && told.status !== 502) {
			if (good(told)) return told;
			field.wrong.push(`${told.status} ${told.location.replace(/[0-9a-f-]{36}/g, '*')} ${told.text.slice(0, 300)}`);
			await pause(200);
			return undefined;
		}
		field.away++;
		if (field.over) return undefined;
		await pause(100 + 200 * field.chance());
	}
}

/** What a client knows of one answer: what it was told is saved, and what may have been. */
export interface Kept {
	base: number;
	/** Of the newest text that the portal said was saved; 0: none. */
	told: number;
	/** Of the newest text that was ever sent. */
	sent: number;
}

/** A young person who writes. */
export class Writer {
	readonly kept = new Map<string, Kept>();
	/** How often the very same save was sent once more after it was told to be saved. */
	replays = 0;

	constructor(
		readonly field: Field,
		readonly young: Young,
		/** What is added to each text, to make it long. */
		readonly padding = ''
	) {}

	/** The n-th text under a question: never twice the same. */
	text = (question: string, n: number): string => `${question}: poging ${n} van ${this.young.id}${this.padding}`;

	/** Saves something new under one of the questions, until the portal says that it is saved. */
	async write(): Promise<void> {
		const question = oneOf(this.field.chance, questions.slice(0, 6));
		const kept = this.kept.get(question) ?? { base: 0, told: 0, sent: 0 };
		this.kept.set(question, kept);
		/* What may have arrived is sent once more as it was, before anything else: as the page does. */
		const n = kept.sent > kept.told ? kept.sent : ++kept.sent;
		const form = {
			_instrument: `${instrument.key}/${instrument.version}`,
			_base: String(kept.base),
			_status: 'empty',
			_doe: 'bewaar',
			text: this.text(question, n)
		};
		const path = `/paspoort/${this.young.passport}/vraag/${question}`;
		const save = () =>
			insist(
				this.field,
				() => send(this.field, this.young.token, path, form, true),
				({ status, text }) => status === 200 && text.includes('"success"')
			);
		const told = await save();
		if (!told) return;
		kept.told = n;
		kept.base = savedBase(told.text);
		if (this.field.chance() > 0.1) return;
		/* As when an answer is lost on its way: the same once more changes nothing. */
		const again = await save();
		if (!again) return;
		this.replays++;
		if (savedBase(again.text) !== kept.base) this.field.wrong.push(`the same save twice: ${kept.base}, then ${savedBase(again.text)}`);
	}

	/** Writes until it is over. @param wait about how long between two saves, in milliseconds */
	async goOn(wait: number): Promise<void> {
		while (!this.field.over) {
			await this.write();
			await pause(wait * (0.5 + this.field.chance()));
		}
	}
}

/** Opens a page again and again, until it is over; each must come. */
export async function keepReading(field: Field, token: string, path: string): Promise<void> {
	while (!field.over) {
		const told = await send(field, token, path);
		if (told?.status !== 200) field.wrong.push(`a page: ${told?.status ?? 'no answer'}`);
		await pause(200 * field.chance());
	}
}

/** The revision in the answer to a save. */
function savedBase(text: string): number {
	const flat = JSON.parse((JSON.parse(text) as { data: string }).data) as unknown[];
	const saved = flat[(flat[0] as { saved: number }).saved] as { base: number };
	return flat[saved.base] as number;
}

/** What came of the steps after writing, as the clients were told. */
export interface Steps {
	handedIn: number;
	signed: number;
	agreed: number;
	/** Consents that were given. */
	shared: string[];
	/** Readings by the mentor. */
	read: number;
	/** How often the intaker read each consent. */
	readings: Map<string, number>;
	startedAgain: number;
}

const valueOf = (html: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

/** A young person who goes the whole way with the mentor and the intaker, again and again. */
export class Career {
	readonly steps: Steps = { handedIn: 0, signed: 0, agreed: 0, shared: [], read: 0, readings: new Map(), startedAgain: 0 };
	readonly writer: Writer;

	constructor(
		readonly field: Field,
		readonly people: People,
		readonly young: Young
	) {
		this.writer = new Writer(field, young);
	}

	async goOn(): Promise<void> {
		while (!this.field.over && (await this.goRound()));
	}

	async #read(token: string, path: string): Promise<string | undefined> {
		const told = await insist(
			this.field,
			() => send(this.field, token, path),
			({ status }) => status === 200
		);
		return told?.text;
	}

	async #do(token: string, path: string, form: Record<string, string>): Promise<string | undefined> {
		const told = await insist(
			this.field,
			() => send(this.field, token, path, form),
			({ status }) => status === 303
		);
		return told?.location;
	}

	/** Once from draft to read and withdrawn. @returns false when it was over before */
	private async goRound(): Promise<boolean> {
		const { steps, young, people } = this;
		const own = `/paspoort/${young.passport}`;
		const atMentor = `/begeleiding/paspoort/${young.passport}`;
		await this.writer.write();
		await this.writer.write();

		if (!(await this.#do(young.token, `${own}/klaar`, {}))) return false;
		steps.handedIn++;
		const passport = await this.#read(people.mentor.token, atMentor);
		if (!passport) return false;
		steps.read++;
		const [year, month, day] = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10).split('-');
		const talk = {
			instrument: instrument.key,
			version: String(instrument.version),
			mentor: people.mentor.id,
			revision: valueOf(passport, 'revision'),
			'opmerking.wie': `Opmerking ${steps.signed + 1}`,
			'held.day': day!,
			'held.month': month!,
			'held.year': year!,
			present: ''
		};
		if (!(await this.#do(people.mentor.token, `${atMentor}?/teken`, talk))) return false;
		steps.signed++;

		const akkoord = await this.#read(young.token, `${own}/akkoord`);
		if (!akkoord) return false;
		const agreement = { revision: valueOf(akkoord, 'revision'), view: 'agree', remarks: 'yes', hasRemarks: '1' };
		if (!(await this.#do(young.token, `${own}/akkoord`, agreement))) return false;
		steps.agreed++;

		const choice = { editie: String(steps.agreed), met: 'team', team: people.team, deel: '1', kenmerk: '' };
		const back = await this.#do(young.token, `${own}/delen/nieuw?/nalezen`, choice);
		const confirm = back && (await this.#read(young.token, back));
		if (!confirm) return false;
		const id = valueOf(confirm, 'id');
		if (!(await this.#do(young.token, `${own}/delen/nieuw/nalezen`, { id, keuze: valueOf(confirm, 'keuze') }))) return false;
		steps.shared.push(id);

		if (!(await this.#read(people.intaker.token, `/intake/${id}`))) return false;
		steps.readings.set(id, 1);
		if (!(await this.#do(young.token, `${own}/delen/${id}/intrekken`, {}))) return false;
		if (!(await this.#do(young.token, `${own}?/opnieuw`, {}))) return false;
		steps.startedAgain++;
		return true;
	}
}
