import type { IDataObject } from 'n8n-workflow';

import { isBlank } from '../../common/ground/values';
import type { Pages } from '../../verbs/describe';
import { inBody } from './paging';

/** A list of IQM from which a form picks, the newest first. */
export interface ListedThings {
	/** POST, unless it says otherwise. */
	method?: 'GET' | 'POST';
	path: string;
	pages: Pages;
	/** Sent with each page. */
	filters: IDataObject;
	/** What is sent for the words that a user searches. */
	searched(words: string): IDataObject;
	/** The keys of a row's ID and name. */
	idName: string;
	name: string;
	/** What the row is doing, in words; undefined if it does not say. */
	status?: (row: IDataObject) => string | undefined;
	/** Whether a list of several shows it first. */
	isRunning(row: IDataObject): boolean;
	/** Why there is nothing to pick from. */
	empty: string;
}

const bySearchField = (searchField: string): IDataObject => ({ searchField });

const inWords =
	(key: string, words: Record<string, string>) =>
	(row: IDataObject): string | undefined =>
		words[String(row[key])];

/** "running" as "Running". */
function capitalized({ status }: IDataObject): string | undefined {
	const text = isBlank(status) ? '' : String(status).trim();
	return text === '' ? undefined : text[0].toUpperCase() + text.slice(1).toLowerCase();
}

/** Campaigns: `POST /api/v3/cmp/basic/list` (IQM OpenAPI cmp, getCampaignBasicDetailList). */
export const LISTED_CAMPAIGNS: ListedThings = {
	path: '/api/v3/cmp/basic/list',
	pages: inBody('data'),
	filters: { sortBy: 'campaignId', order: 'desc' },
	searched: bySearchField,
	idName: 'campaignId',
	name: 'name',
	status: capitalized,
	isRunning: ({ status }) => String(status).toLowerCase() === 'running',
	empty: 'There are no campaigns yet: create one first',
};

/** The same without those that no insight or pulse can be about. */
export const LISTED_INSIGHT_CAMPAIGNS: ListedThings = {
	...LISTED_CAMPAIGNS,
	filters: { ...LISTED_CAMPAIGNS.filters, status: ['running', 'paused', 'expired'] },
	empty: 'There are no running, paused or expired campaigns yet',
};

/** Insertion orders: `POST /api/v3/cmp/io/basic/list` (Campaign API guideline). */
export const LISTED_ORDERS: ListedThings = {
	path: '/api/v3/cmp/io/basic/list',
	pages: inBody('ioBasicDetailsList'),
	filters: { sortBy: '-ioId' },
	searched: bySearchField,
	idName: 'ioId',
	name: 'ioName',
	// `static/io/status/list`.
	status: inWords('ioStatusId', { 1: 'Active', 2: 'Expired', 3: 'Deleted' }),
	isRunning: ({ ioStatusId }) => Number(ioStatusId) === 1,
	empty: 'There are no insertion orders yet: create one first',
};

/** Creatives: `POST /api/v3/crt/creatives/list` (Creative API guideline). */
export const LISTED_CREATIVES: ListedThings = {
	path: '/api/v3/crt/creatives/list',
	pages: inBody('filteredList'),
	filters: { sortBy: '-creativeId' },
	searched: bySearchField,
	idName: 'creativeId',
	name: 'creativeName',
	// `PATCH …/creatives/update-status`.
	status: inWords('creativeStatusId', {
		...{ 1: 'Pending', 2: 'Running', 3: 'Paused', 4: 'Deleted', 5: 'Rejected' },
	}),
	isRunning: ({ creativeStatusId }) => Number(creativeStatusId) === 2,
	empty: 'There are no creatives yet: upload one first',
};

/** Matched audiences: `POST /api/v3/audience/list` (Audience API guideline); 1 is matched. */
export const LISTED_AUDIENCES: ListedThings = {
	path: '/api/v3/audience/list',
	pages: inBody('audienceList'),
	filters: { audienceTypeIds: [1], sortBy: '-audienceId' },
	searched: (words) => ({ searchFields: [words] }),
	idName: 'audienceId',
	name: 'audienceName',
	// `static/audience-status`.
	status: inWords('audienceStatusId', {
		...{ 1: 'Processing', 2: 'Pending', 3: 'Ready', 4: 'Rejected', 5: 'Deleted', 6: 'Failed' },
		...{ 7: 'Fetching Data', 8: 'Data Fetched' },
	}),
	isRunning: ({ audienceStatusId }) => Number(audienceStatusId) === 3,
	empty: 'There are no matched audiences yet: upload one first',
};

