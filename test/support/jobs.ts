import type { IDataObject, INode } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { addCampaigns, addCreatives, addSources, IO, refuseWhenNamed } from './jobStages';
import { CAMPAIGN_FORM } from './scenarios';

/** One request as n8n's HTTP Request node sends it for an item. */
export interface PlainRequest extends IDataObject {
	method: string;
	/** After the API's address. */
	path: string;
	body: IDataObject | IDataObject[];
}

/** A job that a buyer does with one node, and the least number of requests that it takes. */
export interface Job {
	/** As the table of the benchmarks calls it. */
	name: string;
	api: 'iqm' | 'applovin';
	/** Name of the node's class. */
	node: 'AppLovinCampaign' | 'IqmCampaign' | 'IqmCreative';
	/** With expressions for what differs from item to item. */
	parameters: IDataObject;
	/** Settings of the node besides its parameters. */
	settings?: Partial<INode>;
	/** Puts into the stand-in what the job is about, and returns the input items' `json`. */
	stage: (sandbox: Sandbox, now: () => number) => Promise<IDataObject[]>;
	/** The fewest requests that can do it, logins not counted. */
	least: number;
	/** How many items end as errors. */
	refuses?: number;
	/** How long the job takes in any case, in seconds. */
	takesSeconds?: number;
	/** Why it takes that many. */
	because: string;
	/**
	 * What n8n's HTTP Request node sends for an item; a number where its requests are computed, because
	 * it takes a workflow around the node, or too long.
	 */
	http: ((item: IDataObject) => PlainRequest) | number;
	/**
	 * How many things must have been changed or read at the end, and how to count them in the stand-in
	 * and the results: fewer would be no job done.
	 */
	done: { wanted: number; count: (sandbox: Sandbox, results: IDataObject[]) => number };
}

/** IQM takes 100 IDs in one request that changes campaigns. */
const HALVES = '200 IDs, 100 in a request';

const CAMPAIGNS = { campaignsFrom: 'ids', campaignIds: '={{ $json.campaignId }}' };

/** Simple is what a form has on at first. */
const SIMPLIFIED = { simplify: true };

const byDecision = (sandbox: Sandbox): number =>
	[...sandbox.iqm.campaigns.values()].filter(({ decisions }) => decisions?.at(-1)?.status === 'paused')
		.length;
const byBudget = (sandbox: Sandbox): number =>
	[...sandbox.iqm.campaigns.values()].filter(({ request }) => Number(request.budgetDay) >= 60).length;

const pause = ({ campaignId }: IDataObject): PlainRequest => ({
	method: 'PUT',
	path: '/api/v2/cmp/campaigns/update-status',
	body: { campaignIds: String(campaignId), status: 'paused' },
});
const newBudget = ({ campaignId, amount }: IDataObject): PlainRequest => ({
	method: 'PUT',
	path: '/api/v2/cmp/campaigns/update-budget',
	body: { campaignIds: String(campaignId), dailyBudget: amount },
});

const PAUSE = { operation: 'updateStatus', ...CAMPAIGNS, status: 'paused', ...SIMPLIFIED };
const NEW_BUDGET = {
	operation: 'updateBudget',
	...CAMPAIGNS,
	amountToChange: 'dailyBudget',
	changeBy: 'set',
	amount: '={{ $json.amount }}',
	...SIMPLIFIED,
};

