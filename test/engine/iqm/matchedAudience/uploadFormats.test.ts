import type { IDataObject } from 'n8n-workflow';

import type { Generation } from '../../../support/audienceUploads';
import {
	csvItem,
	hashing,
	hex,
	mapped,
	uploadAudience,
	uploadsTo,
} from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import { fileItem, requestsTo } from '../../../support/harness';
import { inlineRows, stringsXml, workbookParts, zipOf } from '../../../support/xlsxFiles';

/** Matched Audience > Upload: a format is checked against every record before anything is sent. */
const sandbox = freshSandbox();

const ADDRESS = 'ada.secret@x.example';
const HASH = hex('sha256', ADDRESS);
const VERSIONS: Generation[] = ['v2', 'v3'];

const csv = (values: string[], header = 'email,n') =>
	csvItem([header, ...values.map((value, nth) => `${value},${nth}`)].join('\n'));
const inline = (values: string[]) =>
	fileItem(
		'people.xlsx',
		'',
		zipOf(workbookParts(inlineRows([['email'], ...values.map((one) => [one])]))),
	);
/** Each text once, as Excel writes it. */
const shared = (values: string[]) => {
	const texts = [...new Set(['email', ...values])];
	const rows = ['email', ...values].map(
		(value) => `<row><c t="s"><v>${texts.indexOf(value)}</v></c></row>`,
	);
	const strings = stringsXml(...texts.map((text) => `<t>${text}</t>`));
	return fileItem('people.xlsx', '', zipOf(workbookParts(rows.join(''), strings)));
};

const hashes = (count: number) =>
	Array.from({ length: count }, (_, nth) => hex('sha256', `${nth}`));
const BY_NAME = { columnsFrom: 'name', matchBy: 'Email' };
const BY_EMAIL = mapped({ email: 'Email' });
const format = (Email: unknown): IDataObject => ({ columnSettings: { Email } as IDataObject });

