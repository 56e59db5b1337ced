import type { IDataObject } from 'n8n-workflow';

import type { Generation } from '../../../support/audienceUploads';
import {
	csvItem,
	hashing,
	hex,
	jsonOf,
	mapped,
	partNamed,
	textOf,
	uploadAudience,
	uploadsTo,
} from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import { fileItem } from '../../../support/harness';
import { inlineRows, stringsXml, workbookParts, zipOf } from '../../../support/xlsxFiles';

/** Matched Audience > Upload: what is a record and what a value, in CSV and in Excel files alike. */
const sandbox = freshSandbox();

const RAW = { columnSettings: { Email: 'Raw' } };
const BY_NAME = { columnsFrom: 'name', matchBy: 'auto', ...RAW };
const BY_EMAIL = { ...mapped({ email: 'Email' }), ...RAW };
const VERSIONS: Generation[] = ['v2', 'v3'];

/** What the upload states, and what is sent. */
function stated(version: Generation) {
	const [request] = uploadsTo(sandbox, version);
	const file = partNamed(request, 'file').content;
	if (version === 'v3') {
		const { fileRowCount } = jsonOf(request, 'audienceRequest');
		return { rows: fileRowCount, total: fileRowCount, file, columnValues: undefined };
	}
	const { rows, columnValues } = jsonOf(request, 'metadata');
	return { rows, total: Number(textOf(request, 'fileTotalCount')), file, columnValues };
}

describe.each(VERSIONS)('with the API %s', (version) => {
	const upload = async (parameters: IDataObject, item: ReturnType<typeof csvItem>) =>
		await uploadAudience(sandbox, version, parameters, item);

	it.each([
		['delimiters', 'email,zip\nada@example.com,27511\n,\n,\n', '27511'],
		['delimiters, CRLF', 'email;zip\r\nada@example.com;27511\r\n;\r\n;;;\r\n', '27511'],
		['empty quotes', 'email,zip\n"",""\n"ada@example.com","27511"\n""\n', '27511'],
		['blanks of all kinds', 'email,zip\n \u00a0,\t\nada@example.com,27511\n" "," "\n', '27511'],
		['blanks in front of the header', ',\n"",""\nemail,zip\nada@example.com,27511\n', '27511'],
		['an end-of-file mark', 'email,zip\r\nada@example.com,27511\r\n\x1a', '27511'],
		['an end-of-file mark after the last value', 'email,zip\r\nada@example.com,27511\x1a', '27511'],
		[
			'a block of end-of-file marks',
			`email,zip\nada@example.com,27511\n${'\x1a'.repeat(100)}`,
			'27511',
		],
		['an end-of-file mark after a quote', 'email,zip\n"ada@example.com","27511"\x1a\r\n', '27511'],
	])('does not count a record of %s, and sends the file as it is', async (_, content, zip) => {
		for (const mapping of [BY_NAME, BY_EMAIL]) {
			sandbox.reset();
			sandbox.options.iqm.requestsPerMinute = 0;
			const { items, error } = await upload(mapping, csvItem(content));
			expect(error).toBeUndefined();
			expect(items[0].json.fileTotalCount).toBe(1);
			const { rows, total, file, columnValues } = stated(version);
			expect([rows, total, file.toString()]).toEqual([1, 1, content]);
			if (version === 'v3') continue;
			expect(columnValues).toEqual({ email: ['ada@example.com'], zip: [zip] });
		}
	});

	it.each([
		'email\r\nada@example.com\r\n\x1a',
		'email\nada@example.com\x1a',
		'email\n\n"ada@example.com"\n""\n\x1a\n',
	])('nor one of a single column: %j', async (content) => {
		const { items, error } = await upload(BY_NAME, csvItem(content));
		expect(error).toBeUndefined();
		expect(items[0].json.fileTotalCount).toBe(1);
		expect(stated(version).file.toString()).toBe(content);
	});

	it.each(['email,zip\n', 'email,zip\n,\n"",""\n', 'email,zip\r\n\x1a', 'email,zip\n \n\u00a0,\n'])(
		'says that a file has no records: %j',
		async (content) => {
			const { error } = await upload(BY_EMAIL, csvItem(content));
			expect(error?.message).toBe(
				"'people.csv' in 'Input Data Field Name' has a header but no records",
			);
			expect(sandbox.requests).toHaveLength(0);
		},
	);

	it('does not count them among irregular records, or in the numbers of these', async () => {
		const content = 'email,zip\na@b,1\n,,,\n\x1a\nc@d,2,3\n';
		const { error } = await upload(BY_EMAIL, csvItem(content));
		expect(error?.message).toContain('has 1 of 2 records with more or fewer values');
		expect(error?.message).toContain('starting with record 2');
	});

	it('hashes as many records as it states, and no end-of-file mark', async () => {
		const content = 'n,email\n,\n1,Ada@x.example\n,unknown\n"",""\n2,eve@x.example\x1a';
		const { items, error } = await upload(
			{ ...mapped({ email: 'Email' }), ...hashing() },
			csvItem(content),
		);
		expect(error).toBeUndefined();
		const { file, rows } = stated(version);
		expect(file.toString()).toBe(
			`n,email\n,\n1,${hex('sha256', 'ada@x.example')}\n,\n"",""\n2,${hex('sha256', 'eve@x.example')}\x1a`,
		);
		// Without the value that can't be hashed, its record has none.
		expect([rows, items[0].json.fileTotalCount]).toEqual([2, 2]);
		expect(items[0].json.hashedColumns).toMatchObject([
			{ hashed: 2, empty: 0, unusable: 1, alreadyHashed: 0 },
		]);
	});

	it('says what they are where the values of a file cannot be hashed', async () => {
		const form = { ...mapped({ email: 'Email' }), ...hashing() };
		const { error } = await upload(form, csvItem('email\nunknown\n""\nnone\n'));
		expect(error?.message).toContain("has no values to hash: 0 are empty, 2 don't match");
	});
});

