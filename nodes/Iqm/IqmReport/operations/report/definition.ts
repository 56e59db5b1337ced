import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import type { Fields } from '../../../../common/form/fields';
import { collectionProperty, requiredProperties } from '../../../../common/form/fields';
import { asked } from '../../../../common/form/field';
import type { Field } from '../../../../common/form/kinds';
import { choice, choices, id, ids, preset, text } from '../../../../common/form/kinds';
import { picked, some } from '../../../../common/form/lists';
import type { Faults } from '../../../../common/ground/faults';
import { isObject, quote, toCodes, toIdNumbers, toText } from '../../../../common/ground/values';
import { withPickers } from '../../../shared/pickedIds';
import { CREATIVE_TYPES } from '../../../shared/creativeTypes';
import { DEFAULT_METRICS } from '../reportField/reportFields';
import { ZONE } from '../../../shared/zones';

/** A dimension of a report, and the values to which it is restricted. */
export interface Dimension {
	filter: string;
	value?: number[];
}

const DIMENSIONS = 'Dimension Names or IDs';
const METRICS = 'Metric Names or IDs';
export const FILTERS = 'Dimension Filters';

/** Several keys of a list that IQM gives; a repeated one counts once. */
function keys(label: string, hint: string, loadOptionsMethod: string): Field<string[]> {
	return picked(label, hint, loadOptionsMethod, (value) => [...new Set(toCodes(value, label))]);
}

export const REQUEST_TYPES = [
	{ name: 'Day', value: 1, description: 'Rows show a date' },
	{ name: 'Month', value: 4, description: 'Rows show their period' },
	{ name: 'Week', value: 3, description: 'Rows show their period, Sunday to Saturday' },
	{ name: 'Whole Period', value: 2, description: 'Rows show no date' },
];

const CAMPAIGN_STATUSES = [
	'completed',
	'deleted',
	'draft',
	'expired',
	'paused',
	'pending',
	'rejected',
	'running',
].map((value) => ({ name: value.charAt(0).toUpperCase() + value.slice(1), value }));

/** What a new report is made of, besides its period. */
export const definitionFields = {
	dimensions: keys(DIMENSIONS, 'What to break the report down by, such as Campaign and Creative', 'getReportDimensions'),
	columns: keys(
		METRICS,
		"Figures in each row: IQM's Default Metrics, or others such as Spend. Rates such as CTR are in percent",
		'getReportMetricsOrDefaults',
	),
	requestType: choice<number>('One Row Per', 'Time span that each row covers, for example Day', {
		of: REQUEST_TYPES,
	}),
	timezoneId: id(ZONE, 'Time zone in which days begin and end', {
		example: '29',
		pick: 'searchTimezones',
	}),
} satisfies Fields;

/** Fields that a report may have, under "Filters" where it is run. */
export const customersField = ids('Customer IDs', 'Only figures of these customers, otherwise of all; for workspace users only', {
	example: '202017,202018',
});

const filterFields = withPickers({
	campaignIds: ids('Campaign IDs', 'Only figures of these campaigns', { example: '537599,537600' }),
	campaignStatuses: choices<string>('Campaign Statuses', 'Only figures of campaigns with these statuses, for example Running', {
		of: CAMPAIGN_STATUSES,
	}),
	creativeTypeIds: choices<number>('Creative Types', 'Only figures of creatives of these types, for example Video', {
		of: CREATIVE_TYPES,
	}),
	customerIds: customersField,
	searchField: text('Row Contains', 'Only rows containing this text', { example: 'spring' }),
});

const FILTER_COLLECTION = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };

export const filtersProperties: INodeProperties[] = collectionProperty(FILTER_COLLECTION, filterFields);

/** The filters of a run as they are sent; those inside `filters` go as an object. */
export function asFilters({ customerIds, searchField, ...filters }: IDataObject): IDataObject {
	return {
		...(customerIds === undefined ? {} : { customerIds }),
		...(searchField === undefined ? {} : { searchField }),
		...(Object.keys(filters).length === 0 ? {} : { filters }),
	};
}

