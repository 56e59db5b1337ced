import type { INodeProperties } from 'n8n-workflow';

import { collectionProperty, readAll } from '../../../../common/form/fields';
import { limitProperties, readLimit } from '../../../../common/form/limit';
import { upToLimit } from '../../../../common/form/moreHint';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { rowsOf } from '../../../shared/answerRows';
import { optionsCollection } from '../../../shared/options';
import { appLovinRequest } from '../../../transport/request';
import { CAMPAIGN_FILTERS, fits } from '../../campaignFilters';
import { SIMPLE_CAMPAIGN } from '../../simpleCampaign';

const filters = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };

const properties: INodeProperties[] = [
	...limitProperties,
	...collectionProperty(filters, CAMPAIGN_FILTERS),
	optionsCollection(),
];

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const wanted = readLimit(context, itemIndex);
	const given = context.getNodeParameter('filters', itemIndex, {});
	const asked = readAll(given, CAMPAIGN_FILTERS, context.getTimezone());
	const { data, raw } = await appLovinRequest(
		context,
		{ method: 'GET', path: '/campaigns', mayBeEmpty: true },
		itemIndex,
	);
	const campaigns = rowsOf(data, 'campaigns').filter((row) => fits(row, asked));
	return { results: upToLimit(context, campaigns, wanted, 'campaigns'), raw };
}

/** Lists the campaigns; the API offers neither pages nor filters for them. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many campaigns',
	description: "List the account's campaigns, all of them or those that match the filters",
	endpoint: 'GET /campaigns',
	document: 'Campaign Management API, "/campaigns"',
	writes: false,
	simple: SIMPLE_CAMPAIGN,
	properties,
	execute,
};
