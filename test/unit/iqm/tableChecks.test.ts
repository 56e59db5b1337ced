import { InputError } from '../../../nodes/common/ground/errors';
import type { HashCounts } from '../../../nodes/tables/hash/hashColumn';
import {
	checkHashed,
	checkSize,
	checkTable,
	MOST_BYTES,
	MOST_RECORDS,
	type TableUse,
} from '../../../nodes/Iqm/IqmMatchedAudience/tableChecks';
import type { CsvInspection } from '../../../nodes/tables/csv/inspectCsv';
import type { XlsxInspection } from '../../../nodes/tables/xlsx/inspectXlsx';

const SUBJECT = "'voters.csv'";

const TABLE = {
	columns: ['email', 'zip', 'notes'],
	rows: 7,
	sampleValues: [['b@lotr.com'], ['10001'], ['']],
	size: 100,
	filled: [true, true, false],
	raggedRows: 0,
	watched: [],
};
const CSV: CsvInspection = {
	...TABLE,
	delimiter: ',',
	hasBom: false,
	encoding: 'UTF-8',
	hashes: [],
	emptiedRows: 0,
};
const XLSX: XlsxInspection = {
	...TABLE,
	sheet: 'People',
	sheets: [{ name: 'People', isHidden: false }],
};
const USE: TableUse = {
	subject: SUBJECT,
	irregularOption: 'Send Irregular',
	sheetOption: 'Sheet Name',
};

function problem(check: () => void): string {
	try {
		check();
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		const { message, description } = error as { message: string; description: string };
		return `${message} – ${description}`;
	}
	return 'none';
}

const csv = (found: Partial<CsvInspection>, use: Partial<TableUse> = {}) =>
	problem(() => checkTable({ ...CSV, ...found }, { ...USE, ...use }));

describe('checks of a table before it is sent', () => {
	it('lets a good file pass', () => {
		expect(csv({})).toBe('none');
		expect(csv({ size: MOST_BYTES, rows: MOST_RECORDS })).toBe('none');
		expect(problem(() => checkTable(XLSX, USE))).toBe('none');
		expect(problem(() => checkSize(MOST_BYTES, SUBJECT))).toBe('none');
	});

	it('tells the size and the limit', () => {
		const message =
			/^'voters.csv' has 1073741825 bytes, but IQM accepts at most 1 GB \(1073741824 bytes\)/;
		expect(problem(() => checkSize(MOST_BYTES + 1, SUBJECT))).toMatch(message);
		// Hashes make a file longer than the one that was given.
		expect(csv({ size: MOST_BYTES + 1 })).toMatch(message);
	});

	it('tells the number of records and the limit', () => {
		expect(csv({ rows: MOST_RECORDS + 1 })).toMatch(
			/^'voters.csv' has 5000001 records, but IQM accepts at most 5 million \(5000000\)/,
		);
		expect(csv({ rows: 0 })).toMatch(/^'voters.csv' has a header but no records/);
	});

	it('counts irregular records, unless they are let through', () => {
		const found = { raggedRows: 2, firstRaggedRow: 5 };
		expect(csv(found)).toMatch(
			/^'voters.csv' has 2 of 7 records with more or fewer values than the header, starting with record 5 – Values .*'Send Irregular'/,
		);
		expect(csv(found, { irregularOption: undefined })).toBe('none');
		expect(problem(() => checkTable({ ...XLSX, ...found }, USE))).toMatch(
			/ has 2 of 7 records with values to the right of the last named column, starting with record 5 – Give /,
		);
	});

	it('names the record that is not UTF-8, unless it is let through', () => {
		const found = { encoding: 'not UTF-8', firstNotUtf8Row: 6 } as const;
		expect(csv(found)).toMatch(/^Record 6 of 'voters.csv' is not UTF-8 text .*'Send Irregular'/);
		expect(csv(found, { irregularOption: undefined })).toBe('none');
	});

	it('refuses a workbook whose first sheet is hidden', () => {
		const sheets = [{ name: 'Lists', isHidden: true }, ...XLSX.sheets];
		expect(problem(() => checkTable({ ...XLSX, sheets }, USE))).toMatch(
			/^The first sheet of 'voters.csv', 'Lists', is hidden .* in 'Sheet Name'/,
		);
		const named = { ...USE, sheetOption: undefined };
		expect(problem(() => checkTable({ ...XLSX, sheets }, named))).toBe('none');
		const behind = [...XLSX.sheets, { name: 'Lists', isHidden: true }];
		expect(problem(() => checkTable({ ...XLSX, sheets: behind }, USE))).toBe('none');
	});
});

describe('checks of what was hashed', () => {
	const counts: HashCounts = {
		column: 'email',
		hashed: 0,
		alreadyHashed: 0,
		empty: 3,
		unusable: 4,
	};

	it('refuses a column without any hash', () => {
		expect(problem(() => checkHashed([counts], SUBJECT))).toMatch(
			/^'email' of 'voters.csv' has no values to hash: 3 are empty, 4 don't match/,
		);
	});

	it('lets pass what has one', () => {
		expect(problem(() => checkHashed([{ ...counts, hashed: 1 }], SUBJECT))).toBe('none');
		expect(problem(() => checkHashed([{ ...counts, alreadyHashed: 1 }], SUBJECT))).toBe('none');
	});
});
