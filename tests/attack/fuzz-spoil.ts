/** Spoils what is right: values, fields, encodings, headers, addresses. */
import { gzipSync } from 'node:zlib';
import type { Form } from './fuzz-forms';
import type { Sent } from './fuzz-http';
import { elsewhere, marks, nastyValue, tooLong, type Fields, type Value } from './fuzz-nasty';
import type { Random } from './fuzz-random';

/** What somebody types into a field that is empty. */
function plausible(random: Random, name: string, type: string): string {
	if (/password|fresh|old/.test(name)) return random.one(['demo-paspoort', 'paarden en pony 7', 'fout wachtwoord']);
	if (type === 'email' || /mail/.test(name)) return `iemand${random.below(1000)}@voorbeeld.nl`;
	if (/day$/.test(name)) return String(1 + random.below(28));
	if (/month$/.test(name)) return String(1 + random.below(12));
	if (/year$/.test(name)) return random.one(['2010', '2009', String(new Date().getFullYear()), String(new Date().getFullYear() + 1)]);
	if (/login|signInName/.test(name)) return random.one(['mila', 'luka', 'tjeerd', `nieuw-${random.below(1_000_000)}`]);
	if (/^code$/.test(name)) return random.one(['123456', 'KBD4F7', 'ABCD-EFGH-JKLM']);
	return random.one(['', 'Een zin over mij.', 'Ik ben goed in koken, en in luisteren.\nOok naar mijn zusje.', 'Kees']);
}

/** A form as somebody would fill it in. */
export function filled(random: Random, { fields, button }: Form): Fields {
	const sent: Fields = [];
	const picked = new Map<string, string>();
	for (const name of new Set(fields.filter(({ type }) => type === 'radio').map(({ name }) => name))) {
		const choices = fields.filter((field) => field.name === name);
		picked.set(name, random.often(0.5) ? (choices.find(({ checked }) => checked) ?? choices[0]!).value : random.one(choices).value);
	}
	for (const { name, type, value, checked, options } of fields) {
		if (type === 'radio') {
			if (picked.get(name) === value) sent.push([name, value]);
		} else if (type === 'checkbox') {
			if (checked ? random.often(0.8) : random.often(0.3)) sent.push([name, value]);
		} else if (type === 'select') sent.push([name, random.often(0.5) ? value : random.one([...options, value])]);
		else if (type !== 'submit') sent.push([name, value === '' ? plausible(random, name, type) : value]);
	}
	return button ? [...sent, [button.name, button.value]] : sent;
}

/** How often a field is sent: in all not much more than a portal reads. */
const timesOf = (random: Random, value: Value): number =>
	Math.min(random.one([2, 10, 1000, 5000]), Math.ceil((2 * tooLong) / (value.length + 1)));

/** Changes one or more fields: another value, twice, many times, gone, renamed, more than there are. */
export function spoiled(random: Random, fields: Fields, ids: readonly string[]): Fields {
	const changed = [...fields];
	for (let times = 1 + random.below(3); times > 0; times--) {
		const at = random.below(changed.length || 1);
		const [name, value] = changed[at] ?? ['text', ''];
		const put: (() => void)[] = [
			() => void (changed[at] = [name, nastyValue(random, ids)]),
			() => void (changed[at] = [name, nastyValue(random, ids)]),
			() => void (changed[at] = [name, nastyValue(random, ids)]),
			() => void (changed[at] = [name, random.one(changed)?.[1] ?? '']),
			() => void changed.splice(at, 1),
			() => void changed.push([name, nastyValue(random, ids)]),
			() => void changed.unshift([name, nastyValue(random, ids)]),
			() => void changed.push(...Array.from({ length: timesOf(random, value) }, (): [string, Value] => [name, value])),
			() => void (changed[at] = [random.one([`${name}[]`, `${name}[0]`, `${name}.x`, name.toUpperCase(), '']), value]),
			() =>
				void changed.push([
					random.one(['__proto__', 'constructor', 'toString', '_', 'id', '_van', '_doe', '_zeker', 'x'.repeat(3000), '\0', '\u202e']),
					'x'
				]),
			() => void (changed.length = 0)
		];
		random.one(put)();
	}
	return changed;
}

const escaped = (value: Value): string =>
	typeof value === 'string'
		? encodeURIComponent(value.toWellFormed())
		: [...value].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** As application/x-www-form-urlencoded. */
