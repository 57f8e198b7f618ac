/** Values that somebody would try in a form or an address, and what the judge knows them by. */
import type { Random } from './fuzz-random';

/** A value as text, or as bytes that are no text. */
export type Value = string | Buffer;
export type Fields = [name: string, value: Value][];

/** What no page may give back as it is: the judge looks for it. */
export const marks = { tag: '<zz7 id=1>', attribute: "\"zz8='1'", end: '</script><zz7>', scheme: 'javascript:zz9()', header: 'X-Zz6' };

/** Not ours: no address may lead there. */
export const elsewhere = 'evil.example';

/** Ways to write an address that is not ours, so that it looks like one of ours. */
export const outside = [
	`//${elsewhere}`,
	`/\\${elsewhere}`,
	`\\\\${elsewhere}`,
	`/\t/${elsewhere}`,
	`/\n/${elsewhere}`,
	`\t//${elsewhere}`,
	` //${elsewhere}`,
	`///${elsewhere}`,
	`/./${'/'}${elsewhere}`,
	`/..//${elsewhere}`,
	`https://${elsewhere}/`,
	`https:${elsewhere}`,
	`javascript:alert(1)`,
	`@${elsewhere}`,
	`/%2f${elsewhere}`,
	`/%5c${elsewhere}`,
	`/😀//${elsewhere}`,
	`/\u2028/${elsewhere}`
];

/** Longer than a portal reads. */
export const tooLong = 512 * 1024 + 1;

const bytes = (...codes: number[]): Buffer => Buffer.from(codes);

/** Values that somebody would try. @param ids ids of others */
export function nastyValue(random: Random, ids: readonly string[]): Value {
	const length = random.one([10, 100, 101, 200, 201, 255, 256, 500, 501, 2000, 5000, 5001, 20_000, 100_000]);
	const kinds: (() => Value)[] = [
		() =>
			random.one([
				'',
				' ',
				'\t',
				'\n',
				'\r\n',
				'.',
				'-',
				'\u00a0',
				'\u200b',
				'\ufeff',
				'\u202e',
				'\uffff',
				'\u0001',
				'\u001f',
				'\u007f',
				'\u0085'
			]),
		() => random.one(['\0', 'a\0b', '\0\0\0', 'Mila\0', `${random.one(ids)}\0`]),
		/* No UTF-8: a byte alone, half a surrogate pair, more zeros than needed, another encoding, cut off. */
		() =>
			random.one([
				bytes(0xff),
				bytes(0xed, 0xa0, 0xbd),
				bytes(0xc0, 0x80),
				bytes(0xfe, 0xff, 0, 65),
				bytes(0xe2, 0x82),
				bytes(0xf5, 0x80, 0x80, 0x80)
			]),
		() => random.one(['a', 'é', '\n', ' ', '0', '<', '&', '😀', 'e\u0301\u0302', '-', 'a b ']).repeat(length),
		() => `${'a'.repeat(random.one([19, 49, 99, 199, 299, 499, 4999]))}😀`,
		() => random.one(Object.values(marks)),
		() => random.one([marks.tag, marks.attribute, marks.scheme]),
		() =>
			random.one([
				"'; --",
				"' or '1'='1",
				'%',
				'_',
				'\\',
				'%s%n',
				'${7*7}',
				'{{7*7}}',
				'../../../../etc/passwd',
				'| id',
				'`id`',
				'$(id)',
				'*)(uid=*'
			]),
		() =>
			random.one([
				'__proto__',
				'constructor',
				'toString',
				'hasOwnProperty',
				'null',
				'undefined',
				'NaN',
				'true',
				'[]',
				'{}',
				'[object Object]'
			]),
		() =>
			random.one([
				'0',
				'-1',
				'-0',
				'1.5',
				'1e3',
				'1e999',
				'0x10',
				'2147483647',
				'2147483648',
				'-2147483649',
				'9007199254740993',
				'9'.repeat(40),
				'٣',
				'１'
			]),
		() => random.one(['0000', '1', '31', '32', '2', '29', '99999', '-5', '275760', '10000', '1900', '2999']),
		() => random.one(ids),
		() =>
			random.one([
				random.one(ids).toUpperCase(),
				`{${random.one(ids)}}`,
				`${random.one(ids)} `,
				'00000000-0000-0000-0000-000000000000',
				'f'.repeat(32)
			]),
		() => random.one(outside),
		() =>
			random.one([
				'/😀',
				'/é',
				'/\u2028',
				'/a%00',
				'/%0d%0aX-Zz6: 1',
				`\r\n${marks.header}: 1`,
				'/%',
				'/%ff',
				'/..//',
				`/;@${elsewhere}`,
				'/?a=%'
			]),
		() =>
			random.one([
				`a@${elsewhere}`,
				'a@b.nl\r\nBcc: x@y.nl',
				'"a b"@c.nl',
				`${'a'.repeat(190)}@voorbeeld.nl`,
				'a@b',
				'é@é.nl',
				'<a@b.nl>',
				'a@b.nl,c@d.nl'
			])
	];
	return random.one(kinds)();
}
