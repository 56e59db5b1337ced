import type { INodeProperties } from 'n8n-workflow';

import { collectionProperty, readFields } from '../../../../common/form/fields';
import { choice, choices, text } from '../../../../common/form/kinds';
import { limitProperties } from '../../../../common/form/limit';
import { IDS, listOf, picked } from '../../../../common/form/lists';
import { optionsCollection } from '../../../../common/form/options';
import { Faults } from '../../../../common/ground/faults';
import { nameHolds } from '../../../../common/ground/names';
import { isObject, toIds } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { ASSET_STATUSES, ASSET_TYPES, LISTED_ASSETS, RESOURCE_TYPES, SIMPLE_ASSET } from '../../assets';
import { isOneOf, listNarrowed } from '../../listed';

/** The API filters by IDs and by what an asset is made of; the rest is sorted out here. */
export const ASSET_FILTERS = {
	ids: listOf(IDS, toIds)('Asset IDs', 'Only these assets', { example: '70000001,70000002' }),
	pickedAssets: {
		...picked('Asset Names or IDs', "The newest 1,000. For others, add 'Asset IDs' instead", 'getAssets', toIds),
		standsFor: 'ids',
	},
	asset_type: choices<string>('Asset Types', 'Only assets of these types', { of: ASSET_TYPES, inWords: 'Short Video (VID_SHORT_P)' }),
	name: text('Name Contains', 'Only assets with this text in their name, upper or lower case', { example: 'spot' }),
	resource_type: choice<string>('File Type', 'Only images, videos or playables', { of: RESOURCE_TYPES, inWords: 'Video' }),
	status: choices<string>('Statuses', 'Only assets with one of these statuses', { of: ASSET_STATUSES, inWords: 'Active' }),
};

const FILTERS = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };

const properties: INodeProperties[] = [
	...limitProperties,
	...collectionProperty(FILTERS, ASSET_FILTERS),
	optionsCollection('AppLovin'),
];

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const given = item.read(FILTERS.name);
	const filters = readFields(isObject(given) ? given : {}, ASSET_FILTERS, item, faults);
	faults.throwAny();
	const { ids, asset_type: types, name, resource_type: resource, status } = filters;
	return await listNarrowed(item, {
		...{ path: LISTED_ASSETS.path, what: 'assets', ids },
		query: resource === undefined ? {} : { resource_type: resource },
		fits: (row) =>
			(name === undefined || nameHolds(row.name, name)) &&
			isOneOf(row.status, status) &&
			isOneOf(row.asset_type, types) &&
			isOneOf(row.resource_type, resource === undefined ? undefined : [resource.toUpperCase()]),
		shown: (row) => ({ asset_id: row.id, ...row }),
	});
}

/** Lists assets, page by page. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many assets',
	description: 'List assets with their review status, all of them or those that match the filters',
	endpoint: 'GET /manage/v1/asset/list',
	document: `${DOCUMENT}, "/asset/list"`,
	writes: false,
	simple: SIMPLE_ASSET,
	properties,
	execute,
};
