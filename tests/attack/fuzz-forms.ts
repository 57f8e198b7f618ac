/** Reads the forms of a page as a browser does, so that the fuzz begins with what is right and then spoils it. */

/** A field with what it holds, or can hold. */
export interface Field {
	name: string;
	type: string;
	value: string;
	checked: boolean;
	/** Of a select. */
	options: string[];
}

/** A form that can be sent, once for each of its buttons. */
export interface Form {
	/** Path and question mark to send it to. */
	path: string;
	fields: Field[];
	/** What the button itself adds. */
	button?: { name: string; value: string };
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0' };

/** Text of a page as it was before it was written into HTML. */
export const plain = (text: string): string =>
	text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (all, name: string) => {
		const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : name.startsWith('#') ? Number(name.slice(1)) : undefined;
		return code === undefined ? (entities[name] ?? all) : String.fromCodePoint(code);
	});

const tag = /<(\/?)([a-z][a-z0-9-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*\/?>/gi;

function attributesOf(text: string): Record<string, string> {
	const found = [...text.matchAll(/([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)];
	return Object.fromEntries(
		found.map(([, name, ...values]) => [name!.toLowerCase(), plain(values.find((one) => one !== undefined) ?? '')])
	);
}

interface Raw {
	id?: string;
	method: string;
	action: string;
	fields: Field[];
	buttons: { name?: string; value: string; action?: string }[];
}

/** The forms of a page that are sent with POST. @param at the page's own path and question mark */
export function formsOf(html: string, at: string): Form[] {
	const forms: Raw[] = [];
	const elsewhere: { form: string; put: (raw: Raw) => void }[] = [];
	let open: Raw | undefined;
	let select: Field | undefined;
	const put = (attributes: Record<string, string>, work: (raw: Raw) => void) => {
		if (attributes.form) elsewhere.push({ form: attributes.form, put: work });
		else if (open) work(open);
	};
	for (const match of html.matchAll(tag)) {
		const [whole, slash, upper, rest] = match;
		const name = upper!.toLowerCase();
		const attributes = attributesOf(rest!);
		if (slash) {
			if (name === 'form') open = undefined;
			if (name === 'select') select = undefined;
			continue;
		}
		const field = (type: string, value: string): Field => ({
			name: attributes.name!,
			type,
			value,
			checked: 'checked' in attributes,
			options: []
		});
		if (name === 'form') {
			open = {
				id: attributes.id,
				method: (attributes.method ?? 'get').toLowerCase(),
				action: attributes.action ?? '',
				fields: [],
				buttons: []
			};
			forms.push(open);
		} else if (name === 'input' && attributes.name) {
			const type = attributes.type ?? 'text';
			const made = field(type, attributes.value ?? (type === 'checkbox' || type === 'radio' ? 'on' : ''));
			put(attributes, (raw) => raw.fields.push(made));
		} else if (name === 'textarea' && attributes.name) {
			const start = match.index + whole.length;
			const made = field('textarea', plain(html.slice(start, html.indexOf('</textarea', start))));
			put(attributes, (raw) => raw.fields.push(made));
		} else if (name === 'select' && attributes.name) {
			const made = (select = field('select', ''));
			put(attributes, (raw) => raw.fields.push(made));
		} else if (name === 'option' && select) {
			select.options.push(attributes.value ?? '');
			if (select.options.length === 1 || 'selected' in attributes) select.value = attributes.value ?? '';
		} else if (name === 'button' && (attributes.type ?? 'submit') === 'submit')
			put(attributes, (raw) => raw.buttons.push({ name: attributes.name, value: attributes.value ?? '', action: attributes.formaction }));
	}
	for (const { form, put: work } of elsewhere) for (const raw of forms) if (raw.id === form) work(raw);
	return forms.filter(({ method }) => method === 'post').flatMap((raw) => sendable(raw, at));
}

function sendable({ action, fields, buttons }: Raw, at: string): Form[] {
	const pathOf = (to: string): string => {
		const { pathname, search } = new URL(to || at, `http://portal${at}`);
		return pathname + search;
	};
	if (buttons.length === 0) return [{ path: pathOf(action), fields }];
	return buttons.map((button) => ({
		path: pathOf(button.action ?? action),
		fields,
		button: button.name ? { name: button.name, value: button.value } : undefined
	}));
}

/** The name of the action that a form's path calls. */
export const actionOf = (path: string): string => /[?&]\/([^&=]+)/.exec(path)?.[1] ?? 'default';

/** What a browser would send of a form that nobody touched. */
export function untouched({ fields, button }: Form): [string, string][] {
	const sent = fields
		.filter(({ type, checked }) => !(type === 'checkbox' || type === 'radio') || checked)
		.filter(({ type }) => type !== 'submit')
		.map(({ name, value }): [string, string] => [name, value]);
	return button ? [...sent, [button.name, button.value]] : sent;
}
