import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmReportTrigger } from '../../../../nodes/Iqm/IqmReportTrigger/IqmReportTrigger.node';
import { forgetProcessState } from '../../../support/harness';
import type { Polled } from '../../../support/polls';
import { PolledWorkflow } from '../../../support/polls';
import { skippedWaits } from '../../../support/testClock';
import type { Heard, ToldServer } from '../../../support/toldServer';
import { tellJson, told } from '../../../support/toldServer';

/** The trigger against lists that change between polls. */
const real = { ...clock };
skippedWaits();
beforeEach(forgetProcessState);
afterEach(() => void Object.assign(clock, real));

/** The sample row of the insights' list (IQM OpenAPI insights, getInsightsDetailList). */
const insight = (id: number, statusId: number, typeId = 1): IDataObject => ({
	id,
	typeId,
	statusId,
	name: `Insight ${id}`,
	sourceId: 123,
	createdAt: 1687848574780,
});

/** The sample row of the reports' list (IQM OpenAPI insights, getVLDReportList). */
const voterReport = (vldId: number, vldStatus: number): IDataObject => ({
	vldId,
	vldName: `530667_VLD_Insights_${vldId}`,
	campaignId: 21145,
	vldStatus,
	startDate: 1603152000,
	endDate: 1603411200,
	vldCreatedOn: 1721253632,
	timezoneId: 29,
});

interface Lists {
	insights: IDataObject[];
	reports: IDataObject[];
	/** The answer to a request for a report's link; without it, IQM has other things to say. */
	link?: (vldId: number) => IDataObject | 503;
}

const LINK = '/api/v3/ins/vld-report/download';
const READY = { success: true, data: { vldReportUrl: 'https://files.example/people.csv?signed' } };
const notReady = (vldId: number) => ({
	success: false,
	errorObjects: [{ error: `The provided VLD ID: ${vldId} is not in the ready state.` }],
});

function answer({ insights, reports, link }: Lists, { path, query, body }: Heard): IDataObject | 503 {
	if (path === LINK && link !== undefined) return link(Number(body.reportId));
	const isInsights = path === '/api/v3/ins/insights/list';
	const rows = isInsights ? insights : path === '/api/v3/ins/vld-reports' ? reports : undefined;
	if (rows === undefined) return { success: false, errorObjects: [{ error: `No ${path}` }] };
	const size = Number(query[isInsights ? 'pageSize' : 'noOfEntries']);
	const from = (Number(query.pageNo) - 1) * size;
	const [ascending, descending] = ['+id', '-id'].map((sort) => query.sortBy === sort);
	const sorted = ascending || descending ? [...rows].sort((a, b) => Number(a.id) - Number(b.id)) : rows;
	const page = (descending ? sorted.reverse() : sorted).slice(from, from + size);
	const data = isInsights
		? { totalRecords: rows.length, filterRecords: rows.length, insightsData: page }
		: { totalRecords: rows.length, vldReportDataList: page, filteredRecords: rows.length };
	return { success: true, data };
}

/** Runs `work` with an active trigger on these lists, which it may change. */
async function watching(
	event: string,
	lists: Lists,
	work: (workflow: PolledWorkflow, server: ToldServer) => Promise<void>,
	more: IDataObject = {},
): Promise<void> {
	const teller = (response: Parameters<typeof tellJson>[0], heard: Heard) => {
		const told = answer(lists, heard);
		if (told === 503) tellJson(response, {}, 503);
		else tellJson(response, told, told.success === true ? 200 : 422);
	};
	await told(teller, async (server) => {
		const credential = {
			...{ clientId: 'client', clientSecret: 'secret', email: 'a@example.com', password: 'pass' },
			...{ baseUrl: server.baseUrl, workspaceHost: '', owId: '', requestsPerMinute: 0 },
			...{ loginMethod: 'login', sessionToken: '', sessionOwId: '', sessionObtainedAt: '' },
		};
		await work(new PolledWorkflow(new IqmReportTrigger(), { event, ...more }, credential), server);
	});
}

const seen = ({ items, error }: Polled) =>
	error?.message ??
	items?.map(({ json }) => `${String(json.insightId ?? json.vldId)}: ${String(json.status)}`);

