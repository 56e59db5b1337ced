import { sampleContent, startSandbox, type Sandbox } from '../../../sandbox';
import { dig, SandboxClient, type FormPart } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';

const ADD = '/api/v2/audience/matched/add';
const COLUMN_LIST = '/api/v3/audience/static/matched/column-list';
const CSV = sampleContent('/samples/matched-audience-example.csv');
const NAME_AND_ADDRESS = {
	'first-name': 'Voters_FirstName',
	'last-name': 'Voters_LastName',
	zip: 'Residence_Addresses_Zip',
	state: 'Residence_Addresses_State',
	'street-address': 'Residence_Addresses_AddressLine',
};

/** What the quickstart's request says of its file: the values are copied from the document. */
const METADATA: JsonObject = {
	columns: [
		'registered-voter-id',
		'l2-voter-id',
		'targetsmart-voter-id',
		'first-name',
		'last-name',
		'street-address',
		'city',
		'zip',
		'zipplus4',
		'state',
		'full-address',
		'phone',
		'email',
		'phone-sha256',
		'email-sha256',
		'npi-id',
	],
	fileName: 'matched-audience-example.csv',
	fileSize: 1777,
	columnValues: {
		'registered-voter-id': ['23457', '456789', '34567'],
		'l2-voter-id': ['LALNY987654', 'LALNY76543', 'LALNY54321'],
		'targetsmart-voter-id': ['NY-000020745', 'NY-000032452', 'NY-000069778'],
		'first-name': ['Bilbo', 'Frodo', 'Samwise'],
		'last-name': ['Baggins', 'Baggins', 'Gamgee'],
		'street-address': [
			'11 The Shire Middle Earth',
			'22 The Shire Middle Earth',
			'33 The Shire Middle Earth',
		],
		city: ['New York', 'New York', 'New York'],
		zip: ['10001', '10010', '10011'],
		zipplus4: ['1122', '2233', '3344'],
		state: ['NY', 'New York', 'NY'],
		'full-address': [
			'11 The Shire Middle Earth, New York, 10001, NY',
			'22 The Shire Middle Earth, New York, 10010, NY',
			'33 The Shire Middle Earth, New York, 10011, NY',
		],
		phone: ['3456789012', '5678901234', '7890123456'],
		email: ['Bilbo.Baggins@lotr.com', 'Frodo.Baggins@lotr.com', 'Samwise.Gamgee@lotr.com'],
		'phone-sha256': [
			'26cc49f1a2133f3784b937017f9cc86e05b5413c7f91b0b6bd6375631b68371e',
			'2f510ce904687db4b2706fdaf33f1d0e678be13cc5fe300cf695a546befa5fc8',
			'453fc17260d034186d92d1e58cc557fea9cafc1bf886154b472057feed950605',
		],
		'email-sha256': [
			'43f5f8fabe82fc8dce2452267f5550bb036d0ddf33368682a9cd5da8286d63a0',
			'ceb005d969f16f9a6a487849d27bf854fac1f0733aa61995bcbb5cb928dfc410',
			'986c1ae0d3cef60591d3b29aa54afb5d9654406d7cfa4fcbb65c3ad45ad1ce5c',
		],
		'npi-id': ['1144317652', '1467478172', '1275506503'],
	},
	rows: 5,
};

interface Changes {
	file?: Partial<FormPart>;
	fields?: Record<string, string | undefined>;
	metadata?: JsonObject;
}

function form({ file, fields, metadata }: Changes = {}): FormPart[] {
	const texts: Record<string, string | undefined> = {
		columns: JSON.stringify(NAME_AND_ADDRESS),
		metadata: JSON.stringify({ ...METADATA, ...metadata }),
		audienceName: 'Matched Audience Sample',
		isSingleColumnEnabled: 'false',
		fileTotalCount: '5',
		...fields,
	};
	const upload = {
		name: 'file',
		value: CSV,
		filename: 'matched-audience-example.csv',
		contentType: 'text/csv',
	};
	return [
		{ ...upload, ...file },
		...Object.entries(texts).flatMap(([name, value]) =>
			value === undefined ? [] : [{ name, value }],
		),
	];
}

