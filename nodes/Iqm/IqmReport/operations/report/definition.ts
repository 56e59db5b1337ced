import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import type { Fields } from '../../../../common/form/fields';
import { collectionProperty, requiredProperties } from '../../../../common/form/fields';
import type { Field } from '../../../../common/form/kinds';
import { choice, choices, id, ids, preset, text } from '../../../../common/form/kinds';
import { some } from '../../../../common/form/lists';
import type { Faults } from '../../../../common/ground/faults';
import { isObject, quote, toCodes, toIdNumbers, toText } from '../../../../common/ground/values';
import { CREATIVE_TYPES } from '../../../shared/creativeTypes';
import { ZONE } from './zones';

/** A dimension of a report, and the values to which it is restricted. */
export interface Dimension {
	filter: string;
	value?: number[];
}

const DIMENSIONS = 'Dimension Names or IDs';
const METRICS = 'Metric Names or IDs';
const FILTERS = 'Dimension Filters';

/** Several keys of a list that IQM gives; a repeated one counts once. */
function keys(label: string, what: string, loadOptionsMethod: string): Field<string[]> {
	return {
		label,
		ask: {
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod },
			default: [],
			hint: what,
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		read: (value) => some([...new Set(toCodes(value, label))], label),
	};
}

const REQUEST_TYPES = [
	{ name: 'Day', value: 1, description: 'Rows have a date' },
	{ name: 'Month', value: 4, description: 'Rows have their period' },
	{ name: 'Week', value: 3, description: 'Rows have their period, Sunday to Saturday' },
	{ name: 'Whole Period', value: 2, description: 'Rows have no date' },
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
	dimensions: keys(DIMENSIONS, 'What the rows are about, such as Campaign and Creative', 'getReportDimensions'),
	columns: keys(
		METRICS,
		'The figures of each row, such as Impressions and Spend. Rates such as CTR are in percent',
		'getReportMetrics',
	),
	requestType: choice<number>('One Row Per', 'Span of time that a row covers, for example Day', {
		of: REQUEST_TYPES,
	}),
	timezoneId: id(ZONE, 'Time zone in which days begin and end, for example US/Eastern', {
		example: '29',
		pick: 'searchTimezones',
	}),
} satisfies Fields;

/** Fields that a report may have, under "Filters" where it is run. */
export const customersField = ids('Customer IDs', 'Customers whose figures count, all of them without this; for workspace users only', {
	example: '202017,202018',
});

const filterFields = {
	campaignIds: ids('Campaign IDs', 'Campaigns whose figures count', { example: '537599,537600' }),
	campaignStatuses: choices<string>('Campaign Statuses', 'Statuses of the campaigns whose figures count, for example Running', {
		of: CAMPAIGN_STATUSES,
	}),
	creativeTypeIds: choices<number>('Creative Types', 'Types of the creatives whose figures count, for example Video', {
		of: CREATIVE_TYPES,
	}),
	customerIds: customersField,
	searchField: text('Row Contains', 'Words that a row contains', { example: 'spring' }),
} satisfies Fields;

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
	description: 'Restricts chosen dimensions to some of their values, for example campaign to 537599',
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
					hint: 'One of the dimensions chosen above',
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
						"IQM's IDs of the values to keep. A comma list, an array or one number, for example 537599,537600.",
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
			wrong(`'${FILTERS}' has two rows for ${quote(filter)}`, 'Put all values into one of them.');
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
			'Choose it there too: IQM filters only by what the rows are about.',
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
	{ name: 'No', value: '0', description: 'Each dimension has rows of its own' },
	{ name: 'Yes', value: '1', description: 'The first dimension is summed up' },
];

/** Always sent, since IQM has no default. */
export const aggregatedField = preset<string>(
	'First Dimension Aggregated',
	'Whether IQM sums up the first dimension, for example No',
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
		columns: definitionFields.columns,
		requestType: definitionFields.requestType,
		timezoneId: definitionFields.timezoneId,
	}),
	dimensionFiltersProperty,
];
