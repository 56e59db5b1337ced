import { createHash } from 'crypto';

import * as fc from 'fast-check';

import {
	HASH_ALGORITHMS,
	hashLength,
	hashText,
	readForHash,
	writeEmail,
	writePhone,
	type HashedKind,
} from '../../../nodes/tables/hash/hashValue';
import { cpuTime } from '../../support/cpuTime';
import { GENERATED_FILES, GENERATED_TIMEOUT_MS } from '../../support/csvFiles';

/** Three people of the sample file in IQM's quickstart "Upload Matched Audience", step 3. */
const SAMPLE = {
	phone: ['3456789012', '5678901234', '7890123456'],
	phoneSha256: [
		'26cc49f1a2133f3784b937017f9cc86e05b5413c7f91b0b6bd6375631b68371e',
		'2f510ce904687db4b2706fdaf33f1d0e678be13cc5fe300cf695a546befa5fc8',
		'453fc17260d034186d92d1e58cc557fea9cafc1bf886154b472057feed950605',
	],
	email: ['Bilbo.Baggins@lotr.com', 'Frodo.Baggins@lotr.com', 'Samwise.Gamgee@lotr.com'],
	emailSha256: [
		'43f5f8fabe82fc8dce2452267f5550bb036d0ddf33368682a9cd5da8286d63a0',
		'ceb005d969f16f9a6a487849d27bf854fac1f0733aa61995bcbb5cb928dfc410',
		'986c1ae0d3cef60591d3b29aa54afb5d9654406d7cfa4fcbb65c3ad45ad1ce5c',
	],
};

function sha256(value: string, kind: HashedKind): string {
	const read = readForHash(value, kind, 'SHA256');
	return read.is === 'hashed' ? hashText(read.plain, 'SHA256') : read.is;
}

/** What is written in the quick way, or undefined where it leaves the value to `readForHash`. */
function writtenFast(value: string, kind: HashedKind): string | undefined {
	const around = Buffer.from(`1${value}2`);
	const target = Buffer.alloc(64, '#');
	const write = kind === 'email' ? writeEmail : writePhone;
	const length = write(around, 1, around.length - 1, target, kind);
	return length === -1 ? undefined : target.toString('latin1', 0, length);
}

function plain(value: string, kind: HashedKind): string {
	const read = readForHash(value, kind, 'SHA256');
	return read.is === 'hashed' ? read.plain : read.is;
}

describe('hashes', () => {
	it("are those of the quickstart's sample", () => {
		expect(SAMPLE.phone.map((value) => sha256(value, 'phone'))).toEqual(SAMPLE.phoneSha256);
		expect(SAMPLE.email.map((value) => sha256(value, 'email'))).toEqual(SAMPLE.emailSha256);
	});

	it.each(HASH_ALGORITHMS)('are computed with %s', (algorithm) => {
		const expected = createHash(algorithm.toLowerCase()).update('José@lotr.com').digest('hex');
		expect(hashText('José@lotr.com', algorithm)).toBe(expected);
		expect(hashLength(algorithm)).toBe(expected.length);
	});
});

describe('an e-mail address', () => {
	it.each([
		['Bilbo.Baggins@LOTR.com', 'bilbo.baggins@lotr.com'],
		[' \tb@lotr.com\u00a0', 'b@lotr.com'],
		['JOSÉ@lotr.com', 'josé@lotr.com'],
		["o'hara+list@lotr.com", "o'hara+list@lotr.com"],
		['', 'empty'],
		['  ', 'empty'],
		['bilbo', 'unusable'],
		['@lotr.com', 'unusable'],
		['bilbo@', 'unusable'],
		['a@b@c', 'unusable'],
		['a@b.c; d@e.f', 'unusable'],
		['a@b.c,d@e.f', 'unusable'],
		['Bilbo <b@lotr.com>', 'unusable'],
		['\u200bb@lotr.com\ufeff', 'b@lotr.com'],
		['b/c@lotr.com', 'b/c@lotr.com'],
		[' "b@lotr.com"', 'unusable'],
		["'b@lotr.com'", 'unusable'],
		["b@lotr.com'", 'unusable'],
		['mailto:b@lotr.com', 'unusable'],
		['(b@lotr.com)', 'unusable'],
		['[b@lotr.com](x)', 'unusable'],
		['b@lotr.com|c', 'unusable'],
		['b@lotr.com/c', 'unusable'],
		['b@lotr.com.', 'unusable'],
		['b\u200b@lotr.com', 'unusable'],
		['b\0@lotr.com', 'unusable'],
		['Jos\ufffd@lotr.com', 'unusable'],
		['3456789012', 'unusable'],
	])('%j becomes %j', (value, expected) => {
		expect(plain(value, 'email')).toBe(expected);
	});
});