describe('sandbox: IQM matched audiences', () => {
	let now = 1_750_000_000_000;
	let sandbox: Sandbox;
	let client: SandboxClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ now: () => now, iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
	});
	beforeEach(async () => {
		sandbox.reset();
		await client.login();
	});
	afterAll(() => sandbox.close());

	test('takes the quickstart’s request and shows its way to Ready', async () => {
		const answer = await client.form(ADD, form());
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			statusCode: 200,
			responseObject: { id: 15332, message: 'Audience created successfully' },
		});
		expect(sandbox.iqm.audiences.get(15332)?.file.content.equals(CSV)).toBe(true);
		const shown = async () =>
			dig((await client.get('/api/v2/audience/matched/15332')).body, 'responseObject');
		const first = await shown();
		expect(first).toMatchObject({ id: 15332, status: 'Pending', matchRate: 0, uniques: 0 });
		expect(JSON.parse(String(dig(first, 'existingColumnMatching')))).toEqual(NAME_AND_ADDRESS);
		expect(JSON.parse(String(dig(first, 'metadata')))).toEqual(METADATA);
		now += 1000;
		expect(dig(await shown(), 'status')).toBe('Processing');
		now += 1000;
		expect(await shown()).toMatchObject({ status: 'Ready', matchRate: 57.88, uniques: 3 });
	});

	test.each([
		['Please reject', 'Rejected'],
		['This will fail', 'Failed'],
	])('decides by the name %s', async (audienceName, status) => {
		await client.form(ADD, form({ fields: { audienceName } }));
		now += 2000;
		const { body } = await client.get('/api/v2/audience/matched/15332');
		expect(dig(body, 'responseObject', 'status')).toBe(status);
	});

	test.each(['7', 'x', '15332x'])('hides in a 200 that there is no audience %s', async (id) => {
		await client.form(ADD, form());
		const answer = await client.get(`/api/v2/audience/matched/${id}`);
		expect(answer.status).toBe(200);
		expect(answer.body.statusCode).toBe(422);
	});

	test.each<[string, Record<string, string>, Record<string, string> | undefined]>([
		['name, state and zip', pick('first-name', 'last-name', 'state', 'zip'), undefined],
		['last name and address', pick('last-name', 'street-address', 'state', 'zip'), undefined],
		['address alone', pick('street-address', 'state', 'zip'), undefined],
		['NPI', { 'npi-id': 'NPI_ID' }, { NPI_ID: 'healthcare_id' }],
		['voter id', { 'l2-voter-id': 'Voters_ID' }, { Voters_ID: 'LalVoterID' }],
		['phone', { 'phone-sha256': 'Phone' }, { Phone: 'SHA256' }],
		['email', { email: 'Email', city: 'Residence_Addresses_City' }, { Email: 'Raw' }],
		['full address', { 'full-address': 'Residence_FullAddress' }, undefined],
	])('matches by %s', async (_, columns, columnSettings) => {
		const single = !('state' in columns);
		const fields = {
			columns: JSON.stringify(columns),
			columnSettings: columnSettings && JSON.stringify(columnSettings),
			isSingleColumnEnabled: String(single),
		};
		expect((await client.form(ADD, form({ fields }))).body).toMatchObject({ statusCode: 200 });
		const wrong = form({ fields: { ...fields, isSingleColumnEnabled: String(!single) } });
		expect((await client.form(ADD, wrong)).status).toBe(400);
	});

	function pick(...names: Array<keyof typeof NAME_AND_ADDRESS>): Record<string, string> {
		return Object.fromEntries(names.map((name) => [name, NAME_AND_ADDRESS[name]]));
	}

	const columns = (map: unknown) => ({ fields: { columns: JSON.stringify(map) } });
	const email = (settings?: string): Changes => ({
		fields: {
			columns: '{"email":"Email"}',
			columnSettings: settings,
			isSingleColumnEnabled: 'true',
		},
	});

	test.each<[string, Changes, RegExp]>([
		['no name', { fields: { audienceName: undefined } }, /^Audience name can not be null\.$/],
		['a blank name', { fields: { audienceName: ' ' } }, /^Audience name can not be null\.$/],
		['no columns', { fields: { columns: undefined } }, /'columns' is not present/],
		['no metadata', { fields: { metadata: undefined } }, /'metadata' is not present/],
		['no count', { fields: { fileTotalCount: undefined } }, /'fileTotalCount'/],
		['no flag', { fields: { isSingleColumnEnabled: undefined } }, /'isSingleColumnEnabled'/],
		['an unknown part', { fields: { verticalId: '8' } }, /Unexpected part 'verticalId'/],
		['a flag of 1', { fields: { isSingleColumnEnabled: '1' } }, /isSingleColumnEnabled/],
		['a wrong count', { fields: { fileTotalCount: '6' } }, /fileTotalCount/],
		['a count in words', { fields: { fileTotalCount: 'five' } }, /fileTotalCount/],
		['columns that are not JSON', { fields: { columns: 'first-name' } }, /Invalid columns/],
		['a column that is not there', columns({ First: 'Voters_FirstName' }), /'First' is not in/],
		['an unknown key', columns({ ...NAME_AND_ADDRESS, city: 'City' }), /unknown field/],
		['a key mapped twice', columns({ email: 'Email', phone: 'Email' }), /same field/],
		['too few columns', columns(pick('first-name', 'zip')), /supported combination/],
		['no settings for e-mail', email(), /settings are required for Email/],
		['an unknown format', email('{"Email":"sha256"}'), /setting for Email/],
		['an id for a format', email('{"Email":4}'), /setting for Email/],
		['one setting too many', email('{"Email":"MD5","Phone":"MD5"}'), /'Phone' is not allowed/],
		['settings for names', { fields: { columnSettings: '{}' } }, /settings are not allowed/],
		['another file type', { file: { filename: 'a.txt' } }, /Only CSV and XLSX/],
		['another content type', { file: { contentType: 'text/plain' } }, /Content type/],
		['no content type', { file: { contentType: undefined } }, /Content type/],
		['an empty file', { file: { value: '' } }, /no header/],
		['a header alone', { file: { value: 'zip,state' } }, /no records/],
		['a ragged file', { file: { value: 'zip\n1,2\n' } }, /more cells/],
		['an unclosed quote', { file: { value: 'zip\n"1\n' } }, /never closed/],
		['duplicate headers', { file: { value: 'zip,zip\n1,2\n' } }, /duplicate column/],
		['a file that is not a workbook', xlsx('no workbook'), /no XLSX/],
		['another file name', { metadata: { fileName: 'other.csv' } }, /fileName/],
		['another size', { metadata: { fileSize: 1776 } }, /fileSize/],
		['a size in text', { metadata: { fileSize: '1777' } }, /fileSize/],
		['another row count', { metadata: { rows: 3 } }, /rows/],
		['fewer columns', { metadata: { columns: ['zip'] } }, /metadata.columns/],
		['no values', { metadata: { columnValues: {} } }, /columnValues/],
		['an unknown claim', { metadata: { rowCount: 5 } }, /metadata.rowCount/],
		[
			'other values',
			{ metadata: { columnValues: { ...Object(METADATA.columnValues), zip: ['1'] } } },
			/columnValues of 'zip'/,
		],
	])('refuses %s', async (_, changes, words) => {
		const answer = await client.form(ADD, form(changes));
		expect(answer.status).toBe(400);
		expect(dig(answer.body, 'responseObject', 'errorMsg')).toMatch(words);
		expect(sandbox.iqm.audiences.size).toBe(0);
	});

	function xlsx(value: string): Changes {
		const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
		return { file: { value, contentType, filename: 'a.xlsx' } };
	}

	test('refuses a text part that was sent as a file, and a part sent twice', async () => {
		const asFile = form().map((part) =>
			part.name === 'columns' ? { ...part, filename: 'blob' } : part,
		);
		const answer = await client.form(ADD, asFile);
		expect(dig(answer.body, 'responseObject', 'errorMsg')).toMatch(/must not be a file/);
		const [, , , name] = form();
		const twice = await client.form(ADD, [...form(), name]);
		expect(dig(twice.body, 'responseObject', 'errorMsg')).toMatch(/Duplicate part/);
	});

	test('lists the columns in both documented shapes, to a POST alone', async () => {
		const ask = () => client.send('POST', COLUMN_LIST, undefined, client.headers);
		const v2 = (await ask()).body;
		expect(dig(v2, 'responseObject', 'mandatoryColumns')).toHaveLength(4);
		expect(dig(v2, 'responseObject', 'voterIDColumns', 0, 'l2Name')).toBe('LalVoterID');
		expect(dig(v2, 'responseObject', 'optionalColumns')).toHaveLength(11);
		sandbox.options.iqm.columnListShape = 'v3';
		const v3 = (await ask()).body;
		expect(dig(v3, 'data')).toHaveLength(18);
		expect(dig(v3, 'data', 1)).toEqual({
			id: 26,
			label: 'NPI ID',
			key: 'NPI_ID',
			order: 2,
			isSingleColumn: true,
		});
		const wrong = await client.get(COLUMN_LIST);
		expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
	});

	test('lists data partners and formats', async () => {
		const partners = await client.get('/api/v3/audience/static/matched/data-partner');
		expect(dig(partners.body, 'data', 3, 'keyName')).toBe('voterbase_id');
		const formats = await client.get('/api/v3/audience/static/matched/data-format');
		expect(dig(formats.body, 'data')).toHaveLength(6);
	});
});
