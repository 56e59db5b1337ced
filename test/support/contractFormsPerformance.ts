import type { IDataObject } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox/json';
import type { Otherwise } from './contractForms';

/** How forms of the dashboard's tables differ from the documents' samples, which are nested. */

const ZONES = '/api/v3/master/timezones';

/** In the form the period stands apart from the filters; a list of IDs is text. */
function tableForm({ filters }: JsonObject): IDataObject {
	const { startTimeEpochMillis, endTimeEpochMillis, ...others } = filters as JsonObject;
	const chosen = ['campaignStatusList', 'campaignTypeIds', 'campaignBudgetTypeIds', 'creativeTypeIds'];
	const entered = Object.entries(others).map(([name, value]) => [
		name,
		Array.isArray(value) && !chosen.includes(name) ? value.join(',') : value,
	]);
	return {
		period: 'custom',
		startTimeEpochMillis: new Date(Number(startTimeEpochMillis)).toISOString(),
		endTimeEpochMillis: new Date(Number(endTimeEpochMillis)).toISOString(),
		filters: Object.fromEntries(entered) as IDataObject,
	};
}

const zone = (id: unknown) => ({ __rl: true, mode: 'id', value: String(id) });

/** Empty texts and lists stand for "all", and are left out. */
const FILTERS = {
	owIds: [1, 2, 3, 4],
	startTimeEpochMillis: 1660834800000,
	endTimeEpochMillis: 1660834800001,
	campaignTypeIds: [1],
	campaignBudgetTypeIds: [1, 2],
	campaignStatusList: ['pending', 'running'],
	creativeTypeIds: [11, 13, 14, 17],
	ioIds: [1, 2, 3],
	campaignIds: [1, 2, 3],
	verticalIds: [1, 2],
};

interface Column {
	label: string;
	value: string;
}

/** The other two tables; the sample's filters and columns are those of campaigns. */
const TABLES = (path: string, columns?: string[]) => {
	const fills = { options: {}, filters: {}, ...(columns === undefined ? {} : { columns }) };
	return [
		{ name: 'Insertion Order', path: `/das/report/by-io${path}`, fills: { ...fills, groupBy: 'io' } },
		{
			name: 'Customer',
			path: `/das/report/by-customer${path}`,
			fills: { ...fills, groupBy: 'customer' },
		},
	];
};

export const PERFORMANCE: Record<string, Otherwise> = {
	'iqmReport performance: getAll': {
		asked: { filters: FILTERS },
		form: (sample) => ({
			groupBy: 'campaign',
			...tableForm(sample),
			limit: (sample.pagination as JsonObject).noOfEntries as number,
			options: {
				campaignRequest: sample.campaignRequest as boolean,
				requestType: sample.requestType as string,
			},
		}),
		others: TABLES(''),
	},
	'iqmReport performance: getTimeline': {
		form: (sample) => ({
			dimension: sample.dimension as string,
			...tableForm(sample),
			options: { timezoneId: zone(sample.timezoneId) },
		}),
		reads: [ZONES],
	},
	'iqmReport performance: compare': {
		form: (sample) => ({ dimension: sample.dimension as string, ...tableForm(sample) }),
	},
	// The file's name and type are asked for; of the document's two request types either makes the file.
	'iqmReport performance: download': {
		asked: { requestType: 'AGGREGATED_LIST' },
		form: (sample) => {
			const { columns, fileType, fileName } = sample.downloadRequest as JsonObject;
			return {
				groupBy: 'campaign',
				fileType: fileType as string,
				columns: (columns as unknown as Column[]).map(({ value }) => value),
				binaryPropertyName: 'data',
				...tableForm(sample),
				options: { fileName: fileName as string },
			};
		},
		others: TABLES('-download', ['all']),
	},
};
