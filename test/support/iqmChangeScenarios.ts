import type { IDataObject, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { Sandbox } from '../../sandbox';
import type { Scenario, Stage } from './scenarios';
import { CAMPAIGN_FORM } from './scenarios';

/** Listing, changing, copying and deleting on IQM. */

interface Row {
	name: string;
	path: RegExp;
	node: new () => INodeType;
	parameters: (stage: Stage) => IDataObject;
	/** Omitted for reads. */
	writes?: boolean;
	/** Counts the things it adds one of; without it, the operation changes an existing one. */
	count?: Scenario['count'];
	/** Whether it can be done only once to the same thing. */
	once?: boolean;
}

const rl = (value: number | string) => ({ __rl: true, mode: 'id', value: String(value) });
const campaigns = (sandbox: Sandbox): number => sandbox.iqm.campaigns.size;
const orders = (sandbox: Sandbox): number => sandbox.iqm.insertionOrders.size;

const ROWS: Row[] = [
	{
		name: 'Campaign: Create Draft',
		path: /\/cmp\/campaigns\/draft\/add$/,
		node: IqmCampaign,
		writes: true,
		count: campaigns,
		parameters: (stage) => ({ ...CAMPAIGN_FORM(stage), operation: 'createDraft', ifItExists: 'create' }),
	},
	{
		name: 'Campaign: Update',
		path: /\/cmp\/campaign\/\d+$/,
		node: IqmCampaign,
		writes: true,
		parameters: ({ campaignId }) => ({
			operation: 'update',
			campaignId: String(campaignId),
			updateFields: { campaignName: 'Renamed', budgetDay: 60 },
		}),
	},
	{
		name: 'Campaign: Update Status',
		path: /\/cmp\/campaigns\/update-status$/,
		node: IqmCampaign,
		writes: true,
		parameters: ({ campaignId }) => ({
			operation: 'updateStatus',
			campaignIds: String(campaignId),
			status: 'paused',
		}),
	},
	{
		name: 'Campaign: Delete',
		path: /\/cmp\/campaigns\/update-status$/,
		node: IqmCampaign,
		writes: true,
		once: true,
		parameters: ({ campaignId }) => ({
			operation: 'delete',
			campaignIds: String(campaignId),
			confirmIds: String(campaignId),
		}),
	},
	{
		name: 'Campaign: Update Budget',
		path: /\/cmp\/campaigns\/update-budget$/,
		node: IqmCampaign,
		writes: true,
		parameters: ({ campaignId }) => ({
			operation: 'updateBudget',
			campaignIds: String(campaignId),
			amountToChange: 'dailyBudget',
			changeBy: 'set',
			amount: '60',
		}),
	},
	{
		name: 'Campaign: Update End Date',
		path: /\/cmp\/campaigns\/update-end-date$/,
		node: IqmCampaign,
		writes: true,
		parameters: ({ campaignId }) => ({
			operation: 'updateEndDate',
			campaignIds: String(campaignId),
			endDate: '2031-03-01T00:00:00Z',
		}),
	},
	{
		name: 'Campaign: Duplicate',
		path: /\/cmp\/campaigns\/duplicate$/,
		node: IqmCampaign,
		writes: true,
		count: campaigns,
		parameters: ({ campaignId, ioId }) => ({
			operation: 'duplicate',
			campaignIds: String(campaignId),
			ioId: rl(ioId),
			startDate: '2031-01-15T00:00:00Z',
			endDate: '2031-02-15T00:00:00Z',
			timeZoneId: rl(29),
		}),
	},
	{
		name: 'Insertion Order: Update',
		path: /\/cmp\/io\/\d+$/,
		node: IqmInsertionOrder,
		writes: true,
		parameters: ({ ioId }) => ({
			operation: 'update',
			ioId: rl(ioId),
			updateFields: { ioName: 'Renamed' },
		}),
	},
	{
		name: 'Insertion Order: Update End Date',
		path: /\/cmp\/io\/update-end-date$/,
		node: IqmInsertionOrder,
		writes: true,
		parameters: ({ ioId }) => ({
			operation: 'updateEndDate',
			ioIdsList: String(ioId),
			ioEndTime: '2035-01-01T00:00:00Z',
			ioTimezoneId: rl(29),
		}),
	},
	{
		name: 'Insertion Order: Update Budget',
		path: /\/cmp\/io\/update-budget$/,
		node: IqmInsertionOrder,
		writes: true,
		parameters: ({ ioId }) => ({
			operation: 'updateBudget',
			ioIdsList: String(ioId),
			amountToChange: 'ioTotalBudget',
			changeBy: 'set',
			amount: '6000',
		}),
	},
	{
		name: 'Insertion Order: Duplicate',
		path: /\/cmp\/io\/duplicate$/,
		node: IqmInsertionOrder,
		writes: true,
		count: orders,
		parameters: ({ ioId, campaignId }) => ({
			operation: 'duplicate',
			ioId: rl(ioId),
			ioExistingCampaignIds: String(campaignId),
			ioStartTime: '2031-01-01T00:00:00Z',
			ioEndTime: '2032-01-01T00:00:00Z',
			ioTimeZoneId: rl(29),
		}),
	},
	{
		name: 'Insertion Order: Delete',
		path: /\/cmp\/io\/delete$/,
		node: IqmInsertionOrder,
		writes: true,
		once: true,
		parameters: ({ ioId }) => ({
			operation: 'delete',
			ioIdsList: String(ioId),
			confirmIds: String(ioId),
		}),
	},
	{
		name: 'Creative: Update',
		path: /\/crt\/creatives\/\d+$/,
		node: IqmCreative,
		writes: true,
		parameters: ({ creativeId }) => ({
			operation: 'update',
			creativeId: String(creativeId),
			updateFields: { creativeName: 'Renamed' },
		}),
	},
	{
		name: 'Creative: Update Status',
		path: /\/crt\/creatives\/update-status$/,
		node: IqmCreative,
		writes: true,
		parameters: ({ creativeId }) => ({
			operation: 'updateStatus',
			creativeIds: String(creativeId),
			status: 'paused',
		}),
	},
	{
		name: 'Creative: Duplicate',
		path: /\/crt\/creatives\/duplicate$/,
		node: IqmCreative,
		writes: true,
		count: (sandbox) => sandbox.iqm.creatives.size,
		parameters: ({ creativeId }) => ({
			operation: 'duplicate',
			creativeIds: String(creativeId),
			clickUrl: '',
		}),
	},
	{
		name: 'Creative: Delete',
		path: /\/crt\/creatives\/update-status$/,
		node: IqmCreative,
		writes: true,
		once: true,
		parameters: ({ creativeId }) => ({
			operation: 'delete',
			creativeIds: String(creativeId),
			confirmIds: String(creativeId),
		}),
	},
	{
		name: 'Matched Audience: Rename',
		path: /\/v3\/audience\/\d+\/update-name$/,
		node: IqmMatchedAudience,
		writes: true,
		parameters: ({ audienceId }) => ({
			operation: 'rename',
			matchedAudienceId: String(audienceId),
			audienceName: 'Renamed',
		}),
	},
	{
		name: 'Matched Audience: Delete',
		path: /\/v3\/audience$/,
		node: IqmMatchedAudience,
		writes: true,
		once: true,
		parameters: ({ audienceId }) => ({
			operation: 'delete',
			audienceIds: String(audienceId),
			confirmIds: String(audienceId),
		}),
	},
];

export const IQM_CHANGE_SCENARIOS: Scenario[] = ROWS.map(
	({ name, path, node, parameters, writes = false, count, once = false }) => ({
		name,
		path,
		writes,
		node: () => new node(),
		item: () => ({ json: {} }),
		parameters,
		changesOnly: writes && count === undefined,
		oncePerStage: once,
		count: count ?? (() => 0),
	}),
);
