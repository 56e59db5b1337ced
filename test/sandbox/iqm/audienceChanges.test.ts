import { dig } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { SAMPLE_BODY } from '../../support/campaignSample';
import { sandboxStage } from './sandboxStage';

const ROOT = '/api/v3/audience';

// IQM OpenAPI audience: list, basic/list, update-name and DELETE.
describe('sandbox: IQM audience lists and changes', () => {
	const start = 1_748_890_200_000;
	const stage = sandboxStage(start, ROOT);

	beforeEach(() => {
		for (const [name, owId] of [['alpha'], ['beta'], ['alphabet'], ['theirs', 7]] as const) {
			const id = stage.sandbox.iqm.nextId('audience');
			stage.sandbox.iqm.audiences.set(id, {
				id,
				audienceName: name,
				fields: { fileTotalCount: '100' },
				file: { filename: 'a.csv', size: 0, sha256: '', content: Buffer.alloc(0) },
				madeAt: stage.now,
				...(owId === undefined ? {} : { owId }),
			});
		}
		stage.now += 2000;
	});

	const [ALPHA, BETA, ALPHABET, THEIRS] = [15332, 15333, 15334, 15335];
	const list = async (body: unknown) => await stage.client.post(`${ROOT}/list`, body);
	const ids = async (body: JsonObject) => {
		const rows = dig((await list(body)).body, 'data', 'audienceList');
		return Array.isArray(rows) ? rows.map((row) => dig(row, 'audienceId')) : rows;
	};
	const remove = async (query: string) =>
		await stage.client.send('DELETE', `${ROOT}${query}`, undefined, stage.client.headers);
	const rename = async (id: number | string, body: JsonObject) =>
		await stage.ask('PATCH', `/${id}/update-name`, body);

	test('has the fields of the samples', async () => {
		const search = { audienceIds: [ALPHA] };
		expect((await list(search)).body).toEqual({
			success: true,
			data: {
				totalRecords: 3,
				filteredRecords: 1,
				audienceList: [
					{
						audienceId: ALPHA,
						audienceName: 'alpha',
						audienceStatusId: 3,
						createdAt: start,
						uniques: 58,
						cpm: 1.5,
						audienceTypeId: 1,
						organizationName: 'Sandbox Organization',
						isEditAccess: true,
						isApprovalAccess: false,
						includedCampaignList: [],
						excludedCampaignList: [],
						runningCampaignCount: 0,
						pendingCampaignCount: 0,
						pausedCampaignCount: 0,
						expiredCampaignCount: 0,
						matchRate: 57.88,
						fileTotalCount: 100,
						s3FileName: 'a.csv',
					},
				],
			},
		});
		const basic = await stage.client.post(`${ROOT}/basic/list`, search);
		expect(dig(basic.body, 'data', 'audienceBasicList')).toEqual([
			{
				audienceId: ALPHA,
				audienceName: 'alpha',
				audienceTypeId: 1,
				isIqmIdTargeted: true,
				audienceStatusId: 3,
				createdOn: start / 1000,
				cpm: 1.5,
				reach: 58,
			},
		]);
	});

	test('filters, searches, sorts and pages', async () => {
		expect(await ids({})).toEqual([ALPHABET, BETA, ALPHA]);
		expect(await ids({ searchFields: ['ALPHA', String(BETA)] })).toEqual([ALPHABET, BETA, ALPHA]);
		expect(await ids({ searchField: 'alpha', sortBy: 'audienceName' })).toEqual([ALPHA, ALPHABET]);
		expect(await ids({ sortBy: '-audienceName', noOfEntries: 2, pageNo: 2 })).toEqual([ALPHA]);
		expect(await ids({ audienceStatusIds: [1, 2] })).toEqual([]);
		expect(await ids({ audienceTypeIds: [1], owIds: [200001] })).toHaveLength(3);
		expect(await ids({ audienceTypeIds: [2] })).toEqual([]);
		expect(await ids({ owIds: [7] })).toEqual([]);
		expect(await ids({ dataPartnerIds: [2] })).toEqual([]);
		// The "minimal" sample, whose keys the schema does not have: page 2 is page 1.
		expect(await ids({ pageNumber: 2, pageSize: 1 })).toEqual([ALPHABET, BETA, ALPHA]);
	});

	test.each<[string, JsonObject, JsonObject]>([
		['an empty page', { noOfEntries: 0 }, { message: 'Invalid page size' }],
		['page 0', { pageNo: 0 }, { message: 'Invalid page size' }],
		['a page in text', { pageNo: '1' }, { message: 'Invalid page size' }],
		[
			'status 99',
			{ audienceStatusIds: [99] },
			{ message: 'Invalid status ID: 99', field: 'statusIds' },
		],
		[
			'type 15',
			{ audienceTypeIds: [15] },
			{ message: 'Invalid audience type ID: 15', field: 'audienceTypeIds' },
		],
		[
			'an unknown sort field',
			{ sortBy: 'x' },
			{ message: 'Invalid sortBy value.', field: 'sortBy' },
		],
	])('answers %s with an error of its own form', async (_, body, error) => {
		for (const path of ['/list', '/basic/list']) {
			const answer = await stage.client.post(ROOT + path, body);
			expect(answer.status).toBe(422);
			expect(answer.body).toEqual({ success: false, error });
		}
	});

	test('refuses a misspelled filter', async () => {
		expect((await list({ statusIds: [1] })).status).toBe(422);
		expect((await list({ audienceIds: '15332' })).status).toBe(422);
	});

	test('renames', async () => {
		expect((await rename(ALPHA, { audienceName: 'Sample Audience' })).body).toEqual({
			success: true,
			data: { message: 'Changes saved successfully' },
		});
		const { body } = await stage.client.get(`${ROOT}/matched/${ALPHA}`);
		expect(dig(body, 'data')).toMatchObject({
			audienceName: 'Sample Audience',
			modifiedAt: new Date(stage.now).toISOString().replace('Z', '+00:00'),
		});
	});

	test.each<[string, number | string, JsonObject, string]>([
		[
			'a blank name',
			ALPHA,
			{ audienceName: '   ' },
			'Audience name must be between 1 and 255 characters.',
		],
		[
			'a long name',
			ALPHA,
			{ audienceName: 'x'.repeat(256) },
			'Audience name must be between 1 and 255 characters.',
		],
		['no name', ALPHA, {}, 'Audience name must be between 1 and 255 characters.'],
		[
			'an unknown id',
			9,
			{ audienceName: 'x' },
			'No active audience found with the provided ID or the audience is not accessible',
		],
		[
			'an id of others',
			THEIRS,
			{ audienceName: 'x' },
			'No active audience found with the provided ID or the audience is not accessible',
		],
		['another key', ALPHA, { name: 'x' }, "Unrecognized field 'name'."],
	])('does not rename with %s', async (_, id, body, words) => {
		const answer = await rename(id, body);
		expect([answer.status, dig(answer.body, 'errorObjects', 0, 'error')]).toEqual([422, words]);
	});

	test('deletes, with a success even when some or all fail', async () => {
		const query = `?audienceIds=${ALPHA},9,${THEIRS}&audienceIds=${BETA}`;
		expect((await remove(query)).body).toEqual({
			success: true,
			data: { successfulAudienceIds: [ALPHA, BETA], failedAudienceIds: [9, THEIRS] },
		});
		const again = await remove(`?audienceIds=${ALPHA}`);
		expect([again.status, again.body.success]).toEqual([200, true]);
		expect(dig(again.body, 'data', 'failedAudienceIds')).toEqual([ALPHA]);
		expect(await ids({})).toEqual([ALPHABET]);
		expect(await ids({ audienceStatusIds: [5] })).toEqual([BETA, ALPHA]);
		expect((await stage.client.get(`${ROOT}/matched/${ALPHA}`)).status).toBe(422);
		expect((await rename(ALPHA, { audienceName: 'x' })).status).toBe(422);
		const older = await stage.client.get(`/api/v2/audience/matched/${ALPHA}`);
		expect(older.body.statusCode).toBe(422);
	});

	test('wants ids to delete', async () => {
		const { status, body } = await remove('');
		expect([status, body]).toEqual([
			400,
			{
				success: false,
				errorObjects: [
					{
						error: "Missing required parameter: 'audienceIds'. Type: Set",
						field: 'audienceIds',
					},
				],
			},
		]);
		expect((await remove('?audienceIds=1;2')).status).toBe(400);
	});

	test('keeps an audience that a running campaign aims at', async () => {
		const ioId = await stage.client.makeOrder();
		const creativeIds = String(await stage.client.makeImage());
		stage.now += 2000;
		const startTime = Math.ceil(stage.now / 1000);
		const targets = { whiteListedCustomAudienceIds: `${ALPHA},${BETA}` };
		await stage.client.makeCampaign({ ...SAMPLE_BODY, ...targets, ioId, creativeIds, startTime });
		stage.now += 2000;
		const row = dig((await list({ audienceIds: [ALPHA] })).body, 'data', 'audienceList', 0);
		expect(row).toMatchObject({ includedCampaignList: [25859], runningCampaignCount: 1 });
		const failed = async () =>
			dig((await remove(`?audienceIds=${ALPHA}`)).body, 'data', 'failedAudienceIds');
		expect(await failed()).toEqual([ALPHA]);
		stage.sandbox.iqm.decide('campaign', 25859, 'deleted', stage.now);
		expect(await failed()).toEqual([]);
	});
});
