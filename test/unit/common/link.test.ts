import { checkedLink } from '../../../nodes/common/send/link';

/** Where a link to a file may lead: RFC 6890 with IANA's registries, and names of inner networks. */
const WORLD = 'https://app.iqm.com';
const HOME = 'http://127.0.0.1:4000';

const PUBLIC = [
	'https://bucket.s3.amazonaws.com/a.pdf?X-Amz-Signature=abc',
	'https://8.8.8.8/a',
	'https://172.15.0.1/a',
	'https://172.32.0.1/a',
	'https://100.63.0.1/a',
	'https://100.128.0.1/a',
	'https://192.0.1.1/a',
	'https://198.17.0.1/a',
	'https://223.255.255.1/a',
	'https://[2606:4700::1111]/a',
	'https://[2001:4860:4860::8888]/a',
	'https://[2001:470::1]/a',
	'https://[3ffe::1]/a',
	'https://internal.example.com/a',
	'https://my-local.com/a',
	'https://example.com./a',
	'HTTPS://EXAMPLE.COM/a',
];

it.each(PUBLIC)('%s is followed', (link) => {
	expect(checkedLink('IQM', link, WORLD).href).toBe(new URL(link).href);
	expect(checkedLink('IQM', link, HOME).href).toBe(new URL(link).href);
});

const HOSTS = [
	'10.1.2.3',
	'0.0.0.0',
	'127.0.0.1',
	'127.0.0.1.',
	'127.1',
	'2130706433',
	'0x7f000001',
	'0x7f.1',
	'0177.0.0.1',
	'017700000001',
	'%31%32%37.0.0.1',
	'127。0。0。1',
	'100.64.0.1',
	'169.254.169.254',
	'172.16.0.1',
	'172.31.255.255',
	'192.0.0.8',
	'192.0.2.1',
	'192.88.99.1',
	'192.168.0.1',
	'198.18.0.1',
	'198.19.0.1',
	'198.51.100.1',
	'203.0.113.1',
	'224.0.0.1',
	'240.0.0.1',
	'255.255.255.255',
	'[::]',
	'[::1]',
	'[::ffff:10.0.0.1]',
	'[::ffff:8.8.8.8]',
	'[::7f00:1]',
	'[64:ff9b::a00:1]',
	'[64:ff9b:1::1]',
	'[100::1]',
	'[2001::1]',
	'[2001:1ff::1]',
	'[2001:db8::1]',
	'[2002:a00:1::1]',
	'[3fff::1]',
	'[5f00::1]',
	'[fc00::1]',
	'[fd12:3456::1]',
	'[fe80::1]',
	'[fec0::1]',
	'[ff02::1]',
	'localhost',
	'localhost.',
	'LOCALHOST',
	'a.localhost',
	'metadata.google.internal',
	'metadata.google.internal.',
	'printer.local',
	'nas.home.arpa',
	'wiki.corp',
	'router.lan',
	'api.default.svc',
	'intranet',
	'n8n',
];

it.each(HOSTS)('https://%s is not', (host) => {
	const link = `https://${host}/a.pdf?signature=planted`;
	expect(() => checkedLink('IQM', link, WORLD)).toThrow(
		'IQM returned a link to the file that points to a private network: it was not followed',
	);
});

it.each(HOSTS.filter((host) => !/127|0x7f|2130706433|0177|%31|localhost$|::1\]$/i.test(host)))(
	'https://%s is not, nor from a stand-in on this machine',
	(host) => {
		expect(() => checkedLink('IQM', `https://${host}/a`, HOME)).toThrow('private network');
	},
);

it.each(['http://127.0.0.1:5000/a', 'http://localhost:1/a', 'http://[::1]:2/a', 'https://127.0.0.1/a'])(
	'a stand-in on this machine may link to %s',
	(link) => {
		for (const home of [HOME, 'http://localhost:1', 'http://[::1]']) {
			expect(checkedLink('IQM', link, home).href).toBe(link);
		}
		for (const other of [WORLD, 'http://127.0.0.1.example.com', 'https://10.0.0.1']) {
			expect(() => checkedLink('IQM', link, other)).toThrow('it was not followed');
		}
	},
);

it.each<[unknown, string]>([
	['http://example.com/a', 'is not https'],
	['ftp://example.com/a', 'is not https'],
	['ftp://127.0.0.1/a', 'is not https'],
	['file:///etc/passwd', 'is not https'],
	['data:application/pdf,abc', 'is not https'],
	['javascript:alert(1)', 'is not https'],
	['https://user:planted@example.com/a', 'holds a login'],
	['/files/a.pdf', 'is none'],
	['//example.com/a', 'is none'],
	['https://', 'is none'],
	[7, 'is none'],
	[{ url: 'https://example.com' }, 'is none'],
	[['https://example.com'], 'is none'],
])('%j is not followed, and not shown', (link, why) => {
	for (const base of [WORLD, HOME]) {
		expect(() => checkedLink('IQM', link, base)).toThrow(
			new Error(`IQM returned a link to the file that ${why}: it was not followed`),
		);
	}
});
