import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { LoadOptions } from '../../common/form/pickerLists';
import {
	getConversions,
	getInventoryGroups,
	getPmpDeals,
	getPoliticalAdvertisers,
	loading,
} from '../shared/idLists';
import type { ListedThings } from '../shared/listedThings';
import { LISTED_AUDIENCES } from '../shared/listedThings';
import { masterPickers } from '../shared/masterPickers';
import { getRunningCreatives } from '../shared/pickers';

/** Kinds of audiences by their IDs: `GET /api/v3/audience/static/audience-types` (Audience API guideline). */
const KINDS: Record<number, string> = {
	2: 'Segmented',
	3: 'Retargeted',
	4: 'Geofarmed',
	5: 'Contextual',
	6: 'Lookalike',
	7: 'Campaign',
	8: 'Pre-bid',
	10: 'Custom Voter',
};

/** Audiences of all kinds, the matched ones first; the others are named for what they are. */
const ALL_AUDIENCES: ListedThings = {
	...LISTED_AUDIENCES,
	filters: { sortBy: '-audienceId' },
	status: ({ audienceTypeId }) => KINDS[Number(audienceTypeId)],
	isRunning: ({ audienceTypeId }) => !(Number(audienceTypeId) in KINDS),
	empty: "There are no audiences yet: upload one with 'IQM Matched Audience'",
};

/** The same list with an entry for all of it before the others. */
const orAll = (load: LoadOptions, all: string): LoadOptions =>
	async function loadOrAll(this: ILoadOptionsFunctions) {
		return [{ name: all, value: 'all' }, ...(await load.call(this))];
	};

/** The same list for a choice of one: n8n marks a value that is not in it, so nothing must be, too. */
const orNone = (load: LoadOptions, none: string): LoadOptions =>
	async function loadOrNone(this: ILoadOptionsFunctions) {
		const entries = await load.call(this);
		const isEmpty = entries.length === 1 && entries[0].value === '';
		return isEmpty ? entries : [{ name: none, value: '' }, ...entries];
	};

/** What the form of a campaign lets its user pick several of. */
export const campaignPickers = {
	...masterPickers,
	getAudiences: loading(ALL_AUDIENCES),
	getConversions,
	getInventoryGroups,
	getPmpDeals,
	getPlacedCreatives: orNone(getRunningCreatives, 'Choose a Creative'),
	getPoliticalAdvertisers: orNone(getPoliticalAdvertisers, 'Choose an Advertiser'),
	getExchangesOrAll: orAll(masterPickers.getExchanges, 'All Exchanges'),
	getPublisherCategoriesOrAll: orAll(masterPickers.getPublisherCategories, 'All Categories'),
};

export type CampaignPicker = keyof typeof campaignPickers;