describe('a phone number', () => {
	it.each([
		['3456789012', '3456789012', '+13456789012'],
		['(345) 678-9012', '3456789012', '+13456789012'],
		['345.678.9012', '3456789012', '+13456789012'],
		['345\u2011678\u20139012', '3456789012', '+13456789012'],
		['13456789012', '3456789012', '+13456789012'],
		['+1 345 678 9012', '3456789012', '+13456789012'],
		['1/345/6789012', '3456789012', '+13456789012'],
		['3456789012.0', '3456789012', '+13456789012'],
		['345-678-9012.0', '3456789012', '+13456789012'],
		['\u202a345 678 9012\u202c', '3456789012', '+13456789012'],
		['345\u2212678\u22129012', '3456789012', '+13456789012'],
		['(+1) 345 678 9012', '3456789012', '+13456789012'],
		['0412 345 678', 'unusable', 'unusable'],
		['030 1234567', 'unusable', 'unusable'],
		['(030) 1234567', 'unusable', 'unusable'],
		['(0) 30 1234567', 'unusable', 'unusable'],
		['0345678901', 'unusable', 'unusable'],
		['1345678901', '1345678901', 'unusable'],
		['+01 345 678 9012', 'unusable', 'unusable'],
		['+44 (0)20 7946 0958', '442079460958', '+442079460958'],
		['+44 ( 0 ) 20 7946 0958', '442079460958', '+442079460958'],
		['+44(0)2079460958', '442079460958', '+442079460958'],
		['+44 (020) 7946 0958', '442079460958', '+442079460958'],
		['+44 020 7946 0958', '442079460958', '+442079460958'],
		['+353 (0) 1 679 6011', '35316796011', '+35316796011'],
		['+353 01 679 6011', '35316796011', '+35316796011'],
		['+44 0020 7946 0958', 'unusable', 'unusable'],
		['+44 (0)20 (0)7946 0958', 'unusable', 'unusable'],
		['+4420 (0) 7946 0958', 'unusable', 'unusable'],
		['345 (0) 678 9012', 'unusable', 'unusable'],
		['44 (0)20 7946 0958', '442079460958', 'unusable'],
		['+39 06 6982 1234', '390669821234', '+390669821234'],
		['+39 (06) 6982 1234', '390669821234', '+390669821234'],
		['+39 (0) 6 6982 1234', 'unusable', 'unusable'],
		['+(044) 20 7946 0958', 'unusable', 'unusable'],
		['0013456789012', '3456789012', '+13456789012'],
		['001 (345) 678-9012', '3456789012', '+13456789012'],
		['00 1 345.678.9012', '3456789012', '+13456789012'],
		['(001) 345 678 9012', '3456789012', '+13456789012'],
		['0015551234567', '5551234567', '+15551234567'],
		['0015551234567.0', '5551234567', '+15551234567'],
		['+1 (0) 345 678 9012', '3456789012', '+13456789012'],
		['1 (0) 345 678 9012', '3456789012', '+13456789012'],
		['+1 (0345) 678 9012', 'unusable', 'unusable'],
		['001 (0) 345 678 9012', '3456789012', '+13456789012'],
		['0044 20 7946 0958', '442079460958', '+442079460958'],
		['0044 (0)20 7946 0958', '442079460958', '+442079460958'],
		['00442079460958', '442079460958', '+442079460958'],
		['011 49 30 1234567', '49301234567', '+49301234567'],
		['011-49-(0)30-1234567', '49301234567', '+49301234567'],
		['01149301234567', '49301234567', '+49301234567'],
		['011 1 345 678 9012', '3456789012', '+13456789012'],
		['0113 496 0000', 'unusable', 'unusable'],
		['0011 44 20 7946 0958', 'unusable', 'unusable'],
		['010 49 30 1234567', 'unusable', 'unusable'],
		['00 00 345 678 9012', 'unusable', 'unusable'],
		['+00 49 30 1234567', 'unusable', 'unusable'],
		['0012345678', 'unusable', 'unusable'],
		['0000000000', 'unusable', 'unusable'],
		['+1 145 678 9012', 'unusable', 'unusable'],
		['11345678901', 'unusable', 'unusable'],
		['10345678901', 'unusable', 'unusable'],
		['1 (345) 678-9012', '3456789012', '+13456789012'],
		['345\u2011678\u20119012', '3456789012', '+13456789012'],
		['23456789012', '23456789012', 'unusable'],
		['+44 20 7946 0958', '442079460958', '+442079460958'],
		['+36 06 1 2345678', '3612345678', '+3612345678'],
		['+36 (06) 1 234 5678', '3612345678', '+3612345678'],
		['0036-06-20-123-4567', '36201234567', '+36201234567'],
		['+36 1 2345678', '3612345678', '+3612345678'],
		['+36 (0) 1 2345678', '3612345678', '+3612345678'],
		['06 1 234 5678', 'unusable', 'unusable'],
		['+7 8 495 1234567', '74951234567', '+74951234567'],
		['+7 (8) 495 123-45-67', '74951234567', '+74951234567'],
		['+7 (8495) 1234567', '74951234567', '+74951234567'],
		['007 8 495 1234567', '74951234567', '+74951234567'],
		['8 (495) 123-45-67', '74951234567', '+74951234567'],
		['8-495-123-45-67', '74951234567', '+74951234567'],
		['(8) 495 123 45 67', '74951234567', '+74951234567'],
		['8 (029) 123-45-67', '375291234567', '+375291234567'],
		['+7 812 123-45-67', '78121234567', '+78121234567'],
		['+375 8 029 1234567', '375291234567', '+375291234567'],
		['+375 80 29 1234567', '375291234567', '+375291234567'],
		['+370 8 612 34567', '37061234567', '+37061234567'],
		['+52 01 55 1234 5678', '525512345678', '+525512345678'],
		['+52 55 1234 5678', '525512345678', '+525512345678'],
		['+84 95 123 4567', '84951234567', '+84951234567'],
		['84951234567', '84951234567', 'unusable'],
		['+372 8123 4567', '37281234567', '+37281234567'],
		['', 'empty', 'empty'],
		['345678901', 'unusable', 'unusable'],
		['1234567890123456', 'unusable', 'unusable'],
		['345-678-9012 x5', 'unusable', 'unusable'],
		['1-800-SHIRE-00', 'unusable', 'unusable'],
		['3.456789012E9', 'unusable', 'unusable'],
		['345678+9012', 'unusable', 'unusable'],
		['n/a', 'unusable', 'unusable'],
		['-', 'unusable', 'unusable'],
	])('%j becomes %j, or %j as E.164', (value, digits, e164) => {
		expect(plain(value, 'phone')).toBe(digits);
		expect(plain(value, 'phoneE164')).toBe(e164);
	});
});

