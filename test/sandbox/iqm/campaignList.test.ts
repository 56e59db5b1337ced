import { dig } from '../../../sandbox/client';
import type { JsonObject } from '../../../sandbox/json';
import { campaignStage, START } from './campaignStage';

const LIST = '/api/v3/cmp/basic/list';

// IQM OpenAPI cmp, POST /api/v3/cmp/basic/list.
describe('sandbox: IQM campaign list', () => {
	const stage = campaignStage();
	const { ask, make } = stage;
	const names = async (body: JsonObject) => {
		const list = dig((await stage.client.post(LIST, body)).body, 'data', 'data');
		return Array.isArray(list) ? list.map((item) => dig(item, 'name')) : list;
	};

	test('has the fields of the sample, with times in seconds', async () => {
		const id = await make();
		const { status, body } = await stage.client.post(LIST, {});
		expect(status).toBe(200);
		expect(body).toEqual({
			success: true,
			data: {
				data: [
					{
						campaignId: id,
						name: 'NewTest',
						creativeTypeId: 11,
						campaignTypeId: 1,
						status: 'pending',
						startTime: 1748890201,
						endTime: 1749096000,
						createdAt: START / 1000,
						modifiedAt: START / 1000,
						owId: 200001,
						organizationName: 'Sandbox Organization',
						organizationLogo: 'https://cdn.sandbox.example/avatar/SO.png',
						ioId: 123456,
						ioStatusId: 1,
						timezoneId: 29,
						ioBudgetTypeId: 1,
						ioName: 'IO Name 1',
					},
				],
				totalRecords: 1,
				filteredRecords: 1,
			},
		});
	});

	test('answers "No record found" as an empty list', async () => {
		expect((await stage.client.post(LIST, {})).body).toEqual({
			success: true,
			data: { data: [], totalRecords: 0, filteredRecords: 0 },
		});
	});

	test('filters, searches, sorts and pages', async () => {
		const first = await make({ campaignName: 'alpha' });
		const second = await make({ campaignName: 'beta' });
		const other = await stage.client.makeOrder();
		await make({ campaignName: 'alphabet', ioId: other });
		const paused = { campaignIds: String(second), status: 'paused' };
		await ask('PUT', '/api/v2/cmp/campaigns/update-status', paused);
		expect(await names({})).toEqual(['alphabet', 'beta', 'alpha']);
		expect(await names({ status: ['paused'] })).toEqual(['beta']);
		// The schema's example spells it "Paused", every answer "paused".
		expect(await names({ status: ['Paused'] })).toEqual([]);
		expect(await names({ campaignIds: [first, 9] })).toEqual(['alpha']);
		expect(await names({ ioIdsList: [other], creativeTypeIds: [11] })).toEqual(['alphabet']);
		expect(await names({ creativeTypeIds: [14] })).toEqual([]);
		expect(await names({ campaignTypeIds: [2] })).toEqual([]);
		expect(await names({ owIds: [5] })).toEqual([]);
		expect(await names({ owIds: [5], isAllOwIds: true, searchField: 'ALPHA' })).toEqual([
			'alphabet',
			'alpha',
		]);
		expect(await names({ searchField: String(second) })).toEqual(['beta']);
		// "The default value is `asc`."
		expect(await names({ sortBy: 'name' })).toEqual(['alpha', 'alphabet', 'beta']);
		expect(await names({ sortBy: 'name', order: 'desc', noOfEntries: 2 })).toEqual([
			'beta',
			'alphabet',
		]);
		expect(await names({ sortBy: 'name', noOfEntries: 2, pageNo: 2 })).toEqual(['beta']);
		expect(await names({ pageNo: 4 })).toEqual([]);
		expect(await names({ ids: [first], noOfEntries: 1 })).toEqual(['alpha']);
	});

	test('counts all of them in total and the page in "filtered"', async () => {
		await make();
		await make({ campaignName: 'other' });
		const { body } = await stage.client.post(LIST, { searchField: 'other' });
		expect(dig(body, 'data', 'totalRecords')).toBe(2);
		expect(dig(body, 'data', 'filteredRecords')).toBe(1);
	});

	test('answers with the fields that were asked for', async () => {
		const id = await make();
		const { body } = await stage.client.post(LIST, { responseFields: ['id', 'name', 'status'] });
		expect(dig(body, 'data', 'data')).toEqual([{ id, name: 'NewTest', status: 'pending' }]);
	});

	test('keeps listing deleted campaigns, as its first sample does', async () => {
		const id = await make();
		const gone = { campaignIds: String(id), status: 'deleted' };
		await ask('PUT', '/api/v2/cmp/campaigns/update-status', gone);
		const { body } = await stage.client.post(LIST, {});
		expect(dig(body, 'data', 'data', 0, 'status')).toBe('deleted');
	});

	test('never lists campaigns of another organization', async () => {
		stage.sandbox.iqm.campaigns.set(1, {
			id: 1,
			request: stage.sample,
			madeAt: stage.now,
			owId: 5,
		});
		expect(await names({ isAllOwIds: true })).toEqual([]);
	});

	test.each<[string, JsonObject, string]>([
		['ids in text', { ids: '292694' }, 'invalid arguments ids!'],
		['a status in text', { status: 'running' }, 'invalid arguments status!'],
		['page 0', { pageNo: 0 }, 'Invalid pageNo value.'],
		['an empty page', { noOfEntries: 0 }, 'Invalid noOfEntries value.'],
		['an unknown field', { responseFields: ['spent'] }, 'Invalid responseFields value.'],
		['a misspelled filter', { statuses: ['running'] }, "Unrecognized field 'statuses'."],
	])('refuses %s', async (_, body, words) => {
		const answer = await stage.client.post(LIST, body);
		expect(answer.status).toBe(422);
		expect(dig(answer.body, 'errorObjects', 0, 'error')).toBe(words);
	});

	test('fails inside an HTTP 200 over an unknown sort field', async () => {
		const answer = await stage.client.post(LIST, { sortBy: 'spent' });
		expect([answer.status, answer.body.success]).toEqual([200, false]);
	});

	test('"the maximum value is 500", which cuts a longer page without a word', async () => {
		for (let id = 1; id <= 501; id++) {
			stage.sandbox.iqm.campaigns.set(id, { id, request: stage.sample, madeAt: stage.now });
		}
		const { body } = await stage.client.post(LIST, { noOfEntries: 1000 });
		expect(dig(body, 'data', 'filteredRecords')).toBe(500);
		expect(dig(body, 'data', 'totalRecords')).toBe(501);
	});
});
