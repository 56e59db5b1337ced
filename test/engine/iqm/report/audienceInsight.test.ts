import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { putPresent } from '../../../../sandbox/iqm/contracts/present';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRun, NodeRunOptions } from '../../../support/harness';
import { apiRequests, hintsOf, runNode, sandboxCredential } from '../../../support/harness';
import { picked } from '../../../support/iqmStage';
import { stoppedClock } from '../../../support/testClock';
import { tellJson, told } from '../../../support/toldServer';

stoppedClock();
const sandbox = freshSandbox({
	iqm: { approvalAccess: false, readyAfterMs: 60_000 },
	now: () => clock.now(),
});
beforeEach(() => putPresent(sandbox.iqm));

const run = async (operation: string, others: IDataObject, options: NodeRunOptions = {}) =>
	await runNode(
		sandbox,
		new IqmReport(),
		{ resource: 'audienceInsight', operation, ...others },
		options,
	);

/** Runs an operation against a server that answers with this. */
async function answered(json: unknown, operation: string, others: IDataObject, status = 200) {
	return await told(
		(response) => tellJson(response, json, status),
		async ({ baseUrl, heard }) => {
			const credential = sandboxCredential(sandbox, { baseUrl });
			return { ...(await run(operation, others, { credential })), heard };
		},
	);
}

const insights = () => sandbox.iqm.insight;
const paths = () => apiRequests(sandbox).map(({ method, path }) => `${method} ${path}`);

describe('IQM Report, Audience Insight: reads', () => {
	it('lists insights with status, type and time in words', async () => {
		const rows = [
			{ id: 9, typeId: 1, statusId: 3, name: 'a', sourceId: 12, createdAt: 1687848574780 },
			{ id: 8, typeId: 3, statusId: 3, name: 'b', sourceId: 13, createdAt: null },
		];
		const { items } = await answered(
			{ success: true, data: { totalRecords: 2, filterRecords: 2, insightsData: rows } },
			...(['getAll', { returnAll: true }] as const),
		);

		const createdAt = '2023-06-27T06:49:34.780Z';
		expect(items.map(({ json }) => json)).toEqual([
			{
				...{ insightId: 9, name: 'a', status: 'failed', type: 'Audience Insights' },
				...{ audienceId: 12, typeId: 1, statusId: 3, createdAt },
			},
			{
				...{ insightId: 8, name: 'b', status: 'status 3', type: 'Voter Level Data' },
				...{ sourceId: 13, typeId: 3, statusId: 3, createdAt: null },
			},
		]);
	});

	it('sorts upwards with a sign that arrives as one', async () => {
		await run('getAll', { options: { sortBy: 'name', order: 'asc' } });

		const [{ url, query }] = apiRequests(sandbox);
		expect(url).toContain('sortBy=%2Bname');
		expect(query.get('sortBy')).toBe('+name');
	});

	it('lists eligible audiences under their own ID', async () => {
		const { items } = await run('getEligibleAudiences', { returnAll: true });

		expect(items.length).toBeGreaterThan(0);
		expect(items[0].json).toHaveProperty('audienceId');
		expect(items[0].json).not.toHaveProperty('id');
	});

	it('counts insights by type', async () => {
		const { items } = await answered({ success: true, data: { 1: 32, 3: 20 } }, 'getCounts', {});

		expect(items.map(({ json }) => json)).toEqual([
			{ typeId: 1, type: 'Audience Insights', count: 32 },
			{ typeId: 3, type: 'Voter Level Data', count: 20 },
		]);
	});

	it.each([
		['insightTypes', { typeId: 1, label: 'Audience Insights' }],
		['insightStatuses', { statusId: 1, label: 'Processing' }],
		['reportStatuses', { statusId: 1, label: 'Failed' }],
	])('gets the list %s', async (valueList, first) => {
		const { items } = await run('getValueList', { valueList });

		expect(items[0].json).toMatchObject(first);
		expect(items[0].json).not.toHaveProperty('displayName');
	});

	it('shows an audience, its time as text', async () => {
		const found = { audienceName: 'a', createdDate: 1728010319, audienceStatusName: 'Ready' };
		const { items } = await answered(
			{ success: true, data: { matchedAudienceData: found } },
			...(['getAudience', { audienceId: picked(1099461) }] as const),
		);

		expect(items[0].json).toEqual({
			...{ audienceId: 1099461, audienceName: 'a', status: 'Ready' },
			createdAt: '2024-10-04T02:51:59Z',
		});
	});
});

