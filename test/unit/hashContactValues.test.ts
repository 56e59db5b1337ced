import type { PhoneRules } from '../../nodes/common/contactValues';
import { ContactSigns, signsOf } from '../../nodes/common/contactValues';

const UNNAMED: PhoneRules = { written: true, bare: 'most' };
const OF_NUMBERS: PhoneRules = { written: true, bare: 'all' };
const MAPPED: PhoneRules = { written: true, bare: 'no' };
const OF_IDS: PhoneRules = { written: false, bare: 'no' };

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
	])('stands in %j', (value) => {
		expect(signsOf(value).hasAddress).toBe(true);
	});

	it.each([
		...['', ' ', 'n/a', '@ada', 'follow @ada.lovelace', 'ada@', '@', '2@1.50', '5 @ 3 USD'],
		...['https://x.example/@ada.l/post', 'https://maps.example/@40.7,-74.0', '@'.repeat(5_000)],
	])('stands not in %j', (value) => {
		expect(signsOf(value).hasAddress).toBe(false);
	});

	it('is enough once', () => {
		expect(signsIn(['n/a', 'call me', 'ada@x.example']).hasAddress).toBe(true);
	});
});

describe('a phone number', () => {
	it.each([
		...['+1 345 678 9012', '+49 30 1234567', 'Tel. +49 (0)30 123456', '(345) 678-9012'],
		...['+3456789012', '(030) 1234567', '1 (345) 678-9012', 'tel:+13456789012'],
	])('is marked in %j', (value) => {
		for (const rules of [UNNAMED, OF_NUMBERS, MAPPED, OF_IDS]) {
			expect(signsIn(['x1', value, 'x2']).hasPhone(rules)).toBe(true);
		}
	});

	it.each([
		...['345-678-9012', '345.678.9012', '345 678 9012', '1-345-678-9012', '345/678-9012'],
		...['345-678-9012 ext. 5', 'cell: 345-678-9012', '345\u2011678\u20139012'],
		...['2026-03-01: 345-678-9012', 'www.x.example, 345-678-9012', '345\u00a0678\u00a09012'],
		...['３４５-６７８-９０１２', '345678-9012'],
	])('is written as one in %j', (value) => {
		for (const rules of [UNNAMED, OF_NUMBERS, MAPPED]) {
			expect(signsIn(['x1', value, 'x2']).hasPhone(rules)).toBe(true);
		}
		expect(signsOf(value).hasPhone(OF_IDS)).toBe(false);
	});

	it.each([
		...['3456789012', '13456789012', '5551234567', '3456789012.0', '3.456789012E+9', '7890123456'],
		...['0015551234567', '01149301234567', '020 7946 0958', '06.12.34.56.78', '3456789012 (home)'],
		...['3456789012; 5678901234', '0412 345 678'],
	])('may be %j, by its digits', (value) => {
		expect(signsOf(value).hasPhone(UNNAMED)).toBe(true);
		for (const rules of [MAPPED, OF_IDS]) expect(signsOf(value).hasPhone(rules)).toBe(false);
		expect(signsIn([value, '12', '13']).hasPhone(UNNAMED)).toBe(false);
		expect(signsIn([value, 'n/a', '', '-', 'none']).hasPhone(UNNAMED)).toBe(true);
	});

	it('has to be one by the whole numbering plan where a name speaks against it', () => {
		expect(signsIn(['3456789012', '12125550123']).hasPhone(OF_NUMBERS)).toBe(true);
		expect(signsIn(['3456789012', '4001234567']).hasPhone(OF_NUMBERS)).toBe(false);
		expect(signsOf('020 7946 0958').hasPhone(OF_NUMBERS)).toBe(false);
	});

	it('may be among some that are spoiled', () => {
		const numbers = Array.from({ length: 19 }, (_, nth) => String(3456789012 + nth));
		expect(signsIn([...numbers, '555-0100']).hasPhone(UNNAMED)).toBe(true);
		expect(signsIn([...numbers, '1', '2', '3']).hasPhone(UNNAMED)).toBe(false);
	});

	it.each([
		// NPIs of the quickstart's sample file, ZIP codes, years, IDs
		...['1144317652', '1467478172', '10001', '10001-1122', '2026', '123456789', '000020745'],
		...['NY-000020745', 'LALNY987654', '123-45-6789', '12-3456789', '0000123456'],
		// dates and times
		...['2026-03-01', '03/01/2026 10.30', '2026-03-01 10:30:00', '2026-03-01T10:30:00+01:00'],
		...['20260301', '20260301 103000', '1767225600', '1767225600000', '01/02/26-02/03/26'],
		// amounts, coordinates, addresses of machines and pages, hashes
		...['1,234,567,890', '1.234.567.890', '3 456 789 012', '3456789.0125', '-74.0059731234'],
		...['40.7127 -74.0059', '+12345678.90', '192.168.100.200', 'https://x.example/3456789012'],
		...['550e8400-e29b-41d4-a716-446655440000', 'a1b2c3d4e5f60718293a4b5c6d7e8f90'],
		...['4111 1111 1111 1111', '', 'n/a', '-'],
	])('is not %j', (value) => {
		for (const rules of [UNNAMED, OF_NUMBERS, MAPPED, OF_IDS]) {
			expect(signsOf(value).hasPhone(rules)).toBe(false);
		}
	});
});

it('is looked for at once, however long a value is', () => {
	const start = performance.now();
	for (const unit of ['1', '@', 'a@', '(', '( ', '1.', '+1 ', 'a', ' ', '1-', '(12)', 'a.']) {
		signsOf(unit.repeat(1_000_000));
	}
	expect(performance.now() - start).toBeLessThan(1_000);
});
