import { collectionProperty } from '../../common/form/fields';
import { limitProperties, readLimit } from '../../common/form/limit';
import { Faults } from '../../common/ground/faults';
import type { Item } from '../../common/run/item';
import type { Operation, OperationResult } from '../../common/run/operation';
import { readCollection } from '../../verbs/describe';
import type { MasterResource } from '../shared/masterList';
import { MASTER_LISTS } from '../shared/masterLists';
import { readMasterList, shownRow } from '../shared/masterRows';
import { optionsCollection } from '../shared/options';
import { tellOfMore } from '../shared/paging';
import type { Filters } from './things';
import { FILTERS, filtersOf, listProperty, readListKey, sourcesOf, THINGS } from './things';

/** Lists one of a resource's lists, all of it or what the filters let through. */
export function getMany(resource: MasterResource): Operation {
	const fields = filtersOf(resource);
	const { many } = THINGS[resource];
	return {
		value: 'getAll',
		name: 'Get Many',
		action: `Get many ${many}`,
		description: `List ${many} with their IDs`,
		...sourcesOf(resource),
		writes: false,
		properties: [
			listProperty(resource, 'Which list to get'),
			...limitProperties,
			...collectionProperty(FILTERS, fields),
			optionsCollection(),
		],
		async execute(item: Item): Promise<OperationResult> {
			const { context, index } = item;
			const faults = new Faults();
			const key = faults.attempt(() => readListKey(item, resource)) ?? 'countries';
			const filters: Filters = readCollection(item, FILTERS.name, fields, faults);
			faults.throwAny();
			const { searchField: search, segmentIds, parentSegmentIds, ...others } = filters;
			const asked = { search, ids: segmentIds, parentIds: parentSegmentIds, filters: others };
			const read = await readMasterList(context, key, asked, {
				itemIndex: index,
				wanted: readLimit(context, index),
				isFresh: context.getNodeParameter('options.rawResponse', index, false) === true,
			});
			const { results, raw } = tellOfMore(context, read);
			return { results: results.map((row) => shownRow(row, MASTER_LISTS[key])), raw };
		},
	};
}
