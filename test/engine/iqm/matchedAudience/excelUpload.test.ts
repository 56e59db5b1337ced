import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { readXlsx } from '../../../../sandbox/xlsx';
import type { Generation } from '../../../support/audienceUploads';
import {
	cancelledUpload,
	csvItem,
	encodedAnew,
	fileType,
	jsonOf,
	mapped,
	partNamed,
	reading,
	textOf,
	uploadAudience,
	uploadsTo,
} from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRunOptions } from '../../../support/harness';
import { fileItem } from '../../../support/harness';
import { storingFiles } from '../../../support/storingFiles';
import {
	inlineRows,
	relations,
	sheetXml,
	stringsXml,
	withParts,
	workbookParts,
	workbookXml,
	zipOf,
} from '../../../support/xlsxFiles';

/** Matched Audience > Upload of Excel workbooks: "CSV or XLSX file for audience matching". */
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** As Excel writes it: texts shared, numbers as such, a row that is formatted only. */
const PEOPLE = zipOf(
	workbookParts(
		'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>' +
			'<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2"><v>10001</v></c><c r="C2" t="s"><v>4</v></c></row>' +
			'<row r="3"><c r="A3" s="1"/></row>' +
			'<row r="4"><c r="A4" t="s"><v>5</v></c><c r="C4" t="s"><v>4</v></c></row>' +
			'<row r="5"><c r="B5"><v>10003</v></c></row><row r="6"><c r="A6" t="s"><v>3</v></c></row>',
		stringsXml(
			...['email', 'zip', 'city & state', 'ada@secret.example', 'New York'].map(
				(text) => `<t>${text.replace('&', '&amp;')}</t>`,
			),
			'<r><t>eve@</t></r><r><t>secret.example</t></r>',
		),
	),
);

const sandbox = freshSandbox();

const xlsxItem = (content: Buffer, fileName = 'people.xlsx') => fileItem(fileName, '', content);
const BY_EMAIL = { ...mapped({ email: 'Email' }), columnSettings: { Email: 'Raw' } };
const upload = async (
	version: Generation,
	parameters: IDataObject = BY_EMAIL,
	item = xlsxItem(PEOPLE),
	run: NodeRunOptions & { Node?: typeof IqmMatchedAudience } = {},
) => await uploadAudience(sandbox, version, parameters, item, run);

/** A workbook with these sheets, the file of the last being the one that the sandbox reads. */
function workbookOf(...sheets: Array<[name: string, rows: string[][], state?: string]>): Buffer {
	const pathOf = (nth: number) => `worksheets/sheet${sheets.length - nth}.xml`;
	return zipOf(
		withParts(
			workbookParts(''),
			{
				name: 'xl/workbook.xml',
				content: workbookXml(
					...sheets.map(([name, , state], nth): [string, string, string] => [
						name,
						`rId${nth}`,
						state === undefined ? '' : `state="${state}"`,
					]),
				),
			},
			{
				name: 'xl/_rels/workbook.xml.rels',
				content: relations(
					...sheets.map((_, nth): [string, string, string] => [
						`rId${nth}`,
						'worksheet',
						pathOf(nth),
					]),
				),
			},
			...sheets.map(([, rows], nth) => ({
				name: `xl/${pathOf(nth)}`,
				content: sheetXml(inlineRows(rows)),
			})),
		),
	);
}

const ROWS = [
	['email', 'zip'],
	['ada@secret.example', '10001'],
];

