import { describe, expect, test } from 'vitest';
import { readGivenSettings, readSettings } from './env';

const complete = {
	DATABASE_URL: 'postgres://pvs_web:geheim@db.example:5432/portaal',
	DATABASE_SYSTEM_URL: 'postgres://pvs_jobs:geheim@db.example:5432/portaal',
	ORIGIN: 'https://paspoort.example',
	SECRET: 'x'.repeat(32),
	SMTP_URL: 'smtps://portaal:geheim@mail.example:465',
	MAIL_FROM: 'Paspoort voor Succes <paspoort@example.nl>'
};

describe('settings', () => {
	test('those that are needed are enough', () => {
		expect(readSettings(complete)).toMatchObject({
			origin: 'https://paspoort.example',
			secureCookies: true,
			demo: false,
			host: '0.0.0.0',
			port: 3000
		});
	});

	test.each(Object.keys(complete))('a missing %s is named', (name) => {
		expect(() => readSettings({ ...complete, [name]: undefined })).toThrow(`De instelling ${name} ontbreekt`);
	});

	test.each([
		['DATABASE_URL', 'mysql://pvs_web:geheim@db.example/portaal'],
		['DATABASE_URL', 'postgres://db.example/portaal'],
		['DATABASE_SYSTEM_URL', 'ergens'],
		['DATABASE_OWNER_URL', 'localhost:5432'],
		['ORIGIN', 'http://paspoort.example'],
		['ORIGIN', 'https://paspoort.example/start'],
		['ORIGIN', 'paspoort.example'],
		['SECRET', 'te kort'],
		['SMTP_URL', 'mail.example:587'],
		['SMTP_URL', 'https://mail.example'],
		['MAIL_FROM', 'School zonder adres'],
		['MAIL_FROM', 'a@example.nl, b@example.nl'],
		['PORT', '0'],
		['PORT', '70000'],
		['PORT', 'drie'],
		['HOST', 'http://hier'],
		['DEMO', 'ja'],
		['ADDRESS_HEADER', 'X-Forwarded-For: 1'],
		['XFF_DEPTH', '0']
	])('a wrong %s (%s) is named, and its value is not repeated', (name, value) => {
		const read = () => readSettings({ ...complete, [name]: value });
		expect(read).toThrow(`De instelling ${name} klopt niet`);
		expect(read).not.toThrow(value.length > 4 ? value : 'geheim');
	});

	test('all wrong settings are named at once', () => {
		expect(() => readSettings({ ...complete, PORT: 'x', SECRET: 'x' })).toThrow(/SECRET[^]*PORT/);
	});

	test('the demo needs no mail server, and uses none', () => {
		expect(readSettings({ ...complete, DEMO: '1', SMTP_URL: undefined, MAIL_FROM: undefined }).smtp).toBeUndefined();
		expect(readSettings({ ...complete, DEMO: '1' }).smtp).toBeUndefined();
		expect(readSettings({ ...complete, MAIL_FROM: 'paspoort@example.nl' }).smtp?.from).toBe('paspoort@example.nl');
	});

	test('plain http is for this computer only, and its cookies are not marked secure', () => {
		expect(readSettings({ ...complete, ORIGIN: 'http://localhost:3000/' })).toMatchObject({
			origin: 'http://localhost:3000',
			secureCookies: false
		});
	});

	test('the number of proxies says nothing without the header they write', () => {
		expect(() => readGivenSettings({ XFF_DEPTH: '2' })).toThrow('ADDRESS_HEADER');
		expect(() => readGivenSettings({ XFF_DEPTH: '2', ADDRESS_HEADER: 'X-Forwarded-For' })).not.toThrow();
	});

	test('without anything given, a command can still choose', () => {
		expect(readGivenSettings({ PORT: '' })).toMatchObject({ port: undefined, webUrl: undefined, demo: false });
	});
});
