import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Sent } from '../../../common/form/fields';
import { collectionProperty, readFields } from '../../../common/form/fields';
import type { Field } from '../../../common/form/kinds';
import { choice, choices, text } from '../../../common/form/kinds';
import { limitProperties, readLimit } from '../../../common/form/limit';
import { IDS, listOf, picked, TEXTS } from '../../../common/form/lists';
import { upToLimit } from '../../../common/form/moreHint';
import { optionsCollection } from '../../../common/form/options';
import { Faults } from '../../../common/ground/faults';
import { nameHolds } from '../../../common/ground/names';
import { InputError } from '../../../common/ground/errors';
import { isObject, quote, toCodes, toIds } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { rowsByIds } from '../../axonShared/byIds';
import { listAxon } from '../../axonShared/pages';
import { ALL_STATUSES, DOCUMENT, LIST_PATH, PLATFORMS, SIMPLE_CAMPAIGN, TYPES } from '../campaigns';

/** Hashed IDs, as reports have them. */
export function toHashedIds(value: unknown, label: string): string[] {
	return toCodes(value, label).map((id) => {
		if (/^[\w-]+$/.test(id)) return id;
		throw new InputError(`'${label}' must hold IDs of letters and digits, not ${quote(id)}`);
	});
}

const PICKED: Field<string[]> = {
	...picked(
		'Campaign Names or IDs',
		"The newest 1,000, live first. For others, add 'Campaign IDs' instead",
		'getCampaigns',
		toIds,
	),
	standsFor: 'ids',
};

/** The API filters by IDs only; the rest is sorted out here. */
export const CAMPAIGN_FILTERS = {
	hashed_ids: listOf(TEXTS, toHashedIds)(
		'Hashed IDs',
		'Only these campaigns, by their hashed IDs, as shown by Get Campaigns of AppLovin Report (campaign_id_external)',
		{ example: '29d66efc22ae53a201e1532265b83f12' },
	),
	ids: listOf(IDS, toIds)('Campaign IDs', 'Only these campaigns', { example: '12345,12346' }),
	pickedCampaigns: PICKED,
	name: text('Name Contains', 'Only campaigns with this text in their name, upper or lower case', {
		example: 'ROAS',
	}),
	platform: choice('Platform', 'Only campaigns for apps on this platform', {
		of: PLATFORMS,
		inWords: 'Android',
	}),
	status: choices<string>('Statuses', 'Only campaigns with one of these statuses', {
		of: ALL_STATUSES,
		inWords: 'Live',
	}),
	type: choice('Type', 'Only campaigns of this type', { of: TYPES, inWords: 'App' }),
};

type Filters = Sent<typeof CAMPAIGN_FILTERS>;

const FILTERS = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };

const properties: INodeProperties[] = [
	...limitProperties,
	...collectionProperty(FILTERS, CAMPAIGN_FILTERS),
	optionsCollection('AppLovin'),
];

const same = (said: unknown, wanted: string): boolean =>
	String(said ?? '')
		.trim()
		.toUpperCase() === wanted;

/** Whether a listed campaign is one of the wanted. */
export function fitsFilters(
	campaign: IDataObject,
	{ name, platform, status, type }: Pick<Filters, 'name' | 'platform' | 'status' | 'type'>,
): boolean {
	return (
		(name === undefined || nameHolds(campaign.name, name)) &&
		(platform === undefined || same(campaign.platform, String(platform))) &&
		(status === undefined || status.some((one) => same(campaign.status, one))) &&
		(type === undefined || same(campaign.type, String(type)))
	);
}

const named = (row: IDataObject): IDataObject => ({ campaign_id: row.id, ...row });

/** Campaigns by their IDs: at most 100 in one request, "either of the two kinds, not both". */
async function byIds(item: Item, filters: Filters): Promise<OperationResult> {
	const [key, ids] =
		filters.ids === undefined
			? (['hashed_ids', filters.hashed_ids ?? []] as const)
			: (['ids', filters.ids] as const);
	const { rows, pages } = await rowsByIds(item, LIST_PATH, [...new Set(ids)], key);
	const fitting = rows.filter((row) => fitsFilters(row, filters));
	const shown = upToLimit(item.context, fitting, readLimit(item.context, item.index), 'campaigns');
	return { results: shown.map(named), raw: { pages } };
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const given = item.read(FILTERS.name);
	const filters: Filters = readFields(isObject(given) ? given : {}, CAMPAIGN_FILTERS, item, faults);
	faults.rule((wrong) => {
		if (filters.ids === undefined || filters.hashed_ids === undefined) return;
		wrong("'Campaign IDs' and 'Hashed IDs' are both set", 'Remove one of them.');
	});
	faults.throwAny();
	if (filters.ids !== undefined || filters.hashed_ids !== undefined)
		return await byIds(item, filters);
	const fits = (row: IDataObject): boolean => fitsFilters(row, filters);
	const listed = await listAxon(item, { path: LIST_PATH, fits }, 'campaigns');
	return { ...listed, results: listed.results.map(named) };
}

/** Lists campaigns, page by page. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many campaigns',
	description:
		'List campaigns with their budgets and goals, all of them or those that match the filters',
	endpoint: 'GET /manage/v1/campaign/list',
	document: `${DOCUMENT}, "/campaign/list"`,
	writes: false,
	simple: SIMPLE_CAMPAIGN,
	properties,
	execute,
};
