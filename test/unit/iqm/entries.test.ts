import { InputError } from '../../../nodes/common/ground/errors';
import type { EntryKind } from '../../../nodes/Iqm/IqmCampaign/form/entries';
import { toEntries } from '../../../nodes/Iqm/IqmCampaign/form/entries';
import { checkZips, toZips } from '../../../nodes/Iqm/IqmCampaign/form/zips';

const LABEL = 'Allowed Entries';

function takes(kind: EntryKind, value: string, expected = value): void {
	expect(toEntries(value, LABEL, kind)).toEqual([expected]);
}

function adviceOn(value: string, kind: EntryKind): string | undefined {
	try {
		toEntries(value, LABEL, kind);
	} catch (error) {
		return (error as InputError).description ?? undefined;
	}
	return undefined;
}

function refuses(kind: EntryKind, value: unknown, what: string): void {
	const read = () => toEntries(value, LABEL, kind);
	expect(read).toThrow(InputError);
	expect(read).toThrow(`'Allowed Entries' must hold ${what}, not`);
}

describe('IP addresses', () => {
	it.each([
		'203.0.113.7',
		'0.0.0.0',
		'255.255.255.255',
		'10.0.0.0/8',
		'203.0.113.7/32',
		'::',
		'::1',
		'2001:db8::1',
		'2001:0db8:0000:0000:0000:ff00:0042:8329',
		'2001:DB8::FF00:42:8329',
		'1:2:3:4:5:6:7::',
		'::2:3:4:5:6:7:8',
		'::ffff:192.0.2.1',
		'64:ff9b::192.0.2.33',
		'1:2:3:4:5:6:192.0.2.1',
		'2001:db8::/32',
		'::/128',
	])('are %s', (value) => takes('ips', value));

	it.each([
		'300.1.1.1',
		'1.2.3.256',
		'1.2.3',
		'1.2.3.4.5',
		'1.2.3.',
		'.1.2.3',
		'010.1.1.1',
		'1.2.3.04',
		'10.0.0.0/33',
		'10.0.0.0/',
		'10.0.0.0/08',
		'10.0.0.0/-1',
		'10.0.0/8',
		'10.0.0.0/255.0.0.0',
		'10.0.0.1-10.0.0.9',
		'10.0.0.*',
		'0x7f.0.0.1',
		'2130706433',
		'1.2.3.4/index.html',
		'me@1.2.3.4',
		'http://10.0.0.0/8',
		'10.0.0.0:80/8',
		'http://300.1.1.1/',
		'http://[::g]/',
		'2001:db8::1:',
		'ftp://1.2.3.4',
		'1.2.3.4:800000',
		'localhost',
		':::',
		'1::2::3',
		'1:2:3:4:5:6:7',
		'1:2:3:4:5:6:7:8:9',
		'1:2:3:4:5:6:7:8::',
		':1:2:3:4:5:6:7',
		'1:2:3:4:5:6:7:',
		'12345::',
		'g::1',
		'::1.2.3',
		'::300.1.1.1',
		'1.2.3.4::',
		'2001:db8::/129',
		'fe80::1%eth0',
	])('are not %s', (value) => refuses('ips', value, 'IP addresses'));

	it.each([
		['1.2.3.4:8080', '1.2.3.4'],
		['http://1.2.3.4', '1.2.3.4'],
		['HTTPS://1.2.3.4/', '1.2.3.4'],
		['https://user:pass@1.2.3.4:8443/a?b#c', '1.2.3.4'],
		['1.2.3.4:80/path', '1.2.3.4'],
		['<http://1.2.3.4>', '1.2.3.4'],
		['[2001:db8::1]', '2001:db8::1'],
		['[2001:db8::1]:8080', '2001:db8::1'],
		['http://[2001:db8::1]:80/x', '2001:db8::1'],
		['[203.0.113.7]', '203.0.113.7'],
	])('are taken out of %s', (value, address) => takes('ips', value, address));

	it('are read from brackets', () => {
		const entries = ['1.2.3.4', '2001:db8::1', '10.0.0.0/8'];
		expect(toEntries('[1.2.3.4,2001:db8::1, 10.0.0.0/8]', LABEL, 'ips')).toEqual(entries);
		expect(toEntries('[2001:db8::1]:80 [::1]', LABEL, 'ips')).toEqual(['2001:db8::1', '::1']);
	});

	it('say how a range is written', () => {
		expect(adviceOn('10.0.0.*', 'ips')).toContain('write a range as 203.0.113.0/24');
	});

	it('are split like all codes', () => {
		expect(toEntries('203.0.113.7 203.0.113.8;::1\t10.0.0.0/8', LABEL, 'ips')).toEqual([
			'203.0.113.7',
			'203.0.113.8',
			'::1',
			'10.0.0.0/8',
		]);
	});
});

