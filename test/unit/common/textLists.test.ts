import { InputError } from '../../../nodes/common/ground/errors';
import { toCodes, toIds, toList, toPhrases, toUrls } from '../../../nodes/common/ground/values';

const LABEL = 'Entries';

describe('a list', () => {
	it.each([
		['commas', 'a,b'],
		['commas and blanks', ' a , b '],
		['semicolons', 'a;b'],
		['tabs', 'a\tb'],
		['Unix lines', 'a\nb\n'],
		['Windows lines', 'a\r\nb\r\n'],
		['old Mac lines', 'a\rb'],
		['line separators', 'a\u2028b'],
		['paragraph separators', 'a\u2029b'],
		['vertical tabs', 'a\vb'],
		['form feeds', 'a\fb'],
		['next lines', 'a\u0085b'],
		['full-width commas', 'a，b'],
		['full-width semicolons', 'a；b'],
		['ideographic commas', 'a、b'],
		['half-width ideographic commas', 'a､b'],
		['Arabic commas', 'a، b'],
		['a mixture', ',a;;\t\n,b,'],
		['non-breaking spaces', '\u00a0a\u00a0,\u2003b\u3000'],
		['characters that cannot be seen', '\ufeffa,\u200bb\u200d'],
		['quotes', '"a","b"'],
		['single quotes', "'a','b'"],
		['quotes of a word processor', '“a”,‘b’'],
		['an array', ['a', 'b']],
		['an array with blanks', [' a ', '', 'b']],
		['an array of lists', ['a,', 'b']],
	])('is read with %s', (_, value) => {
		expect(toList(value, LABEL)).toEqual(['a', 'b']);
		expect(toCodes(value, LABEL)).toEqual(['a', 'b']);
	});

	it.each([
		['one word', 'a', ['a']],
		['one number', 7, ['7']],
		['nothing', '', []],
		['blanks', ' \t\u00a0\u200b', []],
		['an empty array', [], []],
		['a picked entry', { mode: 'list', value: 'a' }, ['a']],
		['words with blanks', 'New York\tLos Angeles', ['New York', 'Los Angeles']],
		['commas in quotes', '"Food, Drink", Sports', ['Food, Drink', 'Sports']],
		['quotes in quotes', '"5"" screen",b', ['5" screen', 'b']],
		['quotes within a word', '5" screen, 6" screen', ['5" screen', '6" screen']],
		["an apostrophe at a word's start", "'90s music, rock'n'roll", ["'90s music", "rock'n'roll"]],
	])('holds %s', (_, value, expected) => {
		expect(toList(value, LABEL)).toEqual(expected);
	});

	it.each([
		['a list in a list', [['a'], 'b']],
		['an object', { a: 1 }],
		['an object in a list', ['a', { a: 1 }]],
		['true', true],
		['false in a list', ['a', false]],
	])('is not %s', (_, value) => {
		for (const read of [toList, toCodes]) {
			expect(() => read(value, LABEL)).toThrow(InputError);
			expect(() => read(value, LABEL)).toThrow("'Entries' must be a list of values");
		}
	});

	it.each(['a,undefined', 'null,a', '[object Object]', 'a,[object Object]', ['a', 'NaN']])(
		'holds nothing that comes of a missing value: %p',
		(value) => {
			expect(() => toList(value, LABEL)).toThrow('which is what an expression without a value returns');
		},
	);
});

describe('a list of separators only', () => {
	const NONE = [',', ' ; ', ',,\n', '、', ',\u200b,', '""', [','], ['', ';']];

	it.each(NONE)('is none: %j', (value) => {
		for (const read of [toList, toCodes, toPhrases, toIds]) {
			expect(() => read(value, LABEL)).toThrow(InputError);
			expect(() => read(value, LABEL)).toThrow("'Entries' holds no value, only separators");
		}
	});

	it.each([',', ' ; ', [',']])('is not a list of web addresses: %j', (value) => {
		expect(() => toUrls(value, LABEL)).toThrow("'Entries' holds no value, only separators");
	});

	it.each(['', ' \u200b', [], [''], [null], '[]', '\u3164', undefined])('is not %j', (value) => {
		for (const read of [toList, toCodes, toPhrases, toUrls]) {
			if (value === '[]' && read === toList) continue;
			expect(read(value, LABEL)).toEqual([]);
		}
	});
});