describe('IQM Report, Audience Insight: Create', () => {
	const WAIT = { waitForStatus: true, longestWaitMinutes: 10, checkIntervalSeconds: 30 };
	const create = async (others: IDataObject, options: NodeRunOptions = {}) =>
		await run('create', { ifItExists: 'create', ...others }, options);

	it('makes one insight of an audience that is named twice', async () => {
		const { items } = await create({ sourceIds: '567895, 567895' });

		expect(apiRequests(sandbox).map(({ json }) => json)).toEqual([
			{ insightsTypeId: 1, sourceIds: [567895] },
		]);
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			...{ insightId: 1003, status: 'Processing', audienceId: 567895 },
			audienceName: 'Audience 567895',
		});
	});

	it('names the audiences that IQM made none of, and the insights that it made', async () => {
		const { error } = await create({ sourceIds: [567895, 123677] });

		expect(error?.message).toBe('IQM did not create an insight of audience 123677');
		expect(error?.context?.details).toEqual({ created: ['insightId 1003'] });
	});

	it('does not make them again when n8n runs a failed node again', async () => {
		const { error } = await create(
			{ sourceIds: [567895, 123677] },
			{ node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } },
		);

		expect(error?.message).toContain('123677');
		expect(paths()).toEqual(['POST /api/v3/ins/insights/add']);
	});

	it('takes an answer that says nothing of an audience for a write that may have happened', async () => {
		const { error, heard } = await answered(
			{ success: true, data: { invalidSourceIds: [], insightsData: [] } },
			...(['create', { ifItExists: 'create', sourceIds: 5 }] as const),
		);

		expect(error?.message).toBe('IQM did not create an insight of audience 5');
		expect(heard).toHaveLength(1);
	});

	it('waits until all are ready, with one look for all of them', async () => {
		const { items } = await create({ sourceIds: [567895, 925436], ...WAIT });

		expect(items.map(({ json }) => [json.insightId, json.status, json.audienceName])).toEqual([
			[1003, 'Ready', 'Audience 567895'],
			[1004, 'Ready', 'Audience 925436'],
		]);
		expect(paths()).toEqual([
			'POST /api/v3/ins/insights/add',
			...Array<string>(3).fill('GET /api/v3/ins/insights/list'),
		]);
	});

	it.each<[string, IDataObject, string]>([
		['fails', {}, 'Audience insight 1003 is failed: Regenerate can try again with 1003'],
		['takes too long', { longestWaitMinutes: 0.25 }, 'still processing'],
	])('that %s names what was made, and makes it once', async (_, changes, words) => {
		insights().settings.nextOutcome = 'failed';
		const { error } = await create(
			{ sourceIds: 567895, ...WAIT, ...changes },
			{ node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } },
		);

		expect(error?.message).toContain(words);
		expect(error?.context?.details).toEqual({ created: ['insightId 1003'] });
		expect(paths().filter((path) => path.startsWith('POST'))).toHaveLength(1);
	});
});

