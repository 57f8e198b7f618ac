/** Saves a question while somebody types, and says in words how it stands. */
import { deserialize } from '$app/forms';
import type { ActionResult } from '@sveltejs/kit';
import { savesItself } from './autosave-header';
import { dropDraft, fieldsNow, keepDraft } from './drafts';

export type Standing = 'idle' | 'typing' | 'saving' | 'saved' | 'offline' | 'expired' | 'invalid';

/** How long somebody has to pause before it is saved, in milliseconds. */
const pause = 900;
/** How long until a lost connection is tried again, in milliseconds. */
const again = 5000;

export class Autosave {
	standing = $state<Standing>('idle');
	/** When it was last saved, in words. */
	at = $state('');
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: Promise<void> | undefined;
	#dirty = false;
	/** What was sent without an answer: it may have been saved, and then it is what the next save builds on. */
	#unsure: URLSearchParams | undefined;

	constructor(
		readonly form: HTMLFormElement,
		/** null on a shared device */
		readonly owner: string | null,
		readonly address: string,
		/** Gets what needs a person: a conflict with another device. */
		readonly ask: (result: ActionResult) => void
	) {}

	get #base(): HTMLInputElement {
		return this.form.elements.namedItem('_base') as HTMLInputElement;
	}

	/** Something was typed. */
	typed(): void {
		this.#dirty = true;
		keepDraft(this.owner, this.address, { base: Number(this.#base.value), fields: fieldsNow(this.form) });
		/* What still has to be mended stays there to read: a sentence that gets shorter moves the buttons, just as one is pressed. */
		if (this.standing !== 'expired' && this.standing !== 'invalid') this.standing = 'typing';
		/* Nothing else keeps it on a shared device: there it is also saved while somebody goes on typing. */
		if (this.owner || !this.#timer) this.#later(pause);
	}

	/** The form goes by itself now (a button was pressed): nothing more from here. */
	async settle(): Promise<void> {
		this.stop();
		await this.#running;
	}

	/** The form was saved with a button: nothing is left to do. */
	done(): void {
		this.stop();
		this.#dirty = false;
		this.#unsure = undefined;
		dropDraft(this.owner, this.address);
	}

	/** The form could not be sent: it is tried again by itself. */
	lost(): void {
		this.#dirty = true;
		this.#unsure = this.#body();
		this.#lost();
	}

	/** Saves now what is not saved. @returns whether everything is safe */
	async flush(): Promise<boolean> {
		this.stop();
		/* Who waited as well may have begun the next one: as long as it runs, nothing is safe. */
		while (this.#running) await this.#running;
		if (this.#dirty) await this.#save();
		return !this.#dirty;
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#later(after: number): void {
		this.stop();
		this.#timer = setTimeout(() => void this.flush(), after);
	}

	#save(): Promise<void> {
		this.#running = this.#send().finally(() => (this.#running = undefined));
		return this.#running;
	}

	async #send(): Promise<void> {
		this.standing = 'saving';
		try {
			/* Once more as it was, before what was typed since: saved twice is once, and otherwise the own words of a moment ago
			   would be taken for those of another device. */
			if (this.#unsure) this.#take(await this.#post(this.#unsure));
			this.#dirty = false;
			const result = await this.#post(this.#body());
			if (this.#take(result)) {
				if (!this.#dirty) dropDraft(this.owner, this.address);
				this.standing = this.#dirty ? 'typing' : 'saved';
				dispatchEvent(new Event('pvs-bewaard'));
				return;
			}
			this.#dirty = true;
			if (result.type !== 'failure') this.#lost();
			else if (result.status === 401) this.standing = 'expired';
			else if (result.status === 400) this.standing = 'invalid';
			else {
				this.standing = 'idle';
				this.ask(result);
			}
		} catch {
			this.#dirty = true;
			this.#lost();
		}
	}

	/** The form as it is now. */
	#body(): URLSearchParams {
		const data = new FormData(this.form);
		data.set('_doe', 'bewaar');
		return new URLSearchParams(data as unknown as Record<string, string>);
	}

	/** Sends one save. @throws when no answer came, or one that says nothing about it */
	async #post(body: URLSearchParams): Promise<ActionResult> {
		this.#unsure = body;
		const headers = { accept: 'application/json', 'x-sveltekit-action': 'true', [savesItself]: '1' };
		const response = await fetch(this.address, { method: 'POST', body, headers });
		const result: ActionResult = deserialize(await response.text());
		if (result.type === 'error') throw new Error('no answer');
		this.#unsure = undefined;
		return result;
	}

	/** What is saved is what the next save builds on. @returns whether it was saved */
	#take(result: ActionResult): boolean {
		if (result.type !== 'success') return false;
		const saved = result.data?.saved as { base: number; at: string } | null;
		if (saved) {
			this.#base.value = String(saved.base);
			this.at = saved.at;
		}
		return true;
	}

	#lost(): void {
		this.standing = 'offline';
		this.#later(again);
	}
}
