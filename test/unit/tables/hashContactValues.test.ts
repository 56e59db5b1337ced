import type { PhoneRule } from '../../../nodes/tables/contactValues';
import { ContactSigns, signsOf } from '../../../nodes/tables/contactValues';
import { cpuTime } from '../../support/cpuTime';

const RULES: PhoneRule[] = ['none', 'half', 'one', 'any'];

function signsIn(values: string[]): ContactSigns {
	const signs = new ContactSigns();
	for (const value of values) signs.note(value);
	return signs;
}

describe('an email address', () => {
	it.each([
		'ada@x.example',
		' Ada@X.EXAMPLE ',
		'ada@localhost',
		'mailto:ada@x.example',
		'Ada <ada@x.example>',
		"'ada@x.example'",
		'a@x.example; b@x.example',
		'{"email":"ada@x.example"}',
		'write to ada@x.example, please',
		'a\u200bda@x.exam\u00adple',
		'ada\uff20x.example',
		'josé@exämple.de',
		'https://ada:secret@x.example/',
		'"ada lovelace"@x.example',
		'call "ada lovelace"@x.example',
		'ada.lovelace @ x.example',
		'ada @x.example',
		'ada@ x.example',
		'write to ada@ x.example',
		'ada@[192.168.0.1]',
		'ada@[IPv6:2001:db8::1]',
		'ada@192.168.0.1',
		'ada%40x.example',
		'ada%2540x.example',
		'https://x.example/?email=ada%40x.example',
		'ada&#64;x.example',
		'ada&#x40;x.example',
		'ada&commat;x.example',
		'ada\\u0040x.example',
		'ada (at) x.example',
		'ada [at] x [dot] example',
		'ada at x dot example',
		'🙂@x.example',
		'ada@@x.example',
		'ada\\@x.example',
		'ada&amp;#64;x.example',
		'josé@xn--exmple-cua.de',
	])('is found in %j', (value) => {
		expect(signsOf(value).hasAddress).toBe(true);
	});

	it.each([
		...['', ' ', 'n/a', '@ada', 'follow @ada.lovelace', 'ada@', '@', '2@1.50', '5 @ 3 USD'],
		...['ask @ada.lovelace', '{"twitter":"@ada.lovelace"}', '(@ada.lovelace)', 'meet at dawn'],
		...['100%40', 'https://x.example/%40ada.l', 'look at [at] signs', '@ada@', 'a @ b', 'x @ 5.50'],
		...['https://x.example/@ada.l/post', 'https://maps.example/@40.7,-74.0', '@'.repeat(5_000)],
	])('is not found in %j', (value) => {
		expect(signsOf(value).hasAddress).toBe(false);
	});

	it('needs to be there only once', () => {
		expect(signsIn(['n/a', 'call me', 'ada@x.example']).hasAddress).toBe(true);
	});
});

