import { InputError } from '../../../nodes/common/ground/errors';
import {
	isBlank,
	quote,
	saidBoolean,
	toBoolean,
	toInteger,
	toSearched,
	toText,
	toUrl,
} from '../../../nodes/common/ground/values';

const LABEL = 'Field';

describe('a text in which nothing can be seen', () => {
	const UNSEEN = ['\u200b', ' \u200b\ufeff', '\u00ad', '\u3164', '\u2800', '\u0000'];
	const NOTHING = ['', ' ', '\u00a0', ...UNSEEN];

	it.each(NOTHING)('is blank: %j', (text) => {
		expect(isBlank(text)).toBe(true);
		for (const read of [toText, toUrl, toSearched]) {
			expect(() => read(text, LABEL)).toThrow("'Field' is empty");
		}
	});

	it.each(['a', '\u200ba', '0', ',', '\u{1f468}\u200d\u{1f469}'])('is not %j', (text) => {
		expect(isBlank(text)).toBe(false);
		expect(toText(text, LABEL)).toBe(text);
	});
});

it.each([
	['Fru\u0308hling', 'Fr\u00fchling'],
	['IO\u00a0Name', 'IO Name'],
	[' IO \t\u2003 Name ', 'IO Name'],
	['Spr\u200bing\u00ad', 'Spring'],
	[123456, '123456'],
])('looks for %j as %j', (value, searched) => {
	expect(toSearched(value, LABEL)).toBe(searched);
});

describe('a boolean', () => {
	it.each([true, 'true', 'TRUE', 'True', ' true ', 'TRUE\u00a0'])('is %j', (value) => {
		expect(toBoolean(value, LABEL)).toBe(true);
	});

	it.each([false, 'false', 'FALSE', 'False', '\tfalse'])('is %j', (value) => {
		expect(toBoolean(value, LABEL)).toBe(false);
	});

	it.each(['', 'yes', '1', 0, 1, null, undefined, 'truefalse', ['true']])('is not %j', (value) => {
		expect(saidBoolean(value)).toBeUndefined();
		expect(() => toBoolean(value, LABEL)).toThrow("'Field' must be true or false, not");
	});
});

it.each([
	[Infinity, "'Infinity'"],
	[-Infinity, "'-Infinity'"],
	[NaN, "'NaN'"],
	[7n, "'7'"],
	[null, "'null'"],
	[undefined, "'undefined'"],
	['a', "'a'"],
	[[1], "'[1]'"],
])('shows %p as %s', (value, shown) => expect(quote(value)).toBe(shown));

it('shows what is not a number as it is', () => {
	expect(() => toInteger(Infinity, LABEL)).toThrow("'Field' must be a number, not 'Infinity'");
});

describe('a web address with a blank', () => {
	it.each([
		['https://example.com/a b', 'https://example.com/a', 'a space'],
		['http://example.com/?q=x\u00a0y', 'http://example.com/?q=x', 'a no-break space'],
		['https://example.com/a\nhttps://b.example', 'https://example.com/a', 'a line break'],
	])('is refused: %j', (url, before, blank) => {
		const read = () => toUrl(url, LABEL);
		expect(read).toThrow(InputError);
		expect(read).toThrow(`'Field' contains whitespace, ${blank} after '${before}'`);
	});

	it.each(['example.com/a b', 'ftp://example.com/a b'])(
		'is another error where it is not an address: %s',
		(url) => expect(() => toUrl(url, LABEL)).toThrow("'Field' must be a URL"),
	);
});
