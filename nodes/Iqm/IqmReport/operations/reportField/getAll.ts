import type { INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { own } from '../../../../common/run/simple';
import { optionsCollection } from '../../../shared/options';
import { iqmRequest } from '../../../transport/request';
import type { FieldKind } from './reportFields';
import { FIELDS_REQUEST, reportFieldsIn } from './reportFields';

const LABEL = 'Kind';

const KINDS: INodePropertyOptions[] = [
	{ name: 'Both', value: 'both' },
	{ name: 'Dimensions', value: 'dimensions', description: 'What a report is broken down by' },
	{ name: 'Metrics', value: 'metrics', description: 'What a report measures' },
];

const WANTED: Record<string, FieldKind[]> = {
	both: ['dimension', 'metric'],
	dimensions: ['dimension'],
	metrics: ['metric'],
};

async function execute({ context, index, read }: Item): Promise<OperationResult> {
	const kinds = WANTED[toChoice(read('kind'), LABEL, KINDS)];
	const { data, raw } = await iqmRequest(context, FIELDS_REQUEST, index);
	return { results: reportFieldsIn(data, kinds), raw };
}

/** One result per field; those of metrics and groups depend on the organization. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many report fields',
	description: 'List the dimensions and metrics available for reports, with their keys',
	endpoint: 'GET /api/v3/ra/report/dimension-metrics/detail',
	document: 'IQM OpenAPI reports, getDimensionAndMetricDetails',
	writes: false,
	simple: own(
		...['kind', 'group', 'key', 'label', 'id', 'description', 'fieldDataType', 'isFilterSupported'],
	),
	properties: [
		{
			displayName: LABEL,
			name: 'kind',
			type: 'options',
			options: KINDS,
			default: 'both',
			description: 'Which fields to list, for example Metrics',
		},
		optionsCollection(),
	],
	execute,
};