describe('a phone number', () => {
	it.each([
		...['+1 345 678 9012', '+49 30 1234567', 'Tel. +49 (0)30 123456', '(345) 678-9012'],
		...['+3456789012', '(030) 1234567', '1 (345) 678-9012', 'tel:+13456789012'],
		...['345-678-9012', '345.678.9012', '345 678 9012', '1-345-678-9012', '345/678-9012'],
		...['345-678-9012 ext. 5', 'cell: 345-678-9012', '345\u2011678\u20139012'],
		...['2026-03-01: 345-678-9012', 'www.x.example, 345-678-9012', '345\u00a0678\u00a09012'],
		...['３４５-６７８-９０１２', '345678-9012', '345_678_9012', '345·678·9012', '٣٤٥-٦٧٨-٩٠١٢'],
		...['३४५ ६७८ ९०१२', '%2B13456789012', '+1_345_678_9012', '345%20678%209012', '1_345_678_9012'],
		...['[345] 678-9012', '345:678:9012'],
	])('is surely one in %j', (value) => {
		for (const rule of RULES) expect(signsIn(['x1', value, 'x2']).hasPhone(rule)).toBe(true);
	});

	it.each([
		...['3456789012 (home)', '3456789012; 5678901234', 'call 3456789012 after 5', 'Mom 3456789012'],
		...['(3456789012)', 'home=3456789012', 'WhatsApp 491701234567', 'handy: 01701234567'],
		...['3456789012x5', '="3456789012"', '3456789012/2125550123', '#3456789012'],
		...['ask 07911123456 first', 'Mama 06 12 34 56 78', 'office 020 7946 0958', 'Dad ٣٤٥٦٧٨٩٠١٢'],
	])('is one among words in %j', (value) => {
		for (const rule of ['half', 'one', 'any'] as const) {
			expect(signsIn(['12', value, '13', '14']).hasPhone(rule)).toBe(true);
		}
		expect(signsOf(value).hasPhone('none')).toBe(false);
	});

	it.each([
		...['order 4001234567', 'Invoice no. 4001234567', 'id=4001234567', '{"ref":4001234567}'],
		...['moved in 2019', 'Apt 4', 'born 01/02/2026 10:30', 'PO Box 3456789012', 'v1.2.3, 20260301'],
		...['ICD 12345678901234', 'from 1767225600', 'paid 3456789.0125'],
	])('is none among words in %j', (value) => {
		for (const rule of RULES) expect(signsOf(value).hasPhone(rule)).toBe(false);
	});

	it.each([
		...['3456789012', '13456789012', '5551234567', '3456789012.0', '3.456789012E+9', '7890123456'],
		...['0015551234567', '01149301234567', '020 7946 0958', '06.12.34.56.78', '0412 345 678'],
		...['3 4 5 6 7 8 9 0 1 2'],
		...['07911123456', '491701234567', '01701234567', '447911123456', '5215512345678', '345.6789012'],
		...['P3456789012', 'C: 3456789012', '٣٤٥٦٧٨٩٠١٢', '３４５６７８９０１２', '79161234567', '8613812345678'],
	])('may be %j, by its digits', (value) => {
		expect(signsOf(value).hasPhone('half')).toBe(true);
		expect(signsIn([value, '12']).hasPhone('half')).toBe(true);
		expect(signsIn([value, '12', '13']).hasPhone('half')).toBe(false);
		expect(signsIn([value, 'n/a', '', '-', 'none']).hasPhone('half')).toBe(true);
		for (const rule of ['one', 'any'] as const) {
			expect(signsIn([value, '12', '13']).hasPhone(rule)).toBe(true);
		}
		expect(signsOf(value).hasPhone('none')).toBe(false);
	});

	it.each(['345-6789', '345 6789', '44791112345678'])(
		'may be %j, where nearly all are like that',
		(value) => {
			const many = Array.from({ length: 9 }, () => value);
			expect(signsIn([...many, '12']).hasPhone('half')).toBe(true);
			expect(signsIn([...many, '12', '13']).hasPhone('half')).toBe(false);
			expect(signsIn([value, '12', '13']).hasPhone('any')).toBe(true);
			for (const rule of ['none', 'one'] as const) expect(signsIn(many).hasPhone(rule)).toBe(false);
		},
	);

	it.each([
		// NPIs of the quickstart's sample file, ZIP codes, years, IDs
		...['1144317652', '1467478172', '10001', '10001-1122', '2026', '123456789', '000020745'],
		...['NY-000020745', 'LALNY987654', '123-45-6789', '12-3456789', '0000123456', 'AZ3456789012'],
		// dates and times
		...['2026-03-01', '03/01/2026 10.30', '2026-03-01 10:30:00', '2026-03-01T10:30:00+01:00'],
		...['20260301', '20260301 103000', '1767225600', '1767225600000', '01/02/26-02/03/26'],
		...['20260301103000', '202603011030', '2147483647'],
		// amounts, coordinates, addresses of machines and pages, hashes
		...['1,234,567,890', '1.234.567.890', '3 456 789 012', '3456789.0125', '-74.0059731234'],
		...['40.7127 -74.0059', '+12345678.90', '192.168.100.200', 'https://x.example/3456789012'],
		...['550e8400-e29b-41d4-a716-446655440000', 'a1b2c3d4e5f60718293a4b5c6d7e8f90'],
		...['4111 1111 1111 1111', '', 'n/a', '-'],
		// books and drugs
		...['978-3-16-148410-0', '3-16-148410-0', '978 0 306 40615 7', '0002-1433-80', '50242-040-62'],
	])('is not %j', (value) => {
		for (const rule of RULES) expect(signsOf(value).hasPhone(rule)).toBe(false);
	});
});

it('is looked for at once, however long a value is', () => {
	const start = cpuTime();
	for (const unit of ['1', '@', 'a@', '(', '( ', '1.', '+1 ', 'a', ' ', '1-', '(12)', 'a.', 'a@ ', '"a"@', '0 ', 'a at ', '%40', '0-1 ', 'a dot ']) {
		signsOf(unit.repeat(1_000_000));
	}
	expect(cpuTime() - start).toBeLessThan(1_000);
});
