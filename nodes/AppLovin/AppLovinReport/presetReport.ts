import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoices } from '../../common/form/choice';
import type { Fields } from '../../common/form/fields';
import { collectionProperty } from '../../common/form/fields';
import type { Field } from '../../common/form/kinds';
import { texts } from '../../common/form/kinds';
import { limitProperties, readLimit } from '../../common/form/limit';
import { upToLimit } from '../../common/form/moreHint';
import { Faults } from '../../common/ground/faults';
import { isObject, toBoolean } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import { readCollection } from '../../verbs/describe';
import { optionsCollection } from '../shared/options';
import { inWindows, MORE_COLUMNS, MORE_DIMENSIONS, withNeeded } from './columns';
import { figured } from './figures';
import { periodProperties, readDays, readIsCohort, readWindows, viewProperty, windowsProperty } from './days';
import { readReport } from './pages';

/** Reports have countries and platforms in lower case ("report country lower case, Axon upper case"). */
const lowered = (field: Field<string[]>): Field<string[]> => ({
	...field,
	read: (value, zone) => [...new Set(field.read(value, zone).map((one) => one.toLowerCase()))],
});

/** Filters of the report. */
const FILTERS: Fields = {
	campaign_id_external: texts('Campaign IDs', 'Only these campaigns, by their IDs of 32 characters as shown by Get Campaigns', {
		example: '0123456789abcdef0123456789abcdef',
	}),
	country: lowered(texts('Countries', 'Only these countries, by their two letters', { example: 'us,gb' })),
	campaign_package_name: texts('Package Names', 'Only these apps', { example: 'com.example.game' }),
	platform: lowered(texts('Platforms', 'Only these platforms', { example: 'android,ios' })),
};

/** Asks for filters, by the names of their columns. */
export const filtersProperty = (fields: Fields): INodeProperties[] =>
	collectionProperty({ displayName: 'Filters', name: 'filters', placeholder: 'Add filter' }, fields);

/** The filters of the form as the API takes them: `filter_COL`, "`a,b`". */
export function readReportFilters(item: Item, fields: Fields, faults: Faults): IDataObject {
	const read = readCollection(item, 'filters', fields, faults);
	return Object.fromEntries(Object.entries(read).map(([name, value]) => [`filter_${name}`, String(value)]));
}

const MORE = 'Additional Columns';
const BY_DAY = 'Split by Day';

const ZERO_OPTION: INodeProperties = {
	displayName: 'Include Rows Without Figures',
	name: 'includeZero',
	type: 'boolean',
	default: false,
	description: 'Whether to return rows whose figures are all 0',
};

/** Whether an option is on. */
export function readSwitch({ read }: Pick<Item, 'read'>, { name, displayName }: INodeProperties): boolean {
	const options = read('options');
	return toBoolean((isObject(options) ? options[name] : undefined) ?? false, displayName);
}

/** Whether rows without figures are wanted, as the API asks: `not_zero`. */
export function notZero({ read }: Pick<Item, 'read'>): IDataObject {
	return readSwitch({ read }, ZERO_OPTION) ? {} : { not_zero: 1 };
}

export const reportOptions = (extra: INodeProperties[] = []): INodeProperties =>
	optionsCollection([ZERO_OPTION, ...extra]);

const BY_DAY_PROPERTY: INodeProperties = {
	displayName: BY_DAY,
	name: 'byDay',
	type: 'boolean',
	default: true,
	description: 'Whether to return a row per day instead of one for the whole period',
};

/** Whether to split rows by day, unless the form says otherwise. */
export const byDayProperty = (first: boolean): INodeProperties => ({ ...BY_DAY_PROPERTY, default: first });

export const readByDay = ({ read }: Pick<Item, 'read'>): boolean => toBoolean(read('byDay'), BY_DAY);

/** A report with columns of its own. */
export interface PresetReport {
	dimensions: string[];
	figures: string[];
	/** Whether it has a row per day unless told otherwise. */
	isByDay: boolean;
	/** Shown before the limit. */
	extra?: INodeProperties[];
	/** More options. */
	options?: INodeProperties[];
}

/** The form of a report by presets. */
export function presetProperties({ isByDay, extra = [], options }: PresetReport): INodeProperties[] {
	return [
		...periodProperties(true),
		viewProperty,
		windowsProperty,
		byDayProperty(isByDay),
		{
			displayName: MORE,
			name: 'additionalColumns',
			type: 'multiOptions',
			options: MORE_COLUMNS,
			default: [],
			description: 'Columns besides those that are always returned, for example Platform; names split rows further. Accounts may lack some, and one such column rejects the whole report.',
		},
		...extra,
		...limitProperties,
		...filtersProperty(FILTERS),
		reportOptions(options),
	];
}

/** What a preset report is read for. */
export interface Reading {
	fits?: (row: IDataObject) => boolean;
	/** What a row of the answer becomes. */
	shape?: (row: IDataObject) => IDataObject;
	/** The rows in words, for the hint: "sources". */
	what: string;
}

/** The columns that the form asks for, which depend on each other. */
function columnsOf(
	{ dimensions, figures }: PresetReport,
	{ windows, more, isByDay }: { windows: string[]; more: string[]; isByDay: boolean },
): { columns: string[]; dimensions: string[] } {
	const extra = more.flatMap((column) => inWindows(column, windows));
	const all = [
		...(isByDay ? ['day'] : []),
		...dimensions,
		...figures,
		...windows.map((window) => `total_rev_${window}`),
		...extra,
	];
	const columns = withNeeded(all);
	const splitting = ['day', ...dimensions, ...MORE_DIMENSIONS.map(({ value }) => String(value))];
	return { columns, dimensions: columns.filter((column) => splitting.includes(column)) };
}

/**
 * Reads `/report` for an advertiser: "default publisher: always send advertiser".
 *
 * @param faults what is wrong with the rest of the form
 */
export async function readPreset(
	item: Item,
	report: PresetReport,
	{ fits, shape = (row) => row, what }: Reading,
	faults = new Faults(),
): Promise<OperationResult> {
	const windows = faults.attempt(() => readWindows(item)) ?? [];
	const days = readDays(item, faults, { windows });
	const isCohort = faults.attempt(() => readIsCohort(item));
	const isByDay = faults.attempt(() => readByDay(item)) ?? false;
	const more = faults.attempt(() => toChoices(item.read('additionalColumns') ?? [], MORE, MORE_COLUMNS)) ?? [];
	const filters = readReportFilters(item, FILTERS, faults);
	const zero = faults.attempt(() => notZero(item));
	faults.throwAny();
	const query = {
		...{ report_type: 'advertiser', format: 'json', ...days },
		...(isCohort === true ? { day_column: 'day' } : {}),
		...filters,
		...zero,
	};
	const asked = columnsOf(report, { windows, more, isByDay });
	const roas = [
		...windows.map((window) => `roas_${window}`),
		...asked.columns.filter((column) => /^(ad_|iap_)roas_/.test(column)),
	];
	const wanted = readLimit(item.context, item.index);
	const isWanted = (row: IDataObject): boolean => fits?.(figured(row, [])) !== false;
	const { rows, pages } = await readReport(item, { path: '/report', query, ...asked, fits: isWanted }, wanted);
	const shown = upToLimit(item.context, rows, wanted, what);
	return { results: shown.map((row) => shape(figured(row, roas))), raw: { pages } };
}