it('reports an insight once, when it is ready', async () => {
	const lists = { insights: [insight(7, 1), insight(8, 2)], reports: [] };
	await watching('insightReady', lists, async (workflow, { heard }) => {
		expect(await workflow.activate()).toEqual({});
		expect(await workflow.poll()).toEqual({});
		lists.insights = [insight(7, 2), insight(8, 2)];
		const { items } = await workflow.poll();
		expect(items?.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				event: 'insightReady',
				insightId: 7,
				name: 'Insight 7',
				createdAt: '2023-06-27T06:49:34.780Z',
				status: 'ready',
				previousStatus: 'processing',
			}),
		]);
		expect(await workflow.poll()).toEqual({});
		expect(new Set(heard.map(({ url }) => url))).toEqual(
			new Set(['/api/v3/ins/insights/list?sortBy=%2Bid&pageNo=1&pageSize=500']),
		);
	});
});

it('simplified, says what is there in words', async () => {
	const lists: Lists = { insights: [insight(7, 1)], reports: [voterReport(4, 1)] };
	const simplify = { simplify: true };
	await watching(
		'insightReady',
		lists,
		async (workflow) => {
			await workflow.activate();
			lists.insights = [insight(7, 2)];
			const { items } = await workflow.poll();
			expect(items?.map(({ json }) => json)).toEqual([
				{
					...{ insightId: 7, name: 'Insight 7', status: 'Ready', type: 'Audience Insights' },
					...{ audienceId: 123, createdAt: '2023-06-27T06:49:34.780Z', event: 'Insight Ready' },
					...{ previousStatus: 'Processing', observedAt: expect.any(String) as string },
				},
			]);
		},
		simplify,
	);
	// Ready by the older list of statuses, whatever the newer one calls it.
	lists.link = () => READY;
	await watching(
		'voterLevelDataReportReady',
		lists,
		async (workflow) => {
			await workflow.activate();
			lists.reports = [voterReport(4, 2)];
			const { items } = await workflow.poll();
			expect(items?.map(({ json }) => json)).toEqual([
				{
					...{ vldId: 4, vldName: '530667_VLD_Insights_4', status: 'Ready', campaignId: 21145 },
					...{ campaignName: null, ioId: null, ioName: null, timezoneId: 29 },
					...{ startDate: '2020-10-20T00:00:00Z', endDate: '2020-10-23T00:00:00Z' },
					...{ isCampaignEligible: null, vldCreatedOn: '2024-07-17T22:00:32Z' },
					...{ event: 'Voter Level Data Report Ready', previousStatus: 'Processing' },
					observedAt: expect.any(String) as string,
				},
			]);
		},
		simplify,
	);
});

it('tells failed insights from ready ones, and other types from both', async () => {
	const lists = { insights: [insight(7, 1), insight(8, 1), insight(9, 1, 5)], reports: [] };
	await watching('insightFailed', lists, async (workflow) => {
		await workflow.activate();
		await workflow.poll();
		lists.insights = [insight(7, 2), insight(8, 3), insight(9, 3, 5), insight(10, 3)];
		expect(seen(await workflow.poll())).toEqual(['8: failed', '10: failed']);
	});
});

it('reports a voter level data report when it is ready, by the newer list of statuses', async () => {
	const lists = { insights: [], reports: [voterReport(4, 2), voterReport(5, 2)] };
	await watching('voterLevelDataReportReady', lists, async (workflow) => {
		await workflow.activate();
		await workflow.poll();
		lists.reports = [voterReport(4, 3), voterReport(5, 4), voterReport(6, 2)];
		const { items } = await workflow.poll();
		expect(items?.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				vldId: 4,
				status: 'ready',
				vldStatus: 3,
				startDate: '2020-10-20T00:00:00Z',
				vldCreatedOn: '2024-07-17T22:00:32Z',
			}),
		]);
	});
});

it('shows only what it would report as an example, the newest first', async () => {
	const insights = [insight(3, 2), insight(9, 1), insight(8, 2), insight(4, 3), insight(2, 2), insight(5, 2)];
	await watching('insightReady', { insights, reports: [] }, async (workflow) => {
		expect(seen(await workflow.fetchTestEvent())).toEqual(['8: ready', '5: ready', '3: ready']);
	});
});

it('remembers nothing new when a list comes broken', async () => {
	const lists = { insights: [insight(7, 1)], reports: [] as IDataObject[] };
	await watching('insightReady', lists, async (workflow) => {
		await workflow.activate();
		await workflow.poll();
		lists.insights = [{ ...insight(7, 2), statusId: null }];
		expect(seen(await workflow.poll())).toBe('IQM listed one of the audience insights without a status: 7');
		lists.insights = [insight(7, 2)];
		expect(seen(await workflow.poll())).toEqual(['7: ready']);
	});
});

