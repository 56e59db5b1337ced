import { startSandbox, type Sandbox } from '../../../sandbox';
import { dig, SandboxClient } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';

const ROOT = '/api/v3/audience';

// IQM OpenAPI audience: GET /api/v3/audience/static/….
describe('sandbox: IQM audience static lists', () => {
	let sandbox: Sandbox;
	let client: SandboxClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
		await client.login();
	});
	afterAll(() => sandbox.close());

	test('lists columns, combinations, formats and partners', async () => {
		const rows = async (path: string): Promise<JsonObject[]> => {
			const data = dig((await client.get(`${ROOT}/static/${path}`)).body, 'data');
			return Array.isArray(data) ? data.map((row) => Object(row) as JsonObject) : [];
		};
		const columns = await rows('column-list?audienceTypeId=1');
		expect(columns[0]).toEqual({ id: 1, name: 'Voters_ID', order: 1, displayName: 'Voter ID' });
		expect(columns.find(({ id }) => id === 2)).toEqual({
			id: 2,
			name: 'Email',
			order: 3,
			displayName: 'Email',
			dataFormatIds: [1, 2, 3, 4, 5, 6],
		});
		const combinations = await rows('column-combinations?audienceTypeId=1');
		expect(combinations[0]).toEqual({ id: 1, columnIds: [5, 6, 8, 7], order: 1 });
		expect((await rows('data-formats'))[1]).toEqual({
			id: 2,
			name: 'MD5',
			order: 2,
			displayName: 'Hashed (MD5)',
		});
		expect(await rows('data-partners?audienceTypeId=1&active=true')).toHaveLength(7);
		expect(await rows('data-partners?audienceTypeId=1&active=false')).toEqual([]);
		expect(await rows('column-list?audienceTypeId=2')).toEqual([]);
		expect(await rows('audience-status')).toHaveLength(7);
		expect(await rows('audience-status?deletedStatusRequired=true')).toHaveLength(8);
	});

	test.each([
		['column-list', 400, "Missing required parameter: 'audienceTypeId'. Type: Integer"],
		['column-list?audienceTypeId=99', 422, 'Invalid audience type ID provided.'],
		[
			'column-combinations?audienceTypeId=1&audienceSubtypeId=7',
			422,
			'Invalid audienceSubtypeId 7 for verticalId 1',
		],
		[
			'data-partners?audienceTypeId=2',
			422,
			"Data Partner doesn't exist for provided/customer vertical and audienceType",
		],
	])('refuses the list %s', async (path, status, words) => {
		const answer = await client.get(`${ROOT}/static/${path}`);
		expect([answer.status, dig(answer.body, 'errorObjects', 0, 'error')]).toEqual([status, words]);
	});
});