describe('domains', () => {
	it.each([
		['example.com', 'example.com'],
		['Example.COM', 'example.com'],
		['example.com.', 'example.com'],
		['example.com:8080', 'example.com'],
		['www.example.com/path', 'www.example.com'],
		['https://www.example.com/path?x=1', 'www.example.com'],
		['HTTP://WWW.EXAMPLE.COM', 'www.example.com'],
		['https://user:pass@example.com:8443/a@b#c', 'example.com'],
		['//cdn.example.com/x', 'cdn.example.com'],
		['https://example.com?x=1', 'example.com'],
		['a-b.example.co.uk', 'a-b.example.co.uk'],
		['1.example.com', '1.example.com'],
		['<https://example.com>', 'example.com'],
		['<https://www.Example.com/path?x=1>', 'www.example.com'],
		['<example.com>', 'example.com'],
		['my_shop.example.com', 'my_shop.example.com'],
		['https://a_b.c_d.example.com/x', 'a_b.c_d.example.com'],
		['münchen.example', 'xn--mnchen-3ya.example'],
		['https://例え.テスト/a', 'xn--r8jz45g.xn--zckzah'],
		['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example'],
	])('are taken out of %s', (value, host) => takes('domains', value, host));

	it.each([
		'example',
		'foo bar',
		'exa mple.com',
		'info@example.com',
		'mailto:info@example.com',
		'localhost',
		'1.2.3.4',
		'https://1.2.3.4/x',
		'[::1]',
		'exa_mple.com',
		'my_shop.com',
		'_dmarc.example.com',
		'example.c_m',
		'<>',
		'-example.com',
		'example-.com',
		'example..com',
		'.example.com',
		'*.example.com',
		'example.c%6fm',
		'example.123',
		'ftp://example.com',
		'https:/example.com',
		'https://',
		'/path',
		`${'a'.repeat(64)}.example`,
		`${'a.'.repeat(130)}example`,
	])('are not %s', (value) => {
		if (value === '[::1]') expect(() => toEntries(value, LABEL, 'domains')).toThrow(InputError);
		else refuses('domains', value, 'domains');
	});
});

it.each(['*.example.com', 'https://*.example.com/', 'example.*'])(
	'says of the domain %s that it takes no wildcards',
	(value) => expect(adviceOn(value, 'domains')).toContain('Wildcards are not taken'),
);

