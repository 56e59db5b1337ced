import { InputError } from '../../../nodes/common/ground/errors';
import { contentOf, parseJson } from '../../../nodes/common/ground/json';
import {
	answeredId,
	isAbove,
	resultId,
	sumOfMoney,
	toAmount,
	toDecimal,
	toId,
	toIdNumber,
	toIdNumbers,
	toIds,
	toInteger,
	toKey,
	toMoney,
	toNumber,
} from '../../../nodes/common/ground/values';
import { cpuTime } from '../../support/cpuTime';

const LABEL = 'Amount';

describe('a number', () => {
	it.each([
		['12.50', 12.5],
		[' 12.50 ', 12.5],
		['-20', -20],
		['.5', 0.5],
		['007', 7],
		[1e3, 1000],
		[0, 0],
	])('is %p', (value, expected) => {
		expect(toNumber(value, LABEL)).toBe(expected);
	});

	const NOT = [
		...['0x10', '0b1', '0o7', '1e3', '1E3', '1,000.50', '1.000,50', '1,5', '1 000', '1_000'],
		...["1'000", '$100', '100 USD', '€5', '50%', 'Infinity', '-Infinity', 'NaN', '١٢٣', '１２'],
		...['12.', '+5', '--5', '1.2.3', '½', 'ten', '1n'],
		...[NaN, Infinity, -Infinity, true, false, [5], ['5'], { value: 5 }],
	];
	it.each(NOT)('is not %p', (value) => {
		for (const read of [toNumber, toInteger, toMoney]) {
			expect(() => read(value, LABEL)).toThrow(InputError);
			expect(() => read(value, LABEL)).toThrow("'Amount' must be a number, not");
		}
	});

	it.each(['', '   ', '\u200b', null, undefined])('is empty where it is %j', (value) => {
		for (const read of [toNumber, toInteger, toMoney]) {
			expect(() => read(value, LABEL)).toThrow(InputError);
			expect(() => read(value, LABEL)).toThrow(/^'Amount' is empty$/);
		}
	});

	it('says how to write it', () => {
		expect(() => toNumber('1,000.50', LABEL)).toThrow(
			expect.objectContaining({ description: expect.stringContaining('1000.50') as string }),
		);
	});
});

describe('a whole number', () => {
	it.each([
		['5', 5],
		['5.0', 5],
		[9007199254740991, 9007199254740991],
	])('is %p', (value, expected) => {
		expect(toInteger(value, LABEL)).toBe(expected);
	});

	it.each([
		[1.5, 'must be a whole number of at least 0'],
		[-1, 'must be a whole number of at least 0'],
		[1e21, 'is too large'],
		['9007199254740993', 'is too large'],
	])('is not %p', (value, words) => {
		expect(() => toInteger(value, LABEL)).toThrow(`'Amount' ${words}`);
	});
});

describe('money', () => {
	it.each([
		[0.1 + 0.2, 0.3],
		[1.1 * 3, 3.3],
		[4.35 * 100, 435],
		[1.005 * 1000, 1005],
		['0.30000000000000004', 0.3],
		['19.99', 19.99],
		['10.10', 10.1],
		['10.000', 10],
		[0.01, 0.01],
		[123456789.01, 123456789.01],
		[99_999_999_999.99, 99_999_999_999.99],
		[1_000_000_000_000, 1_000_000_000_000],
		[1e3, 1000],
	])('is %p, to the cent', (value, expected) => {
		expect(toMoney(value, LABEL)).toBe(expected);
	});

	it.each([
		[10.005, 'Enter 10.00 or 10.01.'],
		['10.005', 'Enter 10.00 or 10.01.'],
		[19.999, 'Enter 19.99 or 20.00.'],
		[0.001, 'Enter 0.00 or 0.01.'],
		[100 / 3, 'Enter 33.33 or 33.34.'],
		['5.0001', 'Enter 5.00 or 5.01.'],
		[123456789.005, 'Enter 123456789.00 or 123456789.01.'],
	])('is no fraction of a cent: %p', (value, advice) => {
		const read = () => toMoney(value, LABEL);
		expect(read).toThrow("'Amount' must have at most two decimals, not");
		expect(read).toThrow(expect.objectContaining({ description: advice }));
	});

	it.each([0, -5, '0', '0.00', '-0.5', 1e-20])('is above 0, not %p', (value) => {
		expect(() => toMoney(value, LABEL)).toThrow("'Amount' must be above 0, not");
	});

	it.each([1e21, 1e15, '1000000000001'])('is too large as %p', (value) => {
		expect(() => toMoney(value, LABEL)).toThrow("'Amount' is too large for an amount");
	});

	it('has more decimals where the document shows them', () => {
		expect(toAmount('1.2345', LABEL, '', 4)).toBe(1.2345);
		expect(toAmount(0.001, LABEL, '', 4)).toBe(0.001);
		expect(() => toAmount(1.23456, LABEL, '', 4)).toThrow('at most 4 decimals');
		expect(toDecimal(-0.1 - 0.2, LABEL, 4)).toBe(-0.3);
	});

	it('is summed up in cents', () => {
		expect(sumOfMoney(0.1, 0.2)).toBe(0.3);
		expect(sumOfMoney(1.1, 2.2, 3.3)).toBe(6.6);
		expect(sumOfMoney(56.339999999999904, 0.01)).toBe(56.35);
	});

	it.each([
		[0.1 + 0.2, 0.3, false],
		[0.3, 0.3, false],
		[0.31, 0.3, true],
		[1.2345, 1.2344, true],
		[10_000.01, 10_000, true],
		[0.1, 0.3 / 3, false],
	])('%p above %p: %p', (amount, limit, expected) => {
		expect(isAbove(amount, limit)).toBe(expected);
	});
});