describe.each<Generation>(['v2', 'v3'])('with the API %s', (version) => {
	it('sends a workbook as it is, and states what is in it', async () => {
		const { items, error } = await upload(version);
		expect(error).toBeUndefined();
		const [request] = uploadsTo(sandbox, version);
		const file = partNamed(request, 'file');
		expect([file.filename, file.contentType]).toEqual(['people.xlsx', fileType(version, TYPE)]);
		expect(file.content.equals(PEOPLE)).toBe(true);
		const expected = encodedAnew(request, PEOPLE);
		expect(request.body.equals(expected)).toBe(true);
		expect(request.headers['content-length']).toBe(String(expected.length));
		if (version === 'v2') {
			// The same keys in the same order as for a CSV, in the quickstart's sample of step 3.
			expect(textOf(request, 'metadata')).toBe(
				`{"columns":["email","zip","city & state"],"fileName":"people.xlsx","fileSize":${PEOPLE.length},"columnValues":{"email":["ada@secret.example","eve@secret.example",""],"zip":["10001","","10003"],"city & state":["New York","New York",""]},"rows":4}`,
			);
			expect(textOf(request, 'fileTotalCount')).toBe('4');
		} else {
			expect(jsonOf(request, 'audienceRequest')).toMatchObject({
				fileRowCount: 4,
				fileColumnCount: 3,
				columnMappings: [{ fileColumnName: 'email', dataFormatId: 1 }],
			});
		}
		expect(items[0].json).toMatchObject({ fileTotalCount: 4, columns: { email: 'Email' } });
	});

	it('does not count rows of empty texts, as exports have them, or take one for a value', async () => {
		const workbook = zipOf(
			workbookParts(
				'<row><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>' +
					'<row><c t="s"><v>3</v></c><c><v>10001</v></c><c t="s"><v>0</v></c></row>' +
					'<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>',
				stringsXml('<t/>', '<t>email</t>', '<t>zip</t>', '<t>ada@secret.example</t>'),
			),
		);
		const { items, error } = await upload(version, BY_EMAIL, xlsxItem(workbook));
		expect(error).toBeUndefined();
		expect(items[0].json.fileTotalCount).toBe(1);
	});

	it('finds the columns by their names, without those that are empty', async () => {
		const rows = [
			['Zip', 'E-Mail', 'Phone', 'notes'],
			['10001', 'ada@secret.example', ' ', 'x'],
		];
		const { items, error } = await upload(
			version,
			{ columnsFrom: 'name', columnSettings: { Email: 'Raw' } },
			xlsxItem(workbookOf(['People', rows])),
		);
		expect(error).toBeUndefined();
		expect(items[0].json.columns).toEqual({ 'E-Mail': 'Email', Zip: 'Residence_Addresses_Zip' });
	});

	it.each([
		['in the item', 'memory', IqmMatchedAudience],
		['in the file system', 'filesystem', storingFiles(IqmMatchedAudience)],
	] as const)('sends it again after the token expired: file %s', async (_, binaryMode, Node) => {
		const first = await upload(version, BY_EMAIL, undefined, { binaryMode, Node });
		expect(first.error).toBeUndefined();
		sandbox.expireTokens();
		const { error } = await upload(version, BY_EMAIL, undefined, { engine: first.engine, Node });
		expect(error).toBeUndefined();
		const sends = uploadsTo(sandbox, version);
		expect(sends.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 401]));
		for (const request of sends) {
			expect(partNamed(request, 'file').content.equals(PEOPLE)).toBe(true);
			expect(request.bodyLength).toBe(Number(request.headers['content-length']));
		}
		expect(sandbox.iqm.audiences.size).toBe(2);
	});

	it('is shown in a preview by name, type and size', async () => {
		const { items } = await upload(version, { ...BY_EMAIL, options: { preview: true } });
		const size = PEOPLE.length;
		const contentType = fileType(version, TYPE);
		const file = { name: 'file', fileName: 'people.xlsx', contentType, size };
		expect(items[0].json.parts).toContainEqual(file);
		expect(uploadsTo(sandbox, version)).toHaveLength(0);
	});
});

describe('the sheet', () => {
	const two = workbookOf(['Notes', [['Read me']]], ['People', ROWS]);
	const hidden = workbookOf(['Lists', [['x'], ['y']], 'hidden'], ['People', ROWS]);

	it.each(['People', ' people '])(
		'that is named as %j is the one that is read',
		async (sheetName) => {
			// The sandbox would refuse what the other sheet says.
			expect(readXlsx(two).header).toEqual(['email', 'zip']);
			for (const workbook of [two, hidden]) {
				const parameters = { ...BY_EMAIL, options: { sheetName } };
				const { error, items } = await upload('v2', parameters, xlsxItem(workbook));
				expect(error).toBeUndefined();
				expect(items[0].json.fileTotalCount).toBe(1);
			}
		},
	);

	it('means nothing for a CSV file', async () => {
		const parameters = { ...BY_EMAIL, options: { sheetName: 'People' } };
		const { error } = await upload('v2', parameters, csvItem('email\na@secret.example\n'));
		expect(error).toBeUndefined();
	});

	it.each<[string, Buffer, IDataObject, string[]]>([
		[
			'is the first one',
			two,
			{},
			["Sheet 'Notes' of 'people.xlsx' in", 'has a header but no records'],
		],
		[
			'must be there',
			two,
			{ sheetName: 'Persons' },
			["The workbook has no sheet 'Persons'. Its sheets are 'Notes', 'People'."],
		],
		[
			'must not be hidden',
			hidden,
			{},
			['The first sheet of', "'people.xlsx'", "'Lists', is hidden", "in 'Sheet Name'"],
		],
	])('%s', async (_, workbook, options, words) => {
		const { error } = await upload('v2', { ...BY_EMAIL, options }, xlsxItem(workbook));
		const text = `${error?.message}\n${error?.description}`;
		for (const word of words) expect(text).toContain(word);
		expect(sandbox.requests).toHaveLength(0);
	});
});

const oneSheet = (rows: string[][]) => zipOf(workbookParts(inlineRows(rows)));

