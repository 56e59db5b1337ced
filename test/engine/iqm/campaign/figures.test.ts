import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmCampaign } from '../../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { answering } from '../../../support/answering';
import { campaignStage } from '../../../support/campaignStage';
import { hintsOf, requestsTo, runNode, sandboxCredential } from '../../../support/harness';

/** Campaigns with their budgets and spend (IQM OpenAPI dashboard, dashboard-report-by-campaign-v2). */
const { addCampaign, list, sandbox, sent, stage } = campaignStage();

const LIST = '/api/v3/cmp/basic/list';
const TABLE = '/api/v4/das/report/by-campaign';

const real = { ...clock };
afterEach(() => void Object.assign(clock, real));

const figures = (campaignId: number, changes: IDataObject = {}) => ({
	...{ campaignId, campaignName: 'Of the table', status: 'expired' },
	...{ budgetTotal: 1000, budgetDay: 50, spent: campaignId, percentageOfTotalSpent: 4.6 },
	...{ pacingPercentage: 80, platformSpent: 1, impressions: 7 },
	...changes,
});

/** The table knows these campaigns and nobody else. */
function tabled(...rows: IDataObject[]): void {
	sandbox.iqm.figures.performanceRows.campaign = rows as never;
}

/** The campaigns with their figures, as an IQM lists them that answers like this. */
async function listedFrom(answer: Parameters<typeof answering>[0]) {
	const { result } = await answering(answer, async (baseUrl) =>
		runNode(
			sandbox,
			new IqmCampaign(),
			{ operation: 'getAll', includeBudgets: true },
			{ credential: sandboxCredential(sandbox, { baseUrl }) },
		),
	);
	return result;
}

