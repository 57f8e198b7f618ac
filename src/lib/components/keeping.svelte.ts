/**
 * Keeps what is typed in one part of a form, a moment after the last key: one save at a time, tried again when it fails,
 * with its status in words. Without JavaScript the buttons of the form do it.
 */
import { deserialize } from '$app/forms';
import { m } from '$lib/text/paraglide/messages';
import type { ActionResult } from '@sveltejs/kit';

const pause = 800;
const again = 10_000;

/** The answer to a save: when it was kept, or what a colleague wrote meanwhile. */
export type Kept = Record<string, unknown> | undefined;

export class Keeping {
	/** For the one who types: kept when, or why not yet. */
	status = $state('');
	#timer: ReturnType<typeof setTimeout> | undefined;
	#kept: string | undefined;
	#busy = false;
	#halted = false;

	/**
	 * @param action where it is saved
	 * @param read the fields as they are now, and as they were given by the server
	 * @param answered what came back; true stops saving by itself, because somebody has to choose and press a button
	 */
	constructor(
		private action: string,
		private read: () => { now: FormData; given: string } | undefined,
		private answered: (kept: Kept) => boolean
	) {}

	/** Whether something is typed that is not kept. */
	get behind(): boolean {
		const fields = this.read();
		return !!fields && words(fields.now) !== (this.#kept ?? fields.given);
	}

	/** Something was typed: keep it in a moment. */
	typed(wait = pause): void {
		clearTimeout(this.#timer);
		if (!this.#halted) this.#timer = setTimeout(() => this.keep(), wait);
	}

	stop(): void {
		clearTimeout(this.#timer);
	}

	/** A button of the form has kept it as it is now. */
	done(): void {
		const fields = this.read();
		if (fields) this.#kept = words(fields.now);
		this.#halted = false;
		this.status = '';
	}

	async keep(): Promise<void> {
		const fields = this.read();
		if (!fields || this.#halted || !this.behind) return;
		if (this.#busy) return this.typed();
		clearTimeout(this.#timer);
		this.#busy = true;
		this.status = m.guidance_remark_keeping();
		const sent = words(fields.now);
		try {
			const response = await fetch(this.action, {
				method: 'POST',
				body: fields.now,
				headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
				keepalive: sent.length < 15_000
			});
			const result = deserialize(await response.text());
			if (result.type === 'success') {
				this.#kept = sent;
				this.#halted = this.answered(result.data);
				this.status = m.guidance_remark_kept({ time: String(result.data?.kept) });
			} else if (result.type === 'redirect') {
				this.status = m.guidance_remark_signed_out();
				this.typed(again);
			} else if (result.type === 'failure') {
				this.#halted = this.answered(result.data);
				this.status = result.data?.gone ? m.talk_gone() : '';
			} else throw new Error();
		} catch {
			this.status = m.guidance_remark_not_kept();
			this.typed(again);
		}
		this.#busy = false;
		if (this.#kept === sent && this.behind) this.typed();
	}
}

/** A form that is kept as a whole. It gets the element of the form, and says which revision was kept last. */
export class WholeForm {
	element = $state<HTMLFormElement>();
	/** The revision of the last save by itself; 0: none yet. */
	since = $state(0);
	/** Somebody else changed it: a button has to be pressed, nothing is saved by itself. */
	stopped = $state(false);
	readonly keeping: Keeping;
	/* As the server filled the form. */
	#given: string | undefined;

	/** Made while its component is. @param action where it is saved */
	constructor(action: string) {
		this.keeping = new Keeping(
			action,
			() => (this.element && this.#given !== undefined ? { now: new FormData(this.element), given: this.#given } : undefined),
			(kept) => {
				this.stopped = kept !== undefined && 'problem' in kept;
				if (!this.stopped && typeof kept?.revision === 'number') this.since = kept.revision;
				return this.stopped;
			}
		);
		$effect(() => {
			if (this.element) this.#given ??= words(new FormData(this.element));
			return () => this.keeping.stop();
		});
	}

	/** A button of the form was answered: the page says what is wrong, if anything is. @param type of the answer */
	sent(type: ActionResult['type']): void {
		this.stopped = false;
		if (type === 'success' || type === 'redirect') this.keeping.done();
	}
}

/** The words of a form's fields, whatever its revision. */
function words(form: FormData): string {
	return JSON.stringify([...form].filter(([name]) => !name.startsWith('revision')));
}
