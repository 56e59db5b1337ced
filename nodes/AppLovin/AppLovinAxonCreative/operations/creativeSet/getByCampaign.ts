import type { INodeProperties } from 'n8n-workflow';

import { limitProperties, readLimit } from '../../../../common/form/limit';
import { upToLimit } from '../../../../common/form/moreHint';
import { optionsCollection } from '../../../../common/form/options';
import type { Item } from '../../../../common/run/item';
import { oncePerRun } from '../../../../common/run/oncePerRun';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { idsProperties, readIds } from '../../../../verbs/several';
import { CAMPAIGNS, DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { readAxonRows } from '../../../axonShared/pages';
import { axonAccountKey } from '../../../axonTransport/request';
import { campaignsOf, LISTED_SETS, SIMPLE_SET } from '../../creativeSets';
import { namedSet } from './getAll';

const properties: INodeProperties[] = [
	...idsProperties(CAMPAIGNS, 'list', 'The campaigns whose creative sets to list'),
	...limitProperties,
	optionsCollection('AppLovin'),
];

async function execute(item: Item): Promise<OperationResult> {
	const { context, index } = item;
	const ids = new Set(readIds(item, CAMPAIGNS));
	const limit = readLimit(context, index);
	const key = JSON.stringify(['sets by campaign', await axonAccountKey(context)]);
	const { rows, pages } = await oncePerRun(context, key, async () => {
		return await readAxonRows(context, { path: LISTED_SETS.path }, Infinity, index);
	});
	const own = rows.filter((row) => campaignsOf(row).some((id) => ids.has(id)));
	return { results: upToLimit(context, own, limit, 'creative sets').map(namedSet), raw: { pages } };
}

/**
 * Lists the creative sets of campaigns. The API has `/creative_set/list_by_campaign_id`, but a public client
 * met rows there that were missing or double: so all sets are listed, once for all items of a run.
 */
export const getByCampaign: Operation = {
	value: 'getByCampaign',
	name: 'Get by Campaign',
	action: 'Get creative sets by campaign',
	description: 'List the creative sets of campaigns, each once',
	endpoint: 'GET /manage/v1/creative_set/list',
	document: `${DOCUMENT}, "/creative_set/list"`,
	writes: false,
	simple: SIMPLE_SET,
	properties,
	execute,
};
