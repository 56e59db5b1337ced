import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { LoadOptions } from '../../common/form/pickerLists';
import type { ListedThings } from './listedThings';
import {
	LISTED_ADVERTISERS,
	LISTED_AUDIENCES,
	LISTED_CAMPAIGNS,
	LISTED_CONVERSIONS,
	LISTED_CREATIVES,
	LISTED_CUSTOMERS,
	LISTED_INSIGHT_CAMPAIGNS,
	LISTED_INVENTORY_GROUPS,
	LISTED_ORDERS,
	LISTED_PMP_DEALS,
	LISTED_REPORTS,
	LISTED_VERTICALS,
} from './listedThings';
import { newestOf } from './pickers';

/** A list of several: {@link newestOf}. */
export function loading(things: ListedThings): LoadOptions {
	return async function load(this: ILoadOptionsFunctions) {
		return await newestOf(this, things);
	};
}

export const getCampaigns = loading(LISTED_CAMPAIGNS);
export const getInsightCampaigns = loading(LISTED_INSIGHT_CAMPAIGNS);
export const getCreatives = loading(LISTED_CREATIVES);
export const getCustomers = loading(LISTED_CUSTOMERS);
export const getInsertionOrders = loading(LISTED_ORDERS);
export const getMatchedAudiences = loading(LISTED_AUDIENCES);
export const getReports = loading(LISTED_REPORTS);
export const getConversions = loading(LISTED_CONVERSIONS);
export const getInventoryGroups = loading(LISTED_INVENTORY_GROUPS);
export const getPmpDeals = loading(LISTED_PMP_DEALS);
export const getPoliticalAdvertisers = loading(LISTED_ADVERTISERS);
export const getVerticals = loading(LISTED_VERTICALS);
