import type { IDataObject, ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { XLSX_TYPE } from '../../../../common/file/fileName';
import { toChoice, toChoicesOrAll } from '../../../../common/form/choice';
import { toProperty } from '../../../../common/form/fields';
import { preset, text } from '../../../../common/form/kinds';
import { InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isoText } from '../../../../common/ground/moments';
import { isObject } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { routeTo, sendFor } from '../../../../verbs/describe';
import { outputField, readOutputField } from '../../../../verbs/storeFile';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { linkedReport } from '../../linkedReport';
import { columnChoices, columnChoicesOrAll, COLUMNS } from './columns';
import type { GroupBy } from './groups';
import { groupByField, readSort, sortProperties } from './groups';
import { askedProperties, readAsked, zoneProperty } from './period';

const TABLES = {
	campaign: { endpoint: 'POST /api/v4/das/report/by-campaign-download', fileName: 'Campaign' },
	io: { endpoint: 'POST /api/v4/das/report/by-io-download', fileName: 'InsertionOrders' },
	customer: { endpoint: 'POST /api/v4/das/report/by-customer-download', fileName: 'Customer' },
} as const;

const FILE_TYPES = [
	{ name: 'CSV', value: 'csv' },
	{ name: 'Excel (XLSX)', value: 'xlsx' },
];

const MIME_TYPES: Record<string, string> = {
	csv: 'text/csv',
	xlsx: XLSX_TYPE,
};

const fileTypeField = preset<string>('File Type', 'Format of the file, for example CSV', {
	of: FILE_TYPES,
	first: 'csv',
	toValue: (value, label) => toChoice(value, label, FILE_TYPES),
});

const fileNameField = text('File Name', 'Name of the file, without extension', {
	example: 'campaigns',
	most: 100,
});

const COLUMNS_LABEL = 'Columns';

const columnsProperty: INodeProperties = {
	displayName: COLUMNS_LABEL,
	name: 'columns',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getPerformanceColumns', loadOptionsDependsOn: ['groupBy'] },
	default: [],
	required: true,
	hint: "Available columns depend on 'Group By'; All Columns includes all of them",
	description:
		'Columns of the file, for example All Columns. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** The columns that the chosen table may have. */
export async function getPerformanceColumns(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const groupBy = String(this.getCurrentNodeParameter('groupBy') ?? 'campaign');
	return await Promise.resolve(
		columnChoicesOrAll((groupBy in COLUMNS ? groupBy : 'campaign') as GroupBy),
	);
}

/** The chosen columns with their headings, as IQM takes them. */
function readColumns(value: unknown, groupBy: GroupBy): IDataObject[] {
	const chosen = toChoicesOrAll(value, COLUMNS_LABEL, columnChoices(groupBy));
	const isAll = isObject(value) ? false : [value].flat().includes('all');
	if (chosen.length === 0 && !isAll) {
		throw new InputError(`'${COLUMNS_LABEL}' is empty`, 'Choose All Columns, or some of them.');
	}
	const names = chosen.length === 0 ? Object.keys(COLUMNS[groupBy]) : chosen;
	return names.map((name) => ({ label: COLUMNS[groupBy][name], value: name }));
}

/** Downloads a table as a file, with all its rows. */
export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download performance as a file',
	description: 'Download spend, delivery and pacing as a CSV or Excel file with all rows',
	endpoint: Object.values(TABLES).map(({ endpoint }) => endpoint),
	document: [
		'IQM OpenAPI dashboard, dashboard-report-by-campaign-download',
		'IQM OpenAPI dashboard, v4-dashboard-report-by-io-download',
		'IQM OpenAPI dashboard, dashboard-report-by-customer-download',
	],
	writes: false,
	properties: [
		toProperty('groupBy', groupByField),
		columnsProperty,
		...askedProperties,
		toProperty('fileType', fileTypeField),
		outputField,
		optionsCollection([toProperty('fileName', fileNameField), zoneProperty, ...sortProperties]),
	],
	async execute(item) {
		const faults = new Faults();
		const given = item.read('options');
		const options = isObject(given) ? given : {};
		const groupBy = faults.attempt(() => groupByField.read(item.read('groupBy'), item.zone)) as
			| GroupBy
			| undefined;
		const fileType = faults.attempt(() => fileTypeField.read(item.read('fileType'), item.zone)) ?? '';
		const columns =
			groupBy && faults.attempt(() => readColumns(item.read('columns'), groupBy));
		const field = readOutputField(item, faults);
		const sort = faults.attempt(() => readSort(options));
		const { endpoint, fileName: preselected } = TABLES[groupBy ?? 'campaign'];
		const fileName =
			options.fileName === undefined
				? preselected
				: (faults.attempt(() => fileNameField.read(options.fileName, item.zone)) ?? '');
		const { filters, start, end, zone } = await readAsked(item, faults);
		const { data } = await sendFor(IQM_VERBS, item, {
			...routeTo(endpoint, {}),
			body: {
				...{ sort, filters, requestType: 'AGGREGATED_LIST' },
				downloadRequest: { columns, fileType, fileName },
			},
		});
		const about = { startDate: isoText(start, zone), endDate: isoText(end, zone) };
		const type = MIME_TYPES[fileType];
		return await linkedReport(item, data, about, { field, type, preset: `${fileName}.${fileType}` });
	},
};
