import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import { toProperty } from '../../../../common/form/fields';
import { idText } from '../../../../common/form/kinds';
import type { Faults } from '../../../../common/ground/faults';
import { isObject, toText } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { readCollection, readPath, readTop } from '../../../../verbs/describe';
import type { AskedPeriod, Days } from './asked';
import { daysIn, hintAtPeriod, periodProperties, readPeriod } from './asked';
import {
	aggregatedField,
	asFilters,
	definitionFields,
	definitionProperties,
	filterFields,
	filtersProperties,
	readDimensions,
} from './definition';
import { metricsOf } from './metrics';
import { definitionIn, savedReport } from './reports';
import { PICKED } from './savedReports';
import { zoneOf } from '../../../shared/zones';

const SOURCE = 'Definition';

const SOURCES: INodePropertyOptions[] = [
	{ name: 'New Definition', value: 'new', description: 'Choose the dimensions and metrics here' },
	{
		name: 'Saved Report, New Dates',
		value: 'saved',
		description: 'Use the dimensions, metrics and filters of a saved report for the period below',
	},
];

export const reportField = idText('Report', 'The saved report', PICKED);

function shownWith(source: string, property: INodeProperties): INodeProperties {
	const { show, ...others } = property.displayOptions ?? {};
	return { ...property, displayOptions: { ...others, show: { definition: [source], ...show } } };
}

/** What a report is made of, chosen here or taken from a saved one, and its period. */
export const sourceProperties: INodeProperties[] = [
	{
		displayName: SOURCE,
		name: 'definition',
		type: 'options',
		options: SOURCES,
		default: 'new',
		description: 'Where the dimensions and metrics come from, for example Saved Report, New Dates',
	},
	shownWith('saved', { ...toProperty('reportId', reportField), required: true }),
	...definitionProperties.map((property) => shownWith('new', property)),
	...periodProperties('yesterday'),
	...filtersProperties,
];

const ORDERS: INodePropertyOptions[] = [
	{ name: 'Ascending', value: '+' },
	{ name: 'Descending', value: '-' },
];

/** Options of a report that is run. */
export const sourceOptions: INodeProperties[] = [
	toProperty('reportAggregated', aggregatedField),
	{
		displayName: 'Order',
		name: 'order',
		type: 'options',
		options: ORDERS,
		default: '-',
		description: 'Sort direction of the rows, for example Descending',
	},
	{
		displayName: 'Sort By Name or ID',
		name: 'sortBy',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getReportSortings' },
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'By default Impressions if chosen, otherwise the first metric',
	},
];

/** A definition as the form gives it, before anything is looked up. */
export interface Source {
	/** The saved report; undefined for a new definition. */
	reportId?: string;
	fields: IDataObject;
	period: AskedPeriod | undefined;
	filters: IDataObject;
	aggregated: string | undefined;
	order: string;
	sortBy: string | undefined;
}

/** Reads the fields of {@link definitionProperties}; dimensions as they travel. */
export function readNew(item: Item, faults: Faults): IDataObject {
	const { dimensions, ...others } = readTop(item, definitionFields, faults);
	const text = readDimensions(dimensions, item.read('dimensionFilters'), faults);
	return { ...others, dimensions: text };
}

/** The form, with everything that is wrong with it in `faults`. */
export function readSource(item: Item, faults: Faults): Source {
	const source = faults.attempt(() => toChoice(item.read('definition'), SOURCE, SOURCES));
	const given = item.read('options');
	const { reportAggregated, order = '-', sortBy } = isObject(given) ? given : {};
	const isSaved = source === 'saved';
	const optional = <T>(value: unknown, read: () => T): T | undefined =>
		value === undefined ? undefined : faults.attempt(read);
	return {
		...(isSaved ? readPath(item, { reportId: reportField }, faults) : {}),
		fields: source === 'new' ? readNew(item, faults) : {},
		period: readPeriod(item, faults),
		filters: asFilters(readCollection(item, 'filters', filterFields, faults)),
		aggregated: optional(reportAggregated, () => aggregatedField.read(reportAggregated, item.zone)),
		order: faults.attempt(() => toChoice(order, 'Order', ORDERS)) ?? '-',
		sortBy: optional(sortBy, () => toText(sortBy, 'Sort By Name or ID')),
	};
}

/** A report as it is asked for, and its days. */
export interface Wanted {
	days: Days;
	/** The body of the request, without paging. */
	body: IDataObject;
}

/** IQM's documents name two different defaults, so that the order is always sent. */
function sortedBy({ sortBy, order }: Source, columns: string[]): string {
	const preset = columns.includes('impressions') ? 'impressions' : columns[0];
	return `${order}${sortBy ?? preset}`;
}

async function baseOf(item: Item, source: Source) {
	const { reportId, fields } = source;
	if (reportId !== undefined) return definitionIn(await savedReport(item, reportId), reportId);
	const { timezoneId, ...sent } = fields;
	const columns = await metricsOf(item, sent.columns as string[]);
	return {
		timezoneId: Number(timezoneId),
		timezoneName: undefined,
		columns,
		sent: { reportAggregated: '0', ...sent, columns } as IDataObject,
	};
}

/**
 * Looks up what a request needs besides the form: the saved report, whose ID is never sent, since IQM
 * would then take its old dates, and the name of the time zone.
 */
export async function wantedOf(item: Item, source: Source): Promise<Wanted> {
	const { timezoneId, timezoneName, columns, sent } = await baseOf(item, source);
	const zone = await zoneOf(item, timezoneId, timezoneName);
	const days = daysIn(zone, source.period as AskedPeriod);
	hintAtPeriod(item, days.period);
	const { aggregated, filters } = source;
	return {
		days,
		body: {
			...sent,
			...(aggregated === undefined ? {} : { reportAggregated: aggregated }),
			...days.sent,
			...filters,
			sortBy: sortedBy(source, columns),
		},
	};
}
