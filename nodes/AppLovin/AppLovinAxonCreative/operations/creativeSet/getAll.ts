import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { collectionProperty, readFields } from '../../../../common/form/fields';
import { choice, choices, text } from '../../../../common/form/kinds';
import { limitProperties } from '../../../../common/form/limit';
import { IDS, listOf, picked, TEXTS } from '../../../../common/form/lists';
import { optionsCollection } from '../../../../common/form/options';
import { Faults } from '../../../../common/ground/faults';
import { nameHolds } from '../../../../common/ground/names';
import { isObject, toIds } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { DOCUMENT, TYPES } from '../../../AppLovinAxonCampaign/campaigns';
import { toHashedIds } from '../../../AppLovinAxonCampaign/operations/getAll';
import { LISTED_SETS, SET_STATUSES, SIMPLE_SET } from '../../creativeSets';
import { isOneOf, listNarrowed } from '../../listed';

/** The API filters by IDs only; the rest is sorted out here. */
export const SET_FILTERS = {
	hashed_ids: listOf(TEXTS, toHashedIds)(
		'Hashed IDs',
		'Only these creative sets, by their hashed IDs, as shown by Get Creative Sets of AppLovin Report (creative_set_id)',
		{ example: '29d66efc22ae53a201e1532265b83f12' },
	),
	ids: listOf(IDS, toIds)('Creative Set IDs', 'Only these creative sets', { example: '39823,39824' }),
	pickedCreativeSets: {
		...picked('Creative Set Names or IDs', "The newest 1,000, live first. For others, add 'Creative Set IDs' instead", 'getCreativeSets', toIds),
		standsFor: 'ids',
	},
	name: text('Name Contains', 'Only creative sets with this text in their name, upper or lower case', { example: 'Spring' }),
	status: choices<string>('Statuses', 'Only creative sets with one of these statuses', { of: SET_STATUSES, inWords: 'Live' }),
	type: choice<string>('Type', 'Only creative sets of this type', { of: TYPES, inWords: 'App' }),
};

const FILTERS = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };

const properties: INodeProperties[] = [
	...limitProperties,
	...collectionProperty(FILTERS, SET_FILTERS),
	optionsCollection('AppLovin'),
];

export const namedSet = (row: IDataObject): IDataObject => ({ creative_set_id: row.id, ...row });

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const given = item.read(FILTERS.name);
	const filters = readFields(isObject(given) ? given : {}, SET_FILTERS, item, faults);
	faults.rule((wrong) => {
		if (filters.ids === undefined || filters.hashed_ids === undefined) return;
		wrong("'Creative Set IDs' and 'Hashed IDs' are both set", 'Remove one of them.');
	});
	faults.throwAny();
	const { ids, hashed_ids: hashedIds, name, status, type } = filters;
	return await listNarrowed(item, {
		...{ path: LISTED_SETS.path, what: 'creative sets', ids, hashedIds, shown: namedSet },
		fits: (row) =>
			(name === undefined || nameHolds(row.name, name)) &&
			isOneOf(row.status, status) &&
			isOneOf(row.type, type === undefined ? undefined : [type]),
	});
}

/** Lists creative sets, page by page. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many creative sets',
	description: 'List creative sets with their assets and campaigns, all of them or those that match the filters',
	endpoint: 'GET /manage/v1/creative_set/list',
	document: `${DOCUMENT}, "/creative_set/list"`,
	writes: false,
	simple: SIMPLE_SET,
	properties,
	execute,
};
