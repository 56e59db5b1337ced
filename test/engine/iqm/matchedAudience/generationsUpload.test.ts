import FormDataEncoder from 'form-data';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { RecordedRequest } from '../../../../sandbox';
import { sampleContent } from '../../../../sandbox';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRunOptions } from '../../../support/harness';
import { apiRequests, fileItem, forgetProcessState, requestsTo, runNode } from '../../../support/harness';
import { storingFiles } from '../../../support/storingFiles';

/** Matched Audience > Upload by the current API: the form of the older one, in IQM's ids. */
const PATH = '/api/v3/audience/matched';
const STATIC = '/api/v3/audience/static';
const FILE_NAME = 'matched-audience-example.csv';
const CSV = sampleContent(`/samples/${FILE_NAME}`);

const sandbox = freshSandbox();

const sampleItem = () => fileItem(FILE_NAME, 'text/csv', CSV);
const csvItem = (content: string, fileName = 'people.csv') =>
	fileItem(fileName, 'text/csv', Buffer.from(content));
const rows = (map: Record<string, string>) => ({
	columnsFrom: 'map',
	columns: { mappings: Object.entries(map).map(([fileColumn, key]) => ({ fileColumn, key })) },
});

/** A run with the options beside the API version in `options`. */
const upload = async (
	{ options, ...changes }: IDataObject,
	items: INodeExecutionData[] = [sampleItem()],
	run: NodeRunOptions = {},
	Node = IqmMatchedAudience,
) =>
	await runNode(
		sandbox,
		new Node(),
		{
			operation: 'upload',
			ifItExists: 'create',
			audienceName: 'Spring volunteers',
			binaryPropertyName: 'data',
			emailsAndPhones: 'plain',
			options: { apiVersion: 'v3', ...(options as IDataObject) },
			...changes,
		},
		{ items, ...run },
	);

const uploads = () => requestsTo(sandbox, PATH);
const sent = (request: RecordedRequest = uploads()[0]) =>
	JSON.parse(request.parts?.[0].content.toString() ?? '') as IDataObject;
const lists = () =>
	apiRequests(sandbox)
		.filter(({ path }) => path.startsWith(STATIC))
		.map(({ url }) => url.slice(STATIC.length + 1));

/** Lets IQM answer a static list with these rows, and so show other ids than the sandbox's. */
function plant(list: string, data: IDataObject[]): void {
	const message = JSON.stringify({ success: true, data });
	sandbox.addFault({ path: new RegExp(`/static/${list}$`), kind: 'notJson', message });
}

const BY_EMAIL = { ...rows({ email: 'Email' }), columnSettings: { Email: 'Raw' } };

/** "Sample audienceRequest object for Political Matched Audience Creation", without its null. */
const SAMPLE =
	'{"audienceName":"matched-audience-example-fs","columnMappings":[{"columnId":5,"fileColumnName":"l2-voter-id"},{"columnId":6,"fileColumnName":"email","dataFormatId":1}],"columnCombinationId":11,"dataPartnerId":2,"fileRowCount":5,"fileColumnCount":10}';

it('sends the documented sample byte for byte, with the ids that IQM lists', async () => {
	plant('column-list', [
		{ id: 5, name: 'Voters_ID', displayName: 'Voter ID' },
		{ id: 6, name: 'Email', displayName: 'Email', dataFormatIds: [1, 2] },
	]);
	plant('column-combinations', [{ id: 11, columnIds: [5], order: 1 }]);
	const line = 'LALNY1,a@b.example,3,4,5,6,7,8,9,10\n';
	const file = `l2-voter-id,email,c,d,e,f,g,h,i,j\n${line.repeat(5)}`;
	await upload(
		{
			audienceName: 'matched-audience-example-fs',
			...rows({ 'l2-voter-id': 'Voters_ID', email: 'Email' }),
			matchBy: 'Voters_ID',
			columnSettings: { Voters_ID: 'LalVoterID', Email: 'Raw' },
		},
		[csvItem(file)],
	);
	const [request] = uploads();
	// An encoder that has nothing to do with the node's.
	const form = new FormDataEncoder();
	form.setBoundary(
		/^multipart\/form-data; boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1] ?? '',
	);
	// IQM OpenAPI audience, `requestBody` of POST /api/v3/audience/matched, "encoding".
	form.append('audienceRequest', SAMPLE, { contentType: 'application/json' });
	form.append('file', Buffer.from(file), {
		filename: 'people.csv',
		contentType: 'application/octet-stream',
	});
	const expected = form.getBuffer();
	expect(request.body.equals(expected)).toBe(true);
	expect(request.headers['content-length']).toBe(String(expected.length));
	expect(request.headers['transfer-encoding']).toBeUndefined();
	expect(request.method).toBe('POST');
	expect(lists()).toEqual([
		'column-list?audienceTypeId=1',
		'column-combinations?audienceTypeId=1',
		'data-formats',
		'data-partners?audienceTypeId=1&active=true',
	]);
});