describe.each(VERSIONS)('with the API %s', (version) => {
	const upload = async (parameters: IDataObject, item = csv([])) =>
		await uploadAudience(sandbox, version, parameters, item);

	it.each([
		['CSV', csv],
		['CSV in quotes', (values: string[]) => csv(values.map((value) => `"${value}"`))],
		['XLSX, inline texts', inline],
		['XLSX, shared texts', shared],
	])('a plain address after hashes is an error that names its record: %s', async (_, file) => {
		for (const mapping of [
			BY_EMAIL,
			BY_NAME,
			{ columnsFrom: 'json', columnsJson: '{"email":"Email"}' },
		]) {
			const item = file([...hashes(3), ADDRESS, HASH, `${ADDRESS}.uk`]);
			const { error } = await upload({ ...mapping, ...format('SHA256') }, item);
			const { fileName } = item.binary?.data ?? {};
			expect(error?.message).toBe(
				`'Email Format' in 'Column Settings' is SHA256, but record 4 of '${fileName}' has a plain address in 'email', the first of 2 records that don't match`,
			);
			expect(error?.description).toMatch(/one format.*'Hash Before Upload'/);
			expect(JSON.stringify([error, error?.message, error?.description])).not.toContain('secret');
			expect(sandbox.requests).toHaveLength(0);
		}
	});

	it('far beyond the first records, even where others in between say nothing', async () => {
		const values = ['', 'unknown', ...hashes(5), ...Array<string>(99_992).fill(HASH), ADDRESS];
		for (const file of [csv, shared]) {
			const { error } = await upload({ ...BY_EMAIL, ...format('SHA256') }, file(values));
			// In a workbook, a row of nothing does not count.
			expect(error?.message).toContain(`but record ${file === csv ? 100_000 : 99_999} of 'people.`);
			expect(sandbox.requests).toHaveLength(0);
		}
	});

	it.each([
		['another hash', 'SHA256', [...hashes(4), hex('md5', 'x')], 'record 5 .* has an MD5 hash in'],
		[
			'a hash in SHA1',
			'MD5',
			[hex('md5', 'x'), hex('sha1', 'x')],
			'record 2 .* has a SHA1 hash in',
		],
		[
			'a hash among plain ones',
			'Raw',
			[...Array<string>(4).fill(ADDRESS), HASH],
			'record 5 .* has a SHA256 hash in',
		],
		['plain ones after hashes', 'Raw', [HASH, '', ADDRESS], 'record 1 .* has a SHA256 hash in'],
		[
			'only hashes',
			'Raw',
			['unknown', ...hashes(9)],
			'record 2 .* has a SHA256 hash in .* first of 9 records',
		],
		[
			'plain with a name',
			'SHA256',
			[...hashes(4), 'Ada <ada@secret.example>'],
			'record 5 .* plain address',
		],
		[
			'two addresses',
			'SHA512',
			[hex('sha512', 'x'), '"a@secret.example, b@c"'],
			'record 2 .* plain address',
		],
		['plain under another hash', 'Other', [...hashes(4), ADDRESS], 'record 5 .* plain address'],
	])('%s', async (_, name, values, message) => {
		const { error } = await upload({ ...BY_EMAIL, ...format(name) }, csv(values));
		expect(error?.message).toMatch(new RegExp(`is ${name}, but ${message}`));
		expect(JSON.stringify([error, error?.description])).not.toContain('secret');
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		['digits', '3456789012'],
		['separators', '"(345) 678-9012"'],
		['a country', '+49 30 901820'],
		['an extension', '345.678.9012 x7'],
		['no area code', '678-9012'],
		['scientific notation', '3.45679E+09'],
	])('a plain phone number under a hash: %s', async (_, number) => {
		const form = { ...mapped({ phone: 'Phone' }), columnSettings: { Phone: 'SHA1' } };
		const values = [...Array<string>(5).fill(hex('sha1', 'x')), number];
		const { error } = await upload(form, csv(values, 'phone,n'));
		expect(error?.message).toBe(
			"'Phone Format' in 'Column Settings' is SHA1, but record 6 of 'people.csv' has a plain number in 'phone'",
		);
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each([
		['SHA256', [...hashes(4), '', 'unknown', 'N/A', '-', HASH.toUpperCase(), ` ${HASH} `]],
		['Raw', [...Array<string>(4).fill(ADDRESS), 'unknown', '"Ada <ada@x.example>"']],
		['Other', [...hashes(4), 'x'.repeat(56), hex('md5', 'x')]],
		['SHA256', ['unknown', 'none']],
	])('lets through what keeps to %s', async (name, values) => {
		const { error } = await upload({ ...BY_EMAIL, ...format(name) }, csv(values));
		expect(error).toBeUndefined();
		expect(uploadsTo(sandbox, version)).toHaveLength(1);
	});

	it('looks at the mapped columns only', async () => {
		const item = csvItem(`email,mail 2\n${`${HASH},${ADDRESS}\n`.repeat(5)}`);
		expect((await upload({ ...BY_EMAIL, ...format('SHA256') }, item)).error).toBeUndefined();
		const other = { ...mapped({ 'mail 2': 'Email' }), ...format('SHA256') };
		expect((await upload(other, item)).error?.message).toContain("a plain address in 'mail 2'");
	});

	it('demands a format only of a column that is not hashed here', async () => {
		const item = csvItem(
			`email,phone\n${`${ADDRESS},${hex('md5', '1')}\n`.repeat(4)}${HASH},3456789012\n`,
		);
		const both = { ...mapped({ email: 'Email', phone: 'Phone' }), matchBy: 'Email' };
		const only = hashing({ algorithm: 'SHA256', columns: ['Email'] });
		const { error } = await upload({ ...both, ...only, columnSettings: { Phone: 'MD5' } }, item);
		expect(error?.message).toBe(
			"'Phone Format' in 'Column Settings' is MD5, but record 5 of 'people.csv' has a plain number in 'phone'",
		);
		expect(sandbox.requests).toHaveLength(0);
		const { error: none } = await upload({ ...both, ...hashing() }, item);
		expect(none).toBeUndefined();
	});
});

it('knows formats of the current API by their labels and their IDs too', async () => {
	for (const name of ['Hashed (SHA256)', '4', 4]) {
		const item = csv([...hashes(3), ADDRESS]);
		const { error } = await uploadAudience(sandbox, 'v3', { ...BY_EMAIL, ...format(name) }, item);
		expect(error?.message).toMatch(
			/[ (]SHA256\)?, but record 4 of 'people.csv' has a plain address/,
		);
		expect(requestsTo(sandbox, '/api/v3/audience/matched')).toHaveLength(0);
		const good = await uploadAudience(
			sandbox,
			'v3',
			{ ...BY_EMAIL, ...format(name) },
			csv(hashes(4)),
		);
		expect(good.error).toBeUndefined();
		sandbox.reset();
		sandbox.options.iqm.requestsPerMinute = 0;
	}
});
