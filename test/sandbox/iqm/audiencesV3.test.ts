import { sampleContent } from '../../../sandbox';
import { dig, type FormPart } from '../../../sandbox/client';
import { sandboxStage } from './sandboxStage';

const ROOT = '/api/v3/audience';
const CSV = sampleContent('/samples/matched-audience-example.csv');

// IQM OpenAPI audience: POST and GET /api/v3/audience/matched.
describe('sandbox: IQM matched audiences, newer upload', () => {
	const start = 1_750_000_000_000;
	const stage = sandboxStage(start);

	/** The request of the political sample, with the ids that the sandbox lists. */
	const SAMPLE = {
		audienceName: 'matched-audience-example-fs',
		fileRowCount: 5,
		fileColumnCount: 16,
		columnMappings: [
			{ columnId: 1, fileColumnName: 'l2-voter-id', dataFormatId: null },
			{ columnId: 2, fileColumnName: 'email', dataFormatId: 1 },
		],
		dataPartnerId: 2,
		columnCombinationId: 11,
	};
	const form = (
		changes: Record<string, unknown> = {},
		file: Partial<FormPart> = {},
	): FormPart[] => [
		{
			name: 'audienceRequest',
			value: JSON.stringify({ ...SAMPLE, ...changes }),
			contentType: 'application/json',
		},
		{
			name: 'file',
			value: CSV,
			filename: 'matched-audience-example.csv',
			contentType: 'application/octet-stream',
			...file,
		},
	];
	const upload = async (parts = form()) => await stage.client.form(`${ROOT}/matched`, parts);
	const shown = async (query = '') =>
		dig((await stage.client.get(`${ROOT}/matched/15332${query}`)).body, 'data');

	test('takes the sample and shows its way to ready', async () => {
		const answer = await upload();
		expect(answer.status).toBe(200);
		expect(answer.body).toEqual({
			success: true,
			data: { matchedAudienceId: 15332, message: 'Matched audience created successfully' },
		});
		expect(stage.sandbox.iqm.audiences.get(15332)?.request).toEqual(SAMPLE);
		expect(await shown()).toEqual({
			audienceId: 15332,
			audienceName: SAMPLE.audienceName,
			audienceStatusId: 2,
			cpm: 1.5,
			owId: 200001,
			createdByUowId: 6942,
			createdAt: start,
			reach: 0,
			columnMappings: SAMPLE.columnMappings,
			dataPartnerId: 2,
			s3FileName: 'matched-audience-example.csv',
			s3Url: 's3://sandbox/audience=15332/matched-audience-example.csv',
			fileRowCount: 5,
			matchRate: 0,
			modifiedAt: '2025-06-15T15:06:40.000+00:00',
			approvalAccess: false,
			editAccess: true,
		});
		stage.now += 1000;
		expect(await shown()).toMatchObject({ audienceStatusId: 1 });
		stage.now += 1000;
		expect(await shown()).toMatchObject({ audienceStatusId: 3, matchRate: 57.88, reach: 3 });
		const flags = '?campaignTargetingRequired=true&userDetailsRequired=true';
		expect(await shown(flags)).toMatchObject({
			whitelistedCampaignIds: [],
			blacklistedCampaignIds: [],
			organizationName: 'Sandbox Organization',
			approvedOrRejectedByUserName: 'Sandbox Approver',
		});
	});

	test('shows it in the older API too', async () => {
		await upload();
		const { body } = await stage.client.get('/api/v2/audience/matched/15332');
		expect(dig(body, 'responseObject')).toMatchObject({ status: 'Pending', fileTotalCount: 5 });
	});

	test('lets a test reject it', async () => {
		await upload();
		stage.sandbox.iqm.decide('audience', 15332, 'Rejected', stage.now, 'Insufficient data quality');
		expect(await shown()).toMatchObject({
			audienceStatusId: 4,
			rejectionReason: 'Insufficient data quality',
		});
	});

	test.each<[string, Record<string, unknown>]>([
		[
			'names and addresses',
			{
				columnCombinationId: 1,
				dataPartnerId: undefined,
				columnMappings: [
					{ columnId: 5, fileColumnName: 'first-name' },
					{ columnId: 6, fileColumnName: 'last-name' },
					{ columnId: 8, fileColumnName: 'state' },
					{ columnId: 7, fileColumnName: 'zip' },
				],
			},
		],
		[
			'physicians',
			{
				columnCombinationId: 14,
				dataPartnerId: 7,
				audienceSubtypeId: 3,
				consentGiven: true,
				columnMappings: [{ columnId: 26, fileColumnName: 'npi-id' }],
			},
		],
		[
			'hashed phones',
			{
				columnCombinationId: 12,
				dataPartnerId: undefined,
				columnMappings: [{ columnId: 3, fileColumnName: 'phone-sha256', dataFormatId: 4 }],
			},
		],
	])('takes %s', async (_, changes) => {
		expect((await upload(form(changes))).status).toBe(200);
	});

	/**
	 * IQM OpenAPI audience, POST /api/v3/audience/matched, `requestBody`: "encoding":
	 * {"audienceRequest": {"contentType": "application/json"},
	 * "file": {"contentType": "application/octet-stream"}}
	 */
	test.each<[string, number, string | undefined, number]>([
		['the documented type of the request', 0, 'application/json', 200],
		['it with its character set', 0, 'application/json; charset=utf-8', 200],
		['it in capitals', 0, 'Application/JSON', 200],
		['a request without a type', 0, undefined, 415],
		['a request as text', 0, 'text/plain', 415],
		['a request of a type that only begins like it', 0, 'application/json-seq', 415],
		['the documented type of the file', 1, 'application/octet-stream', 200],
		['a file as what it is', 1, 'text/csv', 415],
		['a file without a type', 1, undefined, 415],
	])('answers %s', async (_, index, contentType, status) => {
		const parts = form();
		parts[index] = { ...parts[index], contentType };
		expect((await upload(parts)).status).toBe(status);
		expect(stage.sandbox.iqm.audiences.size).toBe(status === 200 ? 1 : 0);
	});

	const voter = SAMPLE.columnMappings[0];
	test.each<[string, Record<string, unknown>, number, string, string]>([
		[
			'no combination',
			{ columnCombinationId: undefined },
			400,
			'columnCombinationId',
			'Column combination ID must be positive',
		],
		[
			'an unknown combination',
			{ columnCombinationId: 2 },
			422,
			'columnCombinationId',
			'Invalid column combination ID provided',
		],
		[
			'a combination not mapped',
			{ columnCombinationId: 14 },
			422,
			'columns',
			"Required column 'NPI_ID' is missing from column mappings",
		],
		[
			'no name',
			{ audienceName: ' ' },
			400,
			'audienceName',
			'Audience name must be between 1 and 255 characters.',
		],
		[
			'a long name',
			{ audienceName: 'x'.repeat(256) },
			400,
			'audienceName',
			'Audience name must be between 1 and 255 characters.',
		],
		['rows in text', { fileRowCount: '5' }, 400, 'fileRowCount', 'File row count must be positive'],
		[
			'a wrong row count',
			{ fileRowCount: 6 },
			422,
			'fileRowCount',
			'File row count does not match the file',
		],
		[
			'a wrong column count',
			{ fileColumnCount: 10 },
			422,
			'fileColumnCount',
			'File column count does not match the file',
		],
		[
			'no mappings',
			{ columnMappings: [] },
			400,
			'columnMappings',
			'Column mappings must not be empty',
		],
		[
			'a mapping as object',
			{ columnMappings: { a: 'b' } },
			400,
			'columnMappings',
			'Column mappings must not be empty',
		],
		[
			'an unknown column',
			{ columnMappings: [{ ...voter, columnId: 99 }] },
			422,
			'columnMappings',
			'Invalid System column provided.',
		],
		[
			'an unknown header',
			{ columnMappings: [{ ...voter, fileColumnName: 'x' }] },
			422,
			'columnMappings',
			"Column 'x' is not in the file",
		],
		[
			'a format for ids',
			{ columnMappings: [{ ...voter, dataFormatId: 1 }] },
			422,
			'columnMappings',
			"Invalid dataFormatId for 'Voters_ID'",
		],
		[
			'no format for emails',
			{ columnMappings: [voter, { columnId: 2, fileColumnName: 'email' }] },
			422,
			'columnMappings',
			"Invalid dataFormatId for 'Email'",
		],
		[
			'a column twice',
			{ columnMappings: [voter, voter] },
			422,
			'columnMappings',
			'A column is mapped twice',
		],
		[
			'no partner',
			{ dataPartnerId: undefined },
			422,
			'dataPartnerId',
			'Data partner ID is required',
		],
		[
			'the partner of others',
			{ dataPartnerId: 7 },
			422,
			'dataPartnerId',
			'Invalid data partner ID provided',
		],
		[
			'an unknown subtype',
			{ audienceSubtypeId: 99 },
			422,
			'audienceSubtypeId',
			'Invalid audience subtype provided: 99',
		],
		[
			'patients without consent',
			{ audienceSubtypeId: 6 },
			422,
			'consentGiven',
			'Consent is required',
		],
		['a misspelled key', { rowCount: 5 }, 400, 'rowCount', "Unrecognized field 'rowCount'"],
	])('refuses %s', async (_, changes, status, field, error) => {
		const answer = await upload(form(changes));
		expect(answer.status).toBe(status);
		expect(answer.body).toEqual({ success: false, errorObjects: [{ error, field }] });
		expect(stage.sandbox.iqm.audiences.size).toBe(0);
	});

	test('refuses forms that are not as documented', async () => {
		const [request, file] = form();
		// "audienceRequest": {"type": "string"}
		const asFile = { ...request, filename: 'blob' };
		const wrong = [
			[request],
			[file],
			[request, request, file],
			[request, file, { name: 'x', value: '' }],
			[{ ...request, value: '[]' }, file],
			[asFile, file],
			form({}, { filename: 'a.txt' }),
		];
		for (const parts of wrong) expect((await upload(parts)).status).toBe(400);
	});

	test.each(['9', 'x', '5'])('shows no audience %s', async (id) => {
		await upload();
		const [made] = stage.sandbox.iqm.audiences.values();
		stage.sandbox.iqm.audiences.set(5, { ...made, id: 5, owId: 7 });
		const { status, body } = await stage.client.get(`${ROOT}/matched/${id}`);
		expect([status, body.errorObjects]).toEqual([
			422,
			[{ error: 'No active audience found with the given Id.', field: 'audienceId' }],
		]);
	});
});