it('marks the request as JSON and not as a file, whatever characters it holds', async () => {
	const audienceName = 'Ünïcode 広告 "1"\r\n\\ 2';
	const { error } = await upload({ ...BY_EMAIL, audienceName });
	expect(error).toBeUndefined();
	const [{ parts = [] }] = uploads();
	expect(parts.map(({ name, filename, contentType }) => [name, filename, contentType])).toEqual([
		['audienceRequest', undefined, 'application/json'],
		['file', FILE_NAME, 'application/octet-stream'],
	]);
	expect(sent()).toMatchObject({ audienceName });
});

/** "Sample audienceRequest object for Healthcare Patient Matched Audience Creation" */
it('sends the other documented sample', async () => {
	plant('column-list', [{ id: 18, name: 'NPI_ID', displayName: 'NPI ID' }]);
	plant('column-combinations', [{ id: 14, columnIds: [18], order: 1 }]);
	plant('data-partners', [{ id: 7, name: 'hl_npi_id', displayName: 'HealthLink' }]);
	const file = `NPI_ID\n${Array.from({ length: 19 }, (_, at) => `11443176${at + 10}\n`).join('')}`;
	await upload(
		{
			audienceName: 'Revamped Healthcare Matched Audience 02',
			...rows({ NPI_ID: 'NPI_ID' }),
			columnSettings: { NPI_ID: 'hl_npi_id' },
			options: { audienceSubtypeId: 3, verticalId: '3', consentGiven: true },
		},
		[csvItem(file)],
	);
	// Sent, and refused: the sandbox knows its own ids alone.
	expect(sent()).toEqual({
		audienceName: 'Revamped Healthcare Matched Audience 02',
		dataPartnerId: 7,
		audienceSubtypeId: 3,
		columnMappings: [{ columnId: 18, fileColumnName: 'NPI_ID' }],
		fileRowCount: 19,
		fileColumnCount: 1,
		columnCombinationId: 14,
		consentGiven: true,
	});
});

it('returns the ID and what was mapped, as the older API does, with the ids besides', async () => {
	const { items, error } = await upload(BY_EMAIL);
	expect(error).toBeUndefined();
	expect(items).toEqual([
		{
			json: {
				matchedAudienceId: 15332,
				message: 'Matched audience created successfully',
				audienceName: 'Spring volunteers',
				fileTotalCount: 5,
				isSingleColumnEnabled: true,
				columns: { email: 'Email' },
				columnSettings: { Email: 'Raw' },
				emailsAndPhones: 'Sent As Is',
				columnMappings: [{ columnId: 2, fileColumnName: 'email', dataFormatId: 1 }],
				columnCombinationId: 16,
				fileRowCount: 5,
				fileColumnCount: 16,
			},
			pairedItem: { item: 0 },
		},
	]);
	const raw = await upload({ ...BY_EMAIL, options: { rawResponse: true } });
	expect(raw.items[0].json).toEqual({
		success: true,
		data: { matchedAudienceId: 15333, message: 'Matched audience created successfully' },
	});
});

const NAMES = {
	'first-name': 'Voters_FirstName',
	'last-name': 'Voters_LastName',
	'street-address': 'Residence_Addresses_AddressLine',
	state: 'Residence_Addresses_State',
	zip: 'Residence_Addresses_Zip',
};

