import { DateTime, Settings } from 'luxon';

import { InputError } from '../../../nodes/common/ground/errors';
import { isoText, needsZone, toEnd, toEpoch, toMoment } from '../../../nodes/common/ground/moments';

const iso = (ms: number) => new Date(ms).toISOString();
const NEW_YORK = 'America/New_York';

describe('a moment', () => {
	it.each([
		['a day', '2026-03-01', '2026-03-01T00:00:00.000Z'],
		['a time to the minute', '2026-03-01T09:00', '2026-03-01T09:00:00.000Z'],
		['a blank in between', '2026-03-01 09:00:00', '2026-03-01T09:00:00.000Z'],
		['a blank before the offset', '2026-03-01 09:00:00 +02:00', '2026-03-01T07:00:00.000Z'],
		['blanks around', ' 2026-03-01T09:00:00\n', '2026-03-01T09:00:00.000Z'],
		['a day without hyphens', '20260301', '2026-03-01T00:00:00.000Z'],
		['the same as a number', 20260301, '2026-03-01T00:00:00.000Z'],
		['the basic format', '20260301T090000Z', '2026-03-01T09:00:00.000Z'],
		['a day of a week', '2026-W10-1', '2026-03-02T00:00:00.000Z'],
		['seconds', 1772355600, '2026-03-01T09:00:00.000Z'],
		['seconds as Luxon gives them', 1772355600.123, '2026-03-01T09:00:00.123Z'],
		['milliseconds as text', '1772355600000', '2026-03-01T09:00:00.000Z'],
		['an offset', '2026-03-01T09:00:00-05:00', '2026-03-01T14:00:00.000Z'],
		['a JavaScript date', new Date(1772355600000), '2026-03-01T09:00:00.000Z'],
		['a Luxon date', DateTime.fromMillis(1772355600000), '2026-03-01T09:00:00.000Z'],
		['the first second that is taken', '2000-01-01', '2000-01-01T00:00:00.000Z'],
		['the last second that is taken', '2100-12-31T23:59:59', '2100-12-31T23:59:59.000Z'],
	])('is read from %s', (_, value, expected) => {
		expect(iso(toMoment(value, 'UTC', 'Start'))).toBe(expected);
	});

	it.each([
		['2026-03-01', '2026-03-01T05:00:00.000Z'],
		['2026-03-01T09:00:00', '2026-03-01T14:00:00.000Z'],
		['2026-03-01T09:00:00Z', '2026-03-01T09:00:00.000Z'],
		// Clocks go from 02:00 to 03:00: an hour that does not exist is the one after it, as Luxon has it.
		['2026-03-08T02:30:00', '2026-03-08T07:30:00.000Z'],
		['2026-03-08T03:30:00', '2026-03-08T07:30:00.000Z'],
	])('is read in the zone of the field: %s', (value, expected) => {
		expect(iso(toMoment(value, NEW_YORK, 'Start'))).toBe(expected);
	});

	describe.each(['2026-01-15', '2026-07-15'])('asked for on %s', (today) => {
		const { now } = Settings;
		beforeEach(() => void (Settings.now = () => Date.parse(today)));
		afterEach(() => void (Settings.now = now));

		it.each([
			['2026-11-01T01:30:00', NEW_YORK, '2026-11-01T05:30:00.000Z'],
			['2026-11-01 01:30:00', NEW_YORK, '2026-11-01T05:30:00.000Z'],
			['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
			// The second of the two can be written with its offset.
			['2026-11-01T01:30:00-05:00', NEW_YORK, '2026-11-01T06:30:00.000Z'],
			['2026-11-01T06:30:00Z', NEW_YORK, '2026-11-01T06:30:00.000Z'],
			['2026-11-01 01:30:00 EST', NEW_YORK, '2026-11-01T06:30:00.000Z'],
		])('is the first of two where clocks go back: %s in %s', (value, zone, expected) => {
			expect(iso(toMoment(value, zone, 'Start'))).toBe(expected);
		});

		it.each([
			['2026-11-01', 'America/Havana', '2026-11-02T04:59:59.000Z'],
			// Here the last hour of the day comes twice.
			['2026-10-24', 'Asia/Beirut', '2026-10-24T21:59:59.000Z'],
		])('is the last second of %s in %s', (value, zone, expected) => {
			expect(iso(toEnd(value, zone, 'End'))).toBe(expected);
		});
	});

	it('of a day that begins at 01:00 is then', () => {
		expect(iso(toMoment('2026-09-06', 'America/Santiago', 'Start'))).toBe('2026-09-06T04:00:00.000Z');
	});

	it.each([
		['an hour', '12'],
		['an hour as a number', 12],
		['a time of day', '10:00'],
		['a time of day with T', 'T10'],
		['seven digits', 1700123],
		['seven digits of text', '1700123'],
		['a year and something', '2026x'],
		['a negative number', -5],
		['a year', '2027'],
		['a month', '2027-03'],
		['a month without hyphen', '202703'],
		['a week', '2027-W13'],
		['a week without hyphens', '2027W13'],
		['a day of the year', '2027-090'],
		['a day of the year without hyphen', 2027090],
		['a day with a zone and no time', '2027-03-31Z'],
		['a day with an offset and no time', '2027-03-31+02:00'],
		['a T without a time', '2027-03-31T'],
		['slashes', '2027/03/31'],
		['an American date', '03/31/2027'],
		['a German date', '31.03.2027'],
		['a day that does not exist', '2027-02-29'],
		['a day that does not exist, without hyphens', 20270229],
		['a month that does not exist', '20271301'],
		['an hour that does not exist', '2027-03-31T25:00:00'],
		['an offset that does not exist', '2027-03-31T18:00:00+99:00'],
		['a zone that does not exist', '2027-03-31 18:00:00 Mars/Base'],
		['fourteen digits', '20270331180000'],
		['fourteen digits as a number', 20270331180000],
		['fourteen digits with a fraction', '20270331180000.5'],
		['twelve digits', '202703311800'],
		['twelve digits as a number', 202703311800],
		['ten digits that are a date and an hour', 2027033118],
		['microseconds', 1806516000000000],
		['nanoseconds', '1806516000000000000'],
		['nanoseconds as a number', 1806516000000000000],
		['an exponent', '1.8e12'],
		['hexadecimal digits', '0x1A4A5C5F0F0'],
		['a word', 'tomorrow'],
		['Invalid DateTime', 'Invalid DateTime'],
		['an invalid Luxon date', DateTime.fromISO('x')],
		['an invalid JavaScript date', new Date(NaN)],
		['nothing', undefined],
		['null', null],
		['an empty text', ''],
		['true', true],
		['a list', ['2027-03-31']],
		['an object', { year: 2027 }],
	])('is not %s', (_, value) => {
		for (const read of [toMoment, toEnd]) {
			expect(() => read(value, 'UTC', 'Start')).toThrow(InputError);
			expect(() => read(value, 'UTC', 'Start')).toThrow("'Start' is not a date");
		}
	});

	it.each([
		['1999-12-31T23:59:59Z', 1999],
		['1970-01-01', 1970],
		['2101-01-01', 2101],
		['9999-12-31T23:59:59Z', 9999],
		[100000000, 1973],
		[253402300799, 1978],
		[9999999999, 2286],
		[180651600000000, 7694],
		[new Date('2612-01-01'), 2612],
		[DateTime.fromISO('1999-06-01'), 1999],
	] as Array<[unknown, number]>)('is refused in a year that is not meant: %p', (value, year) => {
		expect(() => toMoment(value, 'UTC', 'End')).toThrow(
			`'End' is in the year ${year}, not in 2000 to 2100`,
		);
	});

	it.each([
		['20270331180000', '2026-03-01T09:00:00'],
		['1806516000000000', 'microseconds'],
		['2027033118', 'or seconds since 1970'],
		['2027-03', 'month, a week or a year'],
		['2027-W13', 'month, a week or a year'],
	])('says what to write instead of %s', (value, advice) => {
		expect(() => toMoment(value, 'UTC', 'Start')).toThrow(
			expect.objectContaining({ description: expect.stringContaining(advice) as string }),
		);
	});

	it('takes digits without separators for seconds where they can be nothing else', () => {
		expect(iso(toMoment(2027133118, 'UTC', 'Start'))).toBe('2034-03-28T04:31:58.000Z');
	});
});

describe('a date', () => {
	it.each([
		'2026-03-01',
		20260301,
		'2026-03-01T09:00:00',
		'2026-03-01 09:00',
		'20260301T0900',
		'2026-W10-1',
	])('needs a time zone: %s', (value) => {
		expect(needsZone(value)).toBe(true);
	});

	it.each([
		'2026-03-01T09:00:00Z',
		'2026-03-01T09:00:00-05:00',
		'2026-03-01 09:00:00 America/New_York',
		1772355600,
		'1772355600000',
		new Date(1772355600000),
		DateTime.fromMillis(1772355600000),
		undefined,
		'',
		'soon',
		'2027-02-29',
		DateTime.fromISO('x'),
	])('needs none: %p', (value) => {
		expect(needsZone(value)).toBe(false);
	});
});

describe('an end', () => {
	it.each([
		['2027-03-31', 'UTC', '2027-03-31T23:59:59.000Z'],
		['20270331', 'UTC', '2027-03-31T23:59:59.000Z'],
		[20270331, 'UTC', '2027-03-31T23:59:59.000Z'],
		['2027-W13-3', 'UTC', '2027-03-31T23:59:59.000Z'],
		['2027-03-31', NEW_YORK, '2027-04-01T03:59:59.000Z'],
		['2027-03-31', 'Asia/Kolkata', '2027-03-31T18:29:59.000Z'],
		// Days of 23 and of 25 hours.
		['2027-03-14', NEW_YORK, '2027-03-15T03:59:59.000Z'],
		['2027-11-07', NEW_YORK, '2027-11-08T04:59:59.000Z'],
		['2100-12-31', NEW_YORK, '2101-01-01T04:59:59.000Z'],
	] as Array<[unknown, string, string]>)('of the day %p in %s is its last second', (...row) => {
		const [value, zone, expected] = row;
		expect(iso(toEnd(value, zone, 'End'))).toBe(expected);
	});

	it.each([
		["the date picker's midnight", '2027-03-31T00:00:00', '2027-03-31T00:00:00.000Z'],
		['a time', '2027-03-31T18:00:00', '2027-03-31T18:00:00.000Z'],
		['the midnight after', '2027-03-31T24:00:00', '2027-04-01T00:00:00.000Z'],
		['a Luxon date', DateTime.fromISO('2027-03-31', { zone: 'UTC' }), '2027-03-31T00:00:00.000Z'],
		['seconds', 1806451200, '2027-03-31T00:00:00.000Z'],
	])('is the moment that %s names', (_, value, expected) => {
		expect(iso(toEnd(value, 'UTC', 'End'))).toBe(expected);
	});
});

describe("a number in the API's unit", () => {
	it.each([
		[1806451200, 'seconds'],
		['1806451200', 'seconds'],
		[1806451200000, 'milliseconds'],
		[4133980799, 'seconds'],
	] as const)('stays as it is: %p %s', (value, unit) => {
		expect(toEpoch(value, 'End', unit)).toBe(Number(value));
	});

	it.each([
		[20270331180000, 'milliseconds', 'is in the year 2612'],
		['20270331180000', 'milliseconds', 'is in the year 2612'],
		[202703311800, 'milliseconds', 'is in the year 1976'],
		[20270331, 'seconds', 'is in the year 1970'],
		[0, 'seconds', 'is in the year 1969'],
		[4134070800, 'seconds', 'is in the year 2101'],
		[1806451200000, 'seconds', 'must be in seconds'],
		[1806451200, 'milliseconds', 'must be in milliseconds'],
		[1806451200000000, 'milliseconds', 'is in the year'],
		[1806451200.5, 'seconds', 'must be a whole number of seconds'],
		['2027-03-31', 'milliseconds', 'must be a whole number of milliseconds'],
		['0x10', 'seconds', 'must be a whole number'],
		['1e10', 'seconds', 'must be a whole number'],
		[null, 'seconds', 'must be a whole number'],
		[true, 'seconds', 'must be a whole number'],
		[[1806451200], 'seconds', 'must be a whole number'],
		[-1806451200, 'seconds', 'must be a whole number'],
	] as const)('is refused: %p as %s', (value, unit, words) => {
		expect(() => toEpoch(value, 'End', unit)).toThrow(InputError);
		expect(() => toEpoch(value, 'End', unit)).toThrow(`'End' ${words}`);
	});
});

describe('advice on what is not a date', () => {
	it.each([
		[46477, "46477 looks like a spreadsheet's date number: format it as text such as 2027-03-31."],
		['46477', "46477 looks like a spreadsheet's date number"],
		[46477.75, "46477 looks like a spreadsheet's date number"],
		['3/31/2027', 'Write the year first, such as 2027-03-31'],
		['31.03.2027 18:00', 'Write the year first'],
		['3-31-27', 'Write the year first'],
		['2027/03/31', 'Write it with hyphens'],
		['12345', 'Use the date picker'],
	])('of %j says how to write it', (value, words) => {
		for (const read of [toMoment, toEnd]) {
			let advice: string | null | undefined;
			try {
				read(value, 'utc', 'End');
			} catch (error) {
				expect(error).toBeInstanceOf(InputError);
				advice = (error as InputError).description;
			}
			expect(advice).toContain(words);
		}
	});
});

describe('a time of an answer as text', () => {
	it.each<[unknown, unknown]>([
		[1772355600, '2026-03-01T09:00:00Z'],
		[1772355600000, '2026-03-01T09:00:00Z'],
		['1772355600', '2026-03-01T09:00:00Z'],
		[1772355600123, '2026-03-01T09:00:00.123Z'],
		['2026-03-01T09:00:00-05:00', '2026-03-01T14:00:00Z'],
		['2026-03-01 09:00:00', '2026-03-01 09:00:00'],
		['Friday', 'Friday'],
		[8_700_000_000_000_000, 8_700_000_000_000_000],
		[0, null],
		['', null],
		[undefined, null],
	])('%j is %j', (said, text) => {
		expect(isoText(said)).toBe(text);
	});

	it('has the offset of a zone', () => {
		expect(isoText(1772355600, NEW_YORK)).toBe('2026-03-01T04:00:00-05:00');
	});
});
