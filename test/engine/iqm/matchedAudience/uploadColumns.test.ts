import type { IDataObject } from 'n8n-workflow';

import { audienceStage, NAME_KEYS } from '../../../support/audienceStage';
import { csvItem, mapped } from '../../../support/audienceUploads';

/** Matched Audience > Upload by the quickstart's API: which columns of a file are mapped to which fields. */
const { sentTexts, upload } = audienceStage();
const sentColumns = () => JSON.parse(sentTexts().columns) as IDataObject;

const pick = (...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, NAME_KEYS[name]]));

describe('IQM Matched Audience: Upload', () => {
	it.each<[string, Record<string, string>, IDataObject, boolean]>([
		[
			'first name, last name, state, zip',
			pick('first-name', 'last-name', 'state', 'zip'),
			{},
			false,
		],
		[
			'last name, street, state, zip',
			pick('last-name', 'street-address', 'state', 'zip'),
			{},
			false,
		],
		['street, state, zip', pick('street-address', 'state', 'zip'), {}, false],
		['NPI ID', { 'npi-id': 'NPI_ID' }, { NPI_ID: 'healthcare_id' }, true],
		['voter ID', { 'l2-voter-id': 'Voters_ID' }, { Voters_ID: 'LalVoterID' }, true],
		['phone', { 'phone-sha256': 'Phone' }, { Phone: 'SHA256' }, true],
		['email', { 'email-sha256': 'Email' }, { Email: 'SHA256' }, true],
		['full address', { 'full-address': 'Residence_FullAddress' }, {}, true],
		[
			'more than is needed',
			{ email: 'Email', city: 'Residence_Addresses_City' },
			{ Email: 'Raw' },
			true,
		],
		['two single fields', { email: 'Email', phone: 'Phone' }, { Phone: 'Raw', Email: 'Raw' }, true],
	])('matches by %s', async (_, columns, columnSettings, single) => {
		const { items, error } = await upload({ ...mapped(columns), columnSettings });
		expect(error).toBeUndefined();
		const hasSettings = Object.keys(columnSettings).length > 0;
		const texts = sentTexts();
		expect(Object.keys(texts)).toEqual([
			'columns',
			...(hasSettings ? ['columnSettings'] : []),
			'metadata',
			'audienceName',
			'isSingleColumnEnabled',
			'fileTotalCount',
		]);
		expect(texts.columns).toBe(JSON.stringify(columns));
		expect(texts.isSingleColumnEnabled).toBe(String(single));
		if (hasSettings) expect(JSON.parse(texts.columnSettings)).toEqual(columnSettings);
		expect(items[0].json.columnSettings).toEqual(hasSettings ? columnSettings : undefined);
		expect(items[0].json.isSingleColumnEnabled).toBe(single);
	});

	it.each([
		['nameAndAddress', 'false'],
		['Email', 'true'],
	])('says that the match is by %s where the mapping allows both', async (matchBy, flag) => {
		const { error } = await upload({
			...mapped({ email: 'Email', ...NAME_KEYS }),
			columnSettings: { Email: 'Raw' },
			matchBy,
		});
		expect(error).toBeUndefined();
		expect(sentColumns()).toEqual({ email: 'Email', ...NAME_KEYS });
		expect(sentTexts()).toMatchObject({
			isSingleColumnEnabled: flag,
			columnSettings: '{"Email":"Raw"}',
		});
	});

	const EXTRAS = { city: 'Residence_Addresses_City', zipplus4: 'Residence_Addresses_ZipPlus4' };
	it.each<[string, IDataObject, Record<string, string>]>([
		['nameAndAddress', {}, {}],
		['Email', { Email: 'Raw' }, { email: 'Email' }],
		['Phone', { Phone: 'Raw' }, { phone: 'Phone' }],
		['NPI_ID', { NPI_ID: 'hl_npi_id' }, { 'npi-id': 'NPI_ID' }],
		['Residence_FullAddress', {}, { 'full-address': 'Residence_FullAddress' }],
	])(
		'finds the columns of the sample file by name, to match by %s',
		async (matchBy, columnSettings, single) => {
			const { error } = await upload({ columnsFrom: 'name', matchBy, columnSettings });
			expect(error).toBeUndefined();
			expect(sentColumns()).toEqual({ ...NAME_KEYS, ...EXTRAS, ...single });
			expect(sentTexts().isSingleColumnEnabled).toBe(String(matchBy !== 'nameAndAddress'));
		},
	);

	it.each<[string, string, IDataObject, IDataObject]>([
		[
			'names',
			'First Name,last_name,mState,ZIP5\na,b,NY,1\n',
			{},
			{
				'First Name': 'Voters_FirstName',
				last_name: 'Voters_LastName',
				mState: 'Residence_Addresses_State',
				ZIP5: 'Residence_Addresses_Zip',
			},
		],
		[
			'voter IDs',
			'LALVOTERID,age\nx,5\n',
			{ Voters_ID: 'LalVoterID' },
			{ LALVOTERID: 'Voters_ID', age: 'Voters_Age' },
		],
		['one column', 'E-Mail\na@b.example\n', { Email: 'Raw' }, { 'E-Mail': 'Email' }],
		[
			'the only filled one',
			'email,Phone Number\n,5\n',
			{ Phone: 'Raw' },
			{ 'Phone Number': 'Phone' },
		],
	])(
		'chooses the match by itself where only one is possible: %s',
		async (_, csv, columnSettings, columns) => {
			const { error } = await upload({ columnsFrom: 'name', columnSettings }, csvItem(csv));
			expect(error).toBeUndefined();
			expect(sentColumns()).toEqual(columns);
		},
	);

	it.each<[string, IDataObject]>([
		['JSON text', { columnsFrom: 'json', columnsJson: '{"email": "Email"}' }],
		[
			'an expression for the JSON',
			{ columnsFrom: 'json', columnsJson: '={{ ({ email: "Email" }) }}' },
		],
		['expressions in a row', mapped({ '={{ "em" + "ail" }}': '={{ "Email" }}' })],
		['a name without its spaces', { ...mapped({ ' email ': 'Email' }) }],
	])('takes the mapping from %s', async (_, changes) => {
		const { error } = await upload({ ...changes, columnSettings: { Email: 'Raw' } });
		expect(error).toBeUndefined();
		expect(sentTexts().columns).toBe('{"email":"Email"}');
	});

	it('keeps the order of columns that are numbers, and takes any column name', async () => {
		const csv = 'zz,2,1,__proto__,"a ""b"""\nx@y.example,b,c,d,e\n';
		const { items, error } = await upload(
			{
				columnsFrom: 'map',
				columns: {
					mappings: [
						{ fileColumn: 'zz', key: 'Email' },
						{ fileColumn: '2', key: 'Voters_Age' },
						{ fileColumn: '__proto__', key: 'Voters_Gender' },
					],
				},
				columnSettings: { Email: 'Raw' },
			},
			csvItem(csv),
		);
		expect(error).toBeUndefined();
		expect(sentTexts()).toMatchObject({
			columns: '{"zz":"Email","2":"Voters_Age","__proto__":"Voters_Gender"}',
			metadata: `{"columns":["zz","2","1","__proto__","a \\"b\\""],"fileName":"people.csv","fileSize":${csv.length},"columnValues":{"zz":["x@y.example"],"2":["b"],"1":["c"],"__proto__":["d"],"a \\"b\\"":["e"]},"rows":1}`,
		});
		expect(items).toHaveLength(1);
	});
});
