import * as fc from 'fast-check';

import { asSearchResult } from '../../../nodes/common/form/pickerLists';
import { comparedName, isSameName, searchedPart, withoutUnseen } from '../../../nodes/common/ground/names';

const SAME: Array<[string, string, string]> = [
	['a composed letter', 'Fr\u00fchling', 'Fru\u0308hling'],
	['Hangul syllables', '\ud55c', '\u1112\u1161\u11ab'],
	['the sign for angstrom', '\u212b', '\u00c5'],
	['a no-break blank', 'Spring offer', 'Spring\u00a0offer'],
	['a narrow no-break blank', 'Spring offer', 'Spring\u202foffer'],
	['an ideographic blank', 'Spring offer', 'Spring\u3000offer'],
	['two blanks', 'Spring offer', 'Spring  offer'],
	['a tab', 'Spring offer', 'Spring\toffer'],
	['a line break', 'Spring offer', 'Spring\r\noffer'],
	['next line', 'Spring offer', 'Spring\u0085offer'],
	['a Hangul filler', 'Spring offer', 'Spring\u3164offer'],
	['blanks of several kinds', 'Spring offer', 'Spring\u00a0\u3000\t offer'],
	['blanks around', 'Spring offer', '\u00a0 Spring offer\u3000'],
	['a zero width blank', 'Spring', 'Spr\u200bing'],
	['a zero width joiner', 'Spring', 'Spr\u200ding'],
	['a soft hyphen', 'Spring', 'Spr\u00ading'],
	['a byte order mark', 'Spring', '\ufeffSpring'],
	['direction marks', 'Spring', '\u200eSpring\u200f\u202a\u202c\u2066\u2069'],
	['a word joiner', 'Spring offer', 'Spring \u2060offer'],
	['an unseen sign between blanks', 'Spring offer', 'Spring \u200b offer'],
	['an unseen sign before an accent', 'Fr\u00fchling', 'Fru\u200b\u0308hling'],
	['a variation selector', '\u2764 sale', '\u2764\ufe0f sale'],
	['a control character', 'Spring', 'Spr\u0000i\u0007ng'],
];

describe('isSameName', () => {
	it.each(SAME)('takes for the same what differs only in %s', (_, one, other) => {
		expect([isSameName(one, other), isSameName(other, one)]).toEqual([true, true]);
		expect(comparedName(other)).toBe(comparedName(one));
	});

	it.each([
		['capital letters', 'Spring', 'spring'],
		['an accent', 'Fr\u00fchling', 'Fruhling'],
		['a blank inside a word', 'Spring', 'Spr ing'],
		['a number', 'Spring', 'Spring 2'],
		['full-width letters', 'Spring', '\uff33pring'],
		['a ligature', 'office', 'o\ufb03ce'],
		['a hyphen', 'A-B', 'A\u2013B'],
		['a family and its members', '\u{1f468}\u200d\u{1f469}', '\u{1f468}\u{1f469}'],
		[
			'flags that are told apart by tags',
			'\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
			'\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
		],
	])('tells apart what differs in %s', (_, one, other) => {
		expect(isSameName(one, other)).toBe(false);
	});

	it.each([undefined, null])('finds no name in %p', (none) => {
		expect(isSameName(none, String(none))).toBe(false);
	});
});

it('does not change a plain name in any way', () => {
	const word = fc.stringMatching(/^[!-~\u00a1-\u00ac\u00ae-\u024f]{1,9}$/);
	fc.assert(
		fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
			const name = words.join(' ');
			expect([comparedName(name), withoutUnseen(name)]).toEqual([name, name]);
		}),
	);
});

it('gives the same when it is applied twice', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (name) => {
			expect(comparedName(comparedName(name))).toBe(comparedName(name));
		}),
	);
});

describe('searchedPart', () => {
	it.each([
		['Spring offer', 'Spring'],
		['Spring\u00a0offering', 'offering'],
		['Fr\u00fchling', 'hling'],
		['Fru\u0308hling', 'hling'],
		['US|iOS|2027-03_v2', '2027-03_v2'],
		['Spr\u200bing', 'Spr'],
		['\u6625\u306e\u30bb\u30fc\u30eb', ''],
	])('of %j is %j', (name, part) => {
		expect(searchedPart(name)).toBe(part);
	});

	it.each(SAME.filter(([, , other]) => !/^Spr.i/.test(other)))(
		'is in both names that differ in %s',
		(_, one, other) => {
			expect(one).toContain(searchedPart(other));
			expect(other).toContain(searchedPart(one));
		},
	);
});

describe('asSearchResult', () => {
	const entries = [
		{ name: 'Fru\u0308hling', value: '1' },
		{ name: 'Spring\u00a0offer', value: '2' },
	];

	it.each([
		['fr\u00fch', ['1']],
		['spring offer', ['2']],
		['', ['1', '2']],
		['fruh', []],
		['\u200b', []],
	])('finds for %j the entries that look so', (filter, found) => {
		expect(asSearchResult(entries, filter).results.map(({ value }) => value)).toEqual(found);
	});
});