describe('codes', () => {
	it('are not an object that was turned into text', () => {
		for (const value of ['[object Object]', '[object Object],[object Object]']) {
			expect(() => toCodes(value, LABEL)).toThrow(InputError);
			expect(() => toPhrases(value, LABEL)).toThrow('which is what an expression without a value returns');
		}
	});

	it.each([
		['blanks between', '02139 35005'],
		['non-breaking spaces', '02139\u00a035005'],
		['JSON text', '["02139","35005"]'],
		['brackets', '[02139, 35005]'],
		['quotes of Python', "['02139','35005']"],
		['JSON text with blanks around', ' [ "02139" , "35005" ] '],
		['quotes that are not closed', '"02139, 35005'],
		['backquotes', '`02139` `35005`'],
		["a spreadsheet's apostrophes", "'02139\n'35005"],
		['characters within that cannot be seen', '02\u00ad139,3500\u200b5'],
	])('are read with %s', (_, value) => {
		expect(toCodes(value, LABEL)).toEqual(['02139', '35005']);
	});

	it.each([
		['no end', '["02139","35005"'],
		['no beginning', '"02139","35005"]'],
		['a gap at the end', '[02139, ]'],
		['a gap at the start', '[,02139]'],
		['a gap within', '[02139, ,35005]'],
		['codes without an end', '[1,2'],
		['codes without a beginning', '1,2]'],
		['one comma too many', '["a","b",]'],
	])('say so where JSON is broken: %s', (_, value) => {
		expect(() => toCodes(value, LABEL)).toThrow("'Entries' is not valid JSON");
	});

	it('are no JSON object', () => {
		expect(() => toCodes('{"a": 1}', LABEL)).toThrow('must be a list such as ["a", "b"]');
	});
});

describe('IDs', () => {
	it.each([
		['semicolons', '1;2'],
		['blanks', '1 2'],
		['tabs', '1\t2'],
		['lines', '1\r\n2'],
		['quotes', '"1","2"'],
		['an array', [1, '2']],
		['JSON text', '[1,"2"]'],
	])('are read with %s', (_, value) => {
		expect(toIds(value, LABEL)).toEqual(['1', '2']);
	});

	it.each(['1-2', '1.5', '0x10', '1e3', '-1', 'a', '1/2', '1|2', '١٢'])('are not %s', (value) => {
		expect(() => toIds(value, LABEL)).toThrow("'Entries' must hold IDs of digits only");
	});
});

describe('phrases', () => {
	it.each([
		['text', 'Food, Drink; Sports', ['Food', 'Drink', 'Sports']],
		['quoted text', '"Food, Drink", Sports', ['Food, Drink', 'Sports']],
		['an array', ['Food, Drink', ' Sports '], ['Food, Drink', 'Sports']],
		['JSON text', '["Food, Drink", "Sports"]', ['Food, Drink', 'Sports']],
		['words with blanks', 'New York\nsummer  sale', ['New York', 'summer  sale']],
		['brackets at the start', '[US] phones', ['[US] phones']],
		['brackets at the end', 'phones [US]', ['phones [US]']],
		['brackets at both ends', '[US] phones, tablets [new]', ['[US] phones', 'tablets [new]']],
		['brackets around', '[US]', ['[US]']],
		['braces', '{promo} phones, {x}', ['{promo} phones', '{x}']],
		['an inch', '[US] 5" screen', ['[US] 5" screen']],
	])('are read from %s', (_, value, expected) => {
		expect(toPhrases(value, LABEL)).toEqual(expected);
	});
});

describe('phrases that look like JSON', () => {
	it.each(['["a", "b"', '"a", "b"]', '["a" "b"]'])('are not read from %s', (value) => {
		expect(() => toPhrases(value, LABEL)).toThrow("'Entries' is not valid JSON");
	});

	it.each(['[phones, tablets]', "['phones', 'tablets']", '{"a": 1}'])(
		'are not read from %s',
		(value) => {
			expect(() => toPhrases(value, LABEL)).toThrow('must be a list such as ["a", "b"], not');
		},
	);
});

describe('web addresses', () => {
	const ONE = 'https://a.example/x,y;z?a=[1]';
	const TWO = 'https://b.example/{CACHEBUSTER}';

	it.each([
		['commas', `${ONE}, ${TWO}`],
		['semicolons', `${ONE};${TWO}`],
		['blanks', `${ONE} ${TWO}`],
		['tabs', `${ONE}\t${TWO}`],
		['lines', `${ONE},\r\n${TWO}\n`],
		['quotes', `"${ONE}","${TWO}"`],
		['an array', [ONE, TWO]],
		['JSON text', JSON.stringify([ONE, TWO])],
		['angle brackets', `<${ONE}>, <${TWO}>`],
		['ideographic commas', `${ONE}、${TWO}`],
	])('are read with %s', (_, value) => {
		expect(toUrls(value, LABEL)).toEqual([ONE, TWO]);
	});

	it.each(['www.example.com', 'ftp://example.com', `${ONE} example.org`, 'https://'])(
		'are not %s',
		(value) => {
			expect(() => toUrls(value, LABEL)).toThrow("'Entries' must be a URL");
		},
	);
});