export const JOBS: Job[] = [
	{
		name: 'pause 200 campaigns',
		api: 'iqm',
		node: 'IqmCampaign',
		parameters: PAUSE,
		stage: async (sandbox) => await addCampaigns(sandbox, 200),
		least: 2,
		because: HALVES,
		http: pause,
		done: { wanted: 200, count: byDecision },
	},
	{
		name: 'pause 200 campaigns, one refused and not named',
		api: 'iqm',
		node: 'IqmCampaign',
		parameters: PAUSE,
		settings: { onError: 'continueRegularOutput' },
		refuses: 1,
		stage: async (sandbox) => {
			const items = await addCampaigns(sandbox, 200);
			refuseWhenNamed(sandbox, /\/update-status$/, Number(items[130].campaignId));
			return items;
		},
		least: 16,
		because: `${HALVES}; the refused half in two, seven times`,
		http: pause,
		done: { wanted: 199, count: byDecision },
	},
	{
		name: 'one new daily budget for 200 campaigns',
		api: 'iqm',
		node: 'IqmCampaign',
		parameters: NEW_BUDGET,
		stage: async (sandbox) => await addCampaigns(sandbox, 200, () => ({ amount: 60 })),
		least: 2,
		because: HALVES,
		http: newBudget,
		done: { wanted: 200, count: byBudget },
	},
	{
		name: '10 different daily budgets for 200 campaigns',
		api: 'iqm',
		node: 'IqmCampaign',
		parameters: NEW_BUDGET,
		stage: async (sandbox) =>
			await addCampaigns(sandbox, 200, (nth) => ({ amount: 60 + (nth % 10) })),
		least: 10,
		because: 'one for each amount',
		http: newBudget,
		done: { wanted: 200, count: byBudget },
	},
	{
		name: 'wait for 50 creatives that are ready after 5 minutes',
		api: 'iqm',
		node: 'IqmCreative',
		parameters: {
			operation: 'get',
			creativesFrom: 'ids',
			creativeIds: '={{ $json.creativeId }}',
			waitForStatus: true,
			wantedStatus: 'running',
			longestWaitMinutes: 10,
			checkIntervalSeconds: 15,
			...SIMPLIFIED,
		},
		stage: async (sandbox, now) => await addCreatives(sandbox, 50, now, 5),
		least: 20,
		takesSeconds: 5 * 60,
		because: 'one look at all of them every 15 seconds',
		http: 50 * 20,
		done: {
			wanted: 50,
			count: (_, results) => results.filter(({ status }) => status === 'Running').length,
		},
	},
	{
		name: 'list 200 campaigns whose IDs come as items',
		api: 'iqm',
		node: 'IqmCampaign',
		parameters: {
			operation: 'getAll',
			returnAll: true,
			filters: { campaignIds: '={{ $json.campaignId }}' },
			...SIMPLIFIED,
		},
		stage: async (sandbox) => await addCampaigns(sandbox, 200),
		least: 1,
		because: 'one page holds them',
		http: ({ campaignId }) => ({
			method: 'POST',
			path: '/api/v3/cmp/basic/list',
			body: { campaignIds: [Number(campaignId)], pageNo: 1, noOfEntries: 500 },
		}),
		done: { wanted: 200, count: (_, results) => results.length },
	},
	{
		name: 'create 100 campaigns, each looked for first, in an account of 2,000',
		api: 'iqm',
		node: 'IqmCampaign',
		parameters: {
			...CAMPAIGN_FORM({ ioId: IO, creativeId: 0 }),
			creativeIds: '={{ $json.creativeId }}',
			campaignName: '={{ $json.name }}',
			ifItExists: 'return',
			...SIMPLIFIED,
		},
		stage: async (sandbox) => {
			const [{ creativeId }] = await addCampaigns(sandbox, 2_000);
			return Array.from({ length: 100 }, (_, nth) => ({ creativeId, name: `New ${nth}` }));
		},
		least: 104,
		because: 'four pages of 500 to look in, and 100 creates',
		// Without a look: running it again would make another 100.
		http: 100,
		done: { wanted: 2_100, count: (sandbox) => sandbox.iqm.campaigns.size },
	},
	{
		name: 'switch 50 sources of 3 AppLovin campaigns off, a row an item',
		api: 'applovin',
		node: 'AppLovinCampaign',
		parameters: {
			resource: 'source',
			operation: 'update',
			campaign_id: { __rl: true, mode: 'id', value: '={{ $json.campaign }}' },
			rowsFrom: 'item',
			app_id: '={{ $json.app }}',
			status: 'paused',
			...SIMPLIFIED,
		},
		stage: async (sandbox) => (await addSources(sandbox, 3, 17)).slice(0, 50),
		least: 3,
		because: 'one for each campaign',
		http: ({ campaign, app }) => ({
			method: 'POST',
			path: `/sources/${String(campaign)}`,
			body: [{ app_id: app, status: false }],
		}),
		done: {
			wanted: 50,
			count: ({ applovin }) =>
				[...applovin.sources.values()].flat().filter(({ status }) => !status).length,
		},
	},
	{
		name: 'change 5,000 source bids of one AppLovin campaign, a row an item',
		api: 'applovin',
		node: 'AppLovinCampaign',
		parameters: {
			resource: 'sourceBid',
			operation: 'update',
			campaign_id: { __rl: true, mode: 'id', value: '={{ $json.campaign }}' },
			changeBy: 'set',
			rowsFrom: 'item',
			app_id: '={{ $json.app }}',
			country: 'us',
			bid_value: '3.25',
			...SIMPLIFIED,
		},
		stage: async (sandbox) => await addSources(sandbox, 1, 5_000),
		least: 5,
		because: '1,000 rows in a request',
		// Its requests are one for each item, too: 5,000 of them only take long.
		http: 5_000,
		done: {
			wanted: 5_000,
			count: ({ applovin }) =>
				[...applovin.sourceBids.values()].flat().filter(({ bid_value: bid }) => bid === 3.25).length,
		},
	},
];
