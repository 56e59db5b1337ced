import { createHash } from 'crypto';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { UserError } from 'n8n-workflow';

import type { HashCounts, HashPlan } from '../../../nodes/tables/hash/hashColumn';
import { hashCsv } from '../../../nodes/tables/hash/hashFile';
import { inspectCsv } from '../../../nodes/tables/csv/inspectCsv';
import {
	anyChunkSizes,
	anyHeader,
	anyStyle,
	anyText,
	chunksOf,
	csvBytes,
	endSigns,
	GENERATED_FILES,
	GENERATED_TIMEOUT_MS,
	isBlankRecord,
	joined,
	written,
	type Cell,
} from '../../support/csvFiles';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const PLAN: HashPlan = { algorithm: 'SHA256', columns: { email: 'email' } };

async function hashed(file: string | Uint8Array, plan = PLAN, sizes = [1]) {
	const source = () => chunksOf(Buffer.from(file), sizes);
	const content = await joined(hashCsv(source(), plan));
	const { hashes, size } = await inspectCsv(source(), { toHash: () => plan });
	expect(hashes.reduce((sum, { growth }) => sum + growth, size)).toBe(content.length);
	return { content, text: content.toString(), counts: hashes.map(({ counts }) => counts) };
}

async function problem(file: string, plan = PLAN): Promise<string> {
	const error: unknown = await hashed(file, plan).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(UserError);
	return (error as UserError).message;
}

describe('hashCsv', () => {
	it('hashes the mapped columns and leaves everything else', async () => {
		const file =
			'\ufeff"name";email;"phone" \r\n\r\n"Bag""gins";B@x.y;(345) 678-9012\n' +
			'Frodo;"F@x.y";"13456789012"\r;;\n\n';
		// A header name with blanks around it is that name.
		const plan = { ...PLAN, columns: { 'phone ': 'phone', email: 'email' } } as const;
		await expect(hashed(file, plan)).rejects.toThrow(/text follows a closing quote/);
		const clean = file.replace('"phone" ', 'phone ');
		const phone = sha256('3456789012');
		expect(await hashed(clean, plan)).toMatchObject({
			text:
				'\ufeff"name";email;phone \r\n\r\n"Bag""gins";' +
				`${sha256('b@x.y')};${phone}\nFrodo;"${sha256('f@x.y')}";"${phone}"\r;;\n\n`,
			counts: [
				// What has no value at all is no record.
				{ column: 'email', hashed: 2, alreadyHashed: 0, empty: 0, unusable: 0 },
				{ column: 'phone ', hashed: 2, alreadyHashed: 0, empty: 0, unusable: 0 },
			],
		});
	});

	it('never lets an unusable value out, and keeps its record', async () => {
		const { text, counts } = await hashed('email,n\nsecret,1\n"se""cret",2\nJos\u00e9,3');
		expect(text).toBe('email,n\n,1\n"",2\n,3');
		expect(counts[0]).toMatchObject({ hashed: 0, unusable: 3 });
		const single = await hashed('email\nsecret\n"secret"\na@b\n');
		expect(single.text).toBe(`email\n""\n""\n${sha256('a@b')}\n`);
	});

	it('empties a value that is not UTF-8 rather than hash something else', async () => {
		const file = Buffer.from('email,n\njos\xe9@x.y,Jos\xe9\n', 'latin1');
		const people = Buffer.concat([Buffer.from('email,n\na@b,1\na@b,2\na@b,3\n'), file.subarray(8)]);
		const { content, counts } = await hashed(people, PLAN, [3]);
		expect(content.toString('latin1').split('\n').slice(4)).toEqual([',Jos\xe9', '']);
		expect(counts[0]).toMatchObject({ hashed: 3, unusable: 1 });
	});

	it('refuses a record in which the value could belong to another column', async () => {
		for (const file of ['n,email\n1,a@b\nBag,gins,a@b\n', 'n,email\n1,a@b\na@b\n']) {
			expect(await problem(file)).toMatch(
				/^Record 2 after the header has more or fewer values than the header:/,
			);
		}
		expect(await problem('n,email\na@b\n')).not.toContain('a@b');
	});

	it('refuses a column that is not there, and what is not CSV', async () => {
		expect(await problem('mail,n\na@b,1\n')).toBe(
			"The column to hash, 'email', is not in the file",
		);
		expect(await problem('email,email\na@b,1\n')).toMatch(/Columns 1 and 2 are named "email"/);
		expect(await problem('')).toMatch(/is empty/);
		expect(await problem('email,n\n"a@b,1\n')).toMatch(/never closed/);
	});

	it('keeps the byte order mark of a file that is one line', async () => {
		expect((await hashed('\ufeffemail')).text).toBe('\ufeffemail');
	});

	it('is known beforehand: length and first values', async () => {
		const file = 'email,n\na@b,1\n,2\nsecret,3\nc@d,4\n';
		const inspection = await inspectCsv(chunksOf(Buffer.from(file), [5]), { toHash: () => PLAN });
		expect(inspection.hashes).toEqual([
			{
				counts: { column: 'email', hashed: 2, alreadyHashed: 0, empty: 1, unusable: 1 },
				growth: 2 * 61 - 6,
				sampleValues: [sha256('a@b'), '', ''],
			},
		]);
	});

	it('knows beforehand how many records will have more than blanks left', async () => {
		const toHash = () => PLAN;
		const foretold = async (file: string) => {
			const source = () => chunksOf(Buffer.from(file), [7]);
			const found = await inspectCsv(source(), { toHash });
			const sent = await inspectCsv(chunksOf(await joined(hashCsv(source(), PLAN)), [7]));
			expect(found.rows - found.emptiedRows).toBe(sent.rows);
			const column = found.columns.indexOf('email');
			expect(found.hashes[0].sampleValues).toEqual(sent.sampleValues[column]);
			expect(found.hashes[0].counts.unusable).toBe(found.emptiedRows);
			return [found.rows, found.emptiedRows];
		};
		expect(await foretold('email\nsecret\na@b\n"none"\nc@d\n')).toEqual([4, 2]);
		const blanks = 'n,email,m\n,secret,\n ,"none","\u00a0"\n,a@b,\n,"",""\n';
		expect(await foretold(blanks)).toEqual([3, 2]);
		const many = `n,email\n${',secret\n'.repeat(5)}1,a@b\n${',secret\n,c@d\n'.repeat(5)}`;
		expect(await foretold(many)).toEqual([16, 10]);
	});

	it.each([
		['alone on the last line', 'a@b,1\r\n\x1a', 'HASH,1\r\n\x1a'],
		['after the last value', 'a@b,1\r\nc@d,2\x1a', 'HASH,1\r\nHASH,2\x1a'],
		['filling up a block', 'a@b,1\n\x1a\x1a\x1a\x1a\n', 'HASH,1\n\x1a\x1a\x1a\x1a\n'],
	])('hashes no end-of-file mark, and leaves it in place: %s', async (_, people, sent) => {
		const { text, counts } = await hashed(`email,n\r\n${people}`);
		expect(text.replace(/[\da-f]{64}/g, 'HASH')).toBe(`email,n\r\n${sent}`);
		expect(counts[0]).toMatchObject({ empty: 0, unusable: 0 });
	});

	it.each(['a@b\x1a', '"a@b"\x1a', 'a@b\x1a\x1a \r\n', '"a@b"\x1a\r\n\x1a'])(
		'hashes the value in front of it: %j',
		async (value) => {
			const { text, counts } = await hashed(`email\n${value}`);
			expect(text).toBe(`email\n${value.replace('a@b', sha256('a@b'))}`);
			expect(counts[0]).toMatchObject({ hashed: 1, empty: 0, unusable: 0 });
		},
	);

	it('does not contain the file', async () => {
		const block = Buffer.from('1,a@b\n'.repeat(10_000));
		let given = 0;
		let taken = 0;
		async function* source(): AsyncGenerator<Uint8Array> {
			yield Buffer.from('n,email\n');
			for (let turn = 0; turn < 20; turn++) {
				expect(taken).toBe(turn * 10_000 * (block.length / 10_000 + 61));
				given += block.length;
				yield block;
			}
		}
		for await (const chunk of hashCsv(source(), PLAN)) {
			taken += chunk.length;
			if (given === 0) taken = 0;
		}
		expect(taken).toBe(20 * 10_000 * (block.length / 10_000 + 61));
	});
});

