/** WOFF to the plain font inside it (W3C WOFF 1.0, chapters 3 to 5). */
import { inflateSync } from 'node:zlib';

/**
 * The font in a WOFF file, unpacked once: fontkit unpacks a table anew for each letter it looks up, which was half of the
 * work of a PDF.
 */
export function unpack(woff: Buffer): Buffer {
	const count = woff.readUInt16BE(12);
	const tables = Array.from({ length: count }, (_, index) => {
		const entry = 44 + index * 20;
		const [from, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [number, number, number];
		const bytes = woff.subarray(from, from + packed);
		return {
			tag: woff.subarray(entry, entry + 4),
			checksum: woff.subarray(entry + 16, entry + 20),
			bytes: packed < length ? inflateSync(bytes) : bytes
		};
	});

	const header = Buffer.alloc(12 + count * 16);
	woff.copy(header, 0, 4, 8);
	header.writeUInt16BE(count, 4);
	const power = Math.floor(Math.log2(count));
	header.writeUInt16BE(16 * 2 ** power, 6);
	header.writeUInt16BE(power, 8);
	header.writeUInt16BE(16 * (count - 2 ** power), 10);
	const parts: Buffer[] = [header];
	let offset = header.length;
	tables.forEach(({ tag, checksum, bytes }, index) => {
		const entry = 12 + index * 16;
		tag.copy(header, entry);
		checksum.copy(header, entry + 4);
		header.writeUInt32BE(offset, entry + 8);
		header.writeUInt32BE(bytes.length, entry + 12);
		const rest = Buffer.alloc((4 - (bytes.length % 4)) % 4);
		parts.push(bytes, rest);
		offset += bytes.length + rest.length;
	});
	return Buffer.concat(parts);
}
