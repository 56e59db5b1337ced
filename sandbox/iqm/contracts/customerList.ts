import type { JsonObject } from '../../json';
import type { Context } from '../context';
import { CUSTOMER_ROWS } from '../target-rows';
import { lists } from './behaviours';
import type { Behaviour, Contract } from './contract';
import { isEmptied } from './masterList';

/** "To get running campaign count"; the sample without it has 0. */
function customersFor(context: Context, { provideRunningCampaigns }: JsonObject): JsonObject[] {
	if (isEmptied(context)) return [];
	if (provideRunningCampaigns === true) return CUSTOMER_ROWS;
	return CUSTOMER_ROWS.map((row) => ({ ...row, runningCampaigns: 0 }));
}

const found = lists({
	from: customersFor,
	// The document names no other id of a customer than "customer id (owId)".
	filters: { ids: 'owId', owIds: 'owId', owStatusIds: 'owStatusId' },
	search: { searchField: ['owId', 'organizationName'] },
	sorts: ['owId', 'organizationName'],
	sort: '+owId',
	pages: { entries: 20, max: 500 },
	// In the sample with a filter, the total is still that of all.
	counts: { totalRecords: 'all', filteredRecords: 'matching' },
});

/** "Default value :- `[1,4]`", without those invited, whom the sample finds by an empty list. */
const customers: Behaviour = (contract) => {
	const answer = found(contract);
	return (context, asked) => answer(context, { owStatusIds: [1, 4], ...asked });
};

export const CUSTOMER_LIST: Contract = {
	of: 'iqmReport report: create',
	endpoint: 'POST /api/v3/ua/customer/basic/list',
	document: 'IQM OpenAPI user, getCustomerBasicDetails',
	takes: {
		body: {
			...{ ids: { each: 'integer' }, owIds: { each: 'integer' }, owStatusIds: { each: 'integer' } },
			...{ provideRunningCampaigns: 'boolean', pageNo: 'integer', noOfEntries: 'integer' },
			...{ searchField: 'text', sortBy: 'text', order: ['asc', 'desc'] },
			sortCriteriaMap: { map: 'text' },
		},
	},
	// prettier-ignore
	sample: {"owStatusIds":[],"pageNo":1,"noOfEntries":20,"owIds":[],"searchField":"","provideRunningCampaigns":false},
	more: [
		// prettier-ignore
		{"owStatusIds":[],"pageNo":1,"noOfEntries":20,"owIds":[],"searchField":"","provideRunningCampaigns":true},
		// prettier-ignore
		{"owStatusIds":[1,2],"pageNo":1,"noOfEntries":20,"owIds":[20001],"searchField":"Agency","provideRunningCampaigns":false},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"data":[{"owId":20001,"organizationName":"AdAgencyABC 1","organizationLogo":"https://logo-bucket/avatar/123456.png","owStatus":"Active","owStatusId":1,"wsId":2,"runningCampaigns":0,"ownerUserName":"yourname 1","ownerUserEmail":"yourname@yourcompany1.com"},{"owId":20002,"organizationName":"AdAgencyABC 2","organizationLogo":"https://logo-bucket/avatar/123456.png","owStatus":"Invited","owStatusId":3,"wsId":2,"runningCampaigns":0,"ownerUserName":"yourname 2","ownerUserEmail":"yourname@yourcompany2.com"}],"totalRecords":2,"filteredRecords":2}},
	rows: { at: 'data.data', id: 'owId', size: 'noOfEntries' },
	does: customers,
};
