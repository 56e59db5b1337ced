import * as core from 'n8n-core';
import FormDataEncoder from 'form-data';
import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INode,
	INodeExecutionData,
	INodePropertyOptions,
} from 'n8n-workflow';
import { BINARY_ENCODING } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { RecordedRequest, Sandbox } from '../../../../sandbox';
import { sampleContent } from '../../../../sandbox';
import {
	apiRequests,
	fileItem,
	forgetProcessState,
	requestsTo,
	runNode,
	testSandbox,
} from '../../../support/harness';

const ADD = '/api/v2/audience/matched/add';
const COLUMN_LIST = '/api/v3/audience/static/matched/column-list';
const FILE_NAME = 'matched-audience-example.csv';
const CSV = sampleContent(`/samples/${FILE_NAME}`);

/** Copied from the quickstart "Upload Matched Audience", step 3, "Request (FormData)". */
const SAMPLE = {
	columns:
		'{"first-name":"Voters_FirstName","last-name":"Voters_LastName","zip":"Residence_Addresses_Zip","state":"Residence_Addresses_State","street-address":"Residence_Addresses_AddressLine"}',
	metadata:
		'{"columns":["registered-voter-id","l2-voter-id","targetsmart-voter-id","first-name","last-name","street-address","city","zip","zipplus4","state","full-address","phone","email","phone-sha256","email-sha256","npi-id"],"fileName":"matched-audience-example.csv","fileSize":1777,"columnValues":{"registered-voter-id":["23457","456789","34567"],"l2-voter-id":["LALNY987654","LALNY76543","LALNY54321"],"targetsmart-voter-id":["NY-000020745","NY-000032452","NY-000069778"],"first-name":["Bilbo","Frodo","Samwise"],"last-name":["Baggins","Baggins","Gamgee"],"street-address":["11 The Shire Middle Earth","22 The Shire Middle Earth","33 The Shire Middle Earth"],"city":["New York","New York","New York"],"zip":["10001","10010","10011"],"zipplus4":["1122","2233","3344"],"state":["NY","New York","NY"],"full-address":["11 The Shire Middle Earth, New York, 10001, NY","22 The Shire Middle Earth, New York, 10010, NY","33 The Shire Middle Earth, New York, 10011, NY"],"phone":["3456789012","5678901234","7890123456"],"email":["Bilbo.Baggins@lotr.com","Frodo.Baggins@lotr.com","Samwise.Gamgee@lotr.com"],"phone-sha256":["26cc49f1a2133f3784b937017f9cc86e05b5413c7f91b0b6bd6375631b68371e","2f510ce904687db4b2706fdaf33f1d0e678be13cc5fe300cf695a546befa5fc8","453fc17260d034186d92d1e58cc557fea9cafc1bf886154b472057feed950605"],"email-sha256":["43f5f8fabe82fc8dce2452267f5550bb036d0ddf33368682a9cd5da8286d63a0","ceb005d969f16f9a6a487849d27bf854fac1f0733aa61995bcbb5cb928dfc410","986c1ae0d3cef60591d3b29aa54afb5d9654406d7cfa4fcbb65c3ad45ad1ce5c"],"npi-id":["1144317652","1467478172","1275506503"]},"rows":5}',
	audienceName: 'Matched Audience Sample',
	isSingleColumnEnabled: 'false',
	fileTotalCount: '5',
};

let sandbox: Sandbox;
const realClock = { ...clock };
let time = 0;
beforeAll(async () => {
	sandbox = await testSandbox({ now: () => clock.now() });
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.reset();
	sandbox.options.iqm.requestsPerMinute = 0;
	forgetProcessState();
});
afterEach(() => {
	Object.assign(clock, realClock);
});

/** Time passes only where the node waits. */
function stopTime(): void {
	time = realClock.now();
	clock.now = () => time;
	clock.sleep = async (ms) => {
		time += ms;
		await new Promise((resolve) => setImmediate(resolve));
	};
}

const run = async (parameters: IDataObject, items?: INodeExecutionData[], options = {}) =>
	await runNode(sandbox, new IqmMatchedAudience(), parameters, { items, ...options });

const sampleItem = () => fileItem(FILE_NAME, 'text/csv', CSV);
const csvItem = (content: string | Buffer, fileName = 'people.csv') =>
	fileItem(fileName, 'text/csv', Buffer.from(content));

const UPLOAD = {
	operation: 'upload',
	audienceName: 'Matched Audience Sample',
	binaryPropertyName: 'data',
};