describe('a phone number with a prefix', () => {
	// Assigned calling codes (ITU-T E.164), with national numbers as long as they are there.
	const international = fc.oneof(
		fc.stringMatching(/^1[2-9]\d{9}$/),
		fc.stringMatching(/^(7|20|33|44|49|61|81|91|353|358|972)[1-9]\d{8}$/),
	);
	const codeOf = (number: string) => /^(?:[17]|20|33|44|49|61|81|91|\d{3})/.exec(number)?.[0] ?? '';
	const forms = (number: string) => {
		const [code, national] = [codeOf(number), number.slice(codeOf(number).length)];
		return [
			...['00', '011', '00 ', '011-', '(00) ', '(011)'].map((prefix) => prefix + number),
			...['+', '00', '011 '].map((prefix) => `${prefix}${code} (0) ${national}`),
			...['+', '00', '011'].map((prefix) => `${prefix} ${code}(0)${national}`),
			...(code === '1'
				? []
				: [`+${code} 0${national}`, `+${code} (0${national.slice(0, 2)}) ${national.slice(2)}`]),
		];
	};

	it('is hashed as its form with a plus is, by both ways', () => {
		fc.assert(
			fc.property(international, (number) => {
				for (const kind of ['phone', 'phoneE164'] as const) {
					const expected = plain(`+${number}`, kind);
					expect(expected).toMatch(/^\+?[1-9]\d{9,}$/);
					for (const form of forms(number)) {
						expect([form, plain(form, kind)]).toEqual([form, expected]);
						expect([undefined, expected]).toContain(writtenFast(form, kind));
					}
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('is never hashed with a 0 or a prefix in front', () => {
		const text = fc
			.tuple(
				fc.constantFrom('0', '00', '011', '+0', '(0)', '+(0', '001', '+1 0', '+49 0', '1 (0', '10'),
				fc.string({ unit: fc.constantFrom(...'01234567890 -()'), minLength: 6, maxLength: 20 }),
			)
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(text, (value) => {
				for (const kind of ['phone', 'phoneE164'] as const) {
					const read = plain(value, kind);
					expect(read).toMatch(/^(unusable|\+?[1-9]\d{9,14})$/);
					expect([undefined, read]).toContain(writtenFast(value, kind));
				}
			}),
			{ numRuns: 3_000 },
		);
	});
});

it('is judged at once, however many blanks it holds', () => {
	const start = cpuTime();
	expect(plain(`a${' '.repeat(200_000)}b@lotr.com`, 'email')).toBe('unusable');
	expect(cpuTime() - start).toBeLessThan(1_000);
});

describe('a value that is hashed already', () => {
	it.each(HASH_ALGORITHMS)('is known by its length: %s', (algorithm) => {
		const hex = 'A1b2'.repeat(hashLength(algorithm) / 4);
		for (const kind of ['email', 'phone', 'phoneE164'] as const) {
			expect(readForHash(hex, kind, algorithm)).toEqual({ is: 'alreadyHashed' });
			expect(readForHash(` ${hex}\u200b`, kind, algorithm)).toEqual({ is: 'alreadyHashed' });
			expect(readForHash(`${hex}0`, kind, algorithm)).toEqual({ is: 'unusable' });
			expect(readForHash(`${hex.slice(1)}g`, kind, algorithm)).toEqual({ is: 'unusable' });
		}
	});

	it('of another algorithm is unusable', () => {
		expect(readForHash('a1'.repeat(20), 'email', 'SHA256')).toEqual({ is: 'unusable' });
	});
});

describe('the quick way', () => {
	it.each([
		['Bilbo.Baggins@LOTR.com', 'email', 'bilbo.baggins@lotr.com'],
		['o_hara+list@lotr.com', 'email', 'o_hara+list@lotr.com'],
		[`${'a'.repeat(55)}@lotr.com`, 'email', `${'a'.repeat(55)}@lotr.com`],
		['(345) 678-9012', 'phone', '3456789012'],
		['+1 345 678 9012', 'phone', '3456789012'],
		['13456789012', 'phone', '3456789012'],
		['(345) 678-9012', 'phoneE164', '+13456789012'],
		['13456789012', 'phoneE164', '+13456789012'],
		['+44 20 7946 0958', 'phoneE164', '+442079460958'],
		['+1234567890', 'phoneE164', '+1234567890'],
	] as const)('takes %j as %s', (value, kind, expected) => {
		expect(writtenFast(value, kind)).toBe(expected);
	});

	it.each([
		['JOSÉ@lotr.com', 'email'],
		['a@b@c', 'email'],
		['a@', 'email'],
		['a@b.', 'email'],
		["o'hara@lotr.com", 'email'],
		['0345678901', 'phoneE164'],
		['+0345678901', 'phoneE164'],
		['+44 (0)20 7946 0958', 'phoneE164'],
		['+44 (0)20 7946 0958', 'phone'],
		['+44 020 7946 0958', 'phone'],
		['+353 01 679 6011', 'phoneE164'],
		['0013456789012', 'phone'],
		['011 49 30 1234567', 'phoneE164'],
		['(030) 12345678', 'phone'],
		['+7 8 495 1234567', 'phone'],
		['8 (495) 123-45-67', 'phone'],
		['(8) 495 123 45 67', 'phoneE164'],
		['+375 8 029 1234567', 'phone'],
		['+36 06 1 2345678', 'phone'],
		['0345678901', 'phone'],
		['11345678901', 'phone'],
		['+11345678901', 'phoneE164'],
		[`${'a'.repeat(56)}@lotr.com`, 'email'],
		['345678901', 'phone'],
		['1234567890123456', 'phone'],
		['345.678.9012', 'phone'],
		['23456789012', 'phoneE164'],
		['', 'email'],
		['', 'phone'],
	] as const)('leaves %j as %s to the slow way', (value, kind) => {
		expect(writtenFast(value, kind)).toBeUndefined();
	});

	it(
		'never writes anything other than the slow way does',
		() => {
			const characters = fc.constantFrom(...'aZ09@@.,;<>"\' +-()/\t\x7f\x01é\u2010\u00a0');
			const digits = fc.constantFrom(...'11234567890 +-().');
			const prefixes = fc.constantFrom(
				...['0', '00', '011', '001', '+49 (0)', '+1 (0) ', '+44 0', '+39 0'],
				...['8 ', '8', '(8) ', '+7 8', '+78', '+375 8', '+370 8', '+36 06', '+52 01', '+7'],
			);
			const texts = fc.oneof(
				fc.string({ unit: characters, maxLength: 12 }),
				fc.string({ unit: digits, maxLength: 24 }),
				fc
					.tuple(prefixes, fc.string({ unit: digits, minLength: 8, maxLength: 18 }))
					.map((parts) => parts.join('')),
				fc.string({ unit: fc.constantFrom(...'abcdef0123456789'), minLength: 30, maxLength: 66 }),
			);
			// What was found so once: an 8 that stands alone behind a bracket.
			const examples: Array<[string]> = [['(8) 811111(111(1']];
			fc.assert(
				fc.property(texts, (value) => {
					for (const kind of ['email', 'phone', 'phoneE164'] as const) {
						const found = writtenFast(value, kind);
						if (found === undefined) continue;
						for (const algorithm of HASH_ALGORITHMS) {
							expect(readForHash(value, kind, algorithm)).toEqual({ is: 'hashed', plain: found });
						}
					}
				}),
				{ numRuns: 10 * GENERATED_FILES, examples },
			);
		},
		GENERATED_TIMEOUT_MS,
	);
});
