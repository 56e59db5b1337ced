import { checkHeader, looksLikeData } from '../../../nodes/tables/header';

// A file without a header has a person in its place, whose data must not stand in an error.
describe('a header that looks like a person', () => {
	it.each([
		[['Bilbo', 'bilbo@lotr.com']],
		[['Bilbo', '(345) 678-9012', 'NY']],
		[['Bilbo', '+1 345.678.9012']],
		[['Bilbo', '345678901']],
		[['Bilbo', '345\u2011678\u20119012']],
		[['Bag End', ' 10001 ']],
		[['Bag End', '10001-2345']],
		[['Bilbo', '1290-09-22']],
		[['Bilbo', '9/22/1290']],
		[['Bilbo', '0cc175b9c0f1b6a831c399e269772661']],
		[['Bilbo', '12 Bag End']],
	])('%j', (columns) => {
		expect(looksLikeData(columns)).toBe(true);
	});

	it.each([
		[['email', 'vote_20201103']],
		[['name', 'zip5', 'q1_2024']],
		[['segment 10001 a', 'phone1']],
	])('is not %j', (columns) => {
		expect(looksLikeData(columns)).toBe(false);
	});
});

describe('the names of columns', () => {
	it.each(['', ' ', '\u200b', '\ufeff\u00a0', '\u00ad\t'])(
		'are missing where nobody sees any: %j',
		(name) => {
			expect(() => checkHeader(['email', name])).toThrow('The header has no name for column 2');
		},
	);
});