/** The rows of "Columns" for a map of column names to keys. */
const rows = (map: Record<string, string>) => ({
	columnsFrom: 'map',
	columns: { mappings: Object.entries(map).map(([fileColumn, key]) => ({ fileColumn, key })) },
});

const upload = async (changes: IDataObject, item = sampleItem(), options = {}) =>
	await run({ ...UPLOAD, ...changes }, [item], options);

/** The text parts of the last upload by name, in their order. */
function sentTexts(): Record<string, string> {
	const parts = requestsTo(sandbox, ADD).at(-1)?.parts ?? [];
	const texts = parts.filter(({ name }) => name !== 'file');
	return Object.fromEntries(texts.map(({ name, content }) => [name, content.toString()]));
}

const sentColumns = () => JSON.parse(sentTexts().columns) as IDataObject;

/** Lets IQM answer the next request with this text. */
function answerWith(body: unknown, method?: string): void {
	sandbox.addFault({ path: /audience/, kind: 'notJson', message: JSON.stringify(body), method });
}

function boundaryOf({ headers }: RecordedRequest): string {
	return /^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
}

/** The node, whose files n8n keeps in its file system instead of in the item. */
class AudienceWithStoredFiles extends IqmMatchedAudience {
	override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		for (const { binary = {} } of this.getInputData()) {
			for (const [field, { data, fileName, mimeType }] of Object.entries(binary)) {
				const content = Buffer.from(data, BINARY_ENCODING);
				binary[field] = await this.helpers.prepareBinaryData(content, fileName, mimeType);
				expect(binary[field].id).toMatch(/^filesystem/);
			}
		}
		return await IqmMatchedAudience.prototype.execute.call(this);
	}
}

const NAME_KEYS = JSON.parse(SAMPLE.columns) as Record<string, string>;
const pick = (...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, NAME_KEYS[name]]));