/**
 * Customers in every status: `POST /api/v3/ua/customer/basic/list` (IQM OpenAPI user,
 * getCustomerBasicDetails); 1 is active. The list can't be sorted.
 */
export const LISTED_CUSTOMERS: ListedThings = {
	path: '/api/v3/ua/customer/basic/list',
	pages: inBody('data'),
	filters: { owStatusIds: [] },
	searched: bySearchField,
	idName: 'owId',
	name: 'organizationName',
	isRunning: ({ owStatusId }) => Number(owStatusId) === 1,
	empty: 'There are no customers: only workspaces have them',
};

/** Saved reports: `POST /api/v3/ra/reports/list` (IQM OpenAPI reports). */
export const LISTED_REPORTS: ListedThings = {
	path: '/api/v3/ra/reports/list',
	pages: inBody('data'),
	filters: { sortBy: '-id' },
	searched: bySearchField,
	idName: 'id',
	name: 'reportName',
	isRunning: () => false,
	empty: 'There are no saved reports yet: create one first',
};

/** Inventory groups: `GET /api/v3/inv/groups/list` (IQM OpenAPI inventory, getInventoryGroups). */
export const LISTED_INVENTORY_GROUPS: ListedThings = {
	method: 'GET',
	path: '/api/v3/inv/groups/list',
	pages: { rows: 'inventoryGroupList', in: 'query', size: 'pageSize', most: 50 },
	filters: { includeStatistics: false },
	searched: bySearchField,
	idName: 'id',
	name: 'name',
	isRunning: () => true,
	empty: 'There are no inventory groups yet: create one in IQM first',
};

/**
 * Private marketplace deals by IQM's own number, not the seller's text: `POST /api/v3/inv/pmp/deals/list`
 * (IQM OpenAPI inventory, getPMPDealList).
 */
export const LISTED_PMP_DEALS: ListedThings = {
	path: '/api/v3/inv/pmp/deals/list',
	pages: { ...inBody('filteredList'), most: 50 },
	filters: {},
	searched: (words) => ({ searchKeywords: [words] }),
	idName: 'id',
	name: 'dealName',
	status: ({ active }) => (active === false ? 'Inactive' : undefined),
	isRunning: ({ active }) => active !== false,
	empty: 'There are no private marketplace deals yet: add one in IQM first',
};

/** Conversions: `GET /api/v3/conversion/list` (IQM OpenAPI conversion, getConversionList). */
export const LISTED_CONVERSIONS: ListedThings = {
	method: 'GET',
	path: '/api/v3/conversion/list',
	pages: { rows: 'data', in: 'query', size: 'limit', most: 50 },
	filters: { sortBy: '-created' },
	searched: bySearchField,
	idName: 'id',
	name: 'name',
	// A campaign's conversions are all of one type.
	status: ({ type, status }) => [type, status].filter((word) => !isBlank(word)).join(', '),
	isRunning: ({ status }) => String(status) === 'Active',
	empty: 'There are no conversions yet: create one in IQM first',
};

/**
 * Political advertisers: `GET /api/v3/ua/organization/advertisers/list` (IQM OpenAPI user,
 * getAdvertiserProfiles). The list can't be sorted.
 */
export const LISTED_ADVERTISERS: ListedThings = {
	method: 'GET',
	path: '/api/v3/ua/organization/advertisers/list',
	pages: { rows: 'data', in: 'query', size: 'limit', most: 50 },
	filters: {},
	searched: bySearchField,
	idName: 'id',
	name: 'advertiserName',
	isRunning: () => true,
	empty: 'There are no political advertisers yet: add one in IQM first',
};

/** Verticals, a list that comes whole: `GET /api/v3/ua/static/verticals` (IQM OpenAPI user, getVerticals). */
export const LISTED_VERTICALS: ListedThings = {
	method: 'GET',
	path: '/api/v3/ua/static/verticals',
	pages: { rows: '', in: 'query', most: Infinity },
	filters: {},
	searched: () => ({}),
	idName: 'id',
	name: 'label',
	isRunning: () => true,
	empty: 'IQM lists no verticals: enter IDs with an expression',
};