/** What the same form leads to by both: the sandbox checks each against the rules of its document. */
it.each<[string, IDataObject, Record<string, unknown>]>([
	['names and addresses', rows(NAMES), { columnCombinationId: 1 }],
	['names by name', { columnsFrom: 'name', matchBy: 'nameAndAddress' }, { columnCombinationId: 1 }],
	[
		'last name and street',
		rows({ ...NAMES, 'first-name': 'Voters_Age' }),
		{ columnCombinationId: 3 },
	],
	[
		'street',
		rows({ ...NAMES, 'first-name': 'Voters_Age', 'last-name': 'Voters_Gender' }),
		{ columnCombinationId: 5 },
	],
	[
		'NPI ID',
		{ ...rows({ 'npi-id': 'NPI_ID' }), columnSettings: { NPI_ID: 'hl_npi_id' } },
		{ columnCombinationId: 14, dataPartnerId: 7 },
	],
	[
		'voter ID',
		{ ...rows({ 'l2-voter-id': 'Voters_ID' }), columnSettings: { Voters_ID: 'voterbase_id' } },
		{ columnCombinationId: 11, dataPartnerId: 4 },
	],
	[
		'phone by name',
		{ columnsFrom: 'name', matchBy: 'Phone', columnSettings: { Phone: 'Raw' } },
		{ columnCombinationId: 12 },
	],
	[
		'email',
		{ ...rows({ 'email-sha256': 'Email' }), columnSettings: { Email: 'SHA256' } },
		{ columnCombinationId: 16, columnMappings: [expect.objectContaining({ dataFormatId: 4 })] },
	],
	['full address', rows({ 'full-address': 'Residence_FullAddress' }), { columnCombinationId: 17 }],
	[
		'email although names are mapped too',
		{ ...BY_EMAIL, ...rows({ ...NAMES, email: 'Email' }), matchBy: 'Email' },
		{ columnCombinationId: 16 },
	],
	[
		'JSON',
		{ columnsFrom: 'json', columnsJson: '{"email": "Email"}', columnSettings: { Email: 'Raw' } },
		{ columnCombinationId: 16, columnMappings: [expect.objectContaining({ columnId: 2 })] },
	],
])('takes the same form as the older API: %s', async (_, form, request) => {
	const current = await upload(form);
	expect(current.error).toBeUndefined();
	expect(sent()).toMatchObject({ fileRowCount: 5, fileColumnCount: 16, ...request });
	expect('dataPartnerId' in sent()).toBe('dataPartnerId' in request);
	expect(sent()).not.toHaveProperty('consentGiven');
	const older = await upload({ ...form, options: { apiVersion: 'v2' } });
	expect(older.error).toBeUndefined();
	const { matchedAudienceId: id, message, ...described } = older.items[0].json;
	expect([id, message]).toEqual([15333, 'Audience created successfully']);
	expect(current.items[0].json).toMatchObject(described);
});

it.each<[string, IDataObject, string]>([
	[
		'a name of 256 characters ("Max length 255")',
		{ ...BY_EMAIL, audienceName: 'x'.repeat(256) },
		"'Audience Name' must have at most 255 characters, not 256",
	],
	[
		'two fields of which either could be meant',
		{
			...rows({ email: 'Email', phone: 'Phone' }),
			columnSettings: { Email: 'Raw', Phone: 'Raw' },
		},
		"'Match People By' is Automatic",
	],
	[
		'the partner of a field that people are not matched by',
		{
			...rows({ email: 'Email', 'npi-id': 'NPI_ID' }),
			columnSettings: { Email: 'Raw', NPI_ID: 'hl_npi_id' },
			matchBy: 'Email',
		},
		'one data partner for the whole audience',
	],
	[
		// "required for Healthcare Patient subtype"
		'patients without their consent',
		{ ...BY_EMAIL, options: { audienceSubtypeId: 6 } },
		"'Audience Subtype' is Patient, but 'Consent Given' is off",
	],
	[
		'consent that is not a tick',
		{ ...BY_EMAIL, options: { consentGiven: '={{ "yes" }}' } },
		"'Consent Given' must be true or false",
	],
	[
		'a vertical that is not an ID',
		{ ...BY_EMAIL, options: { verticalId: 'health' } },
		"'Vertical ID' must be a number",
	],
])('refuses %s before any request', async (_, form, words) => {
	const { error } = await upload(form);
	expect(error?.message).toContain(words);
	expect(sandbox.requests).toHaveLength(0);
});

