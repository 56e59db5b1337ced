import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import type { Faults } from '../../common/ground/faults';
import { isObject, quote, toPhrases, toText } from '../../common/ground/values';
import type { Item } from '../../common/run/item';

/** Reports with free columns. */
export type ReportName = 'assetAnalyticsReport' | 'assetReport' | 'playableMetrics' | 'report' | 'webReport';

export const ACCOUNT_INFO = 'accountInfo';

export const REPORTS: Array<INodePropertyOptions & { value: ReportName | typeof ACCOUNT_INFO }> = [
	{ name: 'Account Info', value: ACCOUNT_INFO, description: 'The ID of a web account' },
	{ name: 'Assets', value: 'assetAnalyticsReport', description: 'Assets of a period' },
	{ name: 'Assets of a Fixed Range', value: 'assetReport', description: 'Assets of yesterday, the last 7 days or the last month' },
	{ name: 'Main Report', value: 'report', description: 'Campaigns, sources and creative sets of an app or web account' },
	{ name: 'Playables', value: 'playableMetrics', description: 'What people do in HTML and playable ads; app accounts only' },
	{ name: 'Web Report', value: 'webReport', description: 'The main report of web accounts, with a choice of attribution' },
];

const RANGES: INodePropertyOptions[] = [
	{ name: 'Last 7 Days', value: 'last_7d' },
	{ name: 'Last Month', value: 'last_month' },
	{ name: 'Yesterday', value: 'yesterday' },
];

const ATTRIBUTIONS: INodePropertyOptions[] = [
	{ name: 'As the Account Has It', value: 'account' },
	{ name: 'Click', value: 'click' },
	{ name: 'Click and View', value: 'click_and_view' },
];

const MATCHES: INodePropertyOptions[] = [
	{ name: 'Is Above', value: 'above', description: 'Only for figures of an asset report' },
	{ name: 'Is Below', value: 'below', description: 'Only for figures of an asset report' },
	{ name: 'Is None Of', value: 'not' },
	{ name: 'Is One Of', value: 'is' },
];

/** Names of the parameters by match: `filter_COL`, `filter_not_COL`, `filter_greater_than_METRIC`, …. */
const PREFIX: Record<string, string> = {
	above: 'filter_greater_than_',
	below: 'filter_less_than_',
	is: 'filter_',
	not: 'filter_not_',
};

const ORDERS: INodePropertyOptions[] = [
	{ name: 'Ascending', value: 'ASC' },
	{ name: 'Descending', value: 'DESC' },
];

const column = (description: string): INodeProperties => ({
	displayName: 'Column',
	name: 'column',
	type: 'string',
	default: '',
	placeholder: 'e.g. country',
	description,
});

function rows(displayName: string, name: string, row: string, values: INodeProperties[], description: string): INodeProperties {
	return {
		...{ displayName, name, description },
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: `Add ${row.toLowerCase()}`,
		default: {},
		options: [{ displayName: row, name: 'rows', values }],
	};
}

export const reportProperty: INodeProperties = {
	displayName: 'Report',
	name: 'report',
	type: 'options',
	options: REPORTS,
	default: 'report',
	description: 'Which report to read, for example Playables',
};

export const rangeProperty: INodeProperties = {
	displayName: 'Range',
	name: 'range',
	type: 'options',
	options: RANGES,
	default: 'yesterday',
	description: 'Days that the report covers, for example Yesterday',
};

export const columnsProperty: INodeProperties = {
	displayName: 'Columns',
	name: 'columns',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. day,campaign,cost,roas_7d',
	description:
		"Names of the columns, as AppLovin spells them: a comma-separated list, an array or one per line, for example day,campaign,cost,roas_7d. One that AppLovin does not know rejects the whole report.",
};

export const attributionProperty: INodeProperties = {
	displayName: 'Attribution',
	name: 'attribution_mode',
	type: 'options',
	options: ATTRIBUTIONS,
	default: 'account',
	description: 'Which purchases count, for example Click',
};

export const filterProperty = rows(
	'Filters',
	'columnFilters',
	'Filter',
	[
		column('Column to compare, for example country'),
		{
			displayName: 'Match',
			name: 'match',
			type: 'options',
			options: MATCHES,
			default: 'is',
			description: 'How to compare, for example Is One Of',
		},
		{
			displayName: 'Values',
			name: 'values',
			type: 'string',
			default: '',
			placeholder: 'e.g. us,gb',
			description: 'What to compare with: a comma-separated list, an array or one per line, for example us,gb',
		},
	],
	'Which rows to return, for example those of some countries. A row must pass all filters.',
);