describe('IQM Campaign: getAll, Include Budgets and Spend', () => {
	it('asks once more for each page of campaigns', async () => {
		const ids = Array.from({ length: 600 }, (_, at) => at + 1);
		ids.forEach((id) => addCampaign(id));
		tabled(...[...ids, stage.campaignId].map((id) => figures(id)));

		const { items, error } = await list({ returnAll: true, includeBudgets: true });

		expect(error).toBeUndefined();
		expect(items).toHaveLength(601);
		for (const { json } of items) expect(json.spent).toBe(json.campaignId);
		expect(sent().map(([, path]) => path)).toEqual([LIST, LIST, TABLE, TABLE]);
		const asked = requestsTo(sandbox, TABLE).map(({ json }) => json as IDataObject);
		expect(asked.map(({ pagination }) => pagination)).toEqual([
			{ pageNo: 1, noOfEntries: 500 },
			{ pageNo: 1, noOfEntries: 101 },
		]);
		const wanted = asked.flatMap(({ filters }) => (filters as IDataObject).campaignIds);
		expect(wanted).toEqual(items.map(({ json }) => json.campaignId));
	});

	it('asks for the year that ends now, by the days of the workflow', async () => {
		clock.now = () => Date.parse('2027-03-10T15:30:20.500Z');
		tabled(figures(stage.campaignId));
		await list({ includeBudgets: true }, { timezone: 'America/New_York' });
		expect(requestsTo(sandbox, TABLE)[0].json).toEqual({
			pagination: { pageNo: 1, noOfEntries: 1 },
			sort: { field: 'impressions', order: 'DESC' },
			filters: {
				campaignIds: [stage.campaignId],
				startTimeEpochMillis: Date.parse('2026-03-11T04:00:00Z'),
				endTimeEpochMillis: Date.parse('2027-03-10T15:30:20Z'),
			},
			requestType: 'AGGREGATED_LIST',
		});
	});

	// "the requested date range must not exceed 365 days": the night in which summer time ended is longer.
	it.each(['2026-11-02T04:30:00Z', '2027-03-09T04:30:00Z', '2027-07-01T12:00:00Z'])(
		'asks for no more than 365 days at %s',
		async (now) => {
			clock.now = () => Date.parse(now);
			tabled(figures(stage.campaignId));
			const { error } = await list({ includeBudgets: true }, { timezone: 'America/New_York' });
			expect(error?.message).toBeUndefined();
			const { filters } = requestsTo(sandbox, TABLE)[0].json as { filters: Record<string, number> };
			const length = filters.endTimeEpochMillis - filters.startTimeEpochMillis;
			expect(length).toBeLessThanOrEqual(365 * 86_400_000);
			expect(length).toBeGreaterThan(364 * 86_400_000);
		},
	);

	it.each([true, false])('adds what the row lacks and nothing else (simplified: %s)', async (simplify) => {
		tabled(figures(stage.campaignId));
		const [[plain], [full]] = [
			(await list({ simplify })).items,
			(await list({ simplify, includeBudgets: true })).items,
		];
		expect(full.json).toEqual({
			...plain.json,
			...{ budgetTotal: 1000, budgetDay: 50, spent: stage.campaignId },
			...{ percentageOfTotalSpent: 4.6, pacingPercentage: 80 },
		});
		expect(full.json.status).toBe(plain.json.status);
	});

	it('gives null for a campaign that the table lacks, and fails for none', async () => {
		addCampaign(7);
		tabled(figures(7, { pacingPercentage: null }));
		const result = await list({ includeBudgets: true, simplify: true });
		const { items, error } = result;
		expect(error).toBeUndefined();
		expect(hintsOf(result)).toEqual([
			`No figures yet for campaign ${stage.campaignId}: IQM's performance table does not list it. A campaign has its first figures about an hour after it starts running.`,
		]);
		const [known, unknown] = [7, stage.campaignId].map(
			(id) => items.find(({ json }) => json.campaignId === id)?.json,
		);
		expect(known).toMatchObject({ spent: 7, pacingPercentage: null });
		expect(unknown).toMatchObject({
			...{ budgetTotal: null, budgetDay: null, spent: null },
			...{ percentageOfTotalSpent: null, pacingPercentage: null },
		});
	});

	it('names at most ten campaigns without figures', async () => {
		const ids = Array.from({ length: 12 }, (_, at) => at + 1);
		ids.forEach((id) => addCampaign(id));
		tabled(figures(stage.campaignId));
		const hints = hintsOf(await list({ returnAll: true, includeBudgets: true }));
		expect(hints).toEqual([expect.stringMatching(/^No figures yet for campaigns (\d+, ){9}\d+ and 2 more: /)]);
		tabled(...[...ids, stage.campaignId].map((id) => figures(id)));
		expect(hintsOf(await list({ returnAll: true, includeBudgets: true }))).toEqual([]);
	});

	it('keeps budgets that the list carries itself', async () => {
		const answer = ({ path }: { path: string }) => {
			const row = { campaignId: 7, budgetTotal: 20, budgetDay: null };
			const rows = path === LIST ? { data: [row] } : { recordsList: [figures(7)] };
			return { success: true, data: { ...rows, totalRecords: 1, filteredRecords: 1 } };
		};
		const result = await listedFrom(answer);
		expect(result.items[0].json).toEqual({
			...{ campaignId: 7, budgetTotal: 20, budgetDay: 50, spent: 7 },
			...{ percentageOfTotalSpent: 4.6, pacingPercentage: 80 },
		});
	});

	it('asks for nothing more without campaigns, and returns both answers as Raw Response', async () => {
		tabled(figures(stage.campaignId));
		await list({ includeBudgets: true, filters: { searchField: 'nobody' } });
		expect(sent().map(([, path]) => path)).toEqual([LIST]);

		const { items } = await list({ includeBudgets: true, options: { rawResponse: true } });
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			campaigns: { pages: [{ success: true }] },
			performance: [{ pages: [{ success: true }] }],
		});
	});

	it('is an error if IQM refuses the figures', async () => {
		sandbox.addFault({ path: /by-campaign$/, kind: 'successFalse', message: 'Forbidden !' });
		const { error, items } = await list({ includeBudgets: true });
		expect(error?.message).toContain('Forbidden !');
		expect(error?.description).toContain("turn off 'Include Budgets and Spend' to get the campaigns alone");
		expect(items).toEqual([]);
	});

	it('says so where the table counts more campaigns than it returns', async () => {
		const answer = ({ path }: { path: string }) => {
			const rows = path === LIST ? { data: [{ campaignId: 7 }, { campaignId: 8 }] } : { recordsList: [figures(7)] };
			return { success: true, data: { ...rows, totalRecords: 2, filteredRecords: 2 } };
		};
		const result = await listedFrom(answer);
		expect(result.items.map(({ json }) => json.spent)).toEqual([7, null]);
		expect(hintsOf(result).join()).toContain('1 of these have no figures, although IQM may have some');
	});

	it('is off at first, and refuses what is no yes or no together with all else', async () => {
		await list({});
		expect(sent().map(([, path]) => path)).toEqual([LIST]);
		sandbox.requests.length = 0;
		const { error } = await list({
			...{ includeBudgets: '={{ "some" }}', filters: { campaignIds: 'Spring' } },
		});
		expect(error?.message).toContain("'Include Budgets and Spend' must be true or false");
		expect(error?.message).toContain("'Campaign IDs' must hold IDs of digits only");
		expect(sandbox.requests).toEqual([]);
	});
});
