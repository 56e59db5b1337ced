import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import { requiredProperties } from '../../../../common/form/fields';
import { preset } from '../../../../common/form/kinds';
import { Faults } from '../../../../common/ground/faults';
import type { Operation } from '../../../../common/run/operation';
import type { Endpoint } from '../../../../verbs/describe';
import { readTop, routeTo, sendFor } from '../../../../verbs/describe';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { rowsIn } from '../../../transport/answerRows';

interface ValueList {
	option: INodePropertyOptions;
	endpoint: Endpoint;
	document: string;
	/** The key of its rows; '' for a bare array. */
	rows: string;
	/** What the IDs are called in results. */
	idName: string;
}

const LISTS: ValueList[] = [
	{
		option: {
			name: 'Insight Statuses',
			value: 'insightStatuses',
			description: 'Statuses of audience insights',
		},
		endpoint: 'GET /api/v3/ins/static/insights/status/list',
		document: 'IQM OpenAPI insights, getInsightsStatus',
		rows: 'insightsStatusData',
		idName: 'statusId',
	},
	{
		option: { name: 'Insight Types', value: 'insightTypes' },
		endpoint: 'GET /api/v3/ins/static/insights/type/list',
		document: 'IQM OpenAPI insights, getInsightsType',
		rows: 'insightsTypeData',
		idName: 'typeId',
	},
	{
		option: {
			name: 'Report Statuses',
			value: 'reportStatuses',
			description: 'Statuses of voter level data reports, whose IDs differ from those of insights',
		},
		endpoint: 'GET /api/v3/ins/static/report-status',
		document: 'IQM OpenAPI insights, getReportStatuses',
		rows: '',
		idName: 'statusId',
	},
];

const OPTIONS = LISTS.map(({ option }) => option);

const FIELDS = {
	valueList: preset<string>('List', 'Which list to get', {
		of: OPTIONS,
		first: 'insightStatuses',
		toValue: (value, label) => toChoice(value, label, OPTIONS),
		example: 'Insight Statuses',
	}),
};

/** A row of a list; one of the lists calls its label `displayName`. */
function shown({ id, displayName, ...row }: IDataObject, idName: string): IDataObject {
	return { [idName]: id, ...row, ...(displayName === undefined ? {} : { label: displayName }) };
}

export const getValueList: Operation = {
	value: 'getValueList',
	name: 'Get Value List',
	action: 'Get a list of values of insights',
	description: 'Get the types and statuses of insights',
	endpoint: LISTS.map(({ endpoint }) => endpoint),
	document: LISTS.map(({ document }) => document),
	writes: false,
	properties: [...requiredProperties(FIELDS), optionsCollection()],
	async execute(item) {
		const faults = new Faults();
		const { valueList } = readTop(item, FIELDS, faults);
		faults.throwAny();
		const { endpoint, rows, idName } =
			LISTS.find(({ option }) => option.value === valueList) ?? LISTS[0];
		const { data, raw } = await sendFor(IQM_VERBS, item, routeTo(endpoint, {}));
		return { results: rowsIn(data, [rows]).map((row) => shown(row, idName)), raw };
	},
};