describe('IQM Report, Audience Insight: Create, if it already exists', () => {
	const create = async (others: IDataObject, options: NodeRunOptions = {}) =>
		await run('create', others, options);
	const adds = () =>
		apiRequests(sandbox)
			.filter(({ path }) => path.endsWith('/insights/add'))
			.map(({ json }) => (json as IDataObject).sourceIds);
	const made = (result: NodeRun) =>
		result.items.map(({ json }) => [json.insightId, json.audienceId, json.alreadyExisted]);

	it('returns the insights that there are, makes the others, and says so', async () => {
		await create({ sourceIds: 567895 });
		const again = await create({ sourceIds: '925436, 567895' });
		expect(again.error).toBeUndefined();
		expect(made(again)).toEqual([
			[1004, 925436, undefined],
			[1003, 567895, true],
		]);
		expect(adds()).toEqual([[567895], [925436]]);
		expect(hintsOf(again)).toEqual([
			'The insight of the audience 567895 already exists (insightId 1003) and was returned; no new one was created.',
		]);

		const third = await create({ sourceIds: '567895, 925436' });
		expect(made(third)).toEqual([
			[1003, 567895, true],
			[1004, 925436, true],
		]);
		expect(adds()).toHaveLength(2);
		expect(hintsOf(third)).toEqual([
			'The insights of the audiences 567895, 925436 already exist (insightId 1003, insightId 1004) and were returned; no new ones were created.',
		]);
	});

	it('returns the newest of several', async () => {
		await create({ sourceIds: 567895 });
		await create({ sourceIds: 567895, ifItExists: 'create' });
		expect(made(await create({ sourceIds: 567895 }))).toEqual([[1004, 567895, true]]);
	});

	it('makes another where the last one has failed or was deleted', async () => {
		insights().settings.nextOutcome = 'failed';
		await create({ sourceIds: 567895 });
		await clock.sleep(120_000);
		expect(made(await create({ sourceIds: 567895 }))).toEqual([[1004, 567895, undefined]]);
		await run('delete', { insightIds: '1003,1004', confirmIds: '1003,1004' });
		expect(made(await create({ sourceIds: 567895 }))[0].slice(1)).toEqual([567895, undefined]);
		expect(adds()).toHaveLength(3);
	});

	it('waits for one that is still being made, too', async () => {
		await create({ sourceIds: 567895 });
		const { items } = await create({
			...{ sourceIds: [567895, 925436], waitForStatus: true },
			...{ longestWaitMinutes: 10, checkIntervalSeconds: 30 },
		});
		expect(items.map(({ json }) => [json.insightId, json.status, json.alreadyExisted])).toEqual([
			[1003, 'Ready', true],
			[1004, 'Ready', undefined],
		]);
	});

	it('makes one of an audience that several items name, with one look', async () => {
		const result = await create({ sourceIds: '={{ $json.ids }}' }, {
			items: [{ json: { ids: '567895' } }, { json: { ids: '567895, 925436' } }],
		});
		expect(made(result)).toEqual([
			[1003, 567895, undefined],
			[1003, 567895, true],
			[1004, 925436, undefined],
		]);
		expect(paths().filter((path) => path.startsWith('GET'))).toHaveLength(1);
	});

	it('makes none of an audience of which an earlier item may have made one', async () => {
		sandbox.addFault({ path: /insights\/add$/, kind: 'reset', times: 1 });
		const { items } = await create({ sourceIds: '567895' }, {
			items: [{ json: {} }, { json: {} }],
			node: { onError: 'continueRegularOutput' },
		});
		expect(items[1].json.error).toBe(
			"An earlier item may or may not have created the insight of the audience '567895'",
		);
		expect(adds()).toHaveLength(1);
	});

	it('remembers what was made beside an audience that IQM refused', async () => {
		const { items } = await create({ sourceIds: '={{ $json.ids }}' }, {
			items: [{ json: { ids: '567895, 123677' } }, { json: { ids: '567895' } }],
			node: { onError: 'continueRegularOutput' },
		});
		expect(items[0].json.error).toBe('IQM did not create an insight of audience 123677');
		expect(items[1].json).toMatchObject({ insightId: 1003, alreadyExisted: true });
		expect(adds()).toHaveLength(1);
	});

	it('is an error by choice, which names all, and makes none', async () => {
		await create({ sourceIds: '567895' });
		const { error } = await create({ sourceIds: '925436, 567895', ifItExists: 'error' });
		expect(error?.message).toBe(
			"The insight of the audience '567895' already exists (insightId 1003)",
		);
		expect(adds()).toHaveLength(1);
	});

	it('looks for nothing in a preview', async () => {
		const { items } = await create({ sourceIds: 567895, options: { preview: true } });
		expect(items[0].json.preview).toBe(true);
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it('makes none where IQM counts more insights than it lists', async () => {
		const page = (pageNo: string) => ({
			...{ totalRecords: 9, filterRecords: 9 },
			insightsData: pageNo === '1' ? [{ id: 3, typeId: 1, statusId: 2, sourceId: 6 }] : [],
		});
		const { error, heard } = await told(
			(response, { query }) => tellJson(response, { success: true, data: page(query.pageNo) }),
			async ({ baseUrl, heard: asked }) => {
				const credential = sandboxCredential(sandbox, { baseUrl });
				return { ...(await create({ sourceIds: 5 }, { credential })), heard: asked };
			},
		);
		expect(error?.message).toContain('but reports a higher total');
		expect(heard.every(({ method }) => method === 'GET')).toBe(true);
	});
});

describe('IQM Report, Audience Insight: Regenerate and Delete', () => {
	it('regenerates one that failed', async () => {
		const { items } = await run('regenerate', { insightId: picked(34) });

		expect(items[0].json).toEqual({
			...{ insightId: 34, regenerated: true },
			message: 'Insights regenerated successfully.',
		});
	});

	it('takes "Insights regeneration failed." for a failure, though IQM calls it a success', async () => {
		const { error } = await run('regenerate', { insightId: picked(35) });
		expect(error?.message).toContain('Insights regeneration failed.');
	});

	it('deletes what was named twice', async () => {
		const { items } = await run('delete', { insightIds: '35,34', confirmIds: '34,35' });

		expect(items.map(({ json }) => json)).toEqual([
			{ insightId: 35, deleted: true },
			{ insightId: 34, deleted: true },
		]);
	});

	it('deletes nothing unless the IDs are the same', async () => {
		const { error } = await run('delete', { insightIds: '35,34', confirmIds: '34' });

		expect(error?.message).toContain("'Confirm IDs' must hold the same IDs");
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it('names those that IQM left, and those that it deleted', async () => {
		const { error } = await run('delete', { insightIds: '35,99', confirmIds: '35,99' });

		expect(error?.message).toBe('IQM did not delete the audience insight 99');
		expect(error?.context?.details).toEqual({ created: ['insightId 35 deleted'] });
	});
});

