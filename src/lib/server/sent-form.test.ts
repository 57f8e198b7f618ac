import { isHttpError } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { readFormsSafely } from './sent-form';

const typed = 'application/x-www-form-urlencoded';

function sent(body: BodyInit, type: string): Request {
	const request = new Request('http://portaal/', {
		method: 'POST',
		body,
		headers: { 'content-type': type },
		duplex: 'half'
	} as RequestInit);
	readFormsSafely(request);
	return request;
}

const statusOf = (request: Request): Promise<unknown> =>
	request.formData().then(
		() => 'read',
		(why) => (isHttpError(why) ? why.status : why)
	);

test('a form is read as it was sent, in both ways that browsers send it', async () => {
	const fields: [string, string][] = [
		['naam', 'Zoë & co'],
		['deel', '1'],
		['deel', '2']
	];
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	const inParts = new Request('http://portaal/', { method: 'POST', body: form });
	readFormsSafely(inParts);
	expect([...(await inParts.formData())]).toEqual(fields);
	expect([...(await sent(new URLSearchParams(fields).toString(), typed).formData())]).toEqual(fields);
});

test('what is no form, or is cut off, is the sender’s mistake', async () => {
	const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb';
	expect(await statusOf(sent(part, 'multipart/form-data; boundary=x'))).toBe(400);
	expect(await statusOf(sent(part, 'multipart/form-data'))).toBe(400);
	expect(await statusOf(sent('a=b', 'text/plain'))).toBe(400);
});

test('too large stays too large', async () => {
	for (const type of [typed, 'multipart/form-data; boundary=x']) {
		const body = new ReadableStream({ start: (stream) => stream.error(Object.assign(new Error('too large'), { status: 413 })) });
		expect(await statusOf(sent(body, type))).toBe(413);
	}
});

test('NUL and names that every object has are left out', async () => {
	const form = await sent('tekst=a%00b&constructor=x&__proto__=y&na%00am=z', typed).formData();
	expect([...form]).toEqual([
		['tekst', 'ab'],
		['naam', 'z']
	]);
});