/** The reports that the trigger asked about, by ID. */
const askedAbout = ({ heard }: ToldServer) =>
	heard.filter(({ path }) => path === LINK).map(({ body }) => Number(body.reportId));

describe('Voter Level Data Report Ready, while two lists of statuses contradict each other', () => {
	const EVENT = 'voterLevelDataReportReady';
	const ready = (...ids: number[]) => ({
		link: (vldId: number) => (ids.includes(vldId) ? READY : notReady(vldId)),
	});

	it.each([
		['newer', [1, 2, 3, 4], { 12: [3, 'processing'] }],
		['older', [3, 1, 2, 2], { 12: [2, 'processing'] }],
	] as const)('goes by the download where the %s list holds', async (_, [failed, processing, done], told) => {
		const lists: Lists = {
			insights: [],
			reports: [voterReport(11, processing), voterReport(12, processing)],
			...ready(12),
		};
		await watching(EVENT, lists, async (workflow, server) => {
			await workflow.activate();
			await workflow.poll();
			lists.reports = [voterReport(11, failed), voterReport(12, done)];
			const { items } = await workflow.poll();
			expect(items?.map(({ json }) => [json.vldId, json.vldStatus, json.status, json.previousStatus])).toEqual(
				Object.entries(told).map(([id, [status, before]]) => [Number(id), status, 'ready', before]),
			);
			expect(JSON.stringify(items)).not.toContain('files.example');
			const before = askedAbout(server).length;
			expect(await workflow.poll()).toEqual({});
			expect(askedAbout(server)).toHaveLength(before);
		});
	});

	it('asks once about each change, by the smallest request there is, and follows no link', async () => {
		const lists: Lists = { insights: [], reports: [voterReport(4, 3), voterReport(5, 1)], ...ready(4, 6) };
		await watching(EVENT, lists, async (workflow, server) => {
			await workflow.activate();
			await workflow.poll();
			expect(askedAbout(server)).toEqual([]);
			lists.reports = [voterReport(4, 3), voterReport(5, 2), voterReport(6, 3), voterReport(7, 1)];
			expect(seen(await workflow.poll())).toEqual(['6: ready']);
			await workflow.poll();
			expect(askedAbout(server)).toEqual([5, 6]);
			const [{ body }] = server.heard.filter(({ path }) => path === LINK);
			expect(body).toEqual({ reportId: 5, fileTypeId: 2 });
		});
	});

	it('goes by the newer list if IQM refuses the request itself', async () => {
		const lists: Lists = {
			...{ insights: [], reports: [] },
			link: () => ({ success: false, errorObjects: [{ error: 'Invalid fields.' }] }),
		};
		await watching(EVENT, lists, async (workflow) => {
			await workflow.activate();
			await workflow.poll();
			lists.reports = [voterReport(4, 2), voterReport(5, 3)];
			expect(seen(await workflow.poll())).toEqual(['5: ready']);
		});
	});

	it('forgets nothing if IQM can not be asked', async () => {
		const lists: Lists = { insights: [], reports: [voterReport(4, 2)], link: () => 503 };
		await watching(EVENT, lists, async (workflow) => {
			await workflow.activate();
			await workflow.poll();
			lists.reports = [voterReport(4, 3)];
			expect((await workflow.poll()).error).toBeDefined();
			Object.assign(lists, ready(4));
			expect(seen(await workflow.poll())).toEqual(['4: ready']);
		});
	});

	it('leaves what is too much for one poll to the next', async () => {
		const ids = Array.from({ length: 13 }, (_, index) => index + 1);
		const lists: Lists = { insights: [], reports: [], ...ready(...ids) };
		await watching(EVENT, lists, async (workflow, server) => {
			await workflow.activate();
			await workflow.poll();
			lists.reports = ids.map((id) => voterReport(id, 3));
			expect(seen(await workflow.poll())).toHaveLength(10);
			expect(seen(await workflow.poll())).toEqual(['11: ready', '12: ready', '13: ready']);
			expect(askedAbout(server)).toEqual(ids);
		});
	});

	it('shows as an example only what can be downloaded', async () => {
		const reports = [voterReport(2, 3), voterReport(3, 2), voterReport(4, 1), voterReport(5, 2), voterReport(6, 3)];
		await watching(EVENT, { insights: [], reports, ...ready(2, 3) }, async (workflow) => {
			expect(seen(await workflow.fetchTestEvent())).toEqual(['3: ready', '2: ready']);
		});
	});
});