describe('refuses before any request', () => {
	it.each<[string, Buffer, IDataObject, string[]]>([
		['a CSV with another name', Buffer.from('email\na@b\n'), {}, ['XLSX', 'a text file']],
		['a web page', Buffer.from('<html><table></table>'), {}, ['an HTML or XML file']],
		['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), {}, ['an old Excel file (XLS)']],
		['nothing', Buffer.alloc(0), {}, ['not an Excel workbook (XLSX) but empty']],
		[
			'another ZIP file',
			zipOf([{ name: 'a.txt', content: 'secret' }]),
			{},
			['another ZIP file without a workbook'],
		],
		['half a workbook', PEOPLE.subarray(0, PEOPLE.length / 2), {}, ['damaged or cut off']],
		['no rows', oneSheet([]), {}, ["The sheet 'People' is empty"]],
		['no records', oneSheet([['email']]), {}, ['has a header but no records']],
		[
			'two columns of one name',
			oneSheet([
				['email', 'email'],
				['ada@secret.example', ''],
			]),
			{},
			['Columns A and B of the sheet \'People\' are named "email"'],
		],
		[
			'a column that is not there',
			oneSheet([['mail'], ['ada@secret.example']]),
			{},
			[
				"'email' is not a column of sheet 'People' of 'people.xlsx'. Its columns are: 'mail'",
			],
		],
		[
			'no header',
			oneSheet([['ada@secret.example'], ['eve@secret.example']]),
			{},
			['The first line of the file looks like data'],
		],
		[
			'a column without values',
			oneSheet([
				['email', 'n'],
				['  ', '1'],
			]),
			{},
			["'email' to Email, but that column is empty in all 1 records"],
		],
		[
			'a chosen match by name without values',
			oneSheet([
				['email', 'phone'],
				['', '5'],
			]),
			{ columnsFrom: 'name', matchBy: 'Email' },
			["'Match People By' is Email", 'Columns without values: 1'],
		],
		[
			'values without a header',
			oneSheet([['email'], ['a@secret.example'], ['b@secret.example', 'secret']]),
			{},
			[
				"'people.xlsx' in 'Input Data Field Name' has 1 of 2 records with values to the right of the last named column, starting with record 2",
				"'Send Irregular Files'",
			],
		],
	])('%s', async (_, content, parameters, words) => {
		const { error } = await upload('v2', { ...BY_EMAIL, ...parameters }, xlsxItem(content));
		const text = `${error?.message}\n${error?.description}`;
		for (const word of words) expect(text).toContain(word);
		expect(JSON.stringify([error, text])).not.toContain('secret');
		expect(sandbox.requests).toHaveLength(0);
	});

	it('more than 1 GB', async () => {
		const Node = reading(1024 ** 3 + 1, () => [PEOPLE]);
		const { error } = await upload('v2', BY_EMAIL, undefined, { Node });
		expect(error?.message).toBe(
			"'people.xlsx' in 'Input Data Field Name' has 1073741825 bytes, but IQM accepts at most 1 GB (1073741824 bytes)",
		);
	});

	it.each(['people.xlsm', 'people.xlsb', 'people.xls'])(
		'a workbook of another type: %s',
		async (name) => {
			const { error } = await upload('v2', BY_EMAIL, xlsxItem(PEOPLE, name));
			expect(error?.message).toContain(`'${name}', an Excel file of type`);
		},
	);
});

it('lets values without a header through when asked to', async () => {
	const rows = [['email'], ['a@secret.example'], ['b@secret.example', 'note']];
	const parameters = { ...BY_EMAIL, options: { sendIrregularFiles: true } };
	const { error } = await upload('v2', parameters, xlsxItem(oneSheet(rows)));
	expect(error).toBeUndefined();
});

describe('a cancelled execution ends within 300 ms', () => {
	it('while a stored workbook is read', async () => {
		let given = 0;
		const Node = reading(PEOPLE.length, async function* (nth) {
			yield PEOPLE;
			for (; nth > 1; given++) {
				await sleep(1);
				yield PEOPLE;
			}
		});
		const took = await cancelledUpload(sandbox, BY_EMAIL, xlsxItem(PEOPLE), Node, () => given > 3);
		expect(took).toBeLessThanOrEqual(300);
		expect(sandbox.requests).toEqual([]);
	});

	it('while a small workbook with a large sheet is read', async () => {
		const row = '<row><c t="inlineStr"><is><t>ada@secret.example</t></is></c></row>';
		const head = inlineRows([['email']]);
		const workbook = zipOf(workbookParts(head + row.repeat(3_000_000)));
		expect(workbook.length).toBeLessThan(1024 ** 2);
		let started = 0;
		const Node = reading(workbook.length, function* () {
			started ||= Date.now();
			yield workbook;
		});
		const isUnderway = () => started > 0 && Date.now() - started > 100;
		const item = xlsxItem(PEOPLE);
		const took = await cancelledUpload(sandbox, BY_EMAIL, item, Node, isUnderway);
		expect(took).toBeLessThanOrEqual(300);
		expect(sandbox.requests).toEqual([]);
	});
});