it('refuses files that are Excel files in name only, as the older upload does', async () => {
	const { error } = await upload(BY_EMAIL, [csvItem('PK', 'people.xlsx')]);
	expect(error?.message).toContain('The file is not an Excel workbook (XLSX)');
	expect(sandbox.requests).toHaveLength(0);
});

it.each<[string, IDataObject, string]>([
	[
		'a partner',
		{ ...rows({ 'npi-id': 'NPI_ID' }), columnSettings: { NPI_ID: 'healthcare_id' } },
		"'NPI Partner' in 'Column Settings' is 'healthcare_id'",
	],
	[
		'a field',
		{ ...BY_EMAIL, ...rows({ email: 'Email', phone: 'VoterTelephones_LandlineUnformatted' }) },
		"'Mapped Columns' maps 'phone' to Landline",
	],
	['a format', { ...BY_EMAIL, columnSettings: { Email: 'ROT13' } }, "is 'ROT13'"],
])('refuses %s that IQM does not list, before the file is sent', async (_, form, words) => {
	const { error } = await upload(form);
	expect(error?.message).toContain(words);
	expect(error?.description).toContain("choose Quickstart (v2) in 'API Version'");
	expect(uploads()).toHaveLength(0);
});

it('asks with subtype and vertical, and sends the user’s own tick', async () => {
	plant('column-list', [{ id: 2, name: 'Email', dataFormatIds: [1] }]);
	plant('column-combinations', [{ id: 16, columnIds: [2], order: 1 }]);
	const options = { audienceSubtypeId: 6, verticalId: '3', consentGiven: true };
	const { items, error } = await upload({ ...BY_EMAIL, options });
	expect(error).toBeUndefined();
	expect(lists().slice(0, 2)).toEqual([
		'column-list?audienceTypeId=1&verticalId=3&audienceSubtypeId=6',
		'column-combinations?audienceTypeId=1&verticalId=3&audienceSubtypeId=6',
	]);
	expect(sent()).toMatchObject({ audienceSubtypeId: 6, consentGiven: true });
	expect(sent()).not.toHaveProperty('verticalId');
	expect(items[0].json).toMatchObject({ audienceSubtypeId: 6, consentGiven: true });
	// data-partners takes "comma separated subtype IDs" under a name of its own.
	plant('column-list', [{ id: 26, name: 'NPI_ID' }]);
	plant('column-combinations', [{ id: 14, columnIds: [26], order: 1 }]);
	plant('data-partners', [{ id: 7, name: 'hl_npi_id' }]);
	forgetProcessState();
	const npi = { ...rows({ 'npi-id': 'NPI_ID' }), columnSettings: { NPI_ID: 'hl_npi_id' } };
	await upload({ ...npi, options: { audienceSubtypeId: '={{ 3 }}' } });
	expect(lists().at(-1)).toBe('data-partners?audienceTypeId=1&audienceSubtypeIds=3&active=true');
	expect(sent(uploads()[1])).toMatchObject({ audienceSubtypeId: 3, dataPartnerId: 7 });
	expect(sent(uploads()[1])).not.toHaveProperty('consentGiven');
});

it('never ticks the consent, and never sends it to the older API', async () => {
	await upload({ ...BY_EMAIL, options: { consentGiven: false } });
	expect(sent()).not.toHaveProperty('consentGiven');
	await upload({ ...BY_EMAIL, options: { apiVersion: 'v2', consentGiven: true } });
	const [older] = requestsTo(sandbox, '/api/v2/audience/matched/add');
	expect(older.body.toString()).not.toContain('consent');
});

