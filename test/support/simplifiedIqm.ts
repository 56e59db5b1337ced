import { picked } from './iqmStage';
import * as samples from './simpleSamples';
import type { Simplified } from './simplified';
import { always, sampled } from './simplified';

export const SIMPLIFIED_IQM: Simplified[] = [
	{
		of: 'iqmCampaign campaign: get',
		parameters: { campaignId: picked('537599') },
		answer: always(samples.CAMPAIGN),
		result: {
			...{ campaignId: 537599, campaignName: 'TestCampaign', status: 'Running' },
			...{ rejectionReason: null, ioId: 15844, ioName: 'Test2', campaignType: 'Advanced' },
			...{ creativeType: 'Image', creativeIds: '676384', startTime: '2024-09-16T20:20:01Z' },
			...{ endTime: '2024-09-30T04:00:00Z', timezone: 29, budgetType: 'Budget' },
			...{ budgetTotal: 50000, budgetDay: 1199.08, totalImpressions: 0, maxBid: 15 },
			createdAt: '2024-09-16T20:09:20Z',
		},
	},
	{
		of: 'iqmCampaign campaign: getAll',
		answer: sampled('iqmCampaign campaign: getAll'),
		result: {
			...{ campaignId: 123456, campaignName: 'Campaign-1', status: 'Running', ioId: 1 },
			...{ ioName: 'Name Insertion Order', campaignType: 'Advanced', creativeType: 'Image' },
			...{ startTime: '2022-10-21T10:25:43Z', endTime: '2022-12-31T05:00:00Z', timezoneId: 11 },
			...{ budgetType: 'Budget', owId: 201427, organizationName: 'Organization - 1' },
			...{ createdAt: '2022-10-21T10:25:50Z', modifiedAt: '2022-11-18T05:00:00Z' },
		},
	},
	{
		of: 'iqmInsertionOrder insertionOrder: get',
		parameters: { ioId: picked('985') },
		answer: sampled('iqmInsertionOrder insertionOrder: get'),
		result: {
			...{ ioId: 985, ioName: 'TEST UPDATE', status: 'Active', budgetType: 'Budget' },
			...{ ioTotalBudget: 0, ioTotalImpressions: 0, isAutoSumIoTotalBudget: true },
			...{ ioStartTime: '2026-10-29T05:29:27.612Z', ioEndTime: '2026-11-09T19:16:07.612Z' },
			ioTimeZoneId: 29,
		},
	},
	{
		of: 'iqmInsertionOrder insertionOrder: getAll',
		answer: sampled('iqmInsertionOrder insertionOrder: getAll'),
		result: {
			...{ ioId: 1630, ioName: 'phase 2 test', status: 'Active', budgetType: 'Impressions' },
			...{ ioTotalBudget: 0, ioTotalImpressions: 0, isAutoSumIoTotalBudget: true },
			...{ ioStartTime: '2026-10-16T19:34:57.123Z', ioEndTime: '2026-10-28T09:21:37.123Z' },
			ioTimeZoneId: 29,
		},
	},
	{
		of: 'iqmCreative creative: get',
		parameters: { creativeIds: '148246' },
		answer: always(samples.CREATIVE),
		result: {
			...{ creativeId: 148246, creativeName: 'TEST VAST 4.0 creative', status: 'Running' },
			...{ rejectionReason: null, creativeType: 'Video', creativeTypeId: 14, width: null },
			...{ height: null, duration: 16, clickUrl: 'https://iabtechlab.com' },
			...{ campaignIds: [537599], createdAt: '2023-12-07T13:03:13Z' },
			modifiedAt: '2023-12-07T13:03:20Z',
		},
	},
	{
		of: 'iqmCreative creative: get',
		name: 'current API',
		parameters: { creativeIds: '686855', options: { apiVersion: 'v3' } },
		answer: always(samples.CURRENT_CREATIVE),
		result: {
			...{ creativeId: 686855, creativeName: '300x600-w23-01', status: 'Running' },
			...{ rejectionReason: null, creativeType: 'Image', creativeTypeId: 11, width: 300 },
			...{ height: 600, duration: null, clickUrl: 'http://iqm.com', campaignIds: null },
			...{ createdAt: '2024-10-29T11:37:35.165Z', modifiedAt: '2024-10-29T06:10:15Z' },
		},
	},
	{
		of: 'iqmCreative creative: getAll',
		answer: sampled('iqmCreative creative: getAll'),
		result: {
			...{ creativeId: 130141, creativeName: 'Creative 1', status: 'Running' },
			...{ rejectionReason: null, creativeType: 'Image', creativeTypeId: 11, width: 320 },
			...{ height: 50, duration: null, clickUrl: 'https://example.com/id=130141' },
			...{ campaignIds: [20141], createdAt: '2022-12-23T16:45:49.233Z' },
			modifiedAt: '2023-12-13T02:23:26Z',
		},
	},
	{
		of: 'iqmMatchedAudience matchedAudience: get',
		parameters: { matchedAudienceId: picked('1') },
		answer: always(samples.AUDIENCE),
		result: {
			...{ matchedAudienceId: 1, audienceName: 'Sample audience name', status: 'Pending' },
			...{ rejectionReason: null, matchRate: 57.88, uniques: 52432, fileTotalCount: null },
			...{ dataCost: 1.5, organizationName: 'Sample organization name' },
			...{ createdAt: '2022-01-22T09:24:11Z', modifiedAt: '2022-01-22T09:31:24Z' },
		},
	},
	{
		of: 'iqmMatchedAudience matchedAudience: get',
		name: 'current API',
		parameters: {
			matchedAudienceId: picked('1143824'),
			options: { apiVersion: 'v3', campaignTargetingRequired: true, userDetailsRequired: true },
		},
		answer: always(samples.CURRENT_AUDIENCE),
		result: {
			...{ matchedAudienceId: 1143824, audienceName: 'Download', status: 'Ready' },
			...{ rejectionReason: null, matchRate: 13.23, reach: 242, fileRowCount: 1829, cpm: 25 },
			...{ whitelistedCampaignIds: [573312, 573313], blacklistedCampaignIds: [57332] },
			...{ organizationName: 'Healthcare', approvedOrRejectedByUserName: 'User' },
			...{ createdAt: '2025-11-07T08:04:24Z', modifiedAt: '2025-11-07T02:42:33Z' },
		},
	},
	{
		of: 'iqmMatchedAudience matchedAudience: getAll',
		answer: sampled('iqmMatchedAudience matchedAudience: getAll'),
		result: {
			...{ matchedAudienceId: 1142057, audienceName: 'asdf', status: 'Ready' },
			...{ rejectionReason: 'Invalid data format', matchRate: 59.17, uniques: 0 },
			...{ fileTotalCount: 10000, cpm: 0.07, organizationName: 'devaldhealthcare' },
			...{ runningCampaignCount: 3, pendingCampaignCount: 1, pausedCampaignCount: 0 },
			...{ expiredCampaignCount: 0, createdAt: '2025-08-19T10:10:39Z' },
		},
	},
];