export const urlencoded = (fields: Fields): Buffer =>
	Buffer.from(fields.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&'));

/** As multipart/form-data; some of the fields as files. */
export function multipart(fields: Fields, boundary: string, asFile: (name: string) => boolean = () => false): Buffer {
	const parts = fields.flatMap(([name, value]) => {
		const file = asFile(name) ? '; filename="a.txt"\r\nContent-Type: text/plain' : '';
		const safe = name.replace(/["\r\n]/g, (sign) => escaped(sign));
		return [
			Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${safe}"${file}\r\n\r\n`),
			Buffer.from(value),
			Buffer.from('\r\n')
		];
	});
	return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

/** What a form is sent as. */
export const formType = 'application/x-www-form-urlencoded';
export const boundary = 'grens7d1f';

/** A form that is sent as a browser does, in one of its ways. */
export function asForm(random: Random, fields: Fields): Pick<Sent, 'headers' | 'body'> {
	if (random.often(0.75))
		return { headers: { 'content-type': random.one([formType, `${formType};charset=UTF-8`]) }, body: urlencoded(fields) };
	const files = random.often(0.3);
	return {
		headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
		body: multipart(fields, boundary, () => files && random.often(0.3))
	};
}

/** Bodies that are no form at all, or not the one that they say. All have to be refused. */
export function noForm(random: Random, fields: Fields): Pick<Sent, 'headers' | 'body'> {
	const whole = multipart(fields.length > 0 ? fields : [['a', 'b']], boundary);
	const types = `multipart/form-data; boundary=${boundary}`;
	const kinds: (() => Pick<Sent, 'headers' | 'body'>)[] = [
		() => ({
			headers: { 'content-type': random.one(['application/json', 'text/xml', 'image/png', 'application/octet-stream', 'x', 'text/html']) },
			body: urlencoded(fields)
		}),
		() => ({
			headers: { 'content-type': 'application/json' },
			body: Buffer.from(JSON.stringify(Object.fromEntries(fields.map(([n, v]) => [n, String(v)]))))
		}),
		() => ({ headers: { 'content-type': 'text/plain' }, body: urlencoded(fields) }),
		() => ({
			headers: { 'content-type': 'application/x-sveltekit-formdata' },
			body: random.one([urlencoded(fields), Buffer.from([0, 0, 0, 0, 0, 255, 255]), Buffer.from([1, 2, 3])])
		}),
		() => ({ headers: { 'content-type': 'multipart/form-data' }, body: whole }),
		() => ({ headers: { 'content-type': 'multipart/form-data; boundary=anders' }, body: whole }),
		() => ({
			headers: { 'content-type': types },
			body: whole.subarray(0, 10 + random.below(Math.max(1, whole.length - boundary.length - 20)))
		}),
		() => ({ headers: { 'content-type': types }, body: urlencoded(fields) }),
		() => ({
			headers: { 'content-type': types },
			body: Buffer.from(`--${boundary}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--${boundary}--\r\n`)
		}),
		() => ({ headers: { 'content-type': types, 'content-encoding': 'gzip' }, body: gzipSync(whole) }),
		() => ({ headers: { 'content-type': random.one([formType, types]) }, body: Buffer.alloc(tooLong + random.below(600_000), 'x=y&') })
	];
	return random.one(kinds)();
}

/** Headers that lie about where a request comes from, or ask for something odd. */
export function oddHeaders(random: Random): Record<string, string> {
	const kinds: (() => Record<string, string>)[] = [
		() => ({ host: random.one([elsewhere, `${elsewhere}:80`, 'localhost', '[::1]']) }),
		() => ({
			'x-forwarded-host': elsewhere,
			'x-forwarded-proto': 'https',
			'x-forwarded-port': '443',
			'x-forwarded-prefix': `//${elsewhere}`
		}),
		() => ({
			forwarded: `for=1.2.3.4;host=${elsewhere};proto=https`,
			'x-forwarded-for': random.one(['1.2.3.4', "' or 1=1", 'x'.repeat(4000)])
		}),
		() => ({ 'x-original-url': '/demo', 'x-rewrite-url': `//${elsewhere}/`, 'x-http-method-override': random.one(['DELETE', 'PUT']) }),
		() => ({ referer: `https://${elsewhere}/<zz7>` }),
		() => ({
			accept: random.one(['application/json', '*/*', 'text/html;q=0', 'application/json, text/html', 'x'.repeat(2000), ',;q', 'image/webp'])
		}),
		() => ({ 'x-sveltekit-action': 'true', accept: 'application/json' }),
		() => ({ 'x-pvs-bewaar': '1', 'x-sveltekit-action': 'true', accept: 'application/json' }),
		() => ({ 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' }),
		() => ({
			range: random.one([
				'bytes=0-0',
				'bytes=5-',
				'bytes=-5',
				'bytes=9999999-',
				'bytes=0-0,2-3,5-6',
				'bytes=x',
				'lines=1-2',
				`bytes=${'0-1,'.repeat(500)}`
			])
		}),
		() => ({ 'accept-encoding': random.one(['gzip', 'br;q=1, gzip;q=0', 'identity;q=0', '*;q=0', 'x'.repeat(500)]) }),
		() => ({ 'if-none-match': '*', 'if-modified-since': random.one(['x', 'Thu, 01 Jan 2099 00:00:00 GMT']), 'if-range': '"x"' }),
		() => ({ 'content-encoding': random.one(['gzip', 'br', 'deflate', 'x']) }),
		() => ({ upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-key': 'x', 'sec-websocket-version': '13' }),
		() => ({ expect: '100-continue' }),
		() => ({ 'accept-language': random.one(['en', '*', 'x'.repeat(3000)]), 'user-agent': marks.tag, 'x-a': 'é'.repeat(200) })
	];
	return random.one(kinds)();
}

/** Changes an address: a parameter, what is behind the question mark, how it is written. */
export function spoiledPath(random: Random, path: string, queries: readonly string[], ids: readonly string[]): string {
	const [place = '/', search = ''] = path.split(/\?(.*)/s);
	const parts = place.split('/');
	const nasty = () => escaped(nastyValue(random, ids)).slice(0, 6000);
	const kinds: (() => string)[] = [
		() => `${place}?${search ? `${search}&` : ''}${random.one(queries)}=${nasty()}`,
		() => `${place}?${random.one(queries)}=${nasty()}&${random.one(queries)}=${nasty()}&${random.one(queries)}`,
		() => `${place}?${Array.from({ length: 300 }, () => `${random.one(queries)}=${random.below(9)}`).join('&')}`,
		() => {
			const at = 1 + random.below(Math.max(1, parts.length - 1));
			return `${parts.map((part, index) => (index === at ? nasty() || 'x' : part)).join('/')}${search && `?${search}`}`;
		},
		() => {
			const withId = parts.map((part) => (/^[0-9a-f-]{36}$/.test(part) && random.often(0.7) ? random.one(ids) : part)).join('/');
			return `${withId}${search && `?${search}`}`;
		},
		() => `${place === '/' ? '' : place}/__data.json?${search}&x-sveltekit-invalidated=${random.one(['1', '01', '11', '111', 'x', ''])}`,
		() => `${place === '/' ? '' : place}/__route.js`,
		() =>
			random.one([
				`/${place}`,
				`${place}/`,
				`${place}//`,
				`/.${place}`,
				`/..%2f..${place}`,
				`/%2e%2e${place}`,
				`${place}%00`,
				`${place}%ff`,
				`${place};x=1`,
				`${place}%2f`,
				place.toUpperCase()
			]),
		() =>
			random.one([
				`//${elsewhere}${place}`,
				`//${elsewhere}/%2f..`,
				`/\\${elsewhere}`,
				`/%5c${elsewhere}/`,
				`//${elsewhere}//`,
				`/@${elsewhere}`
			]),
		() => `${place}?/${random.one(['default', 'x', '__proto__', 'constructor', 'toString', nasty()])}`,
		() => `/${nasty()}`,
		() =>
			random.one([
				'/_app/version.json',
				'/_app/immutable/',
				'/_app/immutable/../../package.json',
				'/_app/remote/x',
				'/favicon.svg',
				'/.env',
				'/manifest.webmanifest',
				'/robots.txt'
			])
	];
	return random.one(kinds)();
}

/** Requests that are no HTTP, or nearly. */
export function rawRequest(random: Random, host: string, path: string): Buffer {
	const rest = `Host: ${host}\r\nConnection: close\r\n`;
	const posted = `${rest}Origin: http://${host}\r\nContent-Type: ${formType}\r\n`;
	return Buffer.from(
		random.one([
			`GET http://${elsewhere}${path} HTTP/1.1\r\n${rest}\r\n`,
			`GET ${path} HTTP/1.1\r\n\r\n`,
			`GET ${path} HTTP/1.0\r\n\r\n`,
			`GET ${path}\0 HTTP/1.1\r\n${rest}\r\n`,
			`GET ${path} HTTP/9.9\r\n${rest}\r\n`,
			`TRACE ${path} HTTP/1.1\r\n${rest}Cookie: pvs=geheim\r\n\r\n`,
			`CONNECT ${elsewhere}:443 HTTP/1.1\r\n${rest}\r\n`,
			`XYZZY ${path} HTTP/1.1\r\n${rest}\r\n`,
			`get ${path} HTTP/1.1\r\n${rest}\r\n`,
			`OPTIONS * HTTP/1.1\r\n${rest}\r\n`,
			`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nHost: ${elsewhere}\r\nConnection: close\r\n\r\n`,
			`GET ${path} HTTP/1.1\r\n${rest}X: ${'y'.repeat(20_000)}\r\n\r\n`,
			`GET /${'y'.repeat(20_000)} HTTP/1.1\r\n${rest}\r\n`,
			`GET ${path} HTTP/1.1\r\n${rest}${'X: y\r\n'.repeat(3000)}\r\n`,
			`GET ${path} HTTP/1.1\r\n${rest}Cookie: pvs=%00; pvs-gast=%ff; pvs-vraag=%00; pvs-toestel=${marks.tag}\r\n\r\n`,
			`POST ${path} HTTP/1.1\r\n${posted}Content-Length: 5\r\nContent-Length: 6\r\n\r\na=b&c`,
			`POST ${path} HTTP/1.1\r\n${posted}Content-Length: -1\r\n\r\na=b`,
			`POST ${path} HTTP/1.1\r\n${posted}Content-Length: 9${'9'.repeat(18)}\r\n\r\na=b`,
			`POST ${path} HTTP/1.1\r\n${posted}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
			`POST ${path} HTTP/1.1\r\n${posted}Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n`,
			`POST ${path} HTTP/1.1\r\n${posted}Transfer-Encoding: gzip, chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n`,
			`POST ${path} HTTP/1.1\r\n${posted}Content-Length: 100\r\n\r\na=b`
		])
	);
}
