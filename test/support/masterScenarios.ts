import type { IDataObject } from 'n8n-workflow';

import { IqmMasterData } from '../../nodes/Iqm/IqmMasterData/IqmMasterData.node';
import { THINGS } from '../../nodes/Iqm/IqmMasterData/things';
import { labelOf } from '../../nodes/Iqm/shared/masterList';
import { MASTER_LISTS } from '../../nodes/Iqm/shared/masterLists';
import type { Scenario } from './scenarios';

type Lists = typeof MASTER_LISTS;
type Row = [list: string, facts: Lists[keyof Lists]];

const ROWS: Row[] = Object.entries(MASTER_LISTS);

/** A name in the first list of each resource. */
const NAMES: Record<string, string> = {
	creative: 'Video',
	demographic: '18-24',
	device: 'Tablet',
	location: 'India',
	supply: 'Vidazoo',
};

function scenario([list, facts]: Row, operation: string, words: string, more: IDataObject): Scenario {
	const { resource, endpoint } = facts;
	const path = endpoint.replace(/^\w+ /, '').replace(/\{\w+\}/g, '\\d+');
	return {
		name: `Master Data: ${THINGS[resource].name} ${words}`,
		path: new RegExp(`${path}$`),
		writes: false,
		node: () => new IqmMasterData(),
		item: () => ({ json: {} }),
		parameters: () => ({ resource, operation, list, ...more }),
		count: ({ iqm }) => iqm.campaigns.size,
	};
}

const FIRST = ROWS.filter(
	([, { resource }], index) => ROWS.findIndex(([, one]) => one.resource === resource) === index,
);

const listed = ROWS.map((row) => [row, scenario(row, 'getAll', `Get Many (${labelOf(row[1])})`, {})] as const);

/** Each list of master data, and a name that is looked up in the first of each resource. */
export const MASTER_SCENARIOS: Scenario[] = [
	...listed.map(([, one]) => one),
	...FIRST.map((row) => scenario(row, 'findIds', 'Find IDs', { names: NAMES[row[1].resource] })),
];

/** How a list is asked for and read, which is the same code for all lists of one kind. */
const kindOf = ([, { endpoint, pages, shape, within }]: Row): string =>
	[endpoint.split(' ')[0], /v\d/.exec(endpoint)?.[0], pages.in, pages.size, pages.rows, shape?.name, within?.isNeeded].join();

const KINDS = ROWS.map(kindOf);

/**
 * Lists that are read by the very code of one before them: a table in which every scenario meets every
 * fault learns nothing from them.
 */
export const LIKE_OTHERS: ReadonlySet<Scenario> = new Set(
	listed.filter((_, index) => KINDS.indexOf(KINDS[index]) < index).map(([, one]) => one),
);