describe('line breaks in a workbook', () => {
	const item = (content: Buffer) => fileItem('people.xlsx', '', content);
	const row = (...texts: number[]) =>
		`<row>${texts.map((text) => `<c t="s"><v>${text}</v></c>`).join('')}</row>`;
	const shared = (header: string, value: string) =>
		zipOf(
			workbookParts(
				row(0) + row(1),
				stringsXml(`<t xml:space="preserve">${header}</t>`, `<t xml:space="preserve">${value}</t>`),
			),
		);
	const inline = (header: string, value: string) =>
		zipOf(workbookParts(inlineRows([[header], [value]])));

	it.each([
		['shared, CR LF', shared, 'E-mail\r\naddress', 'E-mail\naddress'],
		['shared, CR', shared, 'E-mail\raddress', 'E-mail\naddress'],
		['inline, CR LF', inline, 'E-mail\r\naddress', 'E-mail\naddress'],
		['inline, CR', inline, 'E-mail\raddress', 'E-mail\naddress'],
		['a reference', shared, 'E-mail&#13;\naddress', 'E-mail\r\naddress'],
		['an escape', inline, 'E-mail_x000D_\r\naddress', 'E-mail\r\naddress'],
	])('are those that XML has: %s', async (_, workbook, written, name) => {
		const value = 'ada@example.com\r\n';
		const map = JSON.stringify({ [name]: 'Email' });
		for (const parameters of [
			{ columnsFrom: 'json', columnsJson: map, ...RAW },
			{ ...mapped({ [name]: 'Email' }), ...RAW },
		]) {
			sandbox.reset();
			sandbox.options.iqm.requestsPerMinute = 0;
			const { items, error } = await uploadAudience(
				sandbox,
				'v2',
				parameters,
				item(workbook(written, value)),
			);
			expect(error).toBeUndefined();
			expect(items[0].json.columns).toEqual({ [name]: 'Email' });
			const [request] = uploadsTo(sandbox, 'v2');
			expect(jsonOf(request, 'columns')).toEqual({ [name]: 'Email' });
			expect(jsonOf(request, 'metadata')).toMatchObject({
				columns: [name],
				columnValues: { [name]: ['ada@example.com\n'] },
			});
		}
	});

	it('goes out like that with the current API too', async () => {
		const parameters = { ...mapped({ 'E-mail\naddress': 'Email' }), ...RAW };
		const workbook = item(shared('E-mail\r\naddress', 'ada@example.com'));
		const { error } = await uploadAudience(sandbox, 'v3', parameters, workbook);
		expect(error).toBeUndefined();
		expect(jsonOf(uploadsTo(sandbox, 'v3')[0], 'audienceRequest')).toMatchObject({
			columnMappings: [{ fileColumnName: 'E-mail\naddress' }],
		});
	});
});