describe('IQM Matched Audience: Upload', () => {
	it("sends the quickstart's form byte for byte", async () => {
		expect(CSV).toHaveLength(1777);
		const { items, error } = await upload(rows(NAME_KEYS));
		expect(error).toBeUndefined();

		expect(apiRequests(sandbox)).toHaveLength(1);
		const [request] = requestsTo(sandbox, ADD);
		// An encoder that has nothing to do with the node's, fed with the parts of the sample.
		const form = new FormDataEncoder();
		form.setBoundary(boundaryOf(request));
		form.append('file', CSV, { filename: FILE_NAME, contentType: 'text/csv' });
		for (const [name, value] of Object.entries(SAMPLE)) form.append(name, value);
		const expected = form.getBuffer();
		expect(request.body.equals(expected)).toBe(true);
		expect(request.headers['content-length']).toBe(String(expected.length));
		expect(request.headers['transfer-encoding']).toBeUndefined();
		expect(request.method).toBe('POST');
		expect(request.headers.authorization).toMatch(/^Bearer /);
		expect(request.headers['x-iaa-ow-id']).toBe(String(sandbox.options.iqm.owId));

		expect(items).toEqual([
			{
				json: {
					matchedAudienceId: 15332,
					message: 'Audience created successfully',
					audienceName: 'Matched Audience Sample',
					fileTotalCount: 5,
					isSingleColumnEnabled: false,
					columns: NAME_KEYS,
				},
				pairedItem: { item: 0 },
			},
		]);
	});

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
		const { items, error } = await upload({ ...rows(columns), columnSettings });
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
	])('says with a mapping for both that the match is by %s', async (matchBy, flag) => {
		const { error } = await upload({
			...rows({ email: 'Email', ...NAME_KEYS }),
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
		'chooses the match by itself where there is one: %s',
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
		['expressions in a row', rows({ '={{ "em" + "ail" }}': '={{ "Email" }}' })],
		['a name without its spaces', { ...rows({ ' email ': 'Email' }) }],
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

	it.each<[string, string, string[][], number]>([
		['a byte order mark', '\uFEFFemail,city\na@b.example,X\n', [['a@b.example'], ['X']], 1],
		[
			'CRLF',
			'email,city\r\na@b.example,X\r\nb@b.example,\r\n',
			[
				['a@b.example', 'b@b.example'],
				['X', ''],
			],
			2,
		],
		[
			'line breaks in quotes',
			'email,city\n"a@b.example","X\nY, Z"\n',
			[['a@b.example'], ['X\nY, Z']],
			1,
		],
		[
			'letters of all kinds',
			'email,city\na@b.example,Zürich 広島\n',
			[['a@b.example'], ['Zürich 広島']],
			1,
		],
	])('reads a file with %s and sends it as it is', async (_, csv, values, count) => {
		const { error } = await upload(
			{ ...rows({ email: 'Email' }), columnSettings: { Email: 'Raw' } },
			csvItem(csv),
		);
		expect(error).toBeUndefined();
		const file = requestsTo(sandbox, ADD)[0].parts?.find(({ name }) => name === 'file');
		expect(file?.content.toString()).toBe(csv);
		expect(JSON.parse(sentTexts().metadata)).toEqual({
			columns: ['email', 'city'],
			fileName: 'people.csv',
			fileSize: Buffer.byteLength(csv),
			columnValues: { email: values[0], city: values[1] },
			rows: count,
		});
		expect(sentTexts().fileTotalCount).toBe(String(count));
	});

	it.each([
		['semicolons', ';'],
		['tabs', '\t'],
	])('reads and sends a file with %s', async (_, delimiter) => {
		const csv = `email,city\na@b.example,X\n`.replace(/,/g, delimiter);
		const { items, error } = await upload(
			{ ...rows({ email: 'Email' }), columnSettings: { Email: 'Raw' } },
			csvItem(csv),
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(JSON.parse(sentTexts().metadata)).toMatchObject({
			columns: ['email', 'city'],
			columnValues: { email: ['a@b.example'], city: ['X'] },
		});
	});

	it.each([
		['Wähler 広告.csv', 'Wähler 広告.csv'],
		['a "b"\r\n.csv', 'a _b___.csv'],
		['exports/2026/people.csv', 'people.csv'],
		['C:\\exports\\people.CSV', 'people.CSV'],
	])('sends the file name %j as %j, the same in part and metadata', async (given, sent) => {
		const { error } = await upload(
			{ ...rows({ email: 'Email' }), columnSettings: { Email: 'Raw' } },
			csvItem('email\na@b.example\n', given),
		);
		expect(error).toBeUndefined();
		const file = requestsTo(sandbox, ADD)[0].parts?.find(({ name }) => name === 'file');
		expect([file?.filename, file?.contentType]).toEqual([sent, 'text/csv']);
		expect(JSON.parse(sentTexts().metadata)).toMatchObject({ fileName: sent });
	});

	it.each([
		['in the item', 'memory', IqmMatchedAudience],
		['in the file system', 'filesystem', AudienceWithStoredFiles],
	] as const)(
		'sends the whole body again after the token ended: file %s',
		async (_, binaryMode, Node) => {
			const parameters = { ...UPLOAD, ...rows(NAME_KEYS) };
			const items = () => [sampleItem()];
			const first = await runNode(sandbox, new Node(), parameters, { items: items(), binaryMode });
			expect(first.error).toBeUndefined();
			sandbox.expireTokens();
			const { engine } = first;
			const second = await runNode(sandbox, new Node(), parameters, { items: items(), engine });
			expect(second.error).toBeUndefined();

			const [, ...sends] = requestsTo(sandbox, ADD);
			expect(sends.at(-1)?.status).toBe(200);
			expect(sends.slice(0, -1).every(({ status }) => status === 401)).toBe(true);
			expect(sends.length).toBeGreaterThan(1);
			for (const request of sends) {
				const file = request.parts?.find(({ name }) => name === 'file');
				expect(file?.content.equals(CSV)).toBe(true);
				expect(request.bodyLength).toBe(Number(request.headers['content-length']));
			}
			expect(sandbox.iqm.audiences.size).toBe(2);
			expect(second.items.map(({ json }) => json.matchedAudienceId)).toEqual([15333]);
		},
	);

	it('never sends an upload twice whose outcome is unknown', async () => {
		sandbox.addFault({ path: /matched\/add/, kind: 'serverErrorAfter' });
		const { error } = await upload(rows(NAME_KEYS), sampleItem(), {
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});
		expect(error?.description).toContain('matched audience may or may not have been created');
		expect(requestsTo(sandbox, ADD)).toHaveLength(1);
		expect(sandbox.iqm.audiences.size).toBe(1);
	});

	it.each([{ message: 'Audience created successfully' }, { id: 'x' }, null, 'created'])(
		'says so when IQM answers without an ID: %j',
		async (responseObject) => {
			answerWith({ statusCode: 200, responseObject });
			const { error } = await upload(rows(NAME_KEYS), sampleItem(), {
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			});
			expect(error?.message).toBe('IQM answered without the ID of the matched audience');
			expect(error?.description).toContain('probably created');
			expect(requestsTo(sandbox, ADD)).toHaveLength(1);
		},
	);

	it("shows IQM's own words", async () => {
		const { error } = await upload({ ...rows({ ...NAME_KEYS, city: 'City' }) });
		expect(error?.message).toContain("'city' is mapped to an unknown field");
		expect(error?.httpCode).toBe('400');
	});

	it('uploads one audience for each item and lists them when a later one is refused', async () => {
		const items = [sampleItem(), csvItem('email\n')];
		const { error } = await run({ ...UPLOAD, ...rows(NAME_KEYS) }, items);
		expect(error?.description).toContain('item 0 → matchedAudienceId 15332');
		expect(error?.context?.itemIndex).toBe(1);
	});
});

describe('IQM Matched Audience: Upload refuses before any request', () => {
	const EIGHT =
		'First Name + Last Name + State + Zip; Last Name + Street Address + State + Zip; Street Address + State + Zip; Voter ID; NPI ID; Email; Phone; Full Address';
	const byEmail = { ...rows({ email: 'Email' }), columnSettings: { Email: 'Raw' } };
	const people = 'email,city,phone\nsecret.person@x.example,Secretville,5550100\n';

	it.each<[string, IDataObject, INodeExecutionData, string[]]>([
		['no name', { ...byEmail, audienceName: ' ' }, csvItem(people), ["'Audience Name' is empty"]],
		[
			'no field name',
			{ ...byEmail, binaryPropertyName: '={{ "" }}' },
			csvItem(people),
			["'Input Data Field Name' is empty"],
		],
		[
			'a field without a file',
			{ ...byEmail, binaryPropertyName: 'other' },
			csvItem(people),
			['other'],
		],
		[
			'an Excel file that is none',
			byEmail,
			csvItem(people, 'people.xlsx'),
			['The file is no Excel workbook (XLSX) but a text file, such as a CSV', 'CSV UTF-8'],
		],
		[
			'an old Excel file',
			byEmail,
			csvItem(people, 'people.XLS'),
			["'Input Data Field Name' holds 'people.XLS', an Excel file of type XLS", 'CSV UTF-8'],
		],
		[
			'an Excel file in disguise',
			byEmail,
			csvItem(Buffer.from('PK\x03\x04rest')),
			['Excel (XLSX) file', 'ends in .xlsx'],
		],
		[
			'another type',
			byEmail,
			fileItem('people.txt', 'text/plain', Buffer.from(people)),
			["'people.txt', a file of type TXT"],
		],
		['yet another type', byEmail, csvItem(people, 'people.tsv'), ['a file of type TSV']],
		[
			'no extension',
			byEmail,
			fileItem('people', 'application/octet-stream', Buffer.from(people)),
			["'people', a file without a file extension"],
		],
		['an empty file', byEmail, csvItem(''), ['empty']],
		[
			'no records',
			byEmail,
			csvItem('email,city\r\n\r\n'),
			["'people.csv' in 'Input Data Field Name' has a header and no records"],
		],
		[
			'too many records',
			byEmail,
			csvItem(`email\n${'1\n'.repeat(5_000_001)}`),
			['has 5000001 records, IQM takes at most 5 million (5000000)'],
		],
		[
			'uneven records',
			byEmail,
			csvItem('email,city\na@x.example,b\nc@x.example,Middletown, NY\n'),
			[
				"'people.csv' in 'Input Data Field Name' has 1 of 2 records with more or fewer values than the header, the first is record 2",
			],
		],
		[
			'a later record that is not UTF-8',
			byEmail,
			csvItem(
				Buffer.from(`email,city\n${'a@x.example,b\n'.repeat(5)}c@x.example,M\xe9\n`, 'latin1'),
			),
			["Record 6 of 'people.csv'", 'is not UTF-8 text', "'Send Irregular Files'"],
		],
		[
			'two columns of one name',
			byEmail,
			csvItem('email,email\nsecret.person@x.example,Secretville\n'),
			['Columns 1 and 2 are named "email"'],
		],
		[
			'no header, and a value twice',
			byEmail,
			csvItem('secret.person@x.example,Secretville,Secretville\n'),
			['Columns 2 and 3 are named the same'],
		],
		['UTF-16', byEmail, csvItem(Buffer.from('\uFEFFemail\nx\n', 'utf16le')), ['UTF-16']],
		[
			'a column that is not there',
			{ ...byEmail, ...rows({ Mail: 'Email' }) },
			csvItem(people),
			[
				"'Columns' maps 'Mail', which is not a column of 'people.csv'",
				"The columns of the file are 'email', 'city', 'phone'.",
			],
		],
		[
			'a file without a header',
			byEmail,
			csvItem('secret.person@x.example,Secretville\nb@x.example,c\n'),
			[
				"'Columns' maps 'email', which is not a column",
				'The first line of the file looks like data.',
			],
		],
		[
			'a column without values',
			byEmail,
			csvItem('email,city\n,Secretville\n  ,x\n'),
			[
				"'Columns' maps 'email' to Email, but that column has no value in any of the 2 records of 'people.csv'",
			],
		],
		[
			'a field with two columns',
			{ ...byEmail, ...rows({ email: 'Email', phone: 'Email' }) },
			csvItem(people),
			["'Columns' maps both 'email' and 'phone' to Email"],
		],
		[
			'a column with two fields',
			{
				...byEmail,
				columns: {
					mappings: [
						{ fileColumn: 'email', key: 'Email' },
						{ fileColumn: ' email', key: 'Phone' },
					],
				},
			},
			csvItem(people),
			["'Columns' maps 'email' twice"],
		],
		[
			'two columns for a field by name',
			{ columnsFrom: 'name', columnSettings: { Email: 'Raw' } },
			csvItem('email,E-Mail\na@x.example,b@x.example\n'),
			["'Match by Name' in 'Columns From' maps both 'email' and 'E-Mail' to Email"],
		],
		['no rows', { ...byEmail, columns: {} }, csvItem(people), ["'Columns' is empty"]],
		[
			'an empty row',
			{ ...byEmail, columns: { mappings: [{ fileColumn: ' ', key: 'Email' }] } },
			csvItem(people),
			["'Columns: File Column' is empty"],
		],
		[
			'a row without a field',
			{ ...byEmail, columns: { mappings: [{ fileColumn: 'email', key: '' }] } },
			csvItem(people),
			["'Columns: System Field' is empty"],
		],
		[
			'JSON that is none',
			{ ...byEmail, columnsFrom: 'json', columnsJson: '{email: Email}' },
			csvItem(people),
			["'Columns (JSON)' is not valid JSON"],
		],
		[
			'a list as JSON',
			{ ...byEmail, columnsFrom: 'json', columnsJson: '["Email"]' },
			csvItem(people),
			["'Columns (JSON)' must be a JSON object"],
		],
		[
			'a list from an expression',
			{ ...byEmail, columnsFrom: 'json', columnsJson: '={{ ["Email"] }}' },
			csvItem(people),
			["'Columns (JSON)' must be a JSON object"],
		],
		[
			'no JSON',
			{ ...byEmail, columnsFrom: 'json', columnsJson: '' },
			csvItem(people),
			["'Columns (JSON)' is empty"],
		],
		[
			'JSON without a field',
			{ ...byEmail, columnsFrom: 'json', columnsJson: '{"email": {}}' },
			csvItem(people),
			["'Columns (JSON): System Field' must be text"],
		],
		[
			'no combination',
			{ ...byEmail, ...rows({ city: 'Residence_Addresses_City' }), columnSettings: {} },
			csvItem(people),
			["'Columns' maps 'people.csv' to City, but IQM needs one of these combinations", EIGHT],
		],
		[
			'the list’s own voter ID',
			{ ...rows({ city: 'LalVoterID' }) },
			csvItem(people),
			[EIGHT, "choose LalVoterID as 'Voter ID Partner'"],
		],
		[
			'no combination by name',
			{ columnsFrom: 'name' },
			csvItem('first,zip\na,1\n'),
			["'Match by Name' in 'Columns From' maps 'people.csv' to Zip", EIGHT, "'first', 'zip'"],
		],
		[
			'no known column',
			{ columnsFrom: 'name' },
			csvItem('foo,bar\na,1\n'),
			['to no field of IQM', EIGHT],
		],
		[
			'both kinds by name',
			{ columnsFrom: 'name' },
			sampleItem(),
			[
				"'Match People By' is Automatic, but the columns of",
				'Name and Address, Full Address, Phone, Email, NPI ID',
				"Choose one of them in 'Match People By'",
			],
		],
		[
			'two single fields by name',
			{ columnsFrom: 'name' },
			csvItem(people),
			[
				"'Match People By' is Automatic, but the columns of 'people.csv' allow a match by each of: Email, Phone",
			],
		],
		[
			'both kinds mapped',
			{ ...rows({ ...NAME_KEYS, email: 'Email' }), columnSettings: { Email: 'Raw' } },
			sampleItem(),
			["'Match People By' is Automatic", 'Name and Address, Email'],
		],
		[
			'a chosen match that is not mapped',
			{ ...byEmail, matchBy: 'Phone' },
			csvItem(people),
			["'Match People By' is Phone, but 'Columns' maps 'people.csv' to Email"],
		],
		[
			'a chosen match by names that is not mapped',
			{ ...byEmail, matchBy: 'nameAndAddress' },
			csvItem(people),
			["'Match People By' is Name and Address, but 'Columns' maps 'people.csv' to Email"],
		],
		[
			'a chosen match whose column is empty',
			{ columnsFrom: 'name', matchBy: 'Email' },
			csvItem('email,phone\n,1\n'),
			["'Match People By' is Email", 'Columns without any value: 1'],
		],
		[
			'an unknown match',
			{ ...byEmail, matchBy: '={{ "mail" }}' },
			csvItem(people),
			["'Match People By' must be auto, nameAndAddress, Email"],
		],
		[
			'an unknown source of columns',
			{ ...byEmail, columnsFrom: '={{ "x" }}' },
			csvItem(people),
			["'Columns From' must be json, map or name, not 'x'"],
		],
		[
			'no format',
			{ ...byEmail, columnSettings: {} },
			csvItem(people),
			["'Email Format' in 'Column Settings' is empty, but a column is mapped to Email"],
		],
		[
			'an empty format',
			{ ...byEmail, columnSettings: { Email: '' } },
			csvItem(people),
			["'Email Format Name or ID' is empty", "remove it from 'Column Settings'"],
		],
		[
			'no format of an extra column',
			{ ...byEmail, ...rows({ email: 'Email', phone: 'Phone' }) },
			csvItem(people),
			["'Phone Format' in 'Column Settings' is empty"],
		],
		[
			'no partner',
			rows({ phone: 'NPI_ID' }),
			csvItem(people),
			["'NPI Partner' in 'Column Settings' is empty"],
		],
		[
			'no voter partner',
			rows({ phone: 'Voters_ID' }),
			csvItem(people),
			["'Voter ID Partner' in 'Column Settings' is empty"],
		],
		[
			'a setting for nothing',
			{ ...byEmail, columnSettings: { Email: 'Raw', Phone: 'Raw' } },
			csvItem(people),
			["'Phone Format' in 'Column Settings' is set, but no column is mapped to Phone"],
		],
	])('%s', async (_, changes, item, words) => {
		const { error } = await upload(changes, item);
		const text = `${error?.message}\n${error?.description}`;
		for (const word of words) expect(text).toContain(word);
		expect(sandbox.requests).toHaveLength(0);
		// Nothing of the people in the file may be in an error.
		for (const value of ['secret.person', 'Secretville', '5550100', 'Bilbo', 'Middletown']) {
			expect(JSON.stringify([error, text])).not.toContain(value);
		}
	});

	it('a name that is sent all the same: 255 characters are a hint', async () => {
		const { error } = await upload({ ...byEmail, audienceName: 'x'.repeat(256) }, csvItem(people));
		expect(error?.message).toContain('255');
		expect(requestsTo(sandbox, ADD)).toHaveLength(1);
	});
});

describe('IQM Matched Audience: Get Columns', () => {
	it('returns an item for each column of the quickstart’s answer', async () => {
		const { items, error } = await run({ operation: 'getColumns' });
		expect(error).toBeUndefined();
		const [request] = apiRequests(sandbox);
		expect([request.method, request.url, request.bodyLength]).toEqual(['POST', COLUMN_LIST, 0]);
		expect(items).toHaveLength(16);
		expect(items[0].json).toEqual({
			key: 'Voters_FirstName',
			name: 'First Name',
			id: 2,
			group: 'mandatory',
		});
		expect(items[4].json).toMatchObject({ key: 'LalVoterID', group: 'voterId' });
		expect(items[5].json).toMatchObject({ name: 'Address', group: 'optional' });
		expect(items[15].pairedItem).toEqual({ item: 0 });
	});

	it('returns an item for each column of the newer answer', async () => {
		sandbox.options.iqm.columnListShape = 'v3';
		const { items } = await run({ operation: 'getColumns' });
		expect(items).toHaveLength(18);
		expect(items[1].json).toEqual({ key: 'NPI_ID', name: 'NPI ID', id: 26, isSingleColumn: true });
		expect(items[17].json).toMatchObject({ isSingleColumn: false });
	});

	const ROWS = [{ id: 2, label: 'Email', key: 'Email', order: 3, isSingleColumn: true }];
	it.each([404, 405])('asks with GET where the POST is answered %d', async (errorCode) => {
		answerWith({ statusCode: errorCode, responseObject: { errorMsg: 'no', errorCode } }, 'POST');
		answerWith({ success: true, data: ROWS }, 'GET');
		const { items, error } = await run({ operation: 'getColumns' });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			{ key: 'Email', name: 'Email', id: 2, isSingleColumn: true },
		]);
		expect(apiRequests(sandbox).map(({ method, path }) => `${method} ${path}`)).toEqual([
			`POST ${COLUMN_LIST}`,
			`GET ${COLUMN_LIST}`,
		]);
	});

	it('shows the first failure where there is neither, and asks nothing more after another', async () => {
		sandbox.addFault({ path: /column-list/, kind: 'html404' });
		const neither = await run({ operation: 'getColumns' });
		expect(neither.error?.message).toContain('404');
		expect(apiRequests(sandbox)).toHaveLength(2);

		sandbox.addFault({ path: /column-list/, kind: 'forbidden' });
		const { error } = await run({ operation: 'getColumns' });
		expect(error?.message).toContain('Forbidden');
		expect(apiRequests(sandbox)).toHaveLength(3);
	});

	it.each([
		{ success: true, data: [] },
		{ statusCode: 200, responseObject: {} },
	])('reports an answer without columns: %j', async (answer) => {
		answerWith(answer);
		const { error } = await run({ operation: 'getColumns' });
		expect(error?.message).toBe('IQM answered without a list of columns');
	});
});

describe('IQM Matched Audience: Get', () => {
	/** Uploads the sample under a name and returns the audience's id. */
	async function make(audienceName: string): Promise<string> {
		const { items } = await upload({ ...rows(NAME_KEYS), audienceName });
		sandbox.requests.length = 0;
		return String(items[0].json.matchedAudienceId);
	}

	const get = async (matchedAudienceId: string, changes: IDataObject = {}, options = {}) =>
		await run({ operation: 'get', matchedAudienceId, ...changes }, undefined, options);
	const wait = {
		waitForStatus: true,
		wantedStatus: 'Ready',
		longestWaitMinutes: 10,
		checkIntervalSeconds: 30,
	};

	const WITHOUT_PEOPLE = JSON.parse(SAMPLE.metadata) as IDataObject;
	delete WITHOUT_PEOPLE.columnValues;

	it('returns the audience with its JSON texts as objects', async () => {
		const id = await make('Mine');
		const { items, error } = await get(id);
		expect(error).toBeUndefined();
		const [request] = apiRequests(sandbox);
		expect([request.method, request.url]).toEqual(['GET', `/api/v2/audience/matched/${id}`]);
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			matchedAudienceId: Number(id),
			id: Number(id),
			audienceName: 'Mine',
			status: 'Pending',
			existingColumnMatching: NAME_KEYS,
			metadata: WITHOUT_PEOPLE,
		});
		expect(items[0].json.metadata).not.toHaveProperty('columnValues');
		expect(items[0].json).not.toHaveProperty('columnSettings');
	});

	it('returns the texts as texts on demand, without values of people', async () => {
		const id = await make('Mine');
		const { items } = await get(id, { options: { parseJsonFields: false } });
		expect(items[0].json).toMatchObject({
			existingColumnMatching: SAMPLE.columns,
			metadata: JSON.stringify(WITHOUT_PEOPLE),
		});
	});

	it('leaves a text that is no JSON as it is', async () => {
		answerWith({
			statusCode: 200,
			responseObject: { id: 1, metadata: 'n/a', columnSettings: null },
		});
		const { items } = await get('1');
		expect(items[0].json).toEqual({
			matchedAudienceId: 1,
			id: 1,
			metadata: 'n/a',
			columnSettings: null,
		});
	});

	it.each([
		['={{ " " }}', "'Matched Audience ID' is empty"],
		['../1', "'Matched Audience ID' must be an ID of digits only"],
		['1?x=1', 'digits only'],
	])('refuses the ID %j before any request', async (id, words) => {
		const { error } = await get(id);
		expect(error?.message).toContain(words);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('reports an audience that is not there, in a 200 too', async () => {
		const { error } = await get('7');
		expect(error?.message).toBe('Requested audience is not present');
		answerWith({ statusCode: 200, responseObject: {} });
		const second = await get('7');
		expect(second.error?.message).toBe('IQM answered without the matched audience 7');
	});

	it('waits until the audience is ready', async () => {
		stopTime();
		sandbox.options.iqm.readyAfterMs = 100_000;
		const id = await make('Mine');
		const { items, error } = await get(id, wait);
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ status: 'Ready', matchRate: 57.88, uniques: 3 });
		expect(apiRequests(sandbox)).toHaveLength(5);
	});

	it('waits for another status, however IQM writes it', async () => {
		stopTime();
		sandbox.options.iqm.readyAfterMs = 100_000;
		const id = await make('Mine');
		answerWith({ statusCode: 200, responseObject: { id, status: 'PENDING' } });
		answerWith({ statusCode: 200, responseObject: { id, status: 'PROCESSING' } });
		const { items, error } = await get(id, { ...wait, wantedStatus: 'Processing' });
		expect(error).toBeUndefined();
		expect(items[0].json.status).toBe('PROCESSING');
		expect(apiRequests(sandbox)).toHaveLength(2);
	});

	it.each([
		['Please reject', 'is Rejected: The file may not be used for targeting.'],
		['This will fail', 'is Failed: IQM says about its file: File not available currently'],
	])('ends at once when the audience is decided otherwise: %s', async (name, words) => {
		stopTime();
		const id = await make(name);
		time += 10_000;
		const { error } = await get(id, wait);
		expect(error?.message).toContain(`Matched audience ${id} ${words}`);
		expect(apiRequests(sandbox)).toHaveLength(1);
		const wanted = name.includes('reject') ? 'Rejected' : 'Failed';
		expect((await get(id, { ...wait, wantedStatus: wanted })).error).toBeUndefined();
	});

	it('gives up after the longest wait, with the last status', async () => {
		stopTime();
		sandbox.options.iqm.readyAfterMs = 3_600_000;
		const id = await make('Mine');
		const { error } = await get(id, { ...wait, longestWaitMinutes: 1 });
		expect(error?.message).toBe(
			`Matched audience ${id} is still Pending after 60 seconds, not Ready`,
		);
	});
});

