/** `npm run questions`: what is asked already, each question once, for whoever makes an instrument. */
import { offered } from '../lib/instruments';

const seen = new Set<string>();
for (const { key: instrument, version, questions } of offered)
	for (const { key, type, sensitive, text } of questions) {
		if (seen.has(key)) continue;
		seen.add(key);
		const from = `${instrument}/${version}`;
		console.log([from.padEnd(24), key.padEnd(24), type.padEnd(16), (sensitive ? 'gevoelig' : '').padEnd(9), text].join(' '));
	}