it('shows IQM’s words when it lists nothing for this vertical or subtype', async () => {
	plant('column-list', []);
	const { error } = await upload(BY_EMAIL);
	expect(error?.message).toBe('IQM lists no columns for matched audiences');
	expect(error?.description).toContain("'Vertical ID'");
	const other = await upload({ ...BY_EMAIL, options: { audienceSubtypeId: 4 } });
	expect(other.error?.message).toBe('Invalid audienceSubtypeId 4 for verticalId 1');
	expect(uploads()).toHaveLength(0);
});

it('asks for the lists once for all items', async () => {
	const { items } = await upload(BY_EMAIL, [sampleItem(), sampleItem(), sampleItem()]);
	expect(items.map(({ json }) => json.matchedAudienceId)).toEqual([15332, 15333, 15334]);
	expect(lists()).toHaveLength(3);
});

it('goes on when another execution that had asked for the same list was stopped', async () => {
	sandbox.addFault({ path: /column-list$/, kind: 'slow', delayMs: 600 });
	let cancel = (): void => {};
	const onStart: NodeRunOptions['onStart'] = (run) => (cancel = () => run.cancel());
	const first = upload(BY_EMAIL, undefined, { onStart }).catch(() => undefined);
	while (lists().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
	const second = upload(BY_EMAIL);
	await new Promise((resolve) => setTimeout(resolve, 150));
	expect(uploads()).toHaveLength(0);
	cancel();
	await first;
	expect((await second).error).toBeUndefined();
	expect(uploads()).toHaveLength(1);
});

it('shows a preview after nothing but reads, with the ids', async () => {
	const { items, error } = await upload({ ...BY_EMAIL, options: { preview: true } });
	expect(error).toBeUndefined();
	expect(apiRequests(sandbox).every(({ method }) => method === 'GET')).toBe(true);
	const parts = items[0].json.parts as IDataObject[];
	expect(parts).toEqual([
		{ name: 'audienceRequest', value: parts[0].value, contentType: 'application/json' },
		{
			name: 'file',
			fileName: FILE_NAME,
			contentType: 'application/octet-stream',
			size: CSV.length,
		},
	]);
	expect(JSON.parse(String(parts[0].value))).toMatchObject({ columnCombinationId: 16 });
	// No value of the file is in what IQM is told about it.
	expect(JSON.stringify(items)).not.toContain('Bilbo');
});

it.each([{ message: 'Matched audience created successfully' }, { matchedAudienceId: 'x' }, null])(
	'says so when IQM answers without an ID, and never sends again: %j',
	async (data) => {
		const message = JSON.stringify({ success: true, data });
		sandbox.addFault({ path: /v3\/audience\/matched$/, kind: 'notJson', message });
		const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		const { error } = await upload(BY_EMAIL, undefined, { node });
		expect(error?.message).toBe("IQM's response is missing the ID of the matched audience");
		expect(uploads()).toHaveLength(1);
	},
);

it('says of an upload whose answer is lost that it may have happened', async () => {
	sandbox.addFault({ path: /v3\/audience\/matched$/, kind: 'resetAfter' });
	const { error } = await upload(BY_EMAIL);
	expect(error?.description).toContain('matched audience may or may not have been created');
	expect([uploads().length, sandbox.iqm.audiences.size]).toEqual([1, 1]);
});

it('streams the file from where n8n keeps it, and again after the token expired', async () => {
	const binaryMode = 'filesystem';
	const StoredFiles = storingFiles(IqmMatchedAudience);
	const { engine, error } = await upload(BY_EMAIL, undefined, { binaryMode }, StoredFiles);
	expect(error).toBeUndefined();
	sandbox.expireTokens();
	const second = await upload(BY_EMAIL, undefined, { engine }, StoredFiles);
	expect(second.error).toBeUndefined();
	const sends = uploads();
	expect(sends.map(({ status }) => status)).toEqual([200, 401, 200]);
	for (const { parts, bodyLength, headers } of sends) {
		expect(parts?.map(({ contentType }) => contentType)).toEqual([
			'application/json',
			'application/octet-stream',
		]);
		expect(parts?.[1].content.equals(CSV)).toBe(true);
		expect(bodyLength).toBe(Number(headers['content-length']));
	}
	expect(sandbox.iqm.audiences.size).toBe(2);
});