describe('an ID', () => {
	const UNSAFE = '9007199254740993';

	it('is refused as a number that has lost its last digits', () => {
		const lost = Number(UNSAFE);
		for (const read of [toId, toKey, toIds, toIdNumber, toIdNumbers]) {
			expect(() => read(lost, 'ID')).toThrow(
				"'ID' holds the number 9007199254740992, which is too large to be exact",
			);
		}
		for (const read of [toIds, toIdNumbers]) {
			expect(() => read([7, lost], 'ID')).toThrow('too large to be exact');
		}
	});

	it('may be text of any size that an API has', () => {
		expect(toId(UNSAFE, 'ID')).toBe(UNSAFE);
		expect(toIds(`7,${UNSAFE}`, 'ID')).toEqual(['7', UNSAFE]);
		expect(toIds(`[7,${UNSAFE}]`, 'ID')).toEqual(['7', UNSAFE]);
		expect(toKey(UNSAFE, 'ID')).toBe(UNSAFE);
		expect(toId('9223372036854775807', 'ID')).toBe('9223372036854775807');
		expect(toId('0007', 'ID')).toBe('0007');
	});

	it.each(['9223372036854775808', '12345678901234567890', '1'.repeat(40)])(
		'is not as large as %s',
		(value) => {
			expect(() => toId(value, 'ID')).toThrow("'ID' is too large for an ID");
		},
	);

	it('is refused where it would be sent as a number that is not exact', () => {
		expect(toIdNumber('9007199254740991', 'ID')).toBe(9007199254740991);
		expect(() => toIdNumber(UNSAFE, 'ID')).toThrow("'ID' is too large for an ID here");
		expect(() => toIdNumbers(['7', UNSAFE], 'ID')).toThrow("'ID' is too large for an ID here");
	});

	it.each([true, '1e21', 1e21, '0x10', 1.5, '0', 0, [7]])('is not %p', (value) => {
		expect(() => toId(value, 'ID')).toThrow(InputError);
	});

	it.each([true, false, '1.5', 'a b'])('of letters and digits is not %p', (value) => {
		expect(() => toKey(value, 'ID')).toThrow(InputError);
	});

	it('stays as it is in results', () => {
		expect([resultId('7'), resultId(UNSAFE)]).toEqual([7, UNSAFE]);
		expect([answeredId(7), answeredId('7'), answeredId(UNSAFE)]).toEqual([7, 7, UNSAFE]);
		for (const none of [undefined, null, '', 'x', 0, '0', -1, 1.5, NaN, true, [7], {}]) {
			expect(answeredId(none)).toBeUndefined();
		}
	});
});

describe('JSON', () => {
	it.each([
		['{"id":9007199254740993}', { id: '9007199254740993' }],
		['{"id":9007199254740991}', { id: 9007199254740991 }],
		['[12345678901234567890, 7]', ['12345678901234567890', 7]],
		['-9007199254740993', '-9007199254740993'],
		['{"a":{"b":[{"c":9007199254740993}]}}', { a: { b: [{ c: '9007199254740993' }] } }],
		['{"9007199254740993":1}', { '9007199254740993': 1 }],
		['{"a":"9007199254740993\\"9007199254740993"}', { a: '9007199254740993"9007199254740993' }],
		['{"a":"\\\\","b":9007199254740993}', { a: '\\', b: '9007199254740993' }],
		['{"a":1.2345678901234567890,"b":1e25}', { a: 1.2345678901234567, b: 1e25 }],
		['{"a":9007199254740993.0}', { a: 9007199254740992 }],
		[' [ 9007199254740993\n,\t9007199254740995 ] ', ['9007199254740993', '9007199254740995']],
		['{"a":"é\\u0022 9007199254740993"}', { a: 'é" 9007199254740993' }],
	])('keeps whole numbers beyond 2^53 as text: %s', (text, expected) => {
		expect(parseJson(text)).toEqual(expected);
	});

	it.each(['{"a":9007199254740993', '{"a":"9007199254740993', '9007199254740993 x', '{a: 1}', ''])(
		'is not %s',
		(text) => {
			expect(() => parseJson(text)).toThrow(SyntaxError);
		},
	);

	it('is the content of an answer, and other text stays', () => {
		expect(contentOf('{"id":9007199254740993}')).toEqual({ id: '9007199254740993' });
		expect(contentOf('<html>9007199254740993</html>')).toBe('<html>9007199254740993</html>');
		expect(contentOf('')).toBe('');
		expect(contentOf({ id: 1 })).toEqual({ id: 1 });
	});

	it('of many rows is read quickly', () => {
		const rows = Array.from({ length: 100_000 }, (_, index) => ({
			id: `ID${index}`,
			name: `a "quoted" name \\ ${index}`,
		}));
		const text = JSON.stringify(rows).replaceAll(/"ID(\d+)"/g, '9007199254740993$1');
		const began = cpuTime();
		expect((parseJson(text) as Array<{ id: string }>)[99_999].id).toBe('900719925474099399999');
		expect(cpuTime() - began).toBeLessThan(5_000);
	});
});