describe('hashCsv against csv-parse', () => {
	type Outcome = Exclude<keyof HashCounts, 'column'>;
	type HashCell = Cell & { becomes: string; is: Outcome };

	const blanks = fc.constantFrom('', ' ', '\u00a0 ');
	const quoted = fc.boolean();
	const cell = (values: fc.Arbitrary<string>, is: Outcome, becomes: (value: string) => string) =>
		fc
			.record({ value: values, before: blanks, after: blanks, quoted })
			.map(({ value, before, after, quoted: isQuoted }): HashCell => {
				const padded = before + value + after;
				return {
					value: padded,
					quoted: isQuoted,
					is,
					becomes: is === 'hashed' || is === 'unusable' ? becomes(value) : padded,
				};
			});

	const name = fc.string({
		unit: fc.constantFrom('a', 'B', 'é', '.', '+', "'", '7'),
		maxLength: 4,
	});
	const hex = fc.string({
		unit: fc.constantFrom(...'0123456789abcdefABCDEF'),
		minLength: 64,
		maxLength: 64,
	});
	const address = fc.tuple(name, name).map(([local, domain]) => `a${local}@${domain}b`);
	const digits = fc.stringMatching(/^[2-9]\d{9}$/);
	const shared = [
		cell(hex, 'alreadyHashed', (value) => value),
		cell(fc.constant(''), 'empty', (value) => value),
		cell(fc.constantFrom('Bag End', 'a"b@c', ',', 'x\ny', '\r\n;'), 'unusable', () => ''),
	];
	const email = fc.oneof(
		cell(address, 'hashed', (value) => sha256(value.toLowerCase())),
		...shared.slice(0, 2),
		cell(fc.constantFrom('Bag End', 'a,b@c', '"', 'x\ny', '|;'), 'unusable', () => ''),
	);
	const phone = fc.oneof(
		cell(digits, 'hashed', sha256),
		cell(
			digits.map((value) => `+1 (${value.slice(0, 3)})\n${value.slice(3)}`),
			'hashed',
			(value) => sha256(value.replace(/\D/g, '').slice(1)),
		),
		...shared,
	);
	const other = fc
		.record({ value: anyText, quoted })
		.map((plain): HashCell => ({ ...plain, becomes: plain.value, is: 'empty' }));

	const file = fc
		.tuple(
			anyHeader,
			fc.array(fc.constantFrom('email', 'phone', 'other'), { minLength: 5, maxLength: 5 }),
		)
		.chain(([names, kinds]) =>
			fc.record({
				names: fc.constant(names),
				kinds: fc.constant(kinds.slice(0, names.length)),
				rows: fc.array(
					fc.tuple(
						...names.map(
							(_, i) => ({ email, phone, other })[kinds[i] as 'email' | 'phone' | 'other'],
						),
					),
					{ maxLength: 8 },
				),
				style: anyStyle,
				sizes: anyChunkSizes,
			}),
		)
		// A line that is empty is no record, which is another test's matter.
		.filter(({ names, rows }) => names.length > 1 || rows.every(([only]) => written(only) !== ''));

	/** A value in the place of another, in quotes where that one was. */
	function rewritten(cellThere: HashCell, isSingle: boolean): string {
		const before = written(cellThere);
		if (cellThere.becomes === cellThere.value) return before;
		if (before.startsWith('"')) return `"${cellThere.becomes}"`;
		return cellThere.becomes === '' && isSingle ? '""' : cellThere.becomes;
	}

	it(
		'gives the same bytes and the same records but for the hashed values',
		async () => {
			await fc.assert(
				fc.asyncProperty(file, async ({ names, kinds, rows, style, sizes }) => {
					const isSingle = names.length === 1;
					const delimiter = isSingle ? ',' : style.delimiter;
					const header = names.map((value) => written({ value, quoted: false }));
					const write = (lines: string[][]) =>
						csvBytes([header, ...lines], { ...style, delimiter });
					const isRecord = (values: string[]) => !isBlankRecord(values, delimiter);
					const valuesOf = (row: HashCell[]) => row.map(({ value }) => value);
					const people = rows.filter((row) => isRecord(valuesOf(row)));
					const bytes = write(rows.map((row) => row.map(written)));
					const expected = write(
						rows.map((row) =>
							row.map((one) => (people.includes(row) ? rewritten(one, isSingle) : written(one))),
						),
					);

					const columns = Object.fromEntries(
						names.flatMap((column, i) => (kinds[i] === 'other' ? [] : [[column, kinds[i]]])),
					) as HashPlan['columns'];
					const plan: HashPlan = { algorithm: 'SHA256', columns };
					const result = await joined(hashCsv(chunksOf(bytes, sizes), plan));
					expect(result.toString()).toBe(expected.toString());

					const options = {
						bom: true,
						relax_column_count: true,
						skip_empty_lines: true,
						delimiter,
					};
					const read = (from: Buffer): string[][] => {
						const text = from.toString().replace(endSigns, '');
						return (parse(text, options) as string[][]).filter(isRecord);
					};
					const became = people.map((row) => row.map(({ becomes }) => becomes)).filter(isRecord);
					expect(read(bytes)).toEqual([names, ...people.map(valuesOf)]);
					expect(read(result)).toEqual([names, ...became]);

					const toHash = () => plan;
					const inspection = await inspectCsv(chunksOf(bytes, [4096]), { toHash });
					const { hashes } = inspection;
					for (const { column, ...count } of hashes.map(({ counts }) => counts)) {
						const cells = people.map((row) => row[names.indexOf(column)]);
						const times = (is: Outcome) => cells.filter((one) => one.is === is).length;
						expect(count).toEqual({
							hashed: times('hashed'),
							alreadyHashed: times('alreadyHashed'),
							empty: times('empty'),
							unusable: times('unusable'),
						});
					}

					const sent = await inspectCsv(chunksOf(result, [4096]));
					const growth = hashes.reduce((sum, column) => sum + column.growth, 0);
					expect(inspection.size + growth).toBe(result.length);
					expect([inspection.rows, inspection.rows - inspection.emptiedRows]).toEqual([
						people.length,
						sent.rows,
					]);
					expect(sent.rows).toBe(became.length);
					for (const { counts, sampleValues } of hashes) {
						const index = names.indexOf(counts.column);
						expect(sampleValues).toEqual(sent.sampleValues[index]);
					}
				}),
				{ numRuns: GENERATED_FILES },
			);
		},
		GENERATED_TIMEOUT_MS,
	);
});
