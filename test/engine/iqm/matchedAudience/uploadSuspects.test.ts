import type { IDataObject } from 'n8n-workflow';

import type { Generation } from '../../../support/audienceUploads';
import { csvItem, hashing, mapped, uploadAudience, uploadsTo } from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRun } from '../../../support/harness';
import { fileItem } from '../../../support/harness';
import { inlineRows, workbookParts, zipOf } from '../../../support/xlsxFiles';

/** Matched Audience > Upload: values that a spreadsheet has spoilt are counted and reported. */
const sandbox = freshSandbox();

const ZIP = 'Residence_Addresses_Zip';
const ADDRESS = mapped({
	street: 'Residence_Addresses_AddressLine',
	state: 'Residence_Addresses_State',
	zip: ZIP,
});
const hintsOf = ({ run }: NodeRun) =>
	Object.values(run.data.resultData.runData).flatMap((runs) =>
		runs.flatMap(({ hints }) => hints ?? []),
	);

describe.each<Generation>(['v2', 'v3'])('with the API %s', (version) => {
	const upload = async (parameters: IDataObject, item: ReturnType<typeof csvItem>) =>
		await uploadAudience(sandbox, version, parameters, item);
	const addresses = (zips: string[]) =>
		csvItem(['street,state,zip', ...zips.map((zip) => `Main St 1,MA,${zip}`)].join('\n'));

	it('counts ZIP codes that lost their zeros', async () => {
		const zips = [
			'02139',
			'2139',
			'27511',
			'501',
			'"2139-1234"',
			'21391234',
			'2139.0',
			'',
			'02139-1234',
		];
		const run = await upload(ADDRESS, addresses([...zips, '1.2E+4']));
		expect(run.error).toBeUndefined();
		expect(run.items[0].json.suspectValues).toEqual([
			{ column: 'zip', kind: 'zipWithoutLeadingZero', count: 5 },
			{ column: 'zip', kind: 'scientificNotation', count: 1 },
		]);
		expect(hintsOf(run)).toEqual([
			{
				message:
					"In 'people.csv' 5 values of 'zip' look like ZIP codes that lost their leading zero, and 1 value of 'zip' is a number in scientific notation (such as 3.45679E+09). IQM will probably not match anyone by them. Format the column as text in Excel before filling it, and export the file again.",
				type: 'warning',
				location: 'outputPane',
			},
		]);
		expect(uploadsTo(sandbox, version)).toHaveLength(1);
	});

	it('says nothing where there are none', async () => {
		const run = await upload(
			ADDRESS,
			addresses(['02139', '27511-1234', '', 'K1A 0B1', '275'].slice(0, 4)),
		);
		expect(run.error).toBeUndefined();
		expect(run.items[0].json).not.toHaveProperty('suspectValues');
		expect(hintsOf(run)).toEqual([]);
	});

	it.each([
		['phone', mapped({ phone: 'Phone' }), 'phone', { Phone: 'Raw' }],
		['phone, by name', { columnsFrom: 'name', matchBy: 'Phone' }, 'Phone Number', { Phone: 'Raw' }],
		['NPI', mapped({ npi: 'NPI_ID' }), 'npi', { NPI_ID: 'hl_npi_id' }],
		['voter ID', mapped({ id: 'Voters_ID' }), 'id', { Voters_ID: 'voterbase_id' }],
	])('counts numbers in scientific notation: %s', async (_, mapping, column, columnSettings) => {
		const values = ['1234567890', '3.45679E+09', '"3,45679E+09"', '2E+10', '12E45', 'x'];
		const content = [`${column},n`, ...values.map((value) => `${value},3.4E+09`)].join('\n');
		const run = await upload({ ...mapping, columnSettings }, csvItem(content));
		expect(run.error).toBeUndefined();
		// Nothing is said about the other column, which is not mapped.
		const kind = 'scientificNotation';
		expect(run.items[0].json.suspectValues).toEqual([{ column, kind, count: 3 }]);
		expect(hintsOf(run)).toMatchObject([
			{ message: expect.stringContaining(`3 values of '${column}' are numbers in scientific`) },
		]);
	});

	it('counts them in a workbook, far beyond the samples', async () => {
		const number = (value: string) => `<c><v>${value}</v></c>`;
		const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
		const person = (zip: string) => `<row>${text('Main St 1')}${text('MA')}${zip}</row>`;
		const rows =
			inlineRows([['street', 'state', 'zip']]) +
			person(number('27511')).repeat(50) +
			person(number('2139')).repeat(3) +
			person(text('2139')) +
			person(text('02139'));
		const item = fileItem('people.xlsx', '', zipOf(workbookParts(rows)));
		const run = await upload(ADDRESS, item);
		expect(run.error).toBeUndefined();
		expect(run.items[0].json.suspectValues).toEqual([
			{ column: 'zip', kind: 'zipWithoutLeadingZero', count: 4 },
		]);
	});

	it('counts them in a column that is hashed too, and says so in a preview', async () => {
		const content = 'phone\n3456789012\n3.45679E+09\n';
		const form = { ...mapped({ phone: 'Phone' }), ...hashing() };
		const run = await upload(form, csvItem(content));
		expect(run.items[0].json).toMatchObject({
			hashedColumns: [{ column: 'phone', hashed: 1, unusable: 1 }],
			suspectValues: [{ column: 'phone', kind: 'scientificNotation', count: 1 }],
		});
		const preview = await upload({ ...form, options: { preview: true } }, csvItem(content));
		expect(hintsOf(preview)).toHaveLength(1);
		expect(uploadsTo(sandbox, version)).toHaveLength(1);
	});
});