describe('IQM Matched Audience: lists of the form', () => {
	type Method = keyof IqmMatchedAudience['methods']['loadOptions'];

	async function load(method: Method): Promise<INodePropertyOptions[]> {
		const { engine } = await run({ operation: 'getColumns' });
		sandbox.requests.length = 0;
		const type = new IqmMatchedAudience();
		const node = {
			id: 'node-1',
			name: 'Node',
			type: 'n8n-nodes-iqm-applovin.iqmMatchedAudience',
			typeVersion: 1,
			position: [0, 0],
			parameters: { operation: 'upload' },
			credentials: { iqmApi: { id: 'iqm', name: 'IQM' } },
		} as INode;
		const workflow = engine.workflow({ nodes: [node], connections: {} });
		const context = new core.LoadOptionsContext(workflow, node, engine.additionalData(), '');
		return await type.methods.loadOptions[method].call(context as ILoadOptionsFunctions);
	}

	const SINGLE = ['Email', 'NPI_ID', 'Phone', 'Residence_FullAddress', 'Voters_ID'];
	const values = (options: INodePropertyOptions[]) => options.map(({ value }) => value);

	it('add the fields that the quickstart’s answer lacks', async () => {
		const options = await load('getColumnKeys');
		expect(values(options)).toEqual(
			expect.arrayContaining([...SINGLE, 'LalVoterID', 'Voters_Age']),
		);
		expect(options).toHaveLength(21);
		expect(options[0]).toEqual({
			name: 'Address (Residence_Addresses_AddressLine)',
			value: 'Residence_Addresses_AddressLine',
		});
	});

	it('hold each field of the newer answer once', async () => {
		sandbox.options.iqm.columnListShape = 'v3';
		const options = await load('getColumnKeys');
		expect(options).toHaveLength(18);
		expect(new Set(values(options)).size).toBe(18);
	});

	it('hold formats and partners', async () => {
		// The first entry, without a value, says that nothing is chosen yet.
		expect(values(await load('getDataFormats')).sort()).toEqual([
			'',
			'MD5',
			'Other',
			'Raw',
			'SHA1',
			'SHA256',
			'SHA512',
		]);
		expect(values(await load('getVoterPartners')).sort()).toEqual([
			'',
			'LalVoterID',
			'Other',
			'Voters_StateVoterID',
			'aristotle_id',
			'i360_id',
			'voterbase_id',
		]);
		expect(values(await load('getNpiPartners')).sort()).toEqual(['', 'healthcare_id', 'hl_npi_id']);
	});

	it.each<[Method, number]>([
		['getColumnKeys', 20],
		['getDataFormats', 7],
		['getVoterPartners', 7],
		['getNpiPartners', 4],
	])('work without IQM: %s', async (method, count) => {
		sandbox.addFault({ path: /data-|column-list/, kind: 'forbidden', times: 100 });
		const options = await load(method);
		expect(options).toHaveLength(count);
	});
});