describe('apps', () => {
	it.each([
		['123456789', '123456789'],
		['id123456789', '123456789'],
		['https://apps.apple.com/us/app/my-app/id123456789', '123456789'],
		['https://apps.apple.com/app/id123456789?mt=8', '123456789'],
		['itunes.apple.com/app/my-app/id123456789#x', '123456789'],
	])('of iOS are taken out of %s', (value, id) => takes('iosApps', value, id));

	it.each(['0', '0123', 'id', 'com.example.app', '123a', '12.5', '-1', 'https://example.com/id12'])(
		'of iOS are not %s',
		(value) => refuses('iosApps', value, 'numeric App Store IDs'),
	);

	it.each([
		['com.example.app', 'com.example.app'],
		['com.Example_1.app2', 'com.Example_1.app2'],
		['https://play.google.com/store/apps/details?id=com.example.app&hl=en', 'com.example.app'],
		['play.google.com/store/apps/details?hl=en&id=com.example.app', 'com.example.app'],
		['market://details?id=com.example.app', 'com.example.app'],
	])('of Android are taken out of %s', (value, name) => takes('packages', value, name));

	it.each([
		'example',
		'com.',
		'com..example',
		'1com.example',
		'com.1example',
		'com.exam-ple',
		'com.example/app',
		'123456789',
		'https://example.com',
		'https://play.google.com/store/apps/details?id=x',
		'https://play.google.com/store/apps/dev?id=com.example.app',
	])('of Android are not %s', (value) => {
		refuses('packages', value, 'package names of Android apps');
	});
});

describe('IDs of letters and digits', () => {
	it.each(['38400000-8cf0-11bd-b23e-10b96e40000d', 'ABCDEF0123456789', '123', 'jkd34', 'b'])(
		'are %s',
		(value) => takes('codes', value),
	);

	it.each(['{38400000-8cf0-11bd-b23e-10b96e40000d}', '-a', 'a/b', 'ä'])('are not %s', (value) => {
		expect(() => toEntries(value, LABEL, 'codes')).toThrow(InputError);
	});
});

describe('zip codes', () => {
	it.each([
		['tabs', '02139\t35005', ['02139', '35005']],
		['blanks', '02139 35005', ['02139', '35005']],
		['non-breaking spaces', '02139\u00a035005', ['02139', '35005']],
		['JSON text', '["02139","35005"]', ['02139', '35005']],
		['brackets', '[02139,35005]', ['02139', '35005']],
		['brackets and quotes of Python', " ['02139', '35005'] ", ['02139', '35005']],
		['ideographic commas', '02139、35005', ['02139', '35005']],
		['numbers', [10001, 35005], ['10001', '35005']],
		['one number', 35005, ['35005']],
		['Canadian codes', 'K1A 0B1, n3c1w6', ['K1A0B1', 'n3c1w6']],
		['Canadian codes and blanks', 'K1A 0B1 M5V 3L9', ['K1A0B1', 'M5V3L9']],
		['British codes', 'SW1A 1AA\nEC1A 1BB', ['SW1A 1AA', 'EC1A 1BB']],
		['Swedish codes', '114 55, 111 22', ['114 55', '111 22']],
		['Brazilian codes and blanks', '01310-100 20040-020', ['01310-100', '20040-020']],
		['Dutch codes', '1012 AB', ['1012 AB']],
	])('are read with %s', (_, value, expected) => {
		expect(toZips(value, LABEL)).toEqual(expected);
	});

	it.each(['Boston', '02139|35005', '02139-02145', '02139.0', '#02139', '02139/35005', '2139x?'])(
		'are not %s',
		(value) => {
			expect(() => toZips(value, LABEL)).toThrow("'Allowed Entries' must hold zip codes, not");
		},
	);

	it.each([
		['2139', 'which has lost the leading zero of 02139'],
		['601', 'which has lost the leading zero of 00601'],
		['02139-1234', "not '02139-1234'"],
		['021391234', "not '021391234'"],
		['12', "not '12'"],
		['K1A0B1', "not 'K1A0B1'"],
	])('of the United States are not %s', (zip, words) => {
		for (const country of ['30100001', 30100001, 246]) {
			expect(() => checkZips(`35005,${zip}`, LABEL, country)).toThrow(words);
		}
	});

	it.each([
		['02139,35005', '30100001'],
		['K1A0B1,2139', '30100003'],
		['2139', undefined],
	])('%s of the country %s are right', (zips, country) => {
		expect(() => checkZips(zips, LABEL, country)).not.toThrow();
	});
});