export const sortProperty = rows(
	'Sort',
	'sort',
	'Column',
	[
		column('Column to sort by, for example day; it must be among the columns'),
		{
			displayName: 'Order',
			name: 'order',
			type: 'options',
			options: ORDERS,
			default: 'ASC',
			description: 'Whether the smallest or the largest comes first, for example Ascending',
		},
	],
	'The order of rows, for example by day. AppLovin compares figures as text, so that 9 comes after 10: sort those with a Sort node.',
);

export const havingOption: INodeProperties = {
	displayName: 'Having',
	name: 'having',
	type: 'string',
	default: '',
	placeholder: 'e.g. cost > 10 AND clicks > 5',
	description: 'Condition on figures, with AND and OR, for example cost > 10 AND clicks > 5. It is slow and may time out; a Filter node is not.',
};

function rowsIn(value: unknown): IDataObject[] {
	const given = isObject(value) ? value.rows : undefined;
	return Array.isArray(given) ? given.filter(isObject) : [];
}

/** The filters as the API takes them. */
export function readColumnFilters(
	{ read }: Pick<Item, 'read'>,
	report: ReportName,
	faults: Faults,
): IDataObject {
	const asked: IDataObject = {};
	for (const [at, row] of rowsIn(read('columnFilters')).entries()) {
		const where = `Filters, filter ${at + 1}`;
		const name = faults.attempt(() => toText(row.column, `${where}: Column`));
		const match = faults.attempt(() => toChoice(row.match ?? 'is', `${where}: Match`, MATCHES));
		const values = faults.attempt(() => toPhrases(row.values, `${where}: Values`));
		if (values?.length === 0) faults.wrong(`'${where}: Values' is empty`, 'Enter a value, or remove the filter.');
		if (name === undefined || match === undefined || values === undefined) continue;
		// "Asset reports add filter_greater_than_METRIC, filter_less_than_METRIC".
		if (['above', 'below'].includes(match) && !report.startsWith('asset')) {
			faults.wrong(`'${where}: Match' compares figures, which only asset reports can`, "Use the option 'Having', or a Filter node.");
		}
		const held = values.find((value) => value.includes(','));
		if (held !== undefined) {
			faults.wrong(`'${where}: Values' holds a comma, which separates values: ${quote(held)}`, 'Use a Filter node for it.');
		}
		const key = `${PREFIX[match]}${name}`;
		if (key in asked) faults.wrong(`'Filters' compares the column ${name} twice in the same way`, 'Put its values into one filter.');
		asked[key] = values.join(',');
	}
	return asked;
}

/** The sorting as the API takes it, in its order: "several allowed, order counts". */
export function readColumnSort({ read }: Pick<Item, 'read'>, columns: string[], faults: Faults): IDataObject {
	const sort: IDataObject = {};
	for (const [at, row] of rowsIn(read('sort')).entries()) {
		const where = `Sort, column ${at + 1}`;
		const name = faults.attempt(() => toText(row.column, `${where}: Column`));
		const order = faults.attempt(() => toChoice(row.order ?? 'ASC', `${where}: Order`, ORDERS));
		if (name === undefined || order === undefined) continue;
		if (!columns.includes(name)) faults.wrong(`'${where}: Column' is ${name}, which is not among the columns`, 'Add it to the columns, or sort by another one.');
		sort[`sort_${name}`] = order;
	}
	return sort;
}

/** @returns undefined where the account's own setting counts */
export function readAttribution({ read }: Pick<Item, 'read'>): string | undefined {
	const chosen = toChoice(read('attribution_mode'), 'Attribution', ATTRIBUTIONS);
	return chosen === 'account' ? undefined : chosen;
}

export const readRange = ({ read }: Pick<Item, 'read'>): string => toChoice(read('range'), 'Range', RANGES);

export function readReportName({ read }: Pick<Item, 'read'>): ReportName | typeof ACCOUNT_INFO {
	return toChoice(read('report'), 'Report', REPORTS) as ReportName | typeof ACCOUNT_INFO;
}