export { filterFields };

/** Restricts dimensions to some of their values. */
export const dimensionFiltersProperty: INodeProperties = {
	displayName: FILTERS,
	name: 'dimensionFilters',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add dimension filter',
	default: {},
	description: 'Limits dimensions to certain values, for example Campaign to 537599',
	options: [
		{
			displayName: 'Filter',
			name: 'rows',
			values: [
				{
					displayName: 'Dimension Name or ID',
					name: 'filter',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getReportDimensions' },
					default: '',
					hint: "One of the report's dimensions",
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'Values',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. 537599,537600',
					description:
						"IQM's IDs of the values to keep. A comma-separated list, an array or a single number, for example 537599,537600.",
				},
			],
		},
	],
};

function readDimensionFilters(given: unknown, { attempt, wrong }: Reading): Map<string, number[]> {
	const rows = isObject(given) && Array.isArray(given.rows) ? (given.rows as unknown[]) : [];
	const found = new Map<string, number[]>();
	rows.filter(isObject).forEach((row, index) => {
		const place = `${FILTERS} ${index + 1}`;
		const filter = attempt(() => toText(row.filter, `${place}: Dimension Name or ID`));
		const label = `${place}: Values`;
		const value = attempt(() => some(toIdNumbers(row.value, label), label));
		if (filter === undefined || value === undefined) return;
		if (found.has(filter)) {
			wrong(`'${FILTERS}' has two rows for ${quote(filter)}`, 'Put all values into one row.');
		}
		found.set(filter, value);
	});
	return found;
}

interface Reading {
	attempt: <T>(read: () => T) => T | undefined;
	wrong: Faults['wrong'];
}

/**
 * Dimensions with their filters, as JSON text: that is how they travel.
 *
 * @param chosen undefined if they are wrong, which is known already, or not given
 * @param isMissing whether they are not given, so that there is nothing to filter
 */
export function readDimensions(
	chosen: string[] | undefined,
	given: unknown,
	faults: Faults,
	isMissing = false,
): string | undefined {
	const filters = readDimensionFilters(given, {
		attempt: (read) => faults.attempt(read),
		wrong: faults.wrong,
	});
	if (chosen === undefined && !isMissing) return undefined;
	const known = chosen ?? [];
	for (const filter of filters.keys()) {
		if (known.includes(filter)) continue;
		faults.wrong(
			`'${FILTERS}' filters by ${quote(filter)}, which is not among '${DIMENSIONS}'`,
			"Add it there too: IQM filters only by the report's own dimensions.",
		);
	}
	if (chosen === undefined) return undefined;
	const dimensions = chosen.map((filter): Dimension => {
		const value = filters.get(filter);
		return value === undefined ? { filter } : { filter, value };
	});
	return JSON.stringify(dimensions);
}

const AGGREGATIONS = [
	{ name: 'No', value: '0', description: 'Each value of the first dimension has its own rows' },
	{ name: 'Yes', value: '1', description: 'The first dimension is aggregated' },
];

/** Always sent, since IQM has no default. */
export const aggregatedField = preset<string>(
	'Aggregate First Dimension',
	'Whether to aggregate the first dimension, for example No',
	{
		of: AGGREGATIONS,
		first: '0',
		toValue: (value, label) => toChoice(value, label, AGGREGATIONS),
	},
);

/** The fields of a new report. */
export const definitionProperties: INodeProperties[] = [
	...requiredProperties({
		dimensions: definitionFields.dimensions,
		columns: asked(definitionFields.columns, { default: [DEFAULT_METRICS] }),
		requestType: definitionFields.requestType,
		timezoneId: definitionFields.timezoneId,
	}),
	dimensionFiltersProperty,
];
