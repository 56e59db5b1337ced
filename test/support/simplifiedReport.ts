import { PERFORMANCE_BY } from '../../sandbox/iqm/contracts/performanceTwins';
import { picked } from './iqmStage';
import type { Simplified } from './simplified';
import { always, sampled } from './simplified';

const ZONES = { success: true, data: { data: [{ id: 29, name: 'US/Eastern', label: 'US/Eastern' }] } };

const SCHEDULED = { deliveryFrequency: 'Weekly', deliveryDay: 'Friday' };

const COUNTED = { mediaSpent: 0, impressions: 0, clicks: 0, CTR: 0, winRate: 0 };

export const SIMPLIFIED_REPORT: Simplified[] = [
	{
		of: 'iqmReport report: get',
		parameters: { reportId: picked('123') },
		answer: sampled('iqmReport report: get'),
		result: {
			...{ reportId: 123, reportName: 'Campaign by Gender by Device type' },
			dimensions: [
				{ filter: 'campaign' },
				{ filter: 'gender', value: [10200002] },
				{ filter: 'device_type', value: [20300001, 20300003] },
			],
			columns: [
				...['gender', 'deviceType', 'campaignId', 'campaignName', 'startTime', 'endTime'],
				...['maxBid', 'budgetDay', 'budgetTotal', 'impressions', 'clicks'],
			],
			...{ requestType: 'Day', startDate: '2022-04-17T06:30:00Z' },
			...{ endDate: '2022-10-28T06:20:00Z', timezoneId: 29, timezoneName: null },
			...{ customerIds: null, ...SCHEDULED, eventEndDate: '2022-12-15T23:59:59Z' },
		},
	},
	{
		of: 'iqmReport report: getAll',
		answer: sampled('iqmReport report: getAll'),
		result: {
			...{ reportId: 1, reportName: 'Campaign by Gender by Device type' },
			dimensions: [
				{ filter: 'campaign', value: [123, 234, 345, 456] },
				{ filter: 'gender', value: [10200002] },
				{ filter: 'device_type', value: [20300001, 20300003] },
			],
			...{ startDate: '2022-04-17T06:33:20Z', endDate: '2022-10-28T06:24:56Z', timezoneId: 11 },
			...{ customerIds: null, ...SCHEDULED, eventEndDate: '2022-12-15T23:59:59.999Z' },
		},
	},
	{
		of: 'iqmReport performance: getAll',
		parameters: { groupBy: 'campaign' },
		answer: sampled('iqmReport performance: getAll'),
		result: {
			...{ campaignId: 582315, campaignName: 'P n', status: 'Pending', ioId: 10374, ioName: 'DD' },
			// The row names the zone; 0 is an end that there is not.
			...{ startTime: '2026-03-11T03:40:00-04:00', endTime: null, budgetTotal: 1020 },
			...{ budgetDay: 0, spent: 0, ...COUNTED, totalAttributedConversion: 0 },
			...{ percentageOfTotalSpent: 0, pacingPercentage: 0 },
			...{ campaignPriority: 1, bidModelDataId: 965 },
		},
	},
	{
		of: 'iqmReport performance: getAll',
		name: 'total',
		parameters: { groupBy: 'campaign', options: { requestType: 'AGGREGATED_TOTAL' } },
		answer: sampled('iqmReport performance: getAll'),
		result: {
			...{ campaignId: null, campaignName: null, status: null, ioId: null, ioName: null },
			...{ startTime: null, endTime: null, budgetTotal: 1.25574558558992e201 },
			...{ budgetDay: 2185975387.14, spent: 0, ...COUNTED, totalAttributedConversion: 0 },
			...{ percentageOfTotalSpent: null, pacingPercentage: null },
			...{ campaignPriority: 1, bidModelDataId: 965, isTotal: true },
		},
	},
	{
		of: 'iqmReport performance: getAll',
		name: 'by insertion order',
		parameters: { groupBy: 'io' },
		answer: always(PERFORMANCE_BY.io.answer),
		result: {
			...{ ioId: 1001, ioName: 'Summer Campaign IO', status: 'Active' },
			...{ organizationName: 'Acme Corp', campaignsCount: 4 },
			...{ ioStartTime: '2026-03-16T00:00:00-04:00', ioEndTime: '2026-04-05T10:13:19-04:00' },
			...{ ioTotalBudget: 8000, spent: 2643.8, mediaSpent: 2379.42, impressions: 148500 },
			...{ clicks: 4455, CTR: 3, winRate: 27.1, totalAttributedConversion: 12 },
			ioPacingPercentage: 33.05,
		},
	},
	{
		of: 'iqmReport performance: getAll',
		name: 'by customer',
		parameters: { groupBy: 'customer' },
		answer: always(PERFORMANCE_BY.customer.answer),
		result: {
			...{ owId: 200058, organizationName: 'Test Organisation - Alpha' },
			...{ verticalName: 'Healthcare', budgetTotal: 1000, budgetDay: 65.69, spent: 765.72 },
			...{ mediaSpent: 638.47, impressions: 47326, clicks: 42, CTR: 0.0886, winRate: 20.01 },
			totalAttributedConversion: 3,
		},
	},
	{
		of: 'iqmReport performance: getTimeline',
		parameters: { dimension: 'CAMPAIGN', options: { timezoneId: picked('29') } },
		answer: (asked) =>
			asked.path.includes('/timezones')
				? ZONES
				: sampled('iqmReport performance: getTimeline')(asked),
		result: {
			...{ startDate: '2026-03-16T00:00:00-04:00', endDate: '2026-03-16T00:49:59-04:00' },
			...{ spent: 2100, mediaSpent: 1890, impressions: 21000, clicks: 630, CTR: 3, VCR: 0 },
			...{ winRate: 28.5, totalECPM: 100, totalECPC: 3.5, totalAttributedConversion: 0 },
		},
	},
	{
		of: 'iqmReport reportField: getAll',
		parameters: { kind: 'metrics' },
		answer: sampled('iqmReport reportField: getAll'),
		result: {
			...{ kind: 'metric', group: 'Budget', key: 'dailyBudget', label: 'Daily Budget', id: 1 },
			description: 'Amount up to which you allow platform to spend on average each day',
			...{ fieldDataType: 'currencyUSD', isFilterSupported: null },
		},
	},
	{
		of: 'iqmReport audienceInsight: getAll',
		answer: sampled('iqmReport audienceInsight: getAll'),
		result: {
			...{ insightId: 123, name: 'demo_insights', status: 'Ready', type: 'Audience Insights' },
			...{ audienceId: 123, createdAt: '2023-06-27T06:49:34.780Z' },
		},
	},
	{
		of: 'iqmReport audienceInsight: getAudience',
		parameters: { audienceId: picked('1099461') },
		answer: sampled('iqmReport audienceInsight: getAudience'),
		result: {
			...{ audienceId: 1099461, audienceName: 'Data Trust NY 4 Cols', status: 'Ready' },
			...{ matchRate: 90, uniques: 90, fileTotalCount: 100, dataCost: 2 },
			createdAt: '2024-10-04T02:51:59Z',
		},
	},
	{
		of: 'iqmReport voterLevelDataReport: getAll',
		answer: sampled('iqmReport voterLevelDataReport: getAll'),
		result: {
			...{ vldId: 10, vldName: '530667_VLD_Insights_7', status: 'Ready', campaignId: 21145 },
			...{ campaignName: 'prod-campaign-21145', ioId: 5, ioName: 'Corporate, Inc.' },
			...{ startDate: '2020-10-20T00:00:00Z', endDate: '2020-10-23T00:00:00Z', timezoneId: 29 },
			...{ isCampaignEligible: false, vldCreatedOn: '2024-07-17T22:00:32Z' },
		},
	},
	...[true, false].map((splitIntoReasons): Simplified => ({
		of: 'iqmReport biddingInsight: get',
		name: splitIntoReasons ? 'a reason' : 'all figures',
		parameters: {
			...{ campaignId: picked('451351'), splitIntoReasons },
			...{ dateRangeStart: '2026-03-16T04:00:00Z', dateRangeEnd: '2026-03-17T03:59:59Z' },
		},
		answer: sampled('iqmReport biddingInsight: get'),
		isWhole: splitIntoReasons,
		result: splitIntoReasons
			? {
					...{ campaignId: 451351, reason: 'creativeSettings', title: 'Creative Settings' },
					rejectedBids: 100,
					description:
						'Campaign is filtered due to non-matching creative dimensions found in the request',
					subReasons: [
						{
							...{ reason: 'creativeDimension', title: 'Creative Dimensions' },
							droppedRequests: 100,
							description:
								'Campaign is filtered due to non-matching creative dimensions found in the request.',
						},
					],
				}
			: {
					...{ campaignId: 451351, totalRequests: 100, totalBids: 0, totalWins: 0, lostBids: 0 },
					topMainReasons: { creativeSettings: 100 },
					topSubReasons: { creativeDimension: 100 },
				},
	})),
	{
		of: 'iqmReport campaignPulse: get',
		parameters: { campaignId: picked('582510'), splitIntoChecks: true },
		answer: sampled('iqmReport campaignPulse: get'),
		result: {
			...{ campaignId: 582510, campaignName: 'Summer Awareness Campaign', checkLabel: 'Low CTR' },
			...{ severity: 'Critical', category: 'PERFORMANCE' },
			checkDescription: 'CTR is below the expected threshold for this campaign type.',
			recommendedActions: 'Refresh creatives and validate audience targeting.',
			...{ lastRun: '2026-03-23T06:00:00Z', timezoneId: 29 },
		},
	},
];
